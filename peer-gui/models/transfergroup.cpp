#include "peer-gui/models/transfergroup.h"

#include <QCoreApplication>

#include <algorithm>

namespace ft::models {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ft::models::TransferGroup)
};

} // namespace

std::uint32_t countOf(TransferGroup group, const words::TransferCounts &counts)
{
    switch (group) {
    case TransferGroup::All:
        return counts.active + counts.waiting + counts.paused + counts.done + counts.failed
               + counts.canceled;
    case TransferGroup::Active:
        return counts.active;
    case TransferGroup::Waiting:
        return counts.waiting;
    case TransferGroup::Paused:
        return counts.paused;
    case TransferGroup::Done:
        return counts.done;
    case TransferGroup::Failed:
        return counts.failed;
    case TransferGroup::Canceled:
        return counts.canceled;
    }
    return 0;
}

bool isIn(TransferGroup group, engine::TransferState state)
{
    words::TransferCounts one;
    one.add(state);
    return countOf(group, one) > 0;
}

QString nameOf(TransferGroup group)
{
    switch (group) {
    case TransferGroup::All:
        return Words::tr("All", "downloads");
    case TransferGroup::Active:
        return Words::tr("Active", "downloads");
    case TransferGroup::Waiting:
        return Words::tr("Waiting", "downloads");
    case TransferGroup::Paused:
        return Words::tr("Paused", "downloads");
    case TransferGroup::Done:
        return Words::tr("Done", "downloads");
    case TransferGroup::Failed:
        return Words::tr("Failed", "downloads");
    case TransferGroup::Canceled:
        return Words::tr("Canceled", "downloads");
    }
    return {};
}

bool hasWords(const QString &name, const QStringList &words)
{
    return std::all_of(words.begin(), words.end(), [&](const QString &word) {
        return name.contains(word, Qt::CaseInsensitive);
    });
}

} // namespace ft::models
