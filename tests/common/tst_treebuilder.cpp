#include "common/hash/merkle.h"
#include "common/hash/treebuilder.h"
#include "tests/support/plaintree.h"

#include <QTest>

using namespace ft;
using namespace ft::hash;

namespace {

NodeHash leaf(std::size_t number)
{
    return hashBlock(QByteArray::number(number));
}

QByteArray plainLeaves(std::size_t count, std::size_t width)
{
    std::vector<QByteArray> leaves;
    for (std::size_t i = 0; i < count; ++i)
        leaves.push_back(QByteArray::fromHex(leaf(i).hex()));
    return test::plainTree(leaves, width).toHex();
}

} // namespace

class TreeBuilderTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void buildsEveryCountUpToTheWidth();
    void startsAnewAfterFinish();
    void padsAboveTheBaseLevelWithSubtrees();
    void growsPastTheWidthRatherThanForget();
};

void TreeBuilderTest::buildsEveryCountUpToTheWidth()
{
    constexpr std::size_t Width = 32;
    for (std::size_t count = 0; count <= Width; ++count) {
        TreeBuilder tree;
        for (std::size_t i = 0; i < count; ++i)
            tree.add(leaf(i));
        QCOMPARE(tree.count(), count);
        QCOMPARE(tree.finish(Width).hex(), plainLeaves(count, Width));
    }
}

void TreeBuilderTest::startsAnewAfterFinish()
{
    TreeBuilder tree;
    for (std::size_t i = 0; i < 7; ++i)
        tree.add(leaf(i));
    const NodeHash first = tree.finish(8);
    QCOMPARE(tree.count(), std::size_t{0});
    tree.add(leaf(0));
    QCOMPARE(tree.finish(1), leaf(0));
    QVERIFY(first != leaf(0));
}

void TreeBuilderTest::padsAboveTheBaseLevelWithSubtrees()
{
    TreeBuilder tree{6};
    tree.add(leaf(0));
    QCOMPARE(tree.finish(2), combine(leaf(0), zeroSubtree(6)));
}

void TreeBuilderTest::growsPastTheWidthRatherThanForget()
{
    TreeBuilder tree;
    for (std::size_t i = 0; i < 5; ++i)
        tree.add(leaf(i));
    QCOMPARE(tree.finish(4).hex(), plainLeaves(5, 8));
}

QTEST_APPLESS_MAIN(TreeBuilderTest)
#include "tst_treebuilder.moc"
