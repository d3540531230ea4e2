#include "peer-gui/shell/historyarguments.h"

#include <QTest>

using namespace ft;
using namespace ft::shell;
using namespace ft::engine;

Q_DECLARE_METATYPE(ft::shell::HistoryCommand)

namespace {

std::chrono::sys_seconds at(std::int64_t seconds)
{
    return std::chrono::sys_seconds{std::chrono::seconds{seconds}};
}

} // namespace

class TstHistoryArguments : public QObject
{
    Q_OBJECT

private slots:
    void understands_data()
    {
        QTest::addColumn<HistoryCommand>("command");
        using C = HistoryCommand;
        const auto row = [](const char *line, const auto &set) {
            HistoryCommand command;
            set(command);
            QTest::newRow(line) << command;
        };
        row("", [](C &) {});
        row("made", [](C &c) { c.filter.direction = RequestDirection::Made; });
        row("served", [](C &c) { c.filter.direction = RequestDirection::Served; });
        row("annual report", [](C &c) { c.filter.text = QStringLiteral("annual report"); });
        row("text:made text:a:b", [](C &c) { c.filter.text = QStringLiteral("made a:b"); });
        row("kind:search", [](C &c) { c.filter.kinds = {RequestKind::Search}; });
        row("kind:index-get,file-hash,browse,download", [](C &c) {
            c.filter.kinds = {RequestKind::IndexGet,
                              RequestKind::FileHash,
                              RequestKind::Browse,
                              RequestKind::Download};
        });
        row("kind:upload", [](C &c) {
            c.filter.kinds = {RequestKind::Download};
            c.filter.direction = RequestDirection::Served;
        });
        row("outcome:failed,interrupted", [](C &c) {
            c.filter.outcomes = {RequestOutcome::Failed, RequestOutcome::Interrupted};
        });
        row("peer:studio-a", [](C &c) { c.filter.peer = QStringLiteral("studio-a"); });
        row("since:2023-11-14", [](C &c) { c.filter.since = at(1'699'920'000); });
        row("until:2023-11-14", [](C &c) { c.filter.until = at(1'700'006'400); });
        row("until:2023-11-14T22:13", [](C &c) { c.filter.until = at(1'700'000'040); });
        row("limit:7", [](C &c) { c.limit = 7; });
        row("--csv", [](C &c) { c.format = C::Format::Csv; });
        row("--json", [](C &c) { c.format = C::Format::Json; });
        row("root:0000000000000000000000000000000000000000000000000000000000000000",
            [](C &c) { c.filter.root = ContentHash{}; });
        row("a served kind:search limit:1 b --csv", [](C &c) {
            c.filter.text = QStringLiteral("a b");
            c.filter.direction = RequestDirection::Served;
            c.filter.kinds = {RequestKind::Search};
            c.limit = 1;
            c.format = C::Format::Csv;
        });
    }
    void understands()
    {
        QFETCH(HistoryCommand, command);
        const auto words = QString::fromUtf8(QTest::currentDataTag())
                               .split(u' ', Qt::SkipEmptyParts);
        const auto parsed = parseHistory(words);
        QVERIFY(parsed);
        QCOMPARE(*parsed, command);
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("said");
        const auto row = [](const char *word, const char *said) {
            QTest::newRow(word) << QString::fromUtf8(said);
        };
        row("kind:uploads", "\"uploads\"");
        row("kind:", "none of search");
        row("outcome:bad", "\"bad\"");
        row("since:yesterday", "\"yesterday\"");
        row("until:", "no time");
        row("limit:0", "\"0\"");
        row("limit:-1", "\"-1\"");
        row("root:12", "64 hexadecimal");
        row("--xml", "--csv");
        row("type:pdf", "\"type:pdf\"");
    }
    void refuses()
    {
        QFETCH(QString, said);
        const auto parsed = parseHistory({QString::fromUtf8(QTest::currentDataTag())});
        QVERIFY(!parsed);
        QVERIFY2(parsed.error().contains(said), qPrintable(parsed.error()));
    }
};

QTEST_APPLESS_MAIN(TstHistoryArguments)
#include "tst_historyarguments.moc"
