#include "peer-gui/engine/transfer/uploadconnection.h"

#include "common/base/logging.h"
#include "common/hash/merkle.h"
#include "common/protocol/limits.h"
#include "common/protocol/peercodec.h"
#include "peer-gui/engine/partwith.h"
#include "peer-gui/engine/requestsubject.h"
#include "peer-gui/engine/transfer/servedcontent.h"

#include <algorithm>

namespace ft::engine {

using protocol::RefusalCode;

namespace {

bool isPastTheEnd(const protocol::DownloadRequest &request, const FileRecord &record)
{
    return request.range && request.range->offset + request.range->length > record.size;
}

QByteArray bytesOf(const FileRecord &record)
{
    return "the file has only " + QByteArray::number(record.size) + " bytes";
}

QByteArray whyNotOpened(RefusalCode code)
{
    switch (code) {
    case RefusalCode::Unreadable:
        return " cannot be read";
    case RefusalCode::Changed:
        return " has changed since it was announced";
    default:
        return " is not there any more";
    }
}

} // namespace

UploadConnection::UploadConnection(std::unique_ptr<net::ByteStream> stream,
                                   const UploadContext &context,
                                   QObject *parent,
                                   const QByteArray &head)
    : ServedConnection(parent)
    , m_stream(std::move(stream))
    , m_reader(*m_stream, head)
    , m_context(context)
    , m_rateGroup(context.rate)
    , m_sender(*m_stream, context.background, &m_rateGroup, this)
    , m_slot(context.uploadSlots,
             {[this] { tell(protocol::Ready{}); },
              [this](std::uint32_t place) {
                  tell(protocol::Queued{place, true});
              },
              [this] {
                  return m_stream->backlog() > 0;
              }})
    , m_notes(context.served, m_stream->remote().address, m_stream->transport())
    , m_tally(context.clock)
    , m_answers(context.background, context.catalog, context.fileChanged)
{
    connect(m_stream.get(), &net::ByteStream::readable, this, &UploadConnection::readRequests);
    connect(m_stream.get(), &net::ByteStream::drained, this, &UploadConnection::onDrained);
    connect(m_stream.get(), &net::ByteStream::closed, this, &UploadConnection::end);
    connect(&m_sender, &FileSender::sent, this, &UploadConnection::answered);
    connect(&m_sender, &FileSender::failed, this, &UploadConnection::end);
    connect(&m_sender, &FileSender::bytesSent, this, &UploadConnection::onBytesSent);
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &UploadConnection::goOn);
    m_idle.setSingleShot(true);
    connect(&m_idle, &QTimer::timeout, this, &UploadConnection::end);
    m_idle.start(m_context.idleDeadline);
    if (!head.isEmpty())
        m_soon.start(std::chrono::milliseconds{0});
}

UploadConnection::~UploadConnection()
{
    partWith(m_stream, *this).abort();
}

void UploadConnection::readRequests()
{
    while (!m_isOver && !m_isFinishing && !m_fault
           && m_requests.size() < protocol::limits::MaxPipelined) {
        const auto line = m_reader.nextLine();
        if (line && !*line)
            return;
        const auto request = line ? protocol::decodePeerRequest(**line)
                                  : tl::unexpected(line.error());
        m_idle.start();
        if (request)
            m_requests.push_back(*request);
        else
            m_fault = request.error();
        serveNext();
    }
}

void UploadConnection::onDrained()
{
    noteProgress();
    if (!m_isBusy)
        goOn();
}

void UploadConnection::goOn()
{
    serveNext();
    readRequests();
}

void UploadConnection::serveNext()
{
    // Whoever does not read its answers gets no more of them.
    while (!m_isBusy && !m_isOver && m_stream->backlog() < FileSender::BacklogBytes) {
        if (m_requests.empty()) {
            if (m_fault)
                reject(*m_fault);
            return;
        }
        const auto request = std::move(m_requests.front());
        m_requests.pop_front();
        m_isBusy = true;
        std::visit([this](const auto &message) { handle(message); }, request);
    }
}

void UploadConnection::answered()
{
    m_isBusy = false;
    m_notes.answered();
    m_slot.done(m_tally.sent() - std::exchange(m_sentBefore, m_tally.sent()));
    if (const auto news = std::exchange(m_news, {}))
        send(*news);
    // Not at once: the answer must not nest into the loop that asked for it.
    m_soon.start(std::chrono::milliseconds{0});
}

void UploadConnection::handle(const protocol::Hello &hello)
{
    if (m_isGreeted)
        return reject({protocol::DecodeFault::UnknownVerb, "HELLO"});
    m_isGreeted = true;
    m_peer = hello.name;
    m_notes.setPeer(hello.name);
    m_slot.setPeer(hello.name.toString().toUtf8() + ' '
                   + m_stream->remote().address.toString().toLatin1());
    protocol::Hi hi{m_stream->remote().address, {}, {}, m_context.name, m_context.agent};
    if (m_context.udp != nullptr)
        hi.capabilities.push_back(protocol::CanUdp.toByteArray());
    send(hi);
    m_context.access.check(m_stream->remote().address, hello.name, this, [this](bool isAllowed) {
        m_isAllowed = isAllowed;
        answered();
    });
}

void UploadConnection::handle(const protocol::HashesRequest &request)
{
    if (!m_isAllowed)
        return refuse(RefusalCode::NotAccepted,
                      "only peers that the tracker has accepted are served");
    const auto content = findContent(m_context.catalog, m_context.partials, request.root);
    if (!content || !content->pieceLayer || content->pieceSize != request.piece)
        return refuse(RefusalCode::NoHashes, "the hashes of this content are not known here");
    const auto &layer = *content->pieceLayer;
    if (request.range.offset + request.range.length > layer.size())
        return refuse(RefusalCode::BadRange, "the content has fewer pieces");
    send(protocol::HashesHeader{request.root, request.piece, request.range});
    QByteArray payload;
    payload.reserve(static_cast<qsizetype>(request.range.length) * qsizetype{NodeHash::ByteCount});
    for (std::uint64_t i = 0; i < request.range.length; ++i) {
        const auto &bytes = layer[request.range.offset + i].bytes();
        // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast)
        payload.append(reinterpret_cast<const char *>(bytes.data()),
                       static_cast<qsizetype>(bytes.size()));
    }
    m_stream->write(payload);
    answered();
}

void UploadConnection::handle(const protocol::DownloadRequest &request)
{
    m_notes.asked(RequestKind::Download, request.path.toString());
    if (!m_isAllowed)
        return refuse(RefusalCode::NotAccepted,
                      "only peers that the tracker has accepted are served");
    if (const auto partial = findPartial(request))
        return sendPartial(*partial, request);
    const auto file = find(request);
    if (!file)
        return refuse(RefusalCode::NoSuchFile, request.path.utf8() + " is not shared here");
    if (request.root ? file->record.root != request.root : file->record.size != request.size)
        return refuse(RefusalCode::Changed, request.path.utf8() + " has changed");
    if (isPastTheEnd(request, file->record))
        return refuse(RefusalCode::BadRange, bytesOf(file->record));
    if (obtainSlot(file->record))
        openAndSend(*file, request.range);
}

/// False when there is no upload slot, and the asker has been told so.
bool UploadConnection::obtainSlot(const FileRecord &file)
{
    m_tally.asked(file.path);
    emit changed();
    if (file.size <= SlotFreeBytes || m_slot.request())
        return true;
    m_notes.putOff();
    send(protocol::Queued{m_slot.place(), false});
    answered();
    return false;
}

void UploadConnection::handle(const protocol::PiecesRequest &request)
{
    if (!m_isAllowed)
        return refuse(RefusalCode::NotAccepted,
                      "only peers that the tracker has accepted are served");
    const auto content = findContent(m_context.catalog, m_context.partials, request.root);
    if (!content)
        return refuse(RefusalCode::NoSuchFile, "this content is not shared here");
    const auto count = hash::pieceCount(content->size, content->pieceSize);
    send(protocol::PiecesHeader{request.root, content->size, content->pieceSize, count});
    m_stream->write(content->bitfield);
    answered();
}

void UploadConnection::handle(const protocol::ListRequest &request)
{
    answerAbout(request, RequestKind::Browse, request.path ? request.path->toString() : QString{});
}

void UploadConnection::handle(const protocol::IndexRequest &request)
{
    answerAbout(request,
                RequestKind::IndexGet,
                indexSubject(request.from, request.to, QString::fromUtf8(request.regex)));
}

void UploadConnection::handle(const protocol::ChecksumRequest &request)
{
    answerAbout(request,
                RequestKind::FileHash,
                request.path ? request.path->toString() : QString{});
}

template <typename Question>
void UploadConnection::answerAbout(const Question &question,
                                   RequestKind kind,
                                   const QString &subject)
{
    m_notes.asked(kind, subject);
    if (!m_isAllowed)
        return refuse(RefusalCode::NotAccepted,
                      "only peers that the tracker has accepted are served");
    m_answers.answer(question,
                     {m_stream->local(), m_context.name},
                     [this](const Result<QByteArray, protocol::Refused> &answer) {
                         if (!answer)
                             return refuse(answer.error().code, answer.error().text);
                         m_notes.sent(static_cast<std::uint64_t>(answer->size()));
                         m_stream->write(*answer);
                         answered();
                     });
}

void UploadConnection::handle(const protocol::UdpRequest &)
{
    if (!m_isAllowed)
        return refuse(RefusalCode::NotAccepted,
                      "only peers that the tracker has accepted are served");
    if (m_context.udp == nullptr)
        return refuse(RefusalCode::NoUdp, "this peer is not reached over UDP");
    const auto offer = m_context.udp->offer(m_stream->remote().address);
    if (offer)
        send(*offer);
    else
        send(offer.error());
    answered();
}

void UploadConnection::handle(const protocol::Ping &)
{
    send(protocol::Pong{});
    answered();
}

void UploadConnection::handle(const protocol::Bye &)
{
    m_isFinishing = true;
    m_stream->finish();
}

std::optional<SharedFile> UploadConnection::find(const protocol::DownloadRequest &request) const
{
    if (request.root) {
        if (auto file = m_context.catalog.findByRoot(*request.root))
            return file;
    }
    return m_context.catalog.find(request.path);
}

/// What there is of a file that still arrives, unless the share has it whole.
std::optional<PartialFile> UploadConnection::findPartial(
    const protocol::DownloadRequest &request) const
{
    if (!request.root || m_context.partials == nullptr
        || m_context.catalog.findByRoot(*request.root))
        return std::nullopt;
    return m_context.partials->find(*request.root);
}

void UploadConnection::sendPartial(const PartialFile &file,
                                   const protocol::DownloadRequest &request)
{
    if (isPastTheEnd(request, file.record))
        return refuse(RefusalCode::BadRange, bytesOf(file.record));
    const auto range = request.range.value_or(protocol::ByteRange{0, file.record.size});
    if (!file.file || (range.length > 0 && !contentOf(file).has(range)))
        return refuse(RefusalCode::NotYet, "this part of the file is not here yet");
    if (!obtainSlot(file.record))
        return;
    m_context.background.run(
        this,
        [opened = file.file] { return opened->isUnchanged(); },
        [this, file, asked = request.range](bool isUnchanged) {
            if (!isUnchanged)
                return refuse(RefusalCode::Changed, file.record.path.utf8() + " has changed");
            sendFile(file.record, asked, file.file);
        });
}

void UploadConnection::openAndSend(const SharedFile &file,
                                   const std::optional<protocol::ByteRange> &range)
{
    const auto known = m_open && m_openPath == file.record.path ? m_open : nullptr;
    m_context.background.run(
        this,
        [known, file] { return openToServe(file, known); },
        [this, file, range](const OpenedShare &opened) { onOpened(file, range, opened); });
}

void UploadConnection::onOpened(const SharedFile &file,
                                const std::optional<protocol::ByteRange> &range,
                                const OpenedShare &opened)
{
    const auto &path = file.record.path;
    if (!opened) {
        if (isNewsToShare(opened.error()))
            m_context.fileChanged(path);
        return refuse(opened.error(), path.utf8() + whyNotOpened(opened.error()));
    }
    m_open = *opened;
    m_openPath = path;
    sendFile(file.record, range, *opened);
}

void UploadConnection::sendFile(const FileRecord &record,
                                const std::optional<protocol::ByteRange> &range,
                                const std::shared_ptr<const ReadableFile> &file)
{
    m_notes.found(record);
    send(protocol::FileHeader{record.size, range, record.root});
    const auto sent = range.value_or(protocol::ByteRange{0, record.size});
    if (sent.length == 0)
        return answered();
    m_sender.send(file, sent);
}

void UploadConnection::onBytesSent(qint64 count)
{
    m_tally.sent(static_cast<std::uint64_t>(count));
    m_notes.sent(static_cast<std::uint64_t>(count));
    noteProgress();
    emit changed();
}

void UploadConnection::noteProgress()
{
    m_idle.start();
    noteTaken(m_slot, *m_stream, m_tally.sent());
}

/// Says something unasked: between two answers, and only the latest.
void UploadConnection::tell(const protocol::PeerReply &news)
{
    m_idle.start();
    emit changed();
    if (m_isBusy)
        m_news = news;
    else
        send(news);
}

std::optional<UploadSnapshot> UploadConnection::snapshot() const
{
    return m_tally.snapshot(*m_stream, m_slot, m_peer);
}

void UploadConnection::send(const protocol::PeerReply &reply)
{
    m_stream->write(protocol::encode(reply));
}

void UploadConnection::refuse(RefusalCode code, const QByteArray &text)
{
    m_notes.refused(code);
    send(protocol::Refused{code, text, {}});
    answered();
}

void UploadConnection::reject(const protocol::DecodeError &error)
{
    m_isFinishing = true;
    m_isBusy = true;
    m_requests.clear();
    send(protocol::errorLine(error));
    m_stream->finish();
}

void UploadConnection::end()
{
    if (std::exchange(m_isOver, true))
        return;
    m_idle.stop();
    m_notes.cut();
    m_stream->abort();
    emit closed();
}

} // namespace ft::engine
