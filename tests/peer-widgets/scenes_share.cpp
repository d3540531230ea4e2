#include "peer-gui/widgets/excludesdialog.h"
#include "peer-gui/widgets/shareactions.h"
#include "peer-gui/widgets/sharefoldersview.h"
#include "peer-gui/widgets/sharepage.h"
#include "peer-gui/widgets/tableview.h"
#include "tests/peer-widgets/stage.h"

#include <QAction>
#include <QDragEnterEvent>
#include <QMimeData>
#include <QTest>
#include <QUrl>

namespace ft::scenes {

using namespace std::chrono_literals;
using State = engine::ShareFolderInfo::State;
using widgets::SharePage;

namespace {

engine::SharedFileInfo fileAt(const QString &folder,
                              const char *name,
                              const char *type,
                              std::uint64_t size)
{
    auto file = sample::shared(name, size);
    file.record.type = type;
    file.localPath = folder % u'/' % QString::fromUtf8(name);
    return file;
}

engine::UploadSnapshot uploadOf(std::uint32_t id, const char *name, const char *peer)
{
    engine::UploadSnapshot upload;
    upload.id = id;
    upload.name = QString::fromUtf8(name);
    upload.peer = HostName::parse(peer).value();
    upload.rate = 1'200'000;
    return upload;
}

/// Three folders, one of them taken out and one not there, and a file by itself.
void fill(Stage &stage)
{
    const auto music = QStringLiteral("/home/ada/Music");
    const auto papers = QStringLiteral("/home/ada/Documents/papers");
    auto &share = stage.commands.share;
    share.share(music, State::Watched);
    share.share(papers, State::Rescanned);
    share.library.folders.back().realPath = papers;
    share.library.folders.front().leftOut = 17;
    share.share(QStringLiteral("/media/ada/archive"), State::Missing);
    share.share(QStringLiteral("/home/ada/Pictures/private"), State::Off);
    share.shares = {
        fileAt(music, "bach/goldberg/01 aria.flac", "audio/flac", 31'220'118),
        fileAt(music, "bach/goldberg/02 variatio 1.flac", "audio/flac", 18'004'771),
        fileAt(music, "bach/suites/prelude in g.flac", "audio/flac", 22'870'014),
        fileAt(music, "field recordings/harbour, early morning.wav", "audio/wav", 412'870'044),
        fileAt(papers, "merkle-trees.pdf", "application/pdf", 2'210'004),
        fileAt(papers, "notes/field-trip.txt", "text/plain", 8'412),
        fileAt(papers, "maps/harbour-1897.png", "image/png", 14'902'330),
        fileAt(QStringLiteral("/home/ada/Downloads"),
               "debian-12.5.0-amd64-netinst.iso",
               "application/x-iso9660-image",
               659'554'304)};
    share.shares[2].isDamaged = true;
    share.shares[3].isHashing = true;
    share.shares[3].record.root.reset();
    constexpr std::chrono::sys_seconds Lately{std::chrono::seconds{1'773'580'000}};
    share.served = {
        {QStringLiteral("bach/goldberg/01 aria.flac"), {}, 41, 1'280'024'838, Lately},
        {QStringLiteral("merkle-trees.pdf"), {}, 1'204, 2'660'844'816, Lately - 72h},
        {QStringLiteral("debian-12.5.0-amd64-netinst.iso"), {}, 3, 1'978'662'912, Lately}};
}

SharePage &pageOf(const Stage &stage)
{
    return *stage.window->findChild<SharePage *>();
}

/// Until the table is there.
void tell(const Stage &stage, const engine::ShareSummary &summary)
{
    stage.window->showShare(summary);
    const auto *table = pageOf(stage).findChild<widgets::TableView *>();
    (void)QTest::qWaitFor([table] { return table->model()->rowCount() > 0; });
}

constexpr engine::ShareSummary Settled{8, 1'161'000'000, 8, 10, 10, true, 0, {}};

void showRows(Stage &stage)
{
    fill(stage);
    tell(stage, Settled);
    stage.window->showUploads(
        {uploadOf(1, "merkle-trees.pdf", "studio-a"), uploadOf(2, "merkle-trees.pdf", "lab-7")});
    stage.join();
    pageOf(stage).findChild<widgets::TableView *>()->selectRow(3);
}

void showHashing(Stage &stage)
{
    fill(stage);
    tell(stage,
         {7,
          749'000'000,
          911,
          1'203'000'000,
          9'120'400'000,
          false,
          340'000'000,
          std::chrono::seconds{23}});
    stage.window->showNotice({engine::ShareNotice::Kind::SymlinkOutside,
                              QStringLiteral("/home/ada/Music/private"),
                              0,
                              {}});
    stage.window->showNotice({engine::ShareNotice::Kind::FileUnreadable,
                              QStringLiteral("/home/ada/Music/locked.db"),
                              EACCES,
                              {}});
    pageOf(stage).findChild<widgets::ShareFoldersView *>()->select(
        QStringLiteral("share:/home/ada/Music"));
}

void showFull(Stage &stage)
{
    const auto music = QStringLiteral("/srv/media");
    auto &share = stage.commands.share;
    share.share(music, State::Watched);
    for (int i = 0; i < 20'000; ++i) {
        const auto name = QStringLiteral("Artist %1/Album %2/%3 – Ein recht langer Titel.flac")
                              .arg(i / 400)
                              .arg(i / 20)
                              .arg(i % 20 + 1, 2, 10, QChar{u'0'});
        share.shares.push_back(fileAt(music,
                                      name.toUtf8().constData(),
                                      "audio/flac",
                                      static_cast<std::uint64_t>(i) * 7'919 % 60'000'000));
    }
    tell(stage, {20'000, 599'000'000'000, 20'000, 10, 10, true, 0, {}});
    stage.join();
}

void showNames(Stage &stage)
{
    const auto folder = QStringLiteral("/home/ada/Sammlung äußerst langer Ordnernamen für alle");
    auto &share = stage.commands.share;
    share.share(folder, State::Watched);
    share.shares = {
        fileAt(folder, "Hörbücher/Über die Höhe der Dinge.m4b", "audio/mp4", 90'000'000),
        fileAt(folder, "tài liệu/Hướng dẫn sử dụng hệ thống.pdf", "application/pdf", 1),
        fileAt(folder, "文書/見積書（最終版）.pdf", "application/pdf", 2'000'000'000'000),
        fileAt(folder, "ספרים/שלום עולם.epub", "application/epub+zip", 812'004),
        fileAt(folder,
               "a file whose name somebody must have thought about for a very long "
               "time before it became as long as this one.tar.gz",
               "application/gzip",
               77)};
    tell(stage, {5, 2'000'090'000'000, 5, 10, 10, true, 0, {}});
    pageOf(stage).findChild<widgets::TableView *>()->selectRow(0);
}

void showDrop(Stage &stage)
{
    fill(stage);
    tell(stage, Settled);
    stage.window->go(Place::Share);
    QMimeData data;
    data.setUrls({QUrl{QStringLiteral("file:///home/ada/a")}});
    QDragEnterEvent enter{{5, 5}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier};
    QCoreApplication::sendEvent(&pageOf(stage), &enter);
}

void showLeaveOut(Stage &stage)
{
    fill(stage);
    auto &filter = stage.commands.share.library.filter;
    filter.excluded = {QStringLiteral("*.wav"), QStringLiteral("/maps/")};
    tell(stage, Settled);
    stage.window->go(Place::Share);
    pageOf(stage).findChild<widgets::ShareActions *>()->leaveOut()->trigger();
    // Only what is in the window is in the picture.
    auto *dialog = pageOf(stage).findChild<widgets::ExcludesDialog *>();
    dialog->setParent(stage.window.get(), Qt::Widget);
    dialog->setAutoFillBackground(true);
    dialog->show();
    dialog->resize(dialog->sizeHint());
    dialog->move(stage.window->rect().center() - dialog->rect().center());
    (void)QTest::qWaitFor([dialog] { return !dialog->toldText().isEmpty(); });
}

} // namespace

std::vector<Scene> shareScenes()
{
    return {{"share-empty",
             Place::Share,
             [](Stage &stage) {
                 stage.window->showShare({0, 0, 0, 0, 0, true, 0, {}});
                 stage.window->showLost({engine::ProblemCode::NothingToShare,
                                         engine::Operation::Join,
                                         QStringLiteral("tracker.example:1234"),
                                         {}},
                                        0ms);
             }},
            {"share-rows", Place::Share, showRows},
            {"share-hashing", Place::Share, showHashing},
            {"share-full", Place::Share, showFull},
            {"share-names", Place::Share, showNames},
            {"share-drop", Place::Share, showDrop},
            {"share-leaveout", Place::Share, showLeaveOut}};
}

} // namespace ft::scenes
