#include "peer-gui/engine/preferences.h"

#include <QTest>

using namespace ft;
using namespace ft::engine;

namespace {

EngineSettings otherSettings()
{
    EngineSettings settings;
    settings.tracker = HostPort{QStringLiteral("tracker.example"), 4321};
    settings.name = HostName::nearest(QStringLiteral("ada"));
    settings.shareFolders = {QStringLiteral("/home/ada/Größe, ü"), QStringLiteral("/b")};
    settings.filter = {{QStringLiteral("*.log")}, false, true, 1ULL << 40U};
    settings.downloadFolder = QStringLiteral("/down");
    settings.listenPort = 65535;
    settings.shareDownloads = false;
    settings.usesUdp = false;
    settings.limits = {1, 2, 3, 1ULL << 40U, 5};
    return settings;
}

Preferences changesOf(const EngineSettings &after)
{
    Preferences preferences;
    preferences.noteChanges({}, after);
    return preferences;
}

} // namespace

class TstPreferences : public QObject
{
    Q_OBJECT

private slots:
    void holdNothingAtFirst()
    {
        QVERIFY(Preferences{}.isEmpty());
        QVERIFY(changesOf({}).isEmpty());
    }

    void changeOnlyWhatWasChosen()
    {
        Preferences preferences;
        preferences.shareDownloads = false;
        auto settings = otherSettings();
        settings.shareDownloads = true;
        preferences.applyTo(settings);
        QVERIFY(!settings.shareDownloads);
        QCOMPARE(settings.name, otherSettings().name);
        QCOMPARE(settings.limits, otherSettings().limits);
    }

    void comeBackFromTheirText()
    {
        const auto read = Preferences::fromText(changesOf(otherSettings()).toText());
        QVERIFY(read);
        EngineSettings settings;
        read->applyTo(settings);
        const auto wanted = otherSettings();
        QCOMPARE(settings.tracker, wanted.tracker);
        QCOMPARE(settings.name, wanted.name);
        QCOMPARE(settings.shareFolders, wanted.shareFolders);
        QVERIFY(settings.filter == wanted.filter);
        QCOMPARE(settings.downloadFolder, wanted.downloadFolder);
        QCOMPARE(settings.listenPort, wanted.listenPort);
        QCOMPARE(settings.shareDownloads, wanted.shareDownloads);
        QCOMPARE(settings.usesUdp, wanted.usesUdp);
        QCOMPARE(settings.limits, wanted.limits);
    }

    void rememberThatThereIsToBeNoTracker()
    {
        EngineSettings before;
        before.tracker = HostPort{QStringLiteral("a"), 1};
        Preferences preferences;
        preferences.noteChanges(before, {});
        const auto read = Preferences::fromText(preferences.toText());
        QVERIFY(read && read->tracker);
        read->applyTo(before);
        QVERIFY(!before.tracker);
    }

    void takeOverNewerOnes()
    {
        Preferences older;
        older.shareDownloads = false;
        older.usesUdp = false;
        Preferences newer;
        newer.usesUdp = true;
        older.add(newer);
        QCOMPARE(older.shareDownloads, std::optional{false});
        QCOMPARE(older.usesUdp, std::optional{true});
    }

    void areRefusedWhenDamaged_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("nothing") << QByteArray{};
        QTest::newRow("cut off") << QByteArray{R"({"version": 1, "name": "a"})"}.chopped(2);
        QTest::newRow("a list") << QByteArray{"[]"};
        QTest::newRow("no version") << QByteArray{"{}"};
        QTest::newRow("of a later version") << QByteArray{R"({"version": 2})"};
        QTest::newRow("no name") << QByteArray{R"({"version": 1, "name": "a b"})"};
        QTest::newRow("no tracker") << QByteArray{R"({"version": 1, "tracker": "a:b:c"})"};
        QTest::newRow("a number for a text")
            << QByteArray{R"({"version": 1, "downloadFolder": 5})"};
        QTest::newRow("a text for a switch") << QByteArray{R"({"version": 1, "usesUdp": "yes"})"};
        QTest::newRow("a port too large") << QByteArray{R"({"version": 1, "listenPort": 65536})"};
        QTest::newRow("less than nothing") << QByteArray{R"({"version": 1, "listenPort": -1})"};
        QTest::newRow("a folder of another kind")
            << QByteArray{R"({"version": 1, "shareFolders": ["/a", 5]})"};
        QTest::newRow("a damaged limit")
            << QByteArray{R"({"version": 1, "limits": {"downloads": "many"}})"};
    }
    void areRefusedWhenDamaged()
    {
        QFETCH(QByteArray, text);
        QVERIFY(!Preferences::fromText(text));
    }

    void leaveAloneWhatTheyDoNotKnow()
    {
        const auto read = Preferences::fromText(
            R"({"version": 1, "colour": "green", "limits": {"colour": 5, "downloads": 7}})");
        QVERIFY(read);
        QCOMPARE(read->limits, std::optional{TransferLimits{.downloads = 7}});
    }
};

QTEST_APPLESS_MAIN(TstPreferences)
#include "tst_preferences.moc"
