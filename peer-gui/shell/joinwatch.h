#pragma once

#include "peer-gui/engine/peerengine.h"
#include "peer-gui/shell/printer.h"

#include <optional>

namespace ft::shell {

/// Follows whether this peer is joined, and tells it to the user.
class JoinWatch final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(JoinWatch)

public:
    /// All must outlive the watch.
    JoinWatch(const engine::PeerEngine &engine,
              const engine::EngineSettings &settings,
              const Printer &printer);
    ~JoinWatch() override = default;

    [[nodiscard]] bool isJoined() const { return m_isJoined; }
    [[nodiscard]] bool wasJoined() const { return m_wasJoined; }
    /// Why it is not joined; nothing while it is, or while it is still being tried for the first
    /// time.
    [[nodiscard]] const std::optional<engine::Problem> &problem() const { return m_problem; }

    /// There is a file to share now: what NothingToShare said is no longer so.
    void retryExpected();

    /// Who takes back the last file need not be told that nothing is left to share.
    void expectEmptyShare() { m_isEmptyExpected = true; }

signals:
    void joined();
    /// Told to the user already only when it had been joined before.
    void notJoined(const ft::engine::Problem &problem);

private:
    void onJoined(const engine::JoinInfo &info);
    void onLost(const engine::Problem &problem, std::chrono::milliseconds retryIn);

    const engine::EngineSettings &m_settings;
    const Printer &m_printer;
    Endpoint m_listening;
    bool m_isJoined = false;
    bool m_wasJoined = false;
    bool m_isEmptyExpected = false;
    std::optional<engine::Problem> m_problem;
};

} // namespace ft::shell
