#include "peer-gui/engine/transfer/folderchannel.h"

#include "common/base/overloaded.h"
#include "common/protocol/peercodec.h"
#include "peer-gui/engine/partwith.h"
#include "peer-gui/engine/transfer/pacedread.h"
#include "peer-gui/engine/transfer/refusals.h"

namespace ft::engine {

namespace {

// After this many answers other connections of the thread get their turn.
constexpr int AnswersPerTurn = 256;

/// Whether the peer declines more than the one file.
bool concernsAll(protocol::RefusalCode code)
{
    return code == protocol::RefusalCode::NotAccepted || code == protocol::RefusalCode::Busy
           || code == protocol::RefusalCode::ShuttingDown;
}

} // namespace

FolderChannel::FolderChannel(std::unique_ptr<net::ByteStream> stream,
                             Endpoint source,
                             SourceChannel::Settings settings,
                             std::shared_ptr<RateGroup> rate)
    : m_stream(std::move(stream))
    , m_reader(*m_stream)
    , m_source(std::move(source))
    , m_settings(std::move(settings))
    , m_rateGroup(std::move(rate))
{
    if (m_rateGroup)
        m_rate.emplace(*m_rateGroup, [this] { read(); });
    connect(m_stream.get(), &net::ByteStream::opened, this, &FolderChannel::open);
    connect(m_stream.get(), &net::ByteStream::readable, this, &FolderChannel::read);
    connect(m_stream.get(), &net::ByteStream::closed, this, [this](const net::StreamError &error) {
        fail(m_isOpen ? ProblemCode::SourceGone : ProblemCode::SourceUnreachable, error.detail);
    });
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        fail(m_isOpen ? ProblemCode::SourceStalled : ProblemCode::SourceUnreachable,
             QStringLiteral("no answer"));
    });
    m_deadline.start(m_settings.connectDeadline);
}

FolderChannel::~FolderChannel()
{
    partWith(m_stream, *this).abort();
}

void FolderChannel::abandon()
{
    m_failed = true;
    m_deadline.stop();
    m_rate.reset();
    m_stream->abort();
}

void FolderChannel::requestList(const ListQuestion &question)
{
    ask(question);
}

void FolderChannel::requestFile(FileTicket ticket, const FileRecord &file)
{
    ask(FileRequest{ticket, file});
}

void FolderChannel::open()
{
    m_isOpen = true;
    m_stream->write(protocol::encode(protocol::PeerRequest{m_settings.hello}));
    for (const Request &request : m_asked)
        send(request);
    m_deadline.start(m_settings.stallDeadline);
}

void FolderChannel::ask(const Request &request)
{
    if (m_isOpen) {
        send(request);
        if (!isWaiting())
            m_deadline.start(m_settings.stallDeadline);
    }
    m_asked.push_back(request);
}

void FolderChannel::send(const Request &request)
{
    const auto asList = [](const ListQuestion &question) {
        return std::visit([](const auto &list) { return protocol::PeerRequest{list}; }, question);
    };
    const auto asDownload = [](const FileRequest &asked) {
        const FileRecord &file = asked.file;
        return protocol::PeerRequest{
            protocol::DownloadRequest{file.path, file.type, file.size, file.root, {}}};
    };
    m_stream->write(protocol::encode(std::visit(Overloaded{asList, asDownload}, request)));
}

void FolderChannel::read()
{
    for (int answers = 0; !m_failed && (m_payload.isNull() ? readHeader() : readPayload());) {
        if (++answers > AnswersPerTurn) {
            QMetaObject::invokeMethod(this, &FolderChannel::read, Qt::QueuedConnection);
            break;
        }
    }
    watchTheTime();
}

/// From now on the peer has so long to say something, if it has to.
void FolderChannel::watchTheTime()
{
    if (m_failed || !isWaiting())
        return;
    if (m_rate && m_rate->isWaiting())
        return m_deadline.stop();
    m_deadline.start(m_settings.stallDeadline);
}

bool FolderChannel::readHeader()
{
    const auto line = m_reader.nextLine();
    if (line && !*line)
        return false;
    m_hasAnswered = true;
    const auto reply = line ? protocol::decodePeerReply(**line) : tl::unexpected(line.error());
    if (!reply) {
        fail(ProblemCode::SourceMisbehaved, QString::fromUtf8(explain(reply.error())));
        return false;
    }
    std::visit([this](const auto &message) { handle(message); }, *reply);
    return !m_failed;
}

bool FolderChannel::readPayload()
{
    const auto wanted = m_payload.size() - m_received;
    const auto got = readPaced(m_reader, m_rate, m_payload.data() + m_received, wanted);
    if (got == 0)
        return false;
    m_received += got;
    emit bytesArrived(got);
    if (m_received == m_payload.size())
        deliver();
    return !m_failed;
}

void FolderChannel::deliver()
{
    const auto ticket = asked<FileRequest>()->ticket;
    const auto bytes = std::exchange(m_payload, {});
    m_received = 0;
    answered();
    emit fileReceived(ticket, bytes);
}

/// An answer to what this end never asks.
template <typename Message>
void FolderChannel::handle(const Message &)
{
    fail(ProblemCode::SourceMisbehaved, QStringLiteral("an answer that was not asked for"));
}

void FolderChannel::handle(const protocol::Files &line)
{
    if (!asked<ListQuestion>())
        return fail(ProblemCode::SourceMisbehaved,
                    QStringLiteral("a listing that was not asked for"));
    if (!line.continues)
        answered();
    emit listed(line);
}

void FolderChannel::handle(const protocol::FileHeader &header)
{
    const auto *request = asked<FileRequest>();
    if (!request || header.range)
        return fail(ProblemCode::SourceMisbehaved, QStringLiteral("bytes that were not asked for"));
    if (header.size != request->file.size || (header.root && header.root != request->file.root))
        return fail(ProblemCode::SourceChanged, request->file.path.toString());
    m_payload = QByteArray(static_cast<qsizetype>(header.payload()), Qt::Uninitialized);
}

void FolderChannel::handle(const protocol::Queued &queued)
{
    if (queued.isUpdate)
        return;
    if (!asked<FileRequest>())
        return fail(ProblemCode::SourceMisbehaved,
                    QStringLiteral("a place in the queue that was not asked for"));
    m_queued.push_back(m_asked.front());
    m_asked.pop_front();
}

void FolderChannel::handle(const protocol::UdpOffer &)
{
    fail(ProblemCode::SourceMisbehaved, QStringLiteral("UDP that was not asked for"));
}

void FolderChannel::handle(const protocol::Ready &)
{
    for (const Request &request : std::exchange(m_queued, {}))
        ask(request);
}

void FolderChannel::handle(const protocol::Refused &refused)
{
    const auto code = problemCodeOf(refused.code);
    const auto text = QString::fromUtf8(refused.text);
    const auto *request = asked<FileRequest>();
    if (!request || concernsAll(refused.code))
        return fail(code, text);
    const auto ticket = request->ticket;
    answered();
    emit fileRefused(ticket, problem(code, text));
}

void FolderChannel::handle(const protocol::ErrorLine &error)
{
    fail(ProblemCode::SourceRefused, QString::fromUtf8(error.text));
}

template <typename Kind>
const Kind *FolderChannel::asked() const
{
    return m_asked.empty() ? nullptr : std::get_if<Kind>(&m_asked.front());
}

void FolderChannel::answered()
{
    m_asked.pop_front();
    if (!isWaiting())
        m_deadline.stop();
}

Problem FolderChannel::problem(ProblemCode code, const QString &detail) const
{
    const auto operation = m_isOpen ? Operation::Download : Operation::Connect;
    return {code, operation, m_source.toString(), detail};
}

void FolderChannel::fail(ProblemCode code, const QString &detail)
{
    if (std::exchange(m_failed, true))
        return;
    m_deadline.stop();
    m_rate.reset();
    m_stream->abort();
    emit failed(problem(code, detail));
}

} // namespace ft::engine
