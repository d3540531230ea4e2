#include "common/protocol/peercodec.h"
#include "peer-gui/engine/transfer/uploadconnection.h"
#include "tests/peer-engine/partialfiles.h"
#include "tests/peer-engine/uploadfixture.h"
#include "tests/support/fakestream.h"

#include <QPointer>
#include <QTest>

using namespace ft;
using namespace ft::engine;
using protocol::ByteRange;
using test::FakeStream;

namespace {

constexpr quint64 MiB = 1U << 20U;

QByteArray encoded(const protocol::PeerRequest &request)
{
    return protocol::encode(request);
}

/// A connection to a peer that has pieces 0 and 2 of a file of three.
struct Fixture : test::UploadFixture
{
    Fixture()
    {
        const auto identity = test::identityOf(content);
        record = test::recordFor(QStringLiteral("part"), content);
        record.isPartial = true;
        layer = identity.pieceLayer;
        partials.put({record,
                      identity.pieceSize,
                      QByteArray::fromHex("a0"),
                      std::make_shared<const std::vector<NodeHash>>(identity.pieceLayer),
                      file});
        auto around = context();
        around.partials = &partials;
        auto opened = std::make_unique<FakeStream>();
        stream = opened.get();
        connection = std::make_unique<UploadConnection>(std::move(opened), around, nullptr);
        QObject::connect(connection.get(), &UploadConnection::closed, connection.get(), [this] {
            ++closed;
        });
        stream->arrive("HELLO FT/2 name=asker port=0\n");
        begin = stream->written().size();
    }

    /// What is answered to a request.
    QByteArray ask(const QByteArray &request)
    {
        begin = stream->written().size();
        stream->arrive(request + "PING\n");
        (void)QTest::qWaitFor([this] { return said().endsWith("PONG\n") || closed > 0; });
        return said().endsWith("PONG\n") ? said().chopped(5) : said();
    }
    [[nodiscard]] QByteArray said() const { return stream->written().sliced(begin); }
    [[nodiscard]] QByteArray download(const std::optional<ByteRange> &range) const
    {
        return encoded(
            protocol::DownloadRequest{record.path, record.type, record.size, record.root, range});
    }

    QByteArray content = test::randomBytes(2 * MiB + 1'000, 3);
    std::shared_ptr<test::MemoryFile> file = std::make_shared<test::MemoryFile>(content);
    FileRecord record{test::recordOf(QStringLiteral("part"))};
    std::vector<NodeHash> layer;
    test::PartialFiles partials;
    QPointer<FakeStream> stream;
    std::unique_ptr<UploadConnection> connection;
    int closed = 0;
    qsizetype begin = 0;
};

} // namespace

class TstUploadPartial : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void tellsWhichPiecesThereAre()
    {
        Fixture f;
        const auto answer = f.ask(encoded(protocol::PiecesRequest{*f.record.root}));
        const protocol::PiecesHeader header{*f.record.root, f.record.size, MiB, 3};
        QCOMPARE(answer, protocol::encode(protocol::PeerReply{header}) + QByteArray::fromHex("a0"));
    }

    void sendsWhatIsThere_data()
    {
        QTest::addColumn<quint64>("offset");
        QTest::addColumn<quint64>("length");
        QTest::addColumn<QByteArray>("refusal");
        QTest::newRow("a piece") << quint64{0} << MiB << QByteArray{};
        QTest::newRow("a part of it") << quint64{1'000} << quint64{5} << QByteArray{};
        QTest::newRow("the last piece") << 2 * MiB << quint64{1'000} << QByteArray{};
        QTest::newRow("a missing piece") << MiB << MiB << QByteArray{"not-yet"};
        QTest::newRow("a part of a missing one") << MiB + 5 << quint64{1} << QByteArray{"not-yet"};
        QTest::newRow("one there, one not") << quint64{0} << 2 * MiB << QByteArray{"not-yet"};
        QTest::newRow("past the end") << 2 * MiB << quint64{1'001} << QByteArray{"bad-range"};
    }
    void sendsWhatIsThere()
    {
        QFETCH(quint64, offset);
        QFETCH(quint64, length);
        QFETCH(QByteArray, refusal);
        Fixture f;
        const ByteRange range{offset, length};
        const auto answer = f.ask(f.download(range));
        if (refusal.isEmpty()) {
            const protocol::FileHeader header{f.record.size, range, f.record.root};
            QVERIFY(answer
                    == protocol::encode(protocol::PeerReply{header})
                           + f.content.sliced(qsizetype(offset), qsizetype(length)));
        } else {
            QVERIFY2(answer.startsWith(QByteArray{"REFUSED: " + refusal + ","}),
                     answer.constData());
        }
        QCOMPARE(f.closed, 0);
    }

    void hasTheWholeFileNotYet()
    {
        Fixture f;
        QVERIFY(f.ask(f.download({})).startsWith("REFUSED: not-yet,"));
    }

    void servesTheWholeFileOnceItIsShared()
    {
        Fixture f;
        (void)f.share(QStringLiteral("whole"), f.content);
        const auto answer = f.ask(f.download(ByteRange{MiB, MiB}));
        QVERIFY(answer.endsWith(f.content.sliced(MiB, MiB)));
        QVERIFY(f.ask(encoded(protocol::PiecesRequest{*f.record.root})).endsWith('\xe0'));
    }

    void isNotFoundWithoutItsRoot()
    {
        Fixture f;
        const auto answer = f.ask(encoded(protocol::DownloadRequest{
            f.record.path, f.record.type, f.record.size, {}, ByteRange{0, 1}}));
        QVERIFY(answer.startsWith("REFUSED: no-such-file,"));
        QCOMPARE(f.ask("LIST:\n"), QByteArray{"FILES:\n"});
    }

    void sendsItsHashesWhenTheyAreKnown()
    {
        Fixture f;
        const auto request = encoded(protocol::HashesRequest{*f.record.root, MiB, {1, 2}});
        QCOMPARE(f.ask(request),
                 QByteArray{request + QByteArray::fromHex(f.layer[1].hex())
                            + QByteArray::fromHex(f.layer[2].hex())});
        f.partials.put({f.record, MiB, QByteArray::fromHex("a0"), nullptr, f.file});
        QVERIFY(f.ask(request).startsWith("REFUSED: no-hashes,"));
    }

    void refusesWhatIsNotOpenYet()
    {
        Fixture f;
        f.partials.put({f.record, MiB, QByteArray::fromHex("a0"), nullptr, nullptr});
        QVERIFY(f.ask(f.download(ByteRange{0, 1})).startsWith("REFUSED: not-yet,"));
    }

    void refusesWhatSomebodyElseWroteTo()
    {
        Fixture f;
        f.file->change();
        QVERIFY(f.ask(f.download(ByteRange{0, 1})).startsWith("REFUSED: changed,"));
        QCOMPARE(f.closed, 0);
    }

    void closesWhenItCannotBeRead()
    {
        Fixture f;
        f.file->breakDown();
        QVERIFY(f.ask(f.download(ByteRange{0, 1})).startsWith("FILE:"));
        QCOMPARE(f.closed, 1);
    }
};

QTEST_GUILESS_MAIN(TstUploadPartial)
#include "tst_uploadpartial.moc"
