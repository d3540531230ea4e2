#include "peer-gui/engine/transfer/folderdownload.h"
#include "tests/peer-engine/faketransfer.h"
#include "tests/peer-engine/scriptedfolder.h"
#include "tests/support/manualclock.h"
#include "tests/support/patience.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace ft;
using namespace ft::engine;
using namespace std::chrono_literals;
using test::FakeTransfer;
using test::waitUntil;
using State = TransferState;

namespace {

const Endpoint Here{QHostAddress{QStringLiteral("10.0.0.9")}, 7};
const QByteArray Large(1'500'000, 'L');

/// A download of the folder `docs/photos`, with the test in the peer's place.
struct Fixture
{
    Fixture()
    {
        peer.add(QStringLiteral("docs/photos/a.txt"), "a");
        peer.add(QStringLiteral("docs/photos/b/ü c.txt"), "c of b");
        peer.add(QStringLiteral("docs/photos/empty"), {});
        peer.add(QStringLiteral("elsewhere"), "not asked for");
    }

    void start(std::optional<QString> prefix = QStringLiteral("docs/photos"))
    {
        FolderRequest request{Here, test::hostOf("studio"), {}, isKnown};
        if (prefix)
            request.folder = test::pathOf(*prefix);
        const FolderContext context{
            background,
            clock,
            rates,
            [this](const Endpoint &) { return peer.dial(); },
            {{test::hostOf("asker"), 0, {}}},
            down(),
            [this](const SourceRecord &source, const QString &into, const auto &) {
                auto transfer = std::make_unique<FakeTransfer>(source, into);
                large.push_back(transfer.get());
                return transfer;
            },
            true,
            1ms};
        download = std::make_unique<FolderDownload>(TransferId{1}, request, context, clock.now());
        const auto on = [this](auto signal, auto slot) {
            QObject::connect(download.get(), signal, download.get(), slot);
        };
        on(&Transfer::over, [this] { ++ends; });
        on(&Transfer::stopped, [this] { ++stops; });
        on(&Transfer::sourcesWanted, [this] { ++wanted; });
        on(&Transfer::finished, [this](const SharedFile &file) { finished.push_back(file); });
        download->start();
    }

    template <typename Predicate>
    [[nodiscard]] bool becomes(Predicate predicate)
    {
        return waitUntil([&] {
            peer.step();
            return predicate();
        });
    }
    [[nodiscard]] bool endsAs(State state)
    {
        return becomes([&] { return ends == 1; }) && now().state == state;
    }
    [[nodiscard]] TransferSnapshot now() const { return download->snapshot(); }
    [[nodiscard]] QString down() const { return folder.filePath(QStringLiteral("down")); }
    [[nodiscard]] QStringList files() const { return test::filesBelow(down()); }

    test::ScriptedFolder peer;
    bool isKnown = false;
    QTemporaryDir folder;
    test::ManualClock clock;
    RateLimiter rates{clock};
    Mailbox mailbox;
    WorkerPool pool{2};
    Background background{pool, mailbox.address()};
    std::vector<QPointer<FakeTransfer>> large;
    std::unique_ptr<FolderDownload> download;
    int ends = 0;
    int stops = 0;
    int wanted = 0;
    std::vector<SharedFile> finished;
};

const QStringList All{QStringLiteral("photos/a.txt"),
                      QStringLiteral("photos/b/ü c.txt"),
                      QStringLiteral("photos/empty")};

} // namespace

class TstFolderDownload : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void keepsTheTree()
    {
        Fixture f;
        f.start();
        QVERIFY(f.endsAs(State::Done));
        QCOMPARE(f.files(), All);
        QCOMPARE(test::contentOf(f.down() + u"/photos/b/ü c.txt"), QByteArray{"c of b"});
        const auto snapshot = f.now();
        QCOMPARE(snapshot.name, QStringLiteral("docs/photos/"));
        QCOMPARE(snapshot.path, f.down() + u"/photos");
        QCOMPARE(snapshot.files, 3U);
        QCOMPARE(snapshot.filesDone, 3U);
        QCOMPARE(snapshot.filesFailed, 0U);
        QCOMPARE(snapshot.size, 7U);
        QCOMPARE(snapshot.verified, 7U);
        QCOMPARE(snapshot.received, 7U);
        QVERIFY(!snapshot.wasThere && !snapshot.problem);
    }

    void takesTheWholeShare()
    {
        Fixture f;
        f.start(std::nullopt);
        QVERIFY(f.endsAs(State::Done));
        QCOMPARE(f.now().name, QStringLiteral("studio/"));
        QCOMPARE(f.files().size(), 4);
        QVERIFY(f.files().contains(QStringLiteral("studio/docs/photos/a.txt")));
    }

    void offersEachFileAsTheShareTakesItOver()
    {
        Fixture f;
        f.start();
        QVERIFY(f.endsAs(State::Done));
        QCOMPARE(f.finished.size(), std::size_t{3});
        for (const SharedFile &file : f.finished) {
            QVERIFY(f.files().contains(file.record.path.toString()));
            QCOMPARE(file.absolutePath, f.down() + u'/' + file.record.path.toString());
            QCOMPARE(file.stamp, stampOf(file.absolutePath).value());
            const auto identity = test::identityOf(test::contentOf(file.absolutePath));
            QCOMPARE(file.record.root, identity.root);
            QCOMPARE(file.pieceSize, identity.pieceSize);
            QCOMPARE(*file.pieceLayer, identity.pieceLayer);
        }
    }

    void fetchesNothingTwice()
    {
        Fixture f;
        f.start();
        QVERIFY(f.endsAs(State::Done));
        QFile::remove(f.down() + u"/photos/a.txt");
        f.ends = 0;
        f.peer.asked.clear();
        f.finished.clear();
        f.start();
        QVERIFY(f.endsAs(State::Done));
        QCOMPARE(f.peer.asked, QStringList{QStringLiteral("docs/photos/a.txt")});
        QCOMPARE(f.finished.size(), std::size_t{1});
        QCOMPARE(f.now().filesDone, 3U);
        QVERIFY(!f.now().wasThere);
        f.ends = 0;
        f.start();
        QVERIFY(f.endsAs(State::Done));
        QVERIFY(f.now().wasThere);
        QCOMPARE(f.files(), All);
    }

    void listsPageByPage()
    {
        Fixture f;
        constexpr int Count = 1'500;
        for (int i = 0; i < Count; ++i)
            f.peer.add(QStringLiteral("docs/photos/many/%1").arg(i), QByteArray::number(i));
        f.peer.pageSize = 100;
        f.start();
        QVERIFY(f.becomes([&] { return f.now().files >= 600; }));
        // What is ahead of the fetching is bounded.
        QVERIFY(f.now().files
                <= std::size_t(f.peer.asked.size()) + FolderDownload::FilesAhead + 100);
        QVERIFY(f.endsAs(State::Done));
        QCOMPARE(f.now().filesDone, Count + 3U);
        QCOMPARE(f.peer.pages, 16);
    }

    void oneFileDoesNotStopTheOthers_data()
    {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<ProblemCode>("code");
        QTest::newRow("refused") << QStringLiteral("refused") << ProblemCode::SourceRefused;
        QTest::newRow("does not verify") << QStringLiteral("spoiled") << ProblemCode::PieceMismatch;
        QTest::newRow("in the way")
            << QStringLiteral("in the way") << ProblemCode::FolderUnwritable;
    }
    void oneFileDoesNotStopTheOthers()
    {
        QFETCH(QString, fault);
        QFETCH(ProblemCode, code);
        Fixture f;
        const auto path = test::pathOf(QStringLiteral("docs/photos/b/ü c.txt"));
        if (fault == u"refused")
            f.peer.refused.insert(path);
        if (fault == u"spoiled")
            f.peer.spoiled.insert(path);
        if (fault == u"in the way")
            test::writeFile(f.down() + u"/photos/b", "a file");
        f.start();
        QVERIFY(f.endsAs(State::Failed));
        const auto snapshot = f.now();
        QCOMPARE(snapshot.problem->code, ProblemCode::FilesFailed);
        QCOMPARE(snapshot.problem->detail, QStringLiteral("1 of 3"));
        QCOMPARE(snapshot.fileProblem->code, code);
        QCOMPARE(snapshot.filesDone, 2U);
        QCOMPARE(snapshot.filesFailed, 1U);
        QVERIFY(f.files().contains(QStringLiteral("photos/a.txt"))
                && f.files().contains(QStringLiteral("photos/empty")));
        QVERIFY(!QFileInfo{f.down() + u"/photos/b/ü c.txt"}.exists());
    }

    void failsWithOneReason_data()
    {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<ProblemCode>("code");
        QTest::newRow("nothing there") << QStringLiteral("empty") << ProblemCode::FolderEmpty;
        QTest::newRow("away") << QStringLiteral("away") << ProblemCode::SourceUnreachable;
        QTest::newRow("wrong order")
            << QStringLiteral("backwards") << ProblemCode::SourceMisbehaved;
        QTest::newRow("no listing") << QStringLiteral("broken") << ProblemCode::SourceGone;
        QTest::newRow("no place") << QStringLiteral("no place") << ProblemCode::FolderUnwritable;
    }
    void failsWithOneReason()
    {
        QFETCH(QString, fault);
        QFETCH(ProblemCode, code);
        Fixture f;
        f.peer.isAway = fault == u"away";
        f.peer.listsBackwards = fault == u"backwards";
        f.peer.isListingBroken = fault == u"broken";
        if (fault == u"no place")
            test::writeFile(f.down(), "a file");
        f.start(fault == u"empty" ? QStringLiteral("docs/photos/nothing")
                                  : QStringLiteral("docs/photos"));
        QVERIFY(f.endsAs(State::Failed));
        QCOMPARE(f.now().problem->code, code);
    }

    void takesNoFileWithoutARoot()
    {
        Fixture f;
        f.peer.leavesOutRoots = true;
        f.start();
        QVERIFY(f.endsAs(State::Failed));
        QCOMPARE(f.now().fileProblem->code, ProblemCode::NotVerifiable);
        QVERIFY(f.files().isEmpty());
    }

    void failsAtOnceWhenTheDownloadFolderGoesAway()
    {
        Fixture f;
        f.peer.isSilent = true;
        f.start();
        QVERIFY(f.becomes([&] { return f.peer.isConnected(); }));
        QVERIFY(QDir{f.down()}.removeRecursively());
        f.peer.isSilent = false;
        QVERIFY(f.endsAs(State::Failed));
        QCOMPARE(f.now().problem->code, ProblemCode::FolderUnwritable);
        QCOMPARE(f.now().problem->subject, f.down());
    }

    void waitsForAPeerThatGoesAway()
    {
        Fixture f;
        f.peer.breaks[test::pathOf(QStringLiteral("docs/photos/a.txt"))] = 1;
        f.start();
        QVERIFY(f.becomes([&] {
            f.peer.isAway = f.peer.asked.size() == 1;
            return f.now().state == State::Waiting;
        }));
        QCOMPARE(f.now().wait->kind, WaitReason::Kind::NoSource);
        QVERIFY(f.wanted >= 1);
        f.peer.isAway = false;
        f.peer.asked << QString{};
        f.download->addSources(
            {{test::recordOf(QStringLiteral("x")), Here, test::hostOf("STUDIO")}});
        QVERIFY(f.endsAs(State::Done));
        QVERIFY(!f.now().wait);
        QCOMPARE(f.files(), All);
    }

    void waitsForAPeerItKnowsFromBefore()
    {
        Fixture f;
        f.isKnown = true;
        f.peer.isAway = true;
        f.start();
        QVERIFY(f.becomes([&] { return f.now().state == State::Waiting; }));
        QCOMPARE(f.ends, 0);
    }

    void stopsAndGoesOnAnotherTime()
    {
        Fixture f;
        f.peer.add(QStringLiteral("docs/photos/large"), Large);
        f.start();
        QVERIFY(f.becomes([&] { return f.large.size() == 1 && f.large[0]->isStarted; }));
        f.download->stop();
        QVERIFY(f.becomes([&] { return f.stops == 1; }));
        QCOMPARE(f.ends, 0);
        f.download->stop();
        QCOMPARE(f.stops, 1);
        f.start();
        QVERIFY(f.becomes([&] { return f.large.size() == 2; }));
        f.large[1]->end(State::Done);
        QVERIFY(f.endsAs(State::Done));
    }

    void cancels()
    {
        Fixture f;
        f.peer.add(QStringLiteral("docs/photos/large"), Large);
        f.start();
        QVERIFY(f.becomes([&] { return f.now().filesDone == 3 && f.large.size() == 1; }));
        f.download->cancel();
        QVERIFY(f.endsAs(State::Canceled));
        QCOMPARE(f.now().problem->code, ProblemCode::Canceled);
        QCOMPARE(f.files(), All);
        f.download->cancel();
        f.download->stop();
        QCOMPARE(f.ends, 1);
        QCOMPARE(f.stops, 0);
    }

    void cancelsBeforeAnythingHasBegun()
    {
        Fixture f;
        f.start();
        f.download->cancel();
        QVERIFY(f.endsAs(State::Canceled));
        QCOMPARE(f.peer.dials, 0);
    }

    void mayBeDeletedFromItsSignals()
    {
        Fixture f;
        f.start();
        int files = 0;
        QObject::connect(f.download.get(), &Transfer::finished, this, [&] {
            ++files;
            f.download.reset();
        });
        QVERIFY(f.becomes([&] { return files == 1; }));
    }
};

QTEST_GUILESS_MAIN(TstFolderDownload)
#include "tst_folderdownload.moc"
