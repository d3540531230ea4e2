#include "tests/support/files.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace ft::test;

class TstFiles : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }

    [[nodiscard]] static QByteArray contentOf(const QString &file)
    {
        QFile reader{file};
        return reader.open(QIODevice::ReadOnly) ? reader.readAll() : QByteArray{"unreadable"};
    }

private slots:
    void writesTheBytesItWasGiven()
    {
        writeFile(path(QStringLiteral("deep/er/a")), "some bytes");
        QCOMPARE(contentOf(path(QStringLiteral("deep/er/a"))), QByteArray{"some bytes"});
    }

    void writesTheRightNumberOfRandomBytes_data()
    {
        QTest::addColumn<quint64>("size");
        for (const quint64 size : {0ULL, 1ULL, 7ULL, 8ULL, 1048575ULL, 1048576ULL, 1048577ULL})
            QTest::addRow("%llu bytes", size) << size;
    }
    void writesTheRightNumberOfRandomBytes()
    {
        QFETCH(quint64, size);
        writeRandomFile(path(QStringLiteral("r")), size, 1);
        QCOMPARE(contentOf(path(QStringLiteral("r"))), randomBytes(qsizetype(size), 1));
    }

    void randomContentFollowsTheSeedAndDoesNotRepeat()
    {
        QCOMPARE(randomBytes(4096, 5), randomBytes(4096, 5));
        QVERIFY(randomBytes(4096, 5) != randomBytes(4096, 6));
        const auto bytes = randomBytes(32'768, 5);
        QVERIFY(bytes.first(16'384) != bytes.last(16'384));
    }

    void comparesByteByByte()
    {
        const auto bytes = randomBytes(3'000'000, 2);
        auto other = bytes;
        other[2'999'999] = static_cast<char>(other[2'999'999] ^ 1);
        writeFile(path(QStringLiteral("one")), bytes);
        writeFile(path(QStringLiteral("same")), bytes);
        writeFile(path(QStringLiteral("last byte")), other);
        writeFile(path(QStringLiteral("shorter")), bytes.chopped(1));
        QVERIFY(sameBytes(path(QStringLiteral("one")), path(QStringLiteral("same"))));
        QVERIFY(!sameBytes(path(QStringLiteral("one")), path(QStringLiteral("last byte"))));
        QVERIFY(!sameBytes(path(QStringLiteral("one")), path(QStringLiteral("shorter"))));
        QVERIFY(!sameBytes(path(QStringLiteral("one")), path(QStringLiteral("absent"))));
    }

    void hashesAsPublished()
    {
        writeFile(path(QStringLiteral("abc")), "abc");
        QCOMPARE(sha256(path(QStringLiteral("abc"))),
                 QByteArray{"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"});
        QCOMPARE(md5(path(QStringLiteral("abc"))), QByteArray{"900150983cd24fb0d6963f7d28e17f72"});
        QVERIFY(sha256(path(QStringLiteral("absent"))).isEmpty());
    }

    void listsHiddenAndNestedFiles()
    {
        QTemporaryDir folder;
        writeFile(folder.filePath(QStringLiteral("b/.hidden")), "x");
        writeFile(folder.filePath(QStringLiteral("a")), "x");
        QCOMPARE(filesBelow(folder.path()),
                 QStringList({QStringLiteral("a"), QStringLiteral("b/.hidden")}));
    }
};

QTEST_APPLESS_MAIN(TstFiles)
#include "tst_files.moc"
