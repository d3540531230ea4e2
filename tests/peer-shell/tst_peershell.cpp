#include "peer-gui/shell/peershell.h"
#include "tests/peer-engine/sharedfiles.h"
#include "tests/peer-engine/trackerinside.h"
#include "tests/support/patience.h"

#include <QTemporaryDir>
#include <QTest>

using namespace ft;
using namespace ft::shell;
using test::TrackerInside;
using test::waitUntil;

namespace {

class Lines final : public console::LineInput
{
public:
    void type(const char *line) { emit entered(QString::fromUtf8(line)); }
    void endInput() { emit ended(); }
};

/// A shell over a real engine, what it prints, and how it ended.
struct Shell
{
    explicit Shell(const std::optional<HostPort> &tracker, const QByteArray &name = "shell")
    {
        settings.tracker = tracker;
        settings.name = test::hostOf(name);
        settings.shareFolders = {path(QStringLiteral("share"))};
        settings.downloadFolder = path(QStringLiteral("down"));
        settings.stateFolder = path(QStringLiteral("state"));
        settings.listenAddress = QHostAddress{QHostAddress::LocalHost};
        QDir{}.mkpath(settings.shareFolders[0]);
    }

    [[nodiscard]] QString path(const QString &name) const { return home.filePath(name); }
    void give(const QString &name, const QByteArray &content) const
    {
        test::writeFile(path(QStringLiteral("share/") + name), content);
    }

    void make()
    {
        engine = std::make_unique<engine::PeerEngine>(settings, clock);
        shell = std::make_unique<PeerShell>(*engine, settings, printer, progress);
        QObject::connect(shell.get(), &PeerShell::finished, shell.get(), [this](int code) {
            status = code;
        });
    }
    void runOne(const char *line)
    {
        make();
        shell->runOne(parseLine(QString::fromUtf8(line)).value());
    }
    void runLines(bool isTerminal)
    {
        make();
        shell->runLines(input, isTerminal);
    }
    [[nodiscard]] int finish()
    {
        (void)waitUntil([this] { return status.has_value(); });
        return status.value_or(-1);
    }
    /// Lines of standard error, but for the one that tells of joining.
    [[nodiscard]] QStringList complaints() const
    {
        return err.filter(
            QRegularExpression{QStringLiteral("^(?!joined |working without|note: )")});
    }
    [[nodiscard]] bool hasJoined() const { return err.join(u'\n').contains(u"joined "); }

    QTemporaryDir home;
    engine::EngineSettings settings;
    SystemClock clock;
    QStringList out;
    QStringList err;
    Printer printer{Printer::Style::Text,
                    [this](const QString &lines) { out << lines.split(u'\n'); },
                    [this](const QString &line) {
                        err << line;
                    }};
    ProgressLine progress{false};
    Lines input;
    std::optional<int> status;
    std::unique_ptr<engine::PeerEngine> engine;
    std::unique_ptr<PeerShell> shell;
};

} // namespace

class TstPeerShell : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<TrackerInside> m_tracker;
    std::unique_ptr<Shell> m_source;

    /// A peer that shares `wanted`.
    void startSource(const QByteArray &content = "content")
    {
        m_source = std::make_unique<Shell>(m_tracker->address(), "source");
        m_source->give(QStringLiteral("wanted"), content);
        m_source->runOne("serve");
        QVERIFY(waitUntil([this] { return m_source->hasJoined(); }));
    }

private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")});
        m_tracker = std::make_unique<TrackerInside>();
    }
    void cleanup()
    {
        m_source.reset();
        m_tracker.reset();
    }

    void runsOneCommandAndEnds_data()
    {
        QTest::addColumn<QByteArray>("command");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("printed");
        const auto row = [](const char *command, int status, const char *printed) {
            QTest::newRow(command) << QByteArray{command} << status << QString::fromLatin1(printed);
        };
        row("search wanted", 0, "wanted");
        row("search nothing", 1, "ft-peer: not found");
        row("wish", 0, "no wishes");
        row("wish add wanted", 0, "wish 1: wanted");
        row("wish remove 7", 1, "ft-peer: there is no wish 7");
        row("fetch wanted", 0, "fetched wanted -> ");
        row("fetch nothing", 1, "ft-peer: not found");
        row("peers", 0, "source");
        row("shares", 0, "own");
        row("downloads", 0, "no downloads");
        row("unpublish own", 1, "ft-peer: own is shared because of the folder");
        row("unpublish other", 1, "ft-peer: no file is published as other");
        row("publish /no/such/file x", 1, "ft-peer: there is no file /no/such/file");
        row("cancel 1", 1, "ft-peer: there is no download 1");
        row("pause 7", 1, "ft-peer: there is no download 7; `downloads` lists them");
        row("sources 7", 1, "ft-peer: there is no download 7");
        row("uploads", 0, "nobody takes anything now");
        row("limits", 0, "down: no limit, up: no limit");
        row("limits slots 4", 0, "upload slots: 4");
        row("quit", 0, "");
    }
    void runsOneCommandAndEnds()
    {
        QFETCH(QByteArray, command);
        QFETCH(int, status);
        QFETCH(QString, printed);
        startSource();
        Shell shell{m_tracker->address()};
        shell.give(QStringLiteral("own"), "mine");
        shell.runOne(command.constData());
        QCOMPARE(shell.finish(), status);
        const auto &lines = status == 0 ? shell.out : shell.complaints();
        QVERIFY2(lines.join(u'\n').contains(printed),
                 qPrintable(shell.out.join(u'\n') + u'\n' + shell.err.join(u'\n')));
        QCOMPARE(shell.complaints().size(), status);
        // It said BYE.
        QTRY_COMPARE(m_tracker->peers(), std::size_t{1});
    }

    void publishesThoughNothingElseIsShared()
    {
        Shell shell{m_tracker->address()};
        test::writeFile(shell.path(QStringLiteral("local")), "content");
        const QByteArray line = "publish " + shell.path(QStringLiteral("local")).toUtf8() + " name";
        shell.runOne(line.constData());
        QCOMPARE(shell.finish(), 0);
        QVERIFY(shell.complaints().isEmpty());
        QVERIFY(shell.hasJoined());
        // What was published stays published, and can be taken back though nothing is left then.
        Shell again{m_tracker->address()};
        again.settings.stateFolder = shell.settings.stateFolder;
        again.runOne("unpublish name");
        QCOMPARE(again.finish(), 0);
        QVERIFY2(again.complaints().isEmpty(), qPrintable(again.err.join(u'\n')));
    }

    void failsOnce_data()
    {
        QTest::addColumn<QByteArray>("command");
        QTest::addColumn<QByteArray>("trouble");
        QTest::addColumn<QString>("printed");
        const auto row =
            [](const char *name, const char *command, const char *trouble, const char *printed) {
                QTest::newRow(name)
                    << QByteArray{command} << QByteArray{trouble} << QString::fromLatin1(printed);
            };
        row("nothing to share", "search x", "empty", "no file to share");
        row("nothing to serve", "serve", "empty", "no file to share");
        row("no tracker there", "search x", "unreachable", "no tracker answers");
        row("no tracker to serve", "serve", "unreachable", "no tracker answers");
        row("no tracker wanted", "search x", "none", "has not joined");
        row("the folder is missing", "serve", "missing", "does not exist");
        row("the port is taken", "serve", "port", "is in use");
        row("the name is taken", "serve", "name", "--name");
    }
    void failsOnce()
    {
        QFETCH(QByteArray, command);
        QFETCH(QByteArray, trouble);
        QFETCH(QString, printed);
        startSource();
        Shell shell{m_tracker->address(), trouble == "name" ? "SOURCE" : "shell"};
        if (trouble == "unreachable")
            shell.settings.tracker = HostPort{QStringLiteral("127.0.0.1"), 1};
        if (trouble == "none")
            shell.settings.tracker.reset();
        if (trouble == "missing")
            shell.settings.shareFolders << shell.path(QStringLiteral("gone"));
        if (trouble == "port")
            shell.settings.listenPort = m_tracker->port();
        if (trouble != "empty")
            shell.give(QStringLiteral("own"), "mine");
        shell.runOne(command.constData());
        QCOMPARE(shell.finish(), 1);
        QCOMPARE(shell.complaints().size(), 1);
        QVERIFY2(shell.complaints()[0].contains(printed), qPrintable(shell.complaints()[0]));
        QVERIFY(shell.out.isEmpty());
    }

    void servesUntilItIsTold()
    {
        startSource();
        m_source->shell->end();
        QCOMPARE(m_source->finish(), 0);
        QTRY_COMPARE(m_tracker->peers(), std::size_t{0});
    }

    void keepsWhatItHasWhenToldToEndBeforeItIsDone()
    {
        startSource(test::randomBytes(60'000'000, 1));
        Shell shell{m_tracker->address()};
        shell.give(QStringLiteral("own"), "mine");
        shell.runOne("fetch wanted");
        QVERIFY(
            waitUntil([&] { return !test::filesBelow(shell.settings.downloadFolder).isEmpty(); }));
        shell.shell->end();
        QCOMPARE(shell.finish(), 1);
        shell.shell.reset();
        shell.engine.reset();
        QVERIFY(
            !test::filesBelow(shell.settings.downloadFolder).contains(QStringLiteral("wanted")));
    }

    void runsPipedLinesInOrderToTheEnd_data()
    {
        QTest::addColumn<bool>("endsEarly");
        QTest::newRow("the input ends before it joined") << true;
        QTest::newRow("the input ends later") << false;
    }
    void runsPipedLinesInOrderToTheEnd()
    {
        QFETCH(bool, endsEarly);
        startSource(test::randomBytes(20'000'000, 1));
        Shell shell{m_tracker->address()};
        shell.give(QStringLiteral("own"), "mine");
        shell.runLines(false);
        shell.input.type("fetch wanted");
        shell.input.type("");
        shell.input.type("   ");
        shell.input.type("downloads");
        if (!endsEarly)
            QVERIFY(waitUntil(
                [&] { return !test::filesBelow(shell.settings.downloadFolder).isEmpty(); }));
        shell.input.endInput();
        QCOMPARE(shell.finish(), 0);
        QCOMPARE(shell.out.size(), 4);
        QVERIFY(shell.out[0].startsWith(u"fetched wanted"));
        QVERIFY(shell.out[2].contains(u"done"));
        QCOMPARE(shell.out[3], QStringLiteral("0 active, 0 waiting, 0 paused, 1 done, 0 failed"));
    }

    void remembersThatAPipedLineFailed_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("not found") << QByteArray{"fetch nothing"};
        QTest::newRow("not understood") << QByteArray{"frobnicate"};
    }
    void remembersThatAPipedLineFailed()
    {
        QFETCH(QByteArray, line);
        startSource();
        Shell shell{m_tracker->address()};
        shell.give(QStringLiteral("own"), "mine");
        shell.runLines(false);
        shell.input.type(line.constData());
        shell.input.type("search wanted");
        shell.input.endInput();
        QCOMPARE(shell.finish(), 1);
        QCOMPARE(shell.complaints().size(), 1);
        QVERIFY(!shell.out.isEmpty());
    }

    void takesCommandsBesideItsDownloadsOnceItServes()
    {
        m_source = std::make_unique<Shell>(m_tracker->address(), "source");
        m_source->give(QStringLiteral("wanted"), test::randomBytes(4'000'000, 1));
        m_source->settings.limits.ratePerUpload = 100'000;
        m_source->runOne("serve");
        QVERIFY(waitUntil([this] { return m_source->hasJoined(); }));
        Shell shell{m_tracker->address()};
        shell.give(QStringLiteral("own"), "mine");
        shell.runLines(false);
        for (const char *line : {"serve",
                                 "fetch wanted",
                                 "retry 1",
                                 "limit 1 1M",
                                 "priority 1 high",
                                 "move 1 top",
                                 "pause 1",
                                 "pause 1",
                                 "resume 1",
                                 "resume 1",
                                 "cancel 1",
                                 "cancel 1",
                                 "retry 1",
                                 "cancel 1",
                                 "quit"})
            shell.input.type(line);
        QCOMPARE(shell.finish(), 1);
        QCOMPARE(shell.out,
                 (QStringList{QStringLiteral("limit of download 1 (wanted): 1.0 MB/s"),
                              QStringLiteral("priority of download 1 (wanted): high"),
                              QStringLiteral("moved download 1 (wanted) to the top"),
                              QStringLiteral("paused download 1 (wanted)"),
                              QStringLiteral("resumed download 1 (wanted)"),
                              QStringLiteral("canceled download 1 (wanted)"),
                              QStringLiteral("retried download 1 (wanted)"),
                              QStringLiteral("canceled download 1 (wanted)")}));
        const QStringList complaints = shell.complaints();
        QCOMPARE(complaints.size(), 4);
        QVERIFY2(complaints[0].contains(u"is not over"), qPrintable(complaints[0]));
        QVERIFY2(complaints[1].contains(u"is paused already; `resume 1`"),
                 qPrintable(complaints[1]));
        QVERIFY2(complaints[2].contains(u"is not paused; `pause 1`"), qPrintable(complaints[2]));
        QVERIFY2(complaints[3].contains(u"was canceled; `retry 1`"), qPrintable(complaints[3]));
    }

    void endsAtQuitThoughTheInputGoesOn()
    {
        Shell shell{std::nullopt};
        shell.runLines(false);
        shell.input.type("shares");
        shell.input.type("quit");
        shell.input.type("shares");
        QCOMPARE(shell.finish(), 0);
        QCOMPARE(shell.out, QStringList{QStringLiteral("nothing is shared")});
    }

    void endsWithItsInputThoughItNeverJoined()
    {
        Shell shell{m_tracker->address()};
        shell.runLines(false);
        shell.input.endInput();
        QCOMPARE(shell.finish(), 0);
    }

    void servesOnAfterTheEndOfItsInput()
    {
        Shell shell{m_tracker->address()};
        shell.give(QStringLiteral("own"), "mine");
        shell.runLines(false);
        shell.input.type("serve");
        shell.input.type("shares");
        shell.input.endInput();
        QVERIFY(waitUntil([&] { return shell.hasJoined() && !shell.out.isEmpty(); }));
        for (int i = 0; i < 50; ++i)
            QCoreApplication::processEvents();
        QVERIFY(!shell.status);
        shell.shell->end();
        QCOMPARE(shell.finish(), 0);
    }

    void keepsATerminalThroughEverything()
    {
        startSource();
        Shell shell{m_tracker->address()};
        shell.runLines(true);
        QVERIFY(waitUntil([&] { return shell.complaints().size() == 1; }));
        QVERIFY(shell.complaints()[0].contains(u"no file to share"));
        shell.input.type("frobnicate");
        shell.input.type("search wanted");
        QVERIFY(waitUntil([&] { return shell.complaints().size() == 3; }));
        test::writeFile(shell.path(QStringLiteral("local")), "x");
        const QByteArray publish = "publish " + shell.path(QStringLiteral("local")).toUtf8()
                                   + " mine";
        shell.input.type(publish.constData());
        shell.input.type("search wanted");
        QVERIFY(waitUntil([&] { return shell.out.join(u'\n').contains(u"wanted"); }));
        QVERIFY(shell.hasJoined());
        shell.input.type("serve");
        shell.input.type("quit");
        QCOMPARE(shell.finish(), 0);
    }

    void fetchesBesideTheNextLinesOfATerminal()
    {
        startSource(test::randomBytes(30'000'000, 1));
        Shell shell{m_tracker->address()};
        shell.give(QStringLiteral("own"), "mine");
        shell.runLines(true);
        QVERIFY(waitUntil([&] { return shell.hasJoined(); }));
        shell.input.type("fetch wanted");
        QVERIFY(
            waitUntil([&] { return !test::filesBelow(shell.settings.downloadFolder).isEmpty(); }));
        shell.input.type("shares");
        QVERIFY(waitUntil([&] { return !shell.out.isEmpty(); }));
        QVERIFY(shell.out[0].startsWith(u"NAME"));
        QVERIFY(waitUntil([&] { return shell.out.last().startsWith(u"fetched wanted"); }));
        shell.input.endInput();
        QCOMPARE(shell.finish(), 0);
    }

    void goesOnWhenAShareFolderGoesAwayLater()
    {
        Shell shell{m_tracker->address()};
        shell.give(QStringLiteral("own"), "mine");
        shell.runOne("serve");
        QVERIFY(waitUntil([&] { return shell.hasJoined(); }));
        emit shell.engine->noticed(
            {engine::ShareNotice::Kind::FolderMissing, shell.settings.shareFolders[0], 0, {}});
        QCOMPARE(shell.complaints().size(), 1);
        for (int i = 0; i < 50; ++i)
            QCoreApplication::processEvents();
        QVERIFY(!shell.status);
    }
};

QTEST_GUILESS_MAIN(TstPeerShell)
#include "tst_peershell.moc"
