#include "peer-gui/engine/tracker/backoff.h"

#include <QTest>

#include <set>

using namespace ft::engine;
using namespace std::chrono_literals;

class TstBackoff : public QObject
{
    Q_OBJECT

private slots:
    void doublesUpToAMostEachWithinHalf()
    {
        for (quint32 seed = 0; seed < 200; ++seed) {
            Backoff backoff{QRandomGenerator{seed}};
            for (const auto base :
                 {500ms, 1'000ms, 2'000ms, 4'000ms, 8'000ms, 16'000ms, 30'000ms, 30'000ms}) {
                const auto wait = backoff.next();
                QVERIFY(wait >= base / 2 && wait < base * 3 / 2);
            }
        }
    }

    void startsOverAfterSuccess()
    {
        Backoff backoff{QRandomGenerator{1}};
        for (int i = 0; i < 8; ++i)
            (void)backoff.next();
        backoff.reset();
        QVERIFY(backoff.next() < 750ms);
    }

    void sendsManyPeersBackAtManyTimes()
    {
        std::set<std::chrono::milliseconds> times;
        for (quint32 seed = 0; seed < 200; ++seed)
            times.insert(Backoff{QRandomGenerator{seed}}.next());
        QCOMPARE_GT(times.size(), std::size_t{100});
    }

    void beginsAndBeginsAgainWhereItIsTold()
    {
        Backoff backoff{QRandomGenerator{1}, 10ms};
        QVERIFY(backoff.next() < 15ms);
        QVERIFY(backoff.next() >= 10ms);
        backoff.reset();
        QVERIFY(backoff.next() < 15ms);
    }
};

QTEST_APPLESS_MAIN(TstBackoff)
#include "tst_backoff.moc"
