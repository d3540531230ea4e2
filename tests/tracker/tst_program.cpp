#include "tests/tracker/rawpeer.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/resource.h>
#include <sys/types.h>

using namespace ft::test;

namespace {

constexpr int Patience = 10'000;

/// The real ft-tracker in a home of its own.
class Program
{
public:
    Program()
    {
        auto environment = QProcessEnvironment::systemEnvironment();
        for (const char *name : {"HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"})
            environment.insert(QString::fromLatin1(name), home.path());
        process.setProcessEnvironment(environment);
        process.setProgram(qEnvironmentVariable("FT_BIN") + QStringLiteral("/ft-tracker"));
    }
    ~Program()
    {
        process.kill();
        process.waitForFinished(Patience);
    }
    Q_DISABLE_COPY_MOVE(Program)

    /// Starts it on a free port of 127.0.0.1 and waits until it says where it listens.
    bool listen(const QStringList &more = {})
    {
        start(QStringList{QStringLiteral("--listen"),
                          QStringLiteral("127.0.0.1"),
                          QStringLiteral("--port"),
                          QStringLiteral("0")}
              + more);
        static const QRegularExpression line{
            QStringLiteral("^listening on 127\\.0\\.0\\.1:(\\d+)$")};
        const auto match = line.match(readLine());
        port = match.captured(1).toUShort();
        return match.hasMatch();
    }
    void start(const QStringList &arguments)
    {
        process.setArguments(arguments);
        process.start();
    }
    QString readLine()
    {
        while (!process.canReadLine() && process.waitForReadyRead(Patience))
            continue;
        return QString::fromUtf8(process.readLine()).trimmed();
    }
    void type(const QByteArray &lines)
    {
        process.write(lines);
        process.waitForBytesWritten(Patience);
    }
    /// The exit status, -1 when it does not end in time or ends by a signal.
    int wait()
    {
        if (!process.waitForFinished(Patience) || process.exitStatus() != QProcess::NormalExit)
            return -1;
        return process.exitCode();
    }
    /// Everything it has written to standard error so far.
    const QString &errors()
    {
        m_errors += QString::fromUtf8(process.readAllStandardError());
        return m_errors;
    }

    QTemporaryDir home;
    QProcess process;
    quint16 port = 0;

private:
    QString m_errors;
};

} // namespace

class TestProgram : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();

    void refusesWrongUsage_data();
    void refusesWrongUsage();
    void readsItsConfigurationFile();
    void saysWhatToDoWhenThePortIsInUse();
    void printsWhereItListens_data();
    void printsWhereItListens();
    void takesCommandsFromAPipe();
    void answersInJson();
    void pingsAPeerFromTheConsole();
    void goesOnWhenStandardInputEnds();
    void endsCleanly_data();
    void endsCleanly();
    void removesAPeerThatStopsAnswering();
    void survivesRunningOutOfDescriptors();
};

void TestProgram::initTestCase()
{
    if (!qEnvironmentVariableIsSet("FT_BIN"))
        QSKIP("FT_BIN does not name the folder of the built programs");
}

void TestProgram::refusesWrongUsage_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("named");
    const auto row = [](const char *arguments, const char *named) {
        QTest::newRow(arguments) << QString::fromLatin1(arguments).split(u' ')
                                 << QString::fromLatin1(named);
    };
    row("--frob", "frob");
    row("--port", "port");
    row("--port 65536", "--port");
    row("--port x", "--port");
    row("--listen nowhere", "--listen");
    row("--threads 0", "--threads");
    row("--ping 0", "--ping");
    row("--max-files -1", "--max-files");
    row("stray", "stray");
}

void TestProgram::refusesWrongUsage()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QString, named);
    Program program;
    program.start(arguments);
    QCOMPARE(program.wait(), 2);
    const auto errors = program.errors();
    QVERIFY2(errors.startsWith(QStringLiteral("ft-tracker: ")) && errors.contains(named),
             qPrintable(errors));
    QCOMPARE(program.process.readAllStandardOutput(), QByteArray{});
}

void TestProgram::readsItsConfigurationFile()
{
    Program program;
    QVERIFY(QDir{program.home.path()}.mkdir(QStringLiteral("ft-tracker")));
    QFile config{program.home.filePath(QStringLiteral("ft-tracker/ft-tracker.conf"))};
    QVERIFY(config.open(QIODevice::WriteOnly));
    config.write("# a tracker for small shares\nmax-files = 2\nping=7\n");
    config.close();
    QVERIFY(program.listen());
    RawPeer peer{program.port};
    QVERIFY(peer.send("HELLO FT/2 name=me port=1\n"));
    const auto hi = peer.readLine().value_or(QByteArray{});
    QVERIFY2(hi.contains(" ping=7 max-files=2 "), hi.constData());
}

void TestProgram::saysWhatToDoWhenThePortIsInUse()
{
    Program first;
    QVERIFY(first.listen());
    Program second;
    second.start({QStringLiteral("--listen"),
                  QStringLiteral("127.0.0.1"),
                  QStringLiteral("--port"),
                  QString::number(first.port)});
    QCOMPARE(second.wait(), 1);
    const auto errors = second.errors();
    QCOMPARE(errors.trimmed().count(u'\n'), 0);
    for (const QString &part : {QStringLiteral("127.0.0.1:%1").arg(first.port),
                                QStringLiteral("in use"),
                                QStringLiteral("--port")})
        QVERIFY2(errors.contains(part), qPrintable(errors));
}

void TestProgram::printsWhereItListens_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("host");
    QTest::newRow("IPv4") << QStringList{QStringLiteral("--listen"), QStringLiteral("127.0.0.1")}
                          << QStringLiteral("127.0.0.1");
    QTest::newRow("every IPv4") << QStringList{QStringLiteral("--listen"),
                                               QStringLiteral("0.0.0.0")}
                                << QStringLiteral("0.0.0.0");
    QTest::newRow("every address") << QStringList{} << QStringLiteral("0.0.0.0");
}

void TestProgram::printsWhereItListens()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QString, host);
    Program program;
    program.start(arguments + QStringList{QStringLiteral("--port"), QStringLiteral("0")});
    const auto line = program.readLine();
    const QString before = QStringLiteral("listening on %1:").arg(host);
    QVERIFY2(line.startsWith(before), qPrintable(line));
    RawPeer peer{line.mid(before.size()).toUShort()};
    QVERIFY(peer.join("me"));
}

void TestProgram::takesCommandsFromAPipe()
{
    Program program;
    QVERIFY(program.listen());
    RawPeer peer{program.port};
    QVERIFY(peer.join("studio-a", "docs/a.pdf"));
    program.type("discover studio-a\nfrob\nsearch nowhere\nquit");
    program.process.closeWriteChannel();
    QCOMPARE(program.wait(), 0);
    const auto output = QString::fromUtf8(program.process.readAllStandardOutput());
    QVERIFY2(output.contains(QStringLiteral("\ndocs/a.pdf ")), qPrintable(output));
    QVERIFY2(output.contains(QStringLiteral("unknown command \"frob\"; 'help' lists")),
             qPrintable(output));
    QVERIFY2(output.contains(QStringLiteral("no peer offers \"nowhere\"")), qPrintable(output));
    QCOMPARE(peer.readToEnd(), QByteArray{"BYE\n"});
}

void TestProgram::answersInJson()
{
    Program program;
    QVERIFY(program.listen({QStringLiteral("--json")}));
    RawPeer peer{program.port};
    QVERIFY(peer.join("studio-a"));
    program.type("peers\n");
    const auto row = QJsonDocument::fromJson(program.readLine().toUtf8()).object();
    QCOMPARE(row.value(QStringLiteral("name")).toString(), QStringLiteral("studio-a"));
    QCOMPARE(row.value(QStringLiteral("files")).toInt(), 1);
}

void TestProgram::pingsAPeerFromTheConsole()
{
    Program program;
    QVERIFY(program.listen());
    RawPeer peer{program.port};
    QVERIFY(peer.join("studio-a"));
    program.type("ping studio-a\n");
    QCOMPARE(peer.readLine(), QByteArray{"PING"});
    QVERIFY(peer.send("PONG\n"));
    const auto line = program.readLine();
    static const QRegularExpression answered{
        QStringLiteral("^studio-a answered in \\d+\\.\\d\\d ms$")};
    QVERIFY2(answered.match(line).hasMatch(), qPrintable(line));
}

void TestProgram::goesOnWhenStandardInputEnds()
{
    Program program;
    QVERIFY(program.listen());
    program.process.closeWriteChannel();
    RawPeer peer{program.port};
    QVERIFY(peer.join("me"));
    QVERIFY(!program.process.waitForFinished(200));
    QVERIFY(peer.send("PING\n"));
    QCOMPARE(peer.readLine(), QByteArray{"PONG"});
}

void TestProgram::endsCleanly_data()
{
    QTest::addColumn<int>("by");
    QTest::newRow("SIGTERM") << SIGTERM;
    QTest::newRow("SIGINT") << SIGINT;
    QTest::newRow("quit") << 0;
}

void TestProgram::endsCleanly()
{
    QFETCH(const int, by);
    Program program;
    QVERIFY(program.listen());
    RawPeer peer{program.port};
    QVERIFY(peer.join("me"));
    if (by == 0)
        program.type("quit\n");
    else
        ::kill(static_cast<pid_t>(program.process.processId()), by);
    QCOMPARE(peer.readToEnd(), QByteArray{"BYE\n"});
    QCOMPARE(program.wait(), 0);
    QCOMPARE(program.errors(), QString{});
}

void TestProgram::removesAPeerThatStopsAnswering()
{
    Program program;
    QVERIFY(program.listen({QStringLiteral("--ping"), QStringLiteral("1")}));
    RawPeer dead{program.port};
    QVERIFY(dead.join("dead"));
    QElapsedTimer time;
    time.start();
    QCOMPARE(dead.readToEnd(), QByteArray{"PING\n"});
    QVERIFY2(time.elapsed() >= 2'000, qPrintable(QString::number(time.elapsed())));
    RawPeer next{program.port};
    QVERIFY(next.join("dead"));
}

void TestProgram::survivesRunningOutOfDescriptors()
{
    Program program;
    program.process.setChildProcessModifier([] {
        constexpr rlimit Few{48, 48};
        ::setrlimit(RLIMIT_NOFILE, &Few);
    });
    QVERIFY(program.listen());
    std::vector<RawPeer> peers;
    for (int i = 0; i < 100; ++i)
        peers.emplace_back(program.port);
    const auto turnedAway = peers.back().readToEnd();
    QVERIFY(turnedAway);
    QVERIFY2(turnedAway->startsWith("REFUSED: busy, "), turnedAway->constData());
    peers.clear();
    bool joined = false; // QTRY asks once more after success
    const auto joins = [&] {
        joined = joined || RawPeer{program.port}.join("later");
        return joined;
    };
    QTRY_VERIFY_WITH_TIMEOUT(joins(), Patience);
    QTRY_VERIFY(program.errors().contains(QStringLiteral("ulimit -n")));
}

QTEST_GUILESS_MAIN(TestProgram)
#include "tst_program.moc"
