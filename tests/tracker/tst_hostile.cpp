#include "tests/support/trackerprogram.h"
#include "tests/tracker/rawpeer.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <atomic>
#include <functional>
#include <thread>

using namespace ft::test;
using namespace std::chrono_literals;

namespace {

constexpr int HonestPeers = 20;
constexpr int RecordsEach = 1'000;
constexpr qint64 MeasuredMilliseconds = 1'500;
/// Microseconds within which 99 of 100 answers must come, where nothing else uses the processors.
constexpr quint64 Allowed = 50'000;
/// The same as a multiple of what they take beside a program that only uses a processor.
constexpr quint64 AllowedOfBusy = 20;

using Stop = std::atomic<bool>;
using Mischief = void (*)(quint16 port, const Stop &stop);

QByteArray shareOf(const QByteArray &prefix, int records)
{
    QByteArray line = "SHARE:";
    for (int i = 0; i < records; ++i)
        line += " <" + prefix + QByteArray::number(i) + ", t, 1, 05/11/25, 1.1.1.1, 9>";
    return line + '\n';
}

void readAll(RawPeer &peer)
{
    while (peer.readLine(0ms)) {}
}

void askWithoutPause(quint16 port, const Stop &stop)
{
    RawPeer peer{port};
    static_cast<void>(peer.join("hostile"));
    const auto questions = QByteArray{"SEARCH: nothing\n"}.repeated(4'000);
    while (!stop && peer.send(questions))
        readAll(peer);
}

void askForAllPeers(quint16 port, const Stop &stop)
{
    RawPeer peer{port};
    static_cast<void>(peer.join("hostile"));
    const auto questions = QByteArray{"PEERS:\n"}.repeated(1'000);
    while (!stop && peer.send(questions))
        readAll(peer);
}

void readNothing(quint16 port, const Stop &stop)
{
    RawPeer peer{port, 4'096};
    static_cast<void>(peer.join("hostile"));
    while (!stop && peer.sendUntilStuck("SEARCH: honest-0-1\n", 50ms) >= 0) {}
}

void announceWithoutPause(quint16 port, const Stop &stop)
{
    RawPeer peer{port};
    static_cast<void>(peer.join("hostile"));
    for (int i = 0; !stop; ++i) {
        if (!peer.send(shareOf("bulk/" + QByteArray::number(i) + '/', 1'000)))
            return;
        readAll(peer);
    }
}

void talkNonsense(quint16 port, const Stop &stop)
{
    const QByteArray nonsense(60'000, '\x01');
    while (!stop) {
        RawPeer peer{port};
        peer.send(nonsense);
        peer.send(nonsense);
    }
}

void comeAndGo(quint16 port, const Stop &stop)
{
    while (!stop) {
        RawPeer peer{port};
        peer.reset();
    }
}

void trickle(quint16 port, const Stop &stop)
{
    std::vector<RawPeer> peers;
    for (int i = 0; i < 500; ++i)
        peers.emplace_back(port);
    while (!stop) {
        for (RawPeer &peer : peers)
            peer.send("H");
    }
}

/// Only takes processor time away, as any of the others does besides what it does to the tracker.
void spin(quint16, const Stop &stop)
{
    while (!stop) {}
}

struct Latencies
{
    std::vector<quint64> microseconds; ///< sorted

    [[nodiscard]] quint64 at(double part) const
    {
        return microseconds[static_cast<std::size_t>(
            part * static_cast<double>(microseconds.size() - 1))];
    }
};

} // namespace

/// What one hostile connection costs the others; prints what each of them waits for an answer.
class TestHostile : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void costsOthersLittle_data();
    void costsOthersLittle();

private:
    Latencies measure();

    TrackerProgram m_tracker;
    std::vector<RawPeer> m_honest;
    quint64 m_besideBusy = 0; ///< microseconds, of 99 in 100 answers
};

void TestHostile::initTestCase()
{
    QVERIFY(m_tracker.listen(0, {QStringLiteral("--threads"), QStringLiteral("1")}));
    for (int i = 0; i < HonestPeers; ++i) {
        const QByteArray name = "honest-" + QByteArray::number(i);
        m_honest.emplace_back(m_tracker.port());
        QVERIFY(m_honest.back().join(name, name));
        QVERIFY(m_honest.back().send(shareOf(name + '-', RecordsEach)));
        QVERIFY(m_honest.back().readLine());
    }
}

void TestHostile::costsOthersLittle_data()
{
    QTest::addColumn<Mischief>("mischief");
    QTest::newRow("alone") << Mischief{nullptr};
    QTest::newRow("beside a busy processor") << Mischief{spin};
    QTest::newRow("questions without pause") << Mischief{askWithoutPause};
    QTest::newRow("costly questions") << Mischief{askForAllPeers};
    QTest::newRow("answers not read") << Mischief{readNothing};
    QTest::newRow("announcements without pause") << Mischief{announceWithoutPause};
    QTest::newRow("nonsense in ever new connections") << Mischief{talkNonsense};
    QTest::newRow("connections that come and go") << Mischief{comeAndGo};
    QTest::newRow("500 that trickle") << Mischief{trickle};
}

void TestHostile::costsOthersLittle()
{
    QFETCH(const Mischief, mischief);
    Stop stop{false};
    std::thread hostile{[&] {
        if (mischief)
            mischief(m_tracker.port(), stop);
    }};
    const auto found = measure();
    stop = true;
    hostile.join();
    QVERIFY(!found.microseconds.empty());
    qInfo("p50 %llu us, p99 %llu us, worst %llu us, %zu answers",
          found.at(0.5),
          found.at(0.99),
          found.at(1.0),
          found.microseconds.size());
    if (mischief == spin)
        m_besideBusy = found.at(0.99);
    QCOMPARE_LT(found.at(0.99), std::max(Allowed, AllowedOfBusy * m_besideBusy));
}

Latencies TestHostile::measure()
{
    Latencies found;
    QElapsedTimer whole;
    whole.start();
    for (std::size_t i = 0; whole.elapsed() < MeasuredMilliseconds; ++i) {
        RawPeer &peer = m_honest[i % m_honest.size()];
        QElapsedTimer time;
        time.start();
        if (!peer.send("SEARCH: honest-3-7\n")
            || !peer.readLine().value_or(QByteArray{}).startsWith("FOUND: "))
            return {};
        found.microseconds.push_back(static_cast<quint64>(time.nsecsElapsed() / 1'000));
    }
    std::sort(found.microseconds.begin(), found.microseconds.end());
    return found;
}

QTEST_GUILESS_MAIN(TestHostile)
#include "tst_hostile.moc"
