#include "tests/tracker/records.h"
#include "tracker/core/recordsearch.h"
#include "tracker/core/searchscratch.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace ft;
using namespace ft::tracker;

class TestRecordSearch : public QObject
{
    Q_OBJECT

private slots:
    void findsWhateverTheQueryBeginsFrom_data();
    void findsWhateverTheQueryBeginsFrom();
    void showsTheBestRankFirst();
    void showsMoreSourcesBeforeFewer();
    void keepsRecordsOfOneContentTogetherAtTheirBestRank();
    void countsRecordsAndContents();
    void goesOnWhereAPageEnded_data();
    void goesOnWhereAPageEnded();
    void goesOnAlthoughRecordsComeAndGo();
    void saysWhenItCostTooMuchAndShowsWordStartsBeforeTheRest();
    void hidesAPeerThatIsLeaving();
    void agreesWithHoldingTheQueryAgainstEveryRecord();
    void readsBackItsMarks_data();
    void readsBackItsMarks();
};

namespace {

/// An index with peers "a" and "b", and searches in it.
class Searched
{
public:
    Searched() = default;

    void add(const QByteArray &path, std::uint8_t root = 0, int peer = 0)
    {
        auto record = test::fileRecord(path, 10);
        if (root != 0)
            record.root = test::digest<ContentHash>(root);
        index.add(peers[static_cast<std::size_t>(peer)], record);
    }

    SearchOutcome run(const QString &text, const SearchPage &page = {})
    {
        const auto query = parseSearchQuery(text);
        if (!query)
            qFatal("%s", qPrintable(query.error().what));
        const auto matcher = QueryMatcher::compile(*query);
        if (!matcher)
            qFatal("%s", qPrintable(matcher.error()));
        std::vector<PeerHandle> named;
        for (const HostName &host : query->peers) {
            for (const PeerHandle peer : peers) {
                if (index.peer(peer).host == host.bytes())
                    named.push_back(peer);
            }
        }
        return RecordSearch{index, *matcher, named, scratch}.run(page);
    }
    QByteArrayList paths(const SearchOutcome &outcome) const
    {
        QByteArrayList paths;
        for (const RecordId id : outcome.records)
            paths << index.glanceAt(id).path.toByteArray();
        return paths;
    }
    QByteArrayList find(const QString &text, const SearchPage &page = {})
    {
        return paths(run(text, page));
    }

    RecordIndex index;
    std::vector<PeerHandle> peers{index.addPeer("a", {QHostAddress{QStringLiteral("10.0.0.1")}, 1}),
                                  index.addPeer("b", {QHostAddress{QStringLiteral("10.0.0.2")}, 1}),
                                  index.addPeer("c",
                                                {QHostAddress{QStringLiteral("10.0.0.3")}, 1})};
    SearchScratch scratch;
};

QByteArrayList sorted(QByteArrayList list)
{
    std::sort(list.begin(), list.end());
    return list;
}

} // namespace

void TestRecordSearch::findsWhateverTheQueryBeginsFrom_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QByteArrayList>("paths");
    const QByteArrayList all{"Mappe/ab.txt", "b.jpg", "docs/annual report.pdf"};
    QTest::newRow("a word") << "annual" << QByteArrayList{"docs/annual report.pdf"};
    QTest::newRow("two words in any order")
        << "report docs" << QByteArrayList{"docs/annual report.pdf"};
    QTest::newRow("two letters") << "ab" << QByteArrayList{"Mappe/ab.txt"};
    QTest::newRow("two letters at the end") << "pg" << QByteArrayList{"b.jpg"};
    QTest::newRow("one letter") << "b" << QByteArrayList{"Mappe/ab.txt", "b.jpg"};
    QTest::newRow("one letter at the end") << "g" << QByteArrayList{"b.jpg"};
    QTest::newRow("a short word beside a long one")
        << "t ann" << QByteArrayList{"docs/annual report.pdf"};
    QTest::newRow("an extension") << "type:jpg" << QByteArrayList{"b.jpg"};
    QTest::newRow("a type of all") << "type:text" << all;
    QTest::newRow("an exclusion beside a type")
        << "type:text -annual" << QByteArrayList{"Mappe/ab.txt", "b.jpg"};
    QTest::newRow("a size") << "size:10" << all;
    QTest::newRow("no such size") << "size:11" << QByteArrayList{};
    QTest::newRow("a regular expression with a text")
        << "re:rep.rt" << QByteArrayList{"docs/annual report.pdf"};
    QTest::newRow("a regular expression without") << "re:^.b" << QByteArrayList{"Mappe/ab.txt"};
    QTest::newRow("a peer") << "peer:b" << QByteArrayList{"b.jpg"};
    QTest::newRow("two peers") << "peer:a,b size:10" << all;
    QTest::newRow("a peer and a word") << "peer:a mappe" << QByteArrayList{"Mappe/ab.txt"};
    QTest::newRow("nobody of that name") << "peer:nobody" << QByteArrayList{};
    QTest::newRow("a content")
        << "root:0700000000000000000000000000000000000000000000000000000000000000"
        << QByteArrayList{"Mappe/ab.txt", "b.jpg"};
    QTest::newRow("a content and a word")
        << "mappe root:0700000000000000000000000000000000000000000000000000000000000000"
        << QByteArrayList{"Mappe/ab.txt"};
    QTest::newRow("nothing has it") << "zzz" << QByteArrayList{};
}

void TestRecordSearch::findsWhateverTheQueryBeginsFrom()
{
    QFETCH(const QString, query);
    Searched searched;
    searched.add("docs/annual report.pdf");
    searched.add("Mappe/ab.txt", 7);
    searched.add("b.jpg", 7, 1);
    QTEST(sorted(searched.find(query)), "paths");
}

void TestRecordSearch::showsTheBestRankFirst()
{
    Searched searched;
    searched.add("unreported.txt");
    searched.add("annual report.txt");
    searched.add("report.txt");
    searched.add("report of all.txt");
    QCOMPARE(
        searched.find(QStringLiteral("report")),
        (QByteArrayList{"report.txt", "report of all.txt", "annual report.txt", "unreported.txt"}));
}

void TestRecordSearch::showsMoreSourcesBeforeFewer()
{
    Searched searched;
    searched.add("song one.mp3", 1);
    for (int peer = 0; peer < 3; ++peer)
        searched.add("song two.mp3", 2, peer);
    searched.add("song three.mp3", 3);
    searched.add("song three.mp3", 3, 1);
    const auto found = searched.find(QStringLiteral("song"));
    QCOMPARE(found.first(5),
             (QByteArrayList{"song two.mp3",
                             "song two.mp3",
                             "song two.mp3",
                             "song three.mp3",
                             "song three.mp3"}));
}

void TestRecordSearch::keepsRecordsOfOneContentTogetherAtTheirBestRank()
{
    Searched searched;
    searched.add("my song.mp3", 1);
    searched.add("other song.mp3", 2);
    searched.add("song.mp3", 2, 1);
    const auto found = searched.find(QStringLiteral("song"));
    QCOMPARE(sorted(found.first(2)), (QByteArrayList{"other song.mp3", "song.mp3"}));
    QCOMPARE(found.last(), QByteArray{"my song.mp3"});
}

void TestRecordSearch::countsRecordsAndContents()
{
    Searched searched;
    searched.add("song 1", 1);
    searched.add("song 2", 1, 1);
    searched.add("song 3", 2);
    searched.add("song 4");
    searched.add("song 5");
    const auto outcome = searched.run(QStringLiteral("song"), {.limit = 2});
    QCOMPARE(outcome.total, 5U);
    QCOMPARE(outcome.contents, 4U);
    QCOMPARE(outcome.records.size(), 2U);
    QVERIFY(!outcome.isPartial);
    QVERIFY(outcome.next);
    QVERIFY(!searched.run(QStringLiteral("song"), {.limit = 5}).next);
}

void TestRecordSearch::goesOnWhereAPageEnded_data()
{
    QTest::addColumn<std::uint32_t>("limit");
    for (const std::uint32_t limit : {1U, 2U, 7U, 100U, 1'000U})
        QTest::addRow("%u", limit) << limit;
}

void TestRecordSearch::goesOnWhereAPageEnded()
{
    QFETCH(const std::uint32_t, limit);
    Searched searched;
    for (int i = 0; i < 200; ++i)
        searched.add("song " + QByteArray::number(i), static_cast<std::uint8_t>(i % 40), i % 3);
    QByteArrayList shown;
    SearchPage page{.limit = limit};
    do {
        const auto outcome = searched.run(QStringLiteral("song"), page);
        QCOMPARE(outcome.total, 200U);
        shown += searched.paths(outcome);
        page.after = outcome.next;
    } while (page.after);
    QCOMPARE(shown, searched.find(QStringLiteral("song"), {.limit = 1'000}));
    QCOMPARE(shown.size(), 200);
}

void TestRecordSearch::goesOnAlthoughRecordsComeAndGo()
{
    Searched searched;
    for (int i = 0; i < 100; ++i)
        searched.add("song " + QByteArray::number(i));
    const auto first = searched.run(QStringLiteral("song"), {.limit = 50});
    const auto shown = searched.paths(first);
    const auto all = searched.find(QStringLiteral("song"), {.limit = 1'000});
    for (int i = 0; i < 10; ++i)
        searched.index.remove(searched.peers[0], shown[i]);
    searched.index.remove(searched.peers[0], all[70]);
    const auto rest = searched.find(QStringLiteral("song"), {.limit = 1'000, .after = first.next});
    QByteArrayList expected = all.sliced(50);
    expected.removeOne(all[70]);
    QCOMPARE(rest, expected);
}

void TestRecordSearch::saysWhenItCostTooMuchAndShowsWordStartsBeforeTheRest()
{
    Searched searched;
    searched.add("report old.txt");
    for (int i = 0; i < 20'000; ++i)
        searched.add("unreported " + QByteArray::number(i));
    const auto outcome = searched.run(QStringLiteral("report"), {.limit = 10, .work = 500'000});
    QVERIFY(outcome.isPartial);
    QCOMPARE_LT(outcome.total, 20'001U);
    QCOMPARE_GE(outcome.work, 500'000U);
    QCOMPARE_LT(outcome.work, 700'000U);
    QCOMPARE(searched.paths(outcome).first(), QByteArray{"report old.txt"});
    const auto whole = searched.run(QStringLiteral("report"), {.limit = 10, .work = 100'000'000});
    QVERIFY(!whole.isPartial);
    QCOMPARE(whole.total, 20'001U);
}

void TestRecordSearch::hidesAPeerThatIsLeaving()
{
    Searched searched;
    searched.add("song 1", 1);
    searched.add("song 2", 1, 1);
    searched.index.beginLeave(searched.peers[1]);
    QCOMPARE(searched.find(QStringLiteral("song")), QByteArrayList{"song 1"});
    QCOMPARE(searched.find(QStringLiteral("peer:b")), QByteArrayList{});
    QCOMPARE(searched.find(QStringLiteral(
                 "root:0100000000000000000000000000000000000000000000000000000000000000")),
             QByteArrayList{"song 1"});
}

/// 200,000 records in several volumes, some removed again, against a naive look at every one.
void TestRecordSearch::agreesWithHoldingTheQueryAgainstEveryRecord()
{
    Searched searched;
    std::mt19937 random{3};
    const QByteArrayList words{"Annual", "report", "draft", "IMG", "holiday", "tax", "Überblick"};
    std::vector<QByteArray> present;
    for (int i = 0; i < 200'000; ++i) {
        QByteArray path = words[static_cast<qsizetype>(random() % 7)] + '/'
                          + words[static_cast<qsizetype>(random() % 7)] + '_'
                          + QByteArray::number(i) + (random() % 2 == 0 ? ".pdf" : ".txt");
        searched.add(path, static_cast<std::uint8_t>(random() % 256));
        present.push_back(path);
        if (random() % 3 == 0) {
            const auto place = random() % present.size();
            searched.index.remove(searched.peers[0], present[place]);
            present[place] = present.back();
            present.pop_back();
        }
    }
    for (const char *text :
         {"report", "77", "überblick 123", "\"tax_1\"", "re:_9[0-9]9\\.", "type:pdf img 55", "x"}) {
        const auto query = QString::fromUtf8(text);
        const auto matcher = QueryMatcher::compile(parseSearchQuery(query).value());
        QVERIFY(matcher);
        std::uint64_t expected = 0;
        QueryMatcher::Scratch scratch;
        searched.index.visitRecordsOf(searched.peers[0], [&](RecordId id) {
            const auto glance = searched.index.glanceAt(id);
            expected += matcher->match(glance, "text/plain", scratch) ? 1U : 0U;
            return true;
        });
        const auto outcome = searched.run(query, {.limit = 10, .work = 100'000'000'000});
        QVERIFY2(expected > 0, text);
        QCOMPARE(outcome.total, expected);
    }
}

void TestRecordSearch::readsBackItsMarks_data()
{
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<bool>("isMark");
    QTest::newRow("a mark") << PageMark{0xfedc'ba98'7654'3210, 0xffff'fffe}.toToken() << true;
    QTest::newRow("zero") << PageMark{}.toToken() << true;
    QTest::newRow("empty") << QByteArray{} << false;
    QTest::newRow("no dash") << QByteArray{"12"} << false;
    QTest::newRow("half") << QByteArray{"12-"} << false;
    QTest::newRow("no number") << QByteArray{"12-x"} << false;
    QTest::newRow("too large") << QByteArray{"1ffffffffffffffff-1"} << false;
    QTest::newRow("more behind") << QByteArray{"1-1-1"} << false;
}

void TestRecordSearch::readsBackItsMarks()
{
    QFETCH(const QByteArray, token);
    const auto mark = PageMark::parse(token);
    QTEST(mark.has_value(), "isMark");
    if (mark)
        QCOMPARE(mark->toToken(), token);
}

QTEST_APPLESS_MAIN(TestRecordSearch)
#include "tst_recordsearch.moc"
