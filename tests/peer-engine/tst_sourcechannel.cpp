#include "tests/peer-engine/channelfixture.h"

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

const QByteArray Root = test::rootOf(1).hex();
const QByteArray FirstLine = "FILE: size=8, range=0-4\n";
const QByteArray SecondLine = "FILE: size=8, range=5-7, root=" + Root + "\n";

protocol::HashesRequest twoHashes()
{
    return {test::rootOf(1), 1'048'576, {0, 2}};
}
const QByteArray PiecesLine = "PIECES: root=" + Root + ", size=8, piece=1048576, count=1\n";
const QByteArray QueuedLine = "QUEUED: position=3\n";
const QByteArray UpdateLine = "QUEUED: position=2, update=yes\n";
const QByteArray NotYetLine = "REFUSED: not-yet, later\n";
const QByteArray HashesLine = "HASHES: root=" + Root + ", piece=1048576, range=0-1\n";

} // namespace

class TstSourceChannel : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void greetsAndAsksInOrderOnceItIsOpen()
    {
        Fixture f;
        f.channel->requestHashes(twoHashes());
        f.channel->requestPiece(PieceIndex{0}, First);
        QVERIFY(f.stream->written().isEmpty());
        f.stream->open();
        f.channel->requestPiece(PieceIndex{1}, Second);
        const auto lines = f.stream->takeLines();
        QCOMPARE(lines.size(), 4);
        QCOMPARE(lines[0], QStringLiteral("HELLO FT/2 name=asker port=40112 agent=test/1"));
        QVERIFY(lines[1].startsWith(u"HASHES: root="));
        QVERIFY(lines[2].startsWith(u"DOWNLOAD: docs/a, text/plain, 8,"));
        QVERIFY(lines[2].contains(u"range=0-4"));
        QVERIFY(lines[3].contains(u"range=5-7"));
    }

    void deliversAnswersHoweverTheyAreCut_data()
    {
        QTest::addColumn<qint64>("step");
        for (const qint64 step : {1, 2, 3, 7, 1'000})
            QTest::addRow("by %lld", step) << step;
    }
    void deliversAnswersHoweverTheyAreCut()
    {
        QFETCH(qint64, step);
        Fixture f;
        f.channel->requestHashes(twoHashes());
        f.channel->requestPieces();
        f.askForBoth();
        f.open();
        f.stream->setReadLimit(step);
        const QByteArray hashes(64, 'h');
        const QByteArray answers = "HI FT/2 seen=1.2.3.4\n" + HashesLine + hashes + PiecesLine
                                   + "\x80" + FirstLine + "12\n45" + SecondLine + "\n\n\n";
        for (qsizetype at = 0; at < answers.size(); at += step)
            f.stream->arrive(answers.sliced(at, std::min<qsizetype>(step, answers.size() - at)));
        QCOMPARE(f.got,
                 (QByteArrayList{
                     QByteArray{"hashes 0:" + hashes}, "pieces 1:\x80", "0:12\n45", "1:\n\n\n"}));
        QCOMPARE(f.arrived, 8);
        QVERIFY(f.failures.empty());
    }

    void failsOn_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<ProblemCode>("code");
        const auto row = [](const char *name, const QByteArray &answer, ProblemCode code) {
            QTest::newRow(name) << answer << code;
        };
        row("not accepted", "REFUSED: not-accepted, no\n", ProblemCode::NotAccepted);
        row("no such file", "REFUSED: no-such-file, no\n", ProblemCode::SourceChanged);
        row("changed", "REFUSED: changed, no\n", ProblemCode::SourceChanged);
        row("no hashes", "REFUSED: no-hashes, no\n", ProblemCode::SourceChanged);
        row("bad range", "REFUSED: bad-range, no\n", ProblemCode::SourceRefused);
        row("unreadable", "REFUSED: unreadable, no\n", ProblemCode::SourceRefused);
        row("busy", "REFUSED: busy, later, retry=5\n", ProblemCode::SourceRefused);
        row("shutting down", "REFUSED: shutting-down, bye\n", ProblemCode::SourceRefused);
        row("an error", "ERROR: malformed HELLO\n", ProblemCode::SourceRefused);
        row("another size", "FILE: size=9, range=0-4\n", ProblemCode::SourceChanged);
        row("another root",
            "FILE: size=8, range=0-4, root=" + test::rootOf(2).hex() + "\n",
            ProblemCode::SourceChanged);
        row("the whole file", "FILE: size=8\n", ProblemCode::SourceMisbehaved);
        row("another range", "FILE: size=8, range=0-5\n", ProblemCode::SourceMisbehaved);
        row("the next range first", SecondLine, ProblemCode::SourceMisbehaved);
        row("hashes instead", HashesLine, ProblemCode::SourceMisbehaved);
        row("pieces instead", PiecesLine, ProblemCode::SourceMisbehaved);
        row("a list instead", "FILES:\n", ProblemCode::SourceMisbehaved);
        row("a place more than asked for",
            QueuedLine + QueuedLine + QueuedLine,
            ProblemCode::SourceMisbehaved);
        row("its end in its queue", QueuedLine, ProblemCode::SourceGone);
        row("no FT/2", "HTTP/1.0 200 OK\r\n", ProblemCode::SourceMisbehaved);
        row("a tracker's words", "SHARED: total=1\n", ProblemCode::SourceMisbehaved);
        row("a line without end", QByteArray(70'000, 'x'), ProblemCode::SourceMisbehaved);
        row("more than was asked for",
            FirstLine + "12345" + SecondLine + "678" + "9",
            ProblemCode::SourceGone);
        row("an answer too many",
            FirstLine + "12345" + SecondLine + "678" + SecondLine,
            ProblemCode::SourceMisbehaved);
        row("its end", {}, ProblemCode::SourceGone);
        row("its end in a line", "FILE: si", ProblemCode::SourceGone);
        row("its end in a payload", FirstLine + "123", ProblemCode::SourceGone);
    }
    void failsOn()
    {
        QFETCH(QByteArray, answer);
        QFETCH(ProblemCode, code);
        Fixture f;
        f.askForBoth();
        f.open();
        f.stream->arrive(answer);
        f.stream->close();
        QCOMPARE(f.failures.size(), std::size_t{1});
        QCOMPARE(f.failures[0].code, code);
        QCOMPARE(f.failures[0].during, Operation::Download);
        QCOMPARE(f.failures[0].subject, QStringLiteral("10.0.0.9:7"));
        QVERIFY(f.stream->isAborted());
    }

    void failsOnWrongHashAnswers_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("another root")
            << "HASHES: root=" + test::rootOf(2).hex() + ", piece=1048576, range=0-1\n";
        QTest::newRow("another layer") << "HASHES: root=" + Root + ", piece=2097152, range=0-1\n";
        QTest::newRow("more of them") << "HASHES: root=" + Root + ", piece=1048576, range=0-2\n";
        QTest::newRow("a file") << FirstLine;
    }
    void failsOnWrongHashAnswers()
    {
        QFETCH(QByteArray, answer);
        Fixture f;
        f.channel->requestHashes(twoHashes());
        f.open();
        f.stream->arrive(answer);
        QCOMPARE(f.failures.size(), std::size_t{1});
        QCOMPARE(f.failures[0].code, ProblemCode::SourceMisbehaved);
    }

    void failsOnWrongPieces_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<ProblemCode>("code");
        const auto row = [](const char *name, const QByteArray &answer, ProblemCode code) {
            QTest::newRow(name) << answer << code;
        };
        row("another root",
            "PIECES: root=" + test::rootOf(2).hex() + ", size=8, piece=1048576, count=1\n",
            ProblemCode::SourceMisbehaved);
        row("another size",
            "PIECES: root=" + Root + ", size=9, piece=1048576, count=1\n",
            ProblemCode::SourceChanged);
        row("not shared", "REFUSED: no-such-file, no\n", ProblemCode::SourceChanged);
        row("a place", QueuedLine, ProblemCode::SourceMisbehaved);
        row("not yet", NotYetLine, ProblemCode::SourceRefused);
    }
    void failsOnWrongPieces()
    {
        QFETCH(QByteArray, answer);
        QFETCH(ProblemCode, code);
        Fixture f;
        f.channel->requestPieces();
        f.open();
        f.stream->arrive(answer);
        QCOMPARE(f.failures.size(), std::size_t{1});
        QCOMPARE(f.failures[0].code, code);
    }

    void waitsForAnUploadSlot_data()
    {
        QTest::addColumn<QByteArray>("answers");
        QTest::addColumn<QByteArrayList>("told");
        const auto row = [](const char *name, const QByteArray &answers, const char *told) {
            QTest::newRow(name) << answers << QByteArray{told}.split('|');
        };
        row("both", QueuedLine + QueuedLine, "queued 0|place 3|queued 1|place 3");
        row("an update between", QueuedLine + UpdateLine, "queued 0|place 3|place 2");
        row("until it is ready",
            QueuedLine + QueuedLine + UpdateLine + "READY\n",
            "queued 0|place 3|queued 1|place 3|place 2|ready");
        row("ready before the second is looked at",
            QueuedLine + "READY\n" + SecondLine + "678",
            "queued 0|place 3|ready|1:678");
        row("the second needs no slot any more",
            QueuedLine + SecondLine + "678",
            "queued 0|place 3|ready|1:678");
        row("the slot goes to another",
            FirstLine + "12345" + QueuedLine,
            "0:12345|queued 1|place 3");
        row("news that come late", UpdateLine + "READY\n" + FirstLine + "12345", "0:12345");
    }
    void waitsForAnUploadSlot()
    {
        QFETCH(QByteArray, answers);
        QFETCH(QByteArrayList, told);
        Fixture f;
        f.askForBoth();
        f.open();
        f.stream->arrive(answers);
        QCOMPARE(f.got, told);
        QVERIFY(f.failures.empty());
    }

    void goesOnAfterAPieceThatIsNotThereYet()
    {
        Fixture f;
        f.askForBoth();
        f.open();
        f.stream->arrive(NotYetLine + SecondLine + "678");
        QCOMPARE(f.got, (QByteArrayList{"refused 0", "1:678"}));
        QVERIFY(f.failures.empty());
    }

    void tellsThatNobodyAnswersThere()
    {
        Fixture f;
        f.stream->close({net::StreamError::Code::Refused, QStringLiteral("refused")});
        QCOMPARE(f.failures.size(), std::size_t{1});
        QCOMPARE(f.failures[0].code, ProblemCode::SourceUnreachable);
        QCOMPARE(f.failures[0].during, Operation::Connect);
        QCOMPARE(f.failures[0].detail, QStringLiteral("refused"));
    }

    void saysNothingAfterItFailed()
    {
        Fixture f;
        f.askForBoth();
        f.open();
        f.stream->arrive("REFUSED: busy, later\n" + FirstLine + "12345");
        f.stream->arrive("more");
        f.stream->close();
        for (int i = 0; i < 5; ++i)
            QCoreApplication::processEvents();
        QVERIFY(f.got.isEmpty());
        QCOMPARE(f.failures.size(), std::size_t{1});
    }

    void mayBeDeletedInItsSlots_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("piece") << FirstLine + "12345" + SecondLine;
        QTest::newRow("failed") << QByteArray{"REFUSED: busy, x\n"};
    }
    void mayBeDeletedInItsSlots()
    {
        QFETCH(QByteArray, answer);
        Fixture f;
        f.askForBoth();
        f.open();
        const auto drop = [&] {
            if (f.channel)
                f.channel.release()->deleteLater();
        };
        connect(f.channel.get(), &SourceChannel::pieceReceived, this, drop);
        connect(f.channel.get(), &SourceChannel::failed, this, drop);
        const QPointer<SourceChannel> alive{f.channel.get()};
        f.stream->arrive(answer);
        QTRY_VERIFY(alive.isNull());
        QTRY_VERIFY(f.stream.isNull());
    }
};

QTEST_GUILESS_MAIN(TstSourceChannel)
#include "tst_sourcechannel.moc"
