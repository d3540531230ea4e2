// How long the window is kept from its events while a share of 100,000 files is listed, sorted,
// filtered and changed.

#include "tests/peer-widgets/sharestage.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <ctime>

using namespace ft;
using namespace ft::widgets;

namespace {

constexpr int Files = 100'000;

std::vector<engine::SharedFileInfo> manyFiles(int count)
{
    std::vector<engine::SharedFileInfo> files;
    files.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) {
        const auto path =
            QStringLiteral("artist %1/album %2/%3 some song.flac").arg(i / 500).arg(i / 20).arg(i);
        files.push_back(sample::shared(path.toUtf8().constData(),
                                       static_cast<std::uint64_t>(i * 7919 % 50'000'000)));
    }
    return files;
}

/// How long this thread, or all of them, have had a processor, in milliseconds: others may keep
/// them waiting.
double cpuTime(clockid_t whose = CLOCK_THREAD_CPUTIME_ID)
{
    timespec time{};
    ::clock_gettime(whose, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

/// Handles events until what was asked for has long been there, and tells the longest turn.
class Turns final
{
public:
    explicit Turns(test::ShareStage &stage)
        : m_stage(stage)
    {}

    template <typename Act>
    void run(const char *what, Act act)
    {
        m_wall = 0;
        m_cpu = 0;
        turn(act);
        while (isBusy())
            turn([] { QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents); });
        m_longest = std::max(m_longest, m_cpu);
        std::printf("%-34s longest turn %6.1f ms, %6.1f ms of them at work; %d rows\n",
                    what,
                    m_wall,
                    m_cpu,
                    m_stage.table->model()->rowCount());
    }
    [[nodiscard]] double longest() const { return m_longest; }

private:
    static constexpr qint64 RestTime = 1'000;
    static constexpr double RestWork = 30;

    /// Whether anything has been done in the last second, here or beside.
    [[nodiscard]] bool isBusy()
    {
        const double now = cpuTime(CLOCK_PROCESS_CPUTIME_ID);
        if (!m_rest.isValid() || now - m_atRest > RestWork) {
            m_atRest = now;
            m_rest.start();
        }
        const bool isOver = m_rest.elapsed() > RestTime;
        if (isOver)
            m_rest.invalidate();
        return !isOver;
    }

    template <typename Act>
    void turn(Act act)
    {
        QElapsedTimer wall;
        const double before = cpuTime();
        wall.start();
        act();
        const double took = cpuTime() - before;
        if (took > m_cpu) {
            m_cpu = took;
            m_wall = static_cast<double>(wall.nsecsElapsed()) / 1e6;
        }
    }

    test::ShareStage &m_stage;
    double m_wall = 0;
    double m_cpu = 0;
    double m_longest = 0;
    QElapsedTimer m_rest;
    double m_atRest = 0;
};

engine::SharedFileList listOf(std::vector<engine::SharedFileInfo> files)
{
    return std::make_shared<const std::vector<engine::SharedFileInfo>>(std::move(files));
}

} // namespace

int main(int argc, char **argv)
{
    const QApplication app{argc, argv};
    test::ShareStage stage;
    stage.page.resize(1200, 700);
    Turns turns{stage};
    // Keeps the loop turning.
    QTimer ticks;
    ticks.start(50);
    auto files = manyFiles(Files);
    auto changed = manyFiles(Files + 1'000);
    changed.erase(changed.begin() + 40'000, changed.begin() + 41'000);
    stage.commands.prepared = listOf(files);
    const auto next = listOf(std::move(changed));
    turns.run("list", [&] { stage.show({}); });
    turns.run("sort by size", [&] {
        stage.table->sortByColumn(static_cast<int>(models::ShareColumn::Size), Qt::DescendingOrder);
    });
    turns.run("sort by name", [&] { stage.table->sortByColumn(0, Qt::AscendingOrder); });
    turns.run("filter to a tenth", [&] { stage.filter->setText(QStringLiteral("7 some")); });
    turns.run("no filter", [&] { stage.filter->clear(); });
    turns.run("one folder", [&] { stage.pick(QStringLiteral("/home/ada/share/artist 7")); });
    turns.run("everything again", [&] { stage.pick(models::AllKey); });
    turns.run("select all", [&] { stage.table->selectAll(); });
    turns.run("sort with all selected", [&] {
        stage.table->sortByColumn(static_cast<int>(models::ShareColumn::Size), Qt::AscendingOrder);
    });
    stage.table->clearSelection();
    turns.run("the same list again", [&] {
        stage.commands.prepared = listOf(files);
        stage.page.update({Files, 12, 1, 10, 10, true, 0, {}});
    });
    turns.run("1,000 files go and 1,000 come", [&] {
        stage.commands.prepared = next;
        stage.page.update({Files, 11, 1, 10, 10, true, 0, {}});
    });
    std::printf("longest of all: %.1f ms at work\n", turns.longest());
    return turns.longest() <= 50 ? 0 : 1;
}
