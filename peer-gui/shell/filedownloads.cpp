#include "peer-gui/shell/filedownloads.h"

#include "peer-gui/shell/peerreports.h"
#include "peer-gui/shell/reports.h"
#include "peer-gui/words/transferwords.h"

namespace ft::shell {

using engine::Md5Verdict;
using engine::TransferSnapshot;
using engine::TransferState;

void FileDownloads::update(const std::vector<TransferSnapshot> &transfers)
{
    for (const TransferSnapshot &transfer : transfers) {
        const auto running = m_running.find(transfer.id);
        if (running == m_running.end())
            continue;
        const bool isSummed = transfer.md5Verdict != Md5Verdict::Unknown;
        if (!engine::isOver(transfer.state)) {
            m_progress.show(transfer);
        } else if (transfer.state != TransferState::Done || isSummed) {
            m_progress.clear();
            const auto done = m_running.extract(running);
            done.mapped()(print(transfer));
        }
    }
}

bool FileDownloads::print(const TransferSnapshot &transfer) const
{
    if (transfer.state != TransferState::Done) {
        if (transfer.problem)
            m_printer.problem(*transfer.problem);
        return false;
    }
    m_printer.list(fileDownloadReport(transfer));
    for (const engine::TransferSource &source : transfer.sources) {
        if (source.fallback && source.bytes > 0)
            m_printer.note(QStringLiteral("from %1 over TCP: %2")
                               .arg(words::nameOf(source), words::fallbackText(*source.fallback)));
    }
    if (transfer.isUnverified)
        m_printer.note(u"note: " + unverifiedText());
    if (transfer.md5Verdict != Md5Verdict::WrongRecord)
        return true;
    m_printer.problem(
        {engine::ProblemCode::WrongRecord, engine::Operation::Download, transfer.name, {}});
    return false;
}

} // namespace ft::shell
