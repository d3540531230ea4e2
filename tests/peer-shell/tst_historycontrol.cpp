#include "peer-gui/shell/historycontrol.h"
#include "peer-gui/shell/historyreports.h"

#include <QJsonObject>
#include <QTest>

using namespace ft;
using namespace ft::shell;
using namespace ft::engine;

namespace {

HistoryEntry entryOf(std::int64_t id)
{
    HistoryEntry entry;
    entry.id = id;
    entry.begun = std::chrono::sys_seconds{std::chrono::seconds{1'700'000'000 + id}};
    entry.subject = QString::number(id);
    entry.outcome = RequestOutcome::Done;
    return entry;
}

HistoryEntry full()
{
    HistoryEntry entry = entryOf(0);
    entry.direction = RequestDirection::Served;
    entry.subject = QStringLiteral("a, \"b\".txt");
    entry.size = 1'048'576;
    entry.root = ContentHash{};
    entry.md5 = Md5Sum{};
    entry.peer = QStringLiteral("ann");
    entry.address = QStringLiteral("10.0.0.7");
    entry.transport = Transport::Udp;
    entry.bytes = 2'048;
    entry.duration = std::chrono::milliseconds{500};
    return entry;
}

/// A history of so many entries, the newest with the highest id, and what is printed of it.
struct Fixture
{
    HistoryControl::Page page(const HistoryFilter &filter)
    {
        ++asked;
        if (problem)
            return tl::unexpected(*problem);
        HistoryPage answer;
        std::int64_t id = filter.before ? filter.before->id - 1 : count;
        for (; id > 0 && answer.entries.size() < filter.limit; --id)
            answer.entries.push_back(entryOf(id));
        answer.isMore = id > 0;
        return answer;
    }
    bool run(HistoryCommand command)
    {
        std::optional<bool> isOk;
        control.run(command, [&](bool ok) { isOk = ok; });
        return isOk.value();
    }

    std::int64_t count = 2'500;
    int asked = 0;
    std::optional<Problem> problem;
    QStringList out;
    QStringList err;
    Printer printer{Printer::Style::Text,
                    [this](const QString &lines) { out << lines.split(u'\n'); },
                    [this](const QString &line) {
                        err << line;
                    }};
    HistoryControl control{[this](const auto &filter, const auto &done) { done(page(filter)); },
                           printer};
};

} // namespace

class TstHistoryControl : public QObject
{
    Q_OBJECT

private slots:
    void showsTheNewestInATable()
    {
        Fixture f;
        QVERIFY(f.run({}));
        QCOMPARE(f.out.size(), 101);
        QVERIFY(f.out.at(0).startsWith(QStringLiteral("TIME (UTC)")));
        QVERIFY(f.out.at(1).contains(QStringLiteral("2023-11-14 22:55:00")));
        QCOMPARE(f.err.size(), 1);
        QVERIFY(f.err.at(0).contains(QStringLiteral("the newest 100;")));
    }

    void givesProgramsEverything_data()
    {
        QTest::addColumn<HistoryCommand::Format>("format");
        QTest::addColumn<int>("lines");
        QTest::newRow("CSV, with a header") << HistoryCommand::Format::Csv << 2'501;
        QTest::newRow("JSON") << HistoryCommand::Format::Json << 2'500;
    }
    void givesProgramsEverything()
    {
        QFETCH(HistoryCommand::Format, format);
        QFETCH(int, lines);
        Fixture f;
        QVERIFY(f.run({{}, {}, format}));
        QCOMPARE(f.out.size(), lines);
        QCOMPARE(f.asked, 3);
        QVERIFY(f.err.isEmpty());
    }

    void stopsAtTheLimit_data()
    {
        QTest::addColumn<std::uint32_t>("limit");
        QTest::addColumn<int>("asked");
        QTest::newRow("within a page") << 7U << 1;
        QTest::newRow("over several pages") << 1'500U << 2;
        QTest::newRow("at the end of a page") << 1'000U << 1;
    }
    void stopsAtTheLimit()
    {
        QFETCH(std::uint32_t, limit);
        QFETCH(int, asked);
        Fixture f;
        QVERIFY(f.run({{}, limit, HistoryCommand::Format::Json}));
        QCOMPARE(f.out.size(), static_cast<int>(limit));
        QCOMPARE(f.asked, asked);
    }

    void saysThatThereIsNothing()
    {
        Fixture f;
        f.count = 0;
        QVERIFY(f.run({}));
        QCOMPARE(f.out, QStringList{QStringLiteral("nothing in the history")});
    }

    void reportsWhyThereIsNoAnswer()
    {
        Fixture f;
        f.problem = Problem{ProblemCode::HistoryUnusable, Operation::History, {}, {}};
        QVERIFY(!f.run({}));
        QVERIFY(f.out.isEmpty());
        QCOMPARE(f.err.size(), 1);
    }

    void wordsOutcomes_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<HistoryEntry>("entry");
        const auto row = [](const char *words, const auto &set) {
            HistoryEntry entry = entryOf(1);
            set(entry);
            QTest::newRow(words) << QString::fromUtf8(words) << entry;
        };
        using E = HistoryEntry;
        row("done", [](E &) {});
        row("interrupted", [](E &e) { e.outcome = RequestOutcome::Interrupted; });
        row("done: 0 found", [](E &e) {
            e.kind = RequestKind::Search;
            e.count = 0;
        });
        row("failed: that peer shares no such file", [](E &e) {
            e.kind = RequestKind::FileHash;
            e.outcome = RequestOutcome::Failed;
            e.reason = ProblemCode::NotInShare;
            e.count = 0;
        });
        row("failed: no room on the disk (really)", [](E &e) {
            e.outcome = RequestOutcome::Failed;
            e.reason = ProblemCode::DiskFull;
            e.detail = QStringLiteral("really");
        });
        row("refused: no-such-file (3 times)", [](E &e) {
            e.outcome = RequestOutcome::Refused;
            e.reason = protocol::RefusalCode::NoSuchFile;
            e.count = 3;
        });
    }
    void wordsOutcomes()
    {
        QFETCH(QString, words);
        QFETCH(HistoryEntry, entry);
        QCOMPARE(outcomeText(entry), words);
    }

    void callsWhatOthersTookAnUpload()
    {
        const auto row = reportOf({full()}).rows.at(0);
        QCOMPARE(row.value(QStringLiteral("kind")).toString(), QStringLiteral("upload"));
        QCOMPARE(row.value(QStringLiteral("took")).toString(), QStringLiteral("0.5 s"));
        QCOMPARE(row.value(QStringLiteral("rate")).toInt(), 4'096);
    }

    void namesAQuestionAboutAWholeShare()
    {
        HistoryEntry entry = full();
        entry.kind = RequestKind::IndexGet;
        entry.subject.clear();
        const auto row = reportOf({entry}).rows.at(0);
        QCOMPARE(row.value(QStringLiteral("name")).toString(), QStringLiteral("(everything)"));
    }

    void tellsWhatIsWrongWithTheHistory_data()
    {
        QTest::addColumn<HistoryNotice::Kind>("kind");
        using Kind = HistoryNotice::Kind;
        QTest::newRow("set aside") << Kind::SetAside;
        QTest::newRow("from later") << Kind::FromLater;
        QTest::newRow("unusable") << Kind::Unusable;
        QTest::newRow("unwritable") << Kind::Unwritable;
        QTest::newRow("lost") << Kind::Lost;
    }
    void tellsWhatIsWrongWithTheHistory()
    {
        QFETCH(HistoryNotice::Kind, kind);
        const QString words = wordsFor({kind, QStringLiteral("/state/h"), QStringLiteral("why")});
        QVERIFY(words.contains(QStringLiteral("/state/h")));
        QVERIFY(words.contains(QStringLiteral("(why)")));
    }
};

QTEST_APPLESS_MAIN(TstHistoryControl)
#include "tst_historycontrol.moc"
