#include "common/hash/merkle.h"
#include "peer-gui/engine/transfer/servedcontent.h"
#include "tests/peer-engine/partialfiles.h"
#include "tests/peer-engine/sharedfiles.h"

#include <QTest>

using namespace ft;
using namespace ft::engine;

namespace {

constexpr quint64 MiB = 1U << 20U;

SharedFile wholeFile(std::uint64_t size)
{
    return {test::recordOf(QStringLiteral("a"), size),
            {},
            {},
            MiB,
            std::make_shared<const std::vector<NodeHash>>(hash::pieceCount(size, MiB))};
}

PartialFile partOf(std::uint64_t size, const QByteArray &bitfield)
{
    return {test::recordOf(QStringLiteral("a"), size), MiB, bitfield, nullptr, nullptr};
}

} // namespace

class TstServedContent : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void tellsTheBitsOfAPartThatAreItsOwn_data()
    {
        QTest::addColumn<quint64>("size");
        QTest::addColumn<QByteArray>("bits");
        QTest::addColumn<QByteArray>("told");
        const auto row = [](const char *name, quint64 size, const char *bits, const char *told) {
            QTest::newRow(name) << size << QByteArray::fromHex(bits) << QByteArray::fromHex(told);
        };
        row("empty", 0, "", "");
        row("empty, with bits", 0, "ff", "");
        row("as they are", 9 * MiB, "a500", "a500");
        row("spare bits set", 9 * MiB, "ffff", "ff80");
        row("too few", 9 * MiB, "a5", "a500");
        row("none", 9 * MiB, "", "0000");
        row("too many", 8 * MiB, "a5ff", "a5");
    }
    void tellsTheBitsOfAPartThatAreItsOwn()
    {
        QFETCH(quint64, size);
        QFETCH(QByteArray, bits);
        QTEST(contentOf(partOf(size, bits)).bitfield, "told");
    }

    void tellsAllBitsOfAWholeFile()
    {
        QCOMPARE(contentOf(wholeFile(0)).bitfield, QByteArray{});
        QCOMPARE(contentOf(wholeFile(1)).bitfield, QByteArray::fromHex("80"));
        QCOMPARE(contentOf(wholeFile(8 * MiB)).bitfield, QByteArray::fromHex("ff"));
        QCOMPARE(contentOf(wholeFile(8 * MiB + 1)).bitfield, QByteArray::fromHex("ff80"));
    }

    void hasARangeWhenAllItsPiecesAreThere_data()
    {
        QTest::addColumn<quint64>("offset");
        QTest::addColumn<quint64>("length");
        QTest::addColumn<bool>("isThere");
        // Pieces 0, 2, 3 and the short ninth are there.
        QTest::newRow("a piece") << quint64{0} << MiB << true;
        QTest::newRow("its last byte") << MiB - 1 << quint64{1} << true;
        QTest::newRow("one byte more") << quint64{0} << MiB + 1 << false;
        QTest::newRow("a missing one") << MiB << MiB << false;
        QTest::newRow("its last byte only") << 2 * MiB - 1 << quint64{1} << false;
        QTest::newRow("over two pieces") << 2 * MiB << 2 * MiB << true;
        QTest::newRow("from the middle of one") << 3 * MiB - 5 << quint64{10} << true;
        QTest::newRow("over a gap") << quint64{0} << 4 * MiB << false;
        QTest::newRow("the last piece") << 8 * MiB << quint64{5} << true;
        QTest::newRow("all") << quint64{0} << 8 * MiB + 5 << false;
    }
    void hasARangeWhenAllItsPiecesAreThere()
    {
        QFETCH(quint64, offset);
        QFETCH(quint64, length);
        const auto content = contentOf(partOf(8 * MiB + 5, QByteArray::fromHex("b080")));
        QTEST(content.has({offset, length}), "isThere");
        QVERIFY(contentOf(wholeFile(8 * MiB + 5)).has({offset, length}));
    }

    void prefersTheWholeFile()
    {
        ShareCatalog catalog;
        test::PartialFiles partials;
        const auto root = test::rootOf(1);
        QVERIFY(!findContent(catalog, nullptr, root));
        QVERIFY(!findContent(catalog, &partials, root));
        partials.put(partOf(MiB + 1, QByteArray::fromHex("40")));
        QCOMPARE(findContent(catalog, &partials, root)->bitfield, QByteArray::fromHex("40"));
        QVERIFY(!findContent(catalog, nullptr, root));
        QVERIFY(!findContent(catalog, &partials, test::rootOf(2)));
        catalog.replace(wholeFile(MiB + 1));
        QCOMPARE(findContent(catalog, &partials, root)->bitfield, QByteArray::fromHex("c0"));
    }
};

QTEST_APPLESS_MAIN(TstServedContent)
#include "tst_servedcontent.moc"
