#include "peer-gui/engine/share/folderswitches.h"
#include "tests/peer-engine/filetree.h"

#include <QTest>

using namespace ft::engine;
using ft::test::FileTree;

namespace {

const QString A = QStringLiteral("/a");
const QString B = QStringLiteral("/b, with a comma");

} // namespace

class FolderSwitchesTest : public QObject
{
    Q_OBJECT

private slots:
    void remembersWhatIsOff();
    void remembersNothingWithoutAStateFolder();
    void takesADamagedFileForEmpty_data();
    void takesADamagedFileForEmpty();
    void tellsThatItCannotBeSaved();
};

void FolderSwitchesTest::remembersWhatIsOff()
{
    const FileTree tree;
    const QString state = tree.at(QStringLiteral("deep/state"));
    FolderSwitches first{state};
    first.load();
    QVERIFY(first.isOn(A));
    QVERIFY(first.set(A, false));
    QVERIFY(first.set(B, false));
    QVERIFY(first.set(B, true));
    FolderSwitches second{state};
    second.load();
    QVERIFY(!second.isOn(A));
    QVERIFY(second.isOn(B));
    QCOMPARE(second.shared({A, B}), std::vector<QString>{B});
}

void FolderSwitchesTest::remembersNothingWithoutAStateFolder()
{
    FolderSwitches switches{{}};
    switches.load();
    QVERIFY(switches.set(A, false));
    QVERIFY(!switches.isOn(A));
}

void FolderSwitchesTest::takesADamagedFileForEmpty_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("empty") << QByteArray{};
    QTest::newRow("no JSON") << QByteArray{"off"};
    QTest::newRow("another list") << QByteArray{R"({"off": {"a": 1}})"};
    QTest::newRow("no paths") << QByteArray{R"({"off": [1, "relative", null]})"};
}

void FolderSwitchesTest::takesADamagedFileForEmpty()
{
    QFETCH(QByteArray, content);
    const FileTree tree;
    tree.write("folders.json", content);
    FolderSwitches switches{tree.root()};
    switches.load();
    QVERIFY(switches.isOn(QStringLiteral("relative")));
    QVERIFY(switches.set(A, false));
    FolderSwitches next{tree.root()};
    next.load();
    QVERIFY(!next.isOn(A));
}

void FolderSwitchesTest::tellsThatItCannotBeSaved()
{
    const FileTree tree;
    tree.write("file", "x");
    FolderSwitches switches{tree.at(QStringLiteral("file/state"))};
    const auto saved = switches.set(A, false);
    QVERIFY(!saved);
    QCOMPARE(saved.error().kind, ShareNotice::Kind::SwitchesUnwritable);
    QVERIFY(!switches.isOn(A));
}

QTEST_APPLESS_MAIN(FolderSwitchesTest)
#include "tst_folderswitches.moc"
