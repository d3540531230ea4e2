#include "peer-gui/engine/transfer/partfile.h"
#include "tests/peer-engine/sharedfiles.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <limits>
#include <sys/mount.h>
#include <unistd.h>

using namespace ft;
using namespace ft::engine;
using test::contentOf;

class TstPartFile : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    [[nodiscard]] QString path() const { return m_folder->filePath(QStringLiteral("a.part")); }

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void writesPiecesToTheirPlaces()
    {
        const auto part = PartFile::create(path(), 9).value();
        QCOMPARE(QFileInfo{path()}.size(), 9);
        QVERIFY(part->write(6, "ghi"));
        QVERIFY(part->write(0, "abc"));
        QVERIFY(part->write(3, "def"));
        QVERIFY(part->complete(std::chrono::sys_seconds{std::chrono::seconds{1'600'000'000}}));
        QCOMPARE(contentOf(path()), QByteArray{"abcdefghi"});
        QCOMPARE(QFileInfo{path()}.lastModified().toSecsSinceEpoch(), 1'600'000'000);
    }

    void goesWithTheObjectUnlessKept_data()
    {
        QTest::addColumn<bool>("isKept");
        QTest::newRow("kept") << true;
        QTest::newRow("not kept") << false;
    }
    void goesWithTheObjectUnlessKept()
    {
        QFETCH(bool, isKept);
        auto part = PartFile::create(path(), 9).value();
        if (isKept)
            part->keep();
        part.reset();
        QCOMPARE(QFileInfo::exists(path()), isKept);
    }

    void removesNoFileThatTookItsPlace()
    {
        auto part = PartFile::create(path(), 9).value();
        QVERIFY(QFile::rename(path(), path() + QStringLiteral(".moved")));
        test::writeFile(path(), "another's");
        part.reset();
        QCOMPARE(contentOf(path()), QByteArray{"another's"});
    }

    void emptiesWhatAnEarlierTryLeft()
    {
        test::writeFile(path(), "something longer than it is to be");
        const auto part = PartFile::create(path(), 4).value();
        QCOMPARE(contentOf(path()), QByteArray(4, '\0'));
    }

    void isOneWritersOnly()
    {
        const auto first = PartFile::create(path(), 4).value();
        QVERIFY(first->write(0, "abcd"));
        const auto second = PartFile::create(path(), 4);
        QVERIFY(!second);
        QCOMPARE(second.error().code, ProblemCode::DiskFailed);
        QVERIFY(second.error().detail.contains(QStringLiteral("another")));
        // Whoever came too late takes nothing away.
        QCOMPARE(contentOf(path()), QByteArray{"abcd"});
    }

    void mayBeMadeAgainOnceItIsGone()
    {
        PartFile::create(path(), 4).value().reset();
        QVERIFY(PartFile::create(path(), 4));
    }

    void tellsWhyItCannotBeMade_data()
    {
        QTest::addColumn<QString>("at");
        QTest::addColumn<quint64>("size");
        QTest::addColumn<ProblemCode>("code");
        QTest::newRow("no folder")
            << QStringLiteral("gone/a.part") << quint64{1} << ProblemCode::FolderUnwritable;
        QTest::newRow("below a file")
            << QStringLiteral("file/a.part") << quint64{1} << ProblemCode::FolderUnwritable;
        QTest::newRow("no room") << QStringLiteral("a.part") << (quint64{1} << 53)
                                 << ProblemCode::DiskFull;
        QTest::newRow("a symlink lies there")
            << QStringLiteral("link.part") << quint64{1} << ProblemCode::DiskFailed;
        QTest::newRow("a folder lies there")
            << QStringLiteral("folder.part") << quint64{1} << ProblemCode::DiskFailed;
    }
    void tellsWhyItCannotBeMade()
    {
        QFETCH(QString, at);
        QFETCH(quint64, size);
        QFETCH(ProblemCode, code);
        test::writeFile(m_folder->filePath(QStringLiteral("file")), "x");
        QFile::link(m_folder->filePath(QStringLiteral("file")),
                    m_folder->filePath(QStringLiteral("link.part")));
        QDir{}.mkpath(m_folder->filePath(QStringLiteral("folder.part")));
        const auto before = test::filesBelow(m_folder->path());
        const auto part = PartFile::create(m_folder->filePath(at), size);
        QVERIFY(!part);
        QCOMPARE(part.error().code, code);
        QCOMPARE(part.error().subject, m_folder->filePath(at));
        QVERIFY(!part.error().detail.isEmpty());
        QCOMPARE(test::filesBelow(m_folder->path()), before);
        QCOMPARE(contentOf(m_folder->filePath(QStringLiteral("file"))), QByteArray{"x"});
    }

    void tellsThatTheDiskFilledUpMeanwhile()
    {
        if (::geteuid() != 0
            || ::mount("none", m_folder->path().toUtf8().constData(), "tmpfs", 0, "size=1m") != 0)
            QSKIP("no small file system can be made here");
        {
            const auto part = PartFile::create(path(), 900'000).value();
            test::writeFile(m_folder->filePath(QStringLiteral("other")), QByteArray(600'000, 'x'));
            const auto written = part->write(0, QByteArray(900'000, 'y'));
            QVERIFY(!written);
            QCOMPARE(written.error().code, ProblemCode::DiskFull);
            const auto tooBig = PartFile::create(path() + u'2', 900'000);
            QVERIFY(!tooBig);
            QCOMPARE(tooBig.error().code, ProblemCode::DiskFull);
        }
        QCOMPARE(::umount(m_folder->path().toUtf8().constData()), 0);
    }

    void bearsTimesThatNoFileSystemHas()
    {
        const auto part = PartFile::create(path(), 1).value();
        QVERIFY(part->complete(std::chrono::sys_seconds{
            std::chrono::seconds{std::numeric_limits<std::int64_t>::max() / 1'000'000'000}}));
    }
};

QTEST_APPLESS_MAIN(TstPartFile)
#include "tst_partfile.moc"
