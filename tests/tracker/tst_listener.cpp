#include "tests/tracker/rawpeer.h"
#include "tracker/net/listener.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QTest>

#include <fcntl.h>
#include <sys/resource.h>
#include <thread>
#include <unistd.h>

using namespace ft;
using namespace ft::test;
using namespace ft::tracker;

namespace {

/// Runs what blocks in another thread, because accepting needs this one's event loop.
template <typename Task>
auto beside(Task task)
{
    std::optional<decltype(task())> result;
    std::atomic<bool> isDone{false};
    std::thread thread{[&] {
        result = task();
        isDone = true;
    }};
    while (!isDone)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents | QEventLoop::AllEvents, 20);
    thread.join();
    return *result;
}

/// Takes every descriptor this process may still have.
class NoDescriptorsLeft
{
public:
    NoDescriptorsLeft()
    {
        ::getrlimit(RLIMIT_NOFILE, &m_limit);
        const int next = ::dup(0);
        ::close(next);
        const rlimit few{static_cast<rlim_t>(next) + 10, m_limit.rlim_max};
        ::setrlimit(RLIMIT_NOFILE, &few);
        for (int taken = ::dup(0); taken >= 0; taken = ::dup(0))
            m_taken.push_back(taken);
    }
    ~NoDescriptorsLeft()
    {
        leave(0);
        ::setrlimit(RLIMIT_NOFILE, &m_limit);
    }
    Q_DISABLE_COPY_MOVE(NoDescriptorsLeft)

    /// Frees all but that many.
    void leave(std::size_t count)
    {
        while (m_taken.size() > count) {
            ::close(m_taken.back());
            m_taken.pop_back();
        }
    }
    [[nodiscard]] std::size_t count() const { return m_taken.size(); }

private:
    rlimit m_limit{};
    std::vector<int> m_taken;
};

} // namespace

class TestListener : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void listensOnTheAddressAndAFreePort();
    void tellsWhyItCannotListen();
    void refusesConnectionsPastItsLimit();
    void refusesAnAddressThatConnectsTooOften();
    void goesOnAfterRunningOutOfDescriptors();

private:
    SystemClock m_clock;
    Catalogue m_catalogue{m_clock};
    TrackerService m_service{m_catalogue, {}};
};

void TestListener::listensOnTheAddressAndAFreePort()
{
    ReactorPool pool{1, m_service, {}, m_clock};
    Listener listener{pool, 100};
    const auto endpoint = listener.open(QHostAddress{QHostAddress::LocalHost}, 0);
    QVERIFY(endpoint);
    QCOMPARE(endpoint->address, QHostAddress{QHostAddress::LocalHost});
    QVERIFY(endpoint->port != 0);
    QVERIFY(beside([&] { return RawPeer{endpoint->port}.join("me"); }));
}

void TestListener::tellsWhyItCannotListen()
{
    ReactorPool pool{1, m_service, {}, m_clock};
    Listener first{pool, 100};
    const auto endpoint = first.open(QHostAddress{QHostAddress::LocalHost}, 0);
    QVERIFY(endpoint);
    Listener second{pool, 100};
    const auto failure = second.open(endpoint->address, endpoint->port);
    QVERIFY(!failure);
    QVERIFY2(failure.error().contains(QStringLiteral("in use")), qPrintable(failure.error()));
}

void TestListener::refusesConnectionsPastItsLimit()
{
    ReactorPool pool{1, m_service, {}, m_clock};
    Listener listener{pool, 2};
    const auto port = listener.open(QHostAddress{QHostAddress::LocalHost}, 0).value().port;
    QTest::ignoreMessage(QtWarningMsg,
                         QRegularExpression{QStringLiteral("no room for more than 2")});
    RawPeer first{port};
    RawPeer second{port};
    QTRY_COMPARE(pool.connections(), std::size_t{2});
    const auto answer = beside([&] { return RawPeer{port}.readToEnd(); });
    QVERIFY(answer);
    QVERIFY2(answer->startsWith("REFUSED: busy, "), answer->constData());
    QVERIFY(answer->contains(", retry="));
    first.close();
    QTRY_COMPARE(pool.connections(), std::size_t{1});
    QVERIFY(beside([&] { return RawPeer{port}.join("third"); }));
}

void TestListener::refusesAnAddressThatConnectsTooOften()
{
    NetLimits limits;
    limits.address = {.perSecond = 150, .burst = 150};
    ReactorPool pool{1, m_service, limits, m_clock};
    Listener listener{pool, 1'000};
    const auto port = listener.open(QHostAddress{QHostAddress::LocalHost}, 0).value().port;
    const auto answers = beside([&] {
        QList<QByteArray> lines;
        for (int i = 0; i < 400; ++i) {
            RawPeer peer{port};
            peer.send("HELLO FT/2 name=peer" + QByteArray::number(i) + " port=1\n");
            lines << peer.readLine().value_or(QByteArray{});
        }
        return lines;
    });
    const auto greeted = std::count_if(answers.begin(), answers.end(), [](const QByteArray &line) {
        return line.startsWith("HI FT/2 ");
    });
    const auto refused = std::count_if(answers.begin(), answers.end(), [](const QByteArray &line) {
        return line.startsWith("REFUSED: busy, too many connections from your address, retry=");
    });
    QCOMPARE(greeted + refused, answers.size());
    QVERIFY(greeted > 0);
    QVERIFY2(refused > 100, qPrintable(QString::number(refused)));
    bool hasJoined = false;
    QTRY_VERIFY(hasJoined || (hasJoined = beside([&] { return RawPeer{port}.join("later"); })));
}

void TestListener::goesOnAfterRunningOutOfDescriptors()
{
    ReactorPool pool{1, m_service, {}, m_clock};
    Listener listener{pool, 1'000};
    const auto port = listener.open(QHostAddress{QHostAddress::LocalHost}, 0).value().port;
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression{QStringLiteral("no room for more")});
    NoDescriptorsLeft descriptors;
    QVERIFY(descriptors.count() > 5);
    // One for this end of the connection; none for the other.
    descriptors.leave(descriptors.count() - 1);
    const auto turnedAway = beside([&] { return RawPeer{port}.readToEnd(); });
    QVERIFY(turnedAway);
    QVERIFY2(turnedAway->startsWith("REFUSED: busy, "), turnedAway->constData());
    descriptors.leave(0);
    // It comes back by itself, and then serves everybody at once again.
    QVERIFY(beside([&] { return RawPeer{port}.join("later"); }));
    QElapsedTimer time;
    time.start();
    const bool allJoined = beside([&] {
        int joined = 0;
        for (int i = 0; i < 20; ++i)
            joined += RawPeer{port}.join("peer" + QByteArray::number(i)) ? 1 : 0;
        return joined == 20;
    });
    QVERIFY(allJoined);
    QVERIFY2(time.elapsed() < 1'500, qPrintable(QString::number(time.elapsed())));
}

QTEST_GUILESS_MAIN(TestListener)
#include "tst_listener.moc"
