#pragma once

#include "peer-gui/engine/transfer/slotpolicy.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <unordered_map>

namespace ft::engine {

class UploadSlots;

/// The slot of one connection: held, waited for, or not wanted. Engine thread only.
class UploadSlot final
{
public:
    struct Events
    {
        std::function<void()> granted; ///< after a wait, the slot is the connection's
        std::function<void(std::uint32_t place)> placed; ///< while it waits; from 1
        /// Whether the other end leaves unread what it was sent: else, what gets no further is held
        /// back here. Null when that is not known.
        std::function<bool()> isUnread = nullptr;
    };

    /// `all` must outlive this. Events come from the event loop; they may destroy nothing that has
    /// a slot.
    UploadSlot(UploadSlots &all, Events events);
    ~UploadSlot();
    Q_DISABLE_COPY_MOVE(UploadSlot)

    /// Whose connection it is: slots are shared fairly over peers.
    void setPeer(const QByteArray &peer) { m_peer = peer; }

    /// Whether the next request may be served now; done() follows then. Otherwise the connection
    /// waits.
    [[nodiscard]] bool request();
    /// The request is answered, with so many bytes. Nothing happens without a slot.
    void done(std::uint64_t bytes);
    /// The other end has taken so many bytes in all by now.
    void moved(std::uint64_t taken);
    /// From 1 while it waits, else 0.
    [[nodiscard]] std::uint32_t place() const;

private:
    friend class UploadSlots;

    UploadSlots &m_all;
    Events m_events;
    QByteArray m_peer;
    SlotPolicy::Id m_id;
};

/// Gives upload slots to the connections that ask, as SlotPolicy decides. Engine thread only.
class UploadSlots final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(UploadSlots)

public:
    UploadSlots(std::size_t count, const Clock &clock, QObject *parent = nullptr);
    ~UploadSlots() override = default;

    /// May change at any time; nobody is interrupted in a request.
    void setSlots(std::size_t count);

private:
    friend class UploadSlot;

    void look();
    void lookSoon();

    SlotPolicy m_policy;
    const Clock &m_clock;
    std::unordered_map<SlotPolicy::Id, UploadSlot *> m_members;
    SlotPolicy::Id m_lastId = 0;
    QTimer m_soon; ///< something has changed
    QTimer m_nowAndThen; ///< time has passed
};

} // namespace ft::engine
