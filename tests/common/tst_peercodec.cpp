#include "common/protocol/peercodec.h"
#include "tests/common/samples.h"
#include "tests/support/wireprinters.h"

#include <QTest>

using namespace ft;
using namespace ft::protocol;
using namespace ft::test;

namespace {

const QByteArray Root(64, '0');

} // namespace

class TestPeerCodec final : public QObject
{
    Q_OBJECT

private slots:
    void writesEveryMessage();
    void tellsHowManyBytesFollow();
    void refusesRequests_data();
    void refusesRequests();
    void refusesReplies_data();
    void refusesReplies();
};

void TestPeerCodec::writesEveryMessage()
{
    const ContentHash root;
    QCOMPARE(encode(PeerRequest{HashesRequest{root, 1U << 20U, {0, 16}}}),
             QByteArray{"HASHES: root=" + Root + ", piece=1048576, range=0-15\n"});
    QCOMPARE(encode(PeerRequest{DownloadRequest{pathOf("a b"), "x/y", 10, {}, {}}}),
             "DOWNLOAD: a b, x/y, 10\n");
    QCOMPARE(encode(PeerRequest{DownloadRequest{pathOf("a"), "x/y", 10, root, ByteRange{2, 3}}}),
             QByteArray{"DOWNLOAD: a, x/y, 10, root=" + Root + ", range=2-4\n"});
    QCOMPARE(encode(PeerReply{FileHeader{10, {}, {}}}), "FILE: size=10\n");
    QCOMPARE(encode(PeerReply{FileHeader{10, ByteRange{2, 3}, root}}),
             QByteArray{"FILE: size=10, range=2-4, root=" + Root + "\n"});
    QCOMPARE(encode(PeerRequest{PiecesRequest{root}}), QByteArray{"PIECES: root=" + Root + "\n"});
    QCOMPARE(encode(PeerReply{PiecesHeader{root, 16'385, 16'384, 2}}),
             QByteArray{"PIECES: root=" + Root + ", size=16385, piece=16384, count=2\n"});
    QCOMPARE(encode(PeerRequest{ListRequest{}}), "LIST:\n");
    QCOMPARE(encode(PeerRequest{ListRequest{{}, {}, 9}}), "LIST: limit=9\n");
    QCOMPARE(encode(PeerRequest{ListRequest{pathOf("a, b:"), pathOf("a, b:/c"), 0}}),
             "LIST: path=a%2C b:, after=a%2C b:/c\n");
    QCOMPARE(encode(PeerRequest{IndexRequest{}}), "INDEXGET:\n");
    const std::chrono::sys_seconds time{std::chrono::seconds{7}};
    QCOMPARE(encode(PeerRequest{IndexRequest{time, time, "a, b$", pathOf("c d"), 9}}),
             "INDEXGET: from=7, to=7, regex=a%2C b$, after=c d, limit=9\n");
    const std::chrono::sys_seconds before1970{std::chrono::seconds{-7}};
    QCOMPARE(encode(PeerRequest{IndexRequest{before1970, before1970, {}, {}, 0}}),
             "INDEXGET: from=0, to=0\n");
    QCOMPARE(encode(PeerRequest{ChecksumRequest{}}), "FILEHASH:\n");
    QCOMPARE(encode(PeerRequest{ChecksumRequest{pathOf("a b"), pathOf("c"), 1}}),
             "FILEHASH: path=a b, after=c, limit=1\n");
    QCOMPARE(encode(PeerReply{Files{}}), "FILES:\n");
    QCOMPARE(encode(PeerReply{Files{{}, false, true, pathOf("a b")}}),
             "FILES: more=yes next=a%20b\n");
    QCOMPARE(encode(PeerReply{Files{{plainRecord("a")}, false, true}}),
             "FILES: <a, text/plain, 1, 01/01/70, 10.0.0.4, 40112, mtime=0> more=yes\n");
    QCOMPARE(encode(PeerReply{Files{{}, true, false}}), "FILES: +\n");
    QCOMPARE(encode(PeerReply{Queued{3}}), "QUEUED: position=3\n");
    QCOMPARE(encode(PeerReply{Queued{2, true}}), "QUEUED: position=2, update=yes\n");
    QCOMPARE(encode(PeerReply{Ready{}}), "READY\n");
}

void TestPeerCodec::tellsHowManyBytesFollow()
{
    QCOMPARE((FileHeader{10, {}, {}}).payload(), 10U);
    QCOMPARE((FileHeader{10, ByteRange{2, 3}, {}}).payload(), 3U);
    QCOMPARE((HashesHeader{{}, 1U << 20U, {7, 2}}).payload(), 64U);
    QCOMPARE((PiecesHeader{{}, 0, 1U << 20U, 0}).payload(), 0U);
    QCOMPARE((PiecesHeader{{}, 1, 1U << 20U, 1}).payload(), 1U);
    QCOMPARE((PiecesHeader{{}, 8U << 20U, 1U << 20U, 8}).payload(), 1U);
    QCOMPARE((PiecesHeader{{}, 9U << 20U, 1U << 20U, 9}).payload(), 2U);
    QCOMPARE((PiecesHeader{{}, 0, 0, 0xffff'ffffU}).payload(), 536'870'912U);
}

void TestPeerCodec::refusesRequests_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<DecodeError>("error");
    const auto row = [](const QByteArray &line, DecodeFault fault, const char *where) {
        QTest::newRow(line.constData()) << line << DecodeError{fault, where};
    };
    using enum DecodeFault;
    const QByteArray hashes = "HASHES: root=" + Root;
    row("SEARCH: a", UnknownVerb, "SEARCH");
    row("PONG", UnknownVerb, "PONG");
    row("DOWNLOAD a, b, 1", Malformed, "DOWNLOAD");
    row("DOWNLOAD:", MissingField, "DOWNLOAD");
    row("DOWNLOAD: a, b", MissingField, "DOWNLOAD");
    row("DOWNLOAD: ../a, b, 1", BadValue, "name");
    row("DOWNLOAD: %2e%2e/a, b, 1", BadValue, "name");
    row("DOWNLOAD: a%, b, 1", BadEscape, "name");
    row("DOWNLOAD: a, , 1", BadValue, "type");
    row(QByteArray{"DOWNLOAD: a, " + QByteArray(128, 'b') + ", 1"}, BadValue, "type");
    row("DOWNLOAD: a, b%0A, 1", BadValue, "type");
    row("DOWNLOAD: a, b, -1", BadValue, "size");
    row("DOWNLOAD: a, b, 9007199254740993", BadValue, "size");
    row("DOWNLOAD: a, b, 1, root=0", BadValue, "root");
    row("DOWNLOAD: a, b, 1, range=5-4", BadValue, "range");
    row("DOWNLOAD: a, b, 1, range=0-9007199254740992", BadValue, "range");
    row("DOWNLOAD: a, b, 1, range=0", BadValue, "range");
    row("DOWNLOAD: a, b, 1, 2", Malformed, "DOWNLOAD");
    row("HASHES:", MissingKey, "root");
    row(hashes, MissingKey, "piece");
    row(hashes + ", piece=1048576", MissingKey, "range");
    row(hashes + ", piece=8192, range=0-0", BadValue, "piece");
    row(hashes + ", piece=1048577, range=0-0", BadValue, "piece");
    row(hashes + ", piece=0, range=0-0", BadValue, "piece");
    row(hashes + ", piece=18014398509481984, range=0-0", BadValue, "piece");
    row(hashes + ", piece=1048576, range=1-0", BadValue, "range");
    row(hashes + ", piece=1048576, range=0-2048", BadValue, "range");
    row(hashes + ", piece=1048576, range=0-0, range=0-0", DuplicateKey, "range");
    row("PIECES:", MissingKey, "root");
    row("PIECES", Malformed, "PIECES");
    row("PIECES: root=0", BadValue, "root");
    row("LIST", Malformed, "LIST");
    row("LIST: docs", Malformed, "LIST");
    row("LIST: path=", BadValue, "path");
    row("LIST: path=docs/", BadValue, "path");
    row("LIST: path=/docs", BadValue, "path");
    row("LIST: path=docs/../..", BadValue, "path");
    row("LIST: path=%", BadEscape, "path");
    row("LIST: path=%FF", BadUtf8, "path");
    row("LIST: after=..", BadValue, "after");
    row("LIST: path=a, path=a", DuplicateKey, "path");
    row("LIST: limit=1001", BadValue, "limit");
    row("LIST: limit=-1", BadValue, "limit");
    row("FILES:", UnknownVerb, "FILES");
    row("QUEUED: position=1", UnknownVerb, "QUEUED");
    row("READY", UnknownVerb, "READY");
}

void TestPeerCodec::refusesRequests()
{
    QFETCH(QByteArray, line);
    const auto request = decodePeerRequest(line);
    QVERIFY(!request);
    QTEST(request.error(), "error");
}

void TestPeerCodec::refusesReplies_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<DecodeError>("error");
    const auto row = [](const QByteArray &line, DecodeFault fault, const char *where) {
        QTest::newRow(line.constData()) << line << DecodeError{fault, where};
    };
    using enum DecodeFault;
    row("PING", UnknownVerb, "PING");
    row("DOWNLOAD: a, b, 1", UnknownVerb, "DOWNLOAD");
    row("FILE size=1", Malformed, "FILE");
    row("FILE:", MissingKey, "size");
    row("FILE: size=", BadValue, "size");
    row("FILE: size=9007199254740993", BadValue, "size");
    row("FILE: size=10, range=0-10", BadValue, "range");
    row("FILE: size=10, range=10-10", BadValue, "range");
    row("FILE: size=0, range=0-0", BadValue, "range");
    row("FILE: size=10, range=4-3", BadValue, "range");
    row("FILE: size=10, root=x", BadValue, "root");
    row("FILE: 10", Malformed, "FILE");
    row("HASHES: range=0-0", MissingKey, "root");
    const QByteArray pieces = "PIECES: root=" + Root;
    row(pieces, MissingKey, "size");
    row(pieces + ", size=1", MissingKey, "piece");
    row(pieces + ", size=1, piece=16384", MissingKey, "count");
    row(pieces + ", size=1, piece=16384, count=0", BadValue, "count");
    row(pieces + ", size=1, piece=16384, count=2", BadValue, "count");
    row(pieces + ", size=16384, piece=16384, count=2", BadValue, "count");
    row(pieces + ", size=2147500032, piece=16384, count=131073", BadValue, "count");
    row(pieces + ", size=9007199254740993, piece=16384, count=1", BadValue, "size");
    row(pieces + ", size=1, piece=0, count=1", BadValue, "piece");
    row(pieces + ", size=1, piece=16383, count=1", BadValue, "piece");
    row("LIST:", UnknownVerb, "LIST");
    row("FILES", Malformed, "FILES");
    row("FILES: a", Malformed, "FILES");
    row("FILES: <a, b, 1, 01/01/70, ::, 1>+", Malformed, "FILES");
    row("FILES: <a, b, 1, 01/01/70, ::, 1> more", Malformed, "FILES");
    row("FILES: <a, b, 1, 01/01/70, ::, 1> more=1", BadValue, "more");
    row("FILES: more=yes <a, b, 1, 01/01/70, ::, 1>", Malformed, "FILES");
    row("FILES: <a, b, 1, 01/01/70, ::, 1", Malformed, "FILES");
    row("FILES: <<a, b, 1, 01/01/70, ::, 1>", Malformed, "FILES");
    row("FILES: <../a, b, 1, 01/01/70, ::, 1>", BadValue, "name");
    row("QUEUED:", MissingKey, "position");
    row("QUEUED", Malformed, "QUEUED");
    row("QUEUED: position=0", BadValue, "position");
    row("QUEUED: position=4294967296", BadValue, "position");
    row("QUEUED: position=3rd", BadValue, "position");
    row("QUEUED: position=1, update=1", BadValue, "update");
    row("READY: now", Malformed, "READY");
    row("READY now", Malformed, "READY");
}

void TestPeerCodec::refusesReplies()
{
    QFETCH(QByteArray, line);
    const auto reply = decodePeerReply(line);
    QVERIFY(!reply);
    QTEST(reply.error(), "error");
}

QTEST_APPLESS_MAIN(TestPeerCodec)
#include "tst_peercodec.moc"
