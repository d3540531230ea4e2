#include "peer-gui/models/speedhistory.h"
#include "tests/support/manualclock.h"

#include <QTest>

using namespace ft;
using namespace ft::models;
using namespace std::chrono_literals;

class TestSpeedHistory final : public QObject
{
    Q_OBJECT

private:
    test::ManualClock m_clock;

    void run(SpeedHistory &history, std::uint64_t rate, int seconds)
    {
        for (int i = 0; i < seconds; ++i) {
            m_clock.advance(1s);
            history.sample({{1, rate}});
        }
    }

private slots:
    void thereIsNothingBeforeTheFirstSecond()
    {
        SpeedHistory history{m_clock};
        history.sample({{1, 5}});
        QVERIFY(history.total(1min).empty());
        QVERIFY(history.of(1, 1min).empty());
    }

    void keepsOneSampleASecondTogetherAndOneByOne()
    {
        SpeedHistory history{m_clock};
        m_clock.advance(1s);
        history.sample({{1, 5}, {2, 7}});
        m_clock.advance(400ms);
        history.sample({{1, 100}});
        m_clock.advance(600ms);
        history.sample({{1, 6}});
        QCOMPARE(history.total(1min), (SpeedSeries{12, 6}));
        QCOMPARE(history.of(1, 1min), (SpeedSeries{5, 6}));
        QCOMPARE(history.of(2, 1min), (SpeedSeries{7, 0}));
        QCOMPARE(history.total(1s), SpeedSeries{6});
        QVERIFY(history.of(3, 1min).empty());
    }

    void aLateSampleCountsForTheSecondsSinceButNotForASleep()
    {
        SpeedHistory history{m_clock};
        run(history, 5, 1);
        m_clock.advance(3s);
        history.sample({{1, 9}});
        QCOMPARE(history.of(1, 1min), (SpeedSeries{5, 9, 9, 9}));
        m_clock.advance(7s);
        history.sample({{1, 4}});
        QCOMPARE(history.of(1, 7s), (SpeedSeries{0, 0, 0, 0, 0, 0, 4}));
    }

    void remembersHalfAnHourAndNoMore()
    {
        SpeedHistory history{m_clock};
        run(history, 5, 4000);
        QCOMPARE(history.of(1, 1h).size(), static_cast<std::size_t>(SpeedHistory::Span.count()));
        QCOMPARE(history.total(24h).size(), static_cast<std::size_t>(SpeedHistory::Span.count()));
    }

    void oneThatHasRestedForLongIsForgotten()
    {
        SpeedHistory history{m_clock};
        run(history, 5, 2);
        for (int i = 0; i < 1799; ++i) {
            m_clock.advance(1s);
            history.sample({});
        }
        QCOMPARE(history.of(1, 1h).front(), 5.0F);
        for (int i = 0; i < 120; ++i) {
            m_clock.advance(1s);
            history.sample({});
        }
        QVERIFY(history.of(1, 1h).empty());
    }

    void oneThatComesBackHasRestedInBetween()
    {
        SpeedHistory history{m_clock};
        run(history, 5, 1);
        m_clock.advance(1s);
        history.sample({});
        run(history, 3, 1);
        QCOMPARE(history.of(1, 1min), (SpeedSeries{5, 0, 3}));
    }

    void sumsASeriesUp()
    {
        QCOMPARE(figuresOf({}), SpeedFigures{});
        QCOMPARE(figuresOf({4, 10, 1}), (SpeedFigures{1, 10, 5}));
    }
};

QTEST_APPLESS_MAIN(TestSpeedHistory)
#include "tst_speedhistory.moc"
