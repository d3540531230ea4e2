#include "common/base/mailbox.h"
#include "peer-gui/engine/share/scanthread.h"
#include "tests/peer-engine/filetree.h"

#include <QTest>

using namespace ft;
using namespace ft::engine;
using ft::test::FileTree;

class ScanThreadTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void scansAwayFromItsOwner();
    void scansOneAfterAnother();
    void endsWithItsOwner();
};

void ScanThreadTest::scansAwayFromItsOwner()
{
    const FileTree tree;
    tree.write("a", "x");
    const Mailbox mailbox;
    ScanThread thread;
    std::optional<ScanResult> result;
    std::thread::id worker;
    thread.start({{tree.root()}, {}}, [&, address = mailbox.address()](ScanResult &&found) {
        address.post([&, found = std::move(found), id = std::this_thread::get_id()] {
            result = found;
            worker = id;
        });
    });
    QTRY_VERIFY(result);
    QVERIFY(worker != std::this_thread::get_id());
    QCOMPARE(result->files.size(), std::size_t{1});
    QCOMPARE(thread.found(), std::uint64_t{1});
}

void ScanThreadTest::scansOneAfterAnother()
{
    const FileTree tree;
    tree.write("a", "x");
    const Mailbox mailbox;
    ScanThread thread;
    std::size_t found = 0;
    for (std::size_t round = 1; round <= 3; ++round) {
        tree.write("file" + QByteArray::number(round), "x");
        thread.start({{tree.root()}, {}}, [&, address = mailbox.address()](ScanResult &&result) {
            address.post([&, count = result.files.size()] { found = count; });
        });
        QTRY_COMPARE(found, round + 1);
    }
}

void ScanThreadTest::endsWithItsOwner()
{
    ScanThread thread;
    // Far more than is walked before the thread is told to stop.
    thread.start({{QStringLiteral("/")}, {}}, [](ScanResult &&) {});
}

QTEST_GUILESS_MAIN(ScanThreadTest)
#include "tst_scanthread.moc"
