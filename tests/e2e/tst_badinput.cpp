#include "tests/support/files.h"
#include "tests/support/peerprogram.h"
#include "tests/support/trackerprogram.h"

#include <QDateTime>
#include <QFile>
#include <QRegularExpression>
#include <QTcpServer>
#include <QTest>

using namespace ft::test;

/// Whatever is wrong: the exit status tells, one line says what, where and what to do, and no file
/// is left under a name that claims it is whole.
class TstBadInput : public QObject
{
    Q_OBJECT

private:
    TrackerProgram m_tracker;
    std::unique_ptr<PeerProgram> m_peer;
    std::unique_ptr<PeerProgram> m_source;
    const QString m_wanted = QStringLiteral("wanted.bin");

    void startSource()
    {
        m_source = std::make_unique<PeerProgram>(QStringLiteral("studio-a"), m_tracker.address());
        writeRandomFile(m_source->shared(m_wanted), 3'000'000, 1);
        m_source->give(QStringLiteral("other.txt"), "so that this peer stays accepted");
        QVERIFY(m_source->serve());
        QVERIFY(m_tracker.hasRecords(2));
    }

    /// Runs the command, which must fail with status 1 and one line that matches every pattern.
    [[nodiscard]] bool failsNaming(const QStringList &command, const QStringList &patterns)
    {
        const auto status = m_peer->run(command);
        const QStringList complaints = m_peer->complaints();
        const auto isNamed = [&complaints](const QString &pattern) {
            return QRegularExpression{pattern}.match(complaints.value(0)).hasMatch();
        };
        const bool good = status == 1 && m_peer->program().out().isEmpty() && complaints.size() == 1
                          && std::all_of(patterns.begin(), patterns.end(), isNamed);
        if (!good)
            qInfo().noquote() << "status" << status.value_or(-1) << "expected to name" << patterns
                              << m_peer->program().transcript();
        return good;
    }

    [[nodiscard]] bool fetchFailsNaming(const QStringList &patterns)
    {
        return failsNaming({QStringLiteral("fetch"), m_wanted}, patterns)
               && !filesBelow(m_peer->downloads()).contains(m_wanted);
    }

    [[nodiscard]] static QString unusedAddress()
    {
        QTcpServer listener;
        listener.listen(QHostAddress::LocalHost);
        return QStringLiteral("127.0.0.1:%1").arg(listener.serverPort());
    }

    [[nodiscard]] static QString escaped(const QString &text)
    {
        return QRegularExpression::escape(text);
    }

private slots:
    void initTestCase() { QVERIFY(m_tracker.listen()); }
    void init()
    {
        m_peer = std::make_unique<PeerProgram>(QStringLiteral("taker"), m_tracker.address());
        m_peer->give(QStringLiteral("taker.txt"), "so that this peer is accepted");
    }
    void cleanup()
    {
        m_peer.reset();
        m_source.reset();
    }

    void refusesWrongUsage_data()
    {
        QTest::addColumn<QString>("program");
        QTest::addColumn<QString>("commandLine");
        QTest::addColumn<QString>("named");
        const auto row =
            [](const char *what, const char *program, const char *line, const char *named) {
                QTest::newRow(what) << QString::fromUtf8(program) << QString::fromUtf8(line)
                                    << QString::fromUtf8(named);
            };
        row("tracker: unknown option", "ft-tracker", "--bogus", "bogus");
        row("tracker: port out of range", "ft-tracker", "--port 65536", "65536");
        row("tracker: no number", "ft-tracker", "--max-files many", "many");
        row("tracker: unexpected argument", "ft-tracker", "serve", "serve");
        row("peer: unknown option", "ft-peer", "--bogus search x", "bogus");
        row("peer: value missing", "ft-peer", "--tracker", "tracker");
        row("peer: tracker is no address", "ft-peer", "--tracker a:b:c search x", "a:b:c");
        row("peer: name breaks the rules", "ft-peer", "--name a/b search x", "a/b");
        row("peer: network is none", "ft-peer", "--allow 300.1.1.1 serve", "300\\.1\\.1\\.1");
        row("peer: unknown command", "ft-peer", "--tracker none frobnicate", "frobnicate");
        row("peer: fetch what", "ft-peer", "--tracker none fetch", "fetch");
        row("peer: search what", "ft-peer", "--tracker none search", "search");
        row("peer: publish what", "ft-peer", "--tracker none publish", "publish");
        row("peer: too many arguments", "ft-peer", "--tracker none publish a b c", "publish");
    }
    void refusesWrongUsage()
    {
        QFETCH(QString, program);
        QFETCH(QString, commandLine);
        QFETCH(QString, named);
        Program called{program, m_peer->aside(QStringLiteral("home"))};
        called.start(commandLine.split(u' '));
        called.closeInput();
        QCOMPARE(called.waitForEnd(), std::optional{2});
        QVERIFY2(called.out().isEmpty(), called.transcript().constData());
        QVERIFY2(called.err().value(0).contains(QRegularExpression{named}),
                 called.transcript().constData());
        const QRegularExpression advice{QStringLiteral("--help|[Uu]sage|try help")};
        QVERIFY2(called.err().join(u' ').contains(advice), called.transcript().constData());
    }

    void refusesAnUnknownKeyInTheConfiguration()
    {
        const QString config = m_peer->aside(QStringLiteral("config"));
        writeFile(config, "# a comment\nname = taker\ncolour = blue\n");
        m_peer->setOptions({QStringLiteral("--config"), config});
        QCOMPARE(m_peer->run({QStringLiteral("shares")}), std::optional{2});
        QVERIFY2(m_peer->program().err().value(0).contains(QStringLiteral(":3: ")),
                 m_peer->program().transcript().constData());
        QVERIFY(m_peer->program().err().value(0).contains(QStringLiteral("colour")));
    }

    void shareFolderIsMissing()
    {
        m_peer->setOptions({QStringLiteral("--share"), QStringLiteral("/no/such/folder")});
        QVERIFY(failsNaming({QStringLiteral("search"), m_wanted},
                            {QStringLiteral("/no/such/folder"), QStringLiteral("--share")}));
    }

    void shareFolderIsAFile()
    {
        const QString file = m_peer->shared(QStringLiteral("taker.txt"));
        m_peer->setOptions({QStringLiteral("--share"), file});
        QVERIFY(failsNaming({QStringLiteral("search"), m_wanted},
                            {escaped(file), QStringLiteral("not a folder")}));
    }

    void trackerPortIsTaken()
    {
        Program second{QStringLiteral("ft-tracker"), m_peer->aside(QStringLiteral("home"))};
        second.start({QStringLiteral("--listen"),
                      QStringLiteral("127.0.0.1"),
                      QStringLiteral("--port"),
                      QString::number(m_tracker.port())});
        QCOMPARE(second.waitForEnd(), std::optional{1});
        QCOMPARE(second.err().size(), 1);
        QVERIFY(second.out().isEmpty());
        QVERIFY2(second.err().first().contains(m_tracker.address()),
                 second.transcript().constData());
        QVERIFY2(second.err().first().contains(QStringLiteral("--port")),
                 second.transcript().constData());
    }

    void peerPortIsTaken()
    {
        const QString port = QString::number(m_tracker.port());
        m_peer->setOptions({QStringLiteral("--port"), port});
        QVERIFY(failsNaming({QStringLiteral("search"), m_wanted},
                            {u"\\b" + port + u"\\b", QStringLiteral("--port")}));
    }

    void trackerIsNotThere()
    {
        const QString address = unusedAddress();
        m_peer->setTracker(address);
        QVERIFY(failsNaming({QStringLiteral("search"), m_wanted},
                            {escaped(address), QStringLiteral("tracker")}));
    }

    void trackerHasNoAddress()
    {
        m_peer->setTracker(QStringLiteral("no-such-host.invalid:1234"));
        QVERIFY(failsNaming({QStringLiteral("search"), m_wanted},
                            {QStringLiteral("no-such-host\\.invalid"), QStringLiteral("tracker")}));
    }

    void nameIsTaken()
    {
        PeerProgram first{QStringLiteral("taker"), m_tracker.address()};
        first.give(QStringLiteral("first.txt"), "first");
        QVERIFY(first.serve());
        QVERIFY(failsNaming({QStringLiteral("search"), m_wanted},
                            {QStringLiteral("\\btaker\\b"), QStringLiteral("--name")}));
        QVERIFY(first.program().isRunning());
    }

    void thereIsNoFileToShare()
    {
        QVERIFY(QFile::remove(m_peer->shared(QStringLiteral("taker.txt"))));
        QVERIFY(failsNaming({QStringLiteral("search"), m_wanted},
                            {QStringLiteral("no file to share"), QStringLiteral("--share")}));
    }

    void nobodyHasTheFile()
    {
        QVERIFY(fetchFailsNaming({escaped(m_wanted), QStringLiteral("not found|no peer|nobody")}));
        QVERIFY(filesBelow(m_peer->downloads()).isEmpty());
    }

    void fileVanishedSinceItWasAnnounced()
    {
        startSource();
        QVERIFY(QFile::remove(m_source->shared(m_wanted)));
        // The tracker is told by itself.
        QVERIFY(m_tracker.hasRecords(1));
        QVERIFY(fetchFailsNaming({escaped(m_wanted)}));
    }

    void fileChangedSinceItWasAnnounced_data()
    {
        QTest::addColumn<quint64>("size");
        QTest::newRow("other size") << quint64{2'999'999};
        QTest::newRow("same size") << quint64{3'000'000};
    }
    void fileChangedSinceItWasAnnounced()
    {
        QFETCH(quint64, size);
        startSource();
        writeRandomFile(m_source->shared(m_wanted), size, 2);
        QVERIFY(fetchFailsNaming({escaped(m_wanted)}));
    }

    void fileChangedBehindItsBack()
    {
        startSource();
        QFile file{m_source->shared(m_wanted)};
        QVERIFY(file.open(QIODevice::ReadWrite));
        const auto modified = file.fileTime(QFileDevice::FileModificationTime);
        QVERIFY(file.seek(2'000'000));
        QCOMPARE(file.write("other bytes"), 11);
        QVERIFY(file.flush());
        QVERIFY(file.setFileTime(modified, QFileDevice::FileModificationTime));
        QVERIFY(fetchFailsNaming({escaped(m_wanted)}));
    }

    void downloadFolderCannotBeWritten()
    {
        startSource();
        const QString folder = m_peer->shared(QStringLiteral("taker.txt/down"));
        m_peer->setOptions({QStringLiteral("--downloads"), folder});
        QVERIFY(fetchFailsNaming({escaped(folder), QStringLiteral("--downloads")}));
    }

    void saysThatAPublishedFileCannotBeRemembered()
    {
        const QString folder = m_peer->shared(QStringLiteral("taker.txt/state"));
        m_peer->setOptions({QStringLiteral("--state"), folder});
        const QString local = m_peer->aside(QStringLiteral("local.bin"));
        writeFile(local, "to be published");
        QCOMPARE(m_peer->run({QStringLiteral("publish"), local, m_wanted}), std::optional{0});
        const auto ofPublished = m_peer->complaints().filter(QStringLiteral("published files"));
        QCOMPARE(ofPublished.size(), 1);
        QVERIFY(ofPublished.first().contains(folder));
        QVERIFY(ofPublished.first().contains(QStringLiteral("--state")));
    }
};

QTEST_GUILESS_MAIN(TstBadInput)
#include "tst_badinput.moc"
