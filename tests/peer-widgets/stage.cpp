#include "tests/peer-widgets/stage.h"

#include "peer-gui/widgets/searchtab.h"

#include <QApplication>
#include <QLineEdit>
#include <QTableView>
#include <QTest>
#include <QTreeView>

#include <cstdio>

namespace ft::scenes {

Stage::Stage()
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

void Stage::fillShare()
{
    commands.share.shares = {sample::shared("notes/field-trip.txt", 8'412),
                             sample::shared("music/goldberg-aria.flac", 31'220'118),
                             sample::shared("maps/harbour-1897.png", 14'902'330),
                             sample::shared("slides/merkle-trees.pdf", 2'210'004)};
    commands.share.shares[1].record.type = "audio/flac";
    commands.share.shares[2].record.type = "image/png";
    commands.share.shares[3].record.type = "application/pdf";
    window->showShare({4, 48'340'864, 4, 48'340'864, 48'340'864, true, 0, {}});
}

void Stage::search(const char *text, const std::vector<SourceRecord> &records)
{
    auto &box = window->findChild<widgets::SearchTab *>()->box();
    box.setText(QString::fromUtf8(text));
    box.setFocus();
    QTest::keyClick(&box, Qt::Key_Return);
    commands.search.answers.back()(records);
}

void Stage::selectRow(int row) const
{
    for (auto *view : window->findChildren<QAbstractItemView *>()) {
        const bool isTable = qobject_cast<QTableView *>(view) || qobject_cast<QTreeView *>(view);
        if (isTable && view->isVisible())
            view->setCurrentIndex(view->model()->index(row, 0));
    }
}

void Stage::openSetup()
{
    keeper = std::make_unique<widgets::SettingsKeeper>(settings, engine::Preferences{}, setup);
}

void Stage::shoot(const QString &file) const
{
    QCoreApplication::processEvents();
    QWidget *const dialog = QApplication::activeModalWidget();
    const QPixmap picture = dialog ? dialog->grab() : window->grab();
    if (!picture.save(file))
        std::fprintf(stderr, "cannot write %s\n", qPrintable(file));
}

std::vector<Scene> allScenes()
{
    std::vector<Scene> all;
    for (const auto &scenes : {searchScenes(),
                               transferScenes(),
                               shareScenes(),
                               historyScenes(),
                               networkScenes(),
                               startScenes(),
                               windowScenes()})
        all.insert(all.end(), scenes.begin(), scenes.end());
    return all;
}

} // namespace ft::scenes
