#pragma once

#include "common/base/clock.h"
#include "common/protocol/classic/classicreader.h"
#include "tracker/core/trackerservice.h"
#include "tracker/net/dialect.h"
#include "tracker/net/netlimits.h"
#include "tracker/net/transport.h"

#include <QByteArray>

#include <functional>
#include <memory>
#include <vector>

namespace ft::tracker {

/// Called with the round-trip time of a PING, in the thread of the connection.
using Answered = std::function<void(std::chrono::nanoseconds)>;

/// What the connections of one reactor share.
struct ConnectionContext
{
    TrackerService &service;
    const NetLimits &limits;
    const Clock &clock;
    QByteArray input; ///< room for what is received
    QByteArray output; ///< replies of one turn
    qsizetype pendingTotal = 0; ///< bytes of replies waiting, of all connections
    Clock::Instant now; ///< of this wakeup, or later
    std::uint64_t turns = 0; ///< of all connections, up to now
};

/// One peer's connection: lines in, replies out, and what to do when either stops. It speaks our
/// dialect or the classic one, as its first bytes decide.
///
/// Lives in the thread of its reactor. After any call the reactor looks at isGone(), events(),
/// wantsTurn(), isHeldBack() and deadline().
class Connection final
{
public:
    Connection(std::unique_ptr<Transport> transport, Session session, ConnectionContext &context);
    ~Connection();
    Q_DISABLE_COPY_MOVE(Connection)

    void onReadable();
    void onWritable();
    /// The other end is gone for good.
    void onHangUp() { abandon(); }
    /// Goes on with requests that were received but had to wait.
    void takeTurn();
    /// Acts on every deadline that has passed.
    void onDeadline();
    /// Goes on after being held back.
    void readOn();

    /// Says BYE to a peer that has said HELLO, and closes without waiting for it.
    void shutDown();
    /// Whether the peer has taken all that was sent: only then is it told what it did not ask for.
    [[nodiscard]] bool takesNews() const
    {
        return m_phase == Phase::Open && isAccepted() && pendingBytes() == 0;
    }
    /// Sends lines to an accepted peer, between two answers; false when it takes none any more.
    bool notify(QByteArrayView lines);
    /// Sends the last lines, which the classic dialect does not know, and closes as after BYE.
    void dismiss(const Farewell &farewell);
    /// Sends PING; `answered` is called when the PONG to it comes, or never.
    void probe(Answered answered);
    /// Ends without a word, and keeps nothing of the peer.
    void cutOff();

    [[nodiscard]] bool takesNotices() const { return isAccepted() && m_session.takesNotices; }
    [[nodiscard]] bool isGone() const { return m_phase == Phase::Gone; }
    /// What to ask epoll for.
    [[nodiscard]] std::uint32_t events() const;
    [[nodiscard]] bool wantsTurn() const;
    [[nodiscard]] Clock::Instant deadline() const;
    /// Nothing is read or handled until a time, at which readOn() is to be called.
    [[nodiscard]] bool isHeldBack() const { return m_heldBackUntil != Clock::Instant{}; }
    [[nodiscard]] Clock::Instant heldBackUntil() const { return m_heldBackUntil; }
    [[nodiscard]] int descriptor() const { return m_transport->descriptor(); }
    [[nodiscard]] const QHostAddress &remote() const { return m_session.remote; }
    /// Nobody was accepted on it, or it ended in an error.
    [[nodiscard]] bool hasFailed() const { return m_session.hasFailed; }

    /// What the reactor last told epoll and the wheel.
    struct Registration
    {
        std::uint32_t events = 0;
        Clock::Instant armedFor = Clock::Instant::max();
        bool inTurnList = false;
        bool isResting = false;
    };
    Registration registration;

private:
    enum class Phase : std::uint8_t {
        Open,
        Flushing, ///< the last replies leave; nothing is read
        Lingering, ///< everything is sent; what still comes is dropped until the peer closes
        Gone,
    };
    struct Probe
    {
        Clock::Instant sentAt;
        std::uint32_t pongsBefore = 0; ///< answers to earlier PINGs that come first
        Answered answered;
    };

    /// Of a connection that speaks the classic dialect.
    struct Classic
    {
        protocol::ClassicReader reader;
        protocol::ClassicReader::Input input = protocol::ClassicReader::Input::Open;
    };

    /// The work of one turn.
    struct Turn
    {
        QByteArray &out;
        Clock::Instant endsAt;
        std::uint32_t lines = 0;
        qsizetype announced = 0; ///< bytes of it
        bool hasAsked = false;
        bool isBesideOthers = false; ///< others had turns since the last one
    };

    /// Ours: a classic peer is told nothing unasked.
    [[nodiscard]] bool isAccepted() const { return m_session.state == Session::State::Accepted; }
    [[nodiscard]] qsizetype pendingBytes() const { return m_pending.size() - m_sent; }

    void onPeerFinished();
    void heard();
    void process(QByteArrayView input);
    [[nodiscard]] bool handleLines(QByteArrayView &input, Turn &turn);
    void foresee(QByteArrayView input) const;
    [[nodiscard]] bool handleLine(QByteArrayView line, Turn &turn);
    [[nodiscard]] bool refusesQuestion(QByteArray &out);
    [[nodiscard]] bool decide(QByteArrayView input, Turn &turn);
    void beginClassic();
    [[nodiscard]] bool handleClassic(QByteArrayView &input, Turn &turn);
    [[nodiscard]] bool mustPause();
    [[nodiscard]] Clock::Instant silenceDeadline() const;
    [[nodiscard]] Clock::Instant classicDeadline() const;
    void onSilence();
    [[nodiscard]] bool isOver(const Turn &turn) const;
    void keepInput(QByteArrayView rest, const Turn &turn);
    void account(const Turn &turn);
    [[nodiscard]] std::chrono::nanoseconds restAfter(const Turn &turn,
                                                     std::chrono::nanoseconds work) const;
    [[nodiscard]] Clock::Instant lineDeadline() const;
    void progress(qsizetype bytes);
    void onPong();
    void sendPing(QByteArray &out);
    void transmit();
    void queue(QByteArrayView bytes);
    void advance();
    void close();
    void drain();
    void linger();
    void abandon(LeaveReason reason = LeaveReason::Lost);
    void leaveFor(LeaveReason reason);

    ConnectionContext &m_context;
    std::unique_ptr<Transport> m_transport;
    Session m_session;
    QByteArray m_input; ///< received and not handled: part of a line, or lines that wait
    QByteArray m_pending; ///< replies the peer has not taken
    qsizetype m_sent = 0; ///< bytes at the front of m_pending that are sent
    qsizetype m_drained = 0;
    Clock::Instant m_openedAt;
    Clock::Instant m_heardAt;
    Clock::Instant m_progressAt; ///< up to when the peer has taken waiting bytes at leastPace
    Clock::Instant m_lineSince; ///< when the part of a line in m_input began to come
    Clock::Instant m_heldBackUntil; ///< when set
    std::uint64_t m_lastTurn = 0; ///< its number
    PeerBudget m_budget;
    Clock::Instant m_pingedAt; ///< when m_awaitsPong was set
    Clock::Instant m_closeBy; ///< of the phase, in Flushing and Lingering
    std::unique_ptr<Classic> m_classic; ///< when it speaks the classic dialect
    std::vector<Probe> m_probes;
    std::uint32_t m_pongsDue = 0;
    Phase m_phase = Phase::Open;
    Dialect m_dialect = Dialect::Undecided;
    bool m_awaitsSign = false; ///< PING was sent for silence, and nothing came since
    bool m_linesWait = false; ///< m_input holds lines that wait for their turn
    bool m_isSilent = false; ///< nothing came for ClassicSilence, as far as that was asked
    bool m_peerFinished = false; ///< the peer sends nothing more
    bool m_impatient = false; ///< close without waiting for the peer
};

} // namespace ft::tracker
