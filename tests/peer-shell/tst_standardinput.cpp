#include "tests/support/files.h"
#include "tests/support/peerprogram.h"
#include "tests/support/trackerprogram.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace ft::test;

/// ft-peer with its standard input from every kind of place, and with signals.
class TstStandardInput : public QObject
{
    Q_OBJECT

private:
    /// Runs ft-peer without a tracker, its input from a file; its output.
    [[nodiscard]] static QByteArray outputFor(const QString &input, int &status)
    {
        const QTemporaryDir home;
        QProcess program;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("HOME"), home.path());
        program.setProcessEnvironment(environment);
        program.setStandardInputFile(input);
        program.start(qEnvironmentVariable("FT_BIN") + QStringLiteral("/ft-peer"),
                      {QStringLiteral("--tracker"),
                       QStringLiteral("none"),
                       QStringLiteral("--listen"),
                       QStringLiteral("127.0.0.1"),
                       QStringLiteral("--state"),
                       home.filePath(QStringLiteral("state"))});
        const bool isOver = waitUntil([&] { return program.state() == QProcess::NotRunning; });
        status = isOver && program.exitStatus() == QProcess::NormalExit ? program.exitCode() : -1;
        program.kill();
        return program.readAllStandardOutput();
    }

private slots:
    void readsCommandsFromAFile_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("printed");
        QTest::newRow("to its end")
            << QByteArray{"shares\n"} << 0 << QByteArray{"nothing is shared\n"};
        QTest::newRow("without a last line feed")
            << QByteArray{"shares"} << 0 << QByteArray{"nothing is shared\n"};
        QTest::newRow("to quit") << QByteArray{"quit\nshares\n"} << 0 << QByteArray{};
        QTest::newRow("empty") << QByteArray{} << 0 << QByteArray{};
        QTest::newRow("nonsense") << QByteArray{"frobnicate\nshares\n"} << 1
                                  << QByteArray{"nothing is shared\n"};
        QTest::newRow("larger than a read") << QByteArray{"shares\n"}.repeated(2'000) << 0
                                            << QByteArray{"nothing is shared\n"}.repeated(2'000);
    }
    void readsCommandsFromAFile()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, status);
        QFETCH(QByteArray, printed);
        const QTemporaryDir folder;
        const auto file = folder.filePath(QStringLiteral("commands"));
        writeFile(file, text);
        int ended = -1;
        QCOMPARE(outputFor(file, ended), printed);
        QCOMPARE(ended, status);
    }

    void endsAtOnceOnNoInput()
    {
        int ended = -1;
        QCOMPARE(outputFor(QStringLiteral("/dev/null"), ended), QByteArray{});
        QCOMPARE(ended, 0);
    }

    void goesOnWithAFetchThatASignalEnded_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("SIGTERM") << SIGTERM;
        QTest::newRow("SIGINT") << SIGINT;
    }
    void goesOnWithAFetchThatASignalEnded()
    {
        QFETCH(int, signal);
        TrackerProgram tracker;
        QVERIFY(tracker.listen());
        PeerProgram source{QStringLiteral("source"), tracker.address()};
        writeRandomFile(source.shared(QStringLiteral("big")), 200'000'000, 1);
        QVERIFY(source.serve());
        PeerProgram taker{QStringLiteral("taker"), tracker.address()};
        taker.give(QStringLiteral("own"), "mine");
        taker.start({QStringLiteral("fetch"), QStringLiteral("big")});
        QVERIFY(waitUntil([&] { return !filesBelow(taker.downloads()).isEmpty(); }));
        // Caught in the middle for certain.
        source.program().send(SIGSTOP);
        taker.program().send(signal);
        QCOMPARE(taker.program().waitForEnd(), std::optional{1});
        source.program().send(SIGCONT);
        QVERIFY(!filesBelow(taker.downloads()).contains(QStringLiteral("big")));
        taker.start({QStringLiteral("fetch"), QStringLiteral("big")});
        const auto status = taker.program().waitForEnd(4 * Patience);
        QVERIFY2(status == std::optional{0}, taker.program().transcript().constData());
        QCOMPARE(filesBelow(taker.downloads()), QStringList{QStringLiteral("big")});
        QVERIFY(sameBytes(taker.downloads() + QStringLiteral("/big"),
                          source.shared(QStringLiteral("big"))));
    }
};

QTEST_GUILESS_MAIN(TstStandardInput)
#include "tst_standardinput.moc"
