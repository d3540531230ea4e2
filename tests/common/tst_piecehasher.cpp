#include "common/hash/piecehasher.h"
#include "tests/support/plaintree.h"

#include <QRandomGenerator>
#include <QTest>

#include <thread>

using namespace ft;
using namespace ft::hash;

class PieceHasherTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void agreesWithTheTreeMadeByHand_data();
    void agreesWithTheTreeMadeByHand();
    void doesNotCareHowThePieceIsSplit();
    void servesOnePieceAfterAnother();
    void noticesOneWrongBit();
    void noticesBytesTooManyAndTooFew();
    void hashesOnSeveralThreadsAtOnce();
};

void PieceHasherTest::agreesWithTheTreeMadeByHand_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("width");
    QTest::newRow("one byte") << 1 << 1;
    QTest::newRow("a byte less than a block") << 16'383 << 1;
    QTest::newRow("a block") << 16'384 << 1;
    QTest::newRow("a byte more than a block") << 16'385 << 2;
    QTest::newRow("a short last piece") << 16'385 << 64;
    QTest::newRow("a whole piece") << 1'048'576 << 64;
    QTest::newRow("a whole piece but a byte") << 1'048'575 << 64;
    QTest::newRow("half of a larger piece") << 1'048'576 << 128;
}

void PieceHasherTest::agreesWithTheTreeMadeByHand()
{
    QFETCH(int, size);
    QFETCH(int, width);
    const QByteArray piece = test::patternOf(size);
    const auto expected = test::plainTree(test::plainBlocks(piece), static_cast<std::size_t>(width))
                              .toHex();
    QCOMPARE(PieceHasher::hashPiece(piece, static_cast<std::uint64_t>(width)).hex(), expected);
}

void PieceHasherTest::doesNotCareHowThePieceIsSplit()
{
    const QByteArray piece = test::patternOf(300'000);
    const NodeHash whole = PieceHasher::hashPiece(piece, 64);
    QRandomGenerator random{7};
    PieceHasher hasher;
    for (int round = 0; round < 20; ++round) {
        qsizetype at = 0;
        while (at < piece.size()) {
            const auto length = std::min<qsizetype>(random.bounded(round < 10 ? 50'000 : 400),
                                                    piece.size() - at);
            hasher.add(QByteArrayView{piece}.sliced(at, length));
            at += length;
        }
        QCOMPARE(hasher.bytes(), std::uint64_t{300'000});
        QCOMPARE(hasher.finish(64), whole);
    }
}

void PieceHasherTest::servesOnePieceAfterAnother()
{
    PieceHasher hasher;
    for (const int size : {5, 16'384, 20'000, 1, 0}) {
        const QByteArray piece = test::patternOf(size);
        hasher.add(piece);
        QCOMPARE(hasher.finish(2), PieceHasher::hashPiece(piece, 2));
        QCOMPARE(hasher.bytes(), std::uint64_t{0});
    }
}

void PieceHasherTest::noticesOneWrongBit()
{
    const QByteArray right = test::patternOf(100'000);
    const NodeHash expected = PieceHasher::hashPiece(right, 64);
    for (const int at : {0, 16'383, 16'384, 50'000, 99'999}) {
        QByteArray wrong = right;
        wrong[at] = static_cast<char>(wrong[at] ^ 1);
        QVERIFY(PieceHasher::hashPiece(wrong, 64) != expected);
    }
}

void PieceHasherTest::noticesBytesTooManyAndTooFew()
{
    const QByteArray bytes = test::patternOf(80'000);
    const auto hashOf = [&](qsizetype size) {
        return PieceHasher::hashPiece(QByteArrayView{bytes}.first(size), 2);
    };
    const NodeHash expected = hashOf(32'768);
    QVERIFY(hashOf(32'767) != expected);
    QVERIFY(hashOf(32'769) != expected);
    QVERIFY(hashOf(80'000) != expected);
    QVERIFY(hashOf(0) != expected);
}

void PieceHasherTest::hashesOnSeveralThreadsAtOnce()
{
    const QByteArray piece = test::patternOf(200'000);
    const NodeHash expected = PieceHasher::hashPiece(piece, 16);
    std::array<bool, 4> same{};
    std::vector<std::thread> threads;
    for (bool &result : same) {
        threads.emplace_back([&result, &piece, &expected] {
            result = true;
            for (int i = 0; i < 20; ++i)
                result = result && PieceHasher::hashPiece(piece, 16) == expected;
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(std::ranges::count(same, true), 4);
}

QTEST_APPLESS_MAIN(PieceHasherTest)
#include "tst_piecehasher.moc"
