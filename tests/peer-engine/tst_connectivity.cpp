#include "tests/peer-engine/enginepeer.h"
#include "tests/peer-engine/trackerinside.h"

#include <QTest>

using namespace ft;
using namespace ft::engine;
using test::EnginePeer;
using test::TrackerInside;
using test::waitUntil;
using Check = ConnectivityCheck;
using State = Check::State;
using Subject = Check::Subject;

namespace {

/// What a whole check of this peer ends with.
ConnectivityReport checked(EnginePeer &peer)
{
    ConnectivityReport report;
    peer.engine->connectivity().check(peer.engine.get(),
                                      [&](const ConnectivityReport &told) { report = told; });
    (void)waitUntil([&] { return report.isOver; });
    return report;
}

State stateOf(const ConnectivityReport &report, Subject subject)
{
    return report.checks.at(static_cast<std::size_t>(subject)).state;
}

/// What pinging ends with.
std::optional<Result<PingAnswer, Problem>> pinged(EnginePeer &peer, const QString &whom)
{
    std::optional<Result<PingAnswer, Problem>> answer;
    peer.engine->peerShares().ping(whom, peer.engine.get(), [&](const auto &told) {
        answer = told;
    });
    (void)waitUntil([&] { return answer.has_value(); });
    return answer;
}

} // namespace

/// Whole peers with a tracker, over real sockets.
class TstConnectivity : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void everythingWorksBetweenTwoPeersOfATracker()
    {
        const TrackerInside tracker;
        EnginePeer ada{"ada", tracker.address()};
        EnginePeer ben{"ben", tracker.address()};
        ada.give(QStringLiteral("a.txt"), "a");
        ben.give(QStringLiteral("b.txt"), "b");
        QVERIFY(ada.join() && ben.join());
        const auto report = checked(ada);
        QVERIFY(report.isOver);
        for (const auto subject : {Subject::TrackerName,
                                   Subject::TrackerPort,
                                   Subject::Acceptance,
                                   Subject::OwnPort,
                                   Subject::OtherPeers,
                                   Subject::StateFolder,
                                   Subject::ShareFolders,
                                   Subject::Clock})
            QCOMPARE(stateOf(report, subject), State::Works);
        QVERIFY(stateOf(report, Subject::Udp) != State::Fails);
    }

    void worksWithoutATrackerThatAnswers()
    {
        std::uint16_t port = 0;
        {
            const TrackerInside gone;
            port = gone.port();
        }
        EnginePeer ada{"ada", HostPort{QStringLiteral("127.0.0.1"), port}};
        ada.give(QStringLiteral("a.txt"), "a");
        ada.start();
        QVERIFY(waitUntil([&] { return !ada.losses.empty(); }));
        const auto report = checked(ada);
        QCOMPARE(stateOf(report, Subject::TrackerPort), State::Fails);
        QCOMPARE(stateOf(report, Subject::Acceptance), State::Fails);
        QCOMPARE(stateOf(report, Subject::OtherPeers), State::Unknown);
        QCOMPARE(stateOf(report, Subject::OwnPort), State::Works);
    }

    void measuresTheWayToAPeer()
    {
        const TrackerInside tracker;
        EnginePeer ada{"ada", tracker.address()};
        EnginePeer ben{"ben", tracker.address()};
        ada.give(QStringLiteral("a.txt"), "a");
        ben.give(QStringLiteral("b.txt"), "b");
        QVERIFY(ada.join() && ben.join());
        const auto answer = pinged(ada, QStringLiteral("ben"));
        QVERIFY(answer && answer->has_value());
        QCOMPARE((*answer)->roundTrips.size(), PeerPing::Exchanges);
        QCOMPARE((*answer)->name, test::hostOf("ben"));
        QCOMPARE((*answer)->endpoint, ben.endpoint);
    }

    void aPeerThatDoesNotServeUsAnswersAllTheSame()
    {
        EnginePeer ada{"ada", std::nullopt};
        EnginePeer ben{"ben", std::nullopt};
        ada.start();
        ben.start();
        QVERIFY(waitUntil([&] { return ben.endpoint.port != 0; }));
        const auto answer = pinged(ada, ben.endpoint.toString());
        QVERIFY(answer && answer->has_value());
        QVERIFY(!(*answer)->roundTrips.empty());
        QCOMPARE((*answer)->endpoint, ben.endpoint);
    }

    void aCheckCanBeGivenUp()
    {
        EnginePeer ada{"ada", std::nullopt};
        ada.start();
        int reports = 0;
        auto receiver = std::make_unique<QObject>();
        ada.engine->connectivity().check(receiver.get(), [&](const auto &) { ++reports; });
        ada.engine->connectivity().cancel();
        receiver.reset();
        QVERIFY(checked(ada).isOver);
        QCOMPARE(reports, 0);
    }
};

QTEST_GUILESS_MAIN(TstConnectivity)
#include "tst_connectivity.moc"
