// Measures what running downloads cost the window: bench_transfers [DOWNLOADS [SECONDS]], 1000 and
// 5 unless given. Shows the real place with its inspector and feeds it ten reports a second.

#include "peer-gui/widgets/tableview.h"
#include "peer-gui/widgets/transferspage.h"
#include "tests/peer-models/sampledata.h"
#include "tests/peer-widgets/faketransfers.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTimer>
#include <QUndoStack>
#include <QVBoxLayout>

#include <cstdio>
#include <ctime>

namespace {

using namespace ft;
using namespace std::chrono_literals;
using engine::TransferSnapshot;
using engine::TransferState;

constexpr std::chrono::milliseconds ReportInterval = 100ms;
constexpr int SourcesOfEach = 3;

double processorSeconds()
{
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

std::vector<TransferSnapshot> makeDownloads(int count)
{
    std::vector<TransferSnapshot> all;
    for (int i = 0; i < count; ++i) {
        const QByteArray path = "lectures/2026/part " + QByteArray::number(i) + ".mp4";
        auto one = sample::transferOf(
            static_cast<std::uint32_t>(i + 1),
            sample::record(sample::file(path.constData(), "video/mp4", 4'000'000'000),
                           "studio-a",
                           "10.0.0.4:40112"),
            TransferState::Transferring,
            1'000'000);
        one.sources.resize(SourcesOfEach);
        for (auto &source : one.sources) {
            source.host = HostName::parse("studio-a");
            source.endpoint = sample::endpoint("10.0.0.4:40112");
            source.state = engine::TransferSource::State::Active;
        }
        one.pieces.cells = QByteArray(engine::PieceMap::MostCells, '\0');
        all.push_back(std::move(one));
    }
    return all;
}

/// The next report: every download has got on, and one in a hundred does something else.
void advance(std::vector<TransferSnapshot> &downloads, QRandomGenerator &random)
{
    for (TransferSnapshot &one : downloads) {
        one.rate = 500'000U + random.bounded(500'000U);
        one.verified += one.rate / 10;
        one.eta = std::chrono::seconds{(one.size - one.verified) / one.rate};
        for (auto &source : one.sources)
            source.rate = one.rate / SourcesOfEach;
        one.pieces.cells[random.bounded(static_cast<int>(one.pieces.cells.size()))] = '\3';
        const bool isBusy = random.bounded(100U) > 0;
        one.state = isBusy ? TransferState::Transferring : TransferState::Connecting;
    }
}

struct Bench
{
    widgets::FakeTransfers commands;
    QUndoStack undo;
    SystemClock clock;
    QWidget window;
    widgets::TransfersPage page{{commands,
                                 undo,
                                 clock,
                                 [](const QUrl &) {
                                 }},
                                {}};
    QRandomGenerator random{1};
    std::vector<TransferSnapshot> downloads;

    explicit Bench(int count)
        : downloads(makeDownloads(count))
    {
        auto *layout = new QVBoxLayout{&window};
        layout->addWidget(&page, 3);
        layout->addWidget(page.inspector(), 2);
        page.inspector()->show();
        window.resize(1180, 680);
        page.update(downloads);
    }

    [[nodiscard]] widgets::TableView *table() const
    {
        return page.findChild<widgets::TableView *>();
    }

    void run(const char *what, std::chrono::seconds duration)
    {
        QElapsedTimer wall;
        QTimer reports;
        double spentOnMaking = 0;
        int reported = 0;
        QObject::connect(&reports, &QTimer::timeout, &page, [&] {
            const double before = processorSeconds();
            advance(downloads, random);
            spentOnMaking += processorSeconds() - before;
            page.update(downloads);
            ++reported;
        });
        const double before = processorSeconds();
        wall.start();
        reports.start(ReportInterval);
        QTimer::singleShot(duration, &window, &QCoreApplication::quit);
        QCoreApplication::exec();
        const double spent = processorSeconds() - before - spentOnMaking;
        const double seconds = static_cast<double>(wall.nsecsElapsed()) / 1e9;
        std::printf("%-32s %5.1f %% of one core, %4.1f reports/s\n",
                    what,
                    100 * spent / seconds,
                    reported / seconds);
        std::fflush(stdout);
    }
};

} // namespace

int main(int argc, char *argv[])
{
    qputenv("QT_NO_GLIB", "1");
    const QApplication app{argc, argv};
    QApplication::setStyle(QStringLiteral("Fusion"));
    QLocale::setDefault(QLocale{QLocale::English});
    const int count = argc > 1 ? std::atoi(argv[1]) : 1000;
    const std::chrono::seconds duration{argc > 2 ? std::atoi(argv[2]) : 5};
    std::printf("%d running downloads, ten reports a second of all of them\n", count);
    Bench bench{count};
    bench.run("the place is not seen", duration);
    bench.window.show();
    bench.run("unsorted, nothing selected", duration);
    bench.table()->selectRow(0);
    bench.run("one selected", duration);
    bench.table()->sortByColumn(models::TransfersModel::Rate, Qt::DescendingOrder);
    bench.run("one selected, sorted by rate", duration);
    bench.table()->selectAll();
    bench.run("all selected, sorted by rate", duration);
    return 0;
}
