#pragma once

#include "peer-gui/engine/snapshots.h"

#include <QString>

#include <map>
#include <vector>

namespace ft::models {

/// How much is on its way in all, from what the engine reports bit by bit; in a few words.
class Traffic final
{
public:
    void update(const std::vector<engine::TransferSnapshot> &changed);
    void update(const std::vector<engine::UploadSnapshot> &changed);

    /// Downloads that are neither over nor paused.
    [[nodiscard]] std::size_t runningDownloads() const;
    /// The downloads that a command would change, pausing and resuming only.
    [[nodiscard]] std::vector<engine::TransferId> pausable() const;
    [[nodiscard]] std::vector<engine::TransferId> resumable() const;

    /// Two lines, down and up. Plain text.
    [[nodiscard]] QString summary() const;

private:
    struct Download
    {
        bool isPaused = false;
        std::uint64_t rate = 0;
    };
    std::map<engine::TransferId, Download> m_downloads; ///< that are not over
    std::map<std::uint32_t, std::uint64_t> m_uploadRates; ///< of those served
};

} // namespace ft::models
