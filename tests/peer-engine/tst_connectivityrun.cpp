#include "peer-gui/engine/connectivity/connectivitychecks.h"
#include "tests/peer-engine/downloadparts.h"
#include "tests/support/fakestream.h"
#include "tests/support/patience.h"

#include <QPointer>
#include <QTemporaryDir>
#include <QTest>

using namespace ft;
using namespace ft::engine;
using namespace std::chrono_literals;
using test::waitUntil;
using Check = ConnectivityCheck;
using State = Check::State;
using Reason = Check::Reason;
using Subject = Check::Subject;
using Peers = std::vector<protocol::PeerRecord>;

namespace {

const Endpoint Here{QHostAddress{QStringLiteral("127.0.0.1")}, 4000};

protocol::PeerRecord peer(const char *name, const char *address, std::optional<bool> isReachable)
{
    return {test::hostOf(name),
            Endpoint::parse(QString::fromLatin1(address)).value(),
            1,
            1,
            isReachable,
            {}};
}

/// Surroundings whose answers the test gives.
struct Fixture
{
    Fixture()
    {
        checks.noteListening(Here);
        checks.noteJoined({Here, Here.address});
    }

    std::unique_ptr<test::FakeStream> dial()
    {
        auto dialed = std::make_unique<test::FakeStream>();
        dials.emplace_back(dialed.get());
        return dialed;
    }
    void start()
    {
        checks.start(3, {}, [this](const ConnectivityReport &told) { report = told; });
    }
    [[nodiscard]] const Check &of(Subject subject) const
    {
        return report.checks.at(static_cast<std::size_t>(subject));
    }
    [[nodiscard]] bool isSettled(Subject subject) const
    {
        return waitUntil(
            [&] { return !report.checks.empty() && of(subject).state != State::Running; });
    }
    /// Answers pings of so many peers, in the order they are asked.
    [[nodiscard]] bool answerPings(std::size_t count, const QByteArray &hi)
    {
        const bool areAsked = waitUntil([&] { return dials.size() >= count; });
        for (std::size_t i = 0; areAsked && i < count; ++i) {
            const auto stream = dials[i];
            stream->open();
            stream->arrive(hi);
            for (std::size_t pong = 0; stream && pong < PeerPing::Exchanges; ++pong)
                stream->arrive("PONG\n");
        }
        return areAsked;
    }

    QTemporaryDir home;
    test::DownloadParts parts;
    Result<Peers, Problem> peers = Peers{};
    QPointer<test::FakeStream> tracker;
    std::vector<QPointer<test::FakeStream>> dials; ///< to peers
    std::vector<QPointer<test::FakeStream>> udpDials;
    ConnectivityReport report;
    ConnectivityRun::Context context{parts.background,
                                     parts.clock,
                                     HostPort{QStringLiteral("tracker.example"), 1234},
                                     test::hostOf("me"),
                                     home.path(),
                                     home.path(),
                                     [this](const HostPort &) {
                                         auto dialed = std::make_unique<test::FakeStream>();
                                         tracker = dialed.get();
                                         return dialed;
                                     },
                                     [this](const auto &done) { done(peers); },
                                     {parts.clock,
                                      [](const QString &name, const auto &done) {
                                          done(PeerAddress{Endpoint::parse(name).value(), {}});
                                      },
                                      [this](const Endpoint &) { return dial(); },
                                      {test::hostOf("me"), 0, {}},
                                      test::Patience},
                                     [this](const Endpoint &, const QByteArray &) {
                                         auto dialed = std::make_unique<test::FakeStream>();
                                         udpDials.emplace_back(dialed.get());
                                         return dialed;
                                     },
                                     UdpFallback::TurnedOff,
                                     test::Patience};
    ConnectivityChecks checks{context};
};

} // namespace

class TstConnectivityRun : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void looksAtTheTracker_data()
    {
        QTest::addColumn<int>("error");
        QTest::addColumn<int>("name");
        QTest::addColumn<int>("port");
        const auto row = [](const char *title, int error, State name, State port) {
            QTest::newRow(title) << error << static_cast<int>(name) << static_cast<int>(port);
        };
        using Code = net::StreamError::Code;
        row("answers", -1, State::Works, State::Works);
        row("no such name", static_cast<int>(Code::NotResolved), State::Fails, State::Unknown);
        row("refuses", static_cast<int>(Code::Refused), State::Works, State::Fails);
        row("no route", static_cast<int>(Code::Unreachable), State::Works, State::Fails);
    }
    void looksAtTheTracker()
    {
        QFETCH(int, error);
        Fixture f;
        f.start();
        QVERIFY(f.tracker);
        f.parts.clock.advance(12ms);
        if (error < 0)
            f.tracker->open();
        else
            f.tracker->close({static_cast<net::StreamError::Code>(error), QStringLiteral("why")});
        QVERIFY(f.isSettled(Subject::TrackerPort));
        QTEST(static_cast<int>(f.of(Subject::TrackerName).state), "name");
        QTEST(static_cast<int>(f.of(Subject::TrackerPort).state), "port");
        if (error < 0)
            QCOMPARE(f.of(Subject::TrackerPort).time, std::chrono::microseconds{12ms});
    }

    void aTrackerGivenByItsAddressHasNoName()
    {
        Fixture f;
        f.context.tracker = HostPort{QStringLiteral("10.0.0.1"), 1234};
        ConnectivityChecks checks{f.context};
        checks.start(1, {}, [&f](const ConnectivityReport &told) { f.report = told; });
        QVERIFY(f.isSettled(Subject::TrackerName));
        QCOMPARE(f.of(Subject::TrackerName).reason, Reason::IsAddress);
    }

    void saysWhyTheTrackerDoesNotAcceptUs()
    {
        Fixture f;
        f.checks.noteLost({ProblemCode::NameTaken, Operation::Join, QStringLiteral("t"), {}});
        f.start();
        QVERIFY(f.isSettled(Subject::Acceptance));
        QCOMPARE(f.of(Subject::Acceptance).state, State::Fails);
        QCOMPARE(f.of(Subject::Acceptance).problem->code, ProblemCode::NameTaken);
        for (const auto subject : {Subject::Reachability, Subject::OtherPeers, Subject::Udp}) {
            QCOMPARE(f.of(subject).state, State::Unknown);
            QCOMPARE(f.of(subject).reason, Reason::NotJoined);
        }
    }

    void withoutATrackerThereIsNothingToTell()
    {
        Fixture f;
        f.context.tracker.reset();
        ConnectivityChecks checks{f.context};
        checks.start(1, {}, [&f](const ConnectivityReport &told) { f.report = told; });
        QVERIFY(waitUntil([&] { return f.report.isOver; }));
        for (const auto subject : {Subject::TrackerName,
                                   Subject::TrackerPort,
                                   Subject::Acceptance,
                                   Subject::Reachability,
                                   Subject::OtherPeers}) {
            QCOMPARE(f.of(subject).state, State::Unknown);
            QCOMPARE(f.of(subject).reason, Reason::NoTracker);
        }
        QCOMPARE(f.of(Subject::OwnPort).reason, Reason::NotToldYet);
    }

    void theTrackerTellsWhetherOthersReachUs_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<int>("reachable");
        QTest::addColumn<int>("reason");
        const auto row = [](const char *name, const char *address, int reachable, Reason reason) {
            QTest::newRow(name) << QString::fromLatin1(address) << reachable
                                << static_cast<int>(reason);
        };
        row("they do", "127.0.0.1:4000", 1, Reason::None);
        row("not tried", "127.0.0.1:4000", -1, Reason::NotToldYet);
        row("a firewall here", "127.0.0.1:4000", 0, Reason::Unreachable);
        row("a router", "203.0.113.7:4000", 0, Reason::BehindRouter);
    }
    void theTrackerTellsWhetherOthersReachUs()
    {
        QFETCH(QString, address);
        QFETCH(int, reachable);
        Fixture f;
        f.peers = Peers{peer("me",
                             address.toLatin1().constData(),
                             reachable < 0 ? std::nullopt : std::optional{reachable == 1})};
        f.start();
        QVERIFY(f.isSettled(Subject::Reachability));
        QTEST(static_cast<int>(f.of(Subject::Reachability).reason), "reason");
        QCOMPARE(f.of(Subject::Reachability).place, address);
        QCOMPARE(f.of(Subject::OtherPeers).reason, Reason::NobodyElse);
    }

    void asksAFewPeersThatOthersReachFirst()
    {
        Fixture f;
        f.peers = Peers{peer("a", "10.0.0.1:1", false),
                        peer("b", "10.0.0.2:1", std::nullopt),
                        peer("c", "10.0.0.3:1", true),
                        peer("d", "10.0.0.4:1", true)};
        f.start();
        QVERIFY(f.answerPings(3, "HI FT/2 seen=127.0.0.1\n"));
        QVERIFY(f.isSettled(Subject::OtherPeers));
        QCOMPARE(f.of(Subject::OtherPeers).state, State::Works);
        QCOMPARE(f.of(Subject::OtherPeers).amount, 3U);
        QCOMPARE(f.of(Subject::OtherPeers).outOf, 3U);
        QCOMPARE(f.of(Subject::Udp).reason, Reason::NotOffered);
    }

    void peersThatDoNotAnswerFail()
    {
        Fixture f;
        f.peers = Peers{peer("a", "10.0.0.1:1", true)};
        f.start();
        QVERIFY(waitUntil([&] { return f.dials.size() == 1; }));
        f.dials[0]->close({net::StreamError::Code::Refused, {}});
        QVERIFY(f.isSettled(Subject::OtherPeers));
        QCOMPARE(f.of(Subject::OtherPeers).state, State::Fails);
        QCOMPARE(f.of(Subject::OtherPeers).reason, Reason::NoAnswer);
    }

    void triesUdpToAPeerThatOffersIt_data()
    {
        QTest::addColumn<bool>("getsThrough");
        QTest::newRow("gets through") << true;
        QTest::newRow("is blocked") << false;
    }
    void triesUdpToAPeerThatOffersIt()
    {
        QFETCH(bool, getsThrough);
        Fixture f;
        f.peers = Peers{peer("a", "10.0.0.1:1", true)};
        f.start();
        QVERIFY(f.answerPings(1, "HI FT/2 seen=127.0.0.1 can=udp\n"));
        QVERIFY(waitUntil([&] { return f.dials.size() == 2; }));
        f.dials[1]->open();
        f.dials[1]->arrive("HI FT/2 seen=127.0.0.1 can=udp\n");
        f.dials[1]->arrive("UDP: port=5, token=0f1e2d3c4b5a69788796a5b4c3d2e1f0\n");
        QVERIFY(waitUntil([&] { return f.udpDials.size() == 1; }));
        if (getsThrough) {
            f.udpDials[0]->open();
        } else {
            f.udpDials[0]->close({net::StreamError::Code::Unreachable, {}});
            QVERIFY(waitUntil([&] { return f.dials.size() == 3; }));
            f.dials[2]->open();
        }
        QVERIFY(f.isSettled(Subject::Udp));
        QCOMPARE(f.of(Subject::Udp).state, getsThrough ? State::Works : State::Fails);
        QCOMPARE(f.of(Subject::Udp).reason, getsThrough ? Reason::None : Reason::Blocked);
    }

    void saysThatUdpIsSwitchedOff()
    {
        Fixture f;
        f.context.dialUdp = nullptr;
        ConnectivityChecks checks{f.context};
        checks.noteJoined({Here, Here.address});
        checks.start(1, {}, [&f](const ConnectivityReport &told) { f.report = told; });
        QVERIFY(f.isSettled(Subject::Udp));
        QCOMPARE(f.of(Subject::Udp).reason, Reason::SwitchedOff);
    }

    void whatHasNoAnswerInTimeCannotBeTold()
    {
        Fixture f;
        f.context.deadline = 1ms;
        ConnectivityChecks checks{f.context};
        checks.start(1, {}, [&f](const ConnectivityReport &told) { f.report = told; });
        QVERIFY(waitUntil([&] { return f.report.isOver; }));
        QCOMPARE(f.of(Subject::TrackerPort).state, State::Unknown);
        QCOMPARE(f.of(Subject::TrackerPort).reason, Reason::TimedOut);
        QVERIFY(waitUntil([&] { return f.tracker.isNull(); }));
    }

    void aClockOfAnotherYearIsNoticed()
    {
        Fixture f; // whose clock stands in 2023
        f.start();
        QVERIFY(f.isSettled(Subject::Clock));
        QCOMPARE(f.of(Subject::Clock).state, State::Fails);
        QCOMPARE(f.of(Subject::Clock).reason, Reason::ClockBehind);
    }

    void endsWhenNobodyWantsToKnow()
    {
        Fixture f;
        f.start();
        QVERIFY(f.tracker);
        f.checks.drop();
        QVERIFY(waitUntil([&] { return f.tracker.isNull(); }));
        QVERIFY(f.report.checks.empty());
    }

    void aSecondOneTakesThePlaceOfTheFirst()
    {
        Fixture f;
        f.start();
        const auto first = f.tracker;
        f.start();
        QVERIFY(waitUntil([&] { return first.isNull(); }));
        QVERIFY(f.tracker);
    }
};

QTEST_GUILESS_MAIN(TstConnectivityRun)
#include "tst_connectivityrun.moc"
