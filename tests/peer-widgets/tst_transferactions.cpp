#include "peer-gui/widgets/transferactions.h"
#include "tests/peer-models/sampledata.h"
#include "tests/peer-widgets/faketransfers.h"

#include <QAction>
#include <QMenu>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>
#include <QUndoStack>
#include <QWidget>

using namespace ft;
using namespace ft::widgets;
using engine::Priority;
using engine::TransferCommand;
using engine::TransferId;
using engine::TransferSnapshot;
using engine::TransferState;

namespace {

TransferSnapshot queued(std::uint32_t id, std::uint64_t turn)
{
    auto transfer = sample::transfer(id, "a", TransferState::Queued);
    transfer.wait = engine::WaitReason{engine::WaitReason::Kind::Turn, turn, {}};
    return transfer;
}

struct Fixture
{
    FakeTransfers commands;
    QUndoStack undo;
    QWidget owner;
    TransferActions actions{commands, undo, &owner};

    [[nodiscard]] QAction *entry(const char *text) const
    {
        for (QAction *action : actions.queue()->menu()->actions()) {
            if (action->text().remove(u'&') == QLatin1String{text})
                return action;
        }
        return nullptr;
    }
    [[nodiscard]] QStringList checked() const
    {
        QStringList names;
        for (const QAction *action : actions.queue()->menu()->actions()) {
            if (action->isChecked())
                names << action->text().remove(u'&');
        }
        return names;
    }
};

} // namespace

class TestTransferActions final : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        QTest::failOnWarning(
            QRegularExpression{QStringLiteral("^(?!This plugin does not support).+")});
    }

    void aMixedSelectionGivesEachCommandToThoseThatCanTakeIt()
    {
        Fixture f;
        f.actions.setSelection({sample::transfer(1, "a", TransferState::Transferring),
                                sample::transfer(2, "b", TransferState::Paused),
                                sample::transfer(3, "c", TransferState::Failed),
                                sample::transfer(4, "d", TransferState::Done)});
        for (QAction *action : {f.actions.pause(), f.actions.resume(), f.actions.retry()})
            action->trigger();
        f.actions.cancel()->trigger();
        QCOMPARE(f.commands.controlled,
                 (std::vector<std::pair<TransferId, TransferCommand>>{
                     {TransferId{1}, TransferCommand::Pause},
                     {TransferId{2}, TransferCommand::Resume},
                     {TransferId{3}, TransferCommand::Retry},
                     {TransferId{1}, TransferCommand::Cancel},
                     {TransferId{2}, TransferCommand::Cancel}}));
    }

    void severalThatMoveKeepTheirOrder_data()
    {
        QTest::addColumn<QString>("entry");
        QTest::addColumn<QList<int>>("order");
        // 5 waits before 2, which waits before 7.
        QTest::newRow("top") << u"Move to top"_qs << QList<int>{7, 2, 5};
        QTest::newRow("up") << u"Move up"_qs << QList<int>{5, 2, 7};
        QTest::newRow("down") << u"Move down"_qs << QList<int>{7, 2, 5};
        QTest::newRow("bottom") << u"Move to bottom"_qs << QList<int>{5, 2, 7};
    }
    void severalThatMoveKeepTheirOrder()
    {
        QFETCH(QString, entry);
        Fixture f;
        f.actions.setSelection({queued(2, 2), queued(5, 1), queued(7, 3)});
        f.entry(entry.toLatin1().constData())->trigger();
        QList<int> order;
        for (const auto &[id, command] : f.commands.controlled)
            order << static_cast<int>(id.value());
        QTEST(order, "order");
    }

    void givesThePriorityToAllThatAreNotOver()
    {
        Fixture f;
        f.actions.setSelection(
            {queued(1, 1), queued(2, 2), sample::transfer(3, "c", TransferState::Done)});
        f.entry("High priority")->trigger();
        QCOMPARE(f.commands.prioritised,
                 (std::vector<std::pair<TransferId, Priority>>{{TransferId{1}, Priority::High},
                                                               {TransferId{2}, Priority::High}}));
    }

    void checksThePriorityThatAllHave()
    {
        Fixture f;
        auto one = queued(1, 1);
        auto two = queued(2, 2);
        f.actions.setSelection({one, two});
        QCOMPARE(f.checked(), QStringList{u"Normal priority"_qs});
        one.priority = Priority::Low;
        f.actions.setSelection({one, two});
        QCOMPARE(f.checked(), QStringList{});
        two.priority = Priority::Low;
        f.actions.setSelection({one, two});
        QCOMPARE(f.checked(), QStringList{u"Low priority"_qs});
    }

    void cancelingIsTakenBackByBeginningAgain()
    {
        Fixture f;
        f.actions.setSelection({queued(1, 1), queued(2, 2)});
        f.actions.cancel()->trigger();
        QCOMPARE(f.undo.undoText(), QStringLiteral("Cancel 2 downloads"));
        f.commands.controlled.clear();
        f.undo.undo();
        QCOMPARE(f.commands.controlled,
                 (std::vector<std::pair<TransferId, TransferCommand>>{
                     {TransferId{1}, TransferCommand::Retry},
                     {TransferId{2}, TransferCommand::Retry}}));
    }

    void limitsTheRateOfAllThatAreNotOver()
    {
        Fixture f;
        auto one = queued(1, 1);
        one.limit = 500'000;
        f.actions.setSelection({one, sample::transfer(3, "c", TransferState::Done)});
        QMenu *menu = f.actions.limit()->menu();
        QStringList checked;
        QAction *none = nullptr;
        for (QAction *action : menu->actions()) {
            if (action->isChecked())
                checked << action->text();
            if (action->isCheckable() && action->data().toULongLong() == 0)
                none = action;
        }
        QCOMPARE(checked, QStringList{u"500.0 kB/s"_qs});
        none->trigger();
        QCOMPARE(f.commands.limited,
                 (std::vector<std::pair<TransferId, std::uint64_t>>{{TransferId{1}, 0}}));
    }

    void everyActionHasWordsATipAndAnIcon()
    {
        Fixture f;
        for (const QAction *action : {f.actions.pause(),
                                      f.actions.resume(),
                                      f.actions.retry(),
                                      f.actions.cancel(),
                                      f.actions.queue(),
                                      f.actions.limit(),
                                      f.actions.pauseAll(),
                                      f.actions.resumeAll()}) {
            QVERIFY2(action->text().contains(u'&'), qPrintable(action->text()));
            QVERIFY2(action->toolTip().size() > action->text().size(), qPrintable(action->text()));
            QVERIFY2(!action->icon().isNull(), qPrintable(action->text()));
        }
    }

    void allAreAskedForWhateverIsSelected()
    {
        Fixture f;
        const QSignalSpy asked{&f.actions, &TransferActions::allAsked};
        QVERIFY(!f.actions.pauseAll()->isEnabled());
        f.actions.setAll(true, true);
        f.actions.pauseAll()->trigger();
        f.actions.resumeAll()->trigger();
        QCOMPARE(asked.count(), 2);
        QCOMPARE(asked[1][0].value<TransferCommand>(), TransferCommand::Resume);
    }

    void nothingIsEnabledWithoutASelection()
    {
        Fixture f;
        for (const QAction *action : {f.actions.pause(),
                                      f.actions.resume(),
                                      f.actions.retry(),
                                      f.actions.cancel(),
                                      f.actions.queue(),
                                      f.actions.limit()})
            QVERIFY2(!action->isEnabled(), qPrintable(action->text()));
        QVERIFY(!f.entry("Move up")->isEnabled());
    }
};

QTEST_MAIN(TestTransferActions)
#include "tst_transferactions.moc"
