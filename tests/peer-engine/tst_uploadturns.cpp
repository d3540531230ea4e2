#include "common/protocol/peercodec.h"
#include "peer-gui/engine/transfer/uploadconnection.h"
#include "tests/peer-engine/uploadfixture.h"
#include "tests/support/fakestream.h"

#include <QPointer>
#include <QSignalSpy>
#include <QTest>

using namespace ft;
using namespace ft::engine;
using namespace std::chrono_literals;
using protocol::ByteRange;
using test::FakeStream;

namespace {

/// A connection with an asking peer that is served when its turn comes.
struct Fixture : test::UploadFixture
{
    Fixture()
    {
        auto opened = std::make_unique<FakeStream>();
        stream = opened.get();
        connection = std::make_unique<UploadConnection>(std::move(opened), context(), nullptr);
    }

    /// Greets, and drops the answer.
    void greet()
    {
        stream->arrive("HELLO FT/2 name=asker port=0\n");
        QTRY_VERIFY(stream->written().endsWith('\n'));
        begin = stream->written().size();
    }
    [[nodiscard]] QByteArray said() const { return stream->written().sliced(begin); }

    QPointer<FakeStream> stream;
    std::unique_ptr<UploadConnection> connection;
    qsizetype begin = 0;
};

QByteArray download(const SharedFile &file, const std::optional<ByteRange> &range = {})
{
    const auto &record = file.record;
    return protocol::encode(protocol::PeerRequest{
        protocol::DownloadRequest{record.path, record.type, record.size, record.root, range}});
}

QByteArray fileLine(const SharedFile &file)
{
    return protocol::encode(
        protocol::PeerReply{protocol::FileHeader{file.record.size, {}, file.record.root}});
}

} // namespace

/// When an UploadConnection serves, how fast, and what it tells of it.
class TstUploadTurns : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void letsWhoAsksWaitForASlot()
    {
        Fixture f;
        const auto file = f.share(QStringLiteral("a"), test::randomBytes(1'500'000, 1));
        const auto content = test::contentOf(file.absolutePath);
        auto other = std::make_optional<UploadSlot>(f.uploadSlots,
                                                    UploadSlot::Events{[] {},
                                                                       [](auto) {
                                                                       }});
        f.uploadSlots.setSlots(1);
        QVERIFY(other->request());
        f.greet();
        f.stream->arrive(download(file) + download(file) + "PING\n");
        QTRY_VERIFY(f.said().endsWith("PONG\n"));
        QCOMPARE(f.said(), QByteArray{"QUEUED: position=1\nQUEUED: position=1\nPONG\n"});
        QCOMPARE(f.connection->snapshot().value().place, 1U);
        f.clock.advance(SlotPolicy::TellEvery);
        QTRY_VERIFY(f.said().endsWith("QUEUED: position=1, update=yes\n"));
        other.reset();
        QTRY_VERIFY(f.said().endsWith("READY\n"));
        QCOMPARE(f.connection->snapshot().value().place, 0U);
        const auto before = f.said().size();
        f.stream->arrive(download(file));
        QTRY_VERIFY(f.said().sliced(before) == fileLine(file) + content);
    }

    void servesASmallFileWithoutASlot_data()
    {
        QTest::addColumn<qsizetype>("size");
        QTest::addColumn<bool>("isServed");
        QTest::newRow("small") << qsizetype{1'048'576} << true;
        QTest::newRow("larger") << qsizetype{1'048'577} << false;
    }
    void servesASmallFileWithoutASlot()
    {
        QFETCH(qsizetype, size);
        QFETCH(bool, isServed);
        Fixture f;
        const auto file = f.share(QStringLiteral("a"), QByteArray(size, 'x'));
        UploadSlot other{f.uploadSlots,
                         {[] {},
                          [](auto) {
                          }}};
        f.uploadSlots.setSlots(1);
        QVERIFY(other.request());
        f.greet();
        f.stream->arrive(download(file, ByteRange{0, 5}) + "PING\n");
        QTRY_VERIFY(f.said().endsWith("PONG\n"));
        QCOMPARE(f.said().startsWith("FILE: "), isServed);
        QCOMPARE(f.said().startsWith("QUEUED: position=1\n"), !isServed);
    }

    void tellsNoNewsInsideAnAnswer()
    {
        Fixture f;
        const auto large = f.share(QStringLiteral("large"), test::randomBytes(1'500'000, 1));
        const auto content = test::randomBytes(1'000'000, 2);
        const auto small = f.share(QStringLiteral("small"), content);
        auto other = std::make_optional<UploadSlot>(f.uploadSlots,
                                                    UploadSlot::Events{[] {},
                                                                       [](auto) {
                                                                       }});
        f.uploadSlots.setSlots(1);
        QVERIFY(other->request());
        f.rate.setLimit(1'000'000);
        f.greet();
        f.stream->arrive(download(large) + download(small));
        QTRY_VERIFY(f.rate.isWaitedFor());
        other.reset();
        QTRY_COMPARE(f.connection->snapshot().value().place, 0U);
        QVERIFY(!f.said().contains("READY"));
        f.rate.setLimit(0);
        f.rate.tick();
        const QByteArray answers = "QUEUED: position=1\n" + fileLine(small) + content + "READY\n";
        QTRY_COMPARE(f.said().size(), answers.size());
        QVERIFY(f.said() == answers);
    }

    void yieldsItsSlotBetweenTwoRequests()
    {
        Fixture f;
        const auto file = f.share(QStringLiteral("a"), test::randomBytes(1'500'000, 1));
        UploadSlot other{f.uploadSlots,
                         {[] {},
                          [](auto) {
                          }}};
        f.uploadSlots.setSlots(1);
        f.rate.setLimit(1'000);
        f.greet();
        f.stream->arrive(download(file, ByteRange{0, 5}));
        QTRY_VERIFY(f.rate.isWaitedFor());
        QVERIFY(!other.request());
        f.clock.advance(SlotPolicy::TurnTime);
        f.stream->arrive(download(file, ByteRange{5, 5}));
        f.rate.tick();
        // The other one has the slot then.
        QTRY_VERIFY(f.said().endsWith("QUEUED: position=2\nQUEUED: position=1, update=yes\n"));
        QVERIFY(f.said().startsWith("FILE: "));
        QVERIFY(other.request());
    }

    void losesItsSlotWhenTheAnswerIsNotRead_data()
    {
        QTest::addColumn<bool>("isRead");
        QTest::newRow("not read") << false;
        QTest::newRow("read slowly") << true;
    }
    void losesItsSlotWhenTheAnswerIsNotRead()
    {
        QFETCH(bool, isRead);
        Fixture f;
        const auto file = f.share(QStringLiteral("a"), test::randomBytes(4'000'000, 1));
        bool isGranted = false;
        int told = 0;
        UploadSlot other{f.uploadSlots,
                         {[&] { isGranted = true; },
                          [&](auto) {
                              ++told;
                          }}};
        f.uploadSlots.setSlots(1);
        f.greet();
        f.stream->hold();
        f.stream->arrive(download(file));
        QTRY_VERIFY(f.stream->backlog() >= FileSender::BacklogBytes);
        QVERIFY(!other.request());
        f.clock.advance(SlotPolicy::StalledTime - 1s);
        if (isRead)
            f.stream->drain(10'000);
        f.clock.advance(1s);
        if (!isRead) {
            QTRY_VERIFY(isGranted);
            QVERIFY(other.request());
            return;
        }
        // Whoever waits is told its place by the same look that leaves the slot alone.
        QTRY_COMPARE(told, 1);
        QVERIFY(!isGranted);
        f.clock.advance(SlotPolicy::StalledTime - 1s);
        QTRY_VERIFY(isGranted);
    }

    void tellsWhatItSends()
    {
        Fixture f;
        const auto file = f.share(QStringLiteral("docs/a"), test::randomBytes(300'000, 1));
        QVERIFY(!f.connection->snapshot());
        QSignalSpy changed{f.connection.get(), &UploadConnection::changed};
        f.greet();
        QVERIFY(!f.connection->snapshot());
        f.stream->arrive(download(file));
        QTRY_COMPARE(f.connection->snapshot().value_or(UploadSnapshot{}).sent, 300'000U);
        QVERIFY(!changed.isEmpty());
        f.clock.advance(1s);
        const auto upload = f.connection->snapshot().value();
        QCOMPARE(upload.name, QStringLiteral("docs/a"));
        QCOMPARE(upload.peer, test::hostOf("asker"));
        QCOMPARE(upload.endpoint, f.stream->remote());
        QCOMPARE(upload.rate, 300'000U);
        QCOMPARE(upload.place, 0U);
    }

    void keepsToItsOwnLimit()
    {
        Fixture f;
        const auto file = f.share(QStringLiteral("a"), QByteArray(300'000, 'x'));
        f.connection->setRateLimit(1'000'000);
        f.greet();
        f.stream->arrive(download(file));
        QTRY_VERIFY(f.rate.isWaitedFor());
        f.clock.advance(100ms);
        f.rate.tick();
        QTRY_COMPARE(f.connection->snapshot().value().sent, 100'000U);
        f.connection->setRateLimit(0);
        QTRY_VERIFY(f.rate.isWaitedFor());
        f.rate.tick();
        QTRY_COMPARE(f.connection->snapshot().value().sent, 300'000U);
    }
};

QTEST_GUILESS_MAIN(TstUploadTurns)
#include "tst_uploadturns.moc"
