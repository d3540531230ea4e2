#include "tests/peer-engine/downloadfixture.h"

#include <QDir>
#include <QFileInfo>
#include <QTest>

#include <csignal>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace ft;
using namespace ft::engine;
using namespace std::chrono_literals;
using test::contentOf;
using test::ScriptedSource;
using test::waitUntil;
using Fault = ScriptedSource::Fault;
using State = TransferState;

namespace {

constexpr qsizetype MiB = 1 << 20;

using Fixture = test::DownloadFixture;

const auto Name = QStringLiteral("a.bin");

/// As long as it lives, no file of this process can be written to beyond this size: a full disk,
/// without the rights to make one.
class FileSizeLimit
{
public:
    explicit FileSizeLimit(rlim_t bytes)
        : m_handler(std::signal(SIGXFSZ, SIG_IGN))
    {
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{bytes, m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit()
    {
        ::setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_handler);
    }
    Q_DISABLE_COPY_MOVE(FileSizeLimit)

private:
    rlimit m_before{};
    void (*m_handler)(int);
};

/// As long as it lives, the folder can be looked into but not written to, not even by root.
class ReadOnlyFolder
{
public:
    explicit ReadOnlyFolder(const QString &path)
        : m_path(path.toUtf8())
        , m_user(::geteuid())
    {
        isMade = ::chmod(m_path.constData(), 0555) == 0 && (m_user != 0 || ::seteuid(Nobody) == 0);
    }
    ~ReadOnlyFolder()
    {
        if (::seteuid(m_user) != 0 || ::chmod(m_path.constData(), 0755) != 0)
            qFatal("the folder stays read-only");
    }
    Q_DISABLE_COPY_MOVE(ReadOnlyFolder)

    bool isMade = false;

private:
    static constexpr uid_t Nobody = 65'534;

    QByteArray m_path;
    uid_t m_user;
};

std::optional<WaitReason> spaceMissing(const Fixture &f)
{
    const auto wait = f.download->snapshot().wait;
    return wait && wait->kind == WaitReason::Kind::Space ? wait : std::nullopt;
}

} // namespace

/// What a download does when the disk has no room for it, or the folder is not what it was.
class TstDownloadDisk : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void holdsUntilThereIsRoom()
    {
        Fixture f{test::randomBytes(3 * MiB, 1)};
        f.parts.isPatient = true;
        f.parts.room = 3 * MiB - 1'000;
        f.start();
        QVERIFY(f.runUntil([&] { return f.state() == State::Waiting; }));
        QCOMPARE(spaceMissing(f).value().amount, std::uint64_t{1'000});
        QCOMPARE(spaceMissing(f).value().since, f.parts.clock.wallTime());
        QVERIFY(!f.sources[0]->isDialed());
        f.parts.room = 3 * MiB - 1;
        f.parts.clock.advance(2s);
        QVERIFY(f.runUntil([&] { return spaceMissing(f).value().amount == 1; }));
        QVERIFY(!f.sources[0]->isDialed());
        f.parts.room = 3 * MiB;
        f.parts.clock.advance(2s);
        QCOMPARE(f.finish(), State::Done);
        QVERIFY(contentOf(f.path(Name)) == f.content);
    }

    void failsWhenThereIsNoRoomAndItIsNotPatient()
    {
        Fixture f{test::randomBytes(3 * MiB, 1)};
        f.parts.room = 3 * MiB - 1'000;
        QCOMPARE(f.run(), State::Failed);
        QCOMPARE(f.problem(), ProblemCode::DiskFull);
        QVERIFY(f.download->snapshot().problem->detail.contains(QStringLiteral("1000")));
        QVERIFY(!f.sources[0]->isDialed());
        QCOMPARE(f.files(), QStringList{});
        QVERIFY(waitUntil([&] { return f.unfinished().isEmpty(); }));
    }

    void leavesRoomForWhatOthersAreYetToWrite()
    {
        Fixture f{test::randomBytes(3 * MiB, 1), {Fault::StopsBeforeTheLastPiece}};
        f.parts.isPatient = true;
        f.parts.room = 5 * MiB - 1'000;
        f.start();
        QVERIFY(f.runUntil([&] { return f.state() == State::Connecting; }));
        Fixture other{test::randomBytes(2 * MiB, 2)};
        const auto context = f.parts.context(
            [&](const Endpoint &) { return other.sources[0]->dial(); });
        Download second{{TransferId{2},
                         other.records().front().file,
                         other.folder(),
                         other.records(),
                         {},
                         f.parts.clock.now()},
                        context};
        second.start();
        QVERIFY(waitUntil([&] { return second.snapshot().state == State::Waiting; }));
        QCOMPARE(second.snapshot().wait.value().kind, WaitReason::Kind::Space);
        QCOMPARE(second.snapshot().wait.value().amount, std::uint64_t{1'000});
        f.download->cancel();
        f.parts.clock.advance(2s);
        QVERIFY(waitUntil([&] {
            other.sources[0]->step();
            return second.snapshot().state == State::Done;
        }));
        QVERIFY(contentOf(other.path(Name)) == other.content);
    }

    void goesOnWhereTheDiskWasFull()
    {
        Fixture f{test::randomBytes(6 * MiB, 1)};
        f.parts.isPatient = true;
        f.start();
        QVERIFY(f.runUntil([&] { return f.sources[0]->isDialed(); }));
        {
            const FileSizeLimit limit{4 * MiB};
            QVERIFY(f.runUntil(
                [&] { return spaceMissing(f) && f.download->snapshot().verified == 4 * MiB; }));
            QCOMPARE(spaceMissing(f).value().amount, std::uint64_t{MiB});
            QCOMPARE(f.files(), QStringList{});
        }
        f.parts.clock.advance(2s);
        QCOMPARE(f.finish(), State::Done);
        QVERIFY(contentOf(f.path(Name)) == f.content);
        QCOMPARE(f.sources[0]->dials(), 2);
        QCOMPARE(f.piecesAsked(), std::size_t{6 + 2});
    }

    void keepsWhatItHasWhenTheDiskIsFullAndItIsNotPatient()
    {
        Fixture f{test::randomBytes(6 * MiB, 1)};
        f.start();
        QVERIFY(f.runUntil([&] { return f.sources[0]->isDialed(); }));
        {
            const FileSizeLimit limit{4 * MiB};
            QCOMPARE(f.finish(), State::Failed);
        }
        QCOMPARE(f.problem(), ProblemCode::DiskFull);
        QCOMPARE(f.files(), QStringList{});
        QCOMPARE(f.unfinished().size(), 1);
    }

    void failsOnAFolderItCannotUse_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::newRow("a file") << QStringLiteral("file");
        QTest::newRow("below a file") << QStringLiteral("file/below");
        QTest::newRow("where nobody makes folders") << QStringLiteral("/proc/down");
    }
    void failsOnAFolderItCannotUse()
    {
        QFETCH(QString, folder);
        Fixture f{test::randomBytes(3 * MiB, 1)};
        f.name = folder;
        test::writeFile(f.parent.filePath(QStringLiteral("file")), "a file");
        QCOMPARE(f.run(), State::Failed);
        QCOMPARE(f.problem(), ProblemCode::FolderUnwritable);
        QVERIFY(!f.sources[0]->isDialed());
    }

    void failsWhenItsFileIsNotThereAtTheEnd_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<bool>("isPatient");
        for (const bool isPatient : {false, true}) {
            const char *const how = isPatient ? "patient" : "not patient";
            for (const char *what : {"folder removed", "file removed", "file replaced"})
                QTest::addRow("%s, %s", what, how) << QString::fromLatin1(what) << isPatient;
        }
    }
    void failsWhenItsFileIsNotThereAtTheEnd()
    {
        QFETCH(QString, what);
        QFETCH(bool, isPatient);
        Fixture f{test::randomBytes(3 * MiB, 1)};
        f.parts.isPatient = isPatient;
        f.start();
        QVERIFY(f.runUntil([&] { return f.download->snapshot().verified >= MiB; }));
        const auto part = f.path(f.unfinished().value(0));
        if (what == QStringLiteral("folder removed"))
            QVERIFY(QDir{f.folder()}.removeRecursively());
        else
            QVERIFY(QFile::remove(part));
        if (what == QStringLiteral("file replaced"))
            test::writeFile(part, "another's");
        QCOMPARE(f.finish(), State::Failed);
        QCOMPARE(f.problem(), ProblemCode::FolderUnwritable);
        QCOMPARE(f.files(), QStringList{});
        if (what == QStringLiteral("file replaced"))
            QCOMPARE(contentOf(part), QByteArray{"another's"});
    }

    void failsWhenTheFolderIsReadOnlyAtTheEnd()
    {
        Fixture f{test::randomBytes(3 * MiB, 1), {Fault::StopsBeforeTheLastPiece}};
        QVERIFY(QFile::setPermissions(f.parent.path(),
                                      QFile::permissions(f.parent.path()) | QFile::ExeOther));
        f.parts.isPatient = true;
        f.start();
        QVERIFY(f.runUntil([&] { return f.download->snapshot().verified == 2 * MiB; }));
        {
            const ReadOnlyFolder folder{f.folder()};
            QVERIFY(folder.isMade);
            f.sources[0]->repent();
            QCOMPARE(f.finish(), State::Failed);
            QCOMPARE(f.problem(), ProblemCode::FolderUnwritable);
            QCOMPARE(f.files(), QStringList{});
        }
        // All of it is there: another try asks nobody.
        const auto asked = f.piecesAsked();
        f.over = 0;
        f.start(f.records(), f.known);
        QCOMPARE(f.finish(), State::Done);
        QVERIFY(contentOf(f.path(Name)) == f.content);
        QCOMPARE(f.piecesAsked(), asked);
    }

    void repairsWhatSomebodyWroteIntoItMeanwhile()
    {
        Fixture f{test::randomBytes(3 * MiB, 1), {Fault::StopsBeforeTheLastPiece}};
        f.parts.isPatient = true;
        f.start();
        QVERIFY(f.runUntil([&] { return f.download->snapshot().verified == 2 * MiB; }));
        const auto path = f.path(f.unfinished().value(0));
        const auto before = stampOf(path);
        // At another instant than the last write of ours: the same would hide it.
        QVERIFY(waitUntil([&] {
            QFile part{path};
            return part.open(QIODevice::ReadWrite) && part.write("spoiled") == 7 && part.flush()
                   && stampOf(path) != before;
        }));
        f.sources[0]->repent();
        QCOMPARE(f.finish(), State::Done);
        QVERIFY(contentOf(f.path(Name)) == f.content);
        QCOMPARE(f.files(), QStringList{Name});
    }
};

QTEST_GUILESS_MAIN(TstDownloadDisk)
#include "tst_downloaddisk.moc"
