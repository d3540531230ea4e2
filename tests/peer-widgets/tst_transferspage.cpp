#include "peer-gui/widgets/emptystate.h"
#include "peer-gui/widgets/tableview.h"
#include "peer-gui/widgets/transferdetails.h"
#include "peer-gui/widgets/transferspage.h"
#include "tests/peer-models/sampledata.h"
#include "tests/peer-widgets/faketransfers.h"

#include <QPushButton>
#include <QRegularExpression>
#include <QTest>

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
    TransfersPage page{commands, QStringLiteral("/down"), [this](const QUrl &url) {
                           opened << url;
                       }};
    TableView *table = downloadsTable();

    Shown()
    {
        page.show();
        page.activateWindow();
        if (!QTest::qWaitForWindowActive(&page))
            QTest::qFail("not active", __FILE__, __LINE__);
    }

    [[nodiscard]] TableView *downloadsTable() const
    {
        for (auto *candidate : page.findChildren<TableView *>()) {
            if (candidate->accessibleName() == u"Downloads")
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
            if (button->isEnabled())
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
        QVERIFY(shown.commands.controlled.empty());
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
        auto *details = shown.page.findChild<TransferDetails *>();
        details->setVisible(true);
        auto running = transfer(1, TransferState::Transferring);
        running.sources.resize(2);
        shown.page.update({running, transfer(2, TransferState::Queued)});
        auto *sources = details->findChild<TableView *>();
        QVERIFY(details->isVisible() && !sources->isVisible());
        shown.select(1);
        QVERIFY(sources->isVisible());
        QCOMPARE(sources->model()->rowCount(), 2);
        running.sources.resize(3);
        shown.page.update({running});
        QCOMPARE(sources->model()->rowCount(), 3);
        shown.select(0);
        QCOMPARE(sources->model()->rowCount(), 0);
        shown.table->clearSelection();
        QVERIFY(!sources->isVisible());
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
