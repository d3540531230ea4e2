#include "peer-gui/widgets/firststart.h"
#include "peer-gui/widgets/preferencesdialog.h"
#include "tests/peer-widgets/stage.h"

#include <QTest>

namespace ft::scenes {

namespace {

using engine::FolderPreview;
using engine::PrivateKind;

const auto Folder = QStringLiteral("/home/ada/FileTracker");

FolderPreview preview(FolderPreview::State state = FolderPreview::State::Done)
{
    FolderPreview preview;
    preview.folder = Folder;
    preview.state = state;
    return preview;
}

FolderPreview filledPreview()
{
    auto found = preview();
    found.files = 1'204;
    found.bytes = 3'112'400'118;
    found.hidden = 12;
    found.names = {QStringLiteral("field-trip.txt"),
                   QStringLiteral("goldberg-aria.flac"),
                   QStringLiteral("Ảnh gia đình/Tết 2025 – bữa cơm tất niên ở nhà bà ngoại.jpg"),
                   QStringLiteral("地図/港湾図 1897年版.png"),
                   QStringLiteral("slides/merkle-trees.pdf"),
                   QStringLiteral("slides/second.pdf")};
    return found;
}

FolderPreview privatePreview()
{
    auto found = filledPreview();
    found.privatePlaces = {{QStringLiteral("backup/laptop/id_rsa"), PrivateKind::Keys},
                           {QStringLiteral("backup/server.pem"), PrivateKind::Keys},
                           {QStringLiteral("Passwords.kdbx"), PrivateKind::Passwords},
                           {QStringLiteral("old/thunderbird"), PrivateKind::Mail},
                           {QStringLiteral("old/chromium"), PrivateKind::Browser}};
    return found;
}

void openFirstStart(Stage &stage, const FolderPreview &found, int step)
{
    stage.openSetup();
    auto *dialog = new widgets::FirstStart{*stage.keeper, stage.setup, Folder, stage.window.get()};
    dialog->open();
    stage.setup.previews.back().hear(found);
    for (int i = 0; i < step; ++i)
        QTest::keyClick(dialog, Qt::Key_Return);
    dialog->adjustSize();
}

void openPreferences(Stage &stage, widgets::PreferencesDialog::Part part)
{
    stage.openSetup();
    auto *dialog = new widgets::PreferencesDialog{*stage.keeper, stage.setup, stage.window.get()};
    dialog->showPart(part);
    dialog->open();
    stage.setup.trials.back().done(engine::JoinInfo{});
}

} // namespace

std::vector<Scene> startScenes()
{
    using Part = widgets::PreferencesDialog::Part;
    return {
        {"start-share-new",
         Place::Search,
         [](Stage &stage) {
             openFirstStart(stage, preview(FolderPreview::State::Missing), 0);
         }},
        {"start-share",
         Place::Search,
         [](Stage &stage) {
             openFirstStart(stage, filledPreview(), 0);
         }},
        {"start-share-private",
         Place::Search,
         [](Stage &stage) {
             openFirstStart(stage, privatePreview(), 0);
         }},
        {"start-share-home",
         Place::Search,
         [](Stage &stage) {
             auto home = privatePreview();
             home.breadth = FolderPreview::Breadth::Home;
             openFirstStart(stage, home, 0);
         }},
        {"start-share-unreadable",
         Place::Search,
         [](Stage &stage) {
             openFirstStart(stage, preview(FolderPreview::State::Unreadable), 0);
         }},
        {"start-downloads",
         Place::Search,
         [](Stage &stage) {
             openFirstStart(stage, filledPreview(), 1);
         }},
        {"start-downloads-unwritable",
         Place::Search,
         [](Stage &stage) {
             stage.setup.noDownloads = engine::ConnectivityCheck::Reason::NotWritable;
             openFirstStart(stage, filledPreview(), 1);
         }},
        {"start-tracker",
         Place::Search,
         [](Stage &stage) {
             openFirstStart(stage, filledPreview(), 2);
             stage.setup.trials.back().done(engine::JoinInfo{});
         }},
        {"start-tracker-away",
         Place::Search,
         [](Stage &stage) {
             openFirstStart(stage, filledPreview(), 2);
             stage.setup.trials.back().done(
                 tl::unexpected(engine::Problem{engine::ProblemCode::TrackerUnreachable,
                                                engine::Operation::Join,
                                                QStringLiteral("tracker.example:1234"),
                                                QStringLiteral("Connection refused")}));
         }},
        {"preferences-network",
         Place::Search,
         [](Stage &stage) {
             openPreferences(stage, Part::Network);
         }},
        {"preferences-downloads",
         Place::Search,
         [](Stage &stage) {
             openPreferences(stage, Part::Downloads);
         }},
        {"preferences-limits",
         Place::Search,
         [](Stage &stage) {
             openPreferences(stage, Part::Limits);
         }},
    };
}

} // namespace ft::scenes
