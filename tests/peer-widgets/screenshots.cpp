// Makes pictures of the window in every state, for people to look at:
//   screenshots FOLDER
// writes PLACE-VARIANT.png into FOLDER, and window.png, the picture of the README.

#include "peer-gui/widgets/mainwindow.h"
#include "tests/peer-models/sampledata.h"
#include "tests/peer-widgets/fakecommands.h"

#include <QApplication>
#include <QDir>
#include <QLineEdit>
#include <QSettings>
#include <QStyle>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTranslator>

#include <cstdio>

namespace {

using namespace ft;
using namespace ft::sample;
using namespace std::chrono_literals;
using engine::TransferState;
using Place = widgets::MainWindow::Place;

/// Stands in for a language with long words: every text grows by a third.
class LongWords final : public QTranslator
{
public:
    [[nodiscard]] bool isEmpty() const override { return false; }
    [[nodiscard]] QString translate(const char *,
                                    const char *text,
                                    const char *,
                                    int) const override
    {
        const QString original = QString::fromUtf8(text);
        return original % QString{original.size() / 3 + 1, u'ö'};
    }
};

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

QPalette darkPalette()
{
    QPalette dark{QColor{45, 47, 51}};
    dark.setColor(QPalette::Window, QColor{45, 47, 51});
    dark.setColor(QPalette::Base, QColor{32, 33, 36});
    dark.setColor(QPalette::AlternateBase, QColor{38, 40, 43});
    for (const auto role : {QPalette::WindowText,
                            QPalette::Text,
                            QPalette::ButtonText,
                            QPalette::ToolTipText,
                            QPalette::BrightText})
        dark.setColor(role, QColor{224, 224, 226});
    dark.setColor(QPalette::ToolTipBase, QColor{74, 62, 32});
    dark.setColor(QPalette::Highlight, QColor{61, 132, 186});
    dark.setColor(QPalette::HighlightedText, Qt::white);
    dark.setColor(QPalette::PlaceholderText, QColor{140, 142, 146});
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        dark.setColor(QPalette::Disabled, role, QColor{120, 122, 126});
    return dark;
}

/// One window with its surroundings, filled as a scene needs it.
struct Stage
{
    QTemporaryDir folder;
    engine::EngineSettings settings;
    SystemClock clock;
    widgets::FakeCommands commands;
    QSettings memory{folder.filePath(QStringLiteral("window.ini")), QSettings::IniFormat};
    std::unique_ptr<widgets::MainWindow> window;

    Stage()
    {
        settings.tracker = HostPort{QStringLiteral("tracker.example"), 1234};
        settings.name = HostName::nearest(QStringLiteral("ada-desk"));
        settings.downloadFolder = QStringLiteral("/home/ada/Downloads/FileTracker");
        window = std::make_unique<widgets::MainWindow>(widgets::MainWindow::Surroundings{
            commands.all(), settings, clock, memory, [](const QUrl &) {
            }});
        window->show();
        window->activateWindow();
        if (!QTest::qWaitForWindowActive(window.get()))
            std::fputs("the window does not become active\n", stderr);
    }

    void join() const { window->showJoined({}); }

    void fillShare()
    {
        commands.share.shares = {shared("notes/field-trip.txt", 8'412),
                                 shared("music/goldberg-aria.flac", 31'220'118),
                                 shared("maps/harbour-1897.png", 14'902'330),
                                 shared("slides/merkle-trees.pdf", 2'210'004)};
        commands.share.shares[1].record.type = "audio/flac";
        commands.share.shares[2].record.type = "image/png";
        commands.share.shares[3].record.type = "application/pdf";
        window->showShare({4, 48'340'864, 4, 48'340'864, 48'340'864, true, 0, {}});
    }

    void search(const char *name, const std::vector<SourceRecord> &records)
    {
        auto *box = window->findChild<QLineEdit *>();
        box->setText(QString::fromUtf8(name));
        QTest::keyClick(box, Qt::Key_Return);
        commands.search.answers.back()(records);
    }

    void fillSearch()
    {
        const auto iso = file("debian-12.9.0-amd64-netinst.iso",
                              "application/x-iso9660-image",
                              662'700'032);
        auto older = file("mirror/debian-12.9.0-amd64-netinst.iso",
                          "application/x-iso9660-image",
                          661'651'456);
        older.modified -= 24h * 70;
        older.root = root(2);
        search("debian-12.9.0-amd64-netinst.iso",
               {record(iso, "studio-a", "10.0.0.4:40112"),
                record(iso, "lab-7.physics", "10.0.3.77:41923"),
                record(older, "attic", "[fd00::21]:51200"),
                record(iso, "ada-desk", "10.0.0.9:40000"),
                record(iso, nullptr, "10.0.8.130:6000")});
    }

    void fillTransfers() const
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
                                 studio(
                                     file("photos/summer.tar", "application/x-tar", 880'000'000)),
                                 TransferState::Paused,
                                 610'000'000);
        auto queued = transferOf(7,
                                 studio(file("maps/harbour-1897.png", "image/png", 14'902'330)),
                                 TransferState::Queued,
                                 0);
        queued.wait = engine::WaitReason{engine::WaitReason::Kind::Turn, 2, clock.wallTime()};
        auto full = transferOf(
            9,
            studio(file("backup-2026-03.tar.zst", "application/zstd", 8'100'000'000)),
            TransferState::Waiting,
            5'200'000'000);
        full.wait = engine::WaitReason{engine::WaitReason::Kind::Space,
                                       2'100'000'000,
                                       clock.wallTime()};
        auto done = transferOf(3,
                               studio(
                                   file("slides/merkle-trees.pdf", "application/pdf", 2'210'004)),
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
        auto canceled = transferOf(
            1,
            studio(file("old-backup.tar.zst", "application/zstd", 4'100'200'300)),
            TransferState::Canceled,
            120'000'000);
        window->showTransfers(
            {full,
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
             canceled});
    }

    void fillUploads() const
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
        window->showUploads({served, waiting});
    }

    void shoot(const QString &file) const
    {
        QCoreApplication::processEvents();
        const QPixmap picture = window->grab();
        if (!picture.save(file))
            std::fprintf(stderr, "cannot write %s\n", qPrintable(file));
    }
};

struct Scene
{
    const char *name;
    Place place;
    void (*play)(Stage &stage);
};

void selectRunning(const Stage &stage)
{
    constexpr int Row = 3;
    for (auto *table : stage.window->findChildren<QTableView *>()) {
        if (table->isVisible())
            table->selectRow(Row);
    }
}

const Scene Scenes[] = {
    {"search-joining",
     Place::Search,
     [](Stage &) {
     }},
    {"search-empty",
     Place::Search,
     [](Stage &stage) {
         stage.fillShare();
         stage.join();
     }},
    {"search-nothing",
     Place::Search,
     [](Stage &stage) {
         stage.fillShare();
         stage.join();
         stage.search("no such file.txt", {});
     }},
    {"search-results",
     Place::Search,
     [](Stage &stage) {
         stage.fillShare();
         stage.join();
         stage.fillSearch();
     }},
    {"search-lost",
     Place::Search,
     [](Stage &stage) {
         stage.fillShare();
         stage.window->showLost({engine::ProblemCode::TrackerUnreachable,
                                 engine::Operation::Join,
                                 QStringLiteral("tracker.example:1234"),
                                 QStringLiteral("Connection refused")},
                                8s);
     }},
    {"transfers-empty",
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
         stage.fillTransfers();
         stage.window->go(Place::Transfers);
         selectRunning(stage);
     }},
    {"uploads-empty",
     Place::Transfers,
     [](Stage &stage) {
         stage.fillShare();
         stage.join();
     }},
    {"uploads-rows",
     Place::Transfers,
     [](Stage &stage) {
         stage.fillShare();
         stage.join();
         stage.fillUploads();
     }},
    {"share-empty",
     Place::Share,
     [](Stage &stage) {
         stage.window->showShare({0, 0, 0, 0, 0, true, 0, {}});
         stage.window->showLost({engine::ProblemCode::NothingToShare,
                                 engine::Operation::Join,
                                 QStringLiteral("tracker.example:1234"),
                                 {}},
                                0ms);
     }},
    {"share-rows",
     Place::Share,
     [](Stage &stage) {
         stage.fillShare();
         stage.join();
     }},
    {"share-hashing",
     Place::Share,
     [](Stage &stage) {
         stage.fillShare();
         stage.window->showShare({4, 48'340'864, 911, 1'203'000'000, 9'120'400'000, false, 0, {}});
         stage.window->showNotice({engine::ShareNotice::Kind::SymlinkOutside,
                                   QStringLiteral("/home/ada/share/private"),
                                   0,
                                   {}});
         stage.window->showNotice({engine::ShareNotice::Kind::FileUnreadable,
                                   QStringLiteral("/home/ada/share/locked.db"),
                                   EACCES,
                                   {}});
     }},
    {"banner",
     Place::Search,
     [](Stage &stage) {
         stage.window->showFailure({engine::ProblemCode::PortInUse,
                                    engine::Operation::Listen,
                                    QStringLiteral("0.0.0.0:40112"),
                                    QStringLiteral("The bound address is already in use")});
     }},
};

void shootAll(const QDir &folder, const QString &variant)
{
    for (const Scene &scene : Scenes) {
        Stage stage;
        scene.play(stage);
        stage.window->go(scene.place);
        stage.shoot(folder.filePath(QString::fromLatin1(scene.name) % u'-' % variant % u".png"));
    }
}

void shootForReadme(const QDir &folder)
{
    Stage stage;
    stage.fillShare();
    stage.join();
    stage.fillTransfers();
    stage.window->go(Place::Transfers);
    selectRunning(stage);
    stage.window->resize(1180, 610);
    stage.shoot(folder.filePath(QStringLiteral("window.png")));
}

} // namespace

int main(int argc, char *argv[])
{
    QApplication app{argc, argv};
    QApplication::setStyle(QStringLiteral("Fusion"));
    if (QCoreApplication::arguments().size() != 2) {
        std::fputs("usage: screenshots FOLDER\n", stderr);
        return 2;
    }
    const QDir folder{QCoreApplication::arguments().constLast()};
    if (!folder.mkpath(QStringLiteral("."))) {
        std::fprintf(stderr, "cannot make the folder %s\n", qPrintable(folder.path()));
        return 1;
    }
    QLocale::setDefault(QLocale{QLocale::English, QLocale::UnitedStates});
    const QPalette light = QApplication::style()->standardPalette();
    QApplication::setPalette(light);
    shootAll(folder, QStringLiteral("light"));
    shootForReadme(folder);
    QApplication::setPalette(darkPalette());
    shootAll(folder, QStringLiteral("dark"));

    QApplication::setPalette(light);
    QLocale::setDefault(QLocale{QLocale::German});
    LongWords longWords;
    QCoreApplication::installTranslator(&longWords);
    shootAll(folder, QStringLiteral("long"));
    return 0;
}
