#pragma once

#include "common/console/report.h"
#include "peer-gui/engine/peerengine.h"
#include "peer-gui/shell/commands.h"
#include "peer-gui/shell/printer.h"

#include <functional>
#include <map>

namespace ft::shell {

/// Runs the commands that look at another peer's share, and prints each page of an answer as it
/// comes.
class PeerControl final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PeerControl)

public:
    /// Called when a command is over: whether it did what it was asked.
    using Done = std::function<void(bool ok)>;

    /// Both must outlive it.
    PeerControl(engine::PeerEngine &engine, const Printer &printer);
    ~PeerControl() override = default;

    void run(const AskPeerCommand &command, const Done &done);

private:
    /// What has been printed of an answer.
    struct Listing
    {
        console::TableParts table;
        std::map<engine::ChecksumMark, std::uint64_t> marks;
        std::uint64_t files = 0;
        bool isComplete = true; ///< nothing went wrong beside it
    };

    void hear(const AskPeerCommand &command,
              Listing &listing,
              const engine::PeerAnswer &answer,
              const Done &done);
    void printPage(const AskPeerCommand &command,
                   Listing &listing,
                   const engine::PeerAnswer &answer) const;
    void printEnd(const AskPeerCommand &command, const Listing &listing) const;

    engine::PeerEngine &m_engine;
    const Printer &m_printer;
};

} // namespace ft::shell
