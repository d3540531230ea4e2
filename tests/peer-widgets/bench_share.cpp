// How long the window is kept from its events while a share of 100,000 files is listed, sorted,
// filtered and changed.

#include "tests/peer-widgets/sharestage.h"

#include <QApplication>
#include <QElapsedTimer>

#include <algorithm>
#include <cstdio>

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

/// Handles events until the table has so many rows and the first of them; tells the longest turn.
class Turns final
{
public:
    explicit Turns(test::ShareStage &stage)
        : m_stage(stage)
    {}

    template <typename Act>
    void run(const char *what, Act act)
    {
        QElapsedTimer turn;
        QElapsedTimer all;
        all.start();
        turn.start();
        const int before = m_arrangements;
        act();
        qint64 longest = turn.elapsed();
        while (m_arrangements == before || all.elapsed() < SettleTime) {
            turn.start();
            QCoreApplication::processEvents(QEventLoop::AllEvents);
            longest = std::max(longest, turn.elapsed());
        }
        m_longest = std::max(m_longest, longest);
        std::printf("%-34s longest turn %3lld ms, %d rows\n",
                    what,
                    static_cast<long long>(longest),
                    m_stage.table->model()->rowCount());
    }
    void watch()
    {
        QObject::connect(&m_stage.page, &SharePage::listed, &m_stage.page, [] {});
        auto *model = m_stage.table->model();
        for (auto signal : {&QAbstractItemModel::modelReset})
            QObject::connect(model, signal, model, [this] { ++m_arrangements; });
        QObject::connect(model, &QAbstractItemModel::dataChanged, model, [this] {
            ++m_arrangements;
        });
    }
    [[nodiscard]] qint64 longest() const { return m_longest; }

private:
    static constexpr qint64 SettleTime = 1'500; // the views lay themselves out later

    test::ShareStage &m_stage;
    int m_arrangements = 0;
    qint64 m_longest = 0;
};

} // namespace

int main(int argc, char **argv)
{
    const QApplication app{argc, argv};
    test::ShareStage stage;
    stage.page.resize(1200, 700);
    Turns turns{stage};
    turns.watch();
    const auto files = manyFiles(Files);
    turns.run("list", [&] { stage.show(files); });
    turns.run("sort by size", [&] {
        stage.table->sortByColumn(static_cast<int>(models::ShareColumn::Size), Qt::DescendingOrder);
    });
    turns.run("sort by name", [&] { stage.table->sortByColumn(0, Qt::AscendingOrder); });
    turns.run("filter to a tenth", [&] { stage.filter->setText(QStringLiteral("7 some")); });
    turns.run("no filter", [&] { stage.filter->clear(); });
    turns.run("one folder", [&] { stage.pick(QStringLiteral("/home/ada/share/artist 7")); });
    turns.run("everything again", [&] { stage.pick(models::AllKey); });
    turns.run("1,000 files go and 1,000 come", [&] {
        auto changed = files;
        changed.erase(changed.begin() + 40'000, changed.begin() + 41'000);
        const auto more = manyFiles(Files + 1'000);
        changed.insert(changed.end(), more.end() - 1'000, more.end());
        stage.commands.shares = std::move(changed);
        stage.page.update({Files, 11, 1, 10, 10, true, 0, {}});
    });
    std::printf("longest of all: %lld ms\n", static_cast<long long>(turns.longest()));
    return turns.longest() <= 50 ? 0 : 1;
}
