#pragma once

#include "common/net/bytestream.h"
#include "common/protocol/classic/classicreader.h"
#include "peer-gui/engine/transfer/filesender.h"
#include "peer-gui/engine/transfer/servedconnection.h"
#include "peer-gui/engine/transfer/servedfile.h"
#include "peer-gui/engine/transfer/servednotes.h"
#include "peer-gui/engine/transfer/uploadcontext.h"
#include "peer-gui/engine/transfer/uploadtally.h"

#include <QTimer>

#include <memory>
#include <optional>

namespace ft::engine {

/// The serving end of a connection in the classic dialect: one request, then its file or nothing.
///
/// The dialect has no word for a refusal and none for a wait: who is refused is left without an
/// answer, and who waits for an upload slot waits in silence, no longer than the idle deadline.
/// Engine thread only.
class ClassicUpload final : public ServedConnection
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ClassicUpload)

public:
    /// What may arrive in all: no request is longer.
    static constexpr qint64 MostBytes = protocol::ClassicReader::MaxMessage;

    /// For the whole request to come: no program writes it by hand.
    static constexpr std::chrono::milliseconds RequestDeadline{5'000};

    /// `head` is what has been read of the stream already.
    ClassicUpload(std::unique_ptr<net::ByteStream> stream,
                  const UploadContext &context,
                  QObject *parent,
                  const QByteArray &head = {});
    ~ClassicUpload() override;

    void setRateLimit(std::uint64_t bytesPerSecond) override
    {
        m_rateGroup.setLimit(bytesPerSecond);
    }
    [[nodiscard]] std::optional<UploadSnapshot> snapshot() const override;

private:
    using Message = protocol::Decoded<std::optional<protocol::ClassicMessage>>;

    void read();
    void onArrived(QByteArrayView bytes);
    void onSilence();
    void onInputOver();
    void take(const Message &message);
    void serve();
    void openAndSend(const SharedFile &file);
    void onOpened(const SharedFile &file, const OpenedShare &opened);
    void onBytesSent(qint64 count);
    void onSent();
    void noteProgress();
    void refuse(protocol::RefusalCode code);
    void finish();
    void end();

    std::unique_ptr<net::ByteStream> m_stream;
    UploadContext m_context;
    protocol::ClassicReader m_reader;
    qint64 m_arrived; ///< bytes
    std::optional<protocol::ClassicDownload> m_request;
    RateGroup m_rateGroup;
    FileSender m_sender;
    UploadSlot m_slot;
    ServedNotes m_notes;
    UploadTally m_tally;
    bool m_isFinishing = false; ///< nothing more is read; what is queued is still sent
    bool m_isOver = false;
    QTimer m_soon; ///< the stream is to be read, whether it says so or not
    QTimer m_silence; ///< since the last byte of the request
    QTimer m_idle;
};

} // namespace ft::engine
