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

    void refusesWrongLimits_data()
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
    }
    void refusesWrongLimits()
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
