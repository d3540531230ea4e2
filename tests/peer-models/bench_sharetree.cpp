// How long the turns of the event loop are while a share of 100,000 files arrives in a tree that is
// looked at, is sorted and filtered:
//   bench_sharetree
// prints the longest turn of each, in milliseconds of processor time; flat, and in folders of 100
// files.

#include "peer-gui/models/sharetreemodel.h"
#include "tests/peer-models/sampledata.h"

#include <QCoreApplication>

#include <algorithm>
#include <cstdio>
#include <ctime>

namespace {

using namespace ft;

constexpr int Files = 100'000;
constexpr int Page = 1'000;

double threadMilliseconds()
{
    timespec time = {};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

/// Of this thread's own work, whatever else the machine does.
template <typename Work>
double millisecondsOf(Work work)
{
    const double begin = threadMilliseconds();
    work();
    return threadMilliseconds() - begin;
}

std::vector<FileRecord> page(int from, bool isFlat)
{
    std::vector<FileRecord> files;
    for (int i = from; i < from + Page; ++i) {
        const QByteArray name = "Recording number " + QByteArray::number(i * 7919 % Files)
                                + ".flac";
        const QByteArray folder = isFlat ? QByteArray{}
                                         : "Folder " + QByteArray::number(i / 100) + "/";
        files.push_back(sample::file(QByteArray{folder + name}.constData(),
                                     "audio/flac",
                                     static_cast<std::uint64_t>(i) * 7919 % 1'000'003));
    }
    return files;
}

void measure(bool isFlat)
{
    using Model = models::ShareTreeModel;
    Model model;
    const auto turnsAfter = [&model](const auto &begin) {
        double longest = millisecondsOf(begin);
        while (model.isBusy())
            longest = std::max(longest, millisecondsOf([] { QCoreApplication::processEvents(); }));
        return longest;
    };
    const auto report = [isFlat](const char *what, double time) {
        std::printf("%-10s %-22s %7.1f ms\n", isFlat ? "flat" : "folders", what, time);
    };
    double longest = 0;
    for (int from = 0; from < Files; from += Page) {
        auto files = page(from, isFlat);
        longest = std::max(longest, turnsAfter([&] { model.add(std::move(files)); }));
    }
    report("all arrive", longest);
    report("sort by size", turnsAfter([&] { model.sort(Model::Size, Qt::AscendingOrder); }));
    report("sort by name", turnsAfter([&] { model.sort(Model::Name, Qt::AscendingOrder); }));
    report("filter", turnsAfter([&] { model.setFilter(QStringLiteral("flac 42")); }));
    report("filter further", turnsAfter([&] { model.setFilter(QStringLiteral("flac 421")); }));
    report("no filter", turnsAfter([&] { model.setFilter({}); }));
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication app{argc, argv};
    measure(true);
    measure(false);
    return 0;
}
