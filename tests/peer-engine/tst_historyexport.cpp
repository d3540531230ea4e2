#include "peer-gui/engine/historyexport.h"
#include "tests/peer-engine/historyfixture.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace ft;
using namespace ft::engine;
using test::HistoryFixture;

namespace {

HistoryEntry entryOf(int number)
{
    HistoryEntry entry;
    entry.subject = QStringLiteral("%1-%2").arg(number % 2 == 0 ? u"even" : u"odd").arg(number);
    entry.begun = std::chrono::sys_seconds{std::chrono::seconds{number}};
    return entry;
}

} // namespace

class TstHistoryExport : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<HistoryFixture> m_fixture;
    std::unique_ptr<WorkerPool> m_pool;
    std::unique_ptr<Background> m_background;

    void fill(int entries)
    {
        for (int i = 0; i < entries; ++i)
            m_fixture->store->put(m_fixture->store->newTicket(), entryOf(i), true);
    }
    [[nodiscard]] QString folder() const { return m_fixture->home.path(); }
    [[nodiscard]] QString path() const { return m_fixture->home.filePath(QStringLiteral("h.csv")); }
    [[nodiscard]] Result<std::uint64_t, Problem> run(const HistoryExportOrder &order,
                                                     const ExportStop &stop = {})
    {
        QObject owner;
        return HistoryFixture::answerTo<std::uint64_t>([&](const auto &done) {
            (new HistoryExport{*m_fixture->store, *m_background, order, stop, done, &owner})
                ->start();
        });
    }
    [[nodiscard]] QList<QByteArray> lines() const
    {
        QFile file{path()};
        return file.open(QIODevice::ReadOnly) ? file.readAll().split('\n') : QList<QByteArray>{};
    }

private slots:
    void initTestCase() { SqliteDatabase::loadDrivers(); }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_fixture = std::make_unique<HistoryFixture>();
        m_fixture->open();
        m_pool = std::make_unique<WorkerPool>(2);
        m_background = std::make_unique<Background>(*m_pool, m_fixture->mailbox.address());
    }
    void cleanup()
    {
        m_background.reset();
        m_pool.reset();
    }

    void writesAllPagesNewestFirstWhateverTheOrderAndTheLimit()
    {
        fill(2'345);
        HistoryExportOrder order{{}, path(), HistoryFormat::Csv};
        order.filter.order = {HistoryOrder::Key::Subject, true};
        order.filter.limit = 3;
        order.filter.skip = 7;
        QCOMPARE(run(order).value(), 2'345U);
        const auto written = lines();
        QCOMPARE(written.size(), 2'345 + 2);
        QVERIFY(written[1].contains(",even-2344,"));
        QVERIFY(written[2'345].contains(",even-0,"));
    }

    void writesOnlyWhatTheFilterLetsThrough()
    {
        fill(100);
        HistoryExportOrder order{{}, path(), HistoryFormat::Csv};
        order.filter.text = QStringLiteral("odd");
        QCOMPARE(run(order).value(), 50U);
        QCOMPARE(lines().size(), 50 + 2);
    }

    void anEmptyHistoryIsAHeader()
    {
        QCOMPARE(run({{}, path(), HistoryFormat::Csv}).value(), 0U);
        QCOMPARE(lines().size(), 2);
    }

    void aStoppedOneLeavesNothing()
    {
        fill(10);
        ExportStop stop;
        stop.stop();
        const auto outcome = run({{}, path(), HistoryFormat::Csv}, stop);
        QCOMPARE(outcome.error().code, ProblemCode::Canceled);
        QCOMPARE(QDir{folder()}.entryList(QDir::Files), QStringList{});
    }

    void tellsWhatWentWrong()
    {
        fill(1);
        const auto outcome = run({{}, folder() + QStringLiteral("/gone/h.csv"), {}});
        QCOMPARE(outcome.error().code, ProblemCode::FileUnwritable);
    }
};

QTEST_GUILESS_MAIN(TstHistoryExport)
#include "tst_historyexport.moc"
