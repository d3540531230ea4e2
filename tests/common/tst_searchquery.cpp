#include "common/model/searchquery.h"

#include <QTest>

using namespace ft;
using namespace std::chrono;

Q_DECLARE_METATYPE(ft::SearchQuery)

namespace {

const QByteArray RootText = QByteArray{"9f3c"}.repeated(16);
constexpr std::uint64_t KiB = 1024;
constexpr std::uint64_t MiB = KiB * 1024;
constexpr std::uint64_t GiB = MiB * 1024;

sys_days dayOf(int year, unsigned month, unsigned day)
{
    return std::chrono::year{year} / static_cast<int>(month) / static_cast<int>(day);
}

SearchQuery words(std::vector<QByteArray> words, std::vector<QByteArray> excluded = {})
{
    SearchQuery query;
    query.words = std::move(words);
    query.excluded = std::move(excluded);
    return query;
}

SearchQuery types(std::vector<QByteArray> types)
{
    SearchQuery query;
    query.types = std::move(types);
    return query;
}

SearchQuery sizes(std::uint64_t min, std::uint64_t max)
{
    SearchQuery query;
    query.minSize = min;
    query.maxSize = max;
    return query;
}

SearchQuery times(std::optional<sys_seconds> after, std::optional<sys_seconds> before)
{
    SearchQuery query;
    query.after = after;
    query.before = before;
    return query;
}

SearchQuery peers(const QByteArrayList &names)
{
    SearchQuery query;
    for (const QByteArray &name : names)
        query.peers.push_back(*HostName::parse(name));
    return query;
}

SearchQuery patterns(std::vector<QByteArray> patterns)
{
    SearchQuery query;
    query.patterns = std::move(patterns);
    return query;
}

QTestData &row(const char *text)
{
    return QTest::newRow(text) << QString::fromUtf8(text);
}

} // namespace

class TestSearchQuery final : public QObject
{
    Q_OBJECT

private slots:
    void readsWords_data();
    void readsWords();
    void readsKeys_data();
    void readsKeys();
    void readsTimes_data();
    void readsTimes();
    void pointsAtWhatIsWrong_data();
    void pointsAtWhatIsWrong();
    void keepsItsLimits_data();
    void keepsItsLimits();
    void listsTheKeysForAnUnknownOne();
    void isWrittenShort_data();
    void isWrittenShort();

private:
    /// Reads the text to the query, and the query's own text to the same.
    static void check(const QString &text, const SearchQuery &query);
};

void TestSearchQuery::check(const QString &text, const SearchQuery &query)
{
    const auto parsed = parseSearchQuery(text);
    QVERIFY2(parsed, parsed ? "" : qPrintable(parsed.error().what));
    QVERIFY2(*parsed == query, qPrintable(toText(*parsed)));
    const auto again = parseSearchQuery(toText(query));
    QVERIFY2(again, qPrintable(toText(query)));
    QVERIFY2(*again == query, qPrintable(toText(query)));
}

void TestSearchQuery::readsWords_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<SearchQuery>("query");
    row("a") << words({"a"});
    row("annual report") << words({"annual", "report"});
    row("  annual   report ") << words({"annual", "report"});
    row("annual\u00a0report\u3000x") << words({"annual", "report", "x"});
    row("Gr\u00fc\u00dfe") << words({"Gr\u00fc\u00dfe"});
    row("\"annual report\"") << words({"annual report"});
    row("\"annual  report \" a") << words({"annual  report ", "a"});
    row("-draft report") << words({"report"}, {"draft"});
    row("report -\"old draft\"") << words({"report"}, {"old draft"});
    row("a --b") << words({"a"}, {"-b"});
    row("a --") << words({"a"}, {"-"});
    row("a - b") << words({"a", "-", "b"});
    row("well-known a-") << words({"well-known", "a-"});
    row("\"-a\"") << words({"-a"});
    row("\"-\"") << words({"-"});
    row("24\"") << words({"24\""});
    row("a\"b c\"") << words({"a\"b", "c\""});
    row("\"a\\\"b\"") << words({"a\"b"});
    row("\"a\\\\\"") << words({"a\\"});
    row("\"\\\\\\\"\"") << words({"\\\""});
    row("\"a\\b c\\\\d\"") << words({"a\\b c\\\\d"});
    row("a\\b c\\") << words({"a\\b", "c\\"});
    row("C:") << words({"C:"});
    row("type: pdf") << words({"type:", "pdf"});
    row("12:30") << words({"12:30"});
    row(":a") << words({":a"});
    row("a1:b") << words({"a1:b"});
    row("\u00e4:b") << words({"\u00e4:b"});
    row("::") << words({"::"});
    row("\"type:pdf\"") << words({"type:pdf"});
    row("a -\"type:pdf\"") << words({"a"}, {"type:pdf"});
    row("a,b;c*?[]") << words({"a,b;c*?[]"});
    row("\U0001F600") << words({"\U0001F600"});
}

void TestSearchQuery::readsWords()
{
    QFETCH(QString, text);
    QFETCH(SearchQuery, query);
    check(text, query);
}

void TestSearchQuery::readsKeys_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<SearchQuery>("query");
    row("type:pdf") << types({"pdf"});
    row("TYPE:.PDF") << types({"pdf"});
    row("ext:..a") << types({"a"});
    row("ext:tar.gz") << types({"tar.gz"});
    row("type:pdf,doc type:image/png") << types({"pdf", "doc", "image/png"});
    row("type:\"image/svg+xml\"") << types({"image/svg+xml"});
    row("type:c++ ext:\u00c4") << types({"c++", "\u00e4"});
    row("size:500") << sizes(500, 500);
    row("size:500B") << sizes(500, 500);
    row("size:0") << sizes(0, 0);
    row("size:>10M") << sizes(10 * MiB + 1, SearchQuery::AnySize);
    row("size:>=5K") << sizes(5 * KiB, SearchQuery::AnySize);
    row("size:<1G") << sizes(0, GiB - 1);
    row("size:<=1GiB") << sizes(0, GiB);
    row("size:1M..2GB") << sizes(MiB, 2 * GiB);
    row("size:..2g") << sizes(0, 2 * GiB);
    row("size:2tib..") << sizes(2 * KiB * GiB, SearchQuery::AnySize);
    row("size:1.5G..1.5G") << sizes(3 * GiB / 2, 3 * GiB / 2);
    row("size:<=0.0001k") << sizes(0, 0);
    row("size:>=1.999999K") << sizes(2047, SearchQuery::AnySize);
    row("size:..18446744073709551614") << sizes(0, SearchQuery::AnySize - 1);
    row("size:\">1M\"") << sizes(MiB + 1, SearchQuery::AnySize);
    row("peer:studio-a") << peers({"studio-a"});
    row("peer:Studio-A,b peer:c") << peers({"studio-a", "b", "c"});
    row("re:^IMG_[0-9]+") << patterns({"^IMG_[0-9]+"});
    row("re:\"a b\" re:c:d") << patterns({"a b", "c:d"});
    row("re:\"a\\\\b\\d\"") << patterns({"a\\\\b\\d"});
    row("re:\\\\.pdf$") << patterns({"\\\\.pdf$"});
    SearchQuery root;
    root.root = ContentHash::fromHex(RootText);
    row(QByteArray{"root:" + RootText}.constData()) << root;
    row(QByteArray{"ROOT:" + RootText.toUpper()}.constData()) << root;
    SearchQuery only = types({"pdf"});
    only.excluded = {"draft"};
    row("-draft type:pdf") << only;
}

void TestSearchQuery::readsKeys()
{
    QFETCH(QString, text);
    QFETCH(SearchQuery, query);
    check(text, query);
}

void TestSearchQuery::readsTimes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<SearchQuery>("query");
    const sys_seconds newYear = dayOf(2026, 1, 1);
    row("after:2026-01-01") << times(newYear, {});
    row("after:2026") << times(newYear, {});
    row("after:2026-01") << times(newYear, {});
    row("before:2026-03") << times({}, dayOf(2026, 3, 1));
    row("before:2024-02-29") << times({}, dayOf(2024, 2, 29));
    row("after:2026-01-01T12:30") << times(newYear + 12h + 30min, {});
    row("after:2026-01-01t12:30:59z") << times(newYear + 12h + 30min + 59s, {});
    row("after:2026-01-01T12:30+01:30") << times(newYear + 11h, {});
    row("before:2026-01-01T00:00:00-05:00") << times({}, newYear + 5h);
    row("after:2026 before:2026-01-02") << times(newYear, newYear + days{1});
    row("before:2026 after:1999") << times(dayOf(1999, 1, 1), newYear);
    row("date:2026") << times(newYear, dayOf(2027, 1, 1));
    row("date:2026-12") << times(dayOf(2026, 12, 1), dayOf(2027, 1, 1));
    row("date:2026-01-01") << times(newYear, newYear + days{1});
    row("date:2026-01-01..2026-02-01") << times(newYear, dayOf(2026, 2, 2));
    row("date:2026-01..2026-02") << times(newYear, dayOf(2026, 3, 1));
    row("date:2026..") << times(newYear, {});
    row("date:..2026") << times({}, dayOf(2027, 1, 1));
    row("date:2026-01-01T10:00") << times(newYear + 10h, newYear + 10h + 1min);
    row("date:2026-01-01T10:00:00") << times(newYear + 10h, newYear + 10h + 1s);
    row("date:2026..9999") << times(newYear, {});
    row("after:0001") << times(dayOf(1, 1, 1), {});
}

void TestSearchQuery::readsTimes()
{
    QFETCH(QString, text);
    QFETCH(SearchQuery, query);
    check(text, query);
}

/// A row: the text with its fault between `{` and `}`, which are not part of it.
void TestSearchQuery::pointsAtWhatIsWrong_data()
{
    QTest::addColumn<QString>("marked");
    QTest::addColumn<QString>("what");
    const auto wrong = [](const char *marked, const char *what) {
        QTest::newRow(marked) << QString::fromUtf8(marked) << QString::fromUtf8(what);
    };
    wrong("{}", "say what to search for");
    wrong("{   }", "say what to search for");
    wrong("{size:0..}", "say what to search for");
    wrong("{date:..9999}", "say what to search for");
    wrong("{-draft} -b", "only leaves things out");
    wrong("size:0.. {-draft}", "only leaves things out");
    wrong("a {\"b c}", "never closed");
    wrong("{\"}", "never closed");
    wrong("a {\"b\\\"}", "never closed");
    wrong("type:{\"pdf}", "never closed");
    wrong("a {\"\"}", "nothing stands in the quotes");
    wrong("a -{\"\"}", "nothing stands in the quotes");
    wrong("a type:{\"\"}", "nothing stands in the quotes");
    wrong("\"a\"{b} c", "a space is missing");
    wrong("type:\"a\"{,b}", "a space is missing");
    wrong("a {typ:}pdf", "\"typ:\" is not known");
    wrong("a -{Typ:}pdf", "\"typ:\" is not known");
    wrong("\U0001F600 {https:}//x", "\"https:\" is not known");
    wrong("a {-type:pdf}", "only words and phrases");
    wrong("type:{pdf,,doc}", "\"\" is no type");
    wrong("type:{,}", "\"\" is no type");
    wrong("type:pdf,{a/b/c}", "\"a/b/c\" is no type");
    wrong("type:{/png}", "is no type");
    wrong("type:{image/}", "is no type");
    wrong("type:{image/*}", "is no type");
    wrong("type:{.}", "is no type");
    wrong("type:\"pdf,{a b}\"", "\"a b\" is no type");
    wrong("size:{1X}", "\"1X\" is no size");
    wrong("size:{-1}", "is no size");
    wrong("size:{1.5}", "is no size");
    wrong("size:{1.K}", "is no size");
    wrong("size:{1.1234567M}", "is no size");
    wrong("size:{1Ki}", "is no size");
    wrong("size:{>}", "is no size");
    wrong("size:{>=}", "is no size");
    wrong("size:{..}", "a range needs a size");
    wrong("size:{1..2..3}", "\"2..3\" is no size");
    wrong("size:{x..2}", "\"x\" is no size");
    wrong("size:{18446744073709551616}", "is no size");
    wrong("size:{16777216T}", "is no size");
    wrong("size:{2..1}", "no size is in this range");
    wrong("size:{<0}", "no size is in this range");
    wrong("size:{>18446744073709551615}", "no size is in this range");
    wrong("size:>1 {size:<3}", "the size is given twice");
    wrong("after:{26}", "\"26\" is no date");
    wrong("after:{2026-1}", "is no date");
    wrong("after:{2026-13}", "is no date");
    wrong("after:{2026-02-29}", "is no date");
    wrong("after:{2026-02-00}", "is no date");
    wrong("after:{2026-02-99}", "is no date");
    wrong("after:{0000}", "is no date");
    wrong("after:{20260101}", "is no date");
    wrong("after:{2026-01-01T}", "is no date");
    wrong("after:{2026-01T10:00}", "is no date");
    wrong("after:{2026-01-01T24:00}", "is no date");
    wrong("after:{2026-01-01T10:60}", "is no date");
    wrong("after:{2026-01-01T10:00:60}", "is no date");
    wrong("after:{2026-01-01T10:00+1}", "is no date");
    wrong("after:{2026-01-01T10:00Zx}", "is no date");
    wrong("after:{9999-12-31T23:59-00:01}", "is no date");
    wrong("after:{0001-01-01T00:00+00:01}", "is no date");
    wrong("before:{01/02/26}", "is no date");
    wrong("date:{2026..x}", "is no date");
    wrong("date:{x..2026}", "is no date");
    wrong("date:{..}", "a range needs a date");
    wrong("{date:2026..2025}", "no time is in this range");
    wrong("after:2026 {before:2026}", "no time is in this range");
    wrong("before:2025 {after:2026}", "no time is in this range");
    wrong("after:2026 {after:2026}", "given twice");
    wrong("before:2026 {before:2026}", "given twice");
    wrong("date:2026 {date:2026}", "given twice");
    wrong("date:2026 {after:2026}", "given twice");
    wrong("before:2026 {date:2026}", "given twice");
    wrong("peer:a,{-b}", "\"-b\" is no name of a peer");
    wrong("peer:{a,}", "\"\" is no name of a peer");
    wrong("peer:{\u00e4}", "is no name of a peer");
    wrong("root:{9f3c}", "64 hexadecimal digits");
    wrong("a\u00e4b{\t}", "cannot be seen");
    wrong("\U0001F600{\u202e}b", "cannot be seen");
    wrong("{\ufeff}a", "cannot be seen");
}

void TestSearchQuery::pointsAtWhatIsWrong()
{
    QFETCH(QString, marked);
    QFETCH(QString, what);
    const auto open = marked.indexOf(u'{');
    const auto close = marked.lastIndexOf(u'}');
    const QString text = marked.first(open) + marked.sliced(open + 1, close - open - 1)
                         + marked.sliced(close + 1);
    const auto parsed = parseSearchQuery(text);
    QVERIFY2(!parsed, "no error");
    QVERIFY2(parsed.error().what.contains(what), qPrintable(parsed.error().what));
    QCOMPARE(text.sliced(parsed.error().at, parsed.error().length),
             marked.sliced(open + 1, close - open - 1));
    QCOMPARE(parsed.error().at, open);
}

void TestSearchQuery::keepsItsLimits_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("at");
    QTest::addColumn<int>("length");
    const auto wrong = [](const char *name, const QString &text, int at, int length) {
        QTest::newRow(name) << text << at << length;
    };
    const auto fine = [&wrong](const char *name, const QString &text) {
        wrong(name, text, -1, -1);
    };
    const QString a = QStringLiteral("a ");
    fine("longest", QString(2048, u'x'));
    wrong("too long", QString(2050, u'x'), 2048, 2);
    wrong("too long in octets", QString(1025, u'\u00e4'), 1024, 1);
    wrong("too long for its own text", QStringLiteral("date:2026 ") + QString(2030, u'x'), 0, 2040);
    fine("most words", a.repeated(15) + u"a");
    wrong("too many words", a.repeated(16) + u"a", 32, 1);
    wrong("too many exclusions", a.repeated(8) + QStringLiteral("-a ").repeated(9), 40, 2);
    wrong("too many patterns", a.repeated(8) + QStringLiteral("re:a ").repeated(9), 56, 4);
    fine("longest pattern", u"re:" + QString(256, u'x'));
    wrong("too long pattern", u"re:" + QString(257, u'x'), 3, 257);
    fine("longest type", u"type:" + QString(127, u'x'));
    wrong("too long type", u"type:" + QString(128, u'x'), 5, 128);
    fine("most types", u"type:a" + QStringLiteral(",a").repeated(31));
    wrong("too many types", u"type:a" + QStringLiteral(",a").repeated(32), 69, 1);
    fine("most peers", QStringLiteral("peer:a ").repeated(32));
    wrong("too many peers", QStringLiteral("peer:a ").repeated(33), 229, 1);
    wrong("long peer", u"peer:" + QString(64, u'x'), 5, 64);
    wrong("half a character", QStringLiteral("ab") + QChar{0xd800}, 2, 1);
    wrong("halves in the wrong order", QString{QChar{0xdc00}} + QChar{0xd800}, 0, 1);
}

void TestSearchQuery::keepsItsLimits()
{
    QFETCH(QString, text);
    QFETCH(int, at);
    QFETCH(int, length);
    const auto parsed = parseSearchQuery(text);
    QCOMPARE(parsed.has_value(), at < 0);
    if (parsed)
        return check(text, *parsed);
    QCOMPARE(parsed.error().at, at);
    QCOMPARE(parsed.error().length, length);
}

void TestSearchQuery::listsTheKeysForAnUnknownOne()
{
    const auto parsed = parseSearchQuery(QStringLiteral("typ:pdf"));
    QVERIFY(!parsed);
    for (const char *key :
         {"type:", "ext:", "size:", "after:", "before:", "date:", "peer:", "root:", "re:"})
        QVERIFY2(parsed.error().what.contains(QString::fromUtf8(key)), key);
}

void TestSearchQuery::isWrittenShort_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("written");
    const auto same = [](const char *text) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(text);
    };
    same("annual report -draft");
    same("\"annual report\" \"-x\" \"type:pdf\" -\"old draft\"");
    same("\"say \\\"a b\\\"\"");
    same("a type:pdf,doc peer:Studio-A,b size:5..10 after:2026-01-01 before:2026-03-01");
    same("size:5.. after:2026-01-01T10:30:00");
    same("size:..10");
    same("size:10");
    same("re:^a re:\"a b\\d\"");
    QTest::newRow("units") << QStringLiteral("size:>=1K ext:A")
                           << QStringLiteral("type:a size:1024..");
}

void TestSearchQuery::isWrittenShort()
{
    QFETCH(QString, text);
    const auto parsed = parseSearchQuery(text);
    QVERIFY(parsed);
    QTEST(toText(*parsed), "written");
}

QTEST_APPLESS_MAIN(TestSearchQuery)
#include "tst_searchquery.moc"
