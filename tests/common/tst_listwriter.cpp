#include "common/protocol/limits.h"
#include "common/protocol/lineframer.h"
#include "common/protocol/listitem.h"
#include "common/protocol/listwriter.h"
#include "common/protocol/trackercodec.h"
#include "tests/common/samples.h"
#include "tests/support/wireprinters.h"

#include <QTest>

using namespace ft;
using namespace ft::protocol;
using namespace ft::test;

namespace {

using Continuation = ListWriter::Continuation;

std::vector<SourceRecord> manyRecords(int count)
{
    RandomValues random{7};
    std::vector<SourceRecord> records;
    for (int i = 0; i < count; ++i)
        records.push_back(random.record());
    return records;
}

/// Every line of the bytes; QFAILs by returning fewer when one does not come out.
std::vector<QByteArray> linesOf(QByteArrayView bytes)
{
    std::vector<QByteArray> lines;
    while (!bytes.isEmpty()) {
        const auto line = takeLine(bytes);
        if (!line || !*line)
            return {};
        lines.push_back((*line)->text.toByteArray());
        bytes = bytes.sliced((*line)->consumed);
    }
    return lines;
}

SharedPath pathOfLength(qsizetype length)
{
    return pathOf(QByteArray(length, 'x'));
}

} // namespace

class TestListWriter final : public QObject
{
    Q_OBJECT

private slots:
    void writesAnEmptyList();
    void splitsAnswersWithAPlus();
    void splitsRequestsIntoWholeMessages();
    void splitsPeers();
    void endsEveryLineOfNewsWithItsTail();
    void fillsALineToItsLastByte_data();
    void fillsALineToItsLastByte();
    void keepsATailWithinTheLine_data();
    void keepsATailWithinTheLine();
    void writesBehindOtherBytes();
    void writesViewsAndValuesAlike();
};

void TestListWriter::writesAnEmptyList()
{
    QByteArray out;
    ListWriter list{out, "FOUND", Continuation::Plus};
    QCOMPARE(list.finish(), 1);
    QCOMPARE(out, "FOUND:\n");
}

void TestListWriter::splitsAnswersWithAPlus()
{
    const auto records = manyRecords(1000);
    QByteArray out;
    ListWriter list{out, "FOUND", Continuation::Plus};
    for (const SourceRecord &record : records)
        list.add(record);
    const auto count = list.finish();
    const auto lines = linesOf(out);
    QCOMPARE_GT(lines.size(), 3);
    QCOMPARE(static_cast<qsizetype>(lines.size()), count);
    std::vector<SourceRecord> read;
    for (const QByteArray &line : lines) {
        const auto reply = decodeTrackerReply(line);
        QVERIFY2(reply, whyNot(reply, line).constData());
        const auto &found = std::get<Found>(*reply);
        QVERIFY(!found.records.empty());
        QCOMPARE(found.more, &line != &lines.back());
        read.insert(read.end(), found.records.begin(), found.records.end());
    }
    QCOMPARE(read, records);
}

void TestListWriter::splitsRequestsIntoWholeMessages()
{
    const auto records = manyRecords(1000);
    QByteArray out;
    ListWriter list{out, "SHARE", Continuation::Independent};
    for (const SourceRecord &record : records)
        list.add(record);
    list.finish();
    std::vector<SourceRecord> read;
    const auto lines = linesOf(out);
    QCOMPARE_GT(lines.size(), 3);
    for (const QByteArray &line : lines) {
        const auto request = decodeTrackerRequest(line);
        QVERIFY2(request, whyNot(request, line).constData());
        const auto &share = std::get<Share>(*request);
        read.insert(read.end(), share.records.begin(), share.records.end());
    }
    QCOMPARE(read, records);
}

void TestListWriter::endsEveryLineOfNewsWithItsTail()
{
    const QByteArray tail = liveTail(4'294'967'295U);
    QByteArray out;
    ListWriter list{out, "WENT", Continuation::Independent, tail};
    std::vector<Gone> gone;
    RandomValues random{8};
    for (int i = 0; i < 1000; ++i) {
        gone.push_back({random.path(), random.host()});
        list.add(gone.back());
    }
    const auto count = list.finish();
    std::vector<Gone> read;
    const auto lines = linesOf(out);
    QCOMPARE_GT(lines.size(), 2);
    QCOMPARE(static_cast<qsizetype>(lines.size()), count);
    for (const QByteArray &line : lines) {
        const auto reply = decodeTrackerReply(line);
        QVERIFY2(reply, whyNot(reply, line).constData());
        const auto &went = std::get<Went>(*reply);
        QCOMPARE(went.live, 4'294'967'295U);
        read.insert(read.end(), went.records.begin(), went.records.end());
    }
    QCOMPARE(read, gone);
}

void TestListWriter::splitsPeers()
{
    QByteArray out;
    ListWriter list{out, "PEERS", Continuation::Plus};
    for (std::uint32_t i = 0; i < 5000; ++i)
        list.add(PeerRecord{
            hostOf("peer" + QByteArray::number(i)), {addressOf("::1"), 1}, i, i, {}, {}});
    list.finish();
    std::uint32_t next = 0;
    for (const QByteArray &line : linesOf(out)) {
        const auto reply = decodeTrackerReply(line);
        QVERIFY(reply);
        for (const PeerRecord &peer : std::get<Peers>(*reply).records)
            QCOMPARE(peer.files, next++);
    }
    QCOMPARE(next, 5000U);
}

void TestListWriter::fillsALineToItsLastByte_data()
{
    QTest::addColumn<int>("last");
    QTest::addColumn<int>("lines");
    // 255 items of 256 bytes and `UNSHARE:` leave 248 bytes, six of them for brackets, mark and
    // end.
    QTest::newRow("one byte left") << 241 << 1;
    QTest::newRow("none left") << 242 << 1;
    QTest::newRow("one too many") << 243 << 2;
}

void TestListWriter::fillsALineToItsLastByte()
{
    QFETCH(int, last);
    QByteArray out;
    ListWriter list{out, "UNSHARE", Continuation::Independent};
    for (int i = 0; i < 254; ++i)
        list.add(pathOfLength(253));
    list.add(pathOfLength(253));
    list.add(pathOfLength(last));
    QTEST(static_cast<int>(list.finish()), "lines");
    const auto lines = linesOf(out);
    QTEST(static_cast<int>(lines.size()), "lines");
    for (const QByteArray &line : lines)
        QCOMPARE_LE(line.size() + 1, limits::MaxLine);
}

void TestListWriter::keepsATailWithinTheLine_data()
{
    QTest::addColumn<int>("last");
    QTest::addColumn<int>("lines");
    // 255 items of 256 bytes and `FILES:` leave 250 bytes: three for space and brackets, nine for
    // the tail, one for the end.
    QTest::newRow("fits") << 237 << 1;
    QTest::newRow("one too many") << 238 << 2;
}

void TestListWriter::keepsATailWithinTheLine()
{
    QFETCH(int, last);
    QByteArray out;
    ListWriter list{out, "FILES", Continuation::Plus};
    for (int i = 0; i < 255; ++i)
        list.add(pathOfLength(253));
    list.add(pathOfLength(last));
    QTEST(static_cast<int>(list.finish(MoreFiles)), "lines");
    const auto lines = linesOf(out);
    QTEST(static_cast<int>(lines.size()), "lines");
    QVERIFY(lines.back().endsWith(" more=yes"));
    for (const QByteArray &line : lines) {
        QCOMPARE_LE(line.size() + 1, limits::MaxLine);
        QCOMPARE(line.endsWith(" +"), &line != &lines.back());
    }
}

void TestListWriter::writesBehindOtherBytes()
{
    const auto records = manyRecords(400);
    QByteArray alone;
    ListWriter first{alone, "FOUND", Continuation::Plus};
    QByteArray behind{"PONG\n"};
    ListWriter second{behind, "FOUND", Continuation::Plus};
    for (const SourceRecord &record : records) {
        first.add(record);
        second.add(record);
    }
    QCOMPARE(second.finish(), first.finish());
    QCOMPARE(behind, QByteArray{"PONG\n" + alone});
}

void TestListWriter::writesViewsAndValuesAlike()
{
    const SourceRecord record = plainRecord("a");
    QByteArray values;
    ListWriter first{values, "FOUND", Continuation::Plus};
    first.add(record);
    first.finish();
    QByteArray views;
    ListWriter second{views, "FOUND", Continuation::Plus};
    second.add(RecordView{.path = "a",
                          .type = "text/plain",
                          .size = 1,
                          .modified = {},
                          .root = nullptr,
                          .md5 = nullptr,
                          .address = "10.0.0.4",
                          .port = 40112,
                          .host = {}});
    second.finish();
    QCOMPARE(views, values);
}

QTEST_APPLESS_MAIN(TestListWriter)
#include "tst_listwriter.moc"
