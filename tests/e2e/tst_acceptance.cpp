#include "tests/support/files.h"
#include "tests/support/peerprogram.h"
#include "tests/support/rawsocket.h"
#include "tests/support/trackerprogram.h"

#include <QTest>

using namespace ft::test;
using namespace std::chrono_literals;

/// Only accepted peers get any service, from the tracker and from each other.
class TstAcceptance : public QObject
{
    Q_OBJECT

private:
    // Another machine to the tracker and to the peers; it has joined nowhere.
    static constexpr const char *Stranger = "127.0.0.77";
    static constexpr auto Silence = 500ms;

    TrackerProgram m_tracker;
    std::unique_ptr<PeerProgram> m_peer;
    QByteArray m_content = randomBytes(5'000, 1);
    QByteArray m_download = "DOWNLOAD: wanted.bin, application/octet-stream, 5000\n";

    [[nodiscard]] QByteArray root() const
    {
        return sha256(m_peer->shared(QStringLiteral("wanted.bin")));
    }

private slots:
    void init()
    {
        QVERIFY(m_tracker.listen());
        m_peer = std::make_unique<PeerProgram>(QStringLiteral("studio-a"), m_tracker.address());
        m_peer->give(QStringLiteral("wanted.bin"), m_content);
    }
    void cleanup() { m_peer.reset(); }

    void trackerIsSilentToAPeerThatSharesNothing_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::newRow("search") << QByteArray{"SEARCH: wanted.bin\n"};
        QTest::newRow("list of peers") << QByteArray{"PEERS:\n"};
    }
    void trackerIsSilentToAPeerThatSharesNothing()
    {
        QFETCH(QByteArray, request);
        QVERIFY(m_peer->serve());
        RawSocket raw;
        QVERIFY(raw.connectTo(m_tracker.port(), Stranger));
        QVERIFY(raw.send("HELLO FT/2 name=stranger port=9\n"));
        const auto hi = raw.readLine();
        QVERIFY(hi && hi->startsWith("HI FT/2 seen=127.0.0.77"));
        QVERIFY(raw.send(request));
        QVERIFY(raw.isSilentFor(Silence));
    }

    void trackerAnswersOnceSomethingIsShared()
    {
        QVERIFY(m_peer->serve());
        RawSocket raw;
        QVERIFY(raw.connectTo(m_tracker.port(), Stranger));
        QVERIFY(raw.send("HELLO FT/2 name=stranger port=9\n"
                         "SHARE: <mine.txt, text/plain, 4, 05/11/26, 0.0.0.0, 9>\n"
                         "SEARCH: wanted.bin\n"));
        QVERIFY(raw.readLine().value_or(QByteArray{}).startsWith("HI FT/2"));
        QCOMPARE(raw.readLine(), std::optional<QByteArray>{"SHARED: total=1"});
        const auto found = raw.readLine().value_or(QByteArray{});
        QVERIFY2(found.startsWith("FOUND: <wanted.bin, application/octet-stream, 5000,"),
                 found.constData());
        QVERIFY2(found.contains(root()), found.constData());
    }

    void peerRefusesStrangers_data()
    {
        QTest::addColumn<QByteArray>("hello");
        QTest::newRow("under an unknown name") << QByteArray{"HELLO FT/2 name=stranger port=9\n"};
        QTest::newRow("under the name of an accepted peer")
            << QByteArray{"HELLO FT/2 name=studio-a port=9\n"};
    }
    void peerRefusesStrangers()
    {
        QFETCH(QByteArray, hello);
        QVERIFY(m_peer->serve());
        RawSocket raw;
        QVERIFY(raw.connectTo(m_peer->port(), Stranger));
        QVERIFY(raw.send(hello + m_download));
        auto line = raw.readLine();
        if (line && line->startsWith("HI FT/2"))
            line = raw.readLine();
        QVERIFY(line);
        QVERIFY2(line->startsWith("REFUSED: not-accepted, "), line->constData());
        QVERIFY(raw.isSilentFor(Silence));
    }

    void peerServesAllowedStrangers_data()
    {
        QTest::addColumn<QString>("network");
        QTest::newRow("an address") << QStringLiteral("127.0.0.77");
        QTest::newRow("a network") << QStringLiteral("127.0.0.64/26");
        QTest::newRow("everybody") << QStringLiteral("any");
    }
    void peerServesAllowedStrangers()
    {
        QFETCH(QString, network);
        m_peer->setOptions({QStringLiteral("--allow"), network});
        QVERIFY(m_peer->serve());
        RawSocket raw;
        QVERIFY(raw.connectTo(m_peer->port(), Stranger));
        QVERIFY(raw.send("HELLO FT/2 name=stranger port=9\n" + m_download));
        QVERIFY(raw.readLine().value_or(QByteArray{}).startsWith("HI FT/2"));
        const auto header = raw.readLine().value_or(QByteArray{});
        QVERIFY2(header.startsWith("FILE: size=5000"), header.constData());
        QVERIFY(raw.read(m_content.size()) == m_content);
        QVERIFY(raw.isSilentFor(Silence));
    }

    void peerDoesNotServeOthersThanTheAllowed()
    {
        m_peer->setOptions({QStringLiteral("--allow"), QStringLiteral("127.0.0.78")});
        QVERIFY(m_peer->serve());
        RawSocket raw;
        QVERIFY(raw.connectTo(m_peer->port(), Stranger));
        QVERIFY(raw.send("HELLO FT/2 name=stranger port=9\n" + m_download));
        QVERIFY(raw.readLine().value_or(QByteArray{}).startsWith("HI FT/2"));
        QVERIFY(raw.readLine().value_or(QByteArray{}).startsWith("REFUSED: not-accepted, "));
    }

    /// Who does not greet speaks the classic dialect, which knows no refusal.
    void peerServesAllowedStrangersWithoutAGreeting_data()
    {
        QTest::addColumn<QString>("allowed");
        QTest::addColumn<bool>("isServed");
        QTest::newRow("allowed") << QStringLiteral("127.0.0.77") << true;
        QTest::newRow("another allowed") << QStringLiteral("127.0.0.78") << false;
        // Peers that greet are accepted at both addresses; they open no door to others there.
        QTest::newRow("only accepted peers allowed") << QString{} << false;
    }
    void peerServesAllowedStrangersWithoutAGreeting()
    {
        QFETCH(QString, allowed);
        QFETCH(bool, isServed);
        if (!allowed.isEmpty())
            m_peer->setOptions({QStringLiteral("--allow"), allowed});
        QVERIFY(m_peer->serve());
        RawSocket raw;
        QVERIFY(raw.connectTo(m_peer->port(), allowed.isEmpty() ? "127.0.0.1" : Stranger));
        QVERIFY(raw.send("DOWNLOAD: wanted, bin, 5000"));
        if (isServed)
            QVERIFY(raw.read(6 + m_content.size()) == "FILE: " + m_content);
        else
            QVERIFY(!raw.read(1, Silence));
        QVERIFY(raw.isClosedByOther());
    }
};

QTEST_GUILESS_MAIN(TstAcceptance)
#include "tst_acceptance.moc"
