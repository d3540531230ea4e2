#include "peer-gui/engine/transfer/udpservice.h"
#include "tests/support/fakestream.h"
#include "tests/support/manualclock.h"

#include <QTest>

using namespace ft;
using namespace ft::engine;
using protocol::RefusalCode;

namespace {

const QHostAddress Asker{QStringLiteral("10.0.0.4")};
const Endpoint Served{QHostAddress{QStringLiteral("10.0.0.9")}, 4'000};

/// UDP with the test in place of the network.
class FakeUdp final : public net::UdpStreams
{
public:
    std::unique_ptr<net::ByteStream> dial(const Endpoint &, const QByteArray &) override
    {
        return std::make_unique<test::FakeStream>();
    }
    Result<Endpoint, net::StreamError> listen(const Endpoint &at, Admit letIn, Accept take) override
    {
        asked << at.toString();
        if (taken.contains(at.port))
            return tl::unexpected(
                net::StreamError{net::StreamError::Code::Local, QStringLiteral("taken")});
        admit = std::move(letIn);
        accept = std::move(take);
        return Endpoint{at.address, at.port == 0 ? std::uint16_t{5'555} : at.port};
    }
    void stopListening() override { ++stopped; }

    QList<std::uint16_t> taken; ///< ports
    QStringList asked;
    Admit admit;
    Accept accept;
    int stopped = 0;
};

struct Fixture
{
    void serve()
    {
        service.serve(Served, [this](std::unique_ptr<net::ByteStream> stream) {
            accepted.push_back(std::move(stream));
        });
    }

    FakeUdp udp;
    test::ManualClock clock;
    std::vector<std::unique_ptr<net::ByteStream>> accepted;
    UdpService service{udp, clock};
};

} // namespace

class TstUdpService : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void opensThePortWhenFirstAsked()
    {
        Fixture f;
        QCOMPARE(f.service.offer(Asker).error().code, RefusalCode::NoUdp);
        f.serve();
        QVERIFY(f.udp.asked.isEmpty());
        const auto offer = f.service.offer(Asker);
        QCOMPARE(offer->port, Served.port);
        QVERIFY(f.service.offer(Asker)->token != offer->token);
        QCOMPARE(f.udp.asked, QStringList{Served.toString()});
    }

    void takesAnotherPortWhenThatOfTcpIsTaken()
    {
        Fixture f;
        f.serve();
        f.udp.taken = {Served.port};
        QCOMPARE(f.service.offer(Asker)->port, 5'555);
    }

    void refusesWhileThereIsNoPort()
    {
        Fixture f;
        f.serve();
        f.udp.taken = {Served.port, 0};
        QTest::ignoreMessage(QtWarningMsg, "no UDP port: \"taken\"");
        QCOMPARE(f.service.offer(Asker).error().code, RefusalCode::NoUdp);
        f.udp.taken.clear();
        QVERIFY(f.service.offer(Asker));
    }

    void letsInWhoShowsWhatWasOffered()
    {
        Fixture f;
        f.serve();
        const auto token = f.service.offer(Asker)->token.hex();
        QVERIFY(!f.udp.admit(Asker, {}));
        QVERIFY(!f.udp.admit(Asker, token.chopped(1)));
        QVERIFY(!f.udp.admit(Asker, QByteArray(32, '0')));
        QVERIFY(!f.udp.admit(QHostAddress{QStringLiteral("10.0.0.5")}, token));
        QVERIFY(f.udp.admit(Asker, token));
        QVERIFY(!f.udp.admit(Asker, token));
        f.udp.accept(std::make_unique<test::FakeStream>());
        QCOMPARE(f.accepted.size(), std::size_t{1});
    }

    void saysWhenThereAreTooManyOffers()
    {
        Fixture f;
        f.serve();
        for (std::size_t i = 0; i < UdpTokens::MostOfOne; ++i)
            QVERIFY(f.service.offer(Asker));
        const auto refused = f.service.offer(Asker).error();
        QCOMPARE(refused.code, RefusalCode::Busy);
        QCOMPARE(refused.retry, 30U);
    }

    void offersNothingOnceClosed()
    {
        Fixture f;
        f.serve();
        QVERIFY(f.service.offer(Asker));
        f.service.close();
        QCOMPARE(f.udp.stopped, 1);
        QCOMPARE(f.service.offer(Asker).error().code, RefusalCode::NoUdp);
    }
};

QTEST_APPLESS_MAIN(TstUdpService)
#include "tst_udpservice.moc"
