#include "peer-gui/engine/transfer/slotpolicy.h"

#include <QTest>

using namespace ft;
using namespace ft::engine;
using namespace std::chrono_literals;

namespace {

using Id = SlotPolicy::Id;
using Ids = std::vector<Id>;
using Place = SlotPolicy::Place;
using Places = std::vector<Place>;

struct Fixture
{
    explicit Fixture(std::size_t count)
        : policy(count)
    {}

    /// Asks for one connection of a peer; whether it is served.
    bool ask(Id id, const char *peer) { return policy.request(id, peer, now); }
    void finish(Id id, std::uint64_t bytes = 1) { policy.done(id, bytes, now); }
    Ids assign() { return policy.assign(now); }
    /// Everybody leaves one after another: in which order the rest was served.
    Ids orderAfter(Id first)
    {
        Ids order;
        Ids next{first};
        while (!next.empty()) {
            const Id id = next.back();
            policy.remove(id);
            next = assign();
            order.insert(order.end(), next.begin(), next.end());
        }
        return order;
    }

    SlotPolicy policy;
    Clock::Instant now{1h};
};

} // namespace

class TstSlotPolicy : public QObject
{
    Q_OBJECT

private slots:
    void servesAsManyAtOnceAsThereAreSlots()
    {
        Fixture f{2};
        QVERIFY(f.ask(1, "a"));
        QVERIFY(f.ask(2, "b"));
        QVERIFY(!f.ask(3, "c"));
        QVERIFY(!f.ask(4, "d"));
        QCOMPARE(f.policy.placeOf(1), 0U);
        QCOMPARE(f.policy.placeOf(3), 1U);
        QCOMPARE(f.policy.placeOf(4), 2U);
        QVERIFY(f.assign().empty());
        f.policy.remove(1);
        QCOMPARE(f.assign(), Ids{3});
        QVERIFY(f.ask(3, "c"));
        QCOMPARE(f.policy.placeOf(4), 1U);
    }

    void keepsThePlaceOfWhoAsksAgain()
    {
        Fixture f{1};
        QVERIFY(f.ask(1, "a"));
        QVERIFY(!f.ask(2, "b"));
        QVERIFY(!f.ask(3, "c"));
        QVERIFY(!f.ask(2, "b"));
        QCOMPARE(f.policy.placeOf(2), 1U);
    }

    void letsNobodyInBetween()
    {
        Fixture f{1};
        QVERIFY(f.ask(1, "a"));
        QVERIFY(!f.ask(2, "b"));
        f.policy.remove(1);
        QVERIFY(!f.ask(3, "c"));
        QCOMPARE(f.assign(), Ids{2});
    }

    void servesThePeerWithTheFewestSlotsFirst()
    {
        Fixture f{1};
        QVERIFY(f.ask(1, "a"));
        QVERIFY(!f.ask(2, "a"));
        QVERIFY(!f.ask(3, "a"));
        QVERIFY(!f.ask(4, "b"));
        QVERIFY(!f.ask(5, "b"));
        QVERIFY(!f.ask(6, "c"));
        // While one of a's is served, b and c go before a's others.
        QCOMPARE(f.policy.placeOf(4), 1U);
        QCOMPARE(f.policy.placeOf(6), 2U);
        QCOMPARE(f.policy.placeOf(2), 3U);
        QCOMPARE(f.policy.placeOf(5), 4U);
        QCOMPARE(f.policy.placeOf(3), 5U);
        // From turn to turn the peers take turns, whoever has how many.
        QCOMPARE(f.orderAfter(1), (Ids{4, 6, 2, 5, 3}));
    }

    void givesNoMoreTurnsForManyConnections()
    {
        Fixture f{1};
        QVERIFY(f.ask(1, "many"));
        for (Id id = 2; id <= 5; ++id)
            QVERIFY(!f.ask(id, "many"));
        QVERIFY(!f.ask(6, "one"));
        QByteArray turns;
        Id holder = 1;
        for (int i = 0; i < 10; ++i) {
            const char *const peer = holder == 6 ? "one" : "many";
            f.finish(holder, SlotPolicy::TurnBytes);
            QVERIFY(!f.ask(holder, peer));
            const auto next = f.assign();
            QCOMPARE(next.size(), std::size_t{1});
            holder = next.front();
            QVERIFY(f.ask(holder, holder == 6 ? "one" : "many"));
            turns += holder == 6 ? '1' : 'm';
        }
        QCOMPARE(turns, QByteArray{"1m1m1m1m1m"});
    }

    void givesNothingForComingAnew()
    {
        Fixture f{1};
        QVERIFY(f.ask(1, "a"));
        QVERIFY(!f.ask(2, "b"));
        f.policy.remove(1);
        QVERIFY(!f.ask(3, "a"));
        QCOMPARE(f.assign(), Ids{2});
    }

    void givesFreeSlotsFairly()
    {
        Fixture f{0};
        for (Id id = 1; id <= 4; ++id)
            QVERIFY(!f.ask(id, "many"));
        QVERIFY(!f.ask(5, "one"));
        f.policy.setSlots(3);
        QCOMPARE(f.assign(), (Ids{1, 5, 2}));
    }

    void endsATurn_data()
    {
        QTest::addColumn<quint64>("bytes");
        QTest::addColumn<int>("seconds");
        QTest::addColumn<QByteArray>("other");
        QTest::addColumn<bool>("isServed");
        const auto row = [](const char *name, quint64 bytes, int time, const char *other, bool is) {
            QTest::newRow(name) << bytes << time << QByteArray{other} << is;
        };
        row("not before its time", SlotPolicy::TurnBytes - 1, 29, "b", true);
        row("after so many bytes", SlotPolicy::TurnBytes, 0, "b", false);
        row("after so long", 1, 30, "b", false);
        row("for the same peer's other connection", 1, 30, "a", false);
        row("not when nobody waits", SlotPolicy::TurnBytes, 60, "", true);
    }
    void endsATurn()
    {
        QFETCH(quint64, bytes);
        QFETCH(int, seconds);
        QFETCH(QByteArray, other);
        QFETCH(bool, isServed);
        Fixture f{1};
        QVERIFY(f.ask(1, "a"));
        if (!other.isEmpty())
            QVERIFY(!f.ask(2, other.constData()));
        f.now += std::chrono::seconds{seconds};
        f.finish(1, bytes);
        QCOMPARE(f.ask(1, "a"), isServed);
        if (isServed)
            return;
        QCOMPARE(f.policy.placeOf(1), 2U);
        QCOMPARE(f.assign(), Ids{2});
        QCOMPARE(f.policy.placeOf(1), 1U);
    }

    void goesOnWhenItWouldOnlyGetItsSlotBack()
    {
        Fixture f{2};
        QVERIFY(f.ask(1, "a"));
        QVERIFY(f.ask(2, "b"));
        QVERIFY(!f.ask(3, "b"));
        f.finish(1, SlotPolicy::TurnBytes);
        QVERIFY(f.ask(1, "a"));
        f.finish(2, SlotPolicy::TurnBytes);
        QVERIFY(!f.ask(2, "b"));
    }

    void passesAnUnusedSlotOn_data()
    {
        QTest::addColumn<bool>("wasUsed");
        QTest::newRow("used before") << true;
        QTest::newRow("never used") << false;
    }
    void passesAnUnusedSlotOn()
    {
        QFETCH(bool, wasUsed);
        Fixture f{1};
        QVERIFY(f.ask(1, "a"));
        QVERIFY(!f.ask(2, "b"));
        QVERIFY(!f.ask(3, "c"));
        f.now += 14s; // of sending
        QVERIFY(f.assign().empty());
        f.policy.remove(1);
        QCOMPARE(f.assign(), Ids{2});
        if (wasUsed) {
            QVERIFY(f.ask(2, "b"));
            f.now += 20s;
            f.finish(2);
        }
        f.now += 9s;
        QVERIFY(f.assign().empty());
        f.now += 1s;
        QCOMPARE(f.assign(), Ids{3});
        QVERIFY(!f.ask(2, "b"));
        QCOMPARE(f.policy.placeOf(2), 1U);
    }

    void takesTheSlotOfWhoDoesNotReadItsAnswer_data()
    {
        QTest::addColumn<quint64>("step");
        QTest::addColumn<bool>("isWaitedFor");
        QTest::addColumn<bool>("isTaken");
        const quint64 enough = SlotPolicy::LeastMoved;
        QTest::newRow("nothing is read") << quint64{0} << true << true;
        QTest::newRow("next to nothing is read") << enough / 15 << true << true;
        QTest::newRow("something is read") << enough << true << false;
        QTest::newRow("nothing is read, nobody waits") << quint64{0} << false << false;
    }
    void takesTheSlotOfWhoDoesNotReadItsAnswer()
    {
        QFETCH(quint64, step);
        QFETCH(bool, isWaitedFor);
        QFETCH(bool, isTaken);
        Fixture f{1};
        QVERIFY(f.ask(1, "a"));
        if (isWaitedFor)
            QVERIFY(!f.ask(2, "b"));
        quint64 taken = 0;
        for (int second = 1; second < 15; ++second) {
            f.now += 1s;
            f.policy.moved(1, taken += step, f.now);
            QVERIFY(f.assign().empty());
        }
        f.now += 1s;
        QCOMPARE(f.assign(), isTaken ? Ids{2} : Ids{});
        if (!isTaken)
            return;
        // What it was being sent may still arrive; the next request waits.
        f.finish(1);
        QVERIFY(!f.ask(1, "a"));
        QCOMPARE(f.policy.placeOf(1), 1U);
    }

    void leavesASlotToWhomItsLastAnswerIsStillArriving()
    {
        Fixture f{1};
        QVERIFY(f.ask(1, "a"));
        QVERIFY(!f.ask(2, "b"));
        f.finish(1, 1'000'000);
        for (quint64 taken = 100'000; taken <= 1'000'000; taken += 100'000) {
            f.now += 9s;
            f.policy.moved(1, taken, f.now);
            QVERIFY(f.assign().empty());
        }
        f.now += 10s;
        QCOMPARE(f.assign(), Ids{2});
    }

    void takesSlotsBetweenRequestsWhenThereAreFewer()
    {
        Fixture f{2};
        QVERIFY(f.ask(1, "a"));
        QVERIFY(f.ask(2, "b"));
        f.policy.setSlots(1);
        QVERIFY(f.assign().empty());
        f.finish(1);
        QVERIFY(!f.ask(1, "a"));
        f.finish(2);
        QVERIFY(f.ask(2, "b"));
    }

    void tellsNews()
    {
        Fixture f{1};
        QVERIFY(f.ask(1, "a"));
        QVERIFY(!f.ask(2, "b"));
        QVERIFY(!f.ask(3, "c"));
        QCOMPARE(f.policy.news(f.now), Places{});
        f.now += 9s;
        QCOMPARE(f.policy.news(f.now), Places{});
        f.now += 1s;
        QCOMPARE(f.policy.news(f.now), (Places{{2, 1}, {3, 2}}));
        QCOMPARE(f.policy.news(f.now), Places{});
        f.policy.remove(2);
        QCOMPARE(f.policy.news(f.now), (Places{{3, 1}}));
    }

    void hasNothingToDoOnceAllAreGone()
    {
        Fixture f{1};
        QVERIFY(!f.policy.isBusy());
        QVERIFY(f.ask(1, "a"));
        QVERIFY(f.policy.isBusy());
        f.finish(1);
        f.now += 10s;
        QVERIFY(f.assign().empty());
        QVERIFY(!f.policy.isBusy());
        f.policy.remove(1);
        f.finish(1);
    }
};

QTEST_APPLESS_MAIN(TstSlotPolicy)
#include "tst_slotpolicy.moc"
