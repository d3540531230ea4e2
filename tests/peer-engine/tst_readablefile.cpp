#include "peer-gui/engine/transfer/readablefile.h"
#include "tests/support/files.h"

#include <QTemporaryDir>
#include <QTest>

#include <limits>

using namespace ft;
using namespace ft::engine;

class TstReadableFile : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")});
        m_path = m_folder.filePath(QStringLiteral("a"));
        test::writeFile(m_path, "content");
    }

    void readsFromAnyPlace_data()
    {
        QTest::addColumn<quint64>("offset");
        QTest::addColumn<qint64>("most");
        QTest::addColumn<qint64>("got");
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("all") << quint64{0} << qint64{7} << qint64{7} << QByteArray{"content"};
        QTest::newRow("a part") << quint64{3} << qint64{2} << qint64{2} << QByteArray{"te"};
        QTest::newRow("to the end") << quint64{5} << qint64{9} << qint64{2} << QByteArray{"nt"};
        QTest::newRow("at the end") << quint64{7} << qint64{1} << qint64{0} << QByteArray{};
        QTest::newRow("past the end") << quint64{99} << qint64{1} << qint64{0} << QByteArray{};
        QTest::newRow("past every end") << std::numeric_limits<quint64>::max() / 2 + 1 << qint64{1}
                                        << qint64{-1} << QByteArray{};
    }
    void readsFromAnyPlace()
    {
        QFETCH(quint64, offset);
        QFETCH(qint64, most);
        const ReadableShare file{OpenedFile::open(m_path).value()};
        QByteArray bytes(most, '\0');
        const auto got = file.readAt(offset, bytes.data(), most);
        QTEST(got, "got");
        bytes.truncate(std::max(got, qint64{0}));
        QTEST(bytes, "bytes");
    }

    void noticesThatItWasWrittenTo()
    {
        const ReadableShare file{OpenedFile::open(m_path).value()};
        QVERIFY(file.isUnchanged());
        QCOMPARE(file.stamp(), stampOf(m_path).value());
        test::writeFile(m_path, "another content");
        QVERIFY(!file.isUnchanged());
    }

private:
    QTemporaryDir m_folder;
    QString m_path;
};

QTEST_APPLESS_MAIN(TstReadableFile)
#include "tst_readablefile.moc"
