#include "common/base/options.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace ft;

namespace {

/// One option of every kind, as a program declares them.
struct Settings
{
    QString name{QStringLiteral("default")};
    QStringList shares;
    std::uint16_t port = 1234;
    std::uint32_t files = 5;
    bool json = false;
    int even = 0;

    Options options{QStringLiteral("ft-test"),
                    QStringLiteral("[OPTIONS] [COMMAND]"),
                    QStringLiteral("Tests.")};

    Settings()
    {
        options.add(QStringLiteral("name"),
                    QStringLiteral("NAME"),
                    QStringLiteral("name to be known by"),
                    name);
        options.add(QStringLiteral("share"),
                    QStringLiteral("DIR"),
                    QStringLiteral("folder to share"),
                    shares);
        options.add(QStringLiteral("port"),
                    QStringLiteral("N"),
                    QStringLiteral("port to listen on"),
                    port);
        options.add(QStringLiteral("max-files"),
                    QStringLiteral("N"),
                    QStringLiteral("most files"),
                    files);
        options.addSwitch(QStringLiteral("json"), QStringLiteral("print JSON"), json);
        options.add(QStringLiteral("even-number-of-things"),
                    QStringLiteral("N"),
                    QStringLiteral("an even number"),
                    [this](const QStringList &values) { return setEven(values); });
    }

    std::optional<QString> setEven(const QStringList &values)
    {
        even = values.last().toInt();
        if (even % 2 != 0)
            return QStringLiteral("%1 is odd").arg(even);
        return std::nullopt;
    }

    Options::Outcome parse(const QStringList &arguments, const QString &config = {}) const
    {
        return options.parse(QStringList{QStringLiteral("ft-test")} + arguments, config);
    }
};

QStringList words(const char *line)
{
    return QString::fromUtf8(line).split(u' ', Qt::SkipEmptyParts);
}

} // namespace

class TestOptions final : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")});
        QVERIFY(m_folder.isValid());
    }

    void keepsDefaults();
    void readsEveryKind();
    void takesTheLastOfRepeatedValues();
    void leavesWordsOfTheCommandAlone();
    void refusesOnTheCommandLine_data();
    void refusesOnTheCommandLine();
    void readsTheConfigurationFile();
    void readsSwitchesOfTheFile_data();
    void readsSwitchesOfTheFile();
    void refusesInTheFile_data();
    void refusesInTheFile();
    void prefersTheCommandLineToTheFile();
    void prefersANamedFileToTheDefaultOne();
    void doesWithoutADefaultFile();
    void refusesAFileThatIsNotThere();
    void printsHelpForEveryOption();
    void printsAConfigurationWithTheDefaults();
    void namesTheFileThatTheConfigurationIsReadFrom();
    void showsWhatHolds();
    void printsTheVersion();

private:
    QString file(const char *text, const char *name = "test.conf") const;

    QTemporaryDir m_folder;
};

QString TestOptions::file(const char *text, const char *name) const
{
    QFile config{m_folder.filePath(QString::fromLatin1(name))};
    if (!config.open(QIODevice::WriteOnly) || config.write(text) < 0)
        qFatal("cannot write %s", name);
    return config.fileName();
}

void TestOptions::keepsDefaults()
{
    const Settings settings;
    const auto outcome = settings.parse({});
    QVERIFY(!outcome.status);
    QVERIFY(outcome.arguments.isEmpty());
    QCOMPARE(settings.name, QStringLiteral("default"));
    QCOMPARE(settings.port, 1234);
}

void TestOptions::readsEveryKind()
{
    const Settings settings;
    const auto outcome = settings.parse(words("--name a --share x --share y --port=0 --max-files "
                                              "4294967295 --json --even-number-of-things 4"));
    QVERIFY2(!outcome.status, qPrintable(outcome.text));
    QCOMPARE(settings.name, QStringLiteral("a"));
    QCOMPARE(settings.shares, words("x y"));
    QCOMPARE(settings.port, 0);
    QCOMPARE(settings.files, 4'294'967'295U);
    QVERIFY(settings.json);
    QCOMPARE(settings.even, 4);
}

void TestOptions::takesTheLastOfRepeatedValues()
{
    const Settings settings;
    QVERIFY(!settings.parse(words("--port 1 --port 2 --name a --name b")).status);
    QCOMPARE(settings.port, 2);
    QCOMPARE(settings.name, QStringLiteral("b"));
}

void TestOptions::leavesWordsOfTheCommandAlone()
{
    const Settings settings;
    const auto outcome = settings.parse(words("--port 1 search --port --name report"));
    QVERIFY(!outcome.status);
    QCOMPARE(outcome.arguments, words("search --port --name report"));
    QCOMPARE(settings.port, 1);
    QCOMPARE(settings.parse(words("-- --port")).arguments, words("--port"));
}

void TestOptions::refusesOnTheCommandLine_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *line, const char *says) {
        QTest::newRow(line) << words(line) << QString::fromUtf8(says);
    };
    row("--colour red", "colour");
    row("-x", "x");
    row("--port", "port");
    row("--json=no", "json");
    row("--port 65536", "--port: \"65536\" is not a whole number from 0 to 65535");
    row("--port -1", "--port: \"-1\" is not");
    row("--port +5", "--port: \"+5\" is not");
    row("--port 0x10", "--port: \"0x10\" is not");
    row("--port 1.5", "--port: \"1.5\" is not");
    row("--port=", "--port: \"\" is not");
    row("--max-files 4294967296", "--max-files: \"4294967296\" is not");
    row("--even-number-of-things 3", "--even-number-of-things: 3 is odd");
    QTest::newRow("space in a number")
        << QStringList{QStringLiteral("--port= 5")} << QStringLiteral("--port: \" 5\" is not");
    QTest::newRow("digits of another script")
        << QStringList{QStringLiteral("--port=\u0665")} << QStringLiteral("--port: ");
}

void TestOptions::refusesOnTheCommandLine()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, says);
    const Settings settings;
    const auto outcome = settings.parse(arguments);
    QCOMPARE(outcome.status, std::optional{2});
    QVERIFY2(outcome.text.startsWith(QStringLiteral("ft-test: ")), qPrintable(outcome.text));
    QVERIFY2(outcome.text.contains(says), qPrintable(outcome.text));
    QVERIFY(outcome.text.contains(QStringLiteral("ft-test --help")));
}

void TestOptions::readsTheConfigurationFile()
{
    const Settings settings;
    const auto path = file("# comment\n"
                           "\n"
                           "  name = studio \xc3\xbc  \r\n"
                           "share=a b\n"
                           "share = c=d # no comment\n"
                           "port = 99\n"
                           "json\n");
    const auto outcome = settings.parse({QStringLiteral("--config"), path});
    QVERIFY2(!outcome.status, qPrintable(outcome.text));
    QCOMPARE(settings.name, QStringLiteral("studio \u00fc"));
    QCOMPARE(settings.shares,
             (QStringList{QStringLiteral("a b"), QStringLiteral("c=d # no comment")}));
    QCOMPARE(settings.port, 99);
    QVERIFY(settings.json);
}

void TestOptions::readsSwitchesOfTheFile_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<bool>("on");
    for (const char *value : {"", "=", "= yes", "=true", "= on", "= 1"})
        QTest::addRow("json %s", value) << QByteArray{value} << true;
    for (const char *value : {"= no", "= false", "=off", "= 0"})
        QTest::addRow("json %s", value) << QByteArray{value} << false;
}

void TestOptions::readsSwitchesOfTheFile()
{
    QFETCH(QByteArray, value);
    Settings settings;
    settings.json = value.contains('=') && value.size() > 2;
    const QByteArray text = "json " + value + "\n";
    QVERIFY(!settings.parse({}, file(text.constData())).status);
    QTEST(settings.json, "on");
}

void TestOptions::refusesInTheFile_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const char *text, const char *says) {
        QTest::newRow(name) << QByteArray{text} << QString::fromUtf8(says);
    };
    row("unknown", "port = 1\ncolour = red\n", "test.conf:2: unknown option \"colour\"");
    row("no option of files", "config = other\n", "test.conf:1: unknown option \"config\"");
    row("dashes", "--port = 1\n", "test.conf:1: unknown option \"--port\"");
    row("case", "Port = 1\n", "test.conf:1: unknown option \"Port\"");
    row("section", "[main]\n", "test.conf:1: unknown option \"[main]\"");
    row("no name", "= 5\n", "test.conf:1: unknown option \"\"");
    row("bad value", "\n\nport = many\n", "test.conf:3: port: \"many\" is not a whole number");
    row("later bad value", "port = 1\nport = x\n", "test.conf:2: port: \"x\" is not");
    row("no value", "name\n", "test.conf:1: name: needs a value");
    row("switch", "json = maybe\n", "test.conf:1: json: \"maybe\" is neither yes nor no");
    row("own check", "even-number-of-things=1", "test.conf:1: even-number-of-things: 1 is odd");
}

void TestOptions::refusesInTheFile()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, says);
    const Settings settings;
    const auto outcome = settings.parse({}, file(text.constData()));
    QCOMPARE(outcome.status, std::optional{2});
    QVERIFY2(outcome.text.contains(says), qPrintable(outcome.text));
}

void TestOptions::prefersTheCommandLineToTheFile()
{
    const Settings settings;
    const auto path = file("port = 1\nname = filed\nshare = a\nshare = b\n");
    QVERIFY(!settings.parse(words("--port 2 --share c"), path).status);
    QCOMPARE(settings.port, 2);
    QCOMPARE(settings.name, QStringLiteral("filed"));
    QCOMPARE(settings.shares, words("c"));
}

void TestOptions::prefersANamedFileToTheDefaultOne()
{
    const Settings settings;
    const auto standard = file("port = 1\nname = standard\n");
    const auto named = file("port = 2\n", "named.conf");
    QVERIFY(!settings.parse({QStringLiteral("--config"), named}, standard).status);
    QCOMPARE(settings.port, 2);
    QCOMPARE(settings.name, QStringLiteral("default"));
}

void TestOptions::doesWithoutADefaultFile()
{
    const Settings settings;
    QVERIFY(!settings.parse({}, m_folder.filePath(QStringLiteral("none.conf"))).status);
}

void TestOptions::refusesAFileThatIsNotThere()
{
    const Settings settings;
    const auto path = m_folder.filePath(QStringLiteral("none.conf"));
    const auto outcome = settings.parse({QStringLiteral("--config"), path});
    QCOMPARE(outcome.status, std::optional{2});
    QVERIFY2(outcome.text.contains(path), qPrintable(outcome.text));
}

void TestOptions::printsHelpForEveryOption()
{
    const Settings settings;
    const auto outcome = settings.parse(words("--help"));
    QCOMPARE(outcome.status, std::optional{0});
    QVERIFY(outcome.text.startsWith(QStringLiteral("Usage: ft-test [OPTIONS] [COMMAND]\nTests.")));
    const QStringList lines{QStringLiteral("  --name NAME                 name to be known by"),
                            QStringLiteral("  --json                      print JSON"),
                            QStringLiteral("  --even-number-of-things N   an even number"),
                            QStringLiteral("  --help                      print this and end")};
    for (const QString &line : lines)
        QVERIFY2(outcome.text.contains(line), qPrintable(outcome.text));
    QVERIFY(!outcome.text.endsWith(u'\n'));
}

void TestOptions::printsAConfigurationWithTheDefaults()
{
    const Settings settings;
    const auto outcome = settings.parse(words("--print-config --port 5"));
    QCOMPARE(outcome.status, std::optional{0});
    QVERIFY(outcome.text.startsWith(QStringLiteral("# Configuration of ft-test.\n")));
    for (const char *lines : {"\n\n# name to be known by\n#name = default\n",
                              "\n# folder to share\n#share = DIR\n",
                              "\n# port to listen on\n#port = 1234\n",
                              "\n# print JSON\n#json = no\n",
                              "\n# an even number\n#even-number-of-things = N"})
        QVERIFY2(outcome.text.contains(QLatin1String{lines}), qPrintable(outcome.text));
    for (const QString &line : outcome.text.split(u'\n'))
        QVERIFY(line.isEmpty() || line.startsWith(u'#'));
}

void TestOptions::namesTheFileThatTheConfigurationIsReadFrom()
{
    const Settings settings;
    const auto outcome = settings.parse(words("--print-config"), QStringLiteral("/x/ft.conf"));
    QVERIFY(outcome.text.contains(QStringLiteral("/x/ft.conf")));
}

void TestOptions::showsWhatHolds()
{
    const Settings settings;
    QVERIFY(!settings.parse(words("--name x --share a --share b --json")).status);
    QStringList shown;
    for (const Options::Value &value : settings.options.values())
        shown << QString{value.name + u'=' + value.text};
    QCOMPARE(shown.join(u' '), QStringLiteral("name=x share=a, b port=1234 max-files=5 json=yes"));
}

void TestOptions::printsTheVersion()
{
    const Settings settings;
    const auto outcome = settings.parse(words("--version"));
    QCOMPARE(outcome.status, std::optional{0});
    QCOMPARE(outcome.text, QStringLiteral("ft-test " FT_VERSION));
}

QTEST_GUILESS_MAIN(TestOptions)
#include "tst_options.moc"
