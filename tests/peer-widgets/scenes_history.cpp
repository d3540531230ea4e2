#include "tests/peer-widgets/historyentries.h"
#include "tests/peer-widgets/stage.h"

#include <QLineEdit>
#include <QToolButton>

namespace ft::scenes {

using namespace std::chrono_literals;
using engine::ProblemCode;
using engine::RequestKind;
using engine::RequestOutcome;

namespace {

std::vector<engine::HistoryEntry> someEntries()
{
    auto running = sample::fetched(19, "film/expedition-1911/reel 4 of 7 (restored, silent).mkv");
    running.outcome = RequestOutcome::Running;
    running.size = 4'870'000'000;
    running.bytes = 1'200'000'000;
    running.duration = 95s;
    running.path.clear();
    auto failed = sample::fetched(18, "maps/harbour-1897.png");
    failed.outcome = RequestOutcome::Failed;
    failed.reason = ProblemCode::SourceGone;
    failed.path.clear();
    auto refused = sample::served(17, "private/taxes.ods");
    refused.outcome = RequestOutcome::Refused;
    refused.reason = protocol::RefusalCode::NoSuchFile;
    refused.count = 14;
    refused.bytes = 0;
    refused.duration = 0ms;
    refused.peer.clear();
    auto listed = sample::fetched(16, "");
    listed.kind = RequestKind::IndexGet;
    listed.count = 1'204;
    listed.path.clear();
    listed.size.reset();
    listed.duration = 300ms;
    auto hashed = sample::served(15, "slides/merkle-trees.pdf");
    hashed.kind = RequestKind::FileHash;
    hashed.peer = QStringLiteral("лаборатория-5");
    auto browsed = listed;
    browsed.id = 14;
    browsed.begun -= 2h;
    browsed.kind = RequestKind::Browse;
    auto canceled = sample::fetched(13, "资料/年度报告 2025.pdf");
    canceled.outcome = RequestOutcome::Canceled;
    canceled.path.clear();
    auto interrupted = sample::served(12, "music/goldberg-aria.flac");
    interrupted.outcome = RequestOutcome::Interrupted;
    return {running,
            failed,
            refused,
            listed,
            hashed,
            browsed,
            canceled,
            interrupted,
            sample::fetched(11, "notes/field-trip.txt"),
            sample::searched(10, "harbour type:image after:1890", 3),
            sample::served(9, "music/goldberg-aria.flac")};
}

void show(Stage &stage, const std::vector<engine::HistoryEntry> &entries)
{
    stage.commands.history.page = {entries, entries.size() >= 200};
    stage.commands.history.entries = entries.size() >= 200 ? 104'312 : entries.size();
    stage.fillShare();
    stage.join();
    stage.window->go(Place::History);
    stage.selectRow(0);
}

void playLoaded(Stage &stage)
{
    std::vector<engine::HistoryEntry> many;
    while (many.size() < 200) {
        for (const auto &entry : someEntries())
            many.push_back(entry);
    }
    std::int64_t id = 100'000;
    for (auto &entry : many) {
        entry.begun = sample::fetched(--id % 2'000, "").begun;
        entry.id = id;
    }
    show(stage, many);
}

void playBusyStatus(Stage &stage)
{
    show(stage, someEntries());
    stage.window->showShare(
        {2'310, 48'340'864'000, 9'110, 4'100'000'000, 9'120'400'000, false, 0, 125s});
    auto transfer = sample::transfer(1, "film.mkv", engine::TransferState::Transferring);
    transfer.rate = 11'400'000;
    stage.window->showTransfers({transfer});
    engine::UploadSnapshot upload;
    upload.id = 1;
    upload.rate = 840'000;
    stage.window->showUploads({upload});
}

} // namespace

std::vector<Scene> historyScenes()
{
    return {{"history-empty",
             Place::History,
             [](Stage &stage) {
                 show(stage, {});
             }},
            {"history-rows",
             Place::History,
             [](Stage &stage) {
                 show(stage, someEntries());
             }},
            {"history-full", Place::History, playLoaded},
            {"history-busy", Place::History, playBusyStatus},
            {"history-nothing-found",
             Place::History,
             [](Stage &stage) {
                 show(stage, {});
                 for (auto *box : stage.window->findChildren<QLineEdit *>()) {
                     if (box->isVisible() && !box->isReadOnly() && box->text().isEmpty()) {
                         box->setText(QStringLiteral("harbour"));
                         QMetaObject::invokeMethod(box, "returnPressed");
                         break;
                     }
                 }
             }},
            {"history-unusable", Place::History, [](Stage &stage) {
                 stage.commands.history.problem = engine::Problem{
                     ProblemCode::HistoryUnusable,
                     engine::Operation::History,
                     QStringLiteral("/home/ada/.local/share/filetracker/peer/history.sqlite"),
                     QStringLiteral("Permission denied")};
                 show(stage, {});
             }}};
}

} // namespace ft::scenes
