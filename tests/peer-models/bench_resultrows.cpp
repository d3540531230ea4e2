// Measures how long a window with many search results is deaf to its user:
//   bench_resultrows [ROWS]
// fills the real table with ROWS results, 100,000 unless given, as they would stream in, sorts it
// by every column, filters it, and prints the longest turn of the event loop in each; ends with 1
// when one took more than 50 ms.

#include "peer-gui/widgets/resultsview.h"
#include "tests/peer-models/sampledata.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTimer>

#include <cstdio>
#include <ctime>

namespace {

using namespace ft;
using models::ResultColumns;

constexpr int RowsPerAnswer = 1'000;
constexpr double Budget = 50; // milliseconds

std::vector<SourceRecord> makeRecords(int count)
{
    QRandomGenerator random{1};
    std::vector<SourceRecord> records;
    records.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) {
        const QByteArray path = QByteArray{"music/album "}
                                + QByteArray::number(random.bounded(5000)) + "/Track "
                                + QByteArray::number(random.generate(), 36) + ".flac";
        const QByteArray peer = QByteArray{"peer-"} + QByteArray::number(random.bounded(500));
        auto record = sample::record(sample::file(path.constData(),
                                                  i % 3 == 0 ? "audio/flac" : "audio/ogg",
                                                  random.generate()),
                                     peer.constData(),
                                     "10.0.0.4:40112");
        ContentHash::Bytes root{};
        random.fillRange(reinterpret_cast<quint32 *>(root.data()), root.size() / sizeof(quint32));
        record.file.root = ContentHash{root};
        record.file.modified -= std::chrono::seconds{random.bounded(100'000'000)};
        records.push_back(std::move(record));
    }
    return records;
}

double threadMilliseconds()
{
    timespec spent{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
    return static_cast<double>(spent.tv_sec) * 1e3 + static_cast<double>(spent.tv_nsec) / 1e6;
}

/// Measures the turns of the event loop: it has an event in each, and sees how long it waits for
/// the next. The time that this thread works is told apart from the time that it waits for other
/// programs of a busy machine.
class TurnProbe final : public QObject
{
public:
    TurnProbe()
    {
        m_every.setInterval(0);
        connect(&m_every, &QTimer::timeout, this, [this] { note(); });
        m_every.start();
        m_wall.start();
    }

    void restart()
    {
        m_longest = 0;
        m_longestWork = 0;
        m_total.start();
        m_wall.start();
        m_work = threadMilliseconds();
    }
    void print(const char *what) const
    {
        std::printf("%-36s longest turn %5.1f ms (%5.1f ms of work), %6lld ms in all\n",
                    what,
                    m_longest,
                    m_longestWork,
                    static_cast<long long>(m_total.elapsed()));
    }
    [[nodiscard]] double longestWork() const { return m_longestWork; }

private:
    void note()
    {
        const double work = threadMilliseconds();
        m_longest = std::max(m_longest, static_cast<double>(m_wall.nsecsElapsed()) / 1e6);
        m_longestWork = std::max(m_longestWork, work - m_work);
        m_wall.start();
        m_work = work;
    }

    QTimer m_every;
    QElapsedTimer m_total;
    QElapsedTimer m_wall;
    double m_work = 0;
    double m_longest = 0;
    double m_longestWork = 0;
};

/// The table as it stands in the window.
struct Bench
{
    models::Holdings holdings;
    models::SearchResultsModel model{HostName::nearest(QStringLiteral("me")), holdings};
    widgets::ResultsView view{model};
    TurnProbe probe;
    QTimer pages;
    double worst = 0;

    Bench()
    {
        view.resize(1'100, 600);
        view.show();
        QCoreApplication::processEvents();
    }

    void measure(const char *what, const std::function<void()> &action)
    {
        probe.restart();
        QTimer::singleShot(0, &view, action);
        QCoreApplication::processEvents();
        while (model.isBusy() || pages.isActive())
            QCoreApplication::processEvents();
        for (int i = 0; i < 3; ++i) // what the view put off
            QCoreApplication::processEvents();
        probe.print(what);
        worst = std::max(worst, probe.longestWork());
    }

    /// As a tracker answers: page by page.
    void stream(const std::vector<SourceRecord> &records)
    {
        std::size_t next = 0;
        QObject::connect(&pages, &QTimer::timeout, &view, [this, &records, next]() mutable {
            const auto at = [&](std::size_t i) {
                return records.begin() + static_cast<std::ptrdiff_t>(i);
            };
            const auto end = std::min(next + RowsPerAnswer, records.size());
            model.put({at(next), at(end)});
            next = end;
            if (next == records.size())
                pages.stop();
        });
        pages.start(0);
    }
};

} // namespace

int main(int argc, char *argv[])
{
    const QApplication app{argc, argv};
    const int count = argc > 1 ? std::atoi(argv[1]) : 100'000;
    QLocale::setDefault(QLocale{QLocale::English});
    const auto records = makeRecords(count);
    const auto more = makeRecords(count + RowsPerAnswer);
    Bench bench;
    auto &model = bench.model;

    model.sort(ResultColumns::Name);
    bench.measure("insert, sorted by name", [&] { bench.stream(records); });
    for (int column = ResultColumns::Count - 1; column >= 0; --column) {
        const QByteArray what = "sort by " + models::ResultCells::heading(column).toUtf8();
        bench.measure(what.constData(),
                      [&] { bench.view.sortByColumn(column, Qt::AscendingOrder); });
    }
    bench.measure("sort by Name, descending",
                  [&] { bench.view.sortByColumn(ResultColumns::Name, Qt::DescendingOrder); });
    bench.measure("filter: t", [&] { model.setFilter(QStringLiteral("t")); });
    bench.measure("filter: track 1a", [&] { model.setFilter(QStringLiteral("track 1a")); });
    bench.measure("filter: none", [&] { model.setFilter({}); });
    bench.measure("select all", [&] { bench.view.selectAll(); });
    bench.measure("sort by Size, all selected",
                  [&] { bench.view.sortByColumn(ResultColumns::Size, Qt::AscendingOrder); });
    bench.measure("insert 1,000 more, all selected", [&] {
        model.put({more.end() - RowsPerAnswer, more.end()});
    });
    bench.measure("remove 1,000", [&] {
        std::vector<protocol::Gone> gone;
        for (auto record = more.end() - RowsPerAnswer; record != more.end(); ++record)
            gone.push_back({record->file.path, record->offerer()});
        model.remove(std::move(gone));
    });
    bench.measure("a download makes progress", [&] {
        bench.holdings.update(
            {sample::transferOf(1, records.front(), engine::TransferState::Transferring, 1)});
    });
    std::printf("%d rows: no turn of the event loop took more than %.1f ms of work\n",
                count,
                bench.worst);
    return bench.worst > Budget ? 1 : 0;
}
