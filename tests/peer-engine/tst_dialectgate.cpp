#include "peer-gui/engine/transfer/dialectgate.h"
#include "tests/support/fakestream.h"
#include "tests/support/patience.h"
#include "tests/support/rawend.h"

#include <QPointer>
#include <QSignalSpy>
#include <QTest>

using namespace ft;
using namespace ft::engine;
using namespace std::chrono_literals;
using test::FakeStream;

Q_DECLARE_METATYPE(std::optional<ft::engine::Dialect>)

namespace {

struct Fixture
{
    explicit Fixture(std::chrono::milliseconds deadline = 60s)
    {
        auto opened = std::make_unique<FakeStream>();
        stream = opened.get();
        gate = std::make_unique<DialectGate>(std::move(opened), deadline, nullptr);
        decided = std::make_unique<QSignalSpy>(gate.get(), &DialectGate::decided);
        closed = std::make_unique<QSignalSpy>(gate.get(), &DialectGate::closed);
    }

    QPointer<FakeStream> stream;
    std::unique_ptr<DialectGate> gate;
    std::unique_ptr<QSignalSpy> decided;
    std::unique_ptr<QSignalSpy> closed;
};

QByteArray rest(net::ByteStream &stream)
{
    QByteArray room(1'000, '\0');
    room.truncate(stream.read(room.data(), room.size()));
    return room;
}

} // namespace

class TstDialectGate : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void tellsTheDialectByTheFirstBytes_data()
    {
        QTest::addColumn<QByteArray>("head");
        QTest::addColumn<std::optional<Dialect>>("dialect");
        const auto row = [](const char *name, const QByteArray &head, std::optional<Dialect> is) {
            QTest::newRow(name) << head << is;
        };
        row("nothing", "", {});
        row("a letter", "D", {});
        row("all but one", "DOWNLOA", {});
        row("the verb", "DOWNLOAD", Dialect::Classic);
        row("a request", "DOWNLOAD:a,b,1", Dialect::Classic);
        row("without a colon", "DOWNLOAD a, b, 1", Dialect::Classic);
        row("a greeting", "HELLO FT/2", Dialect::Ft2);
        row("its first letter", "H", Dialect::Ft2);
        row("another verb of the same letter", "DO IT", Dialect::Ft2);
        row("lower case", "download: a, b, 1", Dialect::Ft2);
        row("blanks before", " DOWNLOAD", Dialect::Ft2);
        row("a line end", "\n", Dialect::Ft2);
        row("TLS", "\x16\x03\x01", Dialect::Ft2);
        row("zeros", QByteArray(8, '\0'), Dialect::Ft2);
    }
    void tellsTheDialectByTheFirstBytes()
    {
        QFETCH(QByteArray, head);
        QFETCH(std::optional<Dialect>, dialect);
        QVERIFY(dialectOf(head) == dialect);
    }

    void handsOverEveryByte_data()
    {
        QTest::addColumn<QByteArray>("said");
        QTest::addColumn<int>("step");
        QTest::addColumn<bool>("isClassic");
        for (const int step : {1, 3, 100}) {
            QTest::addRow("classic by %d", step)
                << QByteArray{"DOWNLOAD:a.txt,text,12"} << step << true;
            QTest::addRow("FT/2 by %d", step)
                << QByteArray{"HELLO FT/2 name=a port=1\n"} << step << false;
            QTest::addRow("FT/2 that begins alike by %d", step)
                << QByteArray{"DOWNTIME\nPING\n"} << step << false;
        }
    }
    void handsOverEveryByte()
    {
        QFETCH(QByteArray, said);
        QFETCH(int, step);
        QFETCH(bool, isClassic);
        Fixture f;
        for (qsizetype at = 0; at < said.size(); at += step)
            f.stream->arrive(said.mid(at, step));
        QCOMPARE(f.decided->size(), 1);
        auto arrival = f.gate->take();
        QCOMPARE(arrival.dialect == Dialect::Classic, isClassic);
        QCOMPARE(arrival.head + rest(*arrival.stream), said);
        f.gate.reset();
        QVERIFY(!f.stream->isAborted());
        QCOMPARE(f.closed->size(), 0);
    }

    /// The end that comes with the request is for who answers it.
    void leavesTheEndOfTheStreamUnread()
    {
        test::StreamAndRawEnd pair;
        pair.other.send("DOWNLOAD");
        pair.other.endOutput();
        DialectGate gate{std::move(pair.stream), 60s, nullptr};
        const QSignalSpy decided{&gate, &DialectGate::decided};
        const QSignalSpy closed{&gate, &DialectGate::closed};
        QTRY_COMPARE(decided.size(), 1);
        auto arrival = gate.take();
        QSignalSpy over{arrival.stream.get(), &net::ByteStream::inputOver};
        arrival.stream->outliveInput();
        QCOMPARE(rest(*arrival.stream), QByteArray{});
        QTRY_COMPARE(over.size(), 1);
        QCOMPARE(closed.size(), 0);
    }

    void endsWithoutAWord_data()
    {
        QTest::addColumn<QByteArray>("said");
        QTest::addColumn<bool>("leaves");
        QTest::newRow("silent for too long") << QByteArray{} << false;
        QTest::newRow("silent in the middle of a verb") << QByteArray{"DOWN"} << false;
        QTest::newRow("left at once") << QByteArray{} << true;
        QTest::newRow("left in the middle of a verb") << QByteArray{"DOWN"} << true;
    }
    void endsWithoutAWord()
    {
        QFETCH(QByteArray, said);
        QFETCH(bool, leaves);
        Fixture f{leaves ? 60'000ms : 20ms};
        if (!said.isEmpty())
            f.stream->arrive(said);
        if (leaves)
            f.stream->close();
        QTRY_COMPARE(f.closed->size(), 1);
        QVERIFY(f.stream->isAborted());
        QVERIFY(f.stream->written().isEmpty());
        QCOMPARE(f.decided->size(), 0);
    }

    void waitsLessWhenHurried()
    {
        Fixture f;
        f.stream->arrive("DOWN");
        f.gate->hurry(20ms);
        f.gate->hurry(60s);
        QTRY_COMPARE(f.closed->size(), 1);
    }

    void isNotHeldUpByAHurry()
    {
        Fixture f{20ms};
        f.gate->hurry(60s);
        QTRY_COMPARE(f.closed->size(), 1);
    }

    void endsItsConnectionWithIt()
    {
        Fixture f;
        f.gate.reset();
        QVERIFY(!f.stream || f.stream->isAborted());
    }
};

QTEST_GUILESS_MAIN(TstDialectGate)
#include "tst_dialectgate.moc"
