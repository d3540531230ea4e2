#include "tests/support/files.h"
#include "tests/support/patience.h"
#include "tests/support/peerprogram.h"

#include <QTest>

using namespace ft::test;

namespace {

constexpr quint64 Size = (24U << 20U) + 5;

const QString File = QStringLiteral("big.bin");

} // namespace

/// FileDownload over UDP between two real peers.
class TstUdp : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<PeerProgram> m_source;
    std::unique_ptr<PeerProgram> m_taker;
    QString m_peer; ///< how the taker names the source

    [[nodiscard]] bool startSource(const QStringList &options)
    {
        m_source->setOptions(QStringList{QStringLiteral("--allow"), QStringLiteral("127.0.0.1")}
                             + options);
        m_source->start({QStringLiteral("serve")});
        const auto line = m_source->program().waitForLine(Program::Stream::Err,
                                                          QStringLiteral("listening on "));
        m_peer = line.value_or(QString{}).section(u' ', -1);
        return line && isShared();
    }

    /// Waits until the source has the file ready.
    [[nodiscard]] bool isShared() const
    {
        return waitUntil([this] {
            return m_taker->run(
                       {QStringLiteral("FileHash"), m_peer, QStringLiteral("verify"), File})
                   == std::optional{0};
        });
    }

    [[nodiscard]] QStringList download() const
    {
        return {QStringLiteral("FileDownload"), m_peer, QStringLiteral("UDP"), File};
    }

    /// Bytes of the unfinished file on the disk, holes left out.
    [[nodiscard]] bool hasBegun() const
    {
        const auto files = filesBelow(m_taker->downloads());
        return std::any_of(files.begin(), files.end(), [](const QString &file) {
            return file.endsWith(QStringLiteral(".part"));
        });
    }

    [[nodiscard]] bool hasArrived() const
    {
        return sameBytes(m_taker->downloaded(File), m_source->shared(File));
    }

    /// What the taker's history says about the transport of its downloads.
    [[nodiscard]] QStringList transports() const
    {
        if (m_taker->run({QStringLiteral("history"), QStringLiteral("--csv")}) != std::optional{0})
            return {};
        QStringList all;
        for (const QString &line : m_taker->program().out().filter(QStringLiteral(",download,")))
            all << (line.contains(QStringLiteral(",udp,")) ? QStringLiteral("udp")
                                                           : QStringLiteral("tcp"));
        return all;
    }

private slots:
    void init()
    {
        m_source = std::make_unique<PeerProgram>(QStringLiteral("source"), QStringLiteral("none"));
        m_taker = std::make_unique<PeerProgram>(QStringLiteral("taker"), QStringLiteral("none"));
        writeRandomFile(m_source->shared(File), Size, 1);
    }

    void comesWholeAndVerified()
    {
        QVERIFY(startSource({}));
        QCOMPARE(m_taker->run(download()), std::optional{0});
        QVERIFY(hasArrived());
        const auto out = m_taker->program().out().join(u'\n');
        QVERIFY2(out.contains(QString::fromLatin1(md5(m_source->shared(File)))), qPrintable(out));
        QVERIFY(m_taker->complaints().filter(QStringLiteral("TCP")).isEmpty());
        QCOMPARE(transports(), QStringList{QStringLiteral("udp")});
    }

    void saysWhyItIsTcp_data()
    {
        QTest::addColumn<bool>("isSourceOff");
        QTest::addColumn<QString>("words");
        QTest::newRow("off at the source") << true << QStringLiteral("the source offers no UDP");
        QTest::newRow("off here") << false << QStringLiteral("UDP is switched off here");
    }
    void saysWhyItIsTcp()
    {
        QFETCH(bool, isSourceOff);
        QFETCH(QString, words);
        const QStringList off{QStringLiteral("--udp"), QStringLiteral("off")};
        if (!isSourceOff)
            m_taker->setOptions(off);
        QVERIFY(startSource(isSourceOff ? off : QStringList{}));
        QCOMPARE(m_taker->run(download()), std::optional{0});
        QVERIFY(hasArrived());
        QCOMPARE(m_taker->complaints().filter(QStringLiteral("over TCP")),
                 QStringList{QStringLiteral("from %1 over TCP: %2").arg(m_peer, words)});
        QCOMPARE(transports(), QStringList{QStringLiteral("tcp")});
    }

    void goesOnAfterTheTakerIsKilled()
    {
        QVERIFY(startSource({QStringLiteral("--limit-up"), QStringLiteral("8M")}));
        m_taker->start(download());
        QVERIFY(waitUntil([this] { return hasBegun(); }));
        m_taker->program().kill();
        QVERIFY(!hasArrived());
        QCOMPARE(m_taker->run(download()), std::optional{0});
        QVERIFY(hasArrived());
    }

    void goesOnAfterTheSourceIsKilled()
    {
        QVERIFY(startSource({QStringLiteral("--limit-up"), QStringLiteral("8M")}));
        m_taker->start({});
        m_taker->program().say(download().join(u' '));
        QVERIFY(waitUntil([this] { return hasBegun(); }));
        m_source->program().kill();
        const auto port = m_peer.section(u':', -1);
        m_source->setOptions({QStringLiteral("--allow"),
                              QStringLiteral("127.0.0.1"),
                              QStringLiteral("--port"),
                              port});
        m_source->start({QStringLiteral("serve")});
        QVERIFY2(m_taker->program().waitForLine(
                     Program::Stream::Out, QStringLiteral("^MD5 +[0-9a-f]{32}$"), 0, 4 * Patience),
                 m_taker->program().transcript().constData());
        QVERIFY(hasArrived());
    }
};

QTEST_GUILESS_MAIN(TstUdp)
#include "tst_udp.moc"
