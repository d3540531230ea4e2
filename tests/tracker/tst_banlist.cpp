#include "tests/support/manualclock.h"
#include "tests/tracker/records.h"
#include "tracker/core/banlist.h"

#include <QTest>

using namespace ft;
using namespace ft::test;
using namespace ft::tracker;
using namespace std::chrono_literals;

namespace {

PeerSelector who(const char *text)
{
    return parsePeerSelector(QString::fromLatin1(text)).value();
}

QHostAddress address(const char *text)
{
    return QHostAddress{QString::fromLatin1(text)};
}

} // namespace

class TestBanList : public QObject
{
    Q_OBJECT

private slots:
    void selectsPeers_data();
    void selectsPeers();
    void writesSelectorsSoThatTheyReadTheSame_data();
    void writesSelectorsSoThatTheyReadTheSame();
    void findsByNameWhateverItsCase();
    void findsByAddressInAnyNetwork();
    void forgetsWhatHasRunOut();
    void replacesTheBanOfTheSameSelector();
    void removesOnlyTheVerySelector();
    void listsNamesThenNetworks();
    void tellsTheReasonAndWhenToComeBack();

private:
    ManualClock m_clock;
};

void TestBanList::selectsPeers_data()
{
    QTest::addColumn<QString>("selector");
    QTest::addColumn<bool>("isMeant");
    const auto row = [](const char *selector, bool isMeant) {
        QTest::newRow(selector) << QString::fromLatin1(selector) << isMeant;
    };
    row("studio-a", true);
    row("STUDIO-A", true);
    row("studio-b", false);
    row("10.0.0.4", true);
    row("10.0.0.0/8", true);
    row("10.0.0.5", false);
    row("name:10.0.0.4", false);
}

void TestBanList::selectsPeers()
{
    QFETCH(const QString, selector);
    const auto parsed = parsePeerSelector(selector);
    QVERIFY(parsed);
    QTEST(matches(*parsed, hostName("Studio-A"), address("10.0.0.4")), "isMeant");
}

void TestBanList::writesSelectorsSoThatTheyReadTheSame_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text :
         {"Studio-A", "10.0.0.4", "10.0.0.0/24", "2001:db8::/32", "name:10.0.0.4"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void TestBanList::writesSelectorsSoThatTheyReadTheSame()
{
    QFETCH(const QString, text);
    const auto parsed = parsePeerSelector(text);
    QVERIFY(parsed);
    QCOMPARE(toString(*parsed), text);
    QVERIFY(!parsePeerSelector(QString{text + u'?'}));
}

void TestBanList::findsByNameWhateverItsCase()
{
    BanList bans{m_clock};
    QVERIFY(bans.isEmpty());
    bans.add({who("Studio-A"), {}, {}});
    QVERIFY(!bans.isEmpty());
    QVERIFY(bans.find(hostName("sTUDIO-a"), address("10.0.0.4")));
    QVERIFY(!bans.find(hostName("studio-b"), address("10.0.0.4")));
    QVERIFY(!bans.find(address("10.0.0.4")));
}

void TestBanList::findsByAddressInAnyNetwork()
{
    BanList bans{m_clock};
    for (const char *text : {"192.168.0.0/16", "10.0.0.4", "2001:db8::/32"})
        bans.add({who(text), {}, {}});
    for (const char *text : {"192.168.7.7", "10.0.0.4", "2001:db8:1::1"})
        QVERIFY2(bans.find(address(text)) && bans.find(hostName("x"), address(text)), text);
    for (const char *text : {"192.169.0.1", "10.0.0.5", "2001:db9::1", "::1"})
        QVERIFY2(!bans.find(address(text)), text);
}

void TestBanList::forgetsWhatHasRunOut()
{
    BanList bans{m_clock};
    bans.add({who("studio-a"), m_clock.wallTime() + 10s, {}});
    bans.add({who("10.0.0.4"), m_clock.wallTime() + 10s, {}});
    m_clock.advance(9s);
    QVERIFY(bans.find(hostName("studio-a"), address("::1")));
    QVERIFY(bans.find(address("10.0.0.4")));
    m_clock.advance(1s);
    QVERIFY(!bans.find(hostName("studio-a"), address("::1")));
    QVERIFY(!bans.find(address("10.0.0.4")));
    QCOMPARE(bans.count(), std::size_t{0});
}

void TestBanList::replacesTheBanOfTheSameSelector()
{
    BanList bans{m_clock};
    bans.add({who("studio-a"), m_clock.wallTime() + 1s, QStringLiteral("old")});
    bans.add({who("Studio-A"), {}, QStringLiteral("new")});
    QCOMPARE(bans.count(), std::size_t{1});
    QCOMPARE(bans.all().front().reason, QStringLiteral("new"));
}

void TestBanList::removesOnlyTheVerySelector()
{
    BanList bans{m_clock};
    bans.add({who("10.0.0.0/24"), {}, {}});
    QVERIFY(!bans.remove(who("10.0.0.4")));
    QVERIFY(!bans.remove(who("10.0.0.0/25")));
    QVERIFY(!bans.remove(who("studio-a")));
    QVERIFY(bans.remove(who("10.0.0.9/24")));
    QVERIFY(bans.isEmpty());
}

void TestBanList::listsNamesThenNetworks()
{
    BanList bans{m_clock};
    for (const char *text : {"10.0.0.5", "b", "10.0.0.0/8", "a", "10.0.0.4"})
        bans.add({who(text), {}, {}});
    QStringList listed;
    for (const Ban &ban : bans.all())
        listed << toString(ban.who);
    QCOMPARE(listed.join(u' '), QStringLiteral("a b 10.0.0.0/8 10.0.0.4 10.0.0.5"));
}

void TestBanList::tellsTheReasonAndWhenToComeBack()
{
    BanList bans{m_clock};
    const auto forGood = bans.refusal({who("a"), {}, {}});
    QCOMPARE(forGood.code, protocol::RefusalCode::Banned);
    QVERIFY(!forGood.retry);
    const auto forNow = bans.refusal({who("a"), m_clock.wallTime() + 2h, QStringLiteral("loud")});
    QVERIFY(forNow.text.endsWith(": loud"));
    QCOMPARE(forNow.retry, std::optional{7'200U});
}

QTEST_APPLESS_MAIN(TestBanList)
#include "tst_banlist.moc"
