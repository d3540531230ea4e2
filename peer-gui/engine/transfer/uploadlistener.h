#pragma once

#include "common/base/result.h"
#include "common/net/tcpacceptor.h"
#include "peer-gui/engine/problem.h"
#include "peer-gui/engine/transfer/dialectgate.h"
#include "peer-gui/engine/transfer/servedconnection.h"
#include "peer-gui/engine/transfer/uploadcontext.h"

#include <QTimer>

#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace ft::engine {

/// Accepts the connections of other peers on the port this peer serves on, and tells what they
/// take. Engine thread only.
class UploadListener final : public net::TcpAcceptor
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(UploadListener)

public:
    static constexpr std::chrono::seconds SilenceWhenFull{2};

    explicit UploadListener(QObject *parent = nullptr);
    ~UploadListener() override = default;

    /// Listens on an address and port; port 0 takes a free one. Serves nothing until serve().
    [[nodiscard]] Result<Endpoint, Problem> open(const QHostAddress &address, std::uint16_t port);

    /// From now on connections are answered, as many at once as the context says; further ones
    /// wait, and then those that have said nothing yet may do so for SilenceWhenFull only. The
    /// context's objects must outlive the listener.
    void serve(const UploadContext &context);

    /// Answers in FT/2 on a stream that came in by another way; ends it when there are too many
    /// already. After serve().
    void serveStream(std::unique_ptr<net::ByteStream> stream);

    /// Bytes per second of each connection; 0 for no limit.
    void setRatePerUpload(std::uint64_t bytesPerSecond);

signals:
    /// The uploads that changed, at most ten times a second. One that is over comes a last time.
    void uploadsChanged(const std::vector<ft::engine::UploadSnapshot> &uploads);

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    struct Upload
    {
        std::uint32_t id = 0;
        std::optional<UploadSnapshot> told; ///< as it was reported last
    };

    void greet(std::unique_ptr<net::ByteStream> stream);
    void letIn(DialectGate *gate);
    void dismiss(DialectGate *gate);
    void add(ServedConnection *connection);
    void release(ServedConnection *connection);
    void stopWhenFull();
    void acceptFurther();
    void reportSoon();
    void report();
    [[nodiscard]] bool isFull() const
    {
        return m_gates.size() + m_uploads.size() >= m_context->mostConnections;
    }

    std::optional<UploadContext> m_context;
    std::uint64_t m_ratePerUpload = 0;
    std::unordered_set<DialectGate *> m_gates; ///< connections whose language is not known yet
    std::unordered_map<ServedConnection *, Upload> m_uploads; ///< all others
    std::vector<UploadSnapshot> m_over; ///< to be reported
    std::uint32_t m_lastId = 0;
    QTimer m_reports; ///< runs while there may be something to report
};

} // namespace ft::engine
