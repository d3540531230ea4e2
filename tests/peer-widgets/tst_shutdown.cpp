#include "peer-gui/widgets/shutdown.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using ft::widgets::Shutdown;
using namespace std::chrono_literals;

class TestShutdown final : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void goesWhenTheEngineHasStopped()
    {
        int asked = 0;
        Shutdown shutdown{[&asked] { ++asked; }, 1h};
        QSignalSpy finished{&shutdown, &Shutdown::finished};
        shutdown.begin();
        shutdown.begin();
        QCOMPARE(asked, 1);
        QCOMPARE(finished.count(), 0);
        shutdown.engineStopped();
        shutdown.engineStopped();
        QCOMPARE(finished.count(), 1);
    }

    void goesWithoutTheEngineWhenItTakesTooLong()
    {
        Shutdown shutdown{[] {}, 20ms};
        QSignalSpy finished{&shutdown, &Shutdown::finished};
        shutdown.begin();
        QVERIFY(finished.wait(2000));
        shutdown.engineStopped();
        QCOMPARE(finished.count(), 1);
    }

    void anEngineThatStopsUnaskedEndsNothing()
    {
        Shutdown shutdown{[] {}, 1h};
        QSignalSpy finished{&shutdown, &Shutdown::finished};
        shutdown.engineStopped();
        QCOMPARE(finished.count(), 0);
    }
};

QTEST_GUILESS_MAIN(TestShutdown)
#include "tst_shutdown.moc"
