#include "peer-gui/engine/tracker/newsqueue.h"
#include "tests/peer-engine/records.h"

#include <QTest>

using namespace ft;
using namespace ft::engine;
using test::hostOf;
using test::pathOf;
using test::recordOf;

namespace {

SourceRecord source(const QString &name, const char *host = "kim", std::uint64_t size = 1)
{
    return {recordOf(name, size), {QHostAddress{QStringLiteral("10.0.0.9")}, 7}, hostOf(host)};
}

protocol::Gone gone(const QString &name, const char *host = "kim")
{
    return {pathOf(name), hostOf(host)};
}

} // namespace

class TstNewsQueue : public QObject
{
    Q_OBJECT

private slots:
    void hasNothingAtFirst()
    {
        NewsQueue queue;
        QVERIFY(queue.isEmpty());
        QVERIFY(queue.take().isEmpty());
    }

    void tellsEverythingOnce()
    {
        NewsQueue queue;
        queue.came({source(QStringLiteral("a")), source(QStringLiteral("b"))});
        queue.went({gone(QStringLiteral("c"))});
        queue.missed(3);
        queue.missed(4);
        const auto news = queue.take();
        QCOMPARE(news.came.size(), std::size_t{2});
        QCOMPARE(news.went, std::vector{gone(QStringLiteral("c"))});
        QCOMPARE(news.missed, std::uint64_t{7});
        QVERIFY(queue.isEmpty());
        QVERIFY(queue.take().isEmpty());
    }

    void tellsTheLastEventOfARecordAlone()
    {
        NewsQueue queue;
        queue.came({source(QStringLiteral("a"))});
        queue.went({gone(QStringLiteral("a"), "KIM")});
        queue.went({gone(QStringLiteral("b"))});
        queue.came({source(QStringLiteral("b"), "Kim", 5)});
        queue.came({source(QStringLiteral("a"), "other")});
        const auto news = queue.take();
        QCOMPARE(news.went, std::vector{gone(QStringLiteral("a"))});
        QCOMPARE(news.came.size(), std::size_t{2});
        QCOMPARE(news.came[0].host, hostOf("other"));
        QCOMPARE(news.came[1].file.size, std::uint64_t{5});
    }

    void startsAnewWithResults()
    {
        NewsQueue queue;
        queue.came({source(QStringLiteral("a"))});
        queue.missed(1);
        queue.failed({ProblemCode::TrackerRefused, Operation::Search, {}, {}});
        FindResults results;
        results.total = 9;
        queue.restart(results);
        queue.came({source(QStringLiteral("b"))});
        const auto news = queue.take();
        QCOMPARE(news.results->total, std::uint64_t{9});
        QCOMPARE(news.came.size(), std::size_t{1});
        QCOMPARE(news.came[0].file.path, pathOf(QStringLiteral("b")));
        QCOMPARE(news.missed, std::uint64_t{0});
        QVERIFY(!news.problem);
    }

    void holdsABoundedAmountAndCountsTheRest()
    {
        NewsQueue queue;
        for (std::size_t i = 0; i < NewsQueue::Most + 5; ++i)
            queue.came({source(QString::number(i))});
        // What is known already takes no room.
        queue.went({gone(QStringLiteral("0"))});
        const auto news = queue.take();
        QCOMPARE(news.came.size() + news.went.size(), NewsQueue::Most);
        QCOMPARE(news.went.size(), std::size_t{1});
        QCOMPARE(news.missed, std::uint64_t{5});
    }

    void tellsClassicPeersApartByTheirAddresses()
    {
        NewsQueue queue;
        SourceRecord classic = source(QStringLiteral("a"));
        classic.host.reset();
        SourceRecord other = classic;
        other.endpoint.port = 8;
        queue.came({classic, other});
        QCOMPARE(queue.take().came.size(), std::size_t{2});
    }
};

QTEST_APPLESS_MAIN(TstNewsQueue)
#include "tst_newsqueue.moc"
