#include "common/base/logging.h"
#include "tests/support/manualclock.h"
#include "tests/tracker/records.h"
#include "tracker/log/eventlog.h"
#include "tracker/log/events.h"
#include "tracker/log/messagehandler.h"

#include <QTest>

#include <thread>

using namespace ft;
using namespace ft::test;
using namespace ft::tracker;
using namespace std::chrono_literals;

namespace {

LogLine lineOf(const char *event, LogLevel level = LogLevel::Info)
{
    return {level, QLatin1String{event}, {}};
}

} // namespace

class TestEventLog : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_lines.clear(); }

    void writesWhatItsLevelShows_data();
    void writesWhatItsLevelShows();
    void leavesOutFloodsOfOneKind();
    void tellsOfWhatWasLeftOutThoughNothingFollows();
    void takesLinesFromManyThreads();
    void tellsEvents_data();
    void tellsEvents();
    void takesWhatQtSays();

private:
    [[nodiscard]] std::unique_ptr<EventLog> logOf(LogLevel level)
    {
        return std::make_unique<EventLog>(LogFormat::Journal,
                                          level,
                                          m_clock,
                                          [this](const QByteArray &line) {
                                              m_lines.push_back(line);
                                          });
    }

    ManualClock m_clock;
    std::vector<QByteArray> m_lines;
};

void TestEventLog::writesWhatItsLevelShows_data()
{
    QTest::addColumn<int>("level");
    QTest::addColumn<int>("lines");
    QTest::newRow("error") << static_cast<int>(LogLevel::Error) << 1;
    QTest::newRow("warning") << static_cast<int>(LogLevel::Warning) << 2;
    QTest::newRow("info") << static_cast<int>(LogLevel::Info) << 3;
    QTest::newRow("debug") << static_cast<int>(LogLevel::Debug) << 4;
}

void TestEventLog::writesWhatItsLevelShows()
{
    QFETCH(const int, level);
    QFETCH(const int, lines);
    const auto log = logOf(LogLevel::Error);
    log->setLevel(static_cast<LogLevel>(level));
    for (const auto is : {LogLevel::Error, LogLevel::Warning, LogLevel::Info, LogLevel::Debug})
        log->add(lineOf("x", is));
    QCOMPARE(m_lines.size(), static_cast<std::size_t>(lines));
}

void TestEventLog::leavesOutFloodsOfOneKind()
{
    const auto log = logOf(LogLevel::Info);
    for (std::uint32_t i = 0; i < EventLog::LinesPerWindow + 5; ++i)
        log->add(lineOf("refused"));
    QCOMPARE(m_lines.size(), std::size_t{EventLog::LinesPerWindow});
    log->add(lineOf("joined"));
    QCOMPARE(m_lines.back(), QByteArray{"<6>joined\n"});
    m_clock.advance(EventLog::Window);
    log->add(lineOf("refused"));
    QCOMPARE(m_lines[m_lines.size() - 2], QByteArray{"<6>left-out of=refused lines=5\n"});
    QCOMPARE(m_lines.back(), QByteArray{"<6>refused\n"});
}

void TestEventLog::tellsOfWhatWasLeftOutThoughNothingFollows()
{
    const auto log = logOf(LogLevel::Info);
    for (std::uint32_t i = 0; i < EventLog::LinesPerWindow + 1; ++i)
        log->add(lineOf("refused"));
    log->tellLeftOut();
    QCOMPARE(m_lines.back(), QByteArray{"<6>refused\n"});
    m_clock.advance(EventLog::Window);
    log->tellLeftOut();
    QCOMPARE(m_lines.back(), QByteArray{"<6>left-out of=refused lines=1\n"});
    const auto count = m_lines.size();
    log->tellLeftOut();
    QCOMPARE(m_lines.size(), count);
}

void TestEventLog::takesLinesFromManyThreads()
{
    const auto log = logOf(LogLevel::Info);
    std::vector<std::thread> threads;
    for (const char *event : {"a", "b", "c"}) {
        threads.emplace_back([&log, event] {
            for (int i = 0; i < 100; ++i)
                log->add(lineOf(event));
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(m_lines.size(), std::size_t{300});
}

void TestEventLog::tellsEvents_data()
{
    QTest::addColumn<QByteArray>("told");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const auto &event, const char *expected) {
        QTest::newRow(name) << render(toLogLine(event), LogFormat::Journal, {})
                            << QByteArray{expected} + '\n';
    };
    const Endpoint endpoint{QHostAddress{QStringLiteral("10.0.0.4")}, 4000};
    row("joined",
        PeerEvent{PeerJoined{hostName("a"), endpoint, "x\n/1"}},
        "<6>joined peer=a address=10.0.0.4 port=4000 agent=\"x\ufffd/1\"");
    row("left",
        PeerEvent{PeerLeft{hostName("a"), endpoint, LeaveReason::Silent}},
        "<6>left peer=a address=10.0.0.4 reason=silent");
    row("refused",
        PeerEvent{PeerRefused{endpoint.address, hostName("a"), protocol::RefusalCode::NameTaken}},
        "<6>refused address=10.0.0.4 peer=a code=name-taken");
    row("banned",
        PeerEvent{PeerRefused{endpoint.address, {}, protocol::RefusalCode::Banned}},
        "<6>banned address=10.0.0.4");
    row("exhausted",
        PeerEvent{OutOfRoom{960}},
        "<4>exhausted connections=960 text=\"no room for more connections; raise the limit of open "
        "files (ulimit -n, LimitNOFILE=) to serve more\"");
    row("started",
        TrackerStarted{endpoint, 2},
        "<6>started listen=10.0.0.4:4000 threads=2 version=" FT_VERSION);
    row("stopped", TrackerStopped{}, "<6>stopped");
    row("kicked", PeerKicked{hostName("a"), {}}, "<6>kicked peer=a");
    row("ban",
        BanAdded{{hostName("a"), std::chrono::sys_seconds{1'700'000'000s}, {}}},
        "<6>ban who=a until=2023-11-14T22:13:20Z");
    row("unban", BanLifted{hostName("a")}, "<6>unban who=a");
    row("reloaded",
        Reloaded{{QStringLiteral("ping: 30 -> 5")}, {QStringLiteral("port")}},
        "<6>reloaded changed=\"ping: 30 -> 5\" need-restart=port");
    row("limit", LimitChanged{QStringLiteral("ping"), 5}, "<6>limit name=ping value=5");
}

void TestEventLog::tellsEvents()
{
    QFETCH(const QByteArray, told);
    QTEST(told, "expected");
}

void TestEventLog::takesWhatQtSays()
{
    const auto log = logOf(LogLevel::Warning);
    {
        const MessageHandler handler{*log};
        qCWarning(logNet, "out of %s", "shoes");
        qCInfo(logNet, "not worth it");
    }
    QCOMPARE(m_lines.size(), std::size_t{1});
    QCOMPARE(m_lines.front(), QByteArray{"<4>message from=ft.net text=\"out of shoes\"\n"});
    QTest::ignoreMessage(QtWarningMsg, "afterwards");
    qCWarning(logNet, "afterwards");
    QCOMPARE(m_lines.size(), std::size_t{1});
}

QTEST_APPLESS_MAIN(TestEventLog)
#include "tst_eventlog.moc"
