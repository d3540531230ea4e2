#include "tests/peer-engine/trackerlinkfixture.h"

#include <QSignalSpy>
#include <QTest>

using namespace ft;
using namespace ft::engine;
using namespace std::chrono_literals;
using test::foundLine;
using test::recordOf;

using Fixture = test::TrackerLinkFixture;

class TstTrackerLinkFind : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void asksByQuery()
    {
        Fixture f;
        f.join("find+live");
        f.find({QStringLiteral("annual, report type:pdf"), 5, "4-ab"});
        QCOMPARE(f.stream->takeLines(),
                 QStringList{
                     QStringLiteral("FIND: annual%2C report type:pdf, limit=5, after=4-ab")});
        f.stream->arrive("RESULTS: total=12, shown=3, contents=7, after=8-cd, partial=yes\n"
                         + foundLine("a", true) + foundLine("b", true));
        QVERIFY(f.results.empty());
        f.stream->arrive(foundLine("c"));
        QCOMPARE(f.results.size(), std::size_t{1});
        const FindResults &results = f.results[0].value();
        QCOMPARE(results.records.size(), std::size_t{3});
        QCOMPARE(results.total, std::uint64_t{12});
        QCOMPARE(results.contents, std::uint64_t{7});
        QCOMPARE(results.after, QByteArray{"8-cd"});
        QVERIFY(results.isPartial);
        QVERIFY(!results.isExactOnly);
    }

    void takesEmptyAnswersAndGoesOn()
    {
        Fixture f;
        f.join("find");
        f.find({QStringLiteral("a"), 0, {}});
        f.find({QStringLiteral("b"), 0, {}});
        f.search("c");
        f.stream->arrive("RESULTS: total=0, shown=0, contents=0\n"
                         "RESULTS: total=1, shown=1, contents=1\n"
                         + foundLine("b") + "NOT FOUND\n");
        QCOMPARE(f.results.size(), std::size_t{2});
        QVERIFY(f.results[0]->records.empty());
        QCOMPARE(f.results[1]->records.size(), std::size_t{1});
        QCOMPARE(f.answers, QStringList{QString{}});
        QVERIFY(f.losses.empty());
    }

    void givesUpOnAnswersThatAreNone_data()
    {
        QTest::addColumn<QByteArray>("said");
        QTest::newRow("records without their count") << foundLine("a");
        QTest::newRow("more than were counted")
            << "RESULTS: total=1, shown=1, contents=1\n" + foundLine("a", true) + foundLine("b");
        QTest::newRow("counted twice") << QByteArray{"RESULTS: total=1, shown=1, contents=1\n"
                                                     "RESULTS: total=1, shown=1, contents=1\n"};
        QTest::newRow("of another kind") << QByteArray{"PEERS:\n"};
        QTest::newRow("none") << QByteArray{"SHARED: total=1\n"};
    }
    void givesUpOnAnswersThatAreNone()
    {
        QFETCH(QByteArray, said);
        Fixture f;
        f.join("find");
        f.find({QStringLiteral("a"), 0, {}});
        f.stream->arrive(said);
        QCOMPARE(f.losses, std::vector{ProblemCode::TrackerMisbehaved});
        QCOMPARE(f.results.size(), std::size_t{1});
        QVERIFY(!f.results[0]);
    }

    void tellsWhyAQueryIsDeclined()
    {
        Fixture f;
        f.join("find");
        f.find({QStringLiteral("re:(("), 0, {}});
        f.find({QStringLiteral("a"), 0, {}});
        f.stream->arrive("REFUSED: bad-query, missing )\nREFUSED: busy, slow down, retry=7\n");
        QCOMPARE(f.results[0].error().code, ProblemCode::BadQuery);
        QCOMPARE(f.results[0].error().detail, QStringLiteral("missing )"));
        QCOMPARE(f.results[1].error().code, ProblemCode::TrackerRefused);
        QCOMPARE(f.results[1].error().retryIn, 7s);
        QVERIFY(f.losses.empty());
    }

    void asksNobodyWhatIsNoQuery()
    {
        Fixture f;
        f.join("find");
        f.find({QStringLiteral("size:big"), 0, {}});
        f.find({QString(3'000, u'a'), 0, {}});
        f.find({QString{}, 0, {}});
        QVERIFY(f.results.empty());
        QTRY_COMPARE(f.results.size(), std::size_t{3});
        for (const auto &result : f.results)
            QCOMPARE(result.error().code, ProblemCode::BadQuery);
        QVERIFY(f.stream->takeLines().isEmpty());
    }

    void asksATrackerOfExactNamesForOne()
    {
        Fixture f;
        f.join();
        QVERIFY(!f.link->canFind());
        f.find({QStringLiteral("annual report.pdf"), 5, {}});
        QCOMPARE(f.stream->takeLines(),
                 QStringList{QStringLiteral("SEARCH: annual report.pdf, limit=5")});
        f.stream->arrive(foundLine("x", true) + foundLine("y"));
        QVERIFY(f.results[0]->isExactOnly);
        QCOMPARE(f.results[0]->total, std::uint64_t{2});
        f.find({QStringLiteral("report type:pdf"), 0, {}});
        QTRY_COMPARE(f.results.size(), std::size_t{2});
        QCOMPARE(f.results[1].error().code, ProblemCode::ExactNamesOnly);
        QVERIFY(f.stream->takeLines().isEmpty());
    }

    void keepsSearchesOpenWhereTheTrackerCan()
    {
        Fixture f;
        f.join("find+live");
        QSignalSpy came{f.link.get(), &TrackerLink::came};
        QSignalSpy went{f.link.get(), &TrackerLink::went};
        QSignalSpy missed{f.link.get(), &TrackerLink::missed};
        f.find({QStringLiteral("a"), 0, {}}, 7);
        QCOMPARE(f.stream->takeLines(), QStringList{QStringLiteral("FIND: a, live=7")});
        f.search("b");
        f.stream->arrive("CAME: <a, x, 1, 01/01/26, 10.0.0.9, 7, peer=kim> live=7\n"
                         "RESULTS: total=0, shown=0, contents=0, live=7\n"
                         "WENT: <a, peer=kim> live=7\nMISSED: live=7, count=3\nNOT FOUND\n");
        QCOMPARE(came.size(), 1);
        QCOMPARE(qvariant_cast<protocol::Came>(came[0][0]).live, 7U);
        QCOMPARE(went.size(), 1);
        QCOMPARE(missed.size(), 1);
        QCOMPARE(f.results.size(), std::size_t{1});
        QCOMPARE(f.answers.size(), 1);
        (void)f.stream->takeLines();
        f.link->stopFinding(7);
        QCOMPARE(f.stream->takeLines(), QStringList{QStringLiteral("STOP: live=7")});
    }

    void asksOnceWhereTheTrackerCannotKeepSearchesOpen()
    {
        Fixture f;
        f.join("find");
        f.find({QStringLiteral("a"), 0, {}}, 7);
        f.link->stopFinding(7);
        QCOMPARE(f.stream->takeLines(), QStringList{QStringLiteral("FIND: a")});
    }

    void tellsWhatTheOperatorSays()
    {
        Fixture f;
        f.join("find");
        QSignalSpy noticed{f.link.get(), &TrackerLink::noticed};
        f.stream->arrive("NOTICE: down at 6 pm%2C sorry\nBYE\n");
        QCOMPARE(noticed.size(), 1);
        QCOMPARE(noticed[0][0].toString(), QStringLiteral("down at 6 pm, sorry"));
        QCOMPARE(f.losses, std::vector{ProblemCode::TrackerLost});
    }

    void staysAwayAsLongAsItIsAskedTo_data()
    {
        QTest::addColumn<QByteArray>("refusal");
        QTest::addColumn<ProblemCode>("code");
        QTest::addColumn<std::chrono::milliseconds>("atLeast");
        QTest::addColumn<std::chrono::milliseconds>("atMost");
        const auto row = [](const char *refusal, ProblemCode code, auto atLeast, auto atMost) {
            QTest::newRow(refusal)
                << QByteArray{refusal} << code << std::chrono::milliseconds{atLeast}
                << std::chrono::milliseconds{atMost};
        };
        row("busy, later, retry=60", ProblemCode::TrackerRefused, 60s, 120s);
        row("name-taken, in use, retry=5", ProblemCode::NameTaken, 5s, 10s);
        row("banned, go away, retry=4294967295", ProblemCode::Banned, 1h, 2h);
        row("busy, later, retry=0", ProblemCode::TrackerRefused, 0s, 2s);
    }
    void staysAwayAsLongAsItIsAskedTo()
    {
        QFETCH(QByteArray, refusal);
        QFETCH(ProblemCode, code);
        QFETCH(std::chrono::milliseconds, atLeast);
        QFETCH(std::chrono::milliseconds, atMost);
        Fixture f;
        f.dial();
        f.stream->open();
        f.stream->arrive("REFUSED: " + refusal + '\n');
        QCOMPARE(f.losses, std::vector{code});
        QCOMPARE_GE(f.lastRetry, atLeast);
        QCOMPARE_LE(f.lastRetry, atMost);
    }
};

QTEST_GUILESS_MAIN(TstTrackerLinkFind)
#include "tst_trackerlinkfind.moc"
