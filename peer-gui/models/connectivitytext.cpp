#include "peer-gui/models/connectivitytext.h"

#include "peer-gui/models/formatting.h"
#include "peer-gui/models/peertext.h"
#include "peer-gui/models/problemtext.h"

#include <QCoreApplication>

#include <algorithm>

namespace ft::models {

namespace {

using Check = engine::ConnectivityCheck;
using Reason = Check::Reason;
using State = Check::State;
using Subject = Check::Subject;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ft::models::ConnectivityText)
};

QString titleOf(Subject subject)
{
    switch (subject) {
    case Subject::TrackerName:
        return Words::tr("The tracker’s name");
    case Subject::TrackerPort:
        return Words::tr("The tracker answers");
    case Subject::Acceptance:
        return Words::tr("The tracker accepts this peer");
    case Subject::OwnPort:
        return Words::tr("Files are served");
    case Subject::Reachability:
        return Words::tr("Others can reach this peer");
    case Subject::OtherPeers:
        return Words::tr("Other peers answer");
    case Subject::Udp:
        return Words::tr("UDP gets through");
    case Subject::DownloadFolder:
        return Words::tr("Downloads have a place");
    case Subject::StateFolder:
        return Words::tr("The program can remember things");
    case Subject::ShareFolders:
        return Words::tr("The share can be read");
    case Subject::Clock:
        return Words::tr("The clock is right");
    }
    return {};
}

/// In sentences with a place or a size where the reason alone says enough.
CheckText reasonText(const Check &check)
{
    const QString place = shown(check.place);
    switch (check.reason) {
    case Reason::NoTracker:
        return {{},
                Words::tr("This peer works without a tracker, so there is nothing to check."),
                Words::tr("Choose a tracker in the settings to find peers and files.")};
    case Reason::NotJoined:
        if (check.subject == Subject::Acceptance)
            return {{},
                    Words::tr("The tracker has not accepted this peer yet."),
                    Words::tr("It is tried again by itself; check again in a minute.")};
        return {{},
                Words::tr("Only a tracker that has accepted this peer could tell."),
                Words::tr("See above why it has not; then check again.")};
    case Reason::NameUnknown:
        return {{},
                Words::tr("There is no address to connect to."),
                Words::tr("Solve the problem with the name first.")};
    case Reason::NotToldYet:
        return {{}, Words::tr("It has not been tried yet."), Words::tr("Check again in a minute.")};
    case Reason::Unreachable:
        return {{},
                Words::tr("The tracker cannot connect to %1.").arg(place),
                Words::tr("Allow incoming connections to this port in the firewall of this "
                          "machine. Downloads work all the same, but nobody can fetch from you.")};
    case Reason::BehindRouter:
        return {{},
                Words::tr("Others see this peer at %1, which is not an address of this machine: it "
                          "is behind a router that lets no connections in.")
                    .arg(place),
                Words::tr("Forward this port to this machine in the router’s settings, and start "
                          "with a fixed --port. Downloads work all the same, but nobody can fetch "
                          "from you.")};
    case Reason::NobodyElse:
        return {{},
                Words::tr("No other peer is online at this tracker."),
                Words::tr("Check again when somebody else has joined.")};
    case Reason::NoAnswer:
        return {{},
                Words::tr("None of the peers asked has answered."),
                Words::tr("If this goes on, a firewall may keep connections out of this network.")};
    case Reason::NotOffered:
        return {{},
                Words::tr("None of the peers asked offers UDP."),
                Words::tr("Nothing is to be done: files come over TCP.")};
    case Reason::SwitchedOff:
        return {{}, Words::tr("UDP is switched off."), Words::tr("Files come over TCP.")};
    case Reason::NotBuilt:
        return {{},
                Words::tr("This program was built without UDP."),
                Words::tr("Files come over TCP.")};
    case Reason::Blocked:
        return {{},
                Words::tr("UDP packets do not get through to %1.").arg(place),
                Words::tr("Files come over TCP instead. To use UDP, allow it in the firewalls on "
                          "the way.")};
    case Reason::NotAFolder:
        return {{},
                Words::tr("%1 is not a folder.").arg(place),
                Words::tr("Choose another folder in the settings.")};
    case Reason::NotWritable:
        return {{},
                Words::tr("The folder %1 cannot be written.").arg(place),
                Words::tr("Check its permissions, or choose another folder in the settings.")};
    case Reason::NotReadable:
        return {{},
                Words::tr("The folder %1 is missing or cannot be read.").arg(place),
                Words::tr("Check that it exists and that you may read it.")};
    case Reason::NearlyFull:
        return {{},
                Words::tr("There are only %1 left where downloads go, in %2.")
                    .arg(formatSize(check.amount), place),
                Words::tr("Make room on that disk, or choose another folder in the settings.")};
    case Reason::NothingKept:
        return {{},
                Words::tr("This peer was started so that it remembers nothing."),
                Words::tr("Start it with --state and a folder to keep queue and history.")};
    case Reason::NothingShared:
        return {{},
                Words::tr("Nothing is shared, and trackers accept only peers that share at least "
                          "one file."),
                Words::tr("Add a folder or a file under My share.")};
    case Reason::ClockBehind:
        return {{},
                Words::tr("The clock of this machine is years behind."),
                Words::tr("Set date and time; otherwise dates of files and history are wrong.")};
    case Reason::TimedOut:
        return {{},
                Words::tr("There was no word in time."),
                Words::tr("Check again; the network or a disk may be very slow.")};
    case Reason::Stopped:
        return {{},
                Words::tr("The check was stopped before this was known."),
                Words::tr("Check again.")};
    case Reason::None:
    case Reason::IsAddress:
        break;
    }
    return {};
}

QString othersText(const Check &check)
{
    const QLocale locale;
    QString text = Words::tr("%1 of %2 peers asked have answered.", "two numbers")
                       .arg(locale.toString(static_cast<qulonglong>(check.amount)),
                            locale.toString(static_cast<qulonglong>(check.outOf)));
    if (check.outOf == 1)
        text = Words::tr("The peer asked has answered.");
    if (check.problem)
        text += u' ' % describe(*check.problem).what;
    return text;
}

QString worksText(const Check &check)
{
    const QString place = shown(check.place);
    switch (check.subject) {
    case Subject::TrackerName:
        return check.reason == Reason::IsAddress
                   ? Words::tr("The tracker is given by its address %1.").arg(place)
                   : Words::tr("%1 has an address.").arg(place);
    case Subject::TrackerPort:
        return Words::tr("%1 answers after %2.")
            .arg(place, formatRoundTrip(check.time.value_or(std::chrono::microseconds{})));
    case Subject::Acceptance:
        return Words::tr("This peer has joined and is listed at the address %1.").arg(place);
    case Subject::OwnPort:
        return Words::tr("This peer serves its files at %1.").arg(place);
    case Subject::Reachability:
        return Words::tr("The tracker has connected to %1.").arg(place);
    case Subject::OtherPeers:
        return othersText(check);
    case Subject::Udp:
        return Words::tr("A connection over UDP to %1 came about.").arg(place);
    case Subject::DownloadFolder:
        return check.amount > 0 ? Words::tr("%1 can be written and has %2 left.")
                                      .arg(place, formatSize(check.amount))
                                : Words::tr("%1 can be written.").arg(place);
    case Subject::StateFolder:
        return Words::tr("%1 can be written.").arg(place);
    case Subject::ShareFolders:
        return Words::tr("All share folders can be read; shared now: %1.", "%1 is like 12 files")
            .arg(formatFileCount(check.amount));
    case Subject::Clock:
        return Words::tr("The clock of this machine is plausible.");
    }
    return {};
}

QString problemLine(const Check &check)
{
    const CheckText text = describe(check);
    QString line = u"[" % stateText(check.state) % u"] " % text.title % u": " % text.what;
    if (check.state != State::Works && !text.advice.isEmpty())
        line += u' ' % text.advice;
    return line;
}

std::ptrdiff_t countOf(const engine::ConnectivityReport &report, State state)
{
    return std::count_if(report.checks.begin(), report.checks.end(), [state](const Check &check) {
        return check.state == state;
    });
}

} // namespace

CheckText describe(const Check &check)
{
    CheckText text;
    if (check.state == State::Running)
        text.what = Words::tr("Checking…");
    else if (check.state == State::Works)
        text.what = worksText(check);
    else if (check.problem && check.reason != Reason::NoAnswer) {
        const auto problem = describe(*check.problem);
        text = {{}, problem.what, problem.advice};
    } else {
        text = reasonText(check);
    }
    text.title = titleOf(check.subject);
    return text;
}

QString stateText(State state)
{
    switch (state) {
    case State::Running:
        return Words::tr("Checking…");
    case State::Works:
        return Words::tr("Works");
    case State::Fails:
        return Words::tr("Does not work");
    case State::Unknown:
        return Words::tr("Cannot be told");
    }
    return {};
}

QString summaryOf(const engine::ConnectivityReport &report)
{
    const auto failed = countOf(report, State::Fails);
    if (!report.isOver)
        return Words::tr("Checking…");
    if (failed == 1)
        return Words::tr("One thing does not work. What to do stands beside it.");
    if (failed > 1)
        return Words::tr("%1 things do not work. What to do stands beside them.").arg(failed);
    if (countOf(report, State::Unknown) > 0)
        return Words::tr("Everything that could be checked works.");
    return Words::tr("Everything works.");
}

QString plainReport(const engine::ConnectivityReport &report)
{
    QStringList lines{Words::tr("FileTracker connection check"), summaryOf(report), {}};
    for (const Check &check : report.checks)
        lines << problemLine(check);
    return lines.join(u'\n') + u'\n';
}

} // namespace ft::models
