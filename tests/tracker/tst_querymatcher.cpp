#include "tests/tracker/records.h"
#include "tracker/core/querymatcher.h"

#include <QTest>

using namespace ft;
using namespace ft::tracker;

class TestQueryMatcher : public QObject
{
    Q_OBJECT

private slots:
    void ranksWhatMatches_data();
    void ranksWhatMatches();
    void holdsFiltersAgainstTheRecord_data();
    void holdsFiltersAgainstTheRecord();
    void refusesRegularExpressionsThatCannotBeUsed_data();
    void refusesRegularExpressionsThatCannotBeUsed();
    void knowsTextsThatARegularExpressionNeeds_data();
    void knowsTextsThatARegularExpressionNeeds();
};

namespace {

constexpr int None = -1;

QueryMatcher matcherOf(const QString &text)
{
    auto query = parseSearchQuery(text);
    if (!query)
        qFatal("%s", qPrintable(query.error().what));
    auto matcher = QueryMatcher::compile(*query);
    if (!matcher)
        qFatal("%s", qPrintable(matcher.error()));
    return *std::move(matcher);
}

int rankIn(const QString &query, const FileRecord &file)
{
    RecordIndex index;
    const auto peer = index.addPeer("Studio-A", {QHostAddress{QStringLiteral("10.0.0.4")}, 1});
    index.add(peer, file);
    int rank = None;
    index.visitRecordsOf(peer, [&](RecordId id) {
        const auto glance = index.glanceAt(id);
        QueryMatcher::Scratch scratch;
        const auto found = matcherOf(query).match(glance, index.types().at(glance.type), scratch);
        rank = found ? static_cast<int>(*found) : None;
        return true;
    });
    return rank;
}

} // namespace

void TestQueryMatcher::ranksWhatMatches_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("path");
    QTest::addColumn<int>("rank");
    const auto row = [](const char *query, const char *path, int rank) {
        QTest::addRow("%s in %s", query, path)
            << QString::fromUtf8(query) << QString::fromUtf8(path) << rank;
    };
    constexpr int Exact = 0;
    constexpr int Prefix = 1;
    constexpr int WordStart = 2;
    constexpr int Elsewhere = 3;
    row("report.pdf", "report.pdf", Exact);
    row("report", "report.pdf", Exact);
    row("REPORT", "docs/Report.PDF", Exact);
    row("annual report", "annual report.pdf", Exact);
    row("\"annual report\"", "annual report.pdf", Exact);
    row("archive.tar", "archive.tar.gz", Exact);
    row("archive", "archive.tar.gz", Prefix);
    row("rep", "report.pdf", Prefix);
    row("annual report", "annual_report_2025.pdf", Prefix);
    row("report", "annual report.pdf", WordStart);
    row("report annual", "annual report.pdf", WordStart);
    row("pdf", "report.pdf", WordStart);
    row("eport", "report.pdf", Elsewhere);
    row("port", "report portfolio.pdf", WordStart);
    row("docs", "docs/report.pdf", Elsewhere);
    row("docs report", "docs/report.pdf", Elsewhere);
    row("report", "reports/annual.pdf", Elsewhere);
    row("\"annual report\"", "annual_report.pdf", None);
    row("\"l r\"", "annual report.pdf", Elsewhere);
    row("report draft", "report.pdf", None);
    row("report -draft", "report draft.pdf", None);
    row("report -draft", "report final.pdf", Prefix);
    row("report -\"old draft\"", "report old drafts.pdf", None);
    // Case and accents
    row("resume", "Résumé.pdf", Exact);
    row("résumé", "Résumé.pdf", Exact);
    row("résumé", "resume.pdf", None);
    row("résumé", "Re\xcc\x81sume\xcc\x81.pdf", Exact);
    row("resume -résumé", "résumé.pdf", None);
    row("do", "đo lường.txt", Prefix);
    row("strasse", "Straße.txt", Exact);
    row("ÅNGSTRÖM", "ångström.txt", Exact);
    row("資料", "日本語/資料.txt", Exact);
    // Regular expressions see the name as it is
    row("re:^IMG_[0-9]+", "photos/IMG_0042.jpg", Elsewhere);
    row("re:^IMG_[0-9]+", "photos/img_0042.jpg", None);
    row("re:(?i)^img_[0-9]+", "photos/IMG_0042.jpg", Elsewhere);
    row("re:^photos", "photos/IMG_0042.jpg", None);
    row("photos re:[0-9]{4}", "photos/IMG_0042.jpg", Elsewhere);
    row("type:pdf", "report.pdf", Elsewhere);
}

void TestQueryMatcher::ranksWhatMatches()
{
    QFETCH(const QString, query);
    QFETCH(const QString, path);
    QTEST(rankIn(query, test::fileRecord(path.toUtf8())), "rank");
}

void TestQueryMatcher::holdsFiltersAgainstTheRecord_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<bool>("matches");
    const auto row = [](const char *query, bool matches) {
        QTest::newRow(query) << QString::fromUtf8(query) << matches;
    };
    // report.PDF of 1,000 bytes, type application/x-Pdf, 2025-11-05 00:00:00 UTC, of Studio-A
    row("type:pdf", true);
    row("type:application", true);
    row("type:application/x-pdf", true);
    row("type:x-pdf", true);
    row("type:jpg,pdf", true);
    row("type:jpg", false);
    row("type:application/pdf", false);
    row("report size:1000", true);
    row("report size:>1000", false);
    row("report size:<1000", false);
    row("report size:..1000", true);
    row("report after:2025-11-05", true);
    row("report after:2025-11-06", false);
    row("report before:2025-11-05", false);
    row("report before:2025-11-06", true);
    row("peer:studio-a", true);
    row("peer:studio-b", false);
    row("peer:studio-b,STUDIO-A", true);
    row("root:0100000000000000000000000000000000000000000000000000000000000000", true);
    row("root:0200000000000000000000000000000000000000000000000000000000000000", false);
}

void TestQueryMatcher::holdsFiltersAgainstTheRecord()
{
    QFETCH(const QString, query);
    auto file = test::fileRecord("report.PDF", 1'000);
    file.type = "application/x-Pdf";
    file.root = test::digest<ContentHash>(1);
    QTEST(rankIn(query, file) != None, "matches");
}

void TestQueryMatcher::refusesRegularExpressionsThatCannotBeUsed_data()
{
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<QString>("reason");
    QTest::newRow("bracket left open") << QByteArray{"[a-"} << QStringLiteral("cannot be used");
    QTest::newRow("back reference") << QByteArray{"(a)\\1"} << QStringLiteral("cannot be used");
    QTest::newRow("counts within counts")
        << QByteArray{"((a{1,30}){1,30}){1,30}"} << QStringLiteral("cannot be used");
    QTest::newRow("a large program")
        << QByteArray{"([a-c]x[0-9]){1,900}"} << QStringLiteral("use fewer");
}

void TestQueryMatcher::refusesRegularExpressionsThatCannotBeUsed()
{
    QFETCH(const QByteArray, pattern);
    QFETCH(const QString, reason);
    SearchQuery query;
    query.patterns = {pattern};
    const auto matcher = QueryMatcher::compile(query);
    QVERIFY(!matcher);
    QVERIFY2(matcher.error().contains(reason), qPrintable(matcher.error()));
}

void TestQueryMatcher::knowsTextsThatARegularExpressionNeeds_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QByteArrayList>("texts");
    QTest::newRow("a literal") << "IMG_[0-9]+" << QByteArrayList{"img_"};
    QTest::newRow("two literals") << "abc.*defg" << QByteArrayList{"abc", "defg"};
    QTest::newRow("one of two") << "abc|def" << QByteArrayList{};
    QTest::newRow("one beside one of two") << "xyz(abc|def)" << QByteArrayList{};
    QTest::newRow("too short") << "a.*b" << QByteArrayList{};
    QTest::newRow("may be absent") << "(abc)?d" << QByteArrayList{};
}

void TestQueryMatcher::knowsTextsThatARegularExpressionNeeds()
{
    QFETCH(const QString, pattern);
    SearchQuery query;
    query.patterns = {pattern.toUtf8()};
    const auto matcher = QueryMatcher::compile(query);
    QVERIFY(matcher);
    auto texts = matcher->patternTexts();
    std::sort(texts.begin(), texts.end());
    QTEST((QByteArrayList{texts.begin(), texts.end()}), "texts");
}

QTEST_APPLESS_MAIN(TestQueryMatcher)
#include "tst_querymatcher.moc"
