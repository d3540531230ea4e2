#include "peer-gui/engine/transfer/partfile.h"
#include "tests/peer-engine/sharedfiles.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <fcntl.h>
#include <limits>
#include <sys/mount.h>
#include <sys/stat.h>
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
    void setTime(time_t seconds) const
    {
        const std::array<timespec, 2> times{timespec{0, UTIME_OMIT}, timespec{seconds, 0}};
        const auto name = QFile::encodeName(path());
        QCOMPARE(::utimensat(AT_FDCWD, name.constData(), times.data(), 0), 0);
    }

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void writesPiecesToTheirPlaces()
    {
        const auto part = PartFile::open(path(), 9).value();
        QCOMPARE(QFileInfo{path()}.size(), 9);
        QVERIFY(part->write(6, "ghi"));
        QVERIFY(part->write(0, "abc"));
        QVERIFY(part->write(3, "def"));
        QVERIFY(part->complete(std::chrono::sys_seconds{std::chrono::seconds{1'600'000'000}}));
        QCOMPARE(contentOf(path()), QByteArray{"abcdefghi"});
        QCOMPARE(QFileInfo{path()}.lastModified().toSecsSinceEpoch(), 1'600'000'000);
    }

    void staysUntilItIsDiscarded_data()
    {
        QTest::addColumn<bool>("isDiscarded");
        QTest::newRow("kept") << false;
        QTest::newRow("discarded") << true;
    }
    void staysUntilItIsDiscarded()
    {
        QFETCH(bool, isDiscarded);
        auto part = PartFile::open(path(), 9).value();
        if (isDiscarded)
            part->discard();
        part.reset();
        QCOMPARE(QFileInfo::exists(path()), !isDiscarded);
    }

    void removesNoFileThatTookItsPlace()
    {
        const auto part = PartFile::open(path(), 9).value();
        QVERIFY(QFile::rename(path(), path() + QStringLiteral(".moved")));
        test::writeFile(path(), "another's");
        QVERIFY(!part->isStillThere());
        part->discard();
        QCOMPARE(contentOf(path()), QByteArray{"another's"});
    }

    void goesOnWithWhatAnEarlierRunLeft()
    {
        FileStamp stamp;
        {
            const auto part = PartFile::open(path(), 6).value();
            QVERIFY(!part->foundStamp());
            QVERIFY(part->write(0, "abc"));
            stamp = part->sync().value();
        }
        const auto part = PartFile::open(path(), 6).value();
        QCOMPARE(part->foundStamp(), stamp);
        QVERIFY(part->write(3, "def"));
        QCOMPARE(contentOf(path()), QByteArray{"abcdef"});
    }

    void tellsByTheStampThatItWasChangedBetweenTwoRuns()
    {
        const auto stamp = PartFile::open(path(), 6).value()->sync().value();
        test::writeFile(path(), "other!");
        QVERIFY(PartFile::open(path(), 6).value()->foundStamp() != stamp);
    }

    void getsItsLength_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QByteArray>("then");
        QTest::newRow("longer") << QByteArray{"abcdefgh"} << QByteArray{"abcd"};
        QTest::newRow("shorter") << QByteArray{"ab"} << QByteArray{"ab\0\0", 4};
        QTest::newRow("right") << QByteArray{"abcd"} << QByteArray{"abcd"};
    }
    void getsItsLength()
    {
        QFETCH(QByteArray, content);
        QFETCH(QByteArray, then);
        test::writeFile(path(), content);
        const auto part = PartFile::open(path(), 4).value();
        QCOMPARE(contentOf(path()), then);
        QCOMPARE(part->foundStamp()->size, static_cast<std::uint64_t>(content.size()));
    }

    void knowsWhereThereIsData()
    {
        constexpr std::uint64_t Size = 64ULL * 1024 * 1024;
        constexpr std::uint64_t Place = 32ULL * 1024 * 1024;
        const auto part = PartFile::open(path(), Size).value();
        QVERIFY(part->dataExtents().empty());
        QCOMPARE(part->bytesOnDisk(), std::uint64_t{0});
        QVERIFY(part->write(Place, QByteArray(65'536, 'x')));
        const auto extents = part->dataExtents();
        QCOMPARE(extents.size(), std::size_t{1});
        QCOMPARE(extents.front(), (protocol::ByteRange{Place, 65'536}));
        QVERIFY(part->sync());
        QCOMPARE(part->bytesOnDisk(), std::uint64_t{65'536});
    }

    void readsWhatIsThere()
    {
        const auto part = PartFile::open(path(), 6).value();
        QVERIFY(part->write(0, "abcdef"));
        QByteArray buffer(10, '-');
        QCOMPARE(part->readAt(2, buffer.data(), 3), 3);
        QCOMPARE(buffer.first(3), QByteArray{"cde"});
        QCOMPARE(part->readAt(4, buffer.data(), 10), 2);
        QCOMPARE(part->readAt(6, buffer.data(), 10), 0);
    }

    void isOneWritersOnly()
    {
        const auto first = PartFile::open(path(), 4).value();
        QVERIFY(first->write(0, "abcd"));
        const auto second = PartFile::open(path(), 4);
        QVERIFY(!second);
        QCOMPARE(second.error().code, ProblemCode::PartInUse);
        // Whoever came too late takes nothing away.
        QCOMPARE(contentOf(path()), QByteArray{"abcd"});
    }

    void mayBeOpenedAgainOnceItIsReleased()
    {
        const auto first = PartFile::open(path(), 4).value();
        first->release();
        const auto second = PartFile::open(path(), 4);
        QVERIFY(second);
        QVERIFY(second.value()->write(0, "abcd"));
        QVERIFY(!first->write(0, "wxyz"));
        QByteArray read(4, '-');
        QCOMPARE(first->readAt(0, read.data(), 4), 4);
        QCOMPARE(read, QByteArray{"abcd"});
    }

    void noticesThatSomebodyElseWroteToIt_data()
    {
        QTest::addColumn<bool>("isOurs");
        QTest::newRow("nobody") << true;
        QTest::newRow("somebody") << false;
    }
    void noticesThatSomebodyElseWroteToIt()
    {
        QFETCH(bool, isOurs);
        const auto part = PartFile::open(path(), 4).value();
        QVERIFY(part->write(0, "abcd"));
        // Set outright: two writes within one tick of the file system's clock have the same time.
        if (!isOurs)
            setTime(1'000'000'000);
        QCOMPARE(part->isUnchanged(), isOurs);
        QVERIFY(part->write(0, "abcd"));
        QCOMPARE(part->isUnchanged(), isOurs);
        QCOMPARE(part->sync().value() != FileStamp{}, isOurs);
        part->acceptChanges();
        QVERIFY(part->isUnchanged());
    }

    void getsItsLengthBackWhenChangesAreAccepted()
    {
        const auto part = PartFile::open(path(), 4).value();
        QVERIFY(part->write(0, "abcd"));
        QVERIFY(QFile::resize(path(), 9));
        QVERIFY(!part->isUnchanged());
        part->acceptChanges();
        QVERIFY(part->isUnchanged());
        QCOMPARE(contentOf(path()), QByteArray{"abcd"});
    }

    void isNotSafeOnceItIsGone()
    {
        const auto part = PartFile::open(path(), 4).value();
        QVERIFY(QFile::remove(path()));
        const auto stamp = part->sync();
        QVERIFY(!stamp);
        QCOMPARE(stamp.error().code, ProblemCode::FolderUnwritable);
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
        QTest::newRow("longer than the file system takes")
            << QStringLiteral("a.part") << (quint64{1} << 62) << ProblemCode::DiskFull;
        QTest::newRow("a symlink lies there")
            << QStringLiteral("link.part") << quint64{1} << ProblemCode::DiskFailed;
        QTest::newRow("a pipe lies there")
            << QStringLiteral("pipe.part") << quint64{1} << ProblemCode::DiskFailed;
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
        ::mkfifo(QFile::encodeName(m_folder->filePath(QStringLiteral("pipe.part"))).constData(),
                 0600);
        const auto before = test::filesBelow(m_folder->path());
        const auto part = PartFile::open(m_folder->filePath(at), size);
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
            const auto part = PartFile::open(path(), 900'000).value();
            test::writeFile(m_folder->filePath(QStringLiteral("other")), QByteArray(600'000, 'x'));
            const auto written = part->write(0, QByteArray(900'000, 'y'));
            QVERIFY(!written);
            QCOMPARE(written.error().code, ProblemCode::DiskFull);
            // Once there is room, the same piece goes to its place.
            QVERIFY(QFile::remove(m_folder->filePath(QStringLiteral("other"))));
            QVERIFY(part->write(0, QByteArray(900'000, 'y')));
        }
        QCOMPARE(::umount(m_folder->path().toUtf8().constData()), 0);
    }

    void bearsTimesThatNoFileSystemHas()
    {
        const auto part = PartFile::open(path(), 1).value();
        QVERIFY(part->complete(std::chrono::sys_seconds{
            std::chrono::seconds{std::numeric_limits<std::int64_t>::max() / 1'000'000'000}}));
    }
};

QTEST_APPLESS_MAIN(TstPartFile)
#include "tst_partfile.moc"
