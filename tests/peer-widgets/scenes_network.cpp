#include "peer-gui/widgets/networkpage.h"
#include "tests/peer-models/samplepeers.h"
#include "tests/peer-widgets/stage.h"

#include <QAction>
#include <QTabWidget>
#include <QTest>
#include <QTreeView>

namespace ft::scenes {

namespace {

using namespace std::chrono_literals;
using namespace ft::sample;
using engine::ChecksumMark;
using Check = engine::ConnectivityCheck;

void listPeers(Stage &stage)
{
    auto studio = listedPeer("studio-a", "10.0.0.4:40112", 2'310, 48'300'000'000);
    studio.isReachable = true;
    studio.roundTrip = 820us;
    auto lab = listedPeer("lab-7.physics", "10.0.3.77:41923", 91'204, 3'120'400'000'000);
    lab.isReachable = true;
    lab.roundTrip = 13'400us;
    auto attic = listedPeer("attic", "[fd00::21]:51200", 12, 8'100'000);
    attic.isReachable = false;
    auto self = listedPeer("ada-desk", "10.0.0.9:40000", 4, 48'340'864);
    self.isReachable = true;
    self.roundTrip = 310us;
    stage.commands.network.peers = {studio,
                                    lab,
                                    attic,
                                    self,
                                    listedPeer(nullptr, "10.0.8.130:6000", 5, 1'200'000),
                                    listedPeer("a-peer-with-a-name-as-long-as-names-may-be.of-a-"
                                               "department",
                                               "[2001:db8:85a3::8a2e:370:7334]:65535",
                                               1,
                                               0)};
    stage.fillShare();
    stage.join();
    stage.window->go(Place::Network);
}

widgets::NetworkPage &page(const Stage &stage)
{
    return *stage.window->findChild<widgets::NetworkPage *>();
}

std::vector<engine::ToldFile> share()
{
    return {toldFile("README.txt", 812),
            toldFile("docs/annual report 2025.pdf", 5'310'220),
            toldFile("docs/annual report 2026 (draft) with a very long name that nobody would ever "
                     "type by hand.pdf",
                     6'310'220),
            toldFile("maps/北京地图.png", 9'120'441),
            toldFile("maps/harbour-1897.png", 14'902'330),
            toldFile("music/goldberg-aria.flac", 31'220'118),
            toldFile("photos/summer/IMG_2210.jpg", 5'310'220),
            toldFile("photos/summer/IMG_2211.jpg", 5'110'002),
            toldFile("photos/winter/IMG_0002.jpg", 4'902'117)};
}

/// An action by its shortcut, which is the same in every language.
void trigger(const Stage &stage, const QKeySequence &shortcut)
{
    for (QAction *action : page(stage).actionList()) {
        if (action->shortcut() == shortcut)
            action->trigger();
    }
}

void browse(Stage &stage)
{
    listPeers(stage);
    page(stage).browse(QStringLiteral("studio-a"));
    stage.commands.network.answer(share());
    auto *tree = page(stage).findChild<QTreeView *>();
    tree->expandAll();
    tree->setCurrentIndex(tree->model()->index(1, 0, tree->model()->index(0, 0)));
}

/// All at once: many thousand files in the share.
void browseMany(Stage &stage)
{
    listPeers(stage);
    page(stage).browse(QStringLiteral("lab-7.physics"));
    std::vector<engine::ToldFile> files;
    for (int i = 0; i < 20'000; ++i)
        files.push_back(toldFile(QByteArray{"runs/" + QByteArray::number(i / 100) + "/detector-"
                                            + QByteArray::number(i) + ".dat"}
                                     .constData(),
                                 static_cast<std::uint64_t>(i) * 997));
    stage.commands.network.questions.back().hear({files, false, {}});
    auto *tree = page(stage).findChild<QTreeView *>();
    tree->expand(tree->model()->index(0, 0));
}

void list(Stage &stage)
{
    listPeers(stage);
    page(stage).browse(QStringLiteral("studio-a"));
    stage.commands.network.answer(share());
    trigger(stage, Qt::CTRL | Qt::SHIFT | Qt::Key_L);
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("\\.(pdf|png)$"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
}

void checkAll(Stage &stage)
{
    listPeers(stage);
    page(stage).browse(QStringLiteral("studio-a"));
    stage.commands.network.answer(share());
    trigger(stage, Qt::CTRL | Qt::SHIFT | Qt::Key_H);
    auto files = share();
    for (auto &file : files)
        file = toldFile(file.record.path.utf8().constData(), file.record.size, ChecksumMark::Same);
    files[1].mark = ChecksumMark::Changed;
    files[3].mark = ChecksumMark::New;
    files[4].mark = ChecksumMark::Gone;
    files[5].mark = ChecksumMark::Changing;
    files[5].record.md5.reset();
    stage.commands.network.answer(files);
    stage.selectRow(1);
}

/// As it is for a peer behind a router.
engine::ConnectivityReport mixedReport()
{
    auto report = sample::report(Check::State::Works);
    const auto set = [&report](Check::Subject subject, const char *place) -> Check & {
        Check &check = report.checks[static_cast<std::size_t>(subject)];
        check.place = QString::fromUtf8(place);
        return check;
    };
    set(Check::Subject::TrackerName, "tracker.example");
    set(Check::Subject::TrackerPort, "tracker.example:1234").time = 12'400us;
    set(Check::Subject::Acceptance, "203.0.113.7");
    set(Check::Subject::OwnPort, "0.0.0.0:40000");
    auto &reach = set(Check::Subject::Reachability, "203.0.113.7:40000");
    reach.state = Check::State::Fails;
    reach.reason = Check::Reason::BehindRouter;
    auto &others = set(Check::Subject::OtherPeers, "");
    others.amount = 2;
    others.outOf = 3;
    auto &udp = set(Check::Subject::Udp, "");
    udp.state = Check::State::Unknown;
    udp.reason = Check::Reason::NotOffered;
    set(Check::Subject::DownloadFolder, "/home/ada/Downloads/FileTracker").amount = 81'200'000'000;
    set(Check::Subject::StateFolder, "/home/ada/.local/share/filetracker");
    set(Check::Subject::ShareFolders, "").amount = 4;
    return report;
}

} // namespace

std::vector<Scene> networkScenes()
{
    return {{"network-joining",
             Place::Network,
             [](Stage &) {
             }},
            {"network-alone",
             Place::Network,
             [](Stage &stage) {
                 stage.fillShare();
                 stage.join();
             }},
            {"network-peers",
             Place::Network,
             [](Stage &stage) {
                 listPeers(stage);
                 stage.selectRow(4);
                 trigger(stage, Qt::CTRL | Qt::Key_P);
                 if (!stage.commands.network.pings.empty())
                     stage.commands.network.pings.back().done(
                         pingAnswer({820us, 910us, 1'240us, 870us}));
             }},
            {"network-browse", Place::Network, browse},
            {"network-browsemany", Place::Network, browseMany},
            {"network-browsefails",
             Place::Network,
             [](Stage &stage) {
                 listPeers(stage);
                 page(stage).browse(QStringLiteral("attic"));
                 stage.commands.network.refuse({engine::ProblemCode::SourceUnreachable,
                                                engine::Operation::Connect,
                                                QStringLiteral("[fd00::21]:51200"),
                                                QStringLiteral("Connection refused")});
             }},
            {"network-list",
             Place::Network,
             [](Stage &stage) {
                 list(stage);
                 stage.commands.network.answer({share()[1], share()[3], share()[4]});
             }},
            {"network-listfails",
             Place::Network,
             [](Stage &stage) {
                 list(stage);
                 stage.commands.network.refuse({engine::ProblemCode::BadQuery,
                                                engine::Operation::AskPeer,
                                                QStringLiteral("("),
                                                QStringLiteral("missing ): (")});
             }},
            {"network-checksums", Place::Network, checkAll},
            {"network-connection",
             Place::Network,
             [](Stage &stage) {
                 listPeers(stage);
                 page(stage).checkConnection();
                 stage.commands.network.checks.back()(mixedReport());
             }},
            {"network-connectionfirst",
             Place::Network,
             [](Stage &stage) {
                 listPeers(stage);
                 page(stage).findChild<QTabWidget *>()->setCurrentIndex(1);
             }},
            {"network-connectionruns", Place::Network, [](Stage &stage) {
                 listPeers(stage);
                 page(stage).checkConnection();
                 stage.commands.network.checks.back()(sample::report(Check::State::Running));
             }}};
}

} // namespace ft::scenes
