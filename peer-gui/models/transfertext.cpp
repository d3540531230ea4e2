#include "peer-gui/models/transfertext.h"

#include "peer-gui/models/formatting.h"
#include "peer-gui/models/problemtext.h"

#include <QCoreApplication>

namespace ft::models {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ft::models::TransferText)
};

QString describeDone(const engine::TransferSnapshot &transfer)
{
    if (transfer.wasThere)
        return Words::tr("Done: the same file was in the download folder already");
    return Words::tr("Done and verified, in %1")
        .arg(formatDuration(std::chrono::ceil<std::chrono::seconds>(transfer.elapsed)));
}

QString describeFailed(const engine::TransferSnapshot &transfer)
{
    if (!transfer.problem)
        return Words::tr("Failed");
    QString what = describe(*transfer.problem).what;
    what.chop(1);
    return what;
}

} // namespace

QString sourceName(const SourceRecord &record)
{
    return record.host ? record.host->toString() : record.endpoint.toString();
}

QString describeState(const engine::TransferSnapshot &transfer)
{
    const QString source = transfer.record ? sourceName(*transfer.record) : QString{};
    switch (transfer.state) {
    case engine::TransferState::Searching:
        return Words::tr("Asking the tracker who has it");
    case engine::TransferState::Queued:
        return Words::tr("Waiting for its turn");
    case engine::TransferState::Checking:
        return Words::tr("Checking what is there already");
    case engine::TransferState::Waiting:
        return Words::tr("Waiting for a source");
    case engine::TransferState::Paused:
        return Words::tr("Paused");
    case engine::TransferState::Preparing:
        return Words::tr("Looking at what is in the download folder");
    case engine::TransferState::Connecting:
        return Words::tr("Connecting to %1").arg(source);
    case engine::TransferState::Transferring:
        return (transfer.rate > 0 ? Words::tr("Downloading from %1")
                                  : Words::tr("Waiting for data from %1"))
            .arg(source);
    case engine::TransferState::Committing:
        return Words::tr("Saving the finished file");
    case engine::TransferState::Done:
        return describeDone(transfer);
    case engine::TransferState::Failed:
        return describeFailed(transfer);
    case engine::TransferState::Canceled:
        return Words::tr("Canceled");
    }
    return {};
}

} // namespace ft::models
