#include "peer-gui/engine/tracker/trackertrial.h"

#include "common/protocol/trackercodec.h"
#include "peer-gui/engine/partwith.h"
#include "peer-gui/engine/tracker/trackerproblems.h"

#include <utility>

namespace ft::engine {

TrackerTrial::TrackerTrial(TrackerLink::Settings settings,
                           const TrackerLink::Dial &dial,
                           Done done,
                           std::chrono::milliseconds deadline)
    : m_settings(std::move(settings))
    , m_done(std::move(done))
    , m_stream(dial(m_settings.tracker))
    , m_reader(*m_stream)
{
    connect(m_stream.get(), &net::ByteStream::opened, this, [this] {
        protocol::Hello hello{m_settings.name, m_settings.port, m_settings.agent};
        m_stream->write(protocol::encode(protocol::TrackerRequest{std::move(hello)}));
    });
    connect(m_stream.get(), &net::ByteStream::readable, this, &TrackerTrial::readLine);
    connect(m_stream.get(), &net::ByteStream::closed, this, [this](const net::StreamError &error) {
        fail(trackerProblem(error.code), error.detail);
    });
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        fail(ProblemCode::TrackerUnreachable, QStringLiteral("no answer"));
    });
    m_deadline.start(deadline);
}

TrackerTrial::~TrackerTrial()
{
    if (m_stream)
        partWith(m_stream, *this).abort();
}

void TrackerTrial::readLine()
{
    const auto line = m_reader.nextLine();
    if (!line)
        fail(ProblemCode::TrackerMisbehaved, QString::fromUtf8(explain(line.error())));
    else if (*line)
        take(**line);
}

/// Whatever it is: the first line decides.
void TrackerTrial::take(QByteArrayView line)
{
    const auto reply = protocol::decodeTrackerReply(line);
    if (!reply)
        return fail(ProblemCode::TrackerMisbehaved, QString::fromUtf8(explain(reply.error())));
    if (const auto *hi = std::get_if<protocol::Hi>(&*reply))
        return end(JoinInfo{m_stream->remote(), hi->seen});
    if (const auto *refused = std::get_if<protocol::Refused>(&*reply))
        return fail(trackerProblem(refused->code), QString::fromUtf8(refused->text));
    if (const auto *error = std::get_if<protocol::ErrorLine>(&*reply))
        return fail(ProblemCode::TrackerRefused, QString::fromUtf8(error->text));
    fail(ProblemCode::TrackerMisbehaved, QStringLiteral("an answer nobody asked for"));
}

void TrackerTrial::fail(ProblemCode code, const QString &detail)
{
    end(tl::unexpected(Problem{code, Operation::Join, m_settings.tracker.toString(), detail}));
}

void TrackerTrial::end(const Result<JoinInfo, Problem> &result)
{
    m_deadline.stop();
    m_stream->disconnect(this);
    if (const auto done = std::exchange(m_done, nullptr))
        done(result);
}

} // namespace ft::engine
