#include "common/net/tcpstream.h"
#include "common/net/udpstreams.h"
#include "peer-gui/engine/transfer/udpservice.h"
#include "peer-gui/engine/transfer/uploadlistener.h"
#include "tests/peer-engine/downloadparts.h"
#include "tests/peer-engine/uploadfixture.h"
#include "tests/support/lossyrelay.h"
#include "tests/support/patience.h"

#include <QPointer>
#include <QTest>

using namespace ft;
using namespace ft::engine;
using namespace std::chrono_literals;
using test::LossyRelay;
using test::waitUntil;
using State = TransferState;

namespace {

constexpr qsizetype MiB = 1 << 20;

/// The serving half of an engine, on the loopback address.
struct Source : test::UploadFixture
{
    explicit Source(bool offersUdp = true)
    {
        const auto at = listener.open(QHostAddress{QHostAddress::LocalHost}, 0).value();
        endpoint = at;
        auto around = context();
        if (offersUdp) {
            udp.serve(at, [this](std::unique_ptr<net::ByteStream> stream) {
                ++streams;
                last = stream.get();
                listener.serveStream(std::move(stream));
            });
            around.udp = &udp;
        }
        listener.serve(around);
    }

    std::unique_ptr<net::UdpStreams> made = net::makeUdpStreams();
    UdpService udp{*made, clock};
    UploadListener listener;
    Endpoint endpoint;
    int streams = 0; ///< that came over UDP
    QPointer<net::ByteStream> last; ///< of them
};

/// The downloading half; what it sends over UDP may go by a relay.
struct Taker
{
    Taker() { parts.patience = 60s; }

    /// Packets to any UDP port go by the relay, which passes them on to that port.
    void goBy(LossyRelay &other) { relay = &other; }

    Download &fetch(const SharedFile &file,
                    const std::vector<Endpoint> &from,
                    Transport transport = Transport::Udp)
    {
        auto context = parts.context([](const Endpoint &to) {
            return net::TcpStream::dial({to.address.toString(), to.port});
        });
        context.whyNoUdp = UdpFallback::TurnedOff;
        if (made)
            context.dialUdp = [this](const Endpoint &to, const QByteArray &token) {
                if (relay)
                    relay->aimAt(to.port);
                return made->dial(relay ? Endpoint{to.address, relay->port()} : to, token);
            };
        std::vector<SourceRecord> sources;
        for (const Endpoint &endpoint : from)
            sources.push_back({file.record, endpoint, {}});
        download = std::make_unique<Download>(Download::Order{.id = TransferId{1},
                                                              .file = file.record,
                                                              .folder = folder.path(),
                                                              .sources = sources,
                                                              .askedAt = parts.clock.now(),
                                                              .transport = transport},
                                              context);
        download->start();
        return *download;
    }
    [[nodiscard]] TransferSource source(std::size_t index = 0) const
    {
        return download->snapshot().sources.at(index);
    }
    [[nodiscard]] bool isDone(std::chrono::milliseconds deadline = test::Patience) const
    {
        return waitUntil([this] { return isOver(download->snapshot().state); }, deadline)
               && download->snapshot().state == State::Done;
    }

    std::unique_ptr<net::UdpStreams> made = net::makeUdpStreams();
    LossyRelay *relay = nullptr;
    test::DownloadParts parts;
    QTemporaryDir folder;
    std::unique_ptr<Download> download;
};

} // namespace

/// Whole downloads over UDP, from the other half of the engine.
class TstDownloadUdp : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void comesWholeInAnyWeather_data()
    {
        QTest::addColumn<double>("loss");
        QTest::newRow("nothing lost") << 0.0;
        QTest::newRow("1 % lost") << 0.01;
        QTest::newRow("5 % lost") << 0.05;
    }
    void comesWholeInAnyWeather()
    {
        QFETCH(double, loss);
        Source source;
        const auto file = source.share(QStringLiteral("a"), test::randomBytes(12 * MiB + 3, 1));
        LossyRelay relay{0, {.loss = loss}};
        Taker taker;
        taker.goBy(relay);
        taker.fetch(file, {source.endpoint});
        QVERIFY(taker.isDone(4 * test::Patience));
        QVERIFY(test::sameBytes(taker.download->snapshot().path, file.absolutePath));
        QCOMPARE(taker.source().transport, Transport::Udp);
        QVERIFY(!taker.source().fallback);
        QCOMPARE(taker.source().bytes, file.record.size);
        QVERIFY(relay.passed() > 8'000);
    }

    void staysOnTcpUnlessWished()
    {
        Source source;
        const auto file = source.share(QStringLiteral("a"), test::randomBytes(MiB, 1));
        Taker taker;
        taker.fetch(file, {source.endpoint}, Transport::Tcp);
        QVERIFY(taker.isDone());
        QCOMPARE(taker.source().transport, Transport::Tcp);
        QVERIFY(!taker.source().fallback);
        QCOMPARE(source.streams, 0);
    }

    void saysWhyItIsNotUdp_data()
    {
        QTest::addColumn<bool>("offers");
        QTest::addColumn<bool>("takes");
        QTest::addColumn<bool>("blocks");
        QTest::addColumn<int>("why");
        QTest::newRow("switched off here")
            << true << false << false << static_cast<int>(UdpFallback::TurnedOff);
        QTest::newRow("not offered")
            << false << true << false << static_cast<int>(UdpFallback::Refused);
        QTest::newRow("blocked") << true << true << true << static_cast<int>(UdpFallback::Blocked);
    }
    void saysWhyItIsNotUdp()
    {
        QFETCH(bool, offers);
        QFETCH(bool, takes);
        QFETCH(bool, blocks);
        Source source{offers};
        const auto file = source.share(QStringLiteral("a"), test::randomBytes(3 * MiB, 1));
        LossyRelay relay{0};
        Taker taker;
        if (!takes)
            taker.made.reset();
        if (blocks) {
            relay.cut();
            taker.goBy(relay);
        }
        taker.fetch(file, {source.endpoint});
        QVERIFY(taker.isDone());
        QVERIFY(test::sameBytes(taker.download->snapshot().path, file.absolutePath));
        QCOMPARE(taker.source().transport, Transport::Tcp);
        QVERIFY(taker.source().fallback);
        QTEST(static_cast<int>(*taker.source().fallback), "why");
        QCOMPARE(source.streams, 0);
    }

    void comesOverBothAtOnce()
    {
        Source one;
        Source other{false};
        const auto content = test::randomBytes(24 * MiB, 1);
        const auto file = one.share(QStringLiteral("a"), content);
        (void)other.share(QStringLiteral("a"), content);
        // So that neither is done with all before the other has begun.
        one.rate.setLimit(std::uint64_t{4 * MiB});
        other.rate.setLimit(std::uint64_t{4 * MiB});
        Taker taker;
        taker.fetch(file, {one.endpoint, other.endpoint});
        QVERIFY(waitUntil(
            [&] {
                for (Source *source : {&one, &other}) {
                    source->clock.advance(20ms);
                    source->rate.tick();
                }
                return isOver(taker.download->snapshot().state);
            },
            4 * test::Patience));
        QCOMPARE(taker.download->snapshot().state, State::Done);
        QVERIFY(test::sameBytes(taker.download->snapshot().path, file.absolutePath));
        QCOMPARE(taker.source(0).transport, Transport::Udp);
        QCOMPARE(taker.source(1).transport, Transport::Tcp);
        QCOMPARE(taker.source(1).fallback, UdpFallback::Refused);
        QVERIFY(taker.source(0).bytes > 0);
        QVERIFY(taker.source(1).bytes > 0);
    }

    void goesOverTcpOnceUdpBrokeTwice()
    {
        Source source;
        const auto file = source.share(QStringLiteral("a"), test::randomBytes(24 * MiB, 1));
        // The source's own limit keeps it from being done before the way is cut.
        source.rate.setLimit(std::uint64_t{4 * MiB});
        Taker taker;
        taker.parts.isPatient = true;
        auto &download = taker.fetch(file, {source.endpoint});
        const auto turn = [&] {
            source.clock.advance(20ms);
            source.rate.tick();
            taker.parts.clock.advance(20ms);
            return download.snapshot();
        };
        for (int i = 1; i <= SourceTransports::MostBreaks; ++i) {
            QVERIFY(waitUntil([&] {
                return turn().verified >= std::uint64_t(i * 2 * MiB) && source.streams == i;
            }));
            // The source lets go of everybody, as one that is restarted.
            source.last->abort();
        }
        QVERIFY(waitUntil([&] { return isOver(turn().state); }, 4 * test::Patience));
        QCOMPARE(download.snapshot().state, State::Done);
        QVERIFY(test::sameBytes(download.snapshot().path, file.absolutePath));
        QCOMPARE(taker.source().transport, Transport::Tcp);
        QCOMPARE(taker.source().fallback, UdpFallback::Broken);
        QCOMPARE(source.streams, SourceTransports::MostBreaks);
    }
};

QTEST_GUILESS_MAIN(TstDownloadUdp)
#include "tst_downloadudp.moc"
