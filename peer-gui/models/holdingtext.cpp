#include "peer-gui/models/holdingtext.h"

#include "peer-gui/models/formatting.h"

#include <QCoreApplication>

namespace ft::models {

namespace {

using engine::TransferState;
using Kind = Holding::Kind;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ft::models::HoldingText)
};

QString downloadWord(const Holding &holding)
{
    const QString percent = formatPercent(holding.fraction);
    switch (holding.state) {
    case TransferState::Paused:
        return Words::tr("Paused, %1", "a download; a percentage").arg(percent);
    case TransferState::Queued:
    case TransferState::Searching:
        return Words::tr("In the queue", "a download");
    case TransferState::Waiting:
        return Words::tr("Waiting, %1", "a download; a percentage").arg(percent);
    default:
        return Words::tr("Loading, %1", "a download; a percentage").arg(percent);
    }
}

QString describeHad(const Holding &holding)
{
    const QString path = shown(holding.path);
    const bool isDated = holding.at.time_since_epoch().count() != 0;
    const QString when = isDated ? formatTime(holding.at) : QString{};
    if (isDated && !holding.peer.isEmpty())
        return Words::tr("You had this: downloaded on %1 from %2, saved as %3.")
            .arg(when, shown(holding.peer), path);
    if (isDated)
        return Words::tr("You had this: downloaded on %1, saved as %2.").arg(when, path);
    return Words::tr("You have just downloaded this, saved as %1.").arg(path);
}

} // namespace

QString holdingWord(const Holding &holding)
{
    switch (holding.kind) {
    case Kind::New:
        return Words::tr("New", "a file you have never had");
    case Kind::OtherVersion:
        return Words::tr("Other version", "you have or had another file of this name");
    case Kind::Had:
        return Words::tr("Had", "a file you downloaded at some time");
    case Kind::Have:
        return Words::tr("Have", "a file that is in your share");
    case Kind::Downloading:
        return downloadWord(holding);
    }
    return {};
}

QString describeHolding(const Holding &holding)
{
    switch (holding.kind) {
    case Kind::New:
        return Words::tr("New to you: you have never downloaded this.");
    case Kind::OtherVersion:
        return Words::tr("Another version: you have, had or are downloading a file of this name "
                         "with other content.");
    case Kind::Had:
        return describeHad(holding);
    case Kind::Have:
        return Words::tr("You have this: it is in your share as %1.").arg(shown(holding.path));
    case Kind::Downloading:
        return Words::tr("You are downloading this: %1 is there.")
            .arg(formatPercent(holding.fraction));
    }
    return {};
}

} // namespace ft::models
