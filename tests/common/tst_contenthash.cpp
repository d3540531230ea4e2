#include "common/model/contenthash.h"
#include "tests/support/wireprinters.h"

#include <QTest>

#include <unordered_set>

using namespace ft;

namespace {

const QByteArray EmptyMd5 = QByteArrayLiteral("d41d8cd98f00b204e9800998ecf8427e");

} // namespace

class TestContentHash final : public QObject
{
    Q_OBJECT

private slots:
    void readsAndWritesHex();
    void readsUpperCase();
    void refusesOtherText_data();
    void refusesOtherText();
    void ordersByBytes();
    void spreadsDigestsThatBeginAlike();
};

void TestContentHash::readsAndWritesHex()
{
    const auto md5 = Md5Sum::fromHex(EmptyMd5);
    QVERIFY(md5);
    QCOMPARE(md5->hex(), EmptyMd5);
    QCOMPARE(md5->bytes().front(), 0xd4);
    QCOMPARE(md5->bytes().back(), 0x7e);
    QByteArray out{"md5="};
    md5->appendHex(out);
    QCOMPARE(out, QByteArray{"md5=" + EmptyMd5});
    QCOMPARE(Md5Sum{}.hex(), QByteArray(32, '0'));
}

void TestContentHash::readsUpperCase()
{
    const auto lower = Md5Sum::fromHex(EmptyMd5);
    const auto upper = Md5Sum::fromHex(EmptyMd5.toUpper());
    QVERIFY(lower && upper);
    QCOMPARE(*upper, *lower);
    QCOMPARE(qHash(*upper, 5), qHash(*lower, 5));
}

void TestContentHash::refusesOtherText_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray{};
    QTest::newRow("one digit short") << EmptyMd5.chopped(1);
    QTest::newRow("one digit more") << QByteArray{EmptyMd5 + '0'};
    QTest::newRow("another hash's length") << QByteArray(64, 'a');
    QTest::newRow("letter past f") << QByteArray{EmptyMd5.chopped(1) + 'g'};
    QTest::newRow("between 9 and A") << QByteArray{EmptyMd5.chopped(1) + ':'};
    QTest::newRow("prefix") << QByteArray{"0x" + EmptyMd5.chopped(2)};
    QTest::newRow("space") << QByteArray{' ' + EmptyMd5.chopped(1)};
    QTest::newRow("NUL") << QByteArray(32, '\0');
}

void TestContentHash::refusesOtherText()
{
    QFETCH(QByteArray, text);
    QVERIFY(!Md5Sum::fromHex(text));
}

void TestContentHash::ordersByBytes()
{
    Md5Sum::Bytes bytes{};
    bytes[15] = 1;
    const Md5Sum low{bytes};
    bytes[0] = 1;
    const Md5Sum high{bytes};
    QVERIFY(Md5Sum{} < low);
    QVERIFY(low < high);
}

void TestContentHash::spreadsDigestsThatBeginAlike()
{
    std::unordered_set<std::size_t> seeded;
    std::unordered_set<std::size_t> standard;
    ContentHash::Bytes bytes{};
    for (int i = 0; i < 256; ++i) {
        bytes[31] = static_cast<std::uint8_t>(i);
        seeded.insert(qHash(ContentHash{bytes}, 1));
        standard.insert(std::hash<ContentHash>{}(ContentHash{bytes}));
    }
    QCOMPARE(seeded.size(), 256);
    QCOMPARE(standard.size(), 256);
}

QTEST_APPLESS_MAIN(TestContentHash)
#include "tst_contenthash.moc"
