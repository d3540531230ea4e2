#pragma once

#include "peer-gui/engine/snapshots.h"
#include "peer-gui/shell/printer.h"
#include "peer-gui/shell/progressline.h"

#include <functional>
#include <map>

namespace ft::shell {

/// Follows the downloads that `FileDownload` began until their MD5 is known, and prints what
/// arrived.
class FileDownloads final
{
public:
    /// Called when a download is over: whether the file is there, and its MD5 that of the record.
    using Done = std::function<void(bool ok)>;

    /// Both must outlive it.
    FileDownloads(const Printer &printer, ProgressLine &progress)
        : m_printer(printer)
        , m_progress(progress)
    {}

    void expect(engine::TransferId id, const Done &done) { m_running.emplace(id, done); }
    void update(const std::vector<engine::TransferSnapshot> &transfers);

private:
    [[nodiscard]] bool print(const engine::TransferSnapshot &transfer) const;

    const Printer &m_printer;
    ProgressLine &m_progress;
    std::map<engine::TransferId, Done> m_running;
};

} // namespace ft::shell
