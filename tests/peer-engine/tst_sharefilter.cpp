#include "peer-gui/engine/share/sharefilter.h"

#include <QTest>

using namespace ft::engine;

class ShareFilterTest : public QObject
{
    Q_OBJECT

private slots:
    void leavesOut_data();
    void leavesOut();
    void takesHiddenWhenTold();
    void takesRubbishWhenTold();
    void neverTakesUnfinishedDownloads();
    void limitsTheSize();
    void looksAtTheFoldersOnTheWay();
};

void ShareFilterTest::leavesOut_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QByteArray>("place");
    QTest::addColumn<bool>("isFileTaken");
    QTest::addColumn<bool>("isFolderTaken");
    const auto row = [](const char *pattern, const char *place, bool file, bool folder) {
        QTest::addRow("%s on %s", pattern, place)
            << QString::fromUtf8(pattern) << QByteArray{place} << file << folder;
    };
    row("*.log", "a.log", false, false);
    row("*.log", "deep/er/a.log", false, false);
    row("*.log", "a.log.txt", true, true);
    row("old/", "old", true, false);
    row("old/", "docs/old", true, false);
    row("/old", "old", false, false);
    row("/old", "docs/old", true, true);
    row("docs/*.txt", "docs/a.txt", false, false);
    row("docs/*.txt", "more/docs/a.txt", true, true);
    row("docs/**", "docs/deep/a", false, false);
    row("", "a", true, true);
    row("/", "a", true, true);
    row("x", ".hidden", false, false);
    row("x", "docs/.hidden", false, false);
    row("x", "letter.doc~", false, false);
    row("x", "~$letter.doc", false, false);
    row("x", "a.tmp", false, false);
    row("x", ".a.swp", false, false);
    row("x", "a.iso.crdownload", false, false);
    row("x", "docs/Thumbs.db", false, false);
    row("x", "desktop.ini", false, false);
    row("x", "a.pdf", true, true);
}

void ShareFilterTest::leavesOut()
{
    QFETCH(QString, pattern);
    QFETCH(QByteArray, place);
    const ShareFilter filter{{.excluded = {pattern}}};
    QTEST(filter.takesFile(place), "isFileTaken");
    QTEST(filter.takesFolder(place), "isFolderTaken");
}

void ShareFilterTest::takesHiddenWhenTold()
{
    const ShareFilter filter{{.excluded = {}, .takesHidden = true}};
    QVERIFY(filter.takesFile(".hidden"));
    QVERIFY(filter.takesFolder("docs/.hidden"));
    QVERIFY(!filter.takesFile(".DS_Store"));
}

void ShareFilterTest::takesRubbishWhenTold()
{
    const ShareFilter filter{{.excluded = {QStringLiteral("*.log")}, .hasDefaults = false}};
    QVERIFY(filter.takesFile("a.tmp"));
    QVERIFY(!filter.takesFile("a.log"));
}

void ShareFilterTest::neverTakesUnfinishedDownloads()
{
    const ShareFilter filter{{.excluded = {}, .hasDefaults = false, .takesHidden = true}};
    QVERIFY(!filter.takesFile("a.iso.part"));
    QVERIFY(filter.takesFile("a.party"));
}

void ShareFilterTest::limitsTheSize()
{
    const ShareFilter filter{{.excluded = {}, .maxSize = 5}};
    QVERIFY(filter.takesSize(5));
    QVERIFY(!filter.takesSize(6));
    QVERIFY(ShareFilter{}.takesSize(1ULL << 60U));
}

void ShareFilterTest::looksAtTheFoldersOnTheWay()
{
    const ShareFilter filter{{.excluded = {QStringLiteral("old/")}}};
    QVERIFY(filter.takesWayTo("docs/new/a"));
    QVERIFY(!filter.takesWayTo("docs/old/a"));
    QVERIFY(!filter.takesWayTo(".git/config"));
    QVERIFY(filter.takesWayTo("old"));
}

QTEST_APPLESS_MAIN(ShareFilterTest)
#include "tst_sharefilter.moc"
