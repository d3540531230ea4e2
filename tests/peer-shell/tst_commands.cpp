#include "peer-gui/shell/commands.h"

#include <QTest>

using namespace ft;
using namespace ft::shell;

Q_DECLARE_METATYPE(ft::shell::Command)

class TstCommands : public QObject
{
    Q_OBJECT

private slots:
    void understands_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<Command>("command");
        const auto row = [](const char *line, const Command &command) {
            QTest::newRow(line) << QString::fromUtf8(line) << command;
        };
        const auto s = [](const char *text) {
            return QString::fromUtf8(text);
        };
        row("search a.pdf", SearchCommand{s("a.pdf"), false});
        row("search annual report.pdf", SearchCommand{s("annual report.pdf"), false});
        row("search \"two  spaces\" -draft", SearchCommand{s("\"two  spaces\" -draft"), false});
        row("search größe", SearchCommand{s("größe"), false});
        row("  search   add  size:>1M ", SearchCommand{s("add  size:>1M"), false});
        row("search --live a type:pdf", SearchCommand{s("a type:pdf"), true});
        row("search a --lively", SearchCommand{s("a --lively"), false});
        row("wish", WishCommand{});
        row("wish list", WishCommand{});
        row("wish add \"a  b\" c", WishCommand{WishCommand::What::Add, s("\"a  b\" c"), {}});
        row("wish add list", WishCommand{WishCommand::What::Add, s("list"), {}});
        row("wish remove 3", WishCommand{WishCommand::What::Remove, {}, engine::WishId{3}});
        row("stop", StopCommand{});
        row("scan", ScanCommand{});
        row("scan pause", ScanCommand{ScanCommand::What::Pause});
        row("scan resume", ScanCommand{ScanCommand::What::Resume});
        row("scan status", ScanCommand{ScanCommand::What::Status});
        row("folders", FoldersCommand{});
        row("folder off /a b", FolderCommand{s("/a b"), false});
        row("folder on docs", FolderCommand{s("docs"), true});
        row("check", CheckCommand{s("")});
        row("check my file.iso", CheckCommand{s("my file.iso")});
        row("repair \"my file.iso\"", RepairCommand{s("my file.iso")});
        HistoryCommand history;
        history.filter.direction = engine::RequestDirection::Served;
        history.filter.text = s("report");
        history.format = HistoryCommand::Format::Csv;
        row("history served report --csv", history);
        row("  fetch   docs/a.pdf  ", FetchCommand{s("docs/a.pdf")});
        row("fetch --help", FetchCommand{s("--help")});
        row("fetch \"annual report.pdf\"", FetchCommand{s("annual report.pdf")});
        row("fetch studio docs/a.pdf",
            FetchFromCommand{s("studio"), s("docs/a.pdf"), s("studio docs/a.pdf")});
        row("fetch studio my photos/", FetchFromCommand{s("studio"), s("my photos/"), {}});
        row("fetch studio /", FetchFromCommand{s("studio"), s("/"), {}});
        row("fetch 10.0.0.4:40112 a b", FetchFromCommand{s("10.0.0.4:40112"), s("a b"), {}});
        row("fetch [fe80::1]:7 a", FetchFromCommand{s("[fe80::1]:7"), s("a"), {}});
        row("publish /home/me/a.pdf", PublishCommand{s("/home/me/a.pdf"), s("a.pdf")});
        row("publish a.pdf b.pdf", PublishCommand{s("a.pdf"), s("b.pdf")});
        row("publish \"my file\" \"your file\"", PublishCommand{s("my file"), s("your file")});
        row("publish folder/", PublishCommand{s("folder/"), s("")});
        row("unpublish my file", UnpublishCommand{s("my file")});
        using engine::TransferCommand;
        constexpr engine::TransferId Third{3};
        row("cancel 3", ControlCommand{Third, TransferCommand::Cancel});
        row("pause 3", ControlCommand{Third, TransferCommand::Pause});
        row("resume 3", ControlCommand{Third, TransferCommand::Resume});
        row("retry 3", ControlCommand{Third, TransferCommand::Retry});
        row("move 3 top", ControlCommand{Third, TransferCommand::MoveToTop});
        row("move 3 up", ControlCommand{Third, TransferCommand::MoveUp});
        row("move 3 down", ControlCommand{Third, TransferCommand::MoveDown});
        row("move 3 bottom", ControlCommand{Third, TransferCommand::MoveToBottom});
        row("priority 3 low", PriorityCommand{Third, engine::Priority::Low});
        row("priority 3 normal", PriorityCommand{Third, engine::Priority::Normal});
        row("priority 3 high", PriorityCommand{Third, engine::Priority::High});
        row("limit 3 20M", LimitCommand{Third, 20'000'000});
        row("limit 3 500k", LimitCommand{Third, 500'000});
        row("limit 3 0", LimitCommand{Third, 0});
        row("limit 3 none", LimitCommand{Third, 0});
        using Which = LimitsCommand::Which;
        row("limits", LimitsCommand{});
        row("limits down 1.5M", LimitsCommand{LimitsCommand::Change{Which::Down, 1'500'000}});
        row("limits up none", LimitsCommand{LimitsCommand::Change{Which::Up, 0}});
        row("limits upload 1MiB", LimitsCommand{LimitsCommand::Change{Which::Upload, 1'048'576}});
        row("limits slots 4", LimitsCommand{LimitsCommand::Change{Which::Slots, 4}});
        row("limits downloads 1", LimitsCommand{LimitsCommand::Change{Which::Downloads, 1}});
        row("sources 3", SourcesCommand{Third});
        row("SEARCH a", SearchCommand{s("a"), false});
        const auto docs = SharedPath::fromString(s("docs/my photos")).value();
        row("browse studio", AskPeerCommand{s("studio"), engine::BrowseQuestion{}});
        row("browse studio docs/my photos/",
            AskPeerCommand{s("studio"), engine::BrowseQuestion{docs}});
        row("IndexGet 10.0.0.4:7 longlist",
            AskPeerCommand{s("10.0.0.4:7"), engine::IndexQuestion{}});
        row("indexget studio regex \\.(jpg|png)$",
            AskPeerCommand{s("studio"), engine::IndexQuestion{{}, {}, s("\\.(jpg|png)$")}});
        const auto at = [](std::int64_t seconds) {
            return std::chrono::sys_seconds{std::chrono::seconds{seconds}};
        };
        row("IndexGet studio shortlist 2026-01-01T00:00:00Z 2026-01-01T01:00Z",
            AskPeerCommand{s("studio"),
                           engine::IndexQuestion{at(1'767'225'600), at(1'767'229'259), {}}});
        row("FileHash studio checkall", AskPeerCommand{s("studio"), engine::ChecksumQuestion{}});
        row("FileHash studio verify docs/my photos",
            AskPeerCommand{s("studio"), engine::ChecksumQuestion{docs}});
        row("FileDownload studio TCP my file",
            FileDownloadCommand{s("studio"), s("my file"), Transport::Tcp});
        row("FileDownload studio udp a", FileDownloadCommand{s("studio"), s("a"), Transport::Udp});
        row("uploads", UploadsCommand{});
        row("shares", SharesCommand{});
        row("peers", PeersCommand{});
        row("downloads", DownloadsCommand{});
        row("serve", ServeCommand{});
        row("help", HelpCommand{});
        row("quit", QuitCommand{});
    }
    void understands()
    {
        QFETCH(QString, line);
        QFETCH(Command, command);
        const auto parsed = parseLine(line);
        QVERIFY2(parsed, parsed ? "" : qPrintable(parsed.error()));
        QVERIFY(*parsed == command);
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("named");
        const auto row = [](const char *line, const char *named) {
            QTest::newRow(line) << QString::fromUtf8(line) << QString::fromUtf8(named);
        };
        row("frobnicate", "\"frobnicate\"");
        row("browse", "browse PEER [FOLDER/]");
        row("browse studio ../secret", "\"../secret\"");
        row("IndexGet studio", "IndexGet PEER longlist");
        row("IndexGet studio longlist more", "IndexGet PEER longlist");
        row("IndexGet studio shortlist", "usage: IndexGet PEER longlist");
        row("IndexGet studio shortlist 2026-01-01", "end is missing");
        row("IndexGet studio shortlist yesterday today", "\"yesterday today\"");
        row("IndexGet studio regex", "IndexGet PEER regex PATTERN");
        row("FileHash studio", "FileHash PEER");
        row("FileHash studio verify", "FileHash PEER verify NAME");
        row("FileHash studio checkall a", "FileHash PEER checkall");
        row("FileHash studio verify /etc/passwd", "\"/etc/passwd\"");
        row("FileDownload studio a", "FileDownload PEER TCP|UDP NAME");
        row("FileDownload studio FTP a", "\"FTP\"");
        row("search", "search [--live] TEXT");
        row("wish add", "wish add TEXT");
        row("wish remove x", "wish remove NUMBER");
        row("wish remove", "wish remove NUMBER");
        row("wish for a", "wish add TEXT");
        row("fetch", "fetch [PEER] NAME");
        row("fetch photos/", "fetch PEER FOLDER/");
        row("publish", "publish LNAME [FNAME]");
        row("publish a b c", "publish LNAME [FNAME]");
        row("unpublish", "unpublish FNAME");
        row("cancel", "cancel ID");
        row("cancel 1 2", "cancel ID");
        row("cancel one", "\"one\"");
        row("cancel -1", "\"-1\"");
        row("cancel 4294967296", "\"4294967296\"");
        row("pause", "pause ID");
        row("pause x", "\"x\"");
        row("resume 1 2", "resume ID");
        row("retry", "retry ID");
        row("move 1", "move ID top|up|down|bottom");
        row("move 1 sideways", "\"sideways\"");
        row("move x top", "\"x\"");
        row("priority 1 urgent", "\"urgent\"");
        row("priority high 1", "\"1\"");
        row("limit 1", "limit ID RATE");
        row("limit 1 fast", "\"fast\"");
        row("limit one 1M", "\"one\"");
        row("limits sideways 1", "\"sideways\"");
        row("limits down", "limits down VALUE");
        row("limits down fast", "\"fast\"");
        row("limits slots 0", "\"0\"");
        row("limits slots none", "\"none\"");
        row("sources", "sources ID");
        row("uploads 1", "usage: uploads");
        row("shares all", "usage: shares");
        row("quit now", "usage: quit");
    }
    void refuses()
    {
        QFETCH(QString, line);
        QFETCH(QString, named);
        const auto parsed = parseLine(line);
        QVERIFY(!parsed);
        QVERIFY2(parsed.error().contains(named), qPrintable(parsed.error()));
        QVERIFY(!parsed.error().contains(u'\n'));
    }

    void pointsAtTheWordAtFault_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("shown");
        QTest::newRow("of a search") << QStringLiteral("search annual size:big report")
                                     << QStringLiteral("  annual size:big report\n"
                                                       "              ^^^");
        QTest::newRow("of a wish") << QStringLiteral("wish add annual size:big")
                                   << QStringLiteral("  annual size:big\n              ^^^");
    }
    void pointsAtTheWordAtFault()
    {
        QFETCH(QString, line);
        QFETCH(QString, shown);
        const auto parsed = parseLine(line);
        QVERIFY(!parsed);
        QVERIFY2(parsed.error().endsWith(u'\n' + shown), qPrintable(parsed.error()));
    }

    void findsNoWordsInAnEmptyLine()
    {
        QVERIFY(wordsOf({}).isEmpty());
        QVERIFY(wordsOf(QStringLiteral("  \t ")).isEmpty());
    }

    void helpNamesEveryCommand()
    {
        const auto help = commandHelp();
        for (const char *verb : {"search [--live] TEXT",
                                 "stop",
                                 "wish [add TEXT|remove ID|list]",
                                 "fetch [PEER] NAME",
                                 "publish LNAME [FNAME]",
                                 "unpublish FNAME",
                                 "shares",
                                 "peers",
                                 "downloads",
                                 "sources ID",
                                 "pause ID",
                                 "resume ID",
                                 "cancel ID",
                                 "retry ID",
                                 "priority ID low|normal|high",
                                 "move ID top|up|down|bottom",
                                 "limit ID RATE",
                                 "uploads",
                                 "limits [WHICH VALUE]",
                                 "serve",
                                 "help",
                                 "quit"})
            QVERIFY2(help.contains(u"\n  " + QString::fromLatin1(verb) + u" "), verb);
    }
};

QTEST_APPLESS_MAIN(TstCommands)
#include "tst_commands.moc"
