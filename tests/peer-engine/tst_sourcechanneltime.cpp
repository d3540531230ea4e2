#include "tests/peer-engine/channelfixture.h"
#include "tests/support/patience.h"

#include <QTest>

using namespace ft;
using namespace ft::engine;
using namespace std::chrono_literals;
using protocol::ByteRange;
using test::FakeStream;

namespace {

using Fixture = test::ChannelFixture;
const ByteRange First = Fixture::First;
const ByteRange Second = Fixture::Second;

const QByteArray Greeting = "HI FT/2 seen=1.2.3.4\n";
const QByteArray FirstLine = "FILE: size=8, range=0-4\n";
const QByteArray SecondLine = "FILE: size=8, range=5-7\n";
const QByteArray QueuedLine = "QUEUED: position=3\n";
const QByteArray UpdateLine = "QUEUED: position=2, update=yes\n";

} // namespace

/// How a SourceChannel keeps time: its patience, its rate, and turns with others.
class TstSourceChannelTime : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void measuresTheShortestRoundTrip()
    {
        Fixture f;
        QVERIFY(!f.channel->roundTrip());
        f.open();
        f.clock.advance(50ms);
        f.stream->arrive("HI FT/2 seen=1.2.3.4\n");
        QCOMPARE(f.channel->roundTrip(), 50ms);
        f.clock.advance(1s);
        f.askForBoth();
        f.clock.advance(30ms);
        f.stream->arrive(UpdateLine);
        f.clock.advance(10ms);
        f.stream->arrive(FirstLine + "12345");
        QCOMPARE(f.channel->roundTrip(), 40ms);
        // The second was asked for behind the first: its answer came without a wait.
        f.clock.advance(1ms);
        f.stream->arrive(SecondLine + "678");
        QCOMPARE(f.channel->roundTrip(), 40ms);
        f.askForBoth();
        f.clock.advance(60ms);
        f.stream->arrive(QueuedLine);
        QCOMPARE(f.channel->roundTrip(), 40ms);
    }

    void readsNoMoreThanItsRateAllows()
    {
        Fixture f{60s, 60s, 2};
        f.askForBoth();
        f.open();
        f.stream->arrive(FirstLine + "12345" + SecondLine + "678");
        QCOMPARE(f.arrived, 0);
        for (const qint64 total : {2, 4, 5, 7, 8}) {
            f.clock.advance(1s);
            f.arbiter.tick();
            QCOMPARE(f.arrived, total);
        }
        QCOMPARE(f.got, (QByteArrayList{"0:12345", "1:678"}));
        QVERIFY(!f.arbiter.isWaitedFor());
    }

    void isNotStalledByItsOwnRate()
    {
        Fixture held{20ms, 20ms, 2};
        held.askForBoth();
        held.open();
        held.stream->arrive(FirstLine + "12345");
        Fixture stalled{20ms, 20ms};
        stalled.askForBoth();
        stalled.open();
        QTRY_COMPARE(stalled.failures.size(), std::size_t{1});
        QVERIFY(held.failures.empty());
        held.group.setLimit(0);
        held.arbiter.tick();
        QCOMPARE(held.got, QByteArrayList{"0:12345"});
        QTRY_COMPARE(held.failures.size(), std::size_t{1});
    }

    void givesUpAfterATime_data()
    {
        QTest::addColumn<bool>("opens");
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<ProblemCode>("code");
        QTest::newRow("on no connection")
            << false << QByteArray{} << ProblemCode::SourceUnreachable;
        QTest::newRow("on silence") << true << QByteArray{} << ProblemCode::SourceStalled;
        QTest::newRow("on silence in the greeting")
            << true << QByteArray{"HI FT"} << ProblemCode::SourceStalled;
        QTest::newRow("on silence in a line")
            << true << QByteArray{"FIL"} << ProblemCode::SourceStalled;
        QTest::newRow("on silence in a payload")
            << true << FirstLine + "12" << ProblemCode::SourceStalled;
        QTest::newRow("on silence after an answer")
            << true << FirstLine + "12345" << ProblemCode::SourceStalled;
        QTest::newRow("on silence in the queue")
            << true << QueuedLine + QueuedLine << ProblemCode::SourceStalled;
    }
    void givesUpAfterATime()
    {
        QFETCH(bool, opens);
        QFETCH(QByteArray, answer);
        QFETCH(ProblemCode, code);
        Fixture f{20ms, 20ms};
        f.askForBoth();
        if (opens)
            f.open();
        f.stream->arrive(answer);
        QTRY_COMPARE(f.failures.size(), std::size_t{1});
        QCOMPARE(f.failures[0].code, code);
        QVERIFY(f.stream->isAborted());
    }

    void waitsAsLongAsNothingIsAskedFor_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("after the greeting and a piece") << Greeting + FirstLine + "12345";
        QTest::newRow("with a slot") << Greeting + QueuedLine + "READY\n";
    }
    void waitsAsLongAsNothingIsAskedFor()
    {
        QFETCH(QByteArray, answer);
        Fixture f{20ms, 20ms};
        f.channel->requestPiece(PieceIndex{0}, First);
        f.open();
        f.stream->arrive(answer);
        Fixture later{20ms, 20ms};
        later.askForBoth();
        later.open();
        QTRY_COMPARE(later.failures.size(), std::size_t{1});
        QVERIFY(f.failures.empty());
        f.channel->requestPiece(PieceIndex{1}, Second);
        QTRY_COMPARE(f.failures.size(), std::size_t{1});
    }

    void givesOthersTheirTurnInALongStream()
    {
        Fixture f;
        const test::ManualClock clock;
        auto dialed = std::make_unique<FakeStream>();
        auto *const stream = dialed.get();
        constexpr qint64 Piece = 1 << 20;
        constexpr int Pieces = 20;
        SourceChannel channel{std::move(dialed),
                              {test::recordOf(QStringLiteral("a"), Piece * Pieces), {}, {}},
                              {{test::hostOf("asker"), 0, {}}},
                              clock,
                              {}};
        int received = 0;
        connect(&channel, &SourceChannel::pieceReceived, this, [&] { ++received; });
        QByteArray answers;
        for (quint64 i = 0; i < Pieces; ++i) {
            const ByteRange range{i * Piece, Piece};
            channel.requestPiece(PieceIndex{static_cast<std::uint32_t>(i)}, range);
            answers += QStringLiteral("FILE: size=%1, range=%2-%3\n")
                           .arg(Piece * Pieces)
                           .arg(range.offset)
                           .arg(range.offset + Piece - 1)
                           .toLatin1();
            answers += QByteArray(Piece, 'x');
        }
        stream->open();
        stream->arrive(answers);
        QCOMPARE_LE(received, 5);
        QCOMPARE_GE(received, 3);
        QTRY_COMPARE(received, Pieces);
    }

    void isNotImpressedBy_data()
    {
        QTest::addColumn<bool>("asks");
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("talk");
        const auto row =
            [](const char *name, bool asks, const QByteArray &before, const char *talk) {
                QTest::newRow(name) << asks << before << QByteArray{talk};
            };
        row("answers to nothing, before the greeting", false, {}, "PONG\n");
        row("answers to nothing", true, Greeting, "PONG\n");
        row("greetings", true, Greeting, Greeting.constData());
        row("news of no queue", true, Greeting, UpdateLine.constData());
        row("a slot nobody waits for", true, Greeting, "READY\n");
        row("a line byte by byte", true, Greeting + "FILE: key=", "x");
        row("a greeting byte by byte", false, "HI FT/2 key=", "x");
    }
    void isNotImpressedBy()
    {
        QFETCH(bool, asks);
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, talk);
        Fixture f{60s, 50ms};
        if (asks)
            f.askForBoth();
        f.open();
        f.stream->arrive(before);
        QVERIFY(test::waitUntil([&] {
            f.stream->arrive(talk);
            return !f.failures.empty();
        }));
        QCOMPARE(f.failures[0].code, ProblemCode::SourceStalled);
    }

    void isPatientWithASourceThatTellsItsPlace()
    {
        Fixture f{60s, 1s};
        f.askForBoth();
        f.open();
        f.stream->arrive(Greeting + QueuedLine + QueuedLine);
        Fixture silent{60s, 1'500ms};
        silent.askForBoth();
        silent.open();
        QVERIFY(test::waitUntil([&] {
            f.stream->arrive(UpdateLine);
            return !silent.failures.empty();
        }));
        QVERIFY(f.failures.empty());
    }
};

QTEST_GUILESS_MAIN(TstSourceChannelTime)
#include "tst_sourcechanneltime.moc"
