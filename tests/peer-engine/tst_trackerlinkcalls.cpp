#include "tests/peer-engine/trackerlinkfixture.h"

#include <QTest>

using namespace ft;
using namespace ft::engine;
using namespace std::chrono_literals;
using test::failedWith;
using test::foundLine;
using test::recordOf;

using Fixture = test::TrackerLinkFixture;

class TstTrackerLinkCalls : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void answersSearches_data()
    {
        QTest::addColumn<QByteArray>("reply");
        QTest::addColumn<QString>("answer");
        QTest::newRow("one") << foundLine("x") << QStringLiteral("x");
        QTest::newRow("over three lines")
            << foundLine("x", true) + foundLine("y", true) + foundLine("z")
            << QStringLiteral("x+y+z");
        QTest::newRow("nobody") << QByteArray{"NOT FOUND\n"} << QString{};
        QTest::newRow("declined") << QByteArray{"REFUSED: busy, later\n"}
                                  << failedWith(ProblemCode::TrackerRefused);
        QTest::newRow("not accepted any more") << QByteArray{"REFUSED: nothing-shared, share\n"}
                                               << failedWith(ProblemCode::NothingToShare);
        QTest::newRow("of another kind")
            << QByteArray{"PEERS:\n"} << failedWith(ProblemCode::TrackerMisbehaved);
        QTest::newRow("lost") << QByteArray{"BYE\n"} << failedWith(ProblemCode::TrackerLost);
        QTest::newRow("lost in the middle") << foundLine("x", true) + "BYE\n"
                                            << failedWith(ProblemCode::TrackerLost);
        QTest::newRow("too long") << foundLine("x", true).repeated(1'001)
                                  << failedWith(ProblemCode::TrackerMisbehaved);
    }
    void answersSearches()
    {
        QFETCH(QByteArray, reply);
        QFETCH(QString, answer);
        Fixture f;
        f.join();
        f.search("x");
        QCOMPARE(f.stream->takeLines(), QStringList{QStringLiteral("SEARCH: x")});
        QVERIFY(f.answers.isEmpty());
        // However it is cut on its way.
        for (qsizetype at = 0; at < reply.size() && f.stream; at += 50)
            f.stream->arrive(reply.sliced(at, std::min<qsizetype>(50, reply.size() - at)));
        QCOMPARE(f.answers, QStringList{answer});
    }

    void answersPipelinedQuestionsInOrder()
    {
        Fixture f;
        f.join();
        f.search("one");
        f.link->announce({recordOf(QStringLiteral("b"))});
        f.search("two");
        f.link->listPeers({}, [&](const auto &peers) {
            f.answers << QStringLiteral("%1 peers").arg(peers.value().size());
        });
        f.search("three");
        f.stream->arrive(foundLine("1") + "SHARED: total=2\n" + "NOT FOUND\n"
                         + "PEERS: <p, 10.0.0.1, 1, files=1, bytes=1>\n" + foundLine("3"));
        QCOMPARE(
            f.answers,
            QStringList(
                {QStringLiteral("1"), QString{}, QStringLiteral("1 peers"), QStringLiteral("3")}));
        QVERIFY(f.losses.empty());
    }

    void failsQuestionsWhileNotJoined()
    {
        Fixture f;
        f.greet();
        f.search("x");
        f.link->listPeers({},
                          [&](const auto &peers) { f.answers << failedWith(peers.error().code); });
        // Not from inside the call.
        QVERIFY(f.answers.isEmpty());
        QTRY_COMPARE(f.answers.size(), 2);
        QCOMPARE(f.answers.count(failedWith(ProblemCode::NotJoined)), 2);
    }

    void leaves_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("answered") << QByteArray{"BYE\n"};
        QTest::newRow("answered after others") << QByteArray{"SHARED: total=2\nPING\nBYE\n"};
        QTest::newRow("answered by nonsense") << QByteArray{"HI FT/2 seen=10.0.0.4\n"};
        QTest::newRow("answered by an error") << QByteArray{"ERROR: malformed BYE\n"};
        QTest::newRow("not answered") << QByteArray{};
    }
    void leaves()
    {
        QFETCH(QByteArray, answer);
        auto settings = Fixture::defaults();
        settings.leaveDeadline = answer.isEmpty() ? 20ms : 60'000ms;
        Fixture f{settings};
        f.join();
        f.link->announce({recordOf(QStringLiteral("b"))});
        (void)f.stream->takeLines();
        f.search("x");
        int left = 0;
        f.link->leave([&] { ++left; });
        f.link->leave([&] { ++left; });
        QCOMPARE(f.stream->takeLines(),
                 QStringList({QStringLiteral("SEARCH: x"), QStringLiteral("BYE")}));
        QCOMPARE(left, 0);
        f.stream->arrive(answer);
        QTRY_COMPARE(left, 2);
        QCOMPARE(f.answers.size(), 1);
        QVERIFY(f.losses.empty());
        // And does not come back.
        f.link->announce({recordOf(QStringLiteral("c"))});
        f.link->shareSettled();
        QCOMPARE(f.dials, 1);
    }

    void leavesBeforeItIsJoined_data()
    {
        QTest::addColumn<int>("stage");
        QTest::newRow("never dialed") << 0;
        QTest::newRow("dialing") << 1;
        QTest::newRow("greeting") << 2;
        QTest::newRow("waiting to try again") << 3;
    }
    void leavesBeforeItIsJoined()
    {
        QFETCH(int, stage);
        Fixture f;
        if (stage > 0)
            f.dial();
        if (stage == 2)
            f.stream->open();
        if (stage == 3)
            f.stream->close({net::StreamError::Code::Refused, {}});
        int left = 0;
        const auto lossesBefore = f.losses.size();
        f.link->leave([&] { ++left; });
        QCOMPARE(left, 0);
        QTRY_COMPARE(left, 1);
        f.link->announce({recordOf(QStringLiteral("c"))});
        QCOMPARE(f.dials, stage > 0 ? 1 : 0);
        QCOMPARE(f.losses.size(), lossesBefore);
        // Asked again, it answers again.
        f.link->leave([&] { ++left; });
        QTRY_COMPARE(left, 2);
    }

    void reportsAnnouncedOnceTheTrackerKnows()
    {
        Fixture f;
        int reported = 0;
        const auto report = [&] {
            ++reported;
        };
        f.link->whenAnnounced(report);
        QCOMPARE(reported, 1); // nobody to wait for
        f.dial();
        f.link->whenAnnounced(report);
        f.stream->open();
        f.link->whenAnnounced(report);
        f.stream->arrive("HI FT/2 seen=10.0.0.4\n");
        f.link->whenAnnounced(report);
        QCOMPARE(reported, 1);
        f.stream->arrive("SHARED: total=1\n");
        QCOMPARE(reported, 4);
        f.link->whenAnnounced(report);
        QCOMPARE(reported, 5);
        f.link->announce({recordOf(QStringLiteral("b"))});
        f.link->whenAnnounced(report);
        QCOMPARE(reported, 5);
        f.stream->arrive("SHARED: total=2\n");
        QCOMPARE(reported, 6);
    }

    void reportsAnnouncedWhenItWillNotBe_data()
    {
        QTest::addColumn<QByteArray>("said");
        QTest::newRow("the connection is lost") << QByteArray{"BYE\n"};
        QTest::newRow("the tracker declines") << QByteArray{"REFUSED: busy, later\n"};
    }
    void reportsAnnouncedWhenItWillNotBe()
    {
        QFETCH(QByteArray, said);
        Fixture f;
        f.join();
        int reported = 0;
        f.link->announce({recordOf(QStringLiteral("b"))});
        f.link->whenAnnounced([&] { ++reported; });
        f.stream->arrive(said);
        QCOMPARE(reported, 1);
    }

    void mayBeDestroyedByWhomItCalls_data()
    {
        QTest::addColumn<QByteArray>("from");
        for (const char *from :
             {"joined", "dropped", "lost", "search", "failed search", "announced", "left"})
            QTest::newRow(from) << QByteArray{from};
    }
    void mayBeDestroyedByWhomItCalls()
    {
        QFETCH(QByteArray, from);
        Fixture f;
        bool isCalled = false;
        const auto destroy = [&] {
            isCalled = true;
            f.link.reset();
        };
        auto *const link = f.link.get();
        if (from == "joined")
            connect(link, &TrackerLink::joined, this, destroy);
        if (from == "dropped")
            connect(link, &TrackerLink::filesDropped, this, destroy);
        if (from == "lost")
            connect(link, &TrackerLink::lost, this, destroy);
        f.greet();
        f.stream->arrive("SHARED: total=1, dropped=1\nPING\n");
        if (from.endsWith("search"))
            link->search({"x", 0}, [&](const auto &) { destroy(); });
        if (from == "announced") {
            link->announce({recordOf(QStringLiteral("b"))});
            link->whenAnnounced(destroy);
        }
        if (from == "left")
            link->leave(destroy);
        if (!isCalled && from == "search")
            f.stream->arrive("NOT FOUND\nPING\n");
        else if (!isCalled && from == "announced")
            f.stream->arrive("SHARED: total=2\nPING\n");
        else if (!isCalled)
            f.stream->arrive("BYE\nPING\n");
        QVERIFY(isCalled);
        QVERIFY(!f.link);
    }

    void mayBeCalledBackInto()
    {
        Fixture f;
        f.join();
        int left = 0;
        f.link->search({"x", 0}, [&](const auto &) {
            f.search("again");
            f.link->announce({recordOf(QStringLiteral("b"))});
        });
        f.stream->arrive("NOT FOUND\n");
        QCOMPARE(f.stream->takeLines().size(), 3);
        f.stream->arrive(foundLine("found") + "SHARED: total=2\n");
        QCOMPARE(f.answers, QStringList{QStringLiteral("found")});
        f.link->search({"y", 0}, [&](const auto &) { f.link->leave([&] { ++left; }); });
        f.stream->close({net::StreamError::Code::Reset, {}});
        // Left instead of lost.
        QTRY_COMPARE(left, 1);
        QVERIFY(f.losses.empty());
        QCOMPARE(f.dials, 1);
    }
};

QTEST_GUILESS_MAIN(TstTrackerLinkCalls)
#include "tst_trackerlinkcalls.moc"
