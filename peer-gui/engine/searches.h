#pragma once

#include "common/base/mailbox.h"
#include "peer-gui/engine/tracker/livesearches.h"
#include "peer-gui/engine/tracker/wish.h"

#include <QObject>

#include <functional>

namespace ft::engine {

class EngineCore;

/// The part of PeerEngine that finds files at the tracker: searches once, searches that stay open,
/// and wishes.
///
/// Lives in the thread of the engine's user; callbacks and signals come there. A callback of a
/// question comes exactly once, unless its receiver or the engine is gone first.
class Searches final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Searches)

public:
    template <typename Value>
    using Done = std::function<void(const Result<Value, Problem> &)>;
    /// Runs a task in the engine thread.
    using Post = std::function<void(std::function<void(EngineCore &)>)>;

    /// `self` is the mailbox of this thread.
    Searches(Post post, Mailbox::Address self, QObject *parent = nullptr);
    ~Searches() override = default;

    void find(const FindRequest &request, QObject *receiver, Done<FindResults> done);
    /// Tells what there is and from then on what changes, until close(), or until the receiver is
    /// gone; asks again by itself after every joining.
    SearchId open(const FindRequest &request,
                  QObject *receiver,
                  std::function<void(const SearchNews &)> hear);
    void close(SearchId id);

    void addWish(const QString &text, QObject *receiver, Done<Wish> done);
    void removeWish(WishId id, QObject *receiver, Done<Wish> done);
    void listWishes(QObject *receiver, Done<std::vector<Wish>> done);

signals:
    /// Something that is wished for has appeared.
    void matched(const ft::engine::WishMatch &match);

private:
    Post m_post;
    Mailbox::Address m_self;
    std::uint32_t m_last = 0;
};

} // namespace ft::engine
