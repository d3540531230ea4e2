#include "peer-gui/shell/peercontrol.h"

#include "peer-gui/shell/peerreports.h"

namespace ft::shell {

using engine::ChecksumMark;
using engine::PeerAnswer;

namespace {

bool isAboutChecksums(const AskPeerCommand &command)
{
    return std::holds_alternative<engine::ChecksumQuestion>(command.question);
}

bool isAboutOneFile(const AskPeerCommand &command)
{
    const auto *const checksum = std::get_if<engine::ChecksumQuestion>(&command.question);
    return checksum != nullptr && checksum->name;
}

} // namespace

PeerControl::PeerControl(engine::PeerEngine &engine, const Printer &printer)
    : m_engine(engine)
    , m_printer(printer)
{}

void PeerControl::run(const AskPeerCommand &command, const Done &done)
{
    const auto listing = std::make_shared<Listing>();
    m_engine.peerShares().ask(command.peer,
                              command.question,
                              this,
                              [this, command, listing, done](const PeerAnswer &answer) {
                                  hear(command, *listing, answer, done);
                              });
}

void PeerControl::hear(const AskPeerCommand &command,
                       Listing &listing,
                       const PeerAnswer &answer,
                       const Done &done)
{
    if (!answer.files.empty())
        printPage(command, listing, answer);
    if (answer.problem) {
        m_printer.problem(*answer.problem);
        listing.isComplete = false;
    }
    if (!answer.isLast)
        return;
    if (!answer.problem)
        printEnd(command, listing);
    done(listing.isComplete);
}

void PeerControl::printPage(const AskPeerCommand &command,
                            Listing &listing,
                            const PeerAnswer &answer) const
{
    listing.files += answer.files.size();
    for (const engine::ToldFile &file : answer.files) {
        if (file.mark)
            ++listing.marks[*file.mark];
    }
    if (isAboutOneFile(command))
        m_printer.list(verifyReport(answer.files.front()));
    else if (isAboutChecksums(command))
        m_printer.reportPart(checksumReport(answer.files), listing.table);
    else
        m_printer.reportPart(indexReport(answer.files), listing.table);
}

void PeerControl::printEnd(const AskPeerCommand &command, const Listing &listing) const
{
    if (listing.files == 0)
        return m_printer.report(indexReport({}));
    if (!isAboutChecksums(command) || isAboutOneFile(command))
        return;
    QStringList counts;
    QJsonObject object{{QStringLiteral("event"), QStringLiteral("checked")}};
    for (const auto &[mark, count] : listing.marks) {
        counts << QStringLiteral("%1 %2").arg(count).arg(codeFor(mark));
        object.insert(codeFor(mark), static_cast<qint64>(count));
    }
    m_printer.done(counts.join(QStringLiteral(", ")), object);
}

} // namespace ft::shell
