#pragma once

#include "common/base/clock.h"
#include "peer-gui/engine/linereader.h"
#include "peer-gui/engine/transfer/peerfetch.h"

#include <QTimer>

#include <vector>

namespace ft::engine {

/// What answers at a peer's port. A value, for any thread.
struct PingAnswer
{
    Endpoint endpoint;
    std::optional<HostName> name; ///< as it calls itself, else as the tracker does
    QByteArray agent; ///< program and version, in its own words
    bool offersUdp = false;
    std::chrono::microseconds connected{}; ///< until the connection stood
    /// Of questions on it, one after another. Empty when the port is open but nothing there speaks
    /// as a peer of this kind, as programs of the classic dialect do not.
    std::vector<std::chrono::microseconds> roundTrips;
    std::optional<Problem> refusal; ///< it is there, and does not serve this peer

    bool operator==(const PingAnswer &) const = default;
};

/// Measures how long one peer takes to answer, over a connection made for that.
///
/// Engine thread only. Ends by itself, after the deadline at the latest. May be deleted from inside
/// its signal.
class PeerPing final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PeerPing)

public:
    static constexpr std::size_t Exchanges = 4;

    struct Context
    {
        const Clock &clock;
        PeerFetch::FindPeer findPeer;
        FolderSource::Dial dial;
        protocol::Hello hello;
        std::chrono::milliseconds deadline{5'000}; ///< from the dialling to the last answer
    };

    /// `peer` is a host name that the tracker knows, or `ADDRESS:PORT`.
    PeerPing(Context context, QString peer);
    ~PeerPing() override;

    void start();

signals:
    /// Comes once, from the event loop.
    void answered(const ft::Result<ft::engine::PingAnswer, ft::engine::Problem> &answer);

private:
    void onPeerFound(const Result<PeerAddress, Problem> &peer);
    void greet();
    void ask(const protocol::PeerRequest &request);
    void read();
    void handle(const protocol::Hi &hi);
    void handle(const protocol::Pong &);
    void handle(const protocol::Refused &refused);
    template <typename Message>
    void handle(const Message &);
    void giveUp(const QString &detail);
    void end(const Result<PingAnswer, Problem> &answer);
    [[nodiscard]] std::chrono::microseconds sinceAsked() const;

    Context m_context;
    QString m_peer;
    std::unique_ptr<net::ByteStream> m_stream;
    std::optional<LineReader> m_reader;
    PingAnswer m_answer;
    Clock::Instant m_asked;
    bool m_isOpen = false;
    bool m_isOver = false;
    QTimer m_deadline;
};

} // namespace ft::engine
