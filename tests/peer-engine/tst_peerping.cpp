#include "peer-gui/engine/peers/peerpings.h"
#include "tests/peer-engine/records.h"
#include "tests/support/fakestream.h"
#include "tests/support/manualclock.h"
#include "tests/support/patience.h"

#include <QPointer>
#include <QTest>

using namespace ft;
using namespace ft::engine;
using namespace std::chrono_literals;
using test::waitUntil;

namespace {

const PeerAddress Studio{{QHostAddress{QStringLiteral("10.0.0.9")}, 7}, test::hostOf("studio")};

/// A peer that is pinged, whose answers the test gives.
struct Fixture
{
    explicit Fixture(std::chrono::milliseconds deadline = test::Patience)
        : pings(PeerPing::Context{clock,
                                  [this](const QString &, const auto &done) { done(found); },
                                  [this](const Endpoint &) {
                                      auto dialed = std::make_unique<test::FakeStream>();
                                      stream = dialed.get();
                                      return dialed;
                                  },
                                  {test::hostOf("asker"), 0, {}},
                                  deadline})
    {}

    void ping()
    {
        pings.ping(QStringLiteral("studio"), [this](const auto &told) { answers.push_back(told); });
    }
    /// Opens the stream once it is dialled.
    [[nodiscard]] bool open()
    {
        const bool isDialed = waitUntil([this] { return !stream.isNull(); });
        if (isDialed)
            stream->open();
        return isDialed;
    }
    [[nodiscard]] bool hasAnswer() const
    {
        return waitUntil([this] { return !answers.empty(); });
    }

    test::ManualClock clock;
    Result<PeerAddress, Problem> found = Studio;
    QPointer<test::FakeStream> stream;
    std::vector<Result<PingAnswer, Problem>> answers;
    PeerPings pings;
};

} // namespace

class TstPeerPing : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void measuresEachExchangeButNotTheGreeting()
    {
        Fixture f;
        f.ping();
        QVERIFY(waitUntil([&] { return !f.stream.isNull(); }));
        f.clock.advance(3ms);
        f.stream->open();
        f.clock.advance(500ms);
        f.stream->arrive("HI FT/2 seen=127.0.0.1 name=attic agent=x/1 can=udp\n");
        for (const auto time : {20ms, 10ms, 30ms, 40ms}) {
            f.clock.advance(time);
            f.stream->arrive("PONG\n");
        }
        QVERIFY(f.hasAnswer());
        const PingAnswer answer = f.answers.front().value();
        QCOMPARE(answer.roundTrips,
                 (std::vector<std::chrono::microseconds>{20ms, 10ms, 30ms, 40ms}));
        QCOMPARE(answer.connected, std::chrono::microseconds{3ms});
        QCOMPARE(answer.name, test::hostOf("attic"));
        QCOMPARE(answer.agent, QByteArrayLiteral("x/1"));
        QVERIFY(answer.offersUdp && !answer.refusal);
    }

    void asksOneAfterAnother()
    {
        Fixture f;
        f.ping();
        QVERIFY(f.open());
        f.stream->arrive("HI FT/2 seen=127.0.0.1\n");
        QCOMPARE(f.stream->takeLines().last(), QStringLiteral("PING"));
        QVERIFY(f.stream->takeLines().isEmpty());
        f.stream->arrive("PONG\n");
        QCOMPARE(f.stream->takeLines(), QStringList{QStringLiteral("PING")});
    }

    void aPeerThatDeclinesIsThere()
    {
        Fixture f;
        f.ping();
        QVERIFY(f.open());
        f.stream->arrive("REFUSED: not-accepted, who are you\n");
        QVERIFY(f.hasAnswer());
        QCOMPARE(f.answers.front()->refusal.value().code, ProblemCode::NotAccepted);
    }

    void anOpenPortThatSaysNothingIsAnAnswer_data()
    {
        QTest::addColumn<QByteArray>("said");
        QTest::newRow("closes") << QByteArray{};
        QTest::newRow("garbage") << QByteArray{"220 smtp\n"};
        QTest::newRow("unasked") << QByteArray{"FILES:\n"};
    }
    void anOpenPortThatSaysNothingIsAnAnswer()
    {
        QFETCH(QByteArray, said);
        Fixture f;
        f.ping();
        QVERIFY(f.open());
        if (said.isEmpty())
            f.stream->close();
        else
            f.stream->arrive(said);
        QVERIFY(f.hasAnswer());
        QVERIFY(f.answers.front().has_value());
        QVERIFY(f.answers.front()->roundTrips.empty());
    }

    void nobodyThereIsAProblem()
    {
        Fixture f;
        f.ping();
        QVERIFY(waitUntil([&] { return !f.stream.isNull(); }));
        f.stream->close({net::StreamError::Code::Refused, QStringLiteral("Connection refused")});
        QVERIFY(f.hasAnswer());
        QCOMPARE(f.answers.front().error().code, ProblemCode::SourceUnreachable);
        QCOMPARE(f.answers.front().error().subject, QStringLiteral("10.0.0.9:7"));
        QCOMPARE(f.answers.front().error().detail, QStringLiteral("Connection refused"));
    }

    void endsByItself_data()
    {
        QTest::addColumn<bool>("isOpen");
        QTest::newRow("while it connects") << false;
        QTest::newRow("while it asks") << true;
    }
    void endsByItself()
    {
        QFETCH(bool, isOpen);
        Fixture f{std::chrono::milliseconds{isOpen ? 200 : 1}};
        f.ping();
        if (isOpen)
            QVERIFY(f.open());
        QVERIFY(f.hasAnswer());
        QCOMPARE(f.answers.front().has_value(), isOpen);
    }

    void saysWhenThePeerIsNotKnown()
    {
        Fixture f;
        f.found = tl::unexpected(
            Problem{ProblemCode::NoSuchPeer, Operation::ListPeers, QStringLiteral("studio"), {}});
        f.ping();
        QVERIFY(f.answers.empty());
        QVERIFY(f.hasAnswer());
        QCOMPARE(f.answers.front().error().code, ProblemCode::NoSuchPeer);
    }

    void severalAreAskedBesideEachOther()
    {
        Fixture f;
        f.found = tl::unexpected(Problem{});
        f.ping();
        f.ping();
        QVERIFY(waitUntil([&] { return f.answers.size() == 2; }));
    }
};

QTEST_GUILESS_MAIN(TstPeerPing)
#include "tst_peerping.moc"
