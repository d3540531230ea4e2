#include "peer-gui/widgets/speedgraph.h"
#include "peer-gui/widgets/speedview.h"

#include <QLocale>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace ft;
using namespace ft::widgets;
using namespace std::chrono_literals;
using models::SpeedSeries;

class TestSpeedView final : public QObject
{
    Q_OBJECT

private slots:
    void init() { QLocale::setDefault(QLocale{QLocale::English}); }

    void saysWhatItShows()
    {
        SpeedView view;
        const auto *graph = view.findChild<SpeedGraph *>();
        const SpeedSeries down{5'000'000, 1'000'000, 3'000'000};
        const SpeedSeries up{0};
        view.show(&down, &up);
        QCOMPARE(graph->accessibleDescription(),
                 QStringLiteral("Down: 3.0 MB/s now, 5.0 MB/s at most, 3.0 MB/s on average\n"
                                "Up (dashed): 0 kB/s now, 0 kB/s at most, 0 kB/s on average"));
        view.show(nullptr, &down);
        QCOMPARE(view.summary(),
                 QStringLiteral("Up: 3.0 MB/s now, 5.0 MB/s at most, 3.0 MB/s on average"));
    }

    void keysLookAtMoreOrLessOfIt()
    {
        SpeedView view;
        view.setAttribute(Qt::WA_DontShowOnScreen);
        const QSignalSpy asked{&view, &SpeedView::asked};
        auto *graph = view.findChild<SpeedGraph *>();
        QCOMPARE(view.span(), 5min);
        QTest::keyClick(graph, Qt::Key_Plus);
        QCOMPARE(view.span(), 1min);
        QTest::keyClick(graph, Qt::Key_Plus);
        QCOMPARE(view.span(), 1min);
        QTest::keyClick(graph, Qt::Key_Minus);
        QTest::keyClick(graph, Qt::Key_Minus);
        QCOMPARE(view.span(), 30min);
        QCOMPARE(asked.count(), 3);
    }

    void remembersItsSpan()
    {
        const QTemporaryDir folder;
        QSettings settings{folder.filePath(QStringLiteral("w.ini")), QSettings::IniFormat};
        SpeedView before;
        QTest::keyClick(before.findChild<SpeedGraph *>(), Qt::Key_Minus);
        before.saveState(settings);
        SpeedView after;
        after.restoreState(settings);
        QCOMPARE(after.span(), 30min);
    }

    void anAxisEndsAtARoundNumber_data()
    {
        QTest::addColumn<quint64>("speed");
        QTest::addColumn<quint64>("end");
        QTest::newRow("one") << quint64{1} << quint64{1};
        QTest::newRow("above two") << quint64{3} << quint64{5};
        QTest::newRow("exactly") << quint64{2'000'000} << quint64{2'000'000};
        QTest::newRow("just above") << quint64{5'000'001} << quint64{10'000'000};
        QTest::newRow("none") << quint64{0} << quint64{1};
    }
    void anAxisEndsAtARoundNumber()
    {
        QFETCH(quint64, speed);
        QTEST(quint64{roundAbove(speed)}, "end");
    }

    void whatIsFastStandsHigh()
    {
        SpeedGraph graph;
        graph.resize(400, 200);
        graph.setSpan(1min);
        const auto upper = [&] {
            return graph.grab().toImage().pixelColor(150, 40);
        };
        graph.show(SpeedSeries(60, 0), {});
        const QColor empty = upper();
        graph.show(SpeedSeries(60, 10'000), {});
        QVERIFY(upper() != empty);
    }
};

QTEST_MAIN(TestSpeedView)
#include "tst_speedview.moc"
