#include "peer-gui/widgets/transferspage.h"
#include "tests/peer-widgets/stage.h"

#include <QTabBar>
#include <QTabWidget>

#include <cmath>

namespace ft::scenes {

namespace {

using namespace sample;
using namespace std::chrono_literals;

using engine::TransferState;

constexpr int RunningRow = 3;

engine::TransferSource sourceOf(const char *host,
                                const char *address,
                                std::uint64_t rate,
                                std::uint64_t bytes)
{
    engine::TransferSource source;
    source.endpoint = endpoint(address);
    source.host = HostName::parse(host);
    source.state = engine::TransferSource::State::Active;
    source.rate = rate;
    source.bytes = bytes;
    return source;
}

/// A file that is so far from its start, with holes, and with stretches under way behind that.
engine::PieceMap mapOf(double fraction)
{
    using Cell = engine::PieceMap::Cell;
    engine::PieceMap map;
    for (int i = 0; i < engine::PieceMap::MostCells; ++i) {
        const double at = static_cast<double>(i) / engine::PieceMap::MostCells;
        Cell cell = Cell::Missing;
        if (at < fraction)
            cell = i % 61 == 60 ? Cell::Partial : Cell::Verified;
        else if (at < fraction + 0.03)
            cell = i % 2 == 0 ? Cell::Active : Cell::Partial;
        map.cells += static_cast<char>(cell);
    }
    return map;
}

void fillTransfers(Stage &stage)
{
    const auto studio = [](FileRecord f) {
        return record(std::move(f), "studio-a", "10.0.0.4:40112");
    };
    auto running = transferOf(
        6,
        studio(file("debian-12.9.0-amd64-netinst.iso", "application/x-iso", 662'700'032)),
        TransferState::Transferring,
        301'200'000);
    running.rate = 48'300'000;
    running.eta = 7s;
    running.sources = {sourceOf("studio-a", "10.0.0.4:40112", 24'100'000, 190'000'000),
                       sourceOf("lab-7.physics", "10.0.3.77:41923", 24'200'000, 111'200'000),
                       sourceOf("attic", "10.0.9.3:51200", 0, 0)};
    running.sources[2].state = engine::TransferSource::State::Queued;
    running.sources[2].place = 3;
    running.pieces = mapOf(0.455);
    auto second = transferOf(
        5,
        record(file("lectures/2026-03 Graph theory.mp4", "video/mp4", 1'402'113'004),
               "lab-7.physics",
               "10.0.3.77:41923"),
        TransferState::Transferring,
        98'000'000);
    second.rate = 6'100'000;
    second.eta = 214s;
    second.sources = {sourceOf("lab-7.physics", "10.0.3.77:41923", 6'100'000, 96'000'000),
                      sourceOf("studio-a", "10.0.0.4:40112", 0, 2'000'000),
                      sourceOf("attic", "10.0.9.3:51200", 0, 0)};
    second.sources[1].state = engine::TransferSource::State::Dropped;
    second.sources[1].problem = engine::Problem{engine::ProblemCode::SourceUnreachable,
                                                engine::Operation::Connect,
                                                QStringLiteral("10.0.0.4:40112"),
                                                QStringLiteral("Connection refused")};
    second.sources[2].state = engine::TransferSource::State::Banned;
    second.sources[2].problem = engine::Problem{engine::ProblemCode::PieceMismatch,
                                                engine::Operation::Download,
                                                QStringLiteral("10.0.9.3:51200"),
                                                {}};
    second.pieces = mapOf(0.07);
    auto paused = transferOf(8,
                             studio(file("photos/summer.tar", "application/x-tar", 880'000'000)),
                             TransferState::Paused,
                             610'000'000);
    auto queued = transferOf(7,
                             studio(file("maps/harbour-1897.png", "image/png", 14'902'330)),
                             TransferState::Queued,
                             0);
    queued.wait = engine::WaitReason{engine::WaitReason::Kind::Turn, 2, stage.clock.wallTime()};
    auto full = transferOf(9,
                           studio(
                               file("backup-2026-03.tar.zst", "application/zstd", 8'100'000'000)),
                           TransferState::Waiting,
                           5'200'000'000);
    full.wait = engine::WaitReason{engine::WaitReason::Kind::Space,
                                   2'100'000'000,
                                   stage.clock.wallTime()};
    auto done = transferOf(3,
                           studio(file("slides/merkle-trees.pdf", "application/pdf", 2'210'004)),
                           TransferState::Done,
                           2'210'004);
    done.elapsed = 1400ms;
    done.path = QStringLiteral("/home/ada/Downloads/FileTracker/merkle-trees.pdf");
    auto failed = transferOf(2,
                             record(file("北京地图.png", "image/png", 9'120'441),
                                    "attic",
                                    "10.0.9.3:51200"),
                             TransferState::Failed,
                             4'194'304);
    failed.problem = engine::Problem{engine::ProblemCode::SourceGone,
                                     engine::Operation::Download,
                                     QStringLiteral("10.0.9.3:51200"),
                                     {}};
    auto canceled = transferOf(1,
                               studio(
                                   file("old-backup.tar.zst", "application/zstd", 4'100'200'300)),
                               TransferState::Canceled,
                               120'000'000);
    std::vector<engine::TransferSnapshot> all{
        full,
        paused,
        queued,
        running,
        second,
        transferOf(4,
                   studio(file("photos/summer/IMG_2210.jpg", "image/jpeg", 5'310'220)),
                   TransferState::Connecting,
                   0),
        done,
        failed,
        canceled};
    for (auto &transfer : all)
        transfer.added = stage.clock.wallTime() - 900s;
    stage.window->showTransfers(all);
}

/// Five minutes pass, in which the first running download is now fast, now slow.
void letPass(Stage &stage)
{
    auto *page = stage.window->findChild<widgets::TransfersPage *>();
    auto shown = *page->transfers().find(engine::TransferId{6});
    constexpr int Seconds = 300;
    for (int second = 0; second < Seconds; ++second) {
        const double wave = std::sin(second / 40.0) * std::sin(second / 7.0);
        shown.rate = static_cast<std::uint64_t>(30e6 + 18e6 * wave);
        shown.sources[2].state = second < 100 ? engine::TransferSource::State::Active
                                              : engine::TransferSource::State::Queued;
        stage.window->showTransfers({shown});
        stage.clock.advance(1s);
        page->noteSpeeds();
    }
}

void goToTab(Stage &stage, int tab)
{
    for (auto *tabs : stage.window->findChildren<QTabWidget *>()) {
        if (tabs->isVisible())
            tabs->setCurrentIndex(tab);
    }
}

void goToUploads(Stage &stage)
{
    stage.window->go(Place::Transfers);
    stage.window->findChild<widgets::TransfersPage *>()->findChild<QTabBar *>()->setCurrentIndex(1);
}

void fillMany(Stage &stage)
{
    std::vector<engine::TransferSnapshot> all;
    for (std::uint32_t id = 1; id <= 1000; ++id) {
        const QByteArray path = "Ελληνικά/архив/a very long folder name that goes on and on/part "
                                + QByteArray::number(id) + " of the collected works.tar.zst";
        auto one = transferOf(id,
                              record(file(path.constData(), "x", 1'000'000ULL * id),
                                     "studio-a",
                                     "10.0.0.4:40112"),
                              static_cast<TransferState>(id % 12),
                              500'000ULL * id);
        one.rate = id * 3'000;
        one.eta = std::chrono::seconds{id * 97};
        one.added = stage.clock.wallTime();
        all.push_back(one);
    }
    stage.window->showTransfers(all);
}

void fillUploads(Stage &stage)
{
    engine::UploadSnapshot served;
    served.id = 1;
    served.name = QStringLiteral("music/goldberg-aria.flac");
    served.peer = HostName::parse("studio-a");
    served.endpoint = endpoint("10.0.0.4:51120");
    served.sent = 12'300'000;
    served.rate = 4'100'000;
    auto waiting = served;
    waiting.id = 2;
    waiting.peer = HostName::parse("lab-7.physics");
    waiting.endpoint = endpoint("[fd00::77]:40410");
    waiting.rate = 0;
    waiting.sent = 0;
    waiting.place = 1;
    auto over = served;
    over.id = 3;
    over.name = QStringLiteral("slides/merkle-trees.pdf");
    over.peer.reset();
    stage.window->showUploads({served, waiting, over});
    stage.clock.advance(3s);
    over.isOver = true;
    stage.window->showUploads({over});
}

} // namespace

std::vector<Scene> transferScenes()
{
    return {{"transfers-empty",
             Place::Transfers,
             [](Stage &stage) {
                 stage.fillShare();
                 stage.join();
             }},
            {"transfers-rows",
             Place::Transfers,
             [](Stage &stage) {
                 stage.fillShare();
                 stage.join();
                 fillTransfers(stage);
                 stage.window->go(Place::Transfers);
                 stage.selectRow(RunningRow);
             }},
            {"transfers-speed",
             Place::Transfers,
             [](Stage &stage) {
                 fillTransfers(stage);
                 stage.window->go(Place::Transfers);
                 stage.selectRow(RunningRow);
                 letPass(stage);
                 goToTab(stage, 1);
             }},
            {"transfers-total",
             Place::Transfers,
             [](Stage &stage) {
                 fillTransfers(stage);
                 fillUploads(stage);
                 stage.window->go(Place::Transfers);
                 letPass(stage);
                 goToTab(stage, 1);
             }},
            {"transfers-timeline",
             Place::Transfers,
             [](Stage &stage) {
                 fillTransfers(stage);
                 stage.window->go(Place::Transfers);
                 stage.selectRow(RunningRow);
                 letPass(stage);
                 goToTab(stage, 2);
             }},
            {"transfers-many",
             Place::Transfers,
             [](Stage &stage) {
                 fillMany(stage);
                 stage.window->go(Place::Transfers);
                 stage.selectRow(2);
             }},
            {"uploads-empty",
             Place::Transfers,
             [](Stage &stage) {
                 goToUploads(stage);
             }},
            {"uploads-rows", Place::Transfers, [](Stage &stage) {
                 fillUploads(stage);
                 goToUploads(stage);
                 stage.selectRow(1);
             }}};
}

} // namespace ft::scenes
