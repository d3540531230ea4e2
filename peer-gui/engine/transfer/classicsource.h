#pragma once

#include "common/model/filerecord.h"
#include "common/net/bytestream.h"
#include "common/protocol/classic/classicfilereader.h"
#include "peer-gui/engine/problem.h"
#include "peer-gui/engine/transfer/ratelimiter.h"

#include <QTimer>

#include <functional>
#include <memory>
#include <optional>

namespace ft::engine {

/// Gets one file from one peer of the classic dialect, in whichever way that peer wants to be
/// asked.
///
/// Programs read `DOWNLOAD` in different ways, so there are up to three connections: with spaces
/// behind the commas, at first without ending our direction; without spaces, our direction ended at
/// once; and with spaces again, for one that is slow and wants the end as well. The first of which
/// `FILE:` comes is the one. Engine thread only. Never resumes: a try gives the whole file or
/// fails.
class ClassicSource final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ClassicSource)

public:
    using Dial = std::function<std::unique_ptr<net::ByteStream>(const Endpoint &)>;

    struct Settings
    {
        std::chrono::milliseconds connectDeadline{10'000};
        /// Of the first connection: without a byte, our direction is ended.
        std::chrono::milliseconds halfCloseAfter{1'000};
        /// From then on, until the next spelling is tried.
        std::chrono::milliseconds answerDeadline{3'000};
        /// Without a byte of the other connections, and without getting further with the file.
        std::chrono::milliseconds stallDeadline{30'000};
        /// In which the one byte may come that tells a separating space from one of the file.
        std::chrono::milliseconds lastByteDeadline{2'000};
        /// In which a peer that keeps the connection open may turn out to send more than the file.
        std::chrono::milliseconds surplusDeadline{300};
    };

    /// `source` has neither root nor host; `rate` must outlive this.
    ClassicSource(Dial dial, SourceRecord source, const Settings &settings, RateGroup &rate);
    ~ClassicSource() override;

    void start();
    /// While held, nothing more is read, so that the source has to wait: that is no stall.
    void hold() { m_isHeld = true; }
    void goOn();
    /// Ends the connection without a word to anybody, and lets go of its rate; what is left is to
    /// delete it.
    void abandon();

signals:
    /// The source is sending the file.
    void begun();
    /// The next bytes of the file; but for a space that done() tells of, in their order.
    void arrived(const QByteArray &bytes);
    /// Everything has arrived. When `isSpaceFirst`, before all else stands a space that has not
    /// been given.
    void done(bool isSpaceFirst);
    /// Nothing comes of it. Nothing follows this.
    void failed(const ft::engine::Problem &problem);

private:
    using Verdict = protocol::ClassicFileReader::Verdict;

    void connectNext();
    void open();
    void read();
    void take(const char *bytes, qint64 count);
    void judge(QByteArrayView said);
    void endOutput();
    void await(std::chrono::milliseconds deadline);
    void watchTheTime();
    void onTimeout();
    void onSilence();
    void onClosed(const net::StreamError &error);
    void tryAgain(ProblemCode code, const QString &detail);
    void finish();
    void fail(ProblemCode code, const QString &detail);
    [[nodiscard]] QString countText() const;

    Dial m_dial;
    SourceRecord m_source;
    Settings m_settings;
    std::optional<RateFlow> m_rate;
    std::unique_ptr<net::ByteStream> m_stream;
    protocol::ClassicFileReader m_reader;
    QByteArray m_room; ///< what a read() fills
    std::size_t m_connection = 0; ///< which of the ways to ask
    std::uint64_t m_receivedAtDeadline = 0; ///< bytes of the file, when the deadline was last set
    bool m_isOpen = false;
    bool m_isOutputOver = false;
    bool m_hasAnswered = false; ///< a byte has come over this connection
    bool m_isSettling = false; ///< the file is there, as far as its size tells
    bool m_isHeld = false;
    bool m_isOver = false;
    QTimer m_deadline;
};

} // namespace ft::engine
