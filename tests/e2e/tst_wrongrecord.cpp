#include "tests/support/files.h"
#include "tests/support/peerprogram.h"
#include "tests/support/rawsocket.h"
#include "tests/support/trackerprogram.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace ft::test;

/// A record that is wrong about its file, which itself is right.
class TstWrongRecord : public QObject
{
    Q_OBJECT

private:
    const QByteArray m_content = randomBytes(300'000, 1);
    TrackerProgram m_tracker;
    std::unique_ptr<PeerProgram> m_source;
    std::unique_ptr<PeerProgram> m_taker;

    [[nodiscard]] QByteArray rootOf(const QString &name) const
    {
        m_taker->setOptions({QStringLiteral("--json")});
        if (m_taker->run({QStringLiteral("search"), name}) != 0
            || m_taker->program().out().isEmpty())
            return {};
        m_taker->setOptions({});
        const auto found = QJsonDocument::fromJson(m_taker->program().out().last().toUtf8());
        return found.object().value(QStringLiteral("root")).toString().toLatin1();
    }

private slots:
    void init()
    {
        QVERIFY(m_tracker.listen());
        m_source = std::make_unique<PeerProgram>(QStringLiteral("studio-a"), m_tracker.address());
        m_source->give(QStringLiteral("real.bin"), m_content);
        QVERIFY(m_source->serve());
        QVERIFY(m_tracker.hasRecords(1));
        m_taker = std::make_unique<PeerProgram>(QStringLiteral("taker"), m_tracker.address());
        m_taker->give(QStringLiteral("taker.txt"), "so that this peer is accepted");
    }

    void isReportedAsSuchAndNotAsAWrongFile()
    {
        const auto root = rootOf(QStringLiteral("real.bin"));
        QCOMPARE(root.size(), 64);
        const auto port = QByteArray::number(m_source->port());
        RawSocket liar;
        QVERIFY(liar.connectTo(m_tracker.port()));
        QVERIFY(liar.send("HELLO FT/2 name=liar port=" + port
                          + "\nSHARE: <fake.bin, application/octet-stream, 300000, 05/11/26, "
                            "127.0.0.1, "
                          + port + ", root=" + root + ", md5=" + QByteArray(32, 'a') + ">\n"));
        QVERIFY(m_tracker.hasRecords(2));

        QCOMPARE(m_taker->run({QStringLiteral("fetch"), QStringLiteral("fake.bin")}),
                 std::optional{0});
        QFile file{m_taker->downloaded(QStringLiteral("fake.bin"))};
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll() == m_content);
        QCOMPARE(m_taker->complaints().size(), 1);
        QVERIFY2(m_taker->complaints().first().contains(
                     QStringLiteral("the record of fake.bin gives another MD5")),
                 m_taker->program().transcript().constData());
    }
};

QTEST_GUILESS_MAIN(TstWrongRecord)
#include "tst_wrongrecord.moc"
