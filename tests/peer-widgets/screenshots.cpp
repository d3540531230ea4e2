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
        window = std::make_unique<widgets::MainWindow>(
            widgets::MainWindow::Surroundings{commands, settings, clock, memory, [](const QUrl &) {
                                              }});
        window->show();
        window->activateWindow();
        if (!QTest::qWaitForWindowActive(window.get()))
            std::fputs("the window does not become active\n", stderr);
    }

    void join() const { window->showJoined({}); }

    void fillShare()
    {
        commands.shares = {shared("notes/field-trip.txt", 8'412),
                           shared("music/goldberg-aria.flac", 31'220'118),
                           shared("maps/harbour-1897.png", 14'902'330),
                           shared("slides/merkle-trees.pdf", 2'210'004)};
        commands.shares[1].record.type = "audio/flac";
        commands.shares[2].record.type = "image/png";
        commands.shares[3].record.type = "application/pdf";
        window->showShare({4, 48'340'864, 4, 48'340'864, 48'340'864, true});
    }

    void search(const char *name, const std::vector<SourceRecord> &records)
    {
        auto *box = window->findChild<QLineEdit *>();
        box->setText(QString::fromUtf8(name));
        QTest::keyClick(box, Qt::Key_Return);
        commands.searchAnswers.back()(records);
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
        auto second = transferOf(
            5,
            record(file("lectures/2026-03 Graph theory.mp4", "video/mp4", 1'402'113'004),
                   "lab-7.physics",
                   "10.0.3.77:41923"),
            TransferState::Transferring,
            98'000'000);
        second.rate = 6'100'000;
        second.eta = 214s;
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
            {running,
             second,
             transferOf(4,
                        studio(file("photos/summer/IMG_2210.jpg", "image/jpeg", 5'310'220)),
                        TransferState::Connecting,
                        0),
             done,
             failed,
             canceled});
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

void selectSecondRow(const Stage &stage)
{
    for (auto *table : stage.window->findChildren<QTableView *>()) {
        if (table->isVisible())
            table->selectRow(1);
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
         selectSecondRow(stage);
     }},
    {"share-empty",
     Place::Share,
     [](Stage &stage) {
         stage.window->showShare({0, 0, 0, 0, 0, true});
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
         stage.window->showShare({4, 48'340'864, 911, 1'203'000'000, 9'120'400'000, false});
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
    selectSecondRow(stage);
    stage.window->resize(1180, 400);
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
