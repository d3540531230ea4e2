#include "peer-gui/engine/tracker/livesearches.h"
#include "tests/peer-engine/records.h"

#include <QTest>

using namespace ft;
using namespace ft::engine;
using namespace std::chrono_literals;
using test::hostOf;
using test::pathOf;
using test::recordOf;

namespace {

/// Searches with the test in the tracker's place, and as their listener.
struct Fixture
{
    [[nodiscard]] static SourceRecord source(const char *name)
    {
        return {recordOf(QString::fromLatin1(name)), {}, hostOf("kim")};
    }
    [[nodiscard]] static FindResults resultsOf(std::uint64_t total)
    {
        FindResults results;
        results.total = total;
        return results;
    }
    void open(std::uint32_t id)
    {
        searches.open(SearchId{id},
                      {QString::number(id), 0, {}},
                      [this, id](const SearchNews &news) {
                          heard.emplace_back(id, news);
                          if (takesAtOnce)
                              searches.heard(SearchId{id});
                      });
    }
    void answer(const Result<FindResults, Problem> &result)
    {
        const auto done = std::exchange(pending, {});
        for (const auto &each : done)
            each(result);
    }

    std::vector<std::uint32_t> asked;
    std::vector<std::uint32_t> stopped;
    std::vector<TrackerCalls::FindDone> pending;
    std::vector<std::pair<std::uint32_t, SearchNews>> heard;
    bool takesAtOnce = true;
    LiveSearches searches{
        {[this](const FindRequest &request, std::uint32_t live, const auto &done) {
             QCOMPARE(request.text, QString::number(live));
             asked.push_back(live);
             pending.push_back(done);
         },
         [this](std::uint32_t live) {
             stopped.push_back(live);
         }},
        LiveSearches::Timing{10ms, 50ms, 10'000ms}};
};

} // namespace

class TstLiveSearches : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void tellsWhatThereIsAndWhatChanges()
    {
        Fixture f;
        f.open(7);
        QCOMPARE(f.asked, std::vector<std::uint32_t>{7});
        f.answer(Fixture::resultsOf(3));
        QVERIFY(f.heard.empty());
        QTRY_COMPARE(f.heard.size(), std::size_t{1});
        QCOMPARE(f.heard[0].second.results->total, std::uint64_t{3});
        f.searches.onCame({7, {Fixture::source("a"), Fixture::source("b")}});
        f.searches.onWent({7, {{pathOf(QStringLiteral("a")), hostOf("kim")}}});
        f.searches.onCame({8, {Fixture::source("c")}});
        QTRY_COMPARE(f.heard.size(), std::size_t{2});
        const SearchNews &news = f.heard[1].second;
        QVERIFY(!news.results);
        QCOMPARE(news.came.size(), std::size_t{1});
        QCOMPARE(news.went.size(), std::size_t{1});
    }

    void tellsNoFasterThanItIsTaken()
    {
        Fixture f;
        f.takesAtOnce = false;
        f.open(1);
        f.open(2);
        f.answer(Fixture::resultsOf(0));
        QTRY_COMPARE(f.heard.size(), std::size_t{2});
        f.searches.onCame({1, {Fixture::source("a")}});
        f.searches.onCame({2, {Fixture::source("b")}});
        f.searches.heard(SearchId{2});
        QTRY_COMPARE(f.heard.size(), std::size_t{3});
        QCOMPARE(f.heard[2].first, 2U);
        f.searches.onCame({1, {Fixture::source("c")}});
        f.searches.heard(SearchId{1});
        QTRY_COMPARE(f.heard.size(), std::size_t{4});
        QCOMPARE(f.heard[3].second.came.size(), std::size_t{2});
    }

    void asksAgainAfterJoining()
    {
        Fixture f;
        f.open(1);
        f.answer(tl::unexpected(Problem{ProblemCode::NotJoined, Operation::Search, {}, {}}));
        QTRY_COMPARE(f.heard.size(), std::size_t{1});
        QCOMPARE(f.heard[0].second.problem->code, ProblemCode::NotJoined);
        f.searches.onJoined();
        // Not twice while an answer is under way.
        f.searches.onJoined();
        QCOMPARE(f.asked.size(), std::size_t{2});
        f.answer(Fixture::resultsOf(1));
        QTRY_COMPARE(f.heard.size(), std::size_t{2});
        QVERIFY(!f.heard[1].second.problem);
    }

    void asksAgainWhenItMissedSomething()
    {
        Fixture f;
        f.open(1);
        f.answer(Fixture::resultsOf(1));
        f.searches.onMissed({1, 9});
        f.searches.onMissed({1, 1});
        QTRY_COMPARE(f.heard.size(), std::size_t{1});
        QCOMPARE(f.heard[0].second.missed, std::uint64_t{10});
        QTRY_COMPARE_WITH_TIMEOUT(f.asked.size(), std::size_t{2}, 10'000);
    }

    void asksAgainAfterTheTimeItIsTold()
    {
        Fixture f;
        f.open(1);
        Problem busy{ProblemCode::TrackerRefused, Operation::Search, {}, {}};
        busy.retryIn = 1s;
        f.answer(tl::unexpected(busy));
        QTRY_COMPARE_WITH_TIMEOUT(f.asked.size(), std::size_t{2}, 10'000);
        f.answer(tl::unexpected(Problem{ProblemCode::BadQuery, Operation::Search, {}, {}}));
        QTRY_COMPARE(f.heard.back().second.problem->code, ProblemCode::BadQuery);
        QCOMPARE(f.asked.size(), std::size_t{2});
    }

    void tellsNothingOnceClosed()
    {
        Fixture f;
        f.open(1);
        f.open(2);
        f.searches.close(SearchId{1});
        f.searches.close(SearchId{9});
        QCOMPARE(f.stopped, std::vector<std::uint32_t>{1});
        f.answer(Fixture::resultsOf(1));
        f.searches.onCame({1, {Fixture::source("a")}});
        QTRY_COMPARE(f.heard.size(), std::size_t{1});
        QCOMPARE(f.heard[0].first, 2U);
        f.searches.onJoined();
        QCOMPARE(f.asked, (std::vector<std::uint32_t>{1, 2, 2}));
    }

    void mayBeClosedByWhomItTells()
    {
        Fixture f;
        for (const std::uint32_t id : {1U, 2U}) {
            f.searches.open(SearchId{id},
                            {QString::number(id), 0, {}},
                            [&](const SearchNews &news) {
                                f.heard.emplace_back(0, news);
                                f.searches.close(SearchId{1});
                                f.searches.close(SearchId{2});
                            });
        }
        f.answer(Fixture::resultsOf(1));
        QTRY_COMPARE(f.heard.size(), std::size_t{1});
        QCOMPARE(f.stopped, (std::vector<std::uint32_t>{1, 2}));
    }
};

QTEST_GUILESS_MAIN(TstLiveSearches)
#include "tst_livesearches.moc"
