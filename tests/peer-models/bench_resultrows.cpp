// Measures a table of many results: bench_resultrows [ROWS], 100000 unless given.

#include "peer-gui/models/searchresultsmodel.h"
#include "peer-gui/models/sortproxy.h"
#include "tests/peer-models/sampledata.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QRandomGenerator>

#include <cstdio>

namespace {

using namespace ft;
using models::SearchResultsModel;

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
                                                  "audio/flac",
                                                  random.generate()),
                                     peer.constData(),
                                     "10.0.0.4:40112");
        record.file.modified -= std::chrono::seconds{random.bounded(100'000'000)};
        records.push_back(std::move(record));
    }
    return records;
}

template <typename Action>
void measure(const char *what, Action action)
{
    QElapsedTimer timer;
    timer.start();
    action();
    std::printf("%-44s %7.1f ms\n", what, static_cast<double>(timer.nsecsElapsed()) / 1e6);
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication app{argc, argv};
    const int count = argc > 1 ? std::atoi(argv[1]) : 100'000;
    QLocale::setDefault(QLocale{QLocale::English});
    const auto records = makeRecords(count);
    SearchResultsModel model{HostName::nearest(QStringLiteral("me"))};
    models::SortProxy proxy{model};

    measure("insert all, unsorted", [&] {
        model.append(records);
        proxy.rowCount();
    });
    measure("sort by name, first (makes the keys)", [&] { proxy.sort(SearchResultsModel::Name); });
    measure("sort by name, descending",
            [&] { proxy.sort(SearchResultsModel::Name, Qt::DescendingOrder); });
    measure("sort by size", [&] { proxy.sort(SearchResultsModel::Size); });
    measure("sort by modified", [&] { proxy.sort(SearchResultsModel::Modified); });
    measure("sort by peer", [&] { proxy.sort(SearchResultsModel::Peer); });
    measure("insert 1,000 more, sorted by peer", [&] {
        model.append({records.begin(), records.begin() + 1000});
    });
    measure("replace all, sorted by peer", [&] { model.replace(records); });
    return 0;
}
