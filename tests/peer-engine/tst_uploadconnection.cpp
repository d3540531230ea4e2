#include "tests/peer-engine/uploadend.h"

#include <QFileInfo>
#include <QPointer>
#include <QSignalSpy>
#include <QTest>

#include <unistd.h>

using namespace ft;
using namespace ft::engine;
using namespace std::chrono_literals;
using protocol::ByteRange;
using test::FakeStream;

namespace {

const QByteArray Hello{"HELLO FT/2 name=asker port=0\n"};

using Fixture = test::UploadEnd;
using test::download;
using test::fileLine;

QByteArray hashes(const SharedFile &file, std::uint64_t first, std::uint64_t count)
{
    return protocol::encode(protocol::PeerRequest{
        protocol::HashesRequest{*file.record.root, file.pieceSize, {first, count}}});
}

QByteArray pieces(const ContentHash &root)
{
    return protocol::encode(protocol::PeerRequest{protocol::PiecesRequest{root}});
}

QByteArray hashBytes(const SharedFile &file, std::size_t first, std::size_t count)
{
    QByteArray bytes;
    for (std::size_t i = first; i < first + count; ++i)
        bytes += QByteArray::fromHex((*file.pieceLayer)[i].hex());
    return bytes;
}

} // namespace

class TstUploadConnection : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void answersHello()
    {
        Fixture f;
        f.stream->arrive(Hello);
        QCOMPARE(f.stream->takeLines(),
                 QStringList{QStringLiteral("HI FT/2 seen=127.0.0.2 name=source agent=test/1")});
    }

    void servesNobodyWhoIsNotAccepted_data()
    {
        QTest::addColumn<bool>("isGreeted");
        QTest::newRow("not greeted") << false;
        QTest::newRow("not accepted") << true;
    }
    void servesNobodyWhoIsNotAccepted()
    {
        QFETCH(bool, isGreeted);
        Fixture f{60s, true};
        const auto file = f.share(QStringLiteral("a"), "content");
        if (isGreeted)
            f.stream->arrive(Hello);
        f.stream->arrive(download(file) + hashes(file, 0, 1) + pieces(*file.record.root)
                         + "LIST:\nPING\n");
        if (isGreeted)
            f.answer(false);
        QTRY_VERIFY(f.stream->written().endsWith("PONG\n"));
        const auto lines = f.stream->takeLines().mid(isGreeted ? 1 : 0);
        QCOMPARE(lines.size(), 5);
        for (const QString &line : lines.first(4))
            QVERIFY(line.startsWith(u"REFUSED: not-accepted,"));
        QVERIFY(!f.stream->written().contains("content"));
        QCOMPARE(f.closed, 0);
    }

    void keepsRequestsUntilTheVerdict()
    {
        Fixture f{60s, true};
        const auto file = f.share(QStringLiteral("a"), "content");
        f.stream->arrive(Hello + download(file));
        QCOMPARE(f.asked.size(), std::size_t{1});
        QCOMPARE(f.stream->takeLines().size(), 1);
        f.answer(true);
        QTRY_VERIFY(f.stream->written().endsWith(QByteArray{fileLine(file) + "content"}));
    }

    void bearsAVerdictAfterItsEnd()
    {
        Fixture f{60s, true};
        f.stream->arrive(Hello);
        f.connection.reset();
        f.answer(true);
    }

    void sendsRangesAndWholeFiles_data()
    {
        QTest::addColumn<qsizetype>("size");
        QTest::addColumn<qint64>("offset");
        QTest::addColumn<qint64>("length");
        QTest::newRow("empty") << qsizetype{0} << qint64{-1} << qint64{0};
        QTest::newRow("whole") << qsizetype{700'000} << qint64{-1} << qint64{0};
        QTest::newRow("first byte") << qsizetype{700'000} << qint64{0} << qint64{1};
        QTest::newRow("last byte") << qsizetype{700'000} << qint64{699'999} << qint64{1};
        QTest::newRow("all as a range") << qsizetype{700'000} << qint64{0} << qint64{700'000};
        QTest::newRow("middle") << qsizetype{3'000'000} << qint64{1'048'576} << qint64{1'048'577};
    }
    void sendsRangesAndWholeFiles()
    {
        QFETCH(qsizetype, size);
        QFETCH(qint64, offset);
        QFETCH(qint64, length);
        Fixture f;
        const auto content = test::randomBytes(size, 1);
        const auto file = f.share(QStringLiteral("a"), content);
        std::optional<ByteRange> range;
        if (offset >= 0)
            range = ByteRange{static_cast<std::uint64_t>(offset),
                              static_cast<std::uint64_t>(length)};
        f.greet();
        f.stream->arrive(download(file, range) + "PING\n");
        const auto payload = range ? content.sliced(offset, length) : content;
        QTRY_VERIFY(f.said().endsWith("PONG\n"));
        QVERIFY(f.said() == fileLine(file, range) + payload + "PONG\n");
    }

    void findsAFileByWhatItsRecordSays_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<QByteArray>("answer");
        const auto root = test::identityOf("content").root.hex();
        const auto other = test::rootOf(9).hex();
        const QByteArray rest{", text/plain, 7"};
        const QByteArray isSent{"FILE: size=7"};
        const auto row = [](const char *name, const QByteArray &request, const QByteArray &answer) {
            QTest::newRow(name) << request << answer;
        };
        row("path and root", "DOWNLOAD: a" + rest + ", root=" + root, isSent);
        row("root alone", "DOWNLOAD: elsewhere/b" + rest + ", root=" + root, isSent);
        row("path and size", "DOWNLOAD: a" + rest, isSent);
        row("another root", "DOWNLOAD: a" + rest + ", root=" + other, "REFUSED: changed,");
        row("another size", "DOWNLOAD: a, text/plain, 8", "REFUSED: changed,");
        row("another path", "DOWNLOAD: b" + rest, "REFUSED: no-such-file,");
        row("neither", "DOWNLOAD: b" + rest + ", root=" + other, "REFUSED: no-such-file,");
        row("past its end", "DOWNLOAD: a" + rest + ", range=0-7", "REFUSED: bad-range,");
        row("far past its end",
            "DOWNLOAD: a" + rest + ", range=9007199254740990-9007199254740991",
            "REFUSED: bad-range,");
    }
    void findsAFileByWhatItsRecordSays()
    {
        QFETCH(QByteArray, request);
        QFETCH(QByteArray, answer);
        Fixture f;
        (void)f.share(QStringLiteral("a"), "content");
        f.greet();
        f.stream->arrive(request + "\nPING\n");
        QTRY_VERIFY(f.said().endsWith("PONG\n"));
        QVERIFY2(f.said().startsWith(answer), f.said().constData());
        QCOMPARE(f.closed, 0);
    }

    void sendsHashes_data()
    {
        QTest::addColumn<quint64>("first");
        QTest::addColumn<quint64>("count");
        QTest::addColumn<bool>("isThere");
        QTest::newRow("all") << quint64{0} << quint64{4} << true;
        QTest::newRow("the last") << quint64{3} << quint64{1} << true;
        QTest::newRow("past the last") << quint64{4} << quint64{1} << false;
        QTest::newRow("one too many") << quint64{1} << quint64{4} << false;
    }
    void sendsHashes()
    {
        QFETCH(quint64, first);
        QFETCH(quint64, count);
        QFETCH(bool, isThere);
        Fixture f;
        const auto file = f.share(QStringLiteral("a"), test::randomBytes(3'200'000, 1));
        f.greet();
        const auto request = hashes(file, first, count);
        f.stream->arrive(request + "PING\n");
        QTRY_VERIFY(f.said().endsWith("PONG\n"));
        if (isThere)
            QVERIFY(f.said() == request + hashBytes(file, first, count) + "PONG\n");
        else
            QVERIFY(f.said().startsWith("REFUSED: bad-range,"));
    }

    void hasNoHashesOf_data()
    {
        QTest::addColumn<bool>("isContentKnown");
        QTest::newRow("another content") << false;
        QTest::newRow("another piece size") << true;
    }
    void hasNoHashesOf()
    {
        QFETCH(bool, isContentKnown);
        Fixture f;
        auto file = f.share(QStringLiteral("a"), "content");
        if (isContentKnown)
            file.pieceSize *= 2;
        else
            file.record.root = test::rootOf(9);
        f.greet();
        f.stream->arrive(hashes(file, 0, 1));
        QTRY_VERIFY(f.said().startsWith("REFUSED: no-hashes,"));
    }

    void rejectsGarbageAfterAnsweringWhatCameBefore_data()
    {
        QTest::addColumn<QByteArray>("garbage");
        QTest::addColumn<QByteArray>("code");
        QTest::newRow("no verb") << QByteArray{"gibberish\n"} << QByteArray{"unknown-verb"};
        QTest::newRow("another dialogue")
            << QByteArray{"SEARCH: x\n"} << QByteArray{"unknown-verb"};
        QTest::newRow("a second HELLO") << Hello << QByteArray{"unknown-verb"};
        QTest::newRow("a path out of the share")
            << QByteArray{"DOWNLOAD: ../a, text/plain, 1\n"} << QByteArray{"bad-value"};
        QTest::newRow("no line") << QByteArray(70'000, 'x') << QByteArray{"too-long"};
        QTest::newRow("TLS") << QByteArray{"\x16\x03\x01\x02\n"} << QByteArray{"bad-utf8"};
    }
    void rejectsGarbageAfterAnsweringWhatCameBefore()
    {
        QFETCH(QByteArray, garbage);
        QFETCH(QByteArray, code);
        Fixture f;
        const auto content = test::randomBytes(2'000'000, 1);
        const auto file = f.share(QStringLiteral("a"), content);
        f.greet();
        f.stream->arrive(download(file) + garbage + "PING\n");
        QTRY_VERIFY(f.stream->isFinished());
        const QByteArray before = fileLine(file) + content;
        QVERIFY(f.said().startsWith(before));
        const auto error = f.said().sliced(before.size());
        if (code == "bad-utf8")
            QVERIFY2(error.startsWith("ERROR: "), error.constData());
        else
            QVERIFY2(error.startsWith(QByteArray{"ERROR: " + code}), error.constData());
        QCOMPARE(error.count('\n'), 1);
        QCOMPARE(f.closed, 0);
        f.stream->close();
        QCOMPARE(f.closed, 1);
    }

    void endsWhenAsked()
    {
        Fixture f;
        f.greet();
        f.stream->arrive("PING\nBYE\nPING\n");
        QTRY_VERIFY(f.stream->isFinished());
        QCOMPARE(f.said(), QByteArray{"PONG\n"});
    }

    void answersManyPipelinedRequestsInOrder()
    {
        Fixture f;
        const auto content = test::randomBytes(300'000, 1);
        const auto file = f.share(QStringLiteral("a"), content);
        QByteArray requests;
        QByteArray answers;
        for (std::uint64_t i = 0; i < 300; ++i) {
            const ByteRange range{i * 1'000, 1'000};
            requests += download(file, range);
            answers += fileLine(file, range) + content.sliced(qsizetype(i) * 1'000, 1'000);
        }
        f.greet();
        f.stream->arrive(requests);
        QVERIFY(test::waitUntil([&] { return f.said().size() >= answers.size(); }));
        QVERIFY(f.said() == answers);
    }

    void keepsLittleForWhoReadsSlowly_data()
    {
        QTest::addColumn<QByteArray>("kind");
        QTest::newRow("a big file") << QByteArray{"file"};
        QTest::newRow("many pieces") << QByteArray{"pieces"};
        QTest::newRow("many hashes") << QByteArray{"hashes"};
        QTest::newRow("many refusals") << QByteArray{"refusals"};
    }
    void keepsLittleForWhoReadsSlowly()
    {
        QFETCH(QByteArray, kind);
        Fixture f;
        auto file = f.share(QStringLiteral("a"), test::randomBytes(6'000'000, 1));
        file.pieceLayer = std::make_shared<const std::vector<NodeHash>>(2'048);
        f.catalog.replace(file);
        QByteArray requests;
        if (kind == "file")
            requests = download(file);
        for (int i = 0; i < 1'000 && kind == "pieces"; ++i)
            requests += download(file, ByteRange{0, 1'048'576});
        for (int i = 0; i < 1'000 && kind == "hashes"; ++i)
            requests += hashes(file, 0, 2'048);
        for (int i = 0; i < 40'000 && kind == "refusals"; ++i)
            requests += "DOWNLOAD: none, text/plain, 1\n";
        f.greet();
        f.stream->hold();
        f.stream->arrive(requests);
        qint64 most = 0;
        const auto target = kind == "refusals" ? 1'500'000 : 4'000'000;
        const bool isServed = QTest::qWaitFor(
            [&] {
                most = std::max(most, f.stream->backlog());
                if (f.stream->backlog() >= FileSender::BacklogBytes)
                    f.stream->drain(300'000);
                return f.said().size() >= target;
            },
            60'000);
        QVERIFY(isServed);
        QCOMPARE_LE(most, FileSender::BacklogBytes + FileSender::ReadBytes + 70'000);
    }

    void endsWhenNothingIsAskedForLong()
    {
        Fixture f{30ms};
        f.stream->arrive(Hello);
        QTRY_COMPARE(f.closed, 1);
        QVERIFY(f.stream->isAborted());
    }

    void endsWhenNothingIsTakenForLong()
    {
        Fixture f{100ms};
        const auto file = f.share(QStringLiteral("a"), test::randomBytes(4'000'000, 1));
        f.greet();
        f.stream->hold();
        f.stream->arrive(download(file));
        QTRY_COMPARE(f.closed, 1);
        QVERIFY(f.stream->isAborted());
    }

    void endsOnceWhenTheOtherCloses()
    {
        Fixture f;
        const auto file = f.share(QStringLiteral("a"), test::randomBytes(4'000'000, 1));
        f.greet();
        f.stream->arrive(download(file));
        f.stream->close({net::StreamError::Code::Reset, {}});
        f.stream->close();
        QCOMPARE(f.closed, 1);
    }

    void mayBeDestroyedAtAnyMoment()
    {
        for (int i = 0; i < 20; ++i) {
            Fixture f;
            const auto file = f.share(QStringLiteral("a"), test::randomBytes(2'000'000, 1));
            f.stream->arrive(Hello + download(file) + hashes(file, 0, 1));
            for (int turn = 0; turn < i; ++turn)
                QCoreApplication::processEvents();
            f.connection.reset();
            QCoreApplication::processEvents();
        }
    }
};

QTEST_GUILESS_MAIN(TstUploadConnection)
#include "tst_uploadconnection.moc"
