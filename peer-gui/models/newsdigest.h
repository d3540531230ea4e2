#pragma once

#include "peer-gui/engine/snapshots.h"
#include "peer-gui/engine/tracker/wish.h"

#include <QStringList>

#include <set>
#include <vector>

namespace ft::models {

/// What has happened that a user who looks elsewhere wants to know, gathered: twenty finished
/// downloads are one notice. Plain text.
class NewsDigest final
{
public:
    enum class About { Finished, Failed, Found, Tracker };

    struct Notice
    {
        About about = About::Finished;
        QString title;
        QString text;

        bool operator==(const Notice &) const = default;
    };

    /// What is over when it is first heard of is news only if it was asked for after `since`.
    explicit NewsDigest(std::chrono::sys_seconds since);

    void note(const std::vector<engine::TransferSnapshot> &changed);
    void note(const engine::WishMatch &match);
    void noteTrackerLost(const QString &reason);

    [[nodiscard]] bool isEmpty() const;
    /// The notices of what was noted since the last time, but for kinds that are not wanted.
    [[nodiscard]] std::vector<Notice> take(const std::set<About> &wanted);

private:
    void noteOne(const engine::TransferSnapshot &transfer);

    std::chrono::sys_seconds m_since;
    std::set<engine::TransferId> m_running;
    std::set<engine::TransferId> m_known;
    QStringList m_finished;
    QStringList m_failed;
    QString m_failure; ///< why the last one failed
    QStringList m_found;
    QString m_wish; ///< of the last match
    QString m_lost;
};

} // namespace ft::models
