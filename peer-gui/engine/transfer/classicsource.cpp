#include "peer-gui/engine/transfer/classicsource.h"

#include "peer-gui/engine/partwith.h"

#include <array>

namespace ft::engine {

namespace {

constexpr qsizetype ReadStep = 256 * 1024;

// After this many bytes other connections of the thread get their turn.
constexpr qint64 BytesPerTurn = 4 * 1024 * 1024;

// Of a file, within the stall deadline.
constexpr std::uint64_t LeastProgress = 16 * 1024;

// Of an answer that is no file.
constexpr qsizetype MostWords = 80;

/// One way to ask for a file.
struct Way
{
    bool isSpaced = true;
    bool endsOutput = true; ///< at once
};

constexpr std::array Ways{Way{true, false}, Way{false, true}, Way{true, true}};

QByteArray requestFor(const FileRecord &file, bool isSpaced)
{
    const QByteArray comma = isSpaced ? ", " : ",";
    const QByteArray prefix = isSpaced ? "DOWNLOAD: " : "DOWNLOAD:";
    return prefix + file.path.utf8() + comma + file.type + comma + QByteArray::number(file.size);
}

} // namespace

ClassicSource::ClassicSource(Dial dial,
                             SourceRecord source,
                             const Settings &settings,
                             RateGroup &rate)
    : m_dial(std::move(dial))
    , m_source(std::move(source))
    , m_settings(settings)
    , m_reader(m_source.file.size)
    , m_room(ReadStep, Qt::Uninitialized)
{
    m_rate.emplace(rate, [this] { read(); });
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, &ClassicSource::onTimeout);
}

ClassicSource::~ClassicSource()
{
    if (m_stream)
        partWith(m_stream, *this).abort();
}

void ClassicSource::start()
{
    connectNext();
}

void ClassicSource::goOn()
{
    if (std::exchange(m_isHeld, false))
        read();
}

void ClassicSource::abandon()
{
    m_isOver = true;
    m_deadline.stop();
    m_rate.reset();
    if (m_stream)
        m_stream->abort();
}

void ClassicSource::connectNext()
{
    if (m_stream)
        partWith(m_stream, *this).abort();
    m_reader = protocol::ClassicFileReader{m_source.file.size};
    m_isOpen = false;
    m_isOutputOver = false;
    m_hasAnswered = false;
    m_stream = m_dial(m_source.endpoint);
    connect(m_stream.get(), &net::ByteStream::opened, this, &ClassicSource::open);
    connect(m_stream.get(), &net::ByteStream::readable, this, &ClassicSource::read);
    connect(m_stream.get(), &net::ByteStream::closed, this, &ClassicSource::onClosed);
    await(m_settings.connectDeadline);
}

void ClassicSource::open()
{
    m_isOpen = true;
    const Way &way = Ways.at(m_connection);
    m_stream->write(requestFor(m_source.file, way.isSpaced));
    if (way.endsOutput)
        endOutput();
    await(way.endsOutput ? m_settings.stallDeadline : m_settings.halfCloseAfter);
}

void ClassicSource::endOutput()
{
    m_isOutputOver = true;
    m_stream->finishSending();
}

void ClassicSource::read()
{
    qint64 turn = 0;
    while (!m_isOver && !m_isHeld && m_isOpen) {
        const auto allowed = m_rate->allowance(m_room.size());
        const auto got = allowed > 0 ? m_stream->read(m_room.data(), allowed) : 0;
        if (got == 0)
            break;
        m_rate->spend(got);
        take(m_room.constData(), got);
        turn += got;
        if (turn > BytesPerTurn) {
            QMetaObject::invokeMethod(this, &ClassicSource::read, Qt::QueuedConnection);
            break;
        }
    }
    watchTheTime();
}

void ClassicSource::take(const char *bytes, qint64 count)
{
    const QByteArrayView said{bytes, count};
    const bool hadBegun = m_reader.hasBegun();
    if (!std::exchange(m_hasAnswered, true))
        await(m_settings.stallDeadline);
    const auto file = m_reader.add(said);
    if (!hadBegun && m_reader.hasBegun())
        emit begun();
    if (!file.isEmpty() && !m_isOver)
        emit arrived(file.toByteArray());
    if (!m_isOver)
        judge(said);
}

void ClassicSource::judge(QByteArrayView said)
{
    switch (m_reader.verdict()) {
    case Verdict::NotAFile:
        return tryAgain(ProblemCode::SourceRefused,
                        QString::fromUtf8(said.first(std::min(said.size(), MostWords))).trimmed());
    case Verdict::TooMany:
        return fail(ProblemCode::SourceChanged,
                    QStringLiteral("sent more than %1 bytes").arg(m_source.file.size));
    case Verdict::Complete:
    case Verdict::Unsure:
        // One that waits for our end to close says with its own that there is no more.
        if (!m_isOutputOver)
            endOutput();
        m_isSettling = true;
        return await(m_reader.verdict() == Verdict::Complete ? m_settings.surplusDeadline
                                                             : m_settings.lastByteDeadline);
    case Verdict::Reading:
    case Verdict::TooFew:
        break;
    }
}

void ClassicSource::await(std::chrono::milliseconds deadline)
{
    m_receivedAtDeadline = m_reader.received();
    m_deadline.start(deadline);
}

/// While the file arrives. Byte by byte is no better than nothing.
void ClassicSource::watchTheTime()
{
    if (m_isOver || m_isSettling || !m_reader.hasBegun())
        return;
    if (m_isHeld || m_rate->isWaiting())
        return m_deadline.stop();
    const bool isFurther = m_reader.received() >= m_receivedAtDeadline + LeastProgress;
    if (isFurther || !m_deadline.isActive())
        await(m_settings.stallDeadline);
}

void ClassicSource::onTimeout()
{
    if (!m_isOpen)
        return fail(ProblemCode::SourceUnreachable, QStringLiteral("no answer"));
    if (!m_isSettling)
        return onSilence();
    // What has not been read cannot be judged.
    if (m_isHeld || m_rate->isWaiting())
        return await(m_settings.surplusDeadline);
    finish();
}

void ClassicSource::onSilence()
{
    if (m_reader.hasBegun())
        return fail(ProblemCode::SourceStalled, countText());
    if (m_isOutputOver || m_hasAnswered)
        return tryAgain(ProblemCode::SourceStalled, QStringLiteral("no answer"));
    endOutput();
    await(m_settings.answerDeadline);
}

void ClassicSource::onClosed(const net::StreamError &error)
{
    if (!m_isOpen)
        return fail(ProblemCode::SourceUnreachable, error.detail);
    if (!m_reader.hasBegun())
        return tryAgain(ProblemCode::SourceGone, QStringLiteral("it closed without an answer"));
    finish();
}

void ClassicSource::tryAgain(ProblemCode code, const QString &detail)
{
    if (m_connection + 1 == Ways.size())
        return fail(code, detail);
    ++m_connection;
    connectNext();
}

/// No more comes.
void ClassicSource::finish()
{
    m_reader.end();
    if (m_reader.verdict() != Verdict::Complete)
        return fail(ProblemCode::SourceGone, countText());
    m_isOver = true;
    m_deadline.stop();
    m_stream->abort();
    emit done(m_reader.isSpaceFirst());
}

QString ClassicSource::countText() const
{
    return QStringLiteral("sent %1 bytes of %2").arg(m_reader.received()).arg(m_source.file.size);
}

void ClassicSource::fail(ProblemCode code, const QString &detail)
{
    if (std::exchange(m_isOver, true))
        return;
    m_deadline.stop();
    m_stream->abort();
    const auto operation = m_isOpen ? Operation::Download : Operation::Connect;
    emit failed({code, operation, m_source.endpoint.toString(), detail});
}

} // namespace ft::engine
