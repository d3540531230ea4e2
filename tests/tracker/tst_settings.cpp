#include "tracker/settings.h"

#include <QDir>
#include <QTest>

using namespace ft::tracker;

class TestSettings : public QObject
{
    Q_OBJECT

private slots:
    void namesTheControlSocketByAnAbsolutePath_data();
    void namesTheControlSocketByAnAbsolutePath();
    void hasNoControlSocketWhenNoneIsWanted();
};

void TestSettings::namesTheControlSocketByAnAbsolutePath_data()
{
    QTest::addColumn<QString>("state");
    QTest::addColumn<QString>("control");
    QTest::addColumn<QString>("path");
    const auto here = QDir::currentPath();
    QTest::newRow("in the state folder") << "/var/lib/ft" << QString{} << "/var/lib/ft/control";
    QTest::newRow("in a state folder below this one")
        << "state" << QString{} << QString{here + u"/state/control"};
    QTest::newRow("named") << "/var/lib/ft"
                           << "/run/ft"
                           << "/run/ft";
    QTest::newRow("named below this one") << "/var/lib/ft"
                                          << "socket" << QString{here + u"/socket"};
}

void TestSettings::namesTheControlSocketByAnAbsolutePath()
{
    QFETCH(const QString, state);
    QFETCH(const QString, control);
    Settings settings;
    settings.state = state;
    settings.control = control;
    QVERIFY(settings.controlPath());
    QTEST(*settings.controlPath(), "path");
}

void TestSettings::hasNoControlSocketWhenNoneIsWanted()
{
    Settings settings;
    settings.control = QStringLiteral("none");
    QVERIFY(!settings.controlPath());
}

QTEST_APPLESS_MAIN(TestSettings)
#include "tst_settings.moc"
