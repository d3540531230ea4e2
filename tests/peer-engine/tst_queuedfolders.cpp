#include "peer-gui/engine/transfer/downloads.h"
#include "tests/peer-engine/downloadparts.h"
#include "tests/peer-engine/scriptedfolder.h"
#include "tests/support/patience.h"

#include <QTemporaryDir>
#include <QTest>

using namespace ft;
using namespace ft::engine;
using namespace std::chrono_literals;
using test::waitUntil;
using State = TransferState;

namespace {

const auto Studio = QStringLiteral("studio");
const auto Docs = QStringLiteral("docs/");

/// A queue, and a peer with a folder, both of which may come back after they went.
struct Fixture
{
    Fixture()
    {
        SqliteDatabase::loadDrivers();
        parts.isPatient = true;
        peer.add(QStringLiteral("docs/a.txt"), "a");
        peer.add(QStringLiteral("docs/b/c.txt"), "c of b");
        peer.add(QStringLiteral("elsewhere"), "not asked for");
        begin();
        downloads->restore({}, true);
    }

    void begin()
    {
        store = std::make_unique<QueueStore>(home.filePath(QStringLiteral("state")),
                                             parts.mailbox.address());
        const QueueContext queue{test::hostOf("self"),
                                 down(),
                                 [](const QString &, const auto &) {},
                                 [](const FileRecord &, const auto &) {},
                                 [this](const QString &wanted, const auto &done) {
                                     asked << wanted;
                                     done(found);
                                 },
                                 [this] { return TransferId{++lastId}; },
                                 store.get(),
                                 nullptr,
                                 1h};
        downloads = std::make_unique<Downloads>(parts.context([this](const Endpoint &) {
            return peer.dial();
        }),
                                                queue);
        QObject::connect(downloads.get(),
                         &Downloads::changed,
                         downloads.get(),
                         [this](const auto &changes) {
                             for (const TransferSnapshot &snapshot : changes)
                                 last[snapshot.id] = snapshot;
                         });
    }

    /// As when the program ends, and is started again.
    [[nodiscard]] bool restart(bool goesOn) { return end() && (begin(), load(goesOn)); }

    [[nodiscard]] bool end()
    {
        bool isStopped = false;
        downloads->stop([&] { isStopped = true; });
        if (!waitUntil([&] { return isStopped; }))
            return false;
        downloads.reset();
        store.reset();
        last.clear();
        return true;
    }
    /// Takes up what the former one left.
    [[nodiscard]] bool load(bool goesOn)
    {
        bool isLoaded = false;
        store->load([&](QueueStore::Loaded loaded) {
            stored = loaded.entries.size();
            downloads->restore(std::move(loaded.entries), goesOn);
            isLoaded = true;
        });
        return waitUntil([&] { return isLoaded; });
    }

    TransferId fetch(const QString &name)
    {
        const TransferId id{++lastId};
        downloads->fetchFrom(id, Studio, name);
        return id;
    }
    [[nodiscard]] bool becomes(TransferId id, State state)
    {
        return waitUntil([&] {
            peer.step();
            return last.contains(id) && last.at(id).state == state;
        });
    }
    [[nodiscard]] QString down() const { return home.filePath(QStringLiteral("down")); }
    [[nodiscard]] QStringList files() const
    {
        QStringList all = test::filesBelow(down());
        all.sort();
        return all;
    }

    QTemporaryDir home;
    test::DownloadParts parts;
    test::ScriptedFolder peer;
    Result<PeerAddress, Problem> found = PeerAddress{{QHostAddress{QStringLiteral("10.0.0.9")}, 7},
                                                     test::hostOf("studio")};
    std::uint32_t lastId = 0;
    QStringList asked;
    std::size_t stored = 0;
    std::map<TransferId, TransferSnapshot> last;
    std::unique_ptr<QueueStore> store;
    std::unique_ptr<Downloads> downloads;
};

} // namespace

class TstQueuedFolders : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void areOneItem()
    {
        Fixture f;
        const auto id = f.fetch(Docs);
        QVERIFY(f.becomes(id, State::Done));
        QCOMPARE(f.last.size(), std::size_t{1});
        QCOMPARE(f.last.at(id).filesDone, 2U);
        QCOMPARE(f.files(),
                 (QStringList{QStringLiteral("docs/a.txt"), QStringLiteral("docs/b/c.txt")}));
    }

    void areGoneOnWithByThemselvesAfterARestart()
    {
        Fixture f;
        f.peer.breaks[test::pathOf(QStringLiteral("docs/b/c.txt"))] = 2;
        const auto id = f.fetch(Docs);
        QVERIFY(waitUntil([&] {
            f.peer.step();
            return f.files() == QStringList{QStringLiteral("docs/a.txt")};
        }));
        QVERIFY(!isOver(f.last.at(id).state));
        QVERIFY(f.restart(true));
        QCOMPARE(f.stored, std::size_t{1});
        QVERIFY(f.becomes(TransferId{f.lastId}, State::Done));
        QCOMPARE(f.last.at(TransferId{f.lastId}).name, Docs);
        QCOMPARE(f.last.at(TransferId{f.lastId}).filesDone, 2U);
        QCOMPARE(f.peer.asked.count(QStringLiteral("docs/a.txt")), 1);
        QVERIFY(f.restart(true));
        QCOMPARE(f.stored, std::size_t{0});
    }

    void areGoneOnWithWhenAskedForAgain()
    {
        Fixture f;
        f.peer.isSilent = true;
        f.fetch(Docs);
        QVERIFY(waitUntil([&] { return f.peer.dials > 0; }));
        QVERIFY(f.restart(false));
        QCOMPARE(f.stored, std::size_t{1});
        QVERIFY(f.last.empty());
        f.peer.isSilent = false;
        QVERIFY(f.becomes(f.fetch(Docs), State::Done));
        QVERIFY(f.restart(false));
        QCOMPARE(f.stored, std::size_t{0});
    }

    void waitForAPeerThatIsAwayAfterARestartAndFindItElsewhere()
    {
        Fixture f;
        f.peer.isSilent = true;
        f.fetch(Docs);
        QVERIFY(waitUntil([&] { return f.peer.dials > 0; }));
        f.peer.isAway = true;
        QVERIFY(f.restart(true));
        const TransferId id{f.lastId};
        QVERIFY(f.becomes(id, State::Waiting));
        QCOMPARE(f.last.at(id).wait->kind, WaitReason::Kind::NoSource);
        f.peer.isAway = false;
        f.peer.isSilent = false;
        const auto before = f.asked.size();
        f.parts.clock.advance(1min);
        QVERIFY(f.becomes(id, State::Done));
        QVERIFY(f.asked.size() >= before);
    }

    void askedForBeforeTheQueueIsReadDoNotTakeThePlaceOfOthers()
    {
        Fixture f;
        f.peer.isSilent = true;
        f.fetch(Docs);
        QVERIFY(waitUntil([&] { return f.peer.dials > 0; }));
        QVERIFY(f.end());
        f.begin();
        const auto early = f.fetch(QStringLiteral("docs/b/"));
        QVERIFY(f.load(false));
        QVERIFY(f.becomes(early, State::Connecting));
        QVERIFY(f.restart(true));
        QCOMPARE(f.stored, std::size_t{2});
    }

    void areNotQueuedTwice()
    {
        Fixture f;
        f.peer.isSilent = true;
        const auto first = f.fetch(Docs);
        QVERIFY(f.becomes(first, State::Connecting));
        const auto second = f.fetch(Docs);
        QVERIFY(f.becomes(second, State::Failed));
        QCOMPARE(f.last.at(second).problem->code, ProblemCode::AlreadyQueued);
    }

    void arePausedResumedAndCanceled()
    {
        Fixture f;
        f.peer.isSilent = true;
        const auto id = f.fetch(Docs);
        QVERIFY(f.becomes(id, State::Connecting));
        f.downloads->control(id, TransferCommand::Pause);
        QVERIFY(f.becomes(id, State::Paused));
        f.downloads->control(id, TransferCommand::Resume);
        QVERIFY(f.becomes(id, State::Connecting));
        f.downloads->control(id, TransferCommand::Cancel);
        QVERIFY(f.becomes(id, State::Canceled));
        f.peer.isSilent = false;
        f.downloads->control(id, TransferCommand::Retry);
        QVERIFY(f.becomes(id, State::Done));
    }

    void areToldToBeOfAPeerThatNobodyKnows()
    {
        Fixture f;
        f.found = tl::unexpected(
            Problem{ProblemCode::NoSuchPeer, Operation::ListPeers, Studio, {}});
        const auto id = f.fetch(Docs);
        QVERIFY(f.becomes(id, State::Failed));
        QCOMPARE(f.last.at(id).problem->code, ProblemCode::NoSuchPeer);
    }

    void thatFailedAreThereAfterARestartUntilTheyAreForgotten()
    {
        Fixture f;
        const auto asked = f.parts.clock.wallTime();
        const auto id = f.fetch(QStringLiteral("nothing/"));
        QVERIFY(f.becomes(id, State::Failed));
        f.parts.clock.advance(1h);
        QVERIFY(f.restart(true));
        QCOMPARE(f.stored, std::size_t{1});
        const TransferId again{f.lastId};
        QVERIFY(f.becomes(again, State::Failed));
        QCOMPARE(f.last.at(again).added, asked);
        f.downloads->control(again, TransferCommand::Forget);
        QVERIFY(f.restart(true));
        QCOMPARE(f.stored, std::size_t{0});
    }

    void oneThatIsNotOverIsNotForgotten()
    {
        Fixture f;
        f.peer.isSilent = true;
        const auto id = f.fetch(Docs);
        QVERIFY(f.becomes(id, State::Connecting));
        f.downloads->control(id, TransferCommand::Forget);
        QVERIFY(f.restart(true));
        QCOMPARE(f.stored, std::size_t{1});
    }

    void leaveASingleFileOfThePeerToWhoeverHasIt()
    {
        Fixture f;
        const auto id = f.fetch(QStringLiteral("docs/a.txt"));
        QVERIFY(waitUntil([&] {
            f.peer.step();
            return f.last.contains(id) && f.last.at(id).record;
        }));
        QCOMPARE(f.last.at(id).files, 0U);
        QCOMPARE(f.last.at(id).sources.size(), std::size_t{1});
    }
};

QTEST_GUILESS_MAIN(TstQueuedFolders)
#include "tst_queuedfolders.moc"
