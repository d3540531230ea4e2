#include "peer-gui/widgets/emptystate.h"
#include "peer-gui/widgets/filterchips.h"
#include "peer-gui/widgets/speedview.h"
#include "peer-gui/widgets/tableview.h"
#include "peer-gui/widgets/transferinspector.h"
#include "peer-gui/widgets/transferspage.h"
#include "tests/peer-models/sampledata.h"
#include "tests/peer-widgets/faketransfers.h"
#include "tests/support/manualclock.h"

#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSettings>
#include <QSignalSpy>
#include <QTabBar>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QUndoStack>

using namespace ft;
using namespace ft::widgets;
using engine::TransferCommand;
using engine::TransferId;
using engine::TransferState;
using Controls = std::vector<std::pair<TransferId, TransferCommand>>;

namespace {

engine::TransferSnapshot transfer(std::uint32_t id, TransferState state)
{
    const auto source = sample::record(sample::file("a", "x", 100), "p", "10.0.0.1:1");
    auto snapshot = sample::transferOf(id, source, state, 50);
    if (state == TransferState::Done)
        snapshot.path = QStringLiteral("/down/loads/a");
    return snapshot;
}

struct Shown
{
    FakeTransfers commands;
    QList<QUrl> opened;
    QUndoStack undo;
    test::ManualClock clock;
    TransfersPage page{{commands,
                        undo,
                        clock,
                        [this](const QUrl &url) {
                            opened << url;
                        }},
                       QStringLiteral("/down")};
    TableView *table = tableCalled("Downloads");

    Shown()
    {
        page.show();
        page.activateWindow();
        if (!QTest::qWaitForWindowActive(&page))
            QTest::qFail("not active", __FILE__, __LINE__);
    }

    [[nodiscard]] TableView *tableCalled(const char *name) const
    {
        for (auto *candidate : page.findChildren<TableView *>()) {
            if (candidate->accessibleName() == QLatin1String{name})
                return candidate;
        }
        return nullptr;
    }
    /// Selects the row of one transfer; the newest is the first row.
    void select(int row) const
    {
        table->setFocus();
        // Whatever keys an earlier test left pressed.
        table->selectionModel()->setCurrentIndex(table->model()->index(row, 0),
                                                 QItemSelectionModel::ClearAndSelect
                                                     | QItemSelectionModel::Rows);
    }
    [[nodiscard]] QPushButton *button(const char *name) const
    {
        for (auto *candidate : page.findChildren<QPushButton *>()) {
            if (candidate->text().remove(u'&') == QLatin1String{name})
                return candidate;
        }
        return nullptr;
    }
};

} // namespace

class TestTransfersPage final : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        QTest::failOnWarning(
            QRegularExpression{QStringLiteral("^(?!This plugin does not support).+")});
    }

    void saysThatThereAreNoDownloads()
    {
        Shown shown;
        const auto all = shown.page.findChildren<EmptyState *>();
        const auto found = std::find_if(all.begin(), all.end(), [](const EmptyState *one) {
            return one->title() == u"No downloads yet";
        });
        QVERIFY(found != all.end());
        const EmptyState *empty = *found;
        QVERIFY(empty->isVisible());
        shown.page.update({transfer(1, TransferState::Connecting)});
        QVERIFY(!empty->isVisible());
        QVERIFY(shown.table->isVisible());
    }

    void onlyWhatMakesSenseIsEnabled_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<QStringList>("enabled");
        const auto row = [](const char *name, TransferState state, QStringList enabled) {
            QTest::newRow(name) << static_cast<int>(state) << std::move(enabled);
        };
        row("running", TransferState::Transferring, {u"Pause"_qs, u"Cancel"_qs, u"Queue"_qs});
        row("queued", TransferState::Queued, {u"Pause"_qs, u"Cancel"_qs, u"Queue"_qs});
        row("waiting", TransferState::Waiting, {u"Pause"_qs, u"Cancel"_qs, u"Queue"_qs});
        row("paused", TransferState::Paused, {u"Resume"_qs, u"Cancel"_qs, u"Queue"_qs});
        row("done",
            TransferState::Done,
            {u"Open file"_qs, u"Open folder"_qs, u"Remove from list"_qs});
        row("failed", TransferState::Failed, {u"Try again"_qs, u"Remove from list"_qs});
        row("canceled", TransferState::Canceled, {u"Try again"_qs, u"Remove from list"_qs});
    }
    void onlyWhatMakesSenseIsEnabled()
    {
        QFETCH(int, state);
        Shown shown;
        shown.page.update({transfer(1, static_cast<TransferState>(state))});
        shown.select(0);
        QStringList enabled;
        for (const auto *button : shown.page.findChildren<QPushButton *>()) {
            if (button->isVisible() && button->isEnabled())
                enabled << button->text().remove(u'&');
        }
        QTEST(enabled, "enabled");
    }

    void actionsFollowTheTransferAsItEnds()
    {
        Shown shown;
        shown.page.update({transfer(1, TransferState::Transferring)});
        shown.select(0);
        QVERIFY(!shown.button("Open file")->isEnabled());
        shown.page.update({transfer(1, TransferState::Done)});
        QVERIFY(shown.button("Open file")->isEnabled());
    }

    void deleteCancelsWhatRuns()
    {
        Shown shown;
        shown.page.update(
            {transfer(1, TransferState::Transferring), transfer(2, TransferState::Transferring)});
        shown.select(1);
        QTest::keyClick(shown.table, Qt::Key_Delete);
        QCOMPARE(shown.commands.controlled, (Controls{{TransferId{1}, TransferCommand::Cancel}}));
        QCOMPARE(shown.table->model()->rowCount(), 2);
    }

    void deleteRemovesWhatIsOver()
    {
        Shown shown;
        shown.page.update({transfer(1, TransferState::Done), transfer(2, TransferState::Failed)});
        shown.select(1);
        QTest::keyClick(shown.table, Qt::Key_Delete);
        QCOMPARE(shown.commands.controlled, (Controls{{TransferId{1}, TransferCommand::Forget}}));
        QCOMPARE(shown.table->model()->rowCount(), 1);
    }

    void cancelOfAMixedSelectionLeavesTheFinishedAlone()
    {
        Shown shown;
        shown.page.update(
            {transfer(1, TransferState::Done), transfer(2, TransferState::Searching)});
        shown.table->selectAll();
        shown.button("Cancel")->click();
        QCOMPARE(shown.commands.controlled, (Controls{{TransferId{2}, TransferCommand::Cancel}}));
    }

    void tryAgainKeepsTheRow()
    {
        Shown shown;
        shown.page.update({transfer(1, TransferState::Failed)});
        shown.select(0);
        shown.button("Try again")->click();
        QCOMPARE(shown.commands.controlled, (Controls{{TransferId{1}, TransferCommand::Retry}}));
        shown.page.update({transfer(1, TransferState::Searching)});
        QCOMPARE(shown.page.transfers().rowCount(), 1);
        QVERIFY(shown.button("Cancel")->isEnabled());
    }

    void keysRuleTheQueue_data()
    {
        QTest::addColumn<int>("key");
        QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
        QTest::addColumn<int>("command");
        const auto row = [](const char *name,
                            Qt::Key key,
                            Qt::KeyboardModifiers modifiers,
                            TransferCommand command) {
            QTest::newRow(name) << int{key} << modifiers << static_cast<int>(command);
        };
        row("pause", Qt::Key_P, Qt::ControlModifier, TransferCommand::Pause);
        row("to the top", Qt::Key_Home, Qt::AltModifier, TransferCommand::MoveToTop);
        row("up", Qt::Key_Up, Qt::AltModifier, TransferCommand::MoveUp);
        row("down", Qt::Key_Down, Qt::AltModifier, TransferCommand::MoveDown);
        row("to the bottom", Qt::Key_End, Qt::AltModifier, TransferCommand::MoveToBottom);
    }
    void keysRuleTheQueue()
    {
        QFETCH(int, key);
        QFETCH(Qt::KeyboardModifiers, modifiers);
        QFETCH(int, command);
        Shown shown;
        shown.page.update({transfer(1, TransferState::Queued)});
        shown.select(0);
        QTest::keyClick(shown.table, static_cast<Qt::Key>(key), modifiers);
        QCOMPARE(shown.commands.controlled,
                 (Controls{{TransferId{1}, static_cast<TransferCommand>(command)}}));
    }

    void resumesByKey()
    {
        Shown shown;
        shown.page.update({transfer(1, TransferState::Paused)});
        shown.select(0);
        QTest::keyClick(shown.table, Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(shown.commands.controlled, (Controls{{TransferId{1}, TransferCommand::Resume}}));
    }

    void showsTheSelectedDownloadFromNear()
    {
        Shown shown;
        auto *inspector = shown.page.findChild<TransferInspector *>();
        inspector->setVisible(true);
        auto running = transfer(1, TransferState::Transferring);
        running.sources.resize(2);
        shown.page.update({running, transfer(2, TransferState::Queued)});
        const auto *sources = shown.tableCalled("Sources of the selected download");
        const auto *timeline = shown.tableCalled("What happened to the selected download");
        QVERIFY(!sources->isVisible());
        shown.select(1);
        QVERIFY(sources->isVisible());
        QCOMPARE(sources->model()->rowCount(), 2);
        QVERIFY(timeline->model()->rowCount() > 0);
        running.sources.resize(3);
        running.state = TransferState::Paused;
        shown.page.update({running});
        QCOMPARE(sources->model()->rowCount(), 3);
        shown.select(0);
        QCOMPARE(sources->model()->rowCount(), 0);
        shown.table->clearSelection();
        QVERIFY(!sources->isVisible());
        QVERIFY(inspector->speed().isVisible());
    }

    void showsTheSpeedOfTheSelectedOneOrOfAll()
    {
        Shown shown;
        auto *inspector = shown.page.findChild<TransferInspector *>();
        inspector->setVisible(true);
        auto one = transfer(1, TransferState::Transferring);
        one.rate = 4'000'000;
        auto two = one;
        two.id = TransferId{2};
        two.rate = 1'000'000;
        shown.page.update({one, two});
        shown.clock.advance(std::chrono::seconds{1});
        shown.page.noteSpeeds();
        QVERIFY(inspector->speed().summary().startsWith(u"Down: 5.0 MB/s now"));
        QVERIFY(inspector->speed().summary().contains(u"Up (dashed): 0 kB/s now"));
        inspector->findChild<QTabWidget *>()->setCurrentIndex(1);
        shown.select(0);
        inspector->findChild<QTabWidget *>()->setCurrentIndex(1);
        QVERIFY(inspector->speed().summary().startsWith(u"Down: 1.0 MB/s now"));
        QVERIFY(!inspector->speed().summary().contains(u"Up"));
    }

    void removedRowsComeBackByUndo()
    {
        Shown shown;
        shown.page.update({transfer(1, TransferState::Done), transfer(2, TransferState::Failed)});
        shown.table->setFocus();
        shown.table->selectAll();
        QTest::keyClick(shown.table, Qt::Key_Delete);
        QCOMPARE(shown.table->model()->rowCount(), 0);
        QCOMPARE(shown.undo.undoText(), QStringLiteral("Remove 2 downloads from the list"));
        QCOMPARE(shown.commands.controlled.back().second, TransferCommand::Forget);
        shown.page.update({transfer(2, TransferState::Failed)});
        QCOMPARE(shown.table->model()->rowCount(), 0);
        shown.undo.undo();
        QCOMPARE(shown.table->model()->rowCount(), 2);
        shown.undo.redo();
        QCOMPARE(shown.table->model()->rowCount(), 0);
    }

    void allFinishedOnesAreRemovedAtOnce()
    {
        Shown shown;
        shown.page.update({transfer(1, TransferState::Done),
                           transfer(2, TransferState::Failed),
                           transfer(3, TransferState::Done)});
        shown.table->setFocus();
        QTest::keyClick(shown.table, Qt::Key_Delete, Qt::ControlModifier);
        QCOMPARE(shown.page.transfers().rowCount(), 1);
        shown.undo.undo();
        QCOMPARE(shown.page.transfers().rowCount(), 3);
    }

    void groupsShowTheirDownloadsAndFollowThem()
    {
        Shown shown;
        auto *chips = shown.page.findChild<FilterChips *>();
        shown.page.update({transfer(1, TransferState::Done), transfer(2, TransferState::Paused)});
        chips->choose(models::TransferGroup::Paused);
        QCOMPARE(shown.table->model()->rowCount(), 1);
        shown.page.update({transfer(2, TransferState::Transferring)});
        QCOMPARE(shown.table->model()->rowCount(), 0);
        QVERIFY(!shown.table->isVisible());
        shown.page.update({transfer(3, TransferState::Paused)});
        QVERIFY(shown.table->isVisible());
        chips->choose(models::TransferGroup::All);
        QCOMPARE(shown.table->model()->rowCount(), 3);
    }

    void findsByName()
    {
        Shown shown;
        auto other = transfer(2, TransferState::Done);
        other.name = QStringLiteral("holiday/beach.jpg");
        shown.page.update({transfer(1, TransferState::Done), other});
        shown.page.find();
        auto *filter = shown.page.findChild<QLineEdit *>();
        QVERIFY(filter->hasFocus());
        QTest::keyClicks(filter, QStringLiteral("jpg BEACH"));
        QCOMPARE(shown.table->model()->rowCount(), 1);
        QTest::keyClick(filter, Qt::Key_Return);
        QVERIFY(shown.table->hasFocus());
        QVERIFY(!filter->hasFocus());
    }

    void enterDoesWhatOneMostLikelyWants_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<int>("command");
        const auto row = [](const char *name, TransferState state, TransferCommand command) {
            QTest::newRow(name) << static_cast<int>(state) << static_cast<int>(command);
        };
        row("running", TransferState::Transferring, TransferCommand::Pause);
        row("paused", TransferState::Paused, TransferCommand::Resume);
        row("failed", TransferState::Failed, TransferCommand::Retry);
    }
    void enterDoesWhatOneMostLikelyWants()
    {
        QFETCH(int, state);
        QFETCH(int, command);
        Shown shown;
        shown.page.update({transfer(1, static_cast<TransferState>(state))});
        shown.select(0);
        QTest::keyClick(shown.table, Qt::Key_Return);
        QCOMPARE(shown.commands.controlled,
                 (Controls{{TransferId{1}, static_cast<TransferCommand>(command)}}));
    }

    void allArePausedOrResumedWhateverIsShown()
    {
        Shown shown;
        shown.page.update({transfer(1, TransferState::Transferring),
                           transfer(2, TransferState::Paused),
                           transfer(3, TransferState::Queued)});
        shown.page.findChild<FilterChips *>()->choose(models::TransferGroup::Done);
        shown.page.controlAll(TransferCommand::Pause);
        QCOMPARE(shown.commands.controlled,
                 (Controls{{TransferId{3}, TransferCommand::Pause},
                           {TransferId{1}, TransferCommand::Pause}}));
    }

    void asksForOtherPlaces()
    {
        Shown shown;
        const QSignalSpy search{&shown.page, &TransfersPage::searchAsked};
        const QSignalSpy history{&shown.page, &TransfersPage::historyAsked};
        shown.page.update({transfer(1, TransferState::Done)});
        shown.select(0);
        QTest::keyClick(shown.table, Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
        QTest::keyClick(shown.table, Qt::Key_H, Qt::ControlModifier);
        QCOMPARE(search.count(), 1);
        QVERIFY(search[0][0].toString().startsWith(u"root:"));
        QCOMPARE(history.value(0).value(0).toString(), QStringLiteral("a"));
    }

    void sortedByRateItIsPutInOrderNowAndThen()
    {
        Shown shown;
        auto one = transfer(1, TransferState::Transferring);
        auto two = transfer(2, TransferState::Transferring);
        one.rate = 5'000'000;
        two.rate = 1'000'000;
        shown.page.update({one, two});
        shown.table->sortByColumn(models::TransfersModel::Rate, Qt::DescendingOrder);
        const auto firstRate = [&] {
            return shown.table->model()->index(0, models::TransfersModel::Rate).data().toString();
        };
        QCOMPARE(firstRate(), QStringLiteral("5.0 MB/s"));
        two.rate = 9'000'000;
        shown.clock.advance(std::chrono::seconds{2});
        shown.page.update({two});
        QTRY_COMPARE(firstRate(), QStringLiteral("9.0 MB/s"));
    }

    void remembersTabGroupAndSpan()
    {
        const QTemporaryDir folder;
        QSettings settings{folder.filePath(QStringLiteral("w.ini")), QSettings::IniFormat};
        {
            Shown shown;
            shown.page.findChild<QTabBar *>()->setCurrentIndex(1);
            shown.page.findChild<FilterChips *>()->choose(models::TransferGroup::Failed);
            shown.page.findChild<TransferInspector *>()->speed().setFocus();
            shown.page.saveState(settings);
        }
        Shown shown;
        shown.page.restoreState(settings);
        QCOMPARE(shown.page.findChild<QTabBar *>()->currentIndex(), 1);
        QCOMPARE(shown.page.findChild<FilterChips *>()->chosen(), models::TransferGroup::Failed);
    }

    void tabsCountWhatRuns()
    {
        Shown shown;
        const auto *tabs = shown.page.findChild<QTabBar *>();
        QCOMPARE(tabs->tabText(0), QStringLiteral("Downloads"));
        shown.page.update({transfer(1, TransferState::Done), transfer(2, TransferState::Paused)});
        QCOMPARE(tabs->tabText(0), QStringLiteral("Downloads (1)"));
        engine::UploadSnapshot upload;
        upload.id = 1;
        shown.page.update({upload});
        QCOMPARE(tabs->tabText(1), QStringLiteral("Uploads (1)"));
    }

    void opensTheFileAndItsFolder()
    {
        Shown shown;
        shown.page.update({transfer(1, TransferState::Done)});
        shown.select(0);
        shown.button("Open file")->click();
        shown.button("Open folder")->click();
        shown.page.openDownloadFolder();
        QCOMPARE(shown.opened,
                 (QList<QUrl>{QUrl{u"file:///down/loads/a"_qs},
                              QUrl{u"file:///down/loads"_qs},
                              QUrl{u"file:///down"_qs}}));
    }

    void enterOpensTheFinishedFile()
    {
        Shown shown;
        shown.page.update({transfer(1, TransferState::Done)});
        shown.select(0);
        QTest::keyClick(shown.table, Qt::Key_Return);
        QCOMPARE(shown.opened, QList<QUrl>{QUrl{u"file:///down/loads/a"_qs}});
    }
};

QTEST_MAIN(TestTransfersPage)
#include "tst_transferspage.moc"
