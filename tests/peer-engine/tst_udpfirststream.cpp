#include "peer-gui/engine/transfer/udpfirststream.h"
#include "tests/peer-engine/records.h"
#include "tests/support/fakestream.h"

#include <QPointer>
#include <QSignalSpy>
#include <QTest>

using namespace ft;
using namespace ft::engine;
using net::StreamError;
using test::FakeStream;

namespace {

const Endpoint Peer{QHostAddress{QStringLiteral("10.0.0.9")}, 4'000};
const QByteArray Offer{"UDP: port=5000, token=0f1e2d3c4b5a69788796a5b4c3d2e1f0\n"};
const QByteArray HiWithUdp{"HI FT/2 seen=10.0.0.4 can=udp\n"};

/// The stream, with the test at the other end of everything it dials.
struct Fixture
{
    Fixture()
    {
        stream = std::make_unique<UdpFirstStream>(
            Peer,
            protocol::Hello{test::hostOf("asker"), 7, {}},
            UdpFirstStream::Ways{[this](const Endpoint &to) {
                                     tcpTo << to.toString();
                                     auto made = std::make_unique<FakeStream>();
                                     tcp = made.get();
                                     return made;
                                 },
                                 [this](const Endpoint &to, const QByteArray &shown) {
                                     udpTo = to.toString();
                                     token = shown;
                                     auto made = std::make_unique<FakeStream>();
                                     udp = made.get();
                                     return made;
                                 },
                                 [this](UdpFallback why) {
                                     fallback = why;
                                     openedBefore = opened->size();
                                 }});
        opened = std::make_unique<QSignalSpy>(stream.get(), &net::ByteStream::opened);
        QObject::connect(stream.get(),
                         &net::ByteStream::closed,
                         stream.get(),
                         [this](const StreamError &error) { closed.push_back(error.code); });
    }

    void offer() const
    {
        tcp->open();
        tcp->arrive(HiWithUdp);
        tcp->arrive(Offer);
    }

    QPointer<FakeStream> tcp; ///< the last one
    QPointer<FakeStream> udp;
    QStringList tcpTo;
    QString udpTo;
    QByteArray token;
    std::optional<UdpFallback> fallback;
    qsizetype openedBefore = -1;
    std::vector<StreamError::Code> closed;
    std::unique_ptr<UdpFirstStream> stream;
    std::unique_ptr<QSignalSpy> opened;
};

} // namespace

Q_DECLARE_METATYPE(ft::engine::UdpFallback)

class TstUdpFirstStream : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void asksAndGoesOverUdp()
    {
        Fixture f;
        f.tcp->open();
        QCOMPARE(f.tcp->takeLines(), QStringList{QStringLiteral("HELLO FT/2 name=asker port=7")});
        f.tcp->arrive(HiWithUdp);
        QCOMPARE(f.tcp->takeLines(), QStringList{QStringLiteral("UDP")});
        f.tcp->arrive(Offer);
        QCOMPARE(f.udpTo, QStringLiteral("10.0.0.9:5000"));
        QCOMPARE(f.token, QByteArray{"0f1e2d3c4b5a69788796a5b4c3d2e1f0"});
        QCOMPARE(f.opened->size(), 0);
        f.udp->open();
        QCOMPARE(f.opened->size(), 1);
        QVERIFY(!f.fallback);

        QSignalSpy readable{f.stream.get(), &net::ByteStream::readable};
        f.udp->arrive("bytes");
        QCOMPARE(readable.size(), 1);
        QByteArray room(10, ' ');
        QCOMPARE(f.stream->read(room.data(), 10), 5);
        f.stream->write("answer");
        QCOMPARE(f.udp->written(), QByteArray{"answer"});
        f.udp->close({StreamError::Code::Reset, {}});
        QCOMPARE(f.closed, std::vector{StreamError::Code::Reset});
    }

    void takesTcpFromWhoOffersNoUdp_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("does not know of it") << QByteArray{"HI FT/2 seen=10.0.0.4\n"};
        QTest::newRow("refuses") << HiWithUdp + "REFUSED: no-udp, not here\n";
        QTest::newRow("does not serve us") << HiWithUdp + "REFUSED: not-accepted, who are you\n";
        QTest::newRow("breaks off") << QByteArray{"ERROR: malformed HELLO\n"};
        QTest::newRow("talks nonsense") << QByteArray{"hello\n"};
        QTest::newRow("offers nonsense") << HiWithUdp + "UDP: port=0\n";
    }
    void takesTcpFromWhoOffersNoUdp()
    {
        QFETCH(QByteArray, answer);
        Fixture f;
        const auto asking = f.tcp;
        f.tcp->open();
        f.tcp->arrive(answer);
        QCOMPARE(f.fallback, UdpFallback::Refused);
        QVERIFY(f.udp.isNull());
        QCOMPARE(f.tcpTo, (QStringList{Peer.toString(), Peer.toString()}));
        QVERIFY(asking.isNull() || asking->isAborted());
        QCOMPARE(f.opened->size(), 0);
        f.tcp->open();
        QCOMPARE(f.opened->size(), 1);
        QCOMPARE(f.openedBefore, 0);
        f.stream->write("HELLO");
        QCOMPARE(f.tcp->written(), QByteArray{"HELLO"});
    }

    void takesTcpWhereUdpDoesNotComeAbout_data()
    {
        QTest::addColumn<StreamError::Code>("error");
        QTest::addColumn<UdpFallback>("why");
        QTest::newRow("blocked") << StreamError::Code::Unreachable << UdpFallback::Blocked;
        QTest::newRow("token refused") << StreamError::Code::Refused << UdpFallback::Refused;
        QTest::newRow("no socket") << StreamError::Code::Local << UdpFallback::Blocked;
    }
    void takesTcpWhereUdpDoesNotComeAbout()
    {
        QFETCH(StreamError::Code, error);
        QFETCH(UdpFallback, why);
        Fixture f;
        f.offer();
        f.udp->close({error, {}});
        QCOMPARE(f.fallback, why);
        QCOMPARE(f.tcpTo.size(), 2);
        QVERIFY(f.closed.empty());
        f.tcp->open();
        QCOMPARE(f.opened->size(), 1);
        f.tcp->close();
        QCOMPARE(f.closed, std::vector{StreamError::Code::ClosedByPeer});
    }

    void closesWhereNobodyIsReached()
    {
        Fixture f;
        f.tcp->close({StreamError::Code::Refused, {}});
        QCOMPARE(f.closed, std::vector{StreamError::Code::Refused});
        QVERIFY(!f.fallback);
    }

    void goesOnWhenTheAskingConnectionEnds()
    {
        Fixture f;
        f.offer();
        f.tcp->close();
        QVERIFY(f.closed.empty());
        f.udp->open();
        QCOMPARE(f.opened->size(), 1);
    }

    void letsGoOfEverythingWhenAborted_data()
    {
        QTest::addColumn<int>("stage");
        QTest::newRow("asking") << 0;
        QTest::newRow("trying") << 1;
        QTest::newRow("open") << 2;
    }
    void letsGoOfEverythingWhenAborted()
    {
        QFETCH(int, stage);
        Fixture f;
        const auto asking = f.tcp;
        if (stage > 0)
            f.offer();
        if (stage > 1)
            f.udp->open();
        f.stream->abort();
        QVERIFY(asking.isNull() || asking->isAborted());
        QVERIFY(f.udp.isNull() || f.udp->isAborted());
        QVERIFY(f.closed.empty());
        QCOMPARE(f.opened->size(), stage > 1 ? 1 : 0);
    }
};

QTEST_GUILESS_MAIN(TstUdpFirstStream)
#include "tst_udpfirststream.moc"
