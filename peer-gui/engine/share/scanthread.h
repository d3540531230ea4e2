#pragma once

#include "peer-gui/engine/share/sharescanner.h"

#include <functional>
#include <thread>

namespace ft::engine {

/// Runs scans on a thread, one after another.
///
/// For the thread that made it.
class ScanThread final
{
public:
    /// Called in the scanning thread when the scan is complete, and not for one that was stopped.
    template <typename Found>
    using Done = std::function<void(Found &&)>;

    ScanThread() = default;
    /// Stops a running scan and waits for its thread.
    ~ScanThread();
    Q_DISABLE_COPY_MOVE(ScanThread)

    /// The scan before must have called its `done`.
    void start(ScanRequest request, Done<ScanResult> done);
    void start(PlacesRequest request, Done<PlacesResult> done);

    /// Files found so far by the scan that runs, or ran last.
    [[nodiscard]] std::uint64_t found() const { return m_control.found; }

private:
    void run(std::function<void()> scan);

    ScanControl m_control;
    std::thread m_thread;
};

} // namespace ft::engine
