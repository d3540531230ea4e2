#include "peer-gui/engine/transfer/filesender.h"
#include "tests/peer-engine/sharedfiles.h"
#include "tests/support/fakestream.h"
#include "tests/support/manualclock.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace ft;
using namespace ft::engine;
using namespace std::chrono_literals;
using protocol::ByteRange;
using test::FakeStream;

namespace {

struct Fixture
{
    explicit Fixture(const QByteArray &content, std::uint64_t rate = 0)
        : group(arbiter, rate)
    {
        const auto path = folder.filePath(QStringLiteral("a"));
        test::writeFile(path, content);
        file = std::make_shared<const ReadableShare>(OpenedFile::open(path).value());
    }

    void tick(std::chrono::milliseconds time)
    {
        clock.advance(time);
        arbiter.tick();
    }

    QTemporaryDir folder;
    std::shared_ptr<const ReadableShare> file;
    Mailbox mailbox;
    WorkerPool pool{2};
    Background background{pool, mailbox.address()};
    test::ManualClock clock;
    RateArbiter arbiter{clock};
    RateGroup group;
    FakeStream stream;
    FileSender sender{stream, background, &group, nullptr};
    QSignalSpy sent{&sender, &FileSender::sent};
};

} // namespace

class TstFileSender : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void sendsARange_data()
    {
        QTest::addColumn<quint64>("offset");
        QTest::addColumn<quint64>("length");
        QTest::newRow("all") << quint64{0} << quint64{3'000'000};
        QTest::newRow("one byte") << quint64{7} << quint64{1};
        QTest::newRow("the end") << quint64{2'000'000} << quint64{1'000'000};
    }
    void sendsARange()
    {
        QFETCH(quint64, offset);
        QFETCH(quint64, length);
        const auto content = test::randomBytes(3'000'000, 1);
        Fixture f{content};
        f.sender.send(f.file, ByteRange{offset, length});
        QTRY_COMPARE(f.sent.count(), 1);
        QVERIFY(f.stream.written() == content.sliced(qsizetype(offset), qsizetype(length)));
    }

    void queuesNoMoreThanItsRateAllows()
    {
        const auto content = test::randomBytes(400'000, 1);
        Fixture f{content, 1'000'000};
        f.sender.send(f.file, ByteRange{0, 400'000});
        for (qsizetype total = 100'000; total <= 400'000; total += 100'000) {
            f.tick(100ms);
            QTRY_COMPARE(f.stream.written().size(), total);
            QTRY_COMPARE(f.arbiter.isWaitedFor(), total < 400'000);
        }
        QTRY_COMPARE(f.sent.count(), 1);
        QVERIFY(f.stream.written() == content);
    }

    void takesNoShareThatItsStreamDoesNotTake()
    {
        Fixture f{test::randomBytes(3'000'000, 1), 100'000'000};
        f.stream.hold();
        f.sender.send(f.file, ByteRange{0, 3'000'000});
        const bool isFull = QTest::qWaitFor([&] {
            f.tick(10ms);
            return f.stream.backlog() >= FileSender::BacklogBytes;
        });
        QVERIFY(isFull);
        for (int i = 0; i < 10; ++i) {
            f.tick(10ms);
            QCoreApplication::processEvents();
        }
        QVERIFY(!f.arbiter.isWaitedFor());
        QCOMPARE_LE(f.stream.backlog(), FileSender::BacklogBytes + FileSender::ReadBytes);
    }

    void failsOnAFileThatHasChanged()
    {
        Fixture f{test::randomBytes(400'000, 1), 1'000'000};
        QSignalSpy failed{&f.sender, &FileSender::failed};
        f.sender.send(f.file, ByteRange{0, 400'000});
        f.tick(100ms);
        QTRY_COMPARE(f.stream.written().size(), 100'000);
        test::writeFile(f.folder.filePath(QStringLiteral("a")), "another");
        QTRY_VERIFY(f.arbiter.isWaitedFor());
        f.tick(100ms);
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(f.sent.count(), 0);
        QCOMPARE(f.stream.written().size(), 100'000);
    }
};

QTEST_GUILESS_MAIN(TstFileSender)
#include "tst_filesender.moc"
