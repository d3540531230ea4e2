#pragma once

#include "peer-gui/engine/connectivity/connectivityrun.h"
#include "peer-gui/engine/tracker/trackerlink.h"

namespace ft::engine {

/// Remembers how this peer stands, and looks at its surroundings when asked, once at a time.
///
/// Engine thread only.
class ConnectivityChecks final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ConnectivityChecks)

public:
    using Hear = std::function<void(const ConnectivityReport &)>;

    explicit ConnectivityChecks(ConnectivityRun::Context context);
    ~ConnectivityChecks() override;

    /// From the next check on.
    void setContext(ConnectivityRun::Context context) { m_context.emplace(std::move(context)); }

    void noteListening(const Endpoint &endpoint) { m_standing.listening = endpoint; }
    void noteFailed(const Problem &problem) { m_standing.notListening = problem; }
    /// Another tracker, or the same one under another name.
    void noteJoining();
    void noteJoined(const JoinInfo &info);
    void noteLost(const Problem &problem);

    /// Drops a check that is under way. `files` are shared at the moment.
    void start(std::uint64_t files, const QStringList &shareFolders, const Hear &hear);
    /// Nobody wants to know any more.
    void drop();

private:
    std::optional<ConnectivityRun::Context> m_context; ///< always; replaced as a whole
    ConnectivityRun::Standing m_standing;
    std::unique_ptr<ConnectivityRun> m_run;
};

} // namespace ft::engine
