#pragma once

#include "peer-gui/engine/snapshots.h"

namespace ft::shell {

/// One line on the terminal that shows how a download goes, rewritten in place; nothing when
/// standard error is not a terminal.
class ProgressLine final
{
public:
    explicit ProgressLine(bool isTerminal)
        : m_isTerminal(isTerminal)
    {}

    void show(const engine::TransferSnapshot &transfer);
    /// Takes the line away, so that something else can be written.
    void clear();

private:
    bool m_isTerminal;
    bool m_isShown = false;
};

/// `report.pdf  45 %  120.0 MiB of 300.0 MiB  310.0 MiB/s  0:02 left`, as far as it is known.
[[nodiscard]] QString progressText(const engine::TransferSnapshot &transfer);

} // namespace ft::shell
