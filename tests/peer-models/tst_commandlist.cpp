#include "peer-gui/models/commandlist.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace ft::models;

namespace {

Command command(const char *text, const char *place)
{
    return {QString::fromUtf8(text), QString::fromUtf8(place), {}, {}, true, {}};
}

std::vector<Command> commands()
{
    auto cancel = command("Cancel", "Transfers");
    cancel.isEnabled = false;
    cancel.reason = QStringLiteral("Nothing is selected.");
    auto pause = command("Pause", "Transfers");
    pause.keys = QStringLiteral("Ctrl+P");
    return {cancel, pause, command("Publish a file", "My share"), command("Clear", "History")};
}

} // namespace

class TestCommandList final : public QObject
{
    Q_OBJECT

private:
    /// Of the rows, with bars between.
    static QString texts(const CommandList &list)
    {
        QStringList texts;
        for (int row = 0; row < list.rowCount(); ++row)
            texts << list.index(row, 0).data().toString();
        return texts.join(u'|');
    }

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void keepsTheRulesOfModels()
    {
        CommandList list;
        const QAbstractItemModelTester tester{
            &list, QAbstractItemModelTester::FailureReportingMode::Fatal};
        list.setCommands(commands(), {});
        list.setTyped(QStringLiteral("p"));
        list.setTyped(QStringLiteral("nothing like it"));
        list.setTyped({});
        list.setCommands({}, {});
        QCOMPARE(list.rowCount(), 0);
    }

    void listsAllWhileNothingIsTypedThoseThatCannotBeRunLast()
    {
        CommandList list;
        list.setCommands(commands(), {});
        QCOMPARE(texts(list), QStringLiteral("Pause|Publish a file|Clear|Cancel"));
    }

    void whatWasUsedLastComesFirst()
    {
        CommandList list;
        list.setCommands(commands(),
                         {QStringLiteral("History/Clear"),
                          QStringLiteral("My share/Publish a file"),
                          QStringLiteral("Gone/Long ago")});
        QCOMPARE(texts(list), QStringLiteral("Clear|Publish a file|Pause|Cancel"));
    }

    void theOfferToSearchStandsBehindWhatIsFound()
    {
        CommandList list;
        list.setCommands(commands(), {});
        list.setTyped(QStringLiteral(" pau "));
        QCOMPARE(texts(list), QStringLiteral("Pause|Search for “pau”"));
        QCOMPARE(list.commandAt(0), std::optional<std::size_t>{1});
        QVERIFY(!list.commandAt(1));
        QCOMPARE(list.typed(), QStringLiteral("pau"));
    }

    void findsByThePlaceToo()
    {
        CommandList list;
        list.setCommands(commands(), {});
        list.setTyped(QStringLiteral("transfers"));
        QVERIFY(texts(list).startsWith(u"Pause|Cancel|"));
    }

    void tellsEverythingOfARowToAScreenReader()
    {
        CommandList list;
        list.setCommands(commands(), {});
        QCOMPARE(list.index(0, 0).data(Qt::AccessibleTextRole).toString(),
                 QStringLiteral("Pause, Transfers, Ctrl+P"));
        QCOMPARE(list.index(3, 0).data(Qt::AccessibleTextRole).toString(),
                 QStringLiteral("Cancel, Transfers, Nothing is selected."));
        QVERIFY(!list.index(3, 0).data(CommandList::EnabledRole).toBool());
    }
};

QTEST_GUILESS_MAIN(TestCommandList)
#include "tst_commandlist.moc"
