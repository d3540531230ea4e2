#include "peer-gui/engine/share/hashpool.h"
#include "tests/peer-engine/filetree.h"
#include "tests/support/plaintree.h"

#include <QCryptographicHash>
#include <QTest>

#include <sys/sysmacros.h>
#include <unistd.h>

using namespace ft;
using namespace ft::engine;
using ft::test::FileTree;

namespace {

/// What a pool delivers, from whatever thread, in order.
class Deliveries final
{
public:
    HashPool::Callback callback()
    {
        return [this](HashTicket ticket, HashOutcome &&outcome) {
            const std::lock_guard lock{m_mutex};
            m_order.push_back(ticket);
            m_outcomes.emplace(ticket, std::move(outcome));
            m_arrived.notify_all();
        };
    }

    /// True when so many have come within ten seconds.
    [[nodiscard]] bool waitFor(std::size_t count)
    {
        std::unique_lock lock{m_mutex};
        return m_arrived.wait_for(lock, std::chrono::seconds{10}, [&] {
            return m_order.size() >= count;
        });
    }
    [[nodiscard]] HashOutcome of(std::uint64_t ticket)
    {
        const std::lock_guard lock{m_mutex};
        return m_outcomes.at(HashTicket{ticket});
    }
    [[nodiscard]] std::vector<HashTicket> order()
    {
        const std::lock_guard lock{m_mutex};
        return m_order;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_arrived;
    std::vector<HashTicket> m_order;
    std::unordered_map<HashTicket, HashOutcome> m_outcomes;
};

HashTask task(std::uint64_t ticket,
              const QString &path,
              std::uint64_t size = 0,
              std::uint64_t dev = 0)
{
    return {HashTicket{ticket}, path, size, dev};
}

/// Only this disk has heads.
DeviceKinds headsOn(unsigned dev)
{
    const auto name = QStringLiteral("%1:%2").arg(gnu_dev_major(dev)).arg(gnu_dev_minor(dev));
    return DeviceKinds{[name](const QString &path) -> std::optional<QByteArray> {
        return path.contains(name) ? "1" : "0";
    }};
}

/// How many descriptors of this process lead into the tree.
int openFilesBelow(const FileTree &tree)
{
    int count = 0;
    for (const auto &entry : QDir{QStringLiteral("/proc/self/fd")}.entryInfoList(QDir::Files))
        count += entry.symLinkTarget().startsWith(tree.root()) ? 1 : 0;
    return count;
}

} // namespace

class HashPoolTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void givesRootMd5LayerAndStamp_data();
    void givesRootMd5LayerAndStamp();
    void tellsWhyThereIsNone_data();
    void tellsWhyThereIsNone();
    void takesSmallFilesFirst();
    void noticesAFileThatChanges();
    void deliversNothingThatWasCancelled();
    void cancelsAll();
    void holdsWhilePaused();
    void countsBytes();
    void stopsInTheMiddleOfAFile();
    void hashesManyFilesOnSeveralThreads();
    void readsOneFileAtATimeOfADiskWithHeads();
    void readsAnotherDiskBesideASlowOne();
};

void HashPoolTest::givesRootMd5LayerAndStamp_data()
{
    QTest::addColumn<int>("size");
    for (const int size : {0, 1, 16'384, 16'385, 1'048'576, 3'145'733})
        QTest::newRow(QByteArray::number(size).constData()) << size;
}

void HashPoolTest::givesRootMd5LayerAndStamp()
{
    QFETCH(int, size);
    const FileTree tree;
    const QByteArray content = test::patternOf(size);
    tree.write("file", content);
    const QString path = tree.at(QStringLiteral("file"));
    Deliveries deliveries;
    HashPool pool{1, deliveries.callback()};
    pool.submit({task(1, path)});
    QVERIFY(deliveries.waitFor(1));
    const HashOutcome outcome = deliveries.of(1);
    QVERIFY(outcome);
    const auto root = size == 0 ? test::plainSha256({}) : test::plainRoot(content);
    QCOMPARE(outcome->identity.root.hex(), root.toHex());
    QCOMPARE(outcome->identity.md5->hex(),
             QCryptographicHash::hash(content, QCryptographicHash::Md5).toHex());
    QCOMPARE(outcome->identity.pieceLayer.size(),
             static_cast<std::size_t>(size + 1'048'575) >> 20U);
    QCOMPARE(outcome->stamp, stampOf(path).value());
}

void HashPoolTest::tellsWhyThereIsNone_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<FileFault::Kind>("kind");
    QTest::newRow("gone") << QStringLiteral("/nowhere/at/all") << FileFault::Kind::Vanished;
    QTest::newRow("folder") << QStringLiteral("/") << FileFault::Kind::NotRegularFile;
    QTest::newRow("device") << QStringLiteral("/dev/null") << FileFault::Kind::NotRegularFile;
    // Opens, and fails at the first read; for root as well.
    QTest::newRow("unreadable") << QStringLiteral("/proc/%1/mem").arg(::getpid())
                                << FileFault::Kind::Unreadable;
}

void HashPoolTest::tellsWhyThereIsNone()
{
    QFETCH(QString, path);
    QFETCH(FileFault::Kind, kind);
    Deliveries deliveries;
    HashPool pool{1, deliveries.callback()};
    pool.submit({task(1, path)});
    QVERIFY(deliveries.waitFor(1));
    QVERIFY(!deliveries.of(1));
    QCOMPARE(deliveries.of(1).error().kind, kind);
    QCOMPARE(pool.progress().bytesLeft, std::uint64_t{0});
}

void HashPoolTest::takesSmallFilesFirst()
{
    const FileTree tree;
    tree.write("file", "x");
    const QString path = tree.at(QStringLiteral("file"));
    Deliveries deliveries;
    HashPool pool{1, deliveries.callback()};
    pool.pause();
    pool.submit({task(1, path, 500), task(2, path, 3), task(3, path, 70), task(4, path, 3)});
    pool.resume();
    QVERIFY(deliveries.waitFor(4));
    QCOMPARE(deliveries.order(),
             (std::vector<HashTicket>{HashTicket{2}, HashTicket{4}, HashTicket{3}, HashTicket{1}}));
}

void HashPoolTest::noticesAFileThatChanges()
{
    // The kernel's own file tells no size and gives bytes all the same, as a growing one does.
    Deliveries deliveries;
    HashPool pool{1, deliveries.callback()};
    pool.submit({task(1, QStringLiteral("/proc/%1/status").arg(::getpid()))});
    QVERIFY(deliveries.waitFor(1));
    QVERIFY(!deliveries.of(1));
    QCOMPARE(deliveries.of(1).error().kind, FileFault::Kind::Changed);
}

void HashPoolTest::deliversNothingThatWasCancelled()
{
    const FileTree tree;
    tree.write("file", "x");
    const QString path = tree.at(QStringLiteral("file"));
    Deliveries deliveries;
    HashPool pool{1, deliveries.callback()};
    pool.pause();
    pool.submit({task(1, path, 10), task(2, path, 20)});
    pool.cancel(HashTicket{1});
    pool.cancel(HashTicket{99});
    QCOMPARE(pool.progress().bytesLeft, std::uint64_t{20});
    pool.resume();
    QVERIFY(deliveries.waitFor(1));
    QCOMPARE(deliveries.order(), std::vector<HashTicket>{HashTicket{2}});
}

void HashPoolTest::cancelsAll()
{
    const FileTree tree;
    tree.write("file", "x");
    const QString path = tree.at(QStringLiteral("file"));
    Deliveries deliveries;
    HashPool pool{2, deliveries.callback()};
    pool.pause();
    pool.submit({task(1, path, 10), task(2, path, 20)});
    pool.cancelAll();
    QCOMPARE(pool.progress().bytesLeft, std::uint64_t{0});
    pool.submit({task(3, path)});
    pool.resume();
    QVERIFY(deliveries.waitFor(1));
    QCOMPARE(deliveries.order(), std::vector<HashTicket>{HashTicket{3}});
}

void HashPoolTest::holdsWhilePaused()
{
    const FileTree tree;
    tree.write("file", "x");
    Deliveries deliveries;
    HashPool pool{1, deliveries.callback()};
    pool.pause();
    pool.submit({task(1, tree.at(QStringLiteral("file")), 1)});
    // Whether it holds shows only in what it has not done once it could have.
    pool.cancel(HashTicket{1});
    pool.resume();
    pool.submit({task(2, tree.at(QStringLiteral("file")), 1)});
    QVERIFY(deliveries.waitFor(1));
    QCOMPARE(deliveries.order(), std::vector<HashTicket>{HashTicket{2}});
    QCOMPARE(pool.progress().bytesHashed, std::uint64_t{1});
}

void HashPoolTest::countsBytes()
{
    const FileTree tree;
    tree.write("a", test::patternOf(2'000'000));
    tree.write("b", test::patternOf(5));
    Deliveries deliveries;
    HashPool pool{2, deliveries.callback()};
    pool.pause();
    // The second was larger when it was found.
    pool.submit({task(1, tree.at(QStringLiteral("a")), 2'000'000),
                 task(2, tree.at(QStringLiteral("b")), 100)});
    QCOMPARE(pool.progress().bytesLeft, std::uint64_t{2'000'100});
    pool.resume();
    QVERIFY(deliveries.waitFor(2));
    QCOMPARE(pool.progress().bytesHashed, std::uint64_t{2'000'005});
    QCOMPARE(pool.progress().bytesLeft, std::uint64_t{0});
}

void HashPoolTest::stopsInTheMiddleOfAFile()
{
    const FileTree tree;
    tree.write("huge", {});
    // Sparse: hours of hashing, no space on disk.
    QCOMPARE(::truncate(tree.rawPath("huge").constData(), off_t{1} << 42U), 0);
    const QString path = tree.at(QStringLiteral("huge"));
    Deliveries deliveries;
    {
        HashPool pool{2, deliveries.callback()};
        pool.submit({task(1, path), task(2, path)});
        QTRY_VERIFY(pool.progress().bytesHashed > 0);
        pool.cancel(HashTicket{1});
        pool.pause();
        pool.resume();
    }
    QVERIFY(deliveries.order().empty());
}

void HashPoolTest::hashesManyFilesOnSeveralThreads()
{
    const FileTree tree;
    constexpr int Count = 200;
    Deliveries deliveries;
    HashPool pool{4, deliveries.callback()};
    QCOMPARE(pool.threadCount(), 4U);
    for (int i = 0; i < Count; ++i) {
        const QByteArray name = QByteArray::number(i);
        tree.write(name, test::patternOf(i * 100));
        pool.submit({task(static_cast<std::uint64_t>(i), tree.at(QString::fromLatin1(name)))});
    }
    QVERIFY(deliveries.waitFor(Count));
    for (int i = 1; i < Count; ++i) {
        const auto outcome = deliveries.of(static_cast<std::uint64_t>(i));
        QVERIFY(outcome);
        QCOMPARE(outcome->identity.root.hex(), test::plainRoot(test::patternOf(i * 100)).toHex());
    }
}

void HashPoolTest::readsOneFileAtATimeOfADiskWithHeads()
{
    const FileTree tree;
    for (const char *name : {"a", "b", "c"}) {
        tree.write(name, {});
        QCOMPARE(::truncate(tree.rawPath(name).constData(), off_t{1} << 42U), 0);
    }
    Deliveries deliveries;
    HashPool pool{3, deliveries.callback(), headsOn(7)};
    pool.submit(
        {task(1, tree.at(QStringLiteral("a")), 1, 7), task(2, tree.at(QStringLiteral("b")), 1, 7)});
    QCOMPARE(pool.threadCount(), 4U);
    QTRY_VERIFY(pool.progress().bytesHashed > 20'000'000);
    QCOMPARE(openFilesBelow(tree), 1);
    // On a disk without, as many as there are threads.
    pool.submit({task(3, tree.at(QStringLiteral("c")), 1, 8),
                 task(4, tree.at(QStringLiteral("c")), 1, 8),
                 task(5, tree.at(QStringLiteral("c")), 1, 9),
                 task(6, tree.at(QStringLiteral("c")), 1, 9)});
    QTRY_COMPARE(openFilesBelow(tree), 4);
}

void HashPoolTest::readsAnotherDiskBesideASlowOne()
{
    const FileTree tree;
    tree.write("slow", {});
    QCOMPARE(::truncate(tree.rawPath("slow").constData(), off_t{1} << 42U), 0);
    tree.write("quick", "x");
    Deliveries deliveries;
    HashPool pool{1, deliveries.callback(), headsOn(7)};
    pool.submit({task(1, tree.at(QStringLiteral("slow")), 1, 7)});
    QTRY_VERIFY(pool.progress().bytesHashed > 0);
    pool.submit({task(2, tree.at(QStringLiteral("quick")), 100, 8)});
    QVERIFY(deliveries.waitFor(1));
    QCOMPARE(deliveries.order(), std::vector<HashTicket>{HashTicket{2}});
}

QTEST_GUILESS_MAIN(HashPoolTest)
#include "tst_hashpool.moc"
