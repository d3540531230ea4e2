#include "tests/support/files.h"
#include "tests/support/peerprogram.h"
#include "tests/support/trackerprogram.h"

#include <QTest>

using namespace ft::test;

/// `publish LNAME FNAME` and `unpublish FNAME` in the peer's shell.
class TstPublish : public QObject
{
    Q_OBJECT

private:
    TrackerProgram m_tracker;
    std::unique_ptr<PeerProgram> m_publisher;
    std::unique_ptr<PeerProgram> m_taker;

    [[nodiscard]] std::unique_ptr<PeerProgram> newPeer(const QString &name) const
    {
        auto peer = std::make_unique<PeerProgram>(name, m_tracker.address());
        peer->give(name + u".txt", name.toUtf8());
        return peer;
    }

    [[nodiscard]] bool becomes(int status, const QStringList &command)
    {
        return waitUntil([&] { return m_taker->run(command) == status; });
    }

private slots:
    void init()
    {
        QVERIFY(m_tracker.listen());
        m_publisher = newPeer(QStringLiteral("publisher"));
        m_taker = newPeer(QStringLiteral("taker"));
        writeRandomFile(m_publisher->aside(QStringLiteral("local name.bin")), 100'000, 1);
        QVERIFY(m_publisher->join({}));
    }

    void offersALocalFileUnderAnotherName()
    {
        const QString local = m_publisher->aside(QStringLiteral("local name.bin"));
        m_publisher->program().say(u"publish \"" + local + u"\" wanted.bin");
        QVERIFY(becomes(0, {QStringLiteral("search"), QStringLiteral("wanted.bin")}));
        QCOMPARE(m_taker->run({QStringLiteral("fetch"), QStringLiteral("wanted.bin")}),
                 std::optional{0});
        QVERIFY(sameBytes(m_taker->downloaded(QStringLiteral("wanted.bin")), local));
        QCOMPARE(m_taker->run({QStringLiteral("search"), QStringLiteral("local name.bin")}),
                 std::optional{1});
        QVERIFY(m_publisher->complaints().isEmpty());
    }

    void takesItBack()
    {
        const QString local = m_publisher->aside(QStringLiteral("local name.bin"));
        m_publisher->program().say(u"publish \"" + local + u"\" wanted.bin");
        QVERIFY(becomes(0, {QStringLiteral("search"), QStringLiteral("wanted.bin")}));
        m_publisher->program().say(QStringLiteral("unpublish wanted.bin"));
        QVERIFY(becomes(1, {QStringLiteral("search"), QStringLiteral("wanted.bin")}));
        QVERIFY(m_publisher->complaints().isEmpty());
        QVERIFY(filesBelow(m_publisher->aside({})).contains(QStringLiteral("local name.bin")));
    }

    void saysWhyItCannot_data()
    {
        QTest::addColumn<QString>("command");
        QTest::addColumn<QString>("complaint");
        QTest::newRow("no such file") << QStringLiteral("publish /no/such/file wanted.bin")
                                      << QStringLiteral("/no/such/file");
        QTest::newRow("name that leads outside")
            << QStringLiteral("publish /etc/hostname ../x") << QStringLiteral("\\.\\./x");
        QTest::newRow("nothing to take back")
            << QStringLiteral("unpublish never.bin") << QStringLiteral("never\\.bin");
    }
    void saysWhyItCannot()
    {
        QFETCH(QString, command);
        QFETCH(QString, complaint);
        m_publisher->program().say(command);
        QVERIFY(m_publisher->program().waitForLine(Program::Stream::Err, complaint));
        QVERIFY(m_publisher->program().isRunning());
    }
};

QTEST_GUILESS_MAIN(TstPublish)
#include "tst_publish.moc"
