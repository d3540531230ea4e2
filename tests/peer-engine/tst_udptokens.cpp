#include "peer-gui/engine/transfer/udptokens.h"
#include "tests/support/manualclock.h"

#include <QSet>
#include <QTest>

using namespace ft;
using namespace ft::engine;
using namespace std::chrono_literals;

namespace {

const QHostAddress Asker{QStringLiteral("10.0.0.4")};
const QHostAddress Other{QStringLiteral("10.0.0.5")};

} // namespace

class TstUdpTokens : public QObject
{
    Q_OBJECT

private slots:
    void areValidOnce()
    {
        test::ManualClock clock;
        UdpTokens tokens{clock};
        const auto token = tokens.issue(Asker).value();
        QVERIFY(tokens.redeem(token, Asker));
        QVERIFY(!tokens.redeem(token, Asker));
    }

    void areValidForAWhile_data()
    {
        QTest::addColumn<int>("milliseconds");
        QTest::addColumn<bool>("isValid");
        QTest::newRow("at once") << 0 << true;
        QTest::newRow("at the last moment") << 29'999 << true;
        QTest::newRow("too late") << 30'000 << false;
    }
    void areValidForAWhile()
    {
        QFETCH(int, milliseconds);
        test::ManualClock clock;
        UdpTokens tokens{clock};
        const auto token = tokens.issue(Asker).value();
        clock.advance(std::chrono::milliseconds{milliseconds});
        QTEST(tokens.redeem(token, Asker), "isValid");
    }

    void areValidFromTheAddressThatAsked()
    {
        test::ManualClock clock;
        UdpTokens tokens{clock};
        const auto token = tokens.issue(Asker).value();
        QVERIFY(!tokens.redeem(token, Other));
        // A stranger's try does not use it up.
        QVERIFY(tokens.redeem(token, Asker));
        QVERIFY(!tokens.redeem(protocol::UdpToken{}, Asker));
    }

    void areAllDifferent()
    {
        test::ManualClock clock;
        UdpTokens tokens{clock};
        QSet<QByteArray> all;
        for (std::size_t i = 0; i < UdpTokens::MostOfOne; ++i)
            all << tokens.issue(Asker).value().hex();
        QCOMPARE(all.size(), static_cast<qsizetype>(UdpTokens::MostOfOne));
    }

    void areFewForEachAndInAll()
    {
        test::ManualClock clock;
        UdpTokens tokens{clock};
        for (std::size_t i = 0; i < UdpTokens::MostOfOne; ++i)
            QVERIFY(tokens.issue(Asker));
        QVERIFY(!tokens.issue(Asker));
        for (std::size_t i = UdpTokens::MostOfOne; i < UdpTokens::Most; ++i)
            QVERIFY(tokens.issue(QHostAddress{static_cast<quint32>(0x0b00'0000U + i)}));
        QVERIFY(!tokens.issue(Other));
        clock.advance(UdpTokens::Lifetime);
        QVERIFY(tokens.issue(Asker));
        QVERIFY(tokens.issue(Other));
    }
};

QTEST_APPLESS_MAIN(TstUdpTokens)
#include "tst_udptokens.moc"
