#include "tests/peer-engine/trackerlinkfixture.h"

#include <QSignalSpy>
#include <QTest>

using namespace ft;
using namespace ft::engine;
using namespace std::chrono_literals;
using test::foundLine;
using test::recordOf;

using Fixture = test::TrackerLinkFixture;
using Codes = std::vector<ProblemCode>;

class TstTrackerLink : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void greetsThenAnnouncesThenIsJoined()
    {
        Fixture f;
        f.dial();
        QCOMPARE(f.stream->takeLines(), QStringList{});
        f.stream->open();
        const QString hello = f.stream->takeLines().join(u'|');
        QVERIFY2(hello.startsWith(QStringLiteral("HELLO FT/2 name=studio port=40112 agent=test/1 "
                                                 "can=notice+live epoch=1 share=")),
                 qPrintable(hello));
        f.stream->arrive("HI FT/2 seen=10.0.0.4 ping=30\n");
        const auto lines = f.stream->takeLines();
        QCOMPARE(lines.size(), 1);
        QVERIFY2(lines[0].startsWith(
                     QStringLiteral("SHARE: <a, text/plain, 1, 01/01/70, 10.0.0.4, 40112,")),
                 qPrintable(lines[0]));
        QVERIFY(!f.link->isJoined());
        f.stream->arrive("SHARED: total=1\n");
        QVERIFY(f.link->isJoined());
        QCOMPARE(f.joined, 1);
        QVERIFY(f.losses.empty());
    }

    void tellsTheTrackerAndTheSeenAddressOnJoining()
    {
        Fixture f;
        QSignalSpy joined{f.link.get(), &TrackerLink::joined};
        f.join();
        const auto info = qvariant_cast<JoinInfo>(joined[0][0]);
        QCOMPARE(info.seen, QHostAddress{QStringLiteral("10.0.0.4")});
        QCOMPARE(info.tracker, f.stream->remote());
    }

    void isJoinedOnceHoweverManyLinesAreAcknowledged()
    {
        Fixture f;
        f.join();
        f.link->announce({recordOf(QStringLiteral("b"))});
        f.stream->arrive("SHARED: total=2\n");
        QCOMPARE(f.joined, 1);
    }

    void waitsForSomethingToShare()
    {
        Fixture f;
        const auto records = std::exchange(f.share.records, {});
        f.link->shareSettled();
        f.link->shareSettled();
        QCOMPARE(f.dials, 0);
        QCOMPARE(f.losses, Codes{ProblemCode::NothingToShare});
        QCOMPARE(f.lastRetry, 0ms);
        f.share.records = records;
        f.join();
        QCOMPARE(f.joined, 1);
        f.link->shareSettled();
        QCOMPARE(f.losses.size(), std::size_t{1});
    }

    void saysNothingOfAShareThatHoldsSomething()
    {
        Fixture f;
        f.link->shareSettled();
        QVERIFY(f.losses.empty());
    }

    void dropsTheConnectionWhenTheShareEmptiedBeforeHi()
    {
        Fixture f;
        f.dial();
        f.stream->open();
        f.share.records.clear();
        f.stream->arrive("HI FT/2 seen=10.0.0.4\n");
        QCOMPARE(f.losses, Codes{ProblemCode::NothingToShare});
        f.share.records = {recordOf(QStringLiteral("b"))};
        f.dial();
        QCOMPARE(f.dials, 2);
    }

    void givesUpAConnection_data()
    {
        QTest::addColumn<QByteArray>("afterHello");
        QTest::addColumn<QByteArray>("afterShare");
        QTest::addColumn<ProblemCode>("code");
        const QByteArray hi{"HI FT/2 seen=10.0.0.4\n"};
        QTest::newRow("the name is taken") << QByteArray{"REFUSED: name-taken, in use\n"}
                                           << QByteArray{} << ProblemCode::NameTaken;
        QTest::newRow("the name was taken meanwhile")
            << hi << QByteArray{"REFUSED: name-taken, in use\n"} << ProblemCode::NameTaken;
        QTest::newRow("declined for another reason")
            << QByteArray{"REFUSED: busy, later\n"} << QByteArray{} << ProblemCode::TrackerRefused;
        QTest::newRow("the share is declined")
            << hi << QByteArray{"REFUSED: busy, later\n"} << ProblemCode::TrackerRefused;
        QTest::newRow("an error") << QByteArray{"ERROR: bad-version FT/3 only\n"} << QByteArray{}
                                  << ProblemCode::TrackerRefused;
        QTest::newRow("another protocol") << QByteArray{"HTTP/1.1 400 Bad Request\r\n"}
                                          << QByteArray{} << ProblemCode::TrackerMisbehaved;
        QTest::newRow("a line without end")
            << QByteArray(70'000, 'x') << QByteArray{} << ProblemCode::TrackerMisbehaved;
        QTest::newRow("acknowledged before it was said")
            << QByteArray{"SHARED: total=1\n"} << QByteArray{} << ProblemCode::TrackerMisbehaved;
        QTest::newRow("HI twice") << hi << hi << ProblemCode::TrackerMisbehaved;
        QTest::newRow("an answer nobody asked for")
            << hi << foundLine("x") << ProblemCode::TrackerMisbehaved;
        QTest::newRow("goodbye") << hi << QByteArray{"BYE\n"} << ProblemCode::TrackerLost;
    }
    void givesUpAConnection()
    {
        QFETCH(QByteArray, afterHello);
        QFETCH(QByteArray, afterShare);
        QFETCH(ProblemCode, code);
        Fixture f;
        f.dial();
        f.stream->open();
        f.stream->arrive(afterHello);
        if (!afterShare.isEmpty())
            f.stream->arrive(afterShare);
        QCOMPARE(f.losses, Codes{code});
        QVERIFY(!f.stream || f.stream->isAborted());
        QCOMPARE(f.joined, 0);
        QTRY_COMPARE(f.dials, 2);
    }

    void tellsHowAConnectionEnded_data()
    {
        QTest::addColumn<net::StreamError::Code>("how");
        QTest::addColumn<ProblemCode>("code");
        using How = net::StreamError::Code;
        QTest::newRow("refused") << How::Refused << ProblemCode::TrackerUnreachable;
        QTest::newRow("unreachable") << How::Unreachable << ProblemCode::TrackerUnreachable;
        QTest::newRow("not resolved") << How::NotResolved << ProblemCode::TrackerNotResolved;
        QTest::newRow("this machine") << How::Local << ProblemCode::TrackerUnreachable;
        QTest::newRow("closed") << How::ClosedByPeer << ProblemCode::TrackerLost;
        QTest::newRow("reset") << How::Reset << ProblemCode::TrackerLost;
    }
    void tellsHowAConnectionEnded()
    {
        QFETCH(net::StreamError::Code, how);
        QFETCH(ProblemCode, code);
        Fixture f;
        QSignalSpy lost{f.link.get(), &TrackerLink::lost};
        f.dial();
        f.stream->close({how, QStringLiteral("the system's words")});
        QCOMPARE(f.losses, Codes{code});
        const auto problem = qvariant_cast<Problem>(lost[0][0]);
        QCOMPARE(problem.subject, QStringLiteral("tracker.example:1234"));
        QCOMPARE(problem.detail, QStringLiteral("the system's words"));
    }

    void givesUpOnASilentTracker_data()
    {
        QTest::addColumn<QByteArray>("said");
        QTest::addColumn<ProblemCode>("code");
        QTest::newRow("no connection") << QByteArray{} << ProblemCode::TrackerUnreachable;
        QTest::newRow("no HI") << QByteArray{""} << ProblemCode::TrackerUnreachable;
        QTest::newRow("no SHARED")
            << QByteArray{"HI FT/2 seen=10.0.0.4\n"} << ProblemCode::TrackerLost;
        QTest::newRow("nothing once joined")
            << QByteArray{"HI FT/2 seen=10.0.0.4 ping=4294967\nSHARED: total=1\n"}
            << ProblemCode::TrackerLost;
    }
    void givesUpOnASilentTracker()
    {
        QFETCH(QByteArray, said);
        QFETCH(ProblemCode, code);
        auto settings = Fixture::defaults();
        settings.answerDeadline = 20ms;
        settings.longestSilence = 20ms;
        Fixture f{settings};
        f.dial();
        if (!said.isNull())
            f.stream->open();
        f.stream->arrive(said);
        QTRY_VERIFY(!f.losses.empty());
        QCOMPARE(f.losses.front(), code);
    }

    void answersPings()
    {
        Fixture f;
        f.greet();
        (void)f.stream->takeLines();
        f.stream->arrive("PING\n");
        QCOMPARE(f.stream->takeLines(), QStringList{QStringLiteral("PONG")});
        f.stream->arrive("SHARED: total=1\nPING\nPONG\nPING\n");
        QCOMPARE(f.stream->takeLines(),
                 QStringList({QStringLiteral("PONG"), QStringLiteral("PONG")}));
    }

    void comesBackAfterALossWithTheWholeShareOfThen()
    {
        Fixture f;
        f.join();
        f.share.records = {recordOf(QStringLiteral("b")), recordOf(QStringLiteral("c"))};
        f.link->announce({recordOf(QStringLiteral("b")), recordOf(QStringLiteral("c"))});
        f.link->withdraw({test::pathOf(QStringLiteral("a"))});
        f.stream->close({net::StreamError::Code::Reset, {}});
        QCOMPARE(f.losses, Codes{ProblemCode::TrackerLost});
        QVERIFY(!f.link->isJoined());
        QTRY_COMPARE(f.dials, 2);
        f.stream->open();
        (void)f.stream->takeLines();
        f.stream->arrive("HI FT/2 seen=10.0.0.4\n");
        const auto lines = f.stream->takeLines();
        QCOMPARE(lines.size(), 1);
        QVERIFY(lines[0].contains(u"<b,") && lines[0].contains(u"<c,")
                && !lines[0].contains(u"<a,"));
        f.stream->arrive("SHARED: total=2\n");
        QCOMPARE(f.joined, 2);
    }

    void tellsThatThereIsNothingToComeBackWith()
    {
        Fixture f;
        f.join();
        f.share.records.clear();
        f.stream->close();
        QTRY_COMPARE(f.losses, (Codes{ProblemCode::TrackerLost, ProblemCode::NothingToShare}));
        QCOMPARE(f.dials, 1);
    }

    void tellsTheTrackerOfChangesInOrder()
    {
        Fixture f;
        f.greet();
        (void)f.stream->takeLines();
        f.link->announce({recordOf(QStringLiteral("b"))});
        f.link->withdraw({test::pathOf(QStringLiteral("a")), test::pathOf(QStringLiteral("b"))});
        f.link->announce({recordOf(QStringLiteral("a"))});
        f.link->announce({});
        f.link->withdraw({});
        const auto lines = f.stream->takeLines();
        QCOMPARE(lines.size(), 3);
        QVERIFY(lines[0].startsWith(u"SHARE: <b,"));
        QCOMPARE(lines[1], QStringLiteral("UNSHARE: <a> <b>"));
        QVERIFY(lines[2].startsWith(u"SHARE: <a,"));
        f.stream->arrive("SHARED: total=1\nSHARED: total=2\nSHARED: total=0\nSHARED: total=1\n");
        QCOMPARE(f.joined, 1);
        QVERIFY(f.losses.empty());
    }

    void isNotJoinedWhileTheTrackerHasNoFile()
    {
        Fixture f;
        f.join();
        f.share.records.clear();
        f.link->withdraw({test::pathOf(QStringLiteral("a"))});
        f.stream->arrive("SHARED: total=0\n");
        QVERIFY(!f.link->isJoined());
        QCOMPARE(f.losses, Codes{ProblemCode::NothingToShare});
        QCOMPARE(f.lastRetry, 0ms);
        f.link->shareSettled();
        QCOMPARE(f.losses.size(), std::size_t{1});
        f.link->announce({recordOf(QStringLiteral("b"))});
        f.stream->arrive("SHARED: total=1\n");
        QVERIFY(f.link->isJoined());
        QCOMPARE(f.joined, 2);
        QCOMPARE(f.dials, 1);
    }

    void tellsHowManyFilesTheTrackerLeftOut()
    {
        Fixture f;
        f.greet();
        f.stream->arrive("SHARED: total=1, dropped=7\n");
        QCOMPARE(f.dropped, std::vector<std::uint32_t>{7});
        QCOMPARE(f.joined, 1);
    }

    void keepsAFewLinesUnansweredAtMost()
    {
        Fixture f;
        f.share.records.clear();
        for (int i = 0; i < 10'000; ++i)
            f.share.records.push_back(recordOf(QStringLiteral("some/file-%1").arg(i)));
        f.greet();
        qsizetype lines = f.stream->takeLines().size() - 1; // without HELLO
        qsizetype mostAhead = lines;
        for (qsizetype answered = 0; answered < lines;) {
            f.stream->arrive("SHARED: total=1\n");
            lines += f.stream->takeLines().size();
            mostAhead = std::max(mostAhead, lines - ++answered);
        }
        QCOMPARE_LE(mostAhead, 10);
        QCOMPARE_GE(mostAhead, 4);
        QCOMPARE_GE(f.stream->written().count('<'), 10'000);
        QCOMPARE(f.joined, 1);
    }
};

QTEST_GUILESS_MAIN(TstTrackerLink)
#include "tst_trackerlink.moc"
