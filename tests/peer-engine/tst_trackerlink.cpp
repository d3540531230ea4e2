#include "peer-gui/engine/tracker/trackerlink.h"
#include "tests/peer-engine/records.h"
#include "tests/support/fakestream.h"

#include <QPointer>
#include <QSignalSpy>
#include <QTest>

using namespace ft;
using namespace ft::engine;
using namespace std::chrono_literals;
using test::FakeStream;
using test::recordOf;

namespace {

class ShareStub : public TrackerLink::Share
{
public:
    [[nodiscard]] bool isEmpty() const override { return records.empty(); }
    [[nodiscard]] std::vector<FileRecord> sharedRecords() const override { return records; }

    std::vector<FileRecord> records{recordOf(QStringLiteral("a"))};
};

/// A link with the test in the tracker's place.
struct Fixture
{
    explicit Fixture(TrackerLink::Settings settings = defaults())
    {
        const auto dial = [this](const HostPort &) -> std::unique_ptr<net::ByteStream> {
            ++dials;
            auto dialed = std::make_unique<FakeStream>();
            stream = dialed.get();
            return dialed;
        };
        link = std::make_unique<TrackerLink>(settings,
                                             share,
                                             dial,
                                             Backoff{QRandomGenerator{1}, 1ms});
        QObject::connect(link.get(), &TrackerLink::joined, link.get(), [this] { ++joined; });
        QObject::connect(link.get(),
                         &TrackerLink::lost,
                         link.get(),
                         [this](const Problem &problem, std::chrono::milliseconds retryIn) {
                             losses.push_back(problem.code);
                             lastRetry = retryIn;
                         });
        QObject::connect(link.get(), &TrackerLink::filesDropped, link.get(), [this](auto count) {
            dropped.push_back(count);
        });
    }

    static TrackerLink::Settings defaults()
    {
        return {{QStringLiteral("tracker.example"), 1234}, test::hostOf("studio"), 40112, "test/1"};
    }

    void dial() const { link->announce(share.records); }
    void greet()
    {
        dial();
        stream->open();
        stream->arrive("HI FT/2 seen=10.0.0.4 ping=30\n");
    }
    /// Joined, with nothing left to take from the stream.
    void join()
    {
        greet();
        stream->arrive("SHARED: total=1\n");
        (void)stream->takeLines();
    }

    void search(const char *name)
    {
        link->search({name, 0}, [this](const auto &found) {
            QStringList names;
            if (!found)
                names << QStringLiteral("failed %1").arg(static_cast<int>(found.error().code));
            else
                for (const SourceRecord &record : *found)
                    names << record.file.path.toString();
            answers << names.join(u'+');
        });
    }

    ShareStub share;
    QPointer<FakeStream> stream; ///< of the last dial
    int dials = 0;
    int joined = 0;
    std::vector<ProblemCode> losses;
    std::chrono::milliseconds lastRetry{-1};
    std::vector<std::uint32_t> dropped;
    QStringList answers;
    std::unique_ptr<TrackerLink> link;
};

using Codes = std::vector<ProblemCode>;

QByteArray found(const QByteArray &name, bool more = false)
{
    return "FOUND: <" + name + ", text/plain, 1, 01/01/26, 10.0.0.9, 7, mtime=1, host=h>"
           + (more ? " +\n" : "\n");
}

QString failedWith(ProblemCode code)
{
    return QStringLiteral("failed %1").arg(static_cast<int>(code));
}

} // namespace

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
        QCOMPARE(f.stream->takeLines(),
                 QStringList{QStringLiteral("HELLO FT/2 name=studio port=40112 agent=test/1")});
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
            << hi << found("x") << ProblemCode::TrackerMisbehaved;
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

    void answersSearches_data()
    {
        QTest::addColumn<QByteArray>("reply");
        QTest::addColumn<QString>("answer");
        QTest::newRow("one") << found("x") << QStringLiteral("x");
        QTest::newRow("over three lines")
            << found("x", true) + found("y", true) + found("z") << QStringLiteral("x+y+z");
        QTest::newRow("nobody") << QByteArray{"NOT FOUND\n"} << QString{};
        QTest::newRow("declined") << QByteArray{"REFUSED: busy, later\n"}
                                  << failedWith(ProblemCode::TrackerRefused);
        QTest::newRow("not accepted any more") << QByteArray{"REFUSED: nothing-shared, share\n"}
                                               << failedWith(ProblemCode::NothingToShare);
        QTest::newRow("of another kind")
            << QByteArray{"PEERS:\n"} << failedWith(ProblemCode::TrackerMisbehaved);
        QTest::newRow("lost") << QByteArray{"BYE\n"} << failedWith(ProblemCode::TrackerLost);
        QTest::newRow("lost in the middle") << found("x", true) + "BYE\n"
                                            << failedWith(ProblemCode::TrackerLost);
        QTest::newRow("too long") << found("x", true).repeated(1'001)
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
        f.stream->arrive(found("1") + "SHARED: total=2\n" + "NOT FOUND\n"
                         + "PEERS: <p, 10.0.0.1, 1, files=1, bytes=1>\n" + found("3"));
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
        f.stream->arrive(found("found") + "SHARED: total=2\n");
        QCOMPARE(f.answers, QStringList{QStringLiteral("found")});
        f.link->search({"y", 0}, [&](const auto &) { f.link->leave([&] { ++left; }); });
        f.stream->close({net::StreamError::Code::Reset, {}});
        // Left instead of lost.
        QTRY_COMPARE(left, 1);
        QVERIFY(f.losses.empty());
        QCOMPARE(f.dials, 1);
    }
};

QTEST_GUILESS_MAIN(TstTrackerLink)
#include "tst_trackerlink.moc"
