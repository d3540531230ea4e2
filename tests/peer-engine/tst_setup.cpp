#include "peer-gui/engine/preferencesstore.h"
#include "tests/peer-engine/enginepeer.h"
#include "tests/peer-engine/sharedfiles.h"
#include "tests/peer-engine/trackerinside.h"
#include "tests/support/patience.h"

#include <QTcpServer>
#include <QTest>

using namespace ft;
using namespace ft::engine;
using Peer = test::EnginePeer;
using test::TrackerInside;
using test::waitUntil;

namespace {

const auto Name = QStringLiteral("report.pdf");

using Applied = Result<Endpoint, Problem>;

/// What applying these settings is answered with.
Applied apply(Peer &peer)
{
    std::optional<Applied> answer;
    peer.engine->setup().apply(peer.settings, peer.engine.get(), [&](const Applied &applied) {
        answer = applied;
    });
    (void)waitUntil([&] { return answer.has_value(); });
    return answer.value();
}

std::optional<ProblemCode> tryTracker(Peer &peer, const HostPort &tracker, const char *name)
{
    std::optional<Result<JoinInfo, Problem>> answer;
    peer.engine->setup().tryTracker(tracker,
                                    test::hostOf(name),
                                    peer.engine.get(),
                                    [&](const auto &told) { answer = told; });
    (void)waitUntil([&] { return answer.has_value(); });
    return *answer ? std::nullopt : std::optional{answer->error().code};
}

bool isJoinedTimes(const Peer &peer, int times)
{
    return waitUntil([&] { return peer.joined == times; });
}

} // namespace

/// Setting up a peer while it runs.
class TstSetup : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void leavesOneTrackerAndJoinsAnother()
    {
        const TrackerInside first;
        const TrackerInside second;
        Peer peer{"a", first.address()};
        peer.give(Name, "content");
        QVERIFY(peer.join());
        peer.settings.tracker = second.address();
        QVERIFY(apply(peer));
        QVERIFY(isJoinedTimes(peer, 2));
        QVERIFY(waitUntil([&] { return first.peers() == 0 && second.records() == 1; }));
    }

    void leavesTheTrackerForNone()
    {
        const TrackerInside tracker;
        Peer peer{"a", tracker.address()};
        peer.give(Name, "content");
        QVERIFY(peer.join());
        peer.settings.tracker.reset();
        QVERIFY(apply(peer));
        QVERIFY(waitUntil([&] { return tracker.peers() == 0; }));
        QVERIFY(peer.losses.empty());
    }

    void joinsOnceThereIsATracker()
    {
        const TrackerInside tracker;
        Peer peer{"a", std::nullopt};
        peer.give(Name, "content");
        peer.start();
        QVERIFY(waitUntil([&] { return peer.share.files == 1; }));
        peer.settings.tracker = tracker.address();
        QVERIFY(apply(peer));
        QVERIFY(isJoinedTimes(peer, 1));
    }

    void saysThatNothingIsSharedToATrackerThatComesLater()
    {
        const TrackerInside tracker;
        Peer peer{"a", std::nullopt};
        peer.start();
        QVERIFY(waitUntil([&] { return peer.share.isSettled; }));
        peer.settings.tracker = tracker.address();
        QVERIFY(apply(peer));
        QVERIFY(waitUntil([&] { return !peer.losses.empty(); }));
        QCOMPARE(peer.losses, std::vector{ProblemCode::NothingToShare});
    }

    void joinsAgainUnderAnotherName()
    {
        const TrackerInside tracker;
        Peer peer{"a", tracker.address()};
        peer.give(Name, "content");
        QVERIFY(peer.join());
        peer.settings.name = test::hostOf("b");
        QVERIFY(apply(peer));
        QVERIFY(isJoinedTimes(peer, 2));
        const auto found = peer.search(Name);
        QCOMPARE(found.size(), std::size_t{1});
        QCOMPARE(found.front().host, test::hostOf("b"));
        QCOMPARE(tracker.peers(), std::size_t{1});
    }

    void servesOnAnotherPortAndTellsTheTracker()
    {
        const TrackerInside tracker;
        Peer peer{"a", tracker.address()};
        Peer other{"b", tracker.address()};
        peer.give(Name, "content");
        other.give(QStringLiteral("own"), "x");
        QVERIFY(peer.join());
        QVERIFY(other.join());
        const auto before = peer.endpoint;
        QTcpServer free;
        QVERIFY(free.listen(QHostAddress::LocalHost));
        peer.settings.listenPort = free.serverPort();
        free.close();
        const auto applied = apply(peer);
        QVERIFY(applied);
        QCOMPARE(applied->port, peer.settings.listenPort);
        QVERIFY(applied->port != before.port);
        QVERIFY(isJoinedTimes(peer, 2));
        QCOMPARE(other.search(Name).front().endpoint.port, peer.settings.listenPort);
        QCOMPARE(other.finish(other.engine->fetch(Name)).state, TransferState::Done);
    }

    void changesNothingWhenThePortIsTaken()
    {
        const TrackerInside tracker;
        const TrackerInside second;
        Peer peer{"a", tracker.address()};
        Peer other{"b", tracker.address()};
        peer.give(Name, "content");
        other.give(QStringLiteral("own"), "x");
        QVERIFY(peer.join());
        QVERIFY(other.join());
        QTcpServer taken;
        QVERIFY(taken.listen(QHostAddress::LocalHost));
        peer.settings.listenPort = taken.serverPort();
        peer.settings.tracker = second.address();
        const auto applied = apply(peer);
        QVERIFY(!applied);
        QCOMPARE(applied.error().code, ProblemCode::PortInUse);
        QCOMPARE(other.finish(other.engine->fetch(Name)).state, TransferState::Done);
        QCOMPARE(peer.joined, 1);
        QCOMPARE(second.peers(), std::size_t{0});
    }

    void beginsWhenItFindsAPortAtLast()
    {
        const TrackerInside tracker;
        QTcpServer taken;
        QVERIFY(taken.listen(QHostAddress::LocalHost));
        Peer peer{"a", tracker.address()};
        peer.give(Name, "content");
        peer.settings.listenPort = taken.serverPort();
        peer.start();
        QVERIFY(waitUntil([&] { return !peer.failures.empty(); }));
        peer.settings.listenPort = 0;
        QVERIFY(apply(peer));
        QVERIFY(isJoinedTimes(peer, 1));
    }

    void downloadsToAnotherFolderFromThenOn()
    {
        const TrackerInside tracker;
        Peer a{"a", tracker.address()};
        Peer b{"b", tracker.address()};
        a.give(Name, test::randomBytes(100'000, 1));
        b.give(QStringLiteral("own"), "x");
        QVERIFY(a.join());
        QVERIFY(b.join());
        b.settings.downloadFolder = b.folder(QStringLiteral("elsewhere"));
        b.settings.shareDownloads = false;
        QVERIFY(apply(b));
        const auto done = b.finish(b.engine->fetch(Name));
        QCOMPARE(done.path, b.folder(QStringLiteral("elsewhere/") + Name));
        QCOMPARE(b.joined, 1); // the tracker need not know
        QCOMPARE(tracker.records(), std::uint64_t{2});
    }

    void triesTrackersWithoutJoiningThem()
    {
        const TrackerInside tracker;
        const TrackerInside second;
        Peer a{"a", tracker.address()};
        Peer b{"b", std::nullopt};
        a.give(Name, "content");
        b.start();
        QVERIFY(a.join());
        QCOMPARE(tryTracker(b, tracker.address(), "b"), std::nullopt);
        QCOMPARE(tryTracker(b, tracker.address(), "a"), std::optional{ProblemCode::NameTaken});
        QCOMPARE(tryTracker(a, tracker.address(), "a"), std::nullopt); // its own name
        QCOMPARE(tryTracker(b, {QStringLiteral("127.0.0.1"), 1}, "b"),
                 std::optional{ProblemCode::TrackerUnreachable});
        QCOMPARE(tracker.peers(), std::size_t{1});
    }

    void previewsAFolder()
    {
        Peer peer{"a", std::nullopt};
        peer.give(QStringLiteral("docs/") + Name, "content");
        peer.start();
        std::optional<FolderPreview> last;
        peer.engine->setup().openPreview(peer.settings.shareFolders.first(),
                                         {},
                                         peer.engine.get(),
                                         [&](const FolderPreview &preview) { last = preview; });
        QVERIFY(waitUntil([&] { return last && last->isOver(); }));
        QCOMPARE(last->state, FolderPreview::State::Done);
        QCOMPARE(last->names, QStringList{QStringLiteral("docs/") + Name});
    }

    void remembersWhatWasChosen()
    {
        Peer peer{"a", std::nullopt};
        peer.start();
        Preferences chosen;
        chosen.shareDownloads = false;
        bool isKept = false;
        peer.engine->setup().keep(chosen, peer.engine.get(), [&](const auto &kept) {
            isKept = kept.has_value();
        });
        QVERIFY(waitUntil([&] { return isKept; }));
        const auto loaded = PreferencesStore{peer.settings.stateFolder}.load();
        QVERIFY(!loaded.problem);
        QCOMPARE(loaded.preferences.shareDownloads, std::optional{false});
    }

    void makesAFolderWithANoteWhenItIsEmpty()
    {
        Peer peer{"a", std::nullopt};
        peer.start();
        const auto prepare = [&](const QString &folder) {
            std::optional<bool> isPrepared;
            peer.engine->setup().prepareShareFolder(folder,
                                                    Setup::Note{QStringLiteral("note.txt"), "hi"},
                                                    peer.engine.get(),
                                                    [&](const auto &prepared) {
                                                        isPrepared = prepared.has_value();
                                                    });
            (void)waitUntil([&] { return isPrepared.has_value(); });
            return isPrepared.value_or(false);
        };
        QVERIFY(prepare(peer.folder(QStringLiteral("new/share"))));
        QCOMPARE(test::contentOf(peer.folder(QStringLiteral("new/share/note.txt"))),
                 QByteArray("hi"));
        test::writeFile(peer.folder(QStringLiteral("full/a")), "a");
        QVERIFY(prepare(peer.folder(QStringLiteral("full"))));
        QCOMPARE(test::filesBelow(peer.folder(QStringLiteral("full"))),
                 QStringList{QStringLiteral("a")});
        QVERIFY(!prepare(peer.folder(QStringLiteral("full/a"))));
    }
};

QTEST_GUILESS_MAIN(TstSetup)
#include "tst_setup.moc"
