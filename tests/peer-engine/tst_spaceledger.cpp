#include "peer-gui/engine/transfer/spaceledger.h"

#include <QTest>

#include <limits>
#include <thread>
#include <vector>

using namespace ft;
using namespace ft::engine;

namespace {

/// Paths beginning with a digit lie on the file system of that number; others on one that does not
/// say.
struct FakeDisks
{
    std::map<std::uint64_t, std::uint64_t> free{{1, 1'000}, {2, 500}};

    [[nodiscard]] SpaceLedger::Probe probe()
    {
        return [this](const QString &path) -> std::optional<DiskSpace> {
            const auto disk = static_cast<std::uint64_t>(path.at(0).digitValue());
            if (!free.contains(disk))
                return std::nullopt;
            return DiskSpace{disk, free.at(disk)};
        };
    }
};

const QString First = QStringLiteral("1/a");
const QString Second = QStringLiteral("2/a");

} // namespace

class TstSpaceLedger : public QObject
{
    Q_OBJECT

private slots:
    void tellsWhatIsMissing_data()
    {
        QTest::addColumn<quint64>("others");
        QTest::addColumn<quint64>("bytes");
        QTest::addColumn<quint64>("missing");
        QTest::newRow("room") << quint64{0} << quint64{400} << quint64{0};
        QTest::newRow("just room") << quint64{600} << quint64{400} << quint64{0};
        QTest::newRow("a byte too many") << quint64{600} << quint64{401} << quint64{1};
        QTest::newRow("more than the disk") << quint64{0} << quint64{1'600} << quint64{600};
        QTest::newRow("all is promised") << quint64{1'000} << quint64{5} << quint64{5};
        QTest::newRow("nothing to write") << quint64{1'000} << quint64{0} << quint64{0};
        QTest::newRow("beyond all numbers") << quint64{600} << std::numeric_limits<quint64>::max()
                                            << std::numeric_limits<quint64>::max() - 1'000;
    }
    void tellsWhatIsMissing()
    {
        QFETCH(quint64, others);
        QFETCH(quint64, bytes);
        QFETCH(quint64, missing);
        FakeDisks disks;
        SpaceLedger ledger{disks.probe()};
        QCOMPARE(ledger.reserve(1, First, others), 0ULL);
        QCOMPARE(ledger.reserve(2, First, bytes), missing);
        QCOMPARE(ledger.reservedOn(1), missing == 0 ? others + bytes : others);
    }

    void countsEachFileSystemByItself()
    {
        FakeDisks disks;
        SpaceLedger ledger{disks.probe()};
        QCOMPARE(ledger.reserve(1, First, 1'000), 0ULL);
        QCOMPARE(ledger.reserve(2, Second, 500), 0ULL);
        QCOMPARE(ledger.reserve(3, Second, 1), 1ULL);
        QCOMPARE(ledger.reserve(4, QStringLiteral("9/unknown"), 1'000'000), 0ULL);
    }

    void givesRoomBack()
    {
        FakeDisks disks;
        SpaceLedger ledger{disks.probe()};
        QCOMPARE(ledger.reserve(1, First, 1'000), 0ULL);
        QVERIFY(ledger.reserve(2, First, 1'000) > 0);
        ledger.release(1);
        ledger.release(1);
        QCOMPARE(ledger.reserve(2, First, 1'000), 0ULL);
    }

    void staysTrueWhilePiecesLand()
    {
        FakeDisks disks;
        SpaceLedger ledger{disks.probe()};
        QCOMPARE(ledger.reserve(1, First, 800), 0ULL);
        for (int i = 0; i < 8; ++i) {
            disks.free[1] -= 100;
            ledger.shrink(1, 100);
            QCOMPARE(ledger.reserve(2, First, 200), 0ULL);
            QCOMPARE(ledger.reserve(2, First, 201), 1ULL);
        }
        ledger.shrink(1, 100); // more than was reserved
        QCOMPARE(ledger.reservedOn(1), 0ULL);
        ledger.shrink(7, 100); // nobody
    }

    void takesTheLatestOfAHolder()
    {
        FakeDisks disks;
        SpaceLedger ledger{disks.probe()};
        QCOMPARE(ledger.reserve(1, First, 900), 0ULL);
        QCOMPARE(ledger.reserve(1, First, 950), 0ULL);
        QCOMPARE(ledger.reserve(1, Second, 100), 0ULL);
        QCOMPARE(ledger.reservedOn(1), 0ULL);
        QCOMPARE(ledger.reserve(1, Second, 501), 1ULL);
        QCOMPARE(ledger.reservedOn(2), 0ULL);
    }

    void isForAllThreads()
    {
        FakeDisks disks;
        SpaceLedger ledger{disks.probe()};
        std::vector<std::thread> threads;
        for (std::int64_t holder = 1; holder <= 4; ++holder) {
            threads.emplace_back([&ledger, holder] {
                for (int i = 0; i < 200; ++i) {
                    if (ledger.reserve(holder, First, 300) == 0)
                        ledger.shrink(holder, 10);
                    ledger.release(holder);
                }
            });
        }
        for (auto &thread : threads)
            thread.join();
        QCOMPARE(ledger.reservedOn(1), 0ULL);
    }
};

QTEST_APPLESS_MAIN(TstSpaceLedger)
#include "tst_spaceledger.moc"
