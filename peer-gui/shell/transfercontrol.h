#pragma once

#include "peer-gui/engine/peerengine.h"
#include "peer-gui/shell/commands.h"
#include "peer-gui/shell/printer.h"

#include <functional>
#include <list>
#include <map>

namespace ft::shell {

/// Knows the transfers of this session and runs the commands that name one of them: refuses what
/// makes no sense for its state, and answers once the engine reports that it has taken effect.
class TransferControl final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TransferControl)

public:
    /// Called when a command is over: whether it did what it was asked.
    using Done = std::function<void(bool ok)>;

    /// Engine and printer must outlive it; `limits` are those in force.
    TransferControl(engine::PeerEngine &engine,
                    const Printer &printer,
                    const engine::TransferLimits &limits);
    ~TransferControl() override = default;

    /// What was asked for just now, so that commands know it before the engine tells of it.
    void expect(engine::TransferId id, const QString &name);
    /// What the engine told; giveAnswers() follows.
    void update(const std::vector<engine::TransferSnapshot> &transfers);
    /// Ends the commands that what the engine told has decided.
    void giveAnswers();

    /// Everything but Retry: a retried download is over when it has been fetched.
    void run(const ControlCommand &command, const Done &done);
    void run(const PriorityCommand &command, const Done &done);
    void run(const LimitCommand &command, const Done &done);
    void run(const LimitsCommand &command, const Done &done);
    /// Starts it again and says so; false, with the reason told, when that makes no sense.
    [[nodiscard]] bool retry(engine::TransferId id);
    /// Whether a `cancel` of it waits for its effect.
    [[nodiscard]] bool isCanceling(engine::TransferId id) const;

    void listDownloads() const;
    void listUploads() const;
    /// False, with the reason told, when there is no such download.
    [[nodiscard]] bool listSources(engine::TransferId id) const;

private:
    /// An answer that is given once the transfer is as asked.
    struct Answer
    {
        engine::TransferId id;
        engine::TransferCommand command;
        std::function<bool(const engine::TransferSnapshot &)> isSo;
        QString sentence;
        QJsonObject object;
        Done done;
    };

    /// Null when there is none, which is told.
    [[nodiscard]] const engine::TransferSnapshot *find(engine::TransferId id) const;
    [[nodiscard]] bool isRefused(engine::TransferId id, engine::TransferCommand command) const;
    void await(Answer answer);
    /// Says whether it is as asked, now that this is decided.
    void settle(const Answer &answer) const;
    void onUploads(const std::vector<engine::UploadSnapshot> &uploads);

    engine::PeerEngine &m_engine;
    const Printer &m_printer;
    engine::TransferLimits m_limits;
    std::map<engine::TransferId, engine::TransferSnapshot> m_transfers;
    std::map<std::uint32_t, engine::UploadSnapshot> m_uploads; ///< by their id
    std::list<Answer> m_answers;
};

/// Why a command makes no sense for a download as it is, and what to do instead; empty when it
/// does. Setting a priority or a limit is refused as a move is.
[[nodiscard]] QString objectionTo(engine::TransferCommand command,
                                  const engine::TransferSnapshot &transfer);

} // namespace ft::shell
