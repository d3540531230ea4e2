#include "tests/support/servicemanagerend.h"
#include "tracker/systemd/servicemanager.h"
#include "tracker/systemd/watchdog.h"

#include <QTest>
#include <QTimer>

#include <unistd.h>

using namespace ft::test;
using namespace ft::tracker;
using namespace std::chrono_literals;

/// What is told to a service manager, and when.
class TestServiceManager : public QObject
{
    Q_OBJECT

private slots:
    void cleanup();

    void saysNothingWhenNobodyListens();
    void tells_data();
    void tells();
    void knowsTheWatchdogsPeriod();
    void takesNoSocketsThatAreNotForIt();
    void isAliveWhileItIsAnswered();
};

void TestServiceManager::cleanup()
{
    for (const char *name :
         {"NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID", "LISTEN_FDS", "LISTEN_PID"})
        qunsetenv(name);
}

void TestServiceManager::saysNothingWhenNobodyListens()
{
    systemd::tellReady(QStringLiteral("x"));
    systemd::tellAlive();
    QVERIFY(!systemd::watchdogPeriod());
    QVERIFY(systemd::takeSockets());
    QVERIFY(systemd::takeSockets()->empty());
}

void TestServiceManager::tells_data()
{
    QTest::addColumn<QByteArray>("line");
    for (const char *line :
         {"READY=1", "STATUS=serving peers", "RELOADING=1", "STOPPING=1", "WATCHDOG=1"})
        QTest::newRow(line) << QByteArray{line};
}

void TestServiceManager::tells()
{
    QFETCH(const QByteArray, line);
    ServiceManagerEnd manager;
    qputenv("NOTIFY_SOCKET", manager.path());
    systemd::tellReady(QStringLiteral("serving peers"));
    systemd::tellReloading();
    systemd::tellStopping();
    systemd::tellAlive();
    QVERIFY(manager.waitFor(line, 2s));
}

void TestServiceManager::knowsTheWatchdogsPeriod()
{
    qputenv("WATCHDOG_USEC", "3000000");
    QCOMPARE(systemd::watchdogPeriod(), std::optional<std::chrono::microseconds>{3s});
    qputenv("WATCHDOG_PID", QByteArray::number(::getpid() + 1));
    QVERIFY(!systemd::watchdogPeriod());
}

void TestServiceManager::takesNoSocketsThatAreNotForIt()
{
    qputenv("LISTEN_FDS", "1");
    qputenv("LISTEN_PID", QByteArray::number(::getpid() + 1));
    QVERIFY(systemd::takeSockets());
    QVERIFY(systemd::takeSockets()->empty());
}

void TestServiceManager::isAliveWhileItIsAnswered()
{
    int alive = 0;
    int asked = 0;
    bool answers = true;
    std::function<void()> late;
    systemd::Watchdog dog{60ms,
                          [&](const std::function<void()> &answered) {
                              ++asked;
                              answers ? answered() : void(late = answered);
                          },
                          [&] {
                              ++alive;
                          }};
    QTRY_VERIFY(alive >= 3);
    answers = false;
    QTRY_VERIFY(late);
    const int before = alive;
    const int askedBefore = asked;
    int turns = 0; // of a timer that fires more often than the watchdog's
    QTimer others;
    QObject::connect(&others, &QTimer::timeout, [&turns] { ++turns; });
    others.start(20ms);
    QTRY_VERIFY(turns > 10);
    QCOMPARE(alive, before);
    QCOMPARE(asked, askedBefore);
    answers = true;
    late();
    QTRY_VERIFY(alive > before + 1);
}

QTEST_GUILESS_MAIN(TestServiceManager)
#include "tst_servicemanager.moc"
