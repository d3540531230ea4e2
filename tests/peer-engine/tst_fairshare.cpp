#include "peer-gui/engine/transfer/fairshare.h"

#include <QTest>

#include <numeric>
#include <random>

using namespace ft::engine;

namespace {
using Amounts = std::vector<qint64>;
}

class TstFairShare : public QObject
{
    Q_OBJECT

private slots:
    void divides_data()
    {
        QTest::addColumn<qint64>("amount");
        QTest::addColumn<Amounts>("demands");
        QTest::addColumn<Amounts>("shares");
        const auto row =
            [](const char *name, qint64 amount, const Amounts &demands, const Amounts &shares) {
                QTest::newRow(name) << amount << demands << shares;
            };
        row("nobody", 1'000, {}, {});
        row("one", 1'000, {5'000}, {1'000});
        row("one that wants less", 1'000, {300}, {300});
        row("equals", 1'000, {5'000, 5'000}, {500, 500});
        row("two hungry and a small one", 1'000, {5'000, 200, 5'000}, {400, 200, 400});
        row("enough for all", 10'000, {5'000, 200, 300}, {5'000, 200, 300});
        row("steps", 1'000, {250, 1'000, 100, 1'000}, {250, 325, 100, 325});
        row("what does not divide stays", 1'000, {500, 500, 500}, {333, 333, 333});
        row("nothing", 0, {500, 500}, {0, 0});
        row("less than nothing", -70, {500, 500}, {0, 0});
        row("crumbs for those in front", 250, {500, 500, 500}, {100, 100, 0});
        row("less than a crumb waits", 99, {500, 500}, {0, 0});
        row("small demands need no crumb", 120, {20, 500, 30}, {20, 100, 0});
        row("one behind takes nothing from whose turn it is", 60, {500, 20}, {0, 0});
        row("no demand", 1'000, {0, 500}, {0, 500});
    }
    void divides()
    {
        QFETCH(qint64, amount);
        QFETCH(Amounts, demands);
        QFETCH(Amounts, shares);
        QCOMPARE(fairShare(amount, demands, 100), shares);
    }

    void isMaxMinFair()
    {
        std::mt19937 random{1}; // NOLINT(cert-msc51-cpp): the same cases each time
        const auto below = [&random](qint64 most) {
            return std::uniform_int_distribution<qint64>{0, most - 1}(random);
        };
        for (int i = 0; i < 1'000; ++i) {
            Amounts demands(std::size_t(1 + below(20)));
            for (auto &demand : demands)
                demand = below(100'000);
            const qint64 amount = below(1'000'000);
            const auto shares = fairShare(amount, demands, 1);
            const auto most = *std::max_element(shares.begin(), shares.end());
            for (std::size_t k = 0; k < demands.size(); ++k) {
                QCOMPARE_LE(shares[k], demands[k]);
                // Whoever gets less than it wants gets as much as anybody.
                QVERIFY(shares[k] == demands[k] || shares[k] >= most - 1);
            }
            const auto given = std::accumulate(shares.begin(), shares.end(), qint64{0});
            const auto wanted = std::accumulate(demands.begin(), demands.end(), qint64{0});
            QCOMPARE_LE(given, amount);
            QCOMPARE_GT(given, std::min(amount, wanted) - qint64(demands.size()));
        }
    }
};

QTEST_APPLESS_MAIN(TstFairShare)
#include "tst_fairshare.moc"
