#include "peer-gui/widgets/banner.h"
#include "peer-gui/widgets/mainwindow.h"
#include "peer-gui/widgets/searchtab.h"
#include "peer-gui/widgets/statusline.h"
#include "tests/peer-models/sampledata.h"
#include "tests/peer-widgets/fakecommands.h"

#include <QLineEdit>
#include <QRegularExpression>
#include <QSettings>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace ft;
using namespace ft::widgets;
using namespace std::chrono_literals;
using engine::Operation;
using engine::ProblemCode;
using engine::TransferState;
using Place = MainWindow::Place;

namespace {

engine::EngineSettings settings()
{
    engine::EngineSettings settings;
    settings.tracker = HostPort{QStringLiteral("tracker.example"), 1234};
    settings.name = HostName::nearest(QStringLiteral("ada"));
    return settings;
}

} // namespace

class TestMainWindow final : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    SystemClock m_clock;
    engine::EngineSettings m_settings = settings();
    std::unique_ptr<FakeCommands> m_commands;
    std::unique_ptr<QSettings> m_memory;
    std::unique_ptr<MainWindow> m_window;

    void open()
    {
        m_window.reset();
        m_commands = std::make_unique<FakeCommands>();
        m_memory = std::make_unique<QSettings>(m_folder.filePath(QStringLiteral("window.ini")),
                                               QSettings::IniFormat);
        m_window = std::make_unique<MainWindow>(MainWindow::Surroundings{
            m_commands->all(), m_settings, m_clock, *m_memory, [](const QUrl &) {
            }});
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }
    [[nodiscard]] StatusLine &status() const { return *m_window->findChild<StatusLine *>(); }
    [[nodiscard]] Banner &banner() const { return *m_window->findChild<Banner *>(); }

private slots:
    void init()
    {
        QTest::failOnWarning(
            QRegularExpression{QStringLiteral("^(?!This plugin does not support).+")});
        QLocale::setDefault(QLocale{QLocale::English});
        QFile::remove(m_folder.filePath(QStringLiteral("window.ini")));
        open();
    }
    void cleanup() { m_window.reset(); }

    void keysLeadToEveryPlace()
    {
        QTest::keyClick(m_window.get(), Qt::Key_2, Qt::ControlModifier);
        QCOMPARE(m_window->place(), Place::Transfers);
        QTest::keyClick(m_window.get(), Qt::Key_3, Qt::ControlModifier);
        QCOMPARE(m_window->place(), Place::Share);
        QTest::keyClick(m_window.get(), Qt::Key_4, Qt::ControlModifier);
        QCOMPARE(m_window->place(), Place::History);
        QTest::keyClick(m_window.get(), Qt::Key_5, Qt::ControlModifier);
        QCOMPARE(m_window->place(), Place::Network);
        QTest::keyClick(m_window.get(), Qt::Key_1, Qt::ControlModifier);
        QCOMPARE(m_window->place(), Place::Search);
    }

    void controlLPutsTheCursorIntoTheSearchBoxFromEverywhere()
    {
        m_window->go(Place::Share);
        QTest::keyClick(m_window.get(), Qt::Key_L, Qt::ControlModifier);
        QCOMPARE(m_window->place(), Place::Search);
        QVERIFY(m_window->findChild<SearchTab *>()->box().hasFocus());
    }

    void theMainJobByKeysAlone()
    {
        m_window->showJoined({});
        QTest::keyClick(m_window.get(), Qt::Key_F, Qt::ControlModifier);
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("a.txt"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QCOMPARE(m_commands->search.searches, QStringList{QStringLiteral("a.txt")});
        const auto found = sample::record(sample::file("a.txt", "x", 5), "p", "10.0.0.1:1");
        m_commands->search.answers[0](std::vector{found});
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QCOMPARE(m_commands->search.downloads.size(), 1U);
        QTest::keyClick(m_window.get(), Qt::Key_2, Qt::ControlModifier);
        QCOMPARE(m_window->place(), Place::Transfers);
        m_window->showTransfers({sample::transferOf(1, found, TransferState::Done, 5)});
        auto *table = qobject_cast<QTableView *>(QApplication::focusWidget());
        QVERIFY(table);
        QVERIFY(table->model()->index(0, 5).data().toString().startsWith(u"Done and verified"));
    }

    void aDownloadLeadsToItsHistory()
    {
        const auto found = sample::record(sample::file("docs/a.txt", "x", 5), "p", "10.0.0.1:1");
        m_window->showTransfers({sample::transferOf(1, found, TransferState::Done, 5)});
        m_window->go(Place::Transfers);
        const auto *table = qobject_cast<QTableView *>(QApplication::focusWidget());
        QVERIFY(table);
        QTRY_COMPARE(table->model()->rowCount(), 1);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_H, Qt::ControlModifier);
        QTRY_COMPARE(m_window->place(), Place::History);
        const auto *line = qobject_cast<QLineEdit *>(QApplication::focusWidget());
        QVERIFY(line);
        QCOMPARE(line->text(), QStringLiteral("a.txt"));
    }

    void theStatusLineTellsTrackerShareAndRate()
    {
        QCOMPARE(status().trackerText(), QStringLiteral("Joining tracker.example:1234…"));
        QCOMPARE(status().shareText(), QStringLiteral("Nothing shared"));
        QCOMPARE(status().rateText(), QStringLiteral("idle"));
        m_window->showJoined({});
        m_window->showShare({2310, 48'300'000, 2310, 0, 0, true, 0, {}});
        const auto source = sample::record(sample::file("a", "x", 5), "p", "10.0.0.1:1");
        auto running = sample::transferOf(1, source, TransferState::Transferring, 0);
        running.rate = 1'200'000;
        m_window->showTransfers({running});
        QCOMPARE(status().trackerText(), QStringLiteral("Joined tracker.example:1234 as ada"));
        QCOMPARE(status().shareText(), QStringLiteral("Sharing 2,310 files, 48.3 MB"));
        QCOMPARE(status().rateText(), QStringLiteral("1.2 MB/s"));
    }

    void theStatusLineCountsDown()
    {
        m_window->showLost(
            {ProblemCode::TrackerUnreachable, Operation::Join, QStringLiteral("t:1"), {}}, 60s);
        QCOMPARE(status().trackerText(), QStringLiteral("Not joined. Trying again in 1 min 00 s."));
    }

    void anEngineThatFailedIsABannerNotADialog()
    {
        m_window->showFailure(
            {ProblemCode::PortInUse, Operation::Listen, QStringLiteral("0.0.0.0:4000"), {}});
        QVERIFY(banner().isVisible());
        QVERIFY(banner().text().contains(u"0.0.0.0:4000"));
        QVERIFY(!QApplication::activeModalWidget());
        QCOMPARE(status().trackerText(), QStringLiteral("Not running"));
    }

    void droppedFilesAreABanner()
    {
        m_window->showFilesDropped(5);
        QVERIFY(banner().text().contains(u"5 files"));
    }

    void remembersPlaceAndSizeButNothingElsewhere()
    {
        m_window->resize(901, 551);
        m_window->go(Place::Transfers);
        m_window->close();
        open();
        QCOMPARE(m_window->place(), Place::Transfers);
        QCOMPARE(m_window->size(), (QSize{901, 551}));
    }

    void closingSaysSoOnce()
    {
        QSignalSpy closed{m_window.get(), &MainWindow::closed};
        QTest::keyClick(m_window.get(), Qt::Key_Q, Qt::ControlModifier);
        QCOMPARE(closed.count(), 1);
        QVERIFY(!m_window->isVisible());
    }
};

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
