#pragma once

#include "common/base/clock.h"
#include "common/base/result.h"
#include "common/model/hostname.h"

#include <QHostAddress>
#include <QObject>
#include <QStringList>

#include <functional>
#include <optional>
#include <unordered_map>
#include <vector>

namespace ft::engine {

/// The addresses that are served by hand, whatever a tracker says: `ADDRESS`, `ADDRESS/BITS` or
/// `any`.
class AllowList final
{
public:
    /// The error is the entry that is none of the three forms.
    [[nodiscard]] static Result<AllowList, QString> parse(const QStringList &entries);

    [[nodiscard]] bool contains(const QHostAddress &address) const;

private:
    std::vector<std::pair<QHostAddress, int>> m_subnets;
};

/// Decides who is served: addresses allowed by hand, and peers that the tracker has accepted.
///
/// A yes of the tracker is kept for a minute, a no not at all: a peer may join at any time.
/// Engine thread only.
class AccessPolicy final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(AccessPolicy)

public:
    using Verdict = std::function<void(bool isAllowed)>;
    /// Asks the tracker whether a peer of this name, or one without a name, is accepted at this
    /// address; nothing when it cannot be asked.
    using AskTracker = std::function<void(const std::optional<HostName> &name,
                                          const QHostAddress &address,
                                          std::function<void(std::optional<bool>)> answer)>;

    static constexpr std::chrono::seconds YesKept{60};
    static constexpr std::size_t MostAnswersKept = 10'000;

    AccessPolicy(AllowList allowed,
                 AskTracker askTracker,
                 const Clock &clock,
                 QObject *parent = nullptr);
    ~AccessPolicy() override = default;

    /// Calls back once, at once or later, but not after `receiver` is gone. `name` is what the peer
    /// says it is; peers of the classic dialect say nothing, and for them none counts that has a
    /// name: those do not speak for whoever else is at their address.
    void check(const QHostAddress &address,
               const std::optional<HostName> &name,
               QObject *receiver,
               Verdict verdict);

private:
    void keep(const QByteArray &key);

    AllowList m_allowed;
    AskTracker m_askTracker;
    const Clock &m_clock;
    std::unordered_map<QByteArray, Clock::Instant> m_accepted; ///< until when
};

} // namespace ft::engine
