#include "peer-gui/engine/transfer/uploadlistener.h"

#include "common/net/tcpstream.h"
#include "peer-gui/engine/transfer/classicupload.h"
#include "peer-gui/engine/transfer/uploadconnection.h"

#include <unistd.h>
#include <utility>

namespace ft::engine {

namespace {

constexpr int Backlog = 512;

constexpr std::chrono::milliseconds ReportEvery{100};

} // namespace

UploadListener::UploadListener(QObject *parent)
    : TcpAcceptor(parent)
{
    setListenBacklogSize(Backlog);
    m_reports.setInterval(ReportEvery);
    connect(&m_reports, &QTimer::timeout, this, &UploadListener::report);
}

Result<Endpoint, Problem> UploadListener::open(const QHostAddress &address, std::uint16_t port)
{
    if (!listen(address, port)) {
        const auto code = serverError() == QAbstractSocket::AddressInUseError
                              ? ProblemCode::PortInUse
                              : ProblemCode::CannotListen;
        return tl::unexpected(
            Problem{code, Operation::Listen, Endpoint{address, port}.toString(), errorString()});
    }
    pauseAccepting();
    return Endpoint{serverAddress(), serverPort()};
}

void UploadListener::serve(const UploadContext &context)
{
    m_context.emplace(context);
    acceptFurther();
}

void UploadListener::incomingConnection(qintptr descriptor)
{
    auto stream = net::TcpStream::adopt(descriptor);
    if (!stream) {
        ::close(static_cast<int>(descriptor));
        return;
    }
    greet(std::move(stream));
    stopWhenFull();
}

void UploadListener::serveStream(std::unique_ptr<net::ByteStream> stream)
{
    if (isFull())
        stream->abort();
    else
        add(new UploadConnection{std::move(stream), *m_context, this});
}

void UploadListener::greet(std::unique_ptr<net::ByteStream> stream)
{
    auto *const gate = new DialectGate{std::move(stream), m_context->idleDeadline, this};
    connect(gate, &DialectGate::decided, this, [this, gate] { letIn(gate); });
    connect(gate, &DialectGate::closed, this, [this, gate] { dismiss(gate); });
    m_gates.insert(gate);
}

void UploadListener::letIn(DialectGate *gate)
{
    auto [dialect, head, stream] = gate->take();
    if (dialect == Dialect::Classic)
        add(new ClassicUpload{std::move(stream), *m_context, this, head});
    else
        add(new UploadConnection{std::move(stream), *m_context, this, head});
    dismiss(gate);
}

void UploadListener::dismiss(DialectGate *gate)
{
    m_gates.erase(gate);
    gate->deleteLater();
    acceptFurther();
}

void UploadListener::add(ServedConnection *connection)
{
    connection->setRateLimit(m_ratePerUpload);
    connect(connection, &ServedConnection::changed, this, &UploadListener::reportSoon);
    connect(connection, &ServedConnection::closed, this, [this, connection] {
        release(connection);
    });
    m_uploads.emplace(connection, Upload{++m_lastId, {}});
}

void UploadListener::setRatePerUpload(std::uint64_t bytesPerSecond)
{
    m_ratePerUpload = bytesPerSecond;
    for (const auto &[connection, upload] : m_uploads)
        connection->setRateLimit(bytesPerSecond);
}

void UploadListener::release(ServedConnection *connection)
{
    if (auto last = connection->snapshot()) {
        last->id = m_uploads[connection].id;
        last->rate = 0;
        last->place = 0;
        last->isOver = true;
        m_over.push_back(*last);
        reportSoon();
    }
    m_uploads.erase(connection);
    connection->deleteLater();
    acceptFurther();
}

void UploadListener::stopWhenFull()
{
    if (!isFull())
        return;
    stopAccepting();
    for (DialectGate *const gate : m_gates)
        gate->hurry(SilenceWhenFull);
}

void UploadListener::acceptFurther()
{
    if (!isFull())
        startAccepting();
}

void UploadListener::reportSoon()
{
    if (!m_reports.isActive())
        m_reports.start();
}

void UploadListener::report()
{
    auto changed = std::exchange(m_over, {});
    bool isAnyMoving = false;
    for (auto &[connection, upload] : m_uploads) {
        auto now = connection->snapshot();
        if (!now)
            continue;
        now->id = upload.id;
        isAnyMoving = isAnyMoving || now->rate > 0;
        if (upload.told == now)
            continue;
        upload.told = now;
        changed.push_back(*now);
    }
    // A rate falls by itself; everything else is said by changed().
    if (changed.empty() && !isAnyMoving)
        m_reports.stop();
    if (!changed.empty())
        emit uploadsChanged(changed);
}

} // namespace ft::engine
