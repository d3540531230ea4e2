#include "peer-gui/engine/share/publishedlist.h"
#include "tests/peer-engine/filetree.h"
#include "tests/support/manualclock.h"

#include <QTest>

using namespace ft;
using namespace ft::engine;
using namespace std::chrono_literals;
using ft::test::FileTree;
using ft::test::sharedPath;
using When = PublishedList::When;

namespace {

PublishedFile fileNamed(const char *path)
{
    return {.path = sharedPath(path),
            .absolutePath = QStringLiteral("/x/a"),
            .root = std::nullopt,
            .stamp = std::nullopt};
}

} // namespace

class PublishedListTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void survivesTheProgram();
    void writesOnlyWhatChanged();
    void writesSparingly();
    void keepsToMemoryWithoutAFolder();
    void tellsAFailureOncePerChange();
    void writesTheGoodPartOfADamagedListAgain();
};

void PublishedListTest::survivesTheProgram()
{
    const FileTree tree;
    const test::ManualClock clock;
    {
        PublishedList list{tree.root(), clock};
        list.put(fileNamed("a"));
        list.put(fileNamed("b"));
        QVERIFY(list.remove(sharedPath("a")));
        QVERIFY(!list.save(When::Now));
    }
    PublishedList list{tree.root(), clock};
    QVERIFY(!list.load());
    QVERIFY(!list.contains(sharedPath("a")));
    QCOMPARE(list.files().at(sharedPath("b")), fileNamed("b"));
}

void PublishedListTest::writesOnlyWhatChanged()
{
    const FileTree tree;
    const test::ManualClock clock;
    PublishedList list{tree.root(), clock};
    QVERIFY(!list.isUnsaved());
    list.put(fileNamed("a"));
    QVERIFY(list.isUnsaved());
    QVERIFY(!list.save(When::Now));
    QVERIFY(!list.isUnsaved());
    list.put(fileNamed("a"));
    QVERIFY(!list.remove(sharedPath("b")));
    QVERIFY(!list.isUnsaved());
}

void PublishedListTest::writesSparingly()
{
    const FileTree tree;
    test::ManualClock clock;
    PublishedList list{tree.root(), clock};
    list.put(fileNamed("a"));
    QVERIFY(!list.save(When::Sparingly));
    QVERIFY(!list.isUnsaved());
    list.put(fileNamed("b"));
    clock.advance(900ms);
    QVERIFY(!list.save(When::Sparingly));
    QVERIFY(list.isUnsaved());
    clock.advance(200ms);
    QVERIFY(!list.save(When::Sparingly));
    QVERIFY(!list.isUnsaved());
}

void PublishedListTest::keepsToMemoryWithoutAFolder()
{
    const test::ManualClock clock;
    PublishedList list{QString{}, clock};
    QVERIFY(!list.load());
    list.put(fileNamed("a"));
    QVERIFY(list.contains(sharedPath("a")));
    QVERIFY(!list.isUnsaved());
    QVERIFY(!list.save(When::Now));
}

void PublishedListTest::tellsAFailureOncePerChange()
{
    const FileTree tree;
    tree.write("file", "x");
    const test::ManualClock clock;
    PublishedList list{tree.at(QStringLiteral("file")), clock};
    list.put(fileNamed("a"));
    QCOMPARE(list.save(When::Now)->kind, ShareNotice::Kind::StoreUnwritable);
    QVERIFY(!list.save(When::Now));
    list.put(fileNamed("b"));
    QVERIFY(list.save(When::Now));
}

void PublishedListTest::writesTheGoodPartOfADamagedListAgain()
{
    const FileTree tree;
    const test::ManualClock clock;
    tree.write("published.json", R"({"version":1,"files":[{"path":"a","file":"/x/a"},7]})");
    PublishedList list{tree.root(), clock};
    QCOMPARE(list.load()->kind, ShareNotice::Kind::StoreDamaged);
    QVERIFY(!list.save(When::Now));
    const auto again = PublishedStore{tree.root()}.load();
    QVERIFY(!again.notice);
    QCOMPARE(again.files, (std::vector<PublishedFile>{fileNamed("a")}));
}

QTEST_APPLESS_MAIN(PublishedListTest)
#include "tst_publishedlist.moc"
