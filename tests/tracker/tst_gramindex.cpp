#include "tracker/core/gramindex.h"

#include <QTest>

#include <map>
#include <random>
#include <set>

using namespace ft::tracker;

class TestGramIndex : public QObject
{
    Q_OBJECT

private slots:
    void findsRecordsByGramNewestVolumeFirst();
    void forgetsARemovedRecord();
    void packsAFullVolumeBeforeTheNextIsFull();
    void emptiesSparseVolumesAndUsesTheirPlaces();
    void agreesWithAModelOverManyChanges();
    void givesAllMemoryBackWhenEmpty();
};

namespace {

/// Records of three grams each, chosen by their number, that remember where the index has them.
class ModelRecords final : public GramIndex::Records
{
public:
    void appendGramsOf(std::uint32_t record, std::vector<Gram> &grams) const override
    {
        for (const Gram gram : gramsOf(record))
            grams.push_back(gram);
    }
    void onMoved(std::uint32_t record, DocumentId document) override
    {
        documents.at(record) = document;
        ++moves;
    }
    static std::array<Gram, 3> gramsOf(std::uint32_t record)
    {
        return {record % 7, 100 + record % 1'000, 10'000 + record % 3'001};
    }

    std::map<std::uint32_t, DocumentId> documents;
    int moves = 0;
};

class Tried
{
public:
    void add(std::uint32_t record)
    {
        records.documents[record] =
            0; // moved while it is being added: never, but at() must find it
        const auto document = index.add(record);
        records.documents[record] = document;
    }
    void remove(std::uint32_t record)
    {
        const auto document = records.documents.at(record);
        records.documents.erase(record);
        index.remove(document);
    }
    [[nodiscard]] std::set<std::uint32_t> find(Gram gram) const
    {
        std::set<std::uint32_t> found;
        index.visitVolumes([&](const GramIndex::Volume &volume) {
            std::vector<LocalId> ids;
            volume.postings(gram).appendTo(ids);
            for (const LocalId id : ids) {
                if (volume.record(id) != GramIndex::None)
                    found.insert(volume.record(id));
            }
            return true;
        });
        return found;
    }
    [[nodiscard]] std::set<std::uint32_t> expected(Gram gram) const
    {
        std::set<std::uint32_t> found;
        for (const auto &[record, document] : records.documents) {
            const auto grams = ModelRecords::gramsOf(record);
            if (std::find(grams.begin(), grams.end(), gram) != grams.end())
                found.insert(record);
        }
        return found;
    }
    [[nodiscard]] std::size_t volumes() const
    {
        std::size_t count = 0;
        index.visitVolumes([&](const GramIndex::Volume &) {
            ++count;
            return true;
        });
        return count;
    }

    ModelRecords records;
    GramIndex index{records};
};

} // namespace

void TestGramIndex::findsRecordsByGramNewestVolumeFirst()
{
    Tried tried;
    for (std::uint32_t record = 0; record < VolumeCapacity + 10; ++record)
        tried.add(record);
    QCOMPARE(tried.find(3), tried.expected(3));
    QCOMPARE(tried.find(10'000 + 2'999), tried.expected(10'000 + 2'999));
    std::vector<std::uint32_t> sizes;
    tried.index.visitVolumes([&](const GramIndex::Volume &volume) {
        sizes.push_back(volume.size());
        return true;
    });
    QCOMPARE(sizes, (std::vector<std::uint32_t>{10, VolumeCapacity}));
}

void TestGramIndex::forgetsARemovedRecord()
{
    Tried tried;
    for (std::uint32_t record = 0; record < 20; ++record)
        tried.add(record);
    tried.remove(8);
    QCOMPARE(tried.find(1), (std::set<std::uint32_t>{1, 15}));
}

void TestGramIndex::packsAFullVolumeBeforeTheNextIsFull()
{
    Tried tried;
    for (std::uint32_t record = 0; record < VolumeCapacity * 2; ++record)
        tried.add(record);
    // What is not packed takes more than four bytes a posting; three postings each were added.
    QCOMPARE_LT(tried.index.memory(), std::size_t{VolumeCapacity} * 2 * 16);
    QCOMPARE(tried.find(5), tried.expected(5));
}

void TestGramIndex::emptiesSparseVolumesAndUsesTheirPlaces()
{
    Tried tried;
    for (std::uint32_t record = 0; record < VolumeCapacity * 3; ++record)
        tried.add(record);
    for (std::uint32_t record = 0; record < VolumeCapacity * 3; ++record) {
        if (record % 8 != 0)
            tried.remove(record);
    }
    QVERIFY(tried.records.moves > 0);
    QCOMPARE_LE(tried.volumes(), 3U);
    for (const Gram gram : {Gram{0}, Gram{100}, Gram{10'008}})
        QCOMPARE(tried.find(gram), tried.expected(gram));
}

void TestGramIndex::agreesWithAModelOverManyChanges()
{
    Tried tried;
    std::mt19937 random{7};
    std::vector<std::uint32_t> present;
    std::uint32_t next = 0;
    for (int step = 0; step < 600'000; ++step) {
        const bool grows = (step / 150'000) % 2 == 0;
        if (present.empty() || random() % 100 < (grows ? 70U : 40U)) {
            present.push_back(next);
            tried.add(next++);
        } else {
            const auto place = random() % present.size();
            tried.remove(present[place]);
            present[place] = present.back();
            present.pop_back();
        }
        if (step % 60'000 == 59'999) {
            for (const Gram gram : {Gram{2}, Gram{700}, Gram{11'500}})
                QCOMPARE(tried.find(gram), tried.expected(gram));
        }
    }
    // At most a half of the places stand empty, and a volume or two are on their way.
    QCOMPARE_LE(tried.volumes(), present.size() / (VolumeCapacity / 2) + 4);
}

void TestGramIndex::givesAllMemoryBackWhenEmpty()
{
    Tried tried;
    for (std::uint32_t record = 0; record < VolumeCapacity + VolumeCapacity / 2; ++record)
        tried.add(record);
    QVERIFY(tried.index.memory() > 0);
    while (!tried.records.documents.empty())
        tried.remove(tried.records.documents.begin()->first);
    QCOMPARE(tried.index.memory(), 0U);
    tried.add(1);
    QCOMPARE(tried.find(1), std::set<std::uint32_t>{1});
}

QTEST_APPLESS_MAIN(TestGramIndex)
#include "tst_gramindex.moc"
