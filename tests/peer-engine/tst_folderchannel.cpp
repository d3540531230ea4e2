#include "peer-gui/engine/transfer/folderchannel.h"
#include "tests/peer-engine/sharedfiles.h"
#include "tests/support/fakestream.h"
#include "tests/support/patience.h"

#include <QPointer>
#include <QTest>

using namespace ft;
using namespace ft::engine;
using namespace std::chrono_literals;
using test::FakeStream;

namespace {

const Endpoint Source{QHostAddress{QStringLiteral("10.0.0.9")}, 7};

/// A channel with the test in the peer's place, asked for a listing and for the files `a` (5 bytes)
/// and `b` (3 bytes).
struct Fixture
{
    explicit Fixture(std::chrono::milliseconds connectDeadline = 60s,
                     std::chrono::milliseconds stallDeadline = 60s)
    {
        auto dialed = std::make_unique<FakeStream>();
        stream = dialed.get();
        channel = std::make_unique<FolderChannel>(
            std::move(dialed),
            Source,
            SourceChannel::Settings{{test::hostOf("asker"), 40112, "test/1"},
                                    connectDeadline,
                                    stallDeadline});
        const auto on = [this](auto signal, auto slot) {
            QObject::connect(channel.get(), signal, channel.get(), slot);
        };
        on(&FolderChannel::listed, [this](const protocol::Files &line) {
            got << "listed " + QByteArray::number(qlonglong(line.records.size()))
                       + (line.continues ? " +" : "");
        });
        on(&FolderChannel::fileReceived, [this](auto ticket, const auto &bytes) {
            got << QByteArray::number(qulonglong(ticket.value())) + ":" + bytes;
        });
        on(&FolderChannel::fileRefused, [this](auto ticket, const Problem &problem) {
            got << "refused " + QByteArray::number(qulonglong(ticket.value()));
            refusals.push_back(problem);
        });
        on(&FolderChannel::failed, [this](const Problem &problem) { failures.push_back(problem); });
    }

    void askForBoth() const
    {
        channel->requestFile(FileTicket{1}, test::recordOf(QStringLiteral("a"), 5));
        channel->requestFile(FileTicket{2}, test::recordOf(QStringLiteral("b"), 3));
    }
    void open()
    {
        stream->open();
        (void)stream->takeLines();
    }

    QPointer<FakeStream> stream;
    std::unique_ptr<FolderChannel> channel;
    QByteArrayList got;
    std::vector<Problem> refusals;
    std::vector<Problem> failures;
};

const QByteArray Root = test::rootOf(1).hex();
const QByteArray A = "FILE: size=5, root=" + Root + "\nhello";
const QByteArray B = "FILE: size=3\nyou";
const QByteArray Listed = "FILES: <a, text/plain, 5, 01/01/70, 10.0.0.9, 7>";

} // namespace

class TstFolderChannel : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void greetsAndAsksForAllAtOnce()
    {
        Fixture f;
        protocol::ListRequest list;
        list.path = test::pathOf(QStringLiteral("docs"));
        f.channel->requestList(list);
        f.askForBoth();
        QVERIFY(f.stream->written().isEmpty());
        f.stream->open();
        const auto lines = f.stream->takeLines();
        QCOMPARE(lines.size(), 4);
        QVERIFY(lines[0].startsWith(u"HELLO FT/2 name=asker port=40112"));
        QVERIFY2(lines[1].startsWith(u"LIST: path=docs"), qPrintable(lines[1]));
        QVERIFY(lines[2].startsWith(u"DOWNLOAD: a, text/plain, 5, root="));
        QVERIFY(!lines[2].contains(u"range"));
    }

    void deliversInTheOrderAsked_data()
    {
        QTest::addColumn<int>("readLimit");
        QTest::newRow("at once") << (1 << 20);
        QTest::newRow("byte by byte") << 1;
    }
    void deliversInTheOrderAsked()
    {
        QFETCH(int, readLimit);
        Fixture f;
        f.stream->setReadLimit(readLimit);
        f.channel->requestList({});
        f.askForBoth();
        f.open();
        f.stream->arrive("HI FT/2 seen=127.0.0.1\n" + Listed + " +\n" + Listed + "\n" + A + B);
        QTRY_COMPARE(f.got, (QByteArrayList{"listed 1 +", "listed 1", "1:hello", "2:you"}));
        QVERIFY(f.failures.empty());
    }

    void goesOnAfterARefusal_data()
    {
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<ProblemCode>("code");
        QTest::newRow("gone") << QByteArray{"no-such-file"} << ProblemCode::SourceChanged;
        QTest::newRow("changed") << QByteArray{"changed"} << ProblemCode::SourceChanged;
        QTest::newRow("unreadable") << QByteArray{"unreadable"} << ProblemCode::SourceRefused;
        QTest::newRow("unheard of") << QByteArray{"mood"} << ProblemCode::SourceRefused;
    }
    void goesOnAfterARefusal()
    {
        QFETCH(QByteArray, token);
        QFETCH(ProblemCode, code);
        Fixture f;
        f.askForBoth();
        f.open();
        f.stream->arrive("REFUSED: " + token + ", no a here\n" + B);
        QCOMPARE(f.got, (QByteArrayList{"refused 1", "2:you"}));
        QCOMPARE(f.refusals.front().code, code);
        QCOMPARE(f.refusals.front().subject, Source.toString());
        QCOMPARE(f.refusals.front().detail, QStringLiteral("no a here"));
        QVERIFY(f.failures.empty());
    }

    void failsOn_data()
    {
        QTest::addColumn<QByteArray>("said");
        QTest::addColumn<ProblemCode>("code");
        const auto row = [](const char *name, const QByteArray &said, ProblemCode code) {
            QTest::newRow(name) << said << code;
        };
        using Code = ProblemCode;
        row("garbage", "gibberish\n", Code::SourceMisbehaved);
        row("a line without end", QByteArray(70'000, 'x'), Code::SourceMisbehaved);
        row("another size", "FILE: size=6\nhello!", Code::SourceChanged);
        row("another root",
            "FILE: size=5, root=" + test::rootOf(2).hex() + "\nhello",
            Code::SourceChanged);
        row("part of it", "FILE: size=5, range=0-3\nhell", Code::SourceMisbehaved);
        row("more than asked", A + B + "more\n", Code::SourceMisbehaved);
        row("one more file", A + B + B, Code::SourceMisbehaved);
        row("a listing", Listed + "\n", Code::SourceMisbehaved);
        row("a pong", "PONG\n", Code::SourceMisbehaved);
        row("a place after all", A + B + "QUEUED: position=1\n", Code::SourceMisbehaved);
        row("not accepted", "REFUSED: not-accepted, no\n", Code::NotAccepted);
        row("busy", "REFUSED: busy, later\n", Code::SourceRefused);
        row("an error", "ERROR: unknown-verb what\n", Code::SourceRefused);
    }
    void failsOn()
    {
        QFETCH(QByteArray, said);
        QFETCH(ProblemCode, code);
        Fixture f;
        f.askForBoth();
        f.open();
        f.stream->arrive(said);
        QCOMPARE(f.failures.size(), std::size_t{1});
        QCOMPARE(f.failures.front().code, code);
        QVERIFY(f.stream->isAborted());
    }

    void saysThatThePeerCannotBeReached()
    {
        Fixture f;
        f.stream->close({net::StreamError::Code::Refused, QStringLiteral("refused")});
        QCOMPARE(f.failures.at(0).code, ProblemCode::SourceUnreachable);
        QVERIFY(!f.channel->isOpen());
    }

    void saysThatThePeerIsGone()
    {
        Fixture f;
        f.askForBoth();
        f.open();
        f.stream->arrive("FILE: size=5\nhe");
        f.stream->close();
        QCOMPARE(f.failures.at(0).code, ProblemCode::SourceGone);
        QVERIFY(f.got.isEmpty());
    }

    void doesNotWaitForEver_data()
    {
        QTest::addColumn<bool>("opens");
        QTest::addColumn<QByteArray>("said");
        QTest::newRow("for a connection") << false << QByteArray{};
        QTest::newRow("for an answer") << true << QByteArray{};
        QTest::newRow("for the rest") << true << QByteArray{"FILE: size=5\nhe"};
        QTest::newRow("for a slot")
            << true << QByteArray{"QUEUED: position=1\nQUEUED: position=1\n"};
    }
    void doesNotWaitForEver()
    {
        QFETCH(bool, opens);
        QFETCH(QByteArray, said);
        Fixture f{opens ? 60s : 1ms, 1ms};
        f.askForBoth();
        if (opens)
            f.open();
        if (!said.isEmpty())
            f.stream->arrive(said);
        QTRY_COMPARE(f.failures.size(), std::size_t{1});
        QCOMPARE(f.failures.front().code,
                 opens ? ProblemCode::SourceStalled : ProblemCode::SourceUnreachable);
    }

    void waitsInPeaceWhileNothingIsAsked()
    {
        Fixture f{60s, 1ms};
        f.channel->requestFile(FileTicket{2}, test::recordOf(QStringLiteral("b"), 3));
        f.open();
        f.stream->arrive(B);
        Fixture other{60s, 1ms};
        other.askForBoth();
        other.open();
        QTRY_COMPARE(other.failures.size(), std::size_t{1});
        QVERIFY(f.failures.empty());
    }

    void asksAgainOnceThereIsASlot()
    {
        Fixture f;
        f.askForBoth();
        f.open();
        f.stream->arrive("QUEUED: position=2\nQUEUED: position=2\n");
        QVERIFY(f.stream->takeLines().isEmpty());
        f.stream->arrive("READY\n");
        QCOMPARE(f.stream->takeLines().size(), 2);
        f.stream->arrive(A + B);
        QCOMPARE(f.got, (QByteArrayList{"1:hello", "2:you"}));
        QVERIFY(f.failures.empty());
    }
};

QTEST_GUILESS_MAIN(TstFolderChannel)
#include "tst_folderchannel.moc"
