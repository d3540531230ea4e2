#include "common/protocol/limits.h"
#include "common/protocol/record.h"
#include "tests/common/samples.h"
#include "tests/support/wireprinters.h"

#include <QTest>

using namespace ft;
using namespace ft::protocol;
using namespace ft::test;

namespace {

const QByteArray Root = QByteArrayLiteral(
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");

QByteArray written(const SourceRecord &record)
{
    QByteArray text;
    appendRecord(text, record);
    return text;
}

} // namespace

class TestRecord final : public QObject
{
    Q_OBJECT

private slots:
    void writesASeedRecordWithKeysBehind();
    void readsRecordsOfOtherHands_data();
    void readsRecordsOfOtherHands();
    void takesTheExactTimeBeforeTheDay();
    void takesAWholeFileForGranted();
    void ignoresUnknownKeys();
    void refuses_data();
    void refuses();
    void writesTheNearestTimeTheWireKnows_data();
    void writesTheNearestTimeTheWireKnows();
    void fitsALineAtItsLargest();
};

void TestRecord::writesASeedRecordWithKeysBehind()
{
    SourceRecord record = plainRecord("docs/report, final.pdf");
    record.file.modified = std::chrono::sys_seconds{std::chrono::seconds{1'762'300'801}};
    QCOMPARE(written(record),
             "<docs/report%2C final.pdf, text/plain, 1, 05/11/25, 10.0.0.4, 40112, "
             "mtime=1762300801>");
    record.file.root = ContentHash::fromHex(Root);
    record.file.md5 = md5Of(0);
    record.host = hostOf("Studio-A");
    QVERIFY(written(record).endsWith(
        QByteArray{", mtime=1762300801, root=" + Root
                   + ", md5=00000000000000000000000000000000, peer=Studio-A>"}));
    record.file.md5.reset();
    record.file.isPartial = true;
    QVERIFY(written(record).endsWith(QByteArray{", root=" + Root + ", part=yes, peer=Studio-A>"}));
}

void TestRecord::readsRecordsOfOtherHands_data()
{
    QTest::addColumn<QByteArray>("inner");
    QTest::newRow("as the seeds write it")
        << QByteArray{"a, text/plain, 1, 01/01/70, 10.0.0.4, 40112"};
    QTest::newRow("no spaces") << QByteArray{"a,text/plain,1,01/01/70,10.0.0.4,40112"};
    QTest::newRow("many spaces") << QByteArray{"  a ,  text/plain,1 , 01/01/70,10.0.0.4, 40112  "};
    QTest::newRow("long year") << QByteArray{"a, text/plain, 1, 01/01/1970, 10.0.0.4, 40112"};
    QTest::newRow("needless escapes")
        << QByteArray{"%61, text%2fplain, 1, 01/01/70, 10.0.0%2E4, 40112"};
    QTest::newRow("mapped address")
        << QByteArray{"a, text/plain, 1, 01/01/70, ::ffff:10.0.0.4, 40112"};
}

void TestRecord::readsRecordsOfOtherHands()
{
    QFETCH(QByteArray, inner);
    const auto record = decodeRecord(inner);
    QVERIFY2(record, whyNot(record, inner).constData());
    QCOMPARE(written(*record), written(plainRecord("a")));
    QCOMPARE(*record, plainRecord("a"));
}

void TestRecord::takesTheExactTimeBeforeTheDay()
{
    const auto record = decodeRecord("a, b, 1, 31/12/99, 10.0.0.4, 1, mtime=5");
    QVERIFY(record);
    QCOMPARE(record->file.modified.time_since_epoch().count(), 5);
}

void TestRecord::takesAWholeFileForGranted()
{
    const QByteArray record{"a, b, 1, 01/01/70, 10.0.0.4, 1"};
    QVERIFY(!decodeRecord(record)->file.isPartial);
    QVERIFY(!decodeRecord(QByteArray{record + ", part=no"})->file.isPartial);
    QVERIFY(decodeRecord(QByteArray{record + ", part=yes"})->file.isPartial);
}

void TestRecord::ignoresUnknownKeys()
{
    const auto record = decodeRecord(
        "a, text/plain, 1, 01/01/70, 10.0.0.4, 40112, id=%zz, x-new=<, mtime=0");
    QVERIFY(record);
    QCOMPARE(*record, plainRecord("a"));
}

void TestRecord::refuses_data()
{
    QTest::addColumn<QByteArray>("inner");
    QTest::addColumn<DecodeError>("error");
    const auto row = [](const QByteArray &inner, DecodeFault fault, const char *where) {
        QTest::newRow(inner.left(60).constData()) << inner << DecodeError{fault, where};
    };
    using enum DecodeFault;
    row("", MissingField, "record");
    row("a, b, 1, 01/01/70, 10.0.0.4", MissingField, "record");
    row("a, b, 1, 01/01/70, 10.0.0.4, 1, 7", Malformed, "record");
    row("a, b, c, 1, 01/01/70, 10.0.0.4, 1", Malformed, "record");
    row("a, b, 1, 01/01/70, 10.0.0.4, 1,", Malformed, "record");
    row("a, b, 1, 01/01/70, 10.0.0.4, 1, mtime=1, mtime=1", DuplicateKey, "mtime");
    row(", b, 1, 01/01/70, 10.0.0.4, 1", BadValue, "name");
    row("../a, b, 1, 01/01/70, 10.0.0.4, 1", BadValue, "name");
    row("/a, b, 1, 01/01/70, 10.0.0.4, 1", BadValue, "name");
    row("%2Fa, b, 1, 01/01/70, 10.0.0.4, 1", BadValue, "name");
    row("a%00, b, 1, 01/01/70, 10.0.0.4, 1", BadValue, "name");
    row("%EF%BB%BF.., b, 1, 01/01/70, 10.0.0.4, 1", BadValue, "name");
    row("a%, b, 1, 01/01/70, 10.0.0.4, 1", BadEscape, "name");
    row("a%4, b, 1, 01/01/70, 10.0.0.4, 1", BadEscape, "name");
    row("a%FF, b, 1, 01/01/70, 10.0.0.4, 1", BadUtf8, "name");
    row(QByteArray(2049, 'a') + ", b, 1, 01/01/70, 10.0.0.4, 1", BadValue, "name");
    row("a, , 1, 01/01/70, 10.0.0.4, 1", BadValue, "type");
    row("a, b%zz, 1, 01/01/70, 10.0.0.4, 1", BadEscape, "type");
    row("a, b%0A, 1, 01/01/70, 10.0.0.4, 1", BadValue, "type");
    row("a, " + QByteArray(128, 'b') + ", 1, 01/01/70, 10.0.0.4, 1", BadValue, "type");
    row("a, b, , 01/01/70, 10.0.0.4, 1", BadValue, "size");
    row("a, b, -1, 01/01/70, 10.0.0.4, 1", BadValue, "size");
    row("a, b, +5, 01/01/70, 10.0.0.4, 1", BadValue, "size");
    row("a, b, 05, 01/01/70, 10.0.0.4, 1", BadValue, "size");
    row("a, b, 1e9, 01/01/70, 10.0.0.4, 1", BadValue, "size");
    row("a, b, 9007199254740993, 01/01/70, 10.0.0.4, 1", BadValue, "size");
    row("a, b, 18446744073709551617, 01/01/70, 10.0.0.4, 1", BadValue, "size");
    row("a, b, 1, , 10.0.0.4, 1", BadValue, "date");
    row("a, b, 1, 31/02/70, 10.0.0.4, 1", BadValue, "date");
    row("a, b, 1, 01%2F01/70, 10.0.0.4, 1", BadValue, "date");
    row("a, b, 1, 01/01/70, , 1", BadValue, "address");
    row("a, b, 1, 01/01/70, 1.2, 1", BadValue, "address");
    row("a, b, 1, 01/01/70, %, 1", BadEscape, "address");
    row("a, b, 1, 01/01/70, 10.0.0.4, 65536", BadValue, "port");
    row("a, b, 1, 01/01/70, 10.0.0.4, x", BadValue, "port");
    row("a, b, 1, 01/01/70, 10.0.0.4, 1, part=", BadValue, "part");
    row("a, b, 1, 01/01/70, 10.0.0.4, 1, part=1", BadValue, "part");
    row("a, b, 1, 01/01/70, 10.0.0.4, 1, part=YES", BadValue, "part");
    row("a, b, 1, 01/01/70, 10.0.0.4, 1, mtime=-1", BadValue, "mtime");
    row("a, b, 1, 01/01/70, 10.0.0.4, 1, mtime=253402300800", BadValue, "mtime");
    row("a, b, 1, 01/01/70, 10.0.0.4, 1, root=00", BadValue, "root");
    row("a, b, 1, 01/01/70, 10.0.0.4, 1, md5=" + Root, BadValue, "md5");
    row("a, b, 1, 01/01/70, 10.0.0.4, 1, peer=-", BadValue, "peer");
}

void TestRecord::refuses()
{
    QFETCH(QByteArray, inner);
    const auto record = decodeRecord(inner);
    QVERIFY(!record);
    QTEST(record.error(), "error");
}

void TestRecord::writesTheNearestTimeTheWireKnows_data()
{
    QTest::addColumn<qint64>("modified");
    QTest::addColumn<QByteArray>("end");
    const QByteArray first = "01/01/70, 10.0.0.4, 40112, mtime=0>";
    const QByteArray last = "31/12/99, 10.0.0.4, 40112, mtime=253402300799>";
    QTest::newRow("before 1970") << qint64{-1} << first;
    QTest::newRow("long before") << qint64{-4'000'000'000'000} << first;
    QTest::newRow("the last second") << qint64{253'402'300'799} << last;
    QTest::newRow("after 9999") << qint64{253'402'300'800} << last;
    QTest::newRow("long after") << qint64{4'000'000'000'000} << last;
}

void TestRecord::writesTheNearestTimeTheWireKnows()
{
    QFETCH(qint64, modified);
    QFETCH(QByteArray, end);
    SourceRecord record = plainRecord("a");
    record.file.modified = std::chrono::sys_seconds{std::chrono::seconds{modified}};
    const QByteArray text = written(record);
    QVERIFY2(text.endsWith(end), text.constData());
    QVERIFY(decodeRecord(QByteArrayView{text}.sliced(1).chopped(1)));
}

void TestRecord::fitsALineAtItsLargest()
{
    SourceRecord record = plainRecord("a");
    record.file.path = pathOf(nastyPaths().last());
    QCOMPARE(record.file.path.utf8().size(), SharedPath::MaxLength);
    record.file.type = QByteArray(limits::MaxType, ',');
    record.file.root = rootOf(1);
    record.file.md5 = md5Of(1);
    record.endpoint.address = addressOf("1111:2222:3333:4444:5555:6666:7777:8888%abcdefghijklmno");
    record.host = hostOf(QByteArray(63, 'h'));
    QCOMPARE_LT(written(record).size(), 8'192);
}

QTEST_APPLESS_MAIN(TestRecord)
#include "tst_record.moc"
