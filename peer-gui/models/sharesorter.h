#pragma once

#include "common/base/mailbox.h"
#include "peer-gui/engine/background.h"
#include "peer-gui/models/sharearrangement.h"

#include <QObject>

#include <functional>
#include <optional>

namespace ft::models {

/// Has the share arranged in a thread of its own, so that nobody waits for it, however large it is.
class ShareSorter final : public QObject
{
    Q_OBJECT

public:
    using Arranged = std::shared_ptr<const ShareArrangement>;

    explicit ShareSorter(QObject *parent = nullptr);
    ~ShareSorter() override = default;
    Q_DISABLE_COPY_MOVE(ShareSorter)

    /// Of the questions asked while one is at work only the last is answered.
    void ask(const ShareQuestion &question);
    [[nodiscard]] bool isAtWork() const { return m_isAtWork; }

    /// Runs work() there as well, and done(its value) here.
    template <typename Work, typename Done>
    void run(QObject *receiver, Work work, Done done)
    {
        m_background.run(receiver, std::move(work), std::move(done));
    }

signals:
    /// None is left out: each tells what has become of the one before.
    void arranged(const std::shared_ptr<const ft::models::ShareArrangement> &arrangement);

private:
    void start(const ShareQuestion &question);

    Mailbox m_mailbox;
    std::shared_ptr<ShareArranger> m_arranger; ///< used by the thread alone
    std::optional<ShareQuestion> m_next;
    bool m_isAtWork = false;
    engine::WorkerPool m_pool{1}; // ends before what its tasks use
    engine::Background m_background{m_pool, m_mailbox.address()};
};

} // namespace ft::models
