#include "common/hash/merkle.h"
#include "tests/support/plaintree.h"

#include <QTest>

#include <limits>

using namespace ft;
using namespace ft::hash;

namespace {

constexpr std::uint64_t KiB = 1'024;
constexpr std::uint64_t MiB = 1'024 * KiB;
constexpr std::uint64_t GiB = 1'024 * MiB;

/// `count` different hashes.
std::vector<NodeHash> someHashes(std::size_t count)
{
    std::vector<NodeHash> hashes;
    for (std::size_t i = 0; i < count; ++i)
        hashes.push_back(hashBlock(QByteArray::number(i)));
    return hashes;
}

QByteArray raw(const NodeHash &hash)
{
    return QByteArray::fromHex(hash.hex());
}

std::vector<QByteArray> raw(const std::vector<NodeHash> &hashes)
{
    std::vector<QByteArray> bytes;
    for (const NodeHash &hash : hashes)
        bytes.push_back(raw(hash));
    return bytes;
}

} // namespace

class MerkleTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void choosesThePieceSizeBySize_data();
    void choosesThePieceSizeBySize();
    void countsAndMeasuresPieces_data();
    void countsAndMeasuresPieces();
    void saturatesTheNumberOfPieces();
    void padsAFileOfOnePieceToItsOwnBlocks_data();
    void padsAFileOfOnePieceToItsOwnBlocks();
    void knowsThePublishedZeroSubtrees_data();
    void knowsThePublishedZeroSubtrees();
    void hashesASubtree_data();
    void hashesASubtree();
    void leadsFromALayerToTheRoot_data();
    void leadsFromALayerToTheRoot();
    void givesTheEmptyFileTheHashOfNoBytes();
    void acceptsOnlyTheLayerOfTheContent_data();
    void acceptsOnlyTheLayerOfTheContent();
};

void MerkleTest::choosesThePieceSizeBySize_data()
{
    QTest::addColumn<quint64>("fileSize");
    QTest::addColumn<quint64>("pieceSize");
    QTest::newRow("nothing") << quint64{0} << quint64{MiB};
    QTest::newRow("one byte") << quint64{1} << quint64{MiB};
    QTest::newRow("128 GiB: 131072 pieces of 1 MiB") << quint64{128 * GiB} << quint64{MiB};
    QTest::newRow("128 GiB and a byte") << quint64{128 * GiB + 1} << quint64{2 * MiB};
    QTest::newRow("256 GiB") << quint64{256 * GiB} << quint64{2 * MiB};
    QTest::newRow("257 GiB") << quint64{257 * GiB} << quint64{4 * MiB};
    QTest::newRow("1 TiB") << quint64{1'024 * GiB} << quint64{8 * MiB};
    QTest::newRow("the largest file of the wire") << quint64{1ULL << 53U} << quint64{1ULL << 36U};
    QTest::newRow("the largest number")
        << quint64{std::numeric_limits<std::uint64_t>::max()} << quint64{1ULL << 47U};
}

void MerkleTest::choosesThePieceSizeBySize()
{
    QFETCH(quint64, fileSize);
    QFETCH(quint64, pieceSize);
    QCOMPARE(quint64{pieceSizeFor(fileSize)}, pieceSize);
    QVERIFY(pieceCount(fileSize, pieceSize) <= MaxPieces);
}

void MerkleTest::countsAndMeasuresPieces_data()
{
    QTest::addColumn<quint64>("fileSize");
    QTest::addColumn<quint32>("count");
    QTest::addColumn<quint64>("lastLength");
    QTest::newRow("one byte") << quint64{1} << 1U << quint64{1};
    QTest::newRow("a byte less than a piece") << quint64{MiB - 1} << 1U << quint64{MiB - 1};
    QTest::newRow("one piece") << quint64{MiB} << 1U << quint64{MiB};
    QTest::newRow("a byte more than a piece") << quint64{MiB + 1} << 2U << quint64{1};
    QTest::newRow("three pieces") << quint64{3 * MiB} << 3U << quint64{MiB};
}

void MerkleTest::countsAndMeasuresPieces()
{
    QFETCH(quint64, fileSize);
    QFETCH(quint32, count);
    QFETCH(quint64, lastLength);
    QCOMPARE(pieceCount(fileSize, MiB), count);
    QCOMPARE(quint64{pieceLength(fileSize, MiB, PieceIndex{count - 1})}, lastLength);
    QCOMPARE(quint64{pieceLength(fileSize, MiB, PieceIndex{count})}, quint64{0});
    if (count > 1)
        QCOMPARE(quint64{pieceLength(fileSize, MiB, PieceIndex{0})}, quint64{MiB});
}

void MerkleTest::saturatesTheNumberOfPieces()
{
    QCOMPARE(pieceCount(0, MiB), 0U);
    QCOMPARE(pieceCount(std::numeric_limits<std::uint64_t>::max(), BlockSize),
             std::numeric_limits<std::uint32_t>::max());
}

void MerkleTest::padsAFileOfOnePieceToItsOwnBlocks_data()
{
    QTest::addColumn<quint64>("fileSize");
    QTest::addColumn<quint64>("width");
    QTest::newRow("nothing") << quint64{0} << quint64{1};
    QTest::newRow("one byte") << quint64{1} << quint64{1};
    QTest::newRow("one block") << quint64{BlockSize} << quint64{1};
    QTest::newRow("a byte more than a block") << quint64{BlockSize + 1} << quint64{2};
    QTest::newRow("three blocks") << quint64{3 * BlockSize} << quint64{4};
    QTest::newRow("one piece") << quint64{MiB} << quint64{64};
    QTest::newRow("a byte more than a piece") << quint64{MiB + 1} << quint64{64};
}

void MerkleTest::padsAFileOfOnePieceToItsOwnBlocks()
{
    QFETCH(quint64, fileSize);
    QFETCH(quint64, width);
    QCOMPARE(quint64{pieceTreeWidth(fileSize, MiB)}, width);
}

// The roots of empty trees over SHA-256, as the Ethereum deposit contract publishes them too.
void MerkleTest::knowsThePublishedZeroSubtrees_data()
{
    QTest::addColumn<quint32>("level");
    QTest::addColumn<QByteArray>("hex");
    const auto row = [](unsigned level, const char *hex) {
        QTest::newRow(QByteArray::number(level).constData()) << level << QByteArray{hex};
    };
    row(0, "0000000000000000000000000000000000000000000000000000000000000000");
    row(1, "f5a5fd42d16a20302798ef6ed309979b43003d2320d9f0e8ea9831a92759fb4b");
    row(2, "db56114e00fdd4c1f85c892bf35ac9a89289aaecb1ebd0a96cde606a748b5d71");
    row(3, "c78009fdf07fc56a11f122370658a353aaa542ed63e44c4bc15ff4cd105ab33c");
    row(4, "536d98837f2dd165a55d5eeae91485954472d56f246df256bf3cae19352a123c");
    row(5, "9efde052aa15429fae05bad4d0b1d7c64da64d03d7a1854a588c2cb8430c0d30");
}

void MerkleTest::knowsThePublishedZeroSubtrees()
{
    QFETCH(quint32, level);
    QFETCH(QByteArray, hex);
    QCOMPARE(zeroSubtree(level).hex(), hex);
}

void MerkleTest::hashesASubtree_data()
{
    QTest::addColumn<int>("leaves");
    QTest::addColumn<int>("width");
    for (const int width : {1, 2, 4, 8, 64}) {
        for (const int leaves : {0, 1, 2, 3, 5, 7, 8, 33, 63, 64}) {
            if (leaves <= width)
                QTest::addRow("%d of %d", leaves, width) << leaves << width;
        }
    }
}

void MerkleTest::hashesASubtree()
{
    QFETCH(int, leaves);
    QFETCH(int, width);
    const auto hashes = someHashes(static_cast<std::size_t>(leaves));
    const auto count = static_cast<std::size_t>(width);
    QCOMPARE(raw(subtreeRoot(hashes, count)), test::plainTree(raw(hashes), count));
}

void MerkleTest::leadsFromALayerToTheRoot_data()
{
    QTest::addColumn<quint32>("pieces");
    QTest::addColumn<quint64>("pieceSize");
    QTest::newRow("2 pieces of 1 MiB") << 2U << quint64{MiB};
    QTest::newRow("3 pieces of 1 MiB") << 3U << quint64{MiB};
    QTest::newRow("5 pieces of 16 KiB") << 5U << quint64{BlockSize};
    QTest::newRow("16383 pieces of 8 MiB") << 16'383U << quint64{8 * MiB};
    QTest::newRow("131072 pieces of 1 MiB") << 131'072U << quint64{MiB};
    QTest::newRow("131073 pieces of 1 MiB, more than our own have") << 131'073U << quint64{MiB};
}

void MerkleTest::leadsFromALayerToTheRoot()
{
    QFETCH(quint32, pieces);
    QFETCH(quint64, pieceSize);
    const auto layer = someHashes(pieces);
    const std::uint64_t fileSize = pieces * pieceSize - 7;
    const auto padding = test::plainTree({}, pieceSize / BlockSize);
    const auto expected = test::plainTree(raw(layer), std::bit_ceil(layer.size()), padding);
    QCOMPARE(rootOfLayer(layer, pieceSize, fileSize).hex(), expected.toHex());
    QVERIFY(layerMatches(layer, pieceSize, fileSize, rootOfLayer(layer, pieceSize, fileSize)));
}

void MerkleTest::givesTheEmptyFileTheHashOfNoBytes()
{
    QCOMPARE(rootOfLayer({}, MiB, 0).hex(),
             QByteArray{"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"});
}

void MerkleTest::acceptsOnlyTheLayerOfTheContent_data()
{
    QTest::addColumn<std::vector<NodeHash>>("layer");
    QTest::addColumn<quint64>("pieceSize");
    const auto right = someHashes(3);
    auto flipped = right;
    flipped[1] = right[2];
    auto swapped = right;
    std::swap(swapped[0], swapped[1]);
    auto padded = right;
    padded.push_back(zeroSubtree(6)); // leads to the same root
    QTest::newRow("one hash wrong") << flipped << quint64{MiB};
    QTest::newRow("two hashes swapped") << swapped << quint64{MiB};
    QTest::newRow("one hash missing") << std::vector{right[0], right[1]} << quint64{MiB};
    QTest::newRow("padding sent along") << padded << quint64{MiB};
    QTest::newRow("nothing") << std::vector<NodeHash>{} << quint64{MiB};
    QTest::newRow("piece size 0") << right << quint64{0};
    QTest::newRow("piece size no power of two") << right << quint64{MiB + 1};
    QTest::newRow("piece size under a block") << right << quint64{8 * KiB};
    QTest::newRow("another piece size") << right << quint64{2 * MiB};
}

void MerkleTest::acceptsOnlyTheLayerOfTheContent()
{
    QFETCH(std::vector<NodeHash>, layer);
    QFETCH(quint64, pieceSize);
    constexpr std::uint64_t FileSize = 2 * MiB + 5;
    const auto right = someHashes(3);
    const ContentHash root = rootOfLayer(right, MiB, FileSize);
    QVERIFY(layerMatches(right, MiB, FileSize, root));
    QVERIFY(!layerMatches(layer, pieceSize, FileSize, root));
}

QTEST_APPLESS_MAIN(MerkleTest)
#include "tst_merkle.moc"
