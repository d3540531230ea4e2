#include "tracker/core/volume.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace ft::tracker;

class TestPostings : public QObject
{
    Q_OBJECT

private slots:
    void listsWhatWasAddedPackedOrNot_data();
    void listsWhatWasAddedPackedOrNot();
    void keepsAndDropsWhatIsCommon_data() { listsWhatWasAddedPackedOrNot_data(); }
    void keepsAndDropsWhatIsCommon();
    void listsADocumentOnceHoweverOftenItHasTheGram();
    void knowsNoGramThatWasNotAdded();
    void findsAllGramsOfARange();
};

namespace {

constexpr Gram Some = gramOf('a', 'b', 'c');

/// Every document from 0 on in which `isIn` says.
template <typename IsIn>
std::vector<LocalId> idsWhere(IsIn isIn)
{
    std::vector<LocalId> ids;
    for (std::uint32_t id = 0; id < VolumeCapacity; ++id) {
        if (isIn(id))
            ids.push_back(static_cast<LocalId>(id));
    }
    return ids;
}

OpenVolume volumeOf(const std::vector<LocalId> &ids)
{
    OpenVolume volume;
    for (const LocalId id : ids)
        volume.add(id, std::array{Some});
    return volume;
}

SealedVolume sealed(const OpenVolume &open)
{
    SealedVolume volume;
    for (const Gram gram : open.grams())
        volume.add(gram, open.postings(gram));
    volume.finish();
    return volume;
}

std::vector<LocalId> listOf(const Postings &postings)
{
    std::vector<LocalId> ids;
    postings.appendTo(ids);
    return ids;
}

} // namespace

void TestPostings::listsWhatWasAddedPackedOrNot_data()
{
    QTest::addColumn<std::vector<LocalId>>("ids");
    QTest::newRow("the first alone") << std::vector<LocalId>{0};
    QTest::newRow("the last alone") << std::vector<LocalId>{65'535};
    QTest::newRow("gaps of one, two and three bytes")
        << std::vector<LocalId>{0, 1, 128, 129, 257, 16'641, 16'642, 65'535};
    QTest::newRow("one block full") << idsWhere([](auto id) { return id < 14; });
    QTest::newRow("one more than a block") << idsWhere([](auto id) { return id < 15; });
    QTest::newRow("every hundredth") << idsWhere([](auto id) { return id % 100 == 7; });
    QTest::newRow("as many as are still written as gaps")
        << idsWhere([](auto id) { return id % 8 == 3; });
    QTest::newRow("so many that bits take less room")
        << idsWhere([](auto id) { return id % 8 == 3 || id == 4; });
    QTest::newRow("all") << idsWhere([](auto) { return true; });
}

void TestPostings::listsWhatWasAddedPackedOrNot()
{
    QFETCH(const std::vector<LocalId>, ids);
    const auto open = volumeOf(ids);
    const auto packed = sealed(open);
    for (const Postings &postings : {open.postings(Some), packed.postings(Some)}) {
        QCOMPARE(postings.count(), ids.size());
        QCOMPARE(listOf(postings), ids);
        DocumentBits bits;
        postings.markIn(bits);
        std::vector<LocalId> marked;
        bits.appendTo(marked);
        QCOMPARE(marked, ids);
    }
}

void TestPostings::keepsAndDropsWhatIsCommon()
{
    QFETCH(const std::vector<LocalId>, ids);
    const auto open = volumeOf(ids);
    const auto packed = sealed(open);
    const auto others = idsWhere([](auto id) { return id % 3 == 0 || id > 65'000; });
    std::vector<LocalId> common;
    std::vector<LocalId> rest;
    std::set_intersection(
        others.begin(), others.end(), ids.begin(), ids.end(), std::back_inserter(common));
    std::set_difference(
        others.begin(), others.end(), ids.begin(), ids.end(), std::back_inserter(rest));
    for (const Postings &postings : {open.postings(Some), packed.postings(Some)}) {
        auto kept = others;
        postings.keepCommon(kept);
        QCOMPARE(kept, common);
        auto left = others;
        postings.dropCommon(left);
        QCOMPARE(left, rest);
    }
}

void TestPostings::listsADocumentOnceHoweverOftenItHasTheGram()
{
    OpenVolume volume;
    volume.add(3, std::array{Some, Some, Some});
    QCOMPARE(listOf(volume.postings(Some)), std::vector<LocalId>{3});
}

void TestPostings::knowsNoGramThatWasNotAdded()
{
    OpenVolume open;
    QVERIFY(open.postings(Some).isEmpty());
    open.add(0, std::array{Some});
    QVERIFY(open.postings(Some + 1).isEmpty());
    const auto packed = sealed(open);
    QVERIFY(packed.postings(Some + 1).isEmpty());
    QVERIFY(packed.postings(Some - 1).isEmpty());
}

void TestPostings::findsAllGramsOfARange()
{
    OpenVolume open;
    for (Gram gram = 0; gram < 5'000; ++gram)
        open.add(static_cast<LocalId>(gram), std::array{gram * 3});
    const auto packed = sealed(open);
    std::vector<Postings> some;
    open.appendPostings(some, 300, 330);
    QCOMPARE(some.size(), 11U);
    packed.appendPostings(some, 300, 330);
    QCOMPARE(some.size(), 22U);
    std::vector<LocalId> ids;
    for (const Postings &postings : some)
        postings.appendTo(ids);
    std::sort(ids.begin(), ids.end());
    QCOMPARE(ids.front(), LocalId{100});
    QCOMPARE(ids.back(), LocalId{110});
}

QTEST_APPLESS_MAIN(TestPostings)
#include "tst_postings.moc"
