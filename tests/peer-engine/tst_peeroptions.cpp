#include "peer-gui/engine/peeroptions.h"

#include <QTest>

using namespace ft;
using namespace ft::engine;

namespace {

struct Parsed
{
    EngineSettings settings;
    Options::Outcome outcome;
};

Parsed parse(const QStringList &arguments)
{
    Options options{QStringLiteral("ft-peer"), {}, {}};
    PeerOptions peer{QStringLiteral("/downloads"), QStringLiteral("/state")};
    peer.declare(options);
    const auto outcome = options.parse(QStringList{QStringLiteral("ft-peer")} + arguments, {});
    return {peer.settings(), outcome};
}

} // namespace

class TstPeerOptions : public QObject
{
    Q_OBJECT

private slots:
    void hasDefaults()
    {
        const auto parsed = parse({});
        QVERIFY(!parsed.outcome.status);
        QCOMPARE(parsed.settings.limits, TransferLimits{});
        QVERIFY(parsed.settings.usesUdp);
    }

    void switchesUdpOnAndOff()
    {
        QVERIFY(!parse({QStringLiteral("--udp=off")}).settings.usesUdp);
        QVERIFY(parse({QStringLiteral("--udp=on")}).settings.usesUdp);
    }

    void takesLimits()
    {
        const auto parsed = parse({QStringLiteral("--limit-down=20M"),
                                   QStringLiteral("--limit-up=512KiB"),
                                   QStringLiteral("--limit-per-upload=100K"),
                                   QStringLiteral("--upload-slots=3"),
                                   QStringLiteral("--max-downloads=5")});
        QVERIFY(!parsed.outcome.status);
        const TransferLimits limits{5, 3, 20'000'000, 524'288, 100'000};
        QCOMPARE(parsed.settings.limits, limits);
    }

    void takesWhatIsLeftOutOfTheShare()
    {
        const auto parsed = parse({QStringLiteral("--exclude=*.log"),
                                   QStringLiteral("--exclude=old/"),
                                   QStringLiteral("--hidden"),
                                   QStringLiteral("--no-default-excludes"),
                                   QStringLiteral("--max-file-size=4GiB"),
                                   QStringLiteral("--rescan=30")});
        QVERIFY(!parsed.outcome.status);
        const auto &filter = parsed.settings.filter;
        QCOMPARE(filter.excluded, (QStringList{QStringLiteral("*.log"), QStringLiteral("old/")}));
        QVERIFY(filter.takesHidden);
        QVERIFY(!filter.hasDefaults);
        QCOMPARE(filter.maxSize, std::uint64_t{4} << 30U);
        QCOMPARE(parsed.settings.rescanEvery, std::chrono::seconds{30});
    }

    void takesHowOftenAndHowFastToCheck()
    {
        QCOMPARE(parse({}).settings.checkEvery, std::chrono::days{0});
        const auto parsed = parse(
            {QStringLiteral("--check-every=30"), QStringLiteral("--check-rate=5M")});
        QVERIFY(!parsed.outcome.status);
        QCOMPARE(parsed.settings.checkEvery, std::chrono::days{30});
        QCOMPARE(parsed.settings.checkRate, 5'000'000U);
    }

    void refusesWrongValues_data()
    {
        QTest::addColumn<QString>("argument");
        QTest::addColumn<QString>("complaint");
        const auto row = [](const char *argument, const char *complaint) {
            QTest::newRow(argument)
                << QString::fromLatin1(argument) << QString::fromLatin1(complaint);
        };
        row("--limit-down=fast", "bytes per second");
        row("--limit-up=-1", "bytes per second");
        row("--limit-per-upload=1.5", "bytes per second");
        row("--upload-slots=0", "not a number from 1 on");
        row("--upload-slots=many", "not a number from 1 on");
        row("--max-downloads=0", "not a number from 1 on");
        row("--udp=maybe", "neither on nor off");
        row("--max-file-size=large", "no number of bytes");
        row("--max-file-size=5M/s", "no number of bytes");
        row("--rescan=often", "often");
        row("--check-every=-1", "not a number of days");
        row("--check-every=often", "not a number of days");
        row("--check-rate=fast", "bytes per second");
    }
    void refusesWrongValues()
    {
        QFETCH(QString, argument);
        QFETCH(QString, complaint);
        const auto parsed = parse({argument});
        QCOMPARE(parsed.outcome.status, 2);
        QVERIFY2(parsed.outcome.text.contains(complaint), qPrintable(parsed.outcome.text));
        QVERIFY(parsed.outcome.text.contains(argument.section(u'=', 0, 0)));
    }
};

QTEST_GUILESS_MAIN(TstPeerOptions)
#include "tst_peeroptions.moc"
