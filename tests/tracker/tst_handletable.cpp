#include "tracker/core/handletable.h"

#include <QTest>

#include <map>
#include <random>
#include <set>

using ft::tracker::HandleTable;

namespace {

constexpr auto Any = [](std::uint32_t) {
    return true;
};

bool contains(const HandleTable &table, std::uint32_t hash, std::uint32_t handle)
{
    return table.find(hash, [&](std::uint32_t found) { return found == handle; }) == handle;
}

} // namespace

class TestHandleTable : public QObject
{
    Q_OBJECT

private slots:
    void findsNothingInAnEmptyTable();
    void tellsHandlesOfOneHashApart();
    void putsAnotherHandleInTheSamePlace();
    void findsWhatIsLeftAfterErasing_data();
    void findsWhatIsLeftAfterErasing();
    void givesItsMemoryBackWhenEmpty();
    void agreesWithAnOrderedMapOverManyChanges();
};

void TestHandleTable::findsNothingInAnEmptyTable()
{
    QCOMPARE(HandleTable{}.find(7, Any), HandleTable::None);
}

void TestHandleTable::tellsHandlesOfOneHashApart()
{
    HandleTable table;
    table.insert(7, 1);
    table.insert(7, 2);
    QVERIFY(contains(table, 7, 1));
    QVERIFY(contains(table, 7, 2));
    QVERIFY(!contains(table, 7, 3));
    QVERIFY(!contains(table, 8, 1));
}

void TestHandleTable::putsAnotherHandleInTheSamePlace()
{
    HandleTable table;
    table.insert(7, 1);
    table.replace(7, 1, 5);
    QVERIFY(!contains(table, 7, 1));
    QVERIFY(contains(table, 7, 5));
}

void TestHandleTable::findsWhatIsLeftAfterErasing_data()
{
    QTest::addColumn<std::uint32_t>("erased");
    for (std::uint32_t handle = 0; handle < 6; ++handle)
        QTest::addRow("handle %u", handle) << handle;
}

/// Hashes whose cells collide and wrap around the end of a part of 16 cells.
void TestHandleTable::findsWhatIsLeftAfterErasing()
{
    QFETCH(const std::uint32_t, erased);
    constexpr std::array<std::uint32_t, 6> Hashes{14, 14, 15, 30, 14, 0};
    HandleTable table;
    for (std::uint32_t i = 0; i < Hashes.size(); ++i)
        table.insert(Hashes[i], i);
    table.erase(Hashes[erased], erased);
    for (std::uint32_t i = 0; i < Hashes.size(); ++i)
        QCOMPARE(contains(table, Hashes[i], i), i != erased);
}

void TestHandleTable::givesItsMemoryBackWhenEmpty()
{
    HandleTable table;
    for (std::uint32_t i = 0; i < 10'000; ++i)
        table.insert(i * 0x9e37'79b9U, i);
    const auto full = table.memory();
    QVERIFY(full >= 80'000);
    for (std::uint32_t i = 0; i < 9'990; ++i)
        table.erase(i * 0x9e37'79b9U, i);
    QVERIFY2(table.memory() < full / 4, "ten handles are left");
    for (std::uint32_t i = 9'990; i < 10'000; ++i)
        table.erase(i * 0x9e37'79b9U, i);
    QCOMPARE(table.memory(), std::size_t{0});
}

void TestHandleTable::agreesWithAnOrderedMapOverManyChanges()
{
    std::mt19937 random{1};
    HandleTable table;
    std::map<std::uint32_t, std::uint32_t> model; // handle -> hash
    for (std::uint32_t step = 0; step < 50'000; ++step) {
        const auto handle = static_cast<std::uint32_t>(random() % 2'000);
        const auto known = model.find(handle);
        if (known == model.end()) {
            // Few different hashes, all over the parts.
            const auto hash = static_cast<std::uint32_t>(random() % 500) * 0x0101'0101U;
            table.insert(hash, handle);
            model.emplace(handle, hash);
        } else {
            table.erase(known->second, handle);
            model.erase(known);
        }
    }
    QVERIFY(!model.empty());
    for (std::uint32_t handle = 0; handle < 2'000; ++handle) {
        const auto known = model.find(handle);
        for (std::uint32_t hash = 0; hash < 500; ++hash) {
            const bool expected = known != model.end() && known->second == hash * 0x0101'0101U;
            if (contains(table, hash * 0x0101'0101U, handle) != expected)
                QFAIL(qPrintable(QStringLiteral("handle %1 hash %2").arg(handle).arg(hash)));
        }
    }
}

QTEST_APPLESS_MAIN(TestHandleTable)
#include "tst_handletable.moc"
