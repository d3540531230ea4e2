#include "peer-gui/models/transfertext.h"

#include "common/base/clock.h"
#include "peer-gui/models/formatting.h"
#include "peer-gui/models/problemtext.h"
#include "peer-gui/words/transferwords.h"

#include <QCoreApplication>
#include <QStringBuilder>

namespace ft::models {

namespace {

using engine::WaitReason;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ft::models::TransferText)
};

words::Formats formats()
{
    return words::Formats::forWindow({}, SystemClock{}.wallTime());
}

QString sentence(const QString &words)
{
    return words::capitalised(shown(words));
}

QString outlook(WaitReason::Kind kind)
{
    switch (kind) {
    case WaitReason::Kind::Turn:
        return Words::tr("Other downloads go first; it starts by itself.");
    case WaitReason::Kind::NoSource:
        return Words::tr("It goes on by itself as soon as a peer that has it is online.");
    case WaitReason::Kind::Space:
        return Words::tr("It goes on by itself as soon as there is room.");
    case WaitReason::Kind::Slot:
        return Words::tr("Every source serves others at the moment; it goes on by itself.");
    }
    return {};
}

} // namespace

QString sourceName(const SourceRecord &record)
{
    return record.host ? record.host->toString() : record.endpoint.toString();
}

QString describeState(const engine::TransferSnapshot &transfer)
{
    return sentence(words::stateText(transfer, formats()));
}

QString describeFully(const engine::TransferSnapshot &transfer)
{
    if (transfer.state == engine::TransferState::Failed && transfer.problem) {
        const auto problem = describe(*transfer.problem);
        return problem.title % u".\n" % problem.what % u'\n' % problem.advice;
    }
    QString state = describeState(transfer);
    if (transfer.wait)
        return state % u".\n" % outlook(transfer.wait->kind);
    if (transfer.md5Verdict == engine::Md5Verdict::WrongRecord) {
        return state % u".\n"
               % Words::tr("The file is right: it was verified against its root. Only the MD5 that "
                           "its source announced is not that of the file.");
    }
    return state;
}

QString describeState(const engine::TransferSource &source)
{
    return sentence(words::stateText(source));
}

QString describeState(const engine::UploadSnapshot &upload)
{
    return sentence(words::stateText(upload));
}

QString describePriority(engine::Priority priority)
{
    return words::capitalised(words::priorityText(priority));
}

} // namespace ft::models
