#pragma once

#include "peer-gui/engine/snapshots.h"
#include "peer-gui/words/formats.h"

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

/// `report.pdf  45 %  120.0 MiB of 300.0 MiB  310.0 MiB/s  0:02 left  2 of 3 sources`, as far as it
/// is known; what it does or waits for instead of its sources while nothing arrives.
[[nodiscard]] QString progressText(const engine::TransferSnapshot &transfer,
                                   const words::Formats &formats);

} // namespace ft::shell
