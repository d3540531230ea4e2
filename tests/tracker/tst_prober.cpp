#include "common/net/socketaddress.h"
#include "tests/support/rawend.h"
#include "tests/tracker/records.h"
#include "tracker/net/prober.h"

#include <QRegularExpression>
#include <QTest>

#include <thread>
#include <unistd.h>

using namespace ft;
using namespace ft::test;
using namespace ft::tracker;
using namespace std::chrono_literals;

namespace {

using State = Reach::State;

ProbeTarget target(const char *address, std::uint16_t port, std::uint64_t session = 1)
{
    return {hostName("me"), SessionId{session}, {QHostAddress{QString::fromLatin1(address)}, port}};
}

/// A port of 127.0.0.1 that drops every attempt to connect: its queue is full for ever.
class SilentPort
{
public:
    SilentPort()
    {
        auto address = net::SocketAddress::of({QHostAddress{QHostAddress::LocalHost}, 0});
        m_sockets.push_back(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
        if (::bind(m_sockets[0], address.raw(), address.length) != 0
            || ::listen(m_sockets[0], 0) != 0
            || ::getsockname(m_sockets[0], address.raw(), &address.length) != 0)
            qFatal("cannot listen on 127.0.0.1");
        m_port = address.endpoint().port;
        for (int i = 0; i < 3; ++i) {
            m_sockets.push_back(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
            ::connect(m_sockets.back(), address.raw(), address.length);
        }
    }
    ~SilentPort()
    {
        for (const int socket : m_sockets)
            ::close(socket);
    }
    Q_DISABLE_COPY_MOVE(SilentPort)

    [[nodiscard]] std::uint16_t port() const { return m_port; }

private:
    std::vector<int> m_sockets;
    std::uint16_t m_port = 0;
};

/// A prober, and what it reported.
struct Probing
{
    explicit Probing(const ProbePlan::Limits &limits = {})
        : prober(clock, limits, [this](const ProbeTarget &tried, const Reach &reach) {
            targets.push_back(tried);
            results.push_back(reach);
            return isThere ? ReachWatch::Again::Usual : ReachWatch::Again::Never;
        })
    {}

    SystemClock clock;
    bool isThere = true;
    std::vector<ProbeTarget> targets;
    std::vector<Reach> results;
    Prober prober;
};

} // namespace

class TestProber : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void reachesAPortThatListens();
    void saysNothingToThePort();
    void findsAClosedPort();
    void givesUpOnAPortThatDoesNotAnswer();
    void doesNotTryPortZero();
    void triesAgainUntilThePeerHasGone();
    void takesTargetsFromOtherThreads();
};

void TestProber::reachesAPortThatListens()
{
    const RawListener listener;
    Probing probing;
    probing.prober.watch(target("127.0.0.1", listener.port()));
    QTRY_COMPARE(probing.results.size(), std::size_t{1});
    QCOMPARE(probing.results[0].state, State::Reachable);
    QVERIFY(probing.results[0].time > 0us && probing.results[0].time < 1s);
    QCOMPARE(probing.targets[0], target("127.0.0.1", listener.port()));
}

void TestProber::saysNothingToThePort()
{
    const RawListener listener;
    Probing probing;
    probing.prober.watch(target("127.0.0.1", listener.port()));
    RawEnd accepted;
    QTRY_VERIFY(accepted.isValid() || (accepted = listener.accept()).isValid());
    QTRY_VERIFY(accepted.isEnded());
    QCOMPARE(accepted.received(), QByteArray{});
}

void TestProber::findsAClosedPort()
{
    RawListener listener;
    const auto port = listener.port();
    listener.close();
    Probing probing;
    probing.prober.watch(target("127.0.0.1", port));
    QTRY_COMPARE(probing.results.size(), std::size_t{1});
    QCOMPARE(probing.results[0], (Reach{State::Unreachable, {}}));
}

void TestProber::givesUpOnAPortThatDoesNotAnswer()
{
    const SilentPort silent;
    Probing probing{{.patience = 200ms}};
    probing.prober.watch(target("127.0.0.1", silent.port()));
    QVERIFY(probing.results.empty());
    QTRY_COMPARE(probing.results.size(), std::size_t{1});
    QCOMPARE(probing.results[0], (Reach{State::Unreachable, {}}));
}

void TestProber::doesNotTryPortZero()
{
    const RawListener listener;
    Probing probing;
    probing.prober.watch(target("127.0.0.1", 0));
    probing.prober.watch(target("127.0.0.1", listener.port(), 2));
    QTRY_COMPARE(probing.results.size(), std::size_t{1});
    QCOMPARE(probing.targets[0].session, SessionId{2});
}

void TestProber::triesAgainUntilThePeerHasGone()
{
    const RawListener listener;
    Probing probing{{.every = 20ms}};
    probing.prober.watch(target("127.0.0.1", listener.port()));
    QTRY_VERIFY(probing.results.size() >= 3);
    probing.isThere = false;
    const auto before = probing.results.size();
    QTRY_COMPARE(probing.results.size(), before + 1);
    probing.isThere = true;
    const RawListener other;
    probing.prober.watch(target("127.0.0.1", other.port(), 2));
    QTRY_VERIFY(probing.results.size() >= before + 4);
    for (auto i = before + 1; i < probing.targets.size(); ++i)
        QCOMPARE(probing.targets[i].session, SessionId{2});
}

void TestProber::takesTargetsFromOtherThreads()
{
    const RawListener listener;
    Probing probing;
    std::thread{[&] {
        for (std::uint64_t i = 0; i < 50; ++i)
            probing.prober.watch(target("127.0.0.1", listener.port(), i));
    }}.join();
    QTRY_COMPARE(probing.results.size(), std::size_t{50});
}

QTEST_GUILESS_MAIN(TestProber)
#include "tst_prober.moc"
