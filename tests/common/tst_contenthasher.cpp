#include "common/hash/contenthasher.h"
#include "tests/support/plaintree.h"

#include <QRandomGenerator>
#include <QTest>

using namespace ft;
using namespace ft::hash;

namespace {

constexpr int MiB = 1'048'576;

ContentIdentity identityOf(const QByteArray &content)
{
    ContentHasher hasher{static_cast<std::uint64_t>(content.size())};
    hasher.add(content);
    return hasher.finish();
}

QByteArray joined(const std::vector<NodeHash> &layer)
{
    QByteArray bytes;
    for (const NodeHash &hash : layer)
        bytes += QByteArray::fromHex(hash.hex());
    return bytes;
}

} // namespace

class ContentHasherTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void agreesWithAnotherImplementation_data();
    void agreesWithAnotherImplementation();
    void agreesWithTheTreeMadeByHand_data();
    void agreesWithTheTreeMadeByHand();
    void verifiesEveryPieceAgainstTheLayer();
    void doesNotCareHowTheContentIsSplit();
    void givesTheEmptyContentTheHashOfNoBytes();
    void leavesMd5OutWhenNotAsked();
    void hasTheSameRootWhateverSizeWasExpected_data();
    void hasTheSameRootWhateverSizeWasExpected();
};

// Computed by libtorrent 2.0.8 over patternOf(size), as v2-only torrents with pieces of 1 MiB.
void ContentHasherTest::agreesWithAnotherImplementation_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<QByteArray>("root");
    QTest::addColumn<QByteArray>("sha256OfLayer");
    const auto row = [](int size, const char *root, const char *sha256OfLayer = "") {
        QTest::newRow(QByteArray::number(size).constData())
            << size << QByteArray{root} << QByteArray{sha256OfLayer};
    };
    row(1, "49994461d6b46390f014c8c5275a8591ef8764760afe2739cee23f6fbe285778");
    row(16'383, "75137898c4c96cd8d7947dc81f0032488d702515ebf771fc4f3ad8b0540b8fff");
    row(16'384, "dc0ba7593ec87b938a5dc16b2554affc2f176b2752a87eb4819da5983887394d");
    row(16'385, "ddcf1469b8b0573aa8935a080758a5b8fe2e0d0866acd6acf2894155798d732b");
    row(32'768, "60790c906a65c0dc99ec746dc8911c2c5ab806ba728f5e8b45e9c133dfe83a87");
    row(MiB - 1, "8b3157b4a4906683e709df187004672419f1614452530deeb88d067e8f977e75");
    row(MiB, "9cf2becf1c46c9fd28c54a5133c449ca52cc6f6862d91fac1108adea85877356");
    row(MiB + 1,
        "ba67a64e306d6458d3dbc2f9d6e7b83a8c5c6ce1a90dd437b09822284ecce6cf",
        "ba67a64e306d6458d3dbc2f9d6e7b83a8c5c6ce1a90dd437b09822284ecce6cf");
    row(3 * MiB + 5,
        "f2bc75757bc959ea73d622ef71be405a62d30ef8e81a330728dc024683e7d961",
        "61469a33e2b34a88aa53db297b8389038079656e9f84cecffc6cf9469ca68a90");
}

void ContentHasherTest::agreesWithAnotherImplementation()
{
    QFETCH(int, size);
    QFETCH(QByteArray, root);
    QFETCH(QByteArray, sha256OfLayer);
    const ContentIdentity identity = identityOf(test::patternOf(size));
    QCOMPARE(identity.root.hex(), root);
    // A torrent has no layer for a file of one piece; ours is the root then.
    const auto layer = joined(identity.pieceLayer);
    if (sha256OfLayer.isEmpty())
        QCOMPARE(layer.toHex(), root);
    else
        QCOMPARE(test::plainSha256(layer).toHex(), sha256OfLayer);
}

void ContentHasherTest::agreesWithTheTreeMadeByHand_data()
{
    QTest::addColumn<int>("size");
    for (const int size : {1,
                           16'383,
                           16'384,
                           16'385,
                           32'768,
                           49'152,
                           MiB - 1,
                           MiB,
                           MiB + 1,
                           MiB + 16'384,
                           2 * MiB,
                           2 * MiB + 1,
                           3 * MiB + 5})
        QTest::newRow(QByteArray::number(size).constData()) << size;
}

void ContentHasherTest::agreesWithTheTreeMadeByHand()
{
    QFETCH(int, size);
    const QByteArray content = test::patternOf(size);
    const ContentIdentity identity = identityOf(content);
    QCOMPARE(identity.root.hex(), test::plainRoot(content).toHex());
    QCOMPARE(identity.md5->hex(),
             QCryptographicHash::hash(content, QCryptographicHash::Md5).toHex());
    QCOMPARE(identity.size, static_cast<std::uint64_t>(size));
    QCOMPARE(identity.pieceSize, MinPieceSize);
    QVERIFY(layerMatches(identity.pieceLayer, identity.pieceSize, identity.size, identity.root));
}

void ContentHasherTest::verifiesEveryPieceAgainstTheLayer()
{
    const QByteArray content = test::patternOf(3 * MiB + 5);
    const ContentIdentity identity = identityOf(content);
    const auto width = pieceTreeWidth(identity.size, identity.pieceSize);
    QCOMPARE(identity.pieceLayer.size(), std::size_t{4});
    for (qsizetype i = 0; i < 4; ++i) {
        const auto piece = QByteArrayView{content}.sliced(i * MiB).first(i < 3 ? MiB : 5);
        QCOMPARE(PieceHasher::hashPiece(piece, width),
                 identity.pieceLayer[static_cast<std::size_t>(i)]);
    }
}

void ContentHasherTest::doesNotCareHowTheContentIsSplit()
{
    const QByteArray content = test::patternOf(2 * MiB + 777);
    const ContentIdentity whole = identityOf(content);
    QRandomGenerator random{11};
    for (const int most : {3'000, 20'000, 300'000, 3 * MiB}) {
        ContentHasher hasher{static_cast<std::uint64_t>(content.size())};
        qsizetype at = 0;
        while (at < content.size()) {
            const auto length = std::min<qsizetype>(random.bounded(most), content.size() - at);
            hasher.add(QByteArrayView{content}.sliced(at, length));
            at += length;
        }
        QVERIFY(hasher.finish() == whole);
    }
}

void ContentHasherTest::givesTheEmptyContentTheHashOfNoBytes()
{
    const ContentIdentity identity = identityOf({});
    QCOMPARE(identity.root.hex(),
             QByteArray{"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"});
    QCOMPARE(identity.md5->hex(), QByteArray{"d41d8cd98f00b204e9800998ecf8427e"});
    QCOMPARE(identity.size, std::uint64_t{0});
    QVERIFY(identity.pieceLayer.empty());
}

void ContentHasherTest::leavesMd5OutWhenNotAsked()
{
    ContentHasher hasher{3, ContentHasher::Md5::Without};
    hasher.add(QByteArray{"abc"});
    QVERIFY(!hasher.finish().md5);
}

void ContentHasherTest::hasTheSameRootWhateverSizeWasExpected_data()
{
    QTest::addColumn<quint64>("expected");
    QTest::addColumn<quint64>("pieceSize");
    QTest::newRow("nothing") << quint64{0} << quint64{MiB};
    QTest::newRow("less") << quint64{MiB} << quint64{MiB};
    QTest::newRow("a little more") << quint64{4 * MiB} << quint64{MiB};
    QTest::newRow("so much more that pieces are larger")
        << (quint64{130} << 30U) << quint64{2 * MiB};
    QTest::newRow("so much more that it is one piece") << (quint64{400} << 30U) << quint64{4 * MiB};
}

void ContentHasherTest::hasTheSameRootWhateverSizeWasExpected()
{
    QFETCH(quint64, expected);
    QFETCH(quint64, pieceSize);
    const QByteArray content = test::patternOf(3 * MiB + 5);
    ContentHasher hasher{expected};
    hasher.add(content);
    const ContentIdentity identity = hasher.finish();
    QCOMPARE(identity.root.hex(), test::plainRoot(content).toHex());
    QCOMPARE(quint64{identity.pieceSize}, pieceSize);
    QCOMPARE(identity.size, static_cast<std::uint64_t>(content.size()));
    QVERIFY(layerMatches(identity.pieceLayer, identity.pieceSize, identity.size, identity.root));
}

QTEST_APPLESS_MAIN(ContentHasherTest)
#include "tst_contenthasher.moc"
