#include "common/net/tcpstream.h"
#include "peer-gui/engine/transfer/uploadlistener.h"
#include "tests/peer-engine/downloadfixture.h"
#include "tests/peer-engine/uploadfixture.h"

#include <QTest>

using namespace ft;
using namespace ft::engine;
using namespace std::chrono_literals;
using test::contentOf;
using test::waitUntil;
using State = TransferState;

namespace {

constexpr qsizetype MiB = 1 << 20;

/// Downloads from an uploader of this engine, over loopback.
struct Fixture : test::UploadFixture
{
    Fixture()
    {
        port = listener.open(QHostAddress{QHostAddress::LocalHost}, 0).value().port;
        listener.serve(context());
        parts.patience = 60s;
    }

    Download &fetch(const SharedFile &file, const char *self)
    {
        const TransferId id{++lastId};
        downloads.push_back(std::make_unique<Download>(
            Download::Order{id,
                            file.record,
                            down.filePath(QString::fromLatin1(self)),
                            {{file.record, {QHostAddress{QHostAddress::LocalHost}, port}, {}}},
                            {},
                            parts.clock.now()},
            parts.context(
                [](const Endpoint &to) {
                    return net::TcpStream::dial({to.address.toString(), to.port});
                },
                self)));
        downloads.back()->start();
        return *downloads.back();
    }
    /// In its first piece.
    [[nodiscard]] bool stopReading(Download &download) const
    {
        QObject::connect(&download, &Download::advanced, &download, [&download] {
            download.setRateLimit(1);
        });
        return waitUntil([this] { return parts.rates.isWaitedFor(); });
    }
    [[nodiscard]] QStringList files() const
    {
        QStringList all = test::filesBelow(down.path());
        all.removeIf([](const QString &name) { return name.endsWith(QStringLiteral(".part")); });
        return all;
    }

    UploadListener listener;
    std::uint16_t port = 0;
    QTemporaryDir down;
    test::DownloadParts parts;
    std::uint32_t lastId = 0;
    std::vector<std::unique_ptr<Download>> downloads;
};

[[nodiscard]] bool becomes(const Download &download, State state)
{
    return waitUntil([&] { return download.snapshot().state == state; });
}

std::optional<std::uint64_t> placeOf(const Download &download)
{
    const auto wait = download.snapshot().wait;
    return wait && wait->kind == WaitReason::Kind::Slot ? std::optional{wait->amount}
                                                        : std::nullopt;
}

} // namespace

/// Whole downloads from the other half of the engine.
class TstDownloadServed : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void waitsForItsTurnAtTheOnlySlot()
    {
        Fixture f;
        f.uploadSlots.setSlots(1);
        const auto large = f.share(QStringLiteral("large"), test::randomBytes(3 * MiB, 1));
        const auto small = f.share(QStringLiteral("small"), test::randomBytes(MiB / 2, 2));
        Download &first = f.fetch(large, "first");
        QVERIFY(f.stopReading(first));
        Download &second = f.fetch(large, "second");
        QVERIFY(waitUntil([&] { return placeOf(second) == 1; }));
        QCOMPARE(second.snapshot().state, State::Waiting);
        QCOMPARE(second.snapshot().sources.front().state, TransferSource::State::Queued);
        Download &third = f.fetch(large, "third");
        QVERIFY(waitUntil([&] { return placeOf(third) == 2; }));

        // Who needs no slot does not wait.
        QVERIFY(becomes(f.fetch(small, "fourth"), State::Done));

        QVERIFY(!isOver(first.snapshot().state));
        first.disconnect();
        first.setRateLimit(0);
        QVERIFY(becomes(first, State::Done));
        QVERIFY(becomes(second, State::Done));
        QVERIFY(becomes(third, State::Done));
        QVERIFY(test::sameBytes(second.snapshot().path, large.absolutePath));
        QVERIFY(test::sameBytes(third.snapshot().path, large.absolutePath));
    }

    void getsTheSlotOfOneThatDoesNotRead()
    {
        Fixture f;
        f.uploadSlots.setSlots(1);
        const auto large = f.share(QStringLiteral("large"), test::randomBytes(64 * MiB, 1));
        QVERIFY(f.stopReading(f.fetch(large, "first")));
        Download &second = f.fetch(large, "second");
        QVERIFY(waitUntil([&] { return placeOf(second) == 1; }));
        f.clock.advance(SlotPolicy::StalledTime);
        QVERIFY(becomes(second, State::Done));
        QVERIFY(test::sameBytes(second.snapshot().path, large.absolutePath));
    }

    void takesNoWrongBytesOfAFileThatChanges_data()
    {
        QTest::addColumn<QString>("how");
        QTest::addColumn<State>("outcome");
        QTest::newRow("written to") << QStringLiteral("write") << State::Failed;
        QTest::newRow("rewritten") << QStringLiteral("rewrite") << State::Failed;
        QTest::newRow("truncated") << QStringLiteral("truncate") << State::Failed;
        // What is open is what was announced.
        QTest::newRow("replaced") << QStringLiteral("replace") << State::Done;
        QTest::newRow("removed") << QStringLiteral("remove") << State::Done;
    }
    void takesNoWrongBytesOfAFileThatChanges()
    {
        QFETCH(QString, how);
        QFETCH(State, outcome);
        Fixture f;
        const auto content = test::randomBytes(8 * MiB, 1);
        const auto file = f.share(QStringLiteral("a"), content);
        const auto &path = file.absolutePath;
        f.rate.setLimit(std::uint64_t{MiB});
        Download &download = f.fetch(file, "taker");
        QVERIFY(waitUntil([&] {
            f.clock.advance(100ms);
            f.rate.tick();
            return download.snapshot().verified >= MiB;
        }));
        if (how == QStringLiteral("replace") || how == QStringLiteral("remove"))
            QVERIFY(QFile::remove(path));
        if (how == QStringLiteral("replace") || how == QStringLiteral("rewrite"))
            test::writeRandomFile(path, 8 * MiB, 2);
        QFile changing{path};
        if (how == QStringLiteral("truncate"))
            QVERIFY(changing.resize(2 * MiB));
        if (how == QStringLiteral("write"))
            QVERIFY(changing.open(QIODevice::ReadWrite) && changing.seek(8 * MiB - 1)
                    && changing.write("x") == 1 && changing.flush());
        f.rate.setLimit(0);
        f.rate.tick();
        QVERIFY(waitUntil([&] { return isOver(download.snapshot().state); }));
        QCOMPARE(download.snapshot().state, outcome);
        if (outcome == State::Done) {
            QVERIFY(contentOf(download.snapshot().path) == content);
            return;
        }
        QCOMPARE(download.snapshot().problem.value().code, ProblemCode::SourceChanged);
        QCOMPARE(f.files(), QStringList{});
        QVERIFY(f.changed.contains(QStringLiteral("a")));
    }
};

QTEST_GUILESS_MAIN(TstDownloadServed)
#include "tst_downloadserved.moc"
