#include "peer-gui/engine/transfer/classicupload.h"

#include "common/protocol/classic/classicsilence.h"
#include "peer-gui/engine/partwith.h"
#include "peer-gui/engine/transfer/classicmatch.h"

#include <array>

namespace ft::engine {

using protocol::RefusalCode;
using Input = protocol::ClassicReader::Input;

ClassicUpload::ClassicUpload(std::unique_ptr<net::ByteStream> stream,
                             const UploadContext &context,
                             QObject *parent,
                             const QByteArray &head)
    : ServedConnection(parent)
    , m_stream(std::move(stream))
    , m_context(context)
    , m_arrived(head.size())
    , m_rateGroup(context.rate)
    , m_sender(*m_stream, context.background, &m_rateGroup, this)
    , m_slot(context.uploadSlots,
             {[this] { serve(); },
              [this](std::uint32_t) { emit changed(); },
              [this] {
                  return m_stream->backlog() > 0;
              }})
    , m_notes(context.served, m_stream->remote().address, m_stream->transport())
    , m_tally(context.clock)
{
    m_slot.setPeer(m_stream->remote().address.toString().toLatin1());
    connect(m_stream.get(), &net::ByteStream::readable, this, &ClassicUpload::read);
    connect(m_stream.get(), &net::ByteStream::drained, this, &ClassicUpload::noteProgress);
    connect(m_stream.get(), &net::ByteStream::inputOver, this, &ClassicUpload::onInputOver);
    connect(m_stream.get(), &net::ByteStream::closed, this, &ClassicUpload::end);
    connect(&m_sender, &FileSender::sent, this, &ClassicUpload::onSent);
    connect(&m_sender, &FileSender::failed, this, &ClassicUpload::end);
    connect(&m_sender, &FileSender::bytesSent, this, &ClassicUpload::onBytesSent);
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &ClassicUpload::read);
    m_silence.setSingleShot(true);
    connect(&m_silence, &QTimer::timeout, this, &ClassicUpload::onSilence);
    m_idle.setSingleShot(true);
    connect(&m_idle, &QTimer::timeout, this, &ClassicUpload::end);
    m_idle.start(std::min(RequestDeadline, m_context.idleDeadline));
    m_stream->outliveInput();
    m_reader.append(head);
    m_soon.start(std::chrono::milliseconds{0});
}

ClassicUpload::~ClassicUpload()
{
    partWith(m_stream, *this).abort();
}

void ClassicUpload::read()
{
    std::array<char, MostBytes> room; // NOLINT(*-member-init): written by read()
    while (!m_isOver && !m_isFinishing) {
        const auto got = m_stream->read(room.data(), MostBytes);
        if (got == 0)
            return;
        m_arrived += got;
        if (m_arrived > MostBytes)
            return end();
        // What follows the request is read away, so that the end of the connection is seen.
        if (!m_request)
            onArrived({room.data(), got});
    }
}

void ClassicUpload::onArrived(QByteArrayView bytes)
{
    m_silence.start(protocol::ClassicSilence);
    m_reader.append(bytes);
    const auto message = m_reader.next(Input::Open);
    if (!message || *message)
        take(message);
}

/// What is no request as it stands is not over: its sender is slow.
void ClassicUpload::onSilence()
{
    const auto message = m_reader.next(Input::Silent);
    if (!message || *message)
        take(message);
}

void ClassicUpload::onInputOver()
{
    if (!m_request)
        take(m_reader.next(Input::Over));
}

void ClassicUpload::take(const Message &message)
{
    m_silence.stop();
    const auto *const request = message && *message
                                    ? std::get_if<protocol::ClassicDownload>(&**message)
                                    : nullptr;
    if (!request)
        return finish();
    m_request = *request;
    m_idle.start(m_context.idleDeadline);
    m_notes.asked(RequestKind::Download, QString::fromUtf8(request->name));
    m_context.access.check(m_stream->remote().address, {}, this, [this](bool isAllowed) {
        if (isAllowed)
            serve();
        else
            refuse(RefusalCode::NotAccepted);
    });
}

/// Now, or once more when the slot has come.
void ClassicUpload::serve()
{
    if (m_isOver || m_isFinishing)
        return;
    const auto file = findClassic(m_context.catalog, *m_request);
    if (!file)
        return refuse(RefusalCode::NoSuchFile);
    m_tally.asked(file->record.path);
    emit changed();
    if (file->record.size <= SlotFreeBytes || m_slot.request())
        openAndSend(*file);
}

void ClassicUpload::openAndSend(const SharedFile &file)
{
    m_idle.start();
    m_context.background.run(
        this,
        [file] { return openToServe(file, nullptr); },
        [this, file](const OpenedShare &opened) { onOpened(file, opened); });
}

void ClassicUpload::onOpened(const SharedFile &file, const OpenedShare &opened)
{
    if (m_isOver)
        return;
    if (!opened) {
        if (isNewsToShare(opened.error()))
            m_context.fileChanged(file.record.path);
        return refuse(opened.error());
    }
    m_notes.found(file.record);
    m_stream->write(QByteArrayLiteral("FILE: "));
    if (file.record.size == 0)
        onSent();
    else
        m_sender.send(*opened, {0, file.record.size});
}

void ClassicUpload::onBytesSent(qint64 count)
{
    m_tally.sent(static_cast<std::uint64_t>(count));
    m_notes.sent(static_cast<std::uint64_t>(count));
    noteProgress();
    emit changed();
}

void ClassicUpload::onSent()
{
    m_notes.answered();
    m_slot.done(m_tally.sent());
    finish();
}

void ClassicUpload::noteProgress()
{
    m_idle.start();
    noteTaken(m_slot, *m_stream, m_tally.sent());
}

std::optional<UploadSnapshot> ClassicUpload::snapshot() const
{
    return m_tally.snapshot(*m_stream, m_slot, {});
}

void ClassicUpload::refuse(RefusalCode code)
{
    m_notes.refused(code);
    finish();
}

void ClassicUpload::finish()
{
    m_isFinishing = true;
    m_stream->finish();
}

void ClassicUpload::end()
{
    if (std::exchange(m_isOver, true))
        return;
    m_silence.stop();
    m_idle.stop();
    m_notes.cut();
    m_stream->abort();
    emit closed();
}

} // namespace ft::engine
