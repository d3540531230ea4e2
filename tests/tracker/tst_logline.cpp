#include "tracker/log/logline.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace ft::tracker;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(ft::tracker::LogLevel)

namespace {

constexpr std::chrono::sys_seconds Time{1'700'000'000s};

LogLine lineOf(const QString &value)
{
    return {LogLevel::Info, QLatin1String{"joined"}, {{QLatin1String{"agent"}, value}}};
}

} // namespace

class TestLogLine : public QObject
{
    Q_OBJECT

private slots:
    void writesValues_data();
    void writesValues();
    void isOneLineWhateverAPeerSaid_data();
    void isOneLineWhateverAPeerSaid();
    void writesNumbersAndLevels();
    void marksLevelsForTheJournal();
    void knowsItsLevels_data();
    void knowsItsLevels();
};

void TestLogLine::writesValues_data()
{
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("written");
    const auto row = [](const char *value, const char *written) {
        QTest::newRow(value) << QString::fromUtf8(value) << QString::fromUtf8(written);
    };
    row("ft-peer/0.1.0", "ft-peer/0.1.0");
    row("[fe80::1%eth0]:1234", "[fe80::1%eth0]:1234");
    row("", "\"\"");
    row("two words", "\"two words\"");
    row("a=b", "\"a=b\"");
    row("say \"no\"", "\"say \\\"no\\\"\"");
    row("back\\slash", "\"back\\\\slash\"");
    row("\u00e4rger", "\u00e4rger");
}

void TestLogLine::writesValues()
{
    QFETCH(const QString, value);
    QFETCH(const QString, written);
    QCOMPARE(QString::fromUtf8(render(lineOf(value), LogFormat::Text, Time)),
             u"2023-11-14T22:13:20Z info joined agent=" + written + u'\n');
    const auto json = QJsonDocument::fromJson(render(lineOf(value), LogFormat::Json, Time));
    QCOMPARE(json.object().value(QStringLiteral("agent")).toString(), value);
}

void TestLogLine::isOneLineWhateverAPeerSaid_data()
{
    QTest::addColumn<QString>("value");
    QTest::newRow("line feed") << QStringLiteral("x\ninfo joined peer=root");
    QTest::newRow("carriage return") << QStringLiteral("x\rinfo");
    QTest::newRow("escape") << QStringLiteral("\x1b[2J\x1b]0;title\x07");
    QTest::newRow("right to left") << QStringLiteral("\u202ecod.exe");
    QTest::newRow("line separator") << QStringLiteral("a\u2028b");
    QTest::newRow("long") << QString{100'000, u'x'};
}

void TestLogLine::isOneLineWhateverAPeerSaid()
{
    QFETCH(const QString, value);
    for (const auto format : {LogFormat::Text, LogFormat::Json, LogFormat::Journal}) {
        const auto bytes = render(lineOf(value), format, Time);
        QCOMPARE(bytes.indexOf('\n'), bytes.size() - 1);
        QVERIFY(bytes.size() < 1'000);
        const QString text = QString::fromUtf8(bytes.chopped(1));
        for (const QChar c : text)
            QVERIFY2(c.isPrint(), bytes.constData());
    }
}

void TestLogLine::writesNumbersAndLevels()
{
    const LogLine line{LogLevel::Warning,
                       QLatin1String{"exhausted"},
                       {{QLatin1String{"connections"}, std::uint64_t{960}}}};
    QCOMPARE(render(line, LogFormat::Text, Time),
             QByteArray{"2023-11-14T22:13:20Z warning exhausted connections=960\n"});
    QCOMPARE(render(line, LogFormat::Json, Time),
             QByteArray{R"({"connections":960,"event":"exhausted","level":"warning",)"
                        R"("time":"2023-11-14T22:13:20Z"})"
                        "\n"});
}

void TestLogLine::marksLevelsForTheJournal()
{
    LogLine line{LogLevel::Error, QLatin1String{"x"}, {}};
    QCOMPARE(render(line, LogFormat::Journal, Time), QByteArray{"<3>x\n"});
    line.level = LogLevel::Debug;
    QCOMPARE(render(line, LogFormat::Journal, Time), QByteArray{"<7>x\n"});
}

void TestLogLine::knowsItsLevels_data()
{
    QTest::addColumn<LogLevel>("level");
    QTest::newRow("error") << LogLevel::Error;
    QTest::newRow("warning") << LogLevel::Warning;
    QTest::newRow("info") << LogLevel::Info;
    QTest::newRow("debug") << LogLevel::Debug;
}

void TestLogLine::knowsItsLevels()
{
    QFETCH(const LogLevel, level);
    const QString word = QString::fromLatin1(QTest::currentDataTag());
    QCOMPARE(parseLogLevel(word), std::optional{level});
    QCOMPARE(QString{toWord(level)}, word);
    QVERIFY(!parseLogLevel(word.toUpper()));
}

QTEST_APPLESS_MAIN(TestLogLine)
#include "tst_logline.moc"
