#include "tests/tracker/records.h"
#include "tracker/core/recordindex.h"

#include <QTest>

#include <cstring>
#include <map>
#include <random>

using namespace ft;
using namespace ft::test;
using ft::tracker::IndexedPeer;
using ft::tracker::PeerHandle;
using ft::tracker::RecordIndex;

namespace {

using Found = QList<QByteArray>; // `path@host`, newest first

Found search(const RecordIndex &index, QByteArrayView text)
{
    Found found;
    index.visitNamed(text, [&](const protocol::RecordView &view, const IndexedPeer &peer) {
        found.append(view.path.toByteArray() + '@' + peer.host);
        return true;
    });
    return found;
}

Endpoint endpoint(const char *address, std::uint16_t port = 4000)
{
    return {QHostAddress{QString::fromLatin1(address)}, port};
}

/// An index and a plain map that undergo the same changes.
class IndexAndModel
{
public:
    using Records = std::map<std::pair<QByteArray, QByteArray>, FileRecord>; // by host and path

    RecordIndex index;
    Records model;

    /// False when the two disagree about it.
    bool change()
    {
        const QByteArray host = "peer" + number(8);
        const QByteArray path = randomPath();
        if (!m_peers.contains(host))
            m_peers.emplace(host, index.addPeer(host, endpoint("10.0.0.4")));
        if (below(500) == 0) {
            index.removePeer(m_peers.at(host));
            m_peers.erase(host);
            std::erase_if(model, [&](const auto &entry) { return entry.first.first == host; });
        } else if (below(3) == 0) {
            return index.remove(m_peers.at(host), path) == (model.erase({host, path}) > 0);
        } else {
            const auto record = randomRecord(path);
            index.add(m_peers.at(host), record);
            model.insert_or_assign({host, path}, record);
        }
        return true;
    }

    Records recordsByName() const
    {
        Records records;
        for (qsizetype length = 0; length < MaxTail; ++length) {
            const QByteArray name = "name" + QByteArray(length, 'x');
            index.visitNamed(name, [&](const auto &view, const auto &peer) {
                return records.emplace(std::pair{peer.host, view.path.toByteArray()}, toValue(view))
                    .second;
            });
        }
        return records;
    }

    Records recordsByPeer() const
    {
        Records records;
        for (const auto &[host, handle] : m_peers) {
            index.visitOf(handle, [&](const auto &view, const auto &peer) {
                return records.emplace(std::pair{peer.host, view.path.toByteArray()}, toValue(view))
                    .second;
            });
        }
        return records;
    }

private:
    static constexpr unsigned MaxTail = 60;

    std::size_t below(unsigned limit) { return m_random() % limit; }
    QByteArray number(unsigned limit) { return QByteArray::number(below(limit)); }

    QByteArray randomPath()
    {
        const QByteArray folder = below(2) == 0 ? QByteArray{}
                                                : QByteArray{"dir" + number(20) + '/'};
        return folder + "name" + QByteArray(static_cast<qsizetype>(below(MaxTail)), 'x');
    }

    FileRecord randomRecord(const QByteArray &path)
    {
        auto record = fileRecord(path, below(1'000));
        record.type = "type/" + number(5);
        if (below(2) == 0)
            record.root = digest<ContentHash>(static_cast<std::uint8_t>(below(256)));
        if (below(2) == 0)
            record.md5 = digest<Md5Sum>(static_cast<std::uint8_t>(below(256)));
        record.isPartial = below(3) == 0;
        return record;
    }

    std::mt19937 m_random{7};
    std::map<QByteArray, PeerHandle> m_peers;
};

FileRecord fullRecord()
{
    auto record = fileRecord("docs/\xc3\xa9t\xc3\xa9, <1>.pdf", (1ULL << 53U) - 1);
    record.type = "application/pdf";
    record.modified = std::chrono::sys_seconds{std::chrono::seconds{253'402'300'799}};
    record.root = digest<ContentHash>(1);
    record.md5 = digest<Md5Sum>(2);
    return record;
}

} // namespace

class TestRecordIndex : public QObject
{
    Q_OBJECT

private slots:
    void showsARecordAsItWasGiven_data();
    void showsARecordAsItWasGiven();
    void findsByLastComponentOrWholePath_data();
    void findsByLastComponentOrWholePath();
    void showsTheNewestFirst();
    void stopsWhenTheVisitorHasEnough();
    void replacesARecordOfTheSamePath();
    void keepsPeersWithTheSamePathApart();
    void removesOneRecord();
    void removesAPeerWithItsRecords();
    void hidesALeavingPeerAtOnceAndRemovesItInSteps();
    void sumsFilesAndBytes();
    void givesMemoryBackWhenEmpty();
    void costsAtMost250BytesPerRecord();
    void agreesWithANaiveModelOverManyChanges();
};

void TestRecordIndex::showsARecordAsItWasGiven_data()
{
    QTest::addColumn<bool>("root");
    QTest::addColumn<bool>("md5");
    QTest::addColumn<bool>("part");
    QTest::newRow("neither hash") << false << false << false;
    QTest::newRow("root") << true << false << false;
    QTest::newRow("md5") << false << true << false;
    QTest::newRow("both") << true << true << false;
    QTest::newRow("a part") << true << true << true;
    QTest::newRow("a part without hashes") << false << false << true;
}

void TestRecordIndex::showsARecordAsItWasGiven()
{
    QFETCH(const bool, root);
    QFETCH(const bool, md5);
    QFETCH(const bool, part);
    auto record = fullRecord();
    if (!root)
        record.root.reset();
    if (!md5)
        record.md5.reset();
    record.isPartial = part;
    RecordIndex index;
    const auto peer = index.addPeer("studio-a", endpoint("10.0.0.4", 40'112));
    index.add(peer, record);
    int shown = 0;
    index.visitNamed(record.path.name(), [&](const protocol::RecordView &view, const auto &) {
        ++shown;
        [&] {
            QCOMPARE(toValue(view), record);
        }();
        [&] {
            QCOMPARE(view.address, "10.0.0.4");
        }();
        [&] {
            QCOMPARE(view.port, 40'112);
        }();
        [&] {
            QCOMPARE(view.host, "studio-a");
        }();
        return true;
    });
    QCOMPARE(shown, 1);
}

void TestRecordIndex::findsByLastComponentOrWholePath_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<Found>("found");
    QTest::newRow("name") << QByteArray{"a.pdf"} << Found{"x/y/a.pdf@p", "docs/a.pdf@p", "a.pdf@p"};
    QTest::newRow("path") << QByteArray{"docs/a.pdf"} << Found{"docs/a.pdf@p"};
    QTest::newRow("end of a path") << QByteArray{"y/a.pdf"} << Found{};
    QTest::newRow("name after a slash") << QByteArray{"/a.pdf"} << Found{};
    QTest::newRow("folder") << QByteArray{"docs"} << Found{};
    QTest::newRow("folder with slash") << QByteArray{"docs/"} << Found{};
    QTest::newRow("other case") << QByteArray{"A.pdf"} << Found{};
    QTest::newRow("part of a name") << QByteArray{"a.pd"} << Found{};
    QTest::newRow("empty") << QByteArray{} << Found{};
    QTest::newRow("no such name") << QByteArray{"b.pdf"} << Found{};
}

void TestRecordIndex::findsByLastComponentOrWholePath()
{
    QFETCH(const QByteArray, text);
    RecordIndex index;
    const auto peer = index.addPeer("p", endpoint("10.0.0.4"));
    for (const char *path : {"a.pdf", "docs/a.pdf", "x/y/a.pdf", "docs/other.pdf"})
        index.add(peer, fileRecord(path));
    QTEST(search(index, text), "found");
}

void TestRecordIndex::showsTheNewestFirst()
{
    RecordIndex index;
    const auto a = index.addPeer("a", endpoint("10.0.0.4"));
    const auto b = index.addPeer("b", endpoint("10.0.0.5"));
    index.add(a, fileRecord("x"));
    index.add(b, fileRecord("x"));
    index.add(a, fileRecord("1/x"));
    QCOMPARE(search(index, "x"), (Found{"1/x@a", "x@b", "x@a"}));
}

void TestRecordIndex::stopsWhenTheVisitorHasEnough()
{
    RecordIndex index;
    const auto peer = index.addPeer("p", endpoint("10.0.0.4"));
    for (int i = 0; i < 10; ++i)
        index.add(peer, fileRecord(QByteArray::number(i) + "/x"));
    int shown = 0;
    index.visitNamed("x", [&](const auto &, const auto &) { return ++shown < 3; });
    QCOMPARE(shown, 3);
}

void TestRecordIndex::replacesARecordOfTheSamePath()
{
    RecordIndex index;
    const auto peer = index.addPeer("p", endpoint("10.0.0.4"));
    auto older = fileRecord("docs/a.pdf", 5);
    older.isPartial = true;
    index.add(peer, older);
    auto newer = fileRecord("docs/a.pdf", 6);
    newer.root = digest<ContentHash>(9);
    index.add(peer, newer);
    QCOMPARE(index.count(), 1U);
    QCOMPARE(index.bytes(), 6U);
    index.visitNamed("a.pdf", [&](const protocol::RecordView &view, const auto &) {
        [&] {
            QCOMPARE(toValue(view), newer);
        }();
        return true;
    });
}

void TestRecordIndex::keepsPeersWithTheSamePathApart()
{
    RecordIndex index;
    const auto a = index.addPeer("a", endpoint("10.0.0.4"));
    const auto b = index.addPeer("b", endpoint("10.0.0.5"));
    index.add(a, fileRecord("x"));
    index.add(b, fileRecord("x"));
    QVERIFY(index.remove(a, "x"));
    QVERIFY(!index.contains(a, "x"));
    QVERIFY(index.contains(b, "x"));
    QCOMPARE(search(index, "x"), Found{"x@b"});
}

void TestRecordIndex::removesOneRecord()
{
    RecordIndex index;
    const auto peer = index.addPeer("p", endpoint("10.0.0.4"));
    for (const char *path : {"1/x", "2/x", "3/x"})
        index.add(peer, fileRecord(path));
    QVERIFY(index.remove(peer, "2/x"));
    QVERIFY(!index.remove(peer, "2/x"));
    QCOMPARE(search(index, "x"), (Found{"3/x@p", "1/x@p"}));
    QVERIFY(index.remove(peer, "3/x"));
    QCOMPARE(search(index, "x"), Found{"1/x@p"});
}

void TestRecordIndex::removesAPeerWithItsRecords()
{
    RecordIndex index;
    const auto a = index.addPeer("a", endpoint("10.0.0.4"));
    const auto b = index.addPeer("b", endpoint("10.0.0.5"));
    for (const auto peer : {a, b, a}) {
        index.add(peer, fileRecord("x"));
        index.add(peer, fileRecord("1/x"));
    }
    index.removePeer(a);
    QCOMPARE(search(index, "x"), (Found{"1/x@b", "x@b"}));
    QCOMPARE(index.count(), 2U);
    QCOMPARE(index.addPeer("c", endpoint("10.0.0.6")), a); // its place is used again, empty
    QCOMPARE(index.peer(a).files, 0U);
}

void TestRecordIndex::hidesALeavingPeerAtOnceAndRemovesItInSteps()
{
    RecordIndex index;
    const auto peer = index.addPeer("p", endpoint("10.0.0.4"));
    for (int i = 0; i < 10; ++i)
        index.add(peer, fileRecord(QByteArray::number(i) + "/x"));
    index.beginLeave(peer);
    QCOMPARE(search(index, "x"), Found{});
    QVERIFY(index.continueLeave(peer, 4));
    QCOMPARE(index.count(), 6U);
    QVERIFY(index.continueLeave(peer, 4));
    QVERIFY(!index.continueLeave(peer, 4));
    QCOMPARE(index.count(), 0U);
}

void TestRecordIndex::sumsFilesAndBytes()
{
    RecordIndex index;
    const auto a = index.addPeer("a", endpoint("10.0.0.4"));
    const auto b = index.addPeer("b", endpoint("10.0.0.5"));
    index.add(a, fileRecord("x", 10));
    index.add(a, fileRecord("y", 20));
    index.add(b, fileRecord("y", 5));
    QCOMPARE(index.peer(a).files, 2U);
    QCOMPARE(index.peer(a).bytes, 30U);
    QCOMPARE(index.bytes(), 35U);
    index.remove(a, "x");
    QCOMPARE(index.peer(a).files, 1U);
    QCOMPARE(index.peer(a).bytes, 20U);
    index.removePeer(a);
    QCOMPARE(index.bytes(), 5U);
}

void TestRecordIndex::givesMemoryBackWhenEmpty()
{
    RecordIndex index;
    const auto peer = index.addPeer("p", endpoint("10.0.0.4"));
    for (int i = 0; i < 10'000; ++i)
        index.add(peer, fileRecord("file " + QByteArray::number(i)));
    QVERIFY(index.memory() > 0);
    index.removePeer(peer);
    QCOMPARE(index.memory(), std::size_t{0});
}

/// Paths of 45 bytes, with roots that differ. What is not packed yet is a part of so few records
/// that counts: with more of them a record costs less.
void TestRecordIndex::costsAtMost250BytesPerRecord()
{
    constexpr int Records = 150'000;
    RecordIndex index;
    const auto peer = index.addPeer("p", endpoint("10.0.0.4"));
    auto record = fileRecord("x");
    for (int i = 0; i < Records; ++i) {
        ContentHash::Bytes root{};
        std::memcpy(root.data(), &i, sizeof i);
        record.root = ContentHash{root};
        const QByteArray name = "some folder/another/a file named %1.flac";
        record.path = SharedPath::parse(QByteArray{name}.replace("%1", QByteArray::number(i)))
                          .value();
        index.add(peer, record);
    }
    QCOMPARE_LE(index.memory() / Records, std::size_t{250});
}

void TestRecordIndex::agreesWithANaiveModelOverManyChanges()
{
    IndexAndModel both;
    for (int step = 0; step < 30'000; ++step)
        QVERIFY(both.change());
    QVERIFY(!both.model.empty());
    QCOMPARE(both.index.count(), both.model.size());
    QVERIFY(both.recordsByName() == both.model);
    QVERIFY(both.recordsByPeer() == both.model);
}

QTEST_APPLESS_MAIN(TestRecordIndex)
#include "tst_recordindex.moc"
