#include "peer-gui/engine/tracker/acceptedpeers.h"
#include "tests/peer-engine/records.h"

#include <QTest>

using namespace ft;
using namespace ft::engine;

class TstAcceptedPeers : public QObject
{
    Q_OBJECT

private slots:
    void tellsWhetherWhoAsksIsListed_data()
    {
        QTest::addColumn<QStringList>("listed"); // `-` for a peer without a name
        QTest::addColumn<bool>("asNamed");
        QTest::addColumn<bool>("asNameless");
        const QString nameless = QStringLiteral("-");
        const QString named = QStringLiteral("studio");
        QTest::newRow("nobody") << QStringList{} << false << false;
        QTest::newRow("a named one") << QStringList{named} << true << false;
        QTest::newRow("a nameless one") << QStringList{nameless} << false << true;
        QTest::newRow("both") << QStringList{named, nameless} << true << true;
        QTest::newRow("named ones only") << QStringList{named, named} << true << false;
    }
    void tellsWhetherWhoAsksIsListed()
    {
        QFETCH(QStringList, listed);
        QFETCH(bool, asNamed);
        QFETCH(bool, asNameless);
        std::vector<protocol::PeerRecord> peers;
        for (const QString &name : listed) {
            protocol::PeerRecord peer;
            if (name != u"-")
                peer.name = test::hostOf(name.toUtf8());
            peers.push_back(peer);
        }
        QCOMPARE(isAccepted(peers, test::hostOf("studio")), asNamed);
        QCOMPARE(isAccepted(peers, {}), asNameless);
    }
};

QTEST_APPLESS_MAIN(TstAcceptedPeers)
#include "tst_acceptedpeers.moc"
