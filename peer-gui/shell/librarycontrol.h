#pragma once

#include "common/console/report.h"
#include "peer-gui/engine/peerengine.h"
#include "peer-gui/shell/commands.h"
#include "peer-gui/shell/printer.h"

#include <functional>

namespace ft::shell {

/// Runs the commands that concern the own share as a whole: its folders, scanning and hashing. Main
/// thread only.
class LibraryControl final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LibraryControl)

public:
    /// Called when a command is over: whether it did what it was asked.
    using Done = std::function<void(bool ok)>;

    /// Both must outlive it.
    LibraryControl(engine::PeerEngine &engine, const Printer &printer);
    ~LibraryControl() override = default;

    void run(const ScanCommand &command, const Done &done);
    void run(const FoldersCommand &, const Done &done);
    void run(const FolderCommand &command, const Done &done);

private:
    engine::PeerEngine &m_engine;
    const Printer &m_printer;
};

/// One row.
[[nodiscard]] console::Report reportOf(const engine::LibraryStatus &status);
[[nodiscard]] console::Report reportOf(const std::vector<engine::ShareFolderInfo> &folders);

} // namespace ft::shell
