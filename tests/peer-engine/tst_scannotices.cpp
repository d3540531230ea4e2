#include "peer-gui/engine/share/scannotices.h"

#include <QTest>

using namespace ft::engine;
using Kind = ShareNotice::Kind;

namespace {

ScanResult scanWith(const QList<std::pair<Kind, QString>> &notices,
                    const std::vector<ShareRoot> &roots = {})
{
    ScanResult result;
    for (const auto &[kind, path] : notices)
        result.notices.push_back({kind, path, 0, std::nullopt});
    result.roots = roots;
    return result;
}

QList<std::pair<Kind, QString>> listOf(const std::vector<ShareNotice> &notices)
{
    QList<std::pair<Kind, QString>> list;
    for (const ShareNotice &notice : notices)
        list.append({notice.kind, notice.path});
    return list;
}

const QString Folder = QStringLiteral("/s");
const ShareRoot Root{.folder = Folder, .path = "/s", .dev = 1, .inode = 2};

} // namespace

class ScanNoticesTest : public QObject
{
    Q_OBJECT

private slots:
    void tellsOnceWhatStaysTheSame();
    void tellsAgainWhatCeasedAndCame();
    void tellsThatAFolderIsBack();
    void tellsThatAnotherFolderStandsThere();
    void saysNothingOfAFolderThatIsTakenOut();
    void tellsWhatPlacesBringOnce();
};

void ScanNoticesTest::tellsOnceWhatStaysTheSame()
{
    ScanNotices notices;
    const auto scan = scanWith({{Kind::SymlinkBroken, QStringLiteral("/s/a")}});
    QCOMPARE(listOf(notices.newOf(scan)).size(), 1);
    QVERIFY(notices.newOf(scan).empty());
    QCOMPARE(notices.newOf(scanWith({{Kind::SymlinkBroken, QStringLiteral("/s/b")}})).size(),
             std::size_t{1});
}

void ScanNoticesTest::tellsAgainWhatCeasedAndCame()
{
    ScanNotices notices;
    const auto scan = scanWith({{Kind::SymlinkBroken, QStringLiteral("/s/a")}});
    QCOMPARE(notices.newOf(scan).size(), std::size_t{1});
    QVERIFY(notices.newOf(scanWith({})).empty());
    QCOMPARE(notices.newOf(scan).size(), std::size_t{1});
}

void ScanNoticesTest::tellsThatAFolderIsBack()
{
    ScanNotices notices;
    QVERIFY(notices.newOf(scanWith({}, {Root})).empty());
    QCOMPARE(notices.newOf(scanWith({{Kind::FolderMissing, Folder}})).size(), std::size_t{1});
    QCOMPARE(listOf(notices.newOf(scanWith({}, {Root}))),
             (QList<std::pair<Kind, QString>>{{Kind::FolderBack, Folder}}));
    QVERIFY(notices.newOf(scanWith({}, {Root})).empty());
}

void ScanNoticesTest::tellsThatAnotherFolderStandsThere()
{
    ScanNotices notices;
    QVERIFY(notices.newOf(scanWith({}, {Root})).empty());
    ShareRoot other = Root;
    other.dev = 9;
    QCOMPARE(listOf(notices.newOf(scanWith({}, {other}))),
             (QList<std::pair<Kind, QString>>{{Kind::FolderReplaced, Folder}}));
}

void ScanNoticesTest::saysNothingOfAFolderThatIsTakenOut()
{
    ScanNotices notices;
    QVERIFY(notices.newOf(scanWith({}, {Root})).empty());
    QVERIFY(notices.newOf(scanWith({})).empty());
    QVERIFY(notices.newOf(scanWith({}, {Root})).empty());
}

void ScanNoticesTest::tellsWhatPlacesBringOnce()
{
    ScanNotices notices;
    PlacesResult places;
    places.notices.push_back({Kind::NotRegularFile, QStringLiteral("/s/pipe"), 0, std::nullopt});
    QCOMPARE(notices.newOf(places).size(), std::size_t{1});
    QVERIFY(notices.newOf(places).empty());
    QVERIFY(notices.newOf(scanWith({{Kind::NotRegularFile, QStringLiteral("/s/pipe")}})).empty());
}

QTEST_APPLESS_MAIN(ScanNoticesTest)
#include "tst_scannotices.moc"
