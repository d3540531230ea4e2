#include "common/base/clock.h"
#include "peer-gui/widgets/peerlist.h"
#include "tests/peer-widgets/fakenetwork.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace ft;
using namespace ft::widgets;
using namespace std::chrono_literals;

namespace {

/// Peers that answer when told to.
class SlowPeers final : public NetworkCommands
{
public:
    std::vector<Done<std::vector<engine::ListedPeer>>> asked;

    void listPeers(QObject *, Done<std::vector<engine::ListedPeer>> done) override
    {
        asked.push_back(std::move(done));
    }
    void ask(const QString &, const engine::PeerQuestion &, QObject *, Hear) override {}
    void ping(const QString &, QObject *, Done<engine::PingAnswer>) override {}
    void fetch(const QString &, const QString &, Transport) override {}
    void download(const SourceRecord &, Transport) override {}
    void checkConnectivity(QObject *, HearReport) override {}
    void cancelConnectivity() override {}
};

struct Fixture
{
    SystemClock clock;
    engine::EngineSettings settings = [] {
        engine::EngineSettings made;
        made.tracker = HostPort{QStringLiteral("t"), 1};
        return made;
    }();
    models::TrackerWatch tracker{settings, clock};
    SlowPeers commands;
};

} // namespace

class TestPeerList final : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void asksAgainByItselfOneQuestionAtATime()
    {
        Fixture f;
        PeerList list{f.commands, f.tracker, {1ms, 1h, 1}};
        list.setSeen(true);
        QVERIFY(f.commands.asked.empty());
        f.tracker.noteJoined();
        QCOMPARE(f.commands.asked.size(), 1U);
        list.refresh();
        QCOMPARE(f.commands.asked.size(), 1U);
        f.commands.asked.back()(std::vector<engine::ListedPeer>{});
        QTRY_COMPARE(f.commands.asked.size(), 2U);
    }

    void takesItsTimeWhileNobodyLooks()
    {
        Fixture f;
        PeerList list{f.commands, f.tracker, {0ms, 1h, 1}};
        f.tracker.noteJoined();
        f.commands.asked.back()(std::vector<engine::ListedPeer>{});
        QCoreApplication::processEvents();
        QCOMPARE(f.commands.asked.size(), 1U);
        list.setSeen(true);
        QTRY_COMPARE(f.commands.asked.size(), 2U);
    }

    void stopsWhenItHasLeft()
    {
        Fixture f;
        PeerList list{f.commands, f.tracker, {0ms, 0ms, 1}};
        QSignalSpy listed{&list, &PeerList::listed};
        QSignalSpy left{&list, &PeerList::left};
        f.tracker.noteJoined();
        f.tracker.noteLost({}, 1min);
        QCOMPARE(left.count(), 1);
        f.commands.asked.back()(std::vector<engine::ListedPeer>{});
        QCoreApplication::processEvents();
        QCOMPARE(listed.count(), 0);
        QCOMPARE(f.commands.asked.size(), 1U);
    }

    void tellsWhatWentWrongAndTriesAgain()
    {
        Fixture f;
        PeerList list{f.commands, f.tracker, {0ms, 0ms, 1}};
        QSignalSpy failed{&list, &PeerList::failed};
        f.tracker.noteJoined();
        f.commands.asked.back()(tl::unexpected(engine::Problem{}));
        QCOMPARE(failed.count(), 1);
        QTRY_COMPARE(f.commands.asked.size(), 2U);
    }
};

QTEST_GUILESS_MAIN(TestPeerList)
#include "tst_peerlist.moc"
