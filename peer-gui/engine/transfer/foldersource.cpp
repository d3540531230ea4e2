#include "peer-gui/engine/transfer/foldersource.h"

#include "peer-gui/engine/partwith.h"

#include <algorithm>

namespace ft::engine {

FolderSource::FolderSource(Endpoint endpoint,
                           Dial dial,
                           SourceChannel::Settings settings,
                           Backoff backoff,
                           std::shared_ptr<RateGroup> rate)
    : m_endpoint(std::move(endpoint))
    , m_dial(std::move(dial))
    , m_settings(std::move(settings))
    , m_backoff(std::move(backoff))
    , m_rate(std::move(rate))
{
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &FolderSource::connectToPeer);
}

FolderSource::~FolderSource()
{
    dropChannel();
}

void FolderSource::requestList(const protocol::ListRequest &request)
{
    ask({{}, {}, request, 0});
}

void FolderSource::requestFile(FileTicket ticket, const FileRecord &file)
{
    ask({ticket, file, {}, 0});
}

void FolderSource::close()
{
    m_retry.stop();
    dropChannel();
    m_asked.clear();
}

void FolderSource::moveTo(const Endpoint &endpoint)
{
    m_endpoint = endpoint;
    if (isConnected() || m_asked.empty())
        return;
    dropChannel();
    m_backoff.reset();
    connectToPeer();
}

void FolderSource::ask(Asked asked)
{
    m_asked.push_back(std::move(asked));
    if (m_channel)
        send(m_asked.back());
    else if (!m_retry.isActive())
        connectToPeer();
}

void FolderSource::send(const Asked &asked)
{
    if (asked.ticket)
        m_channel->requestFile(*asked.ticket, *asked.file);
    else
        m_channel->requestList(asked.list);
}

void FolderSource::connectToPeer()
{
    m_retry.stop();
    // Nothing is asked of the peer: it need not be there.
    if (m_asked.empty())
        return;
    m_channel = std::make_unique<FolderChannel>(m_dial(m_endpoint), m_endpoint, m_settings, m_rate);
    connect(m_channel.get(), &FolderChannel::listed, this, &FolderSource::takeLine);
    connect(m_channel.get(),
            &FolderChannel::fileReceived,
            this,
            [this](FileTicket ticket, const QByteArray &bytes) {
                takeAnswer(ticket);
                emit fileReceived(ticket, bytes);
            });
    connect(m_channel.get(),
            &FolderChannel::fileRefused,
            this,
            [this](FileTicket ticket, const Problem &problem) {
                takeAnswer(ticket);
                emit fileFailed(ticket, problem);
            });
    connect(m_channel.get(), &FolderChannel::bytesArrived, this, &FolderSource::bytesArrived);
    connect(m_channel.get(), &FolderChannel::failed, this, &FolderSource::onChannelFailed);
    for (const Asked &asked : m_asked)
        send(asked);
}

void FolderSource::takeLine(const protocol::Files &line)
{
    onAnswer();
    const auto asked = std::find_if(m_asked.begin(), m_asked.end(), [](const Asked &other) {
        return !other.ticket;
    });
    if (!line.continues) {
        m_asked.erase(asked);
    } else if (!line.records.empty()) {
        // Where it goes on should the connection break now.
        asked->list.after = line.records.back().file.path;
        asked->tries = 0;
    }
    emit listed(line);
}

void FolderSource::takeAnswer(FileTicket ticket)
{
    onAnswer();
    const auto answered = std::find_if(m_asked.begin(), m_asked.end(), [&](const Asked &other) {
        return other.ticket == ticket;
    });
    m_asked.erase(answered);
}

void FolderSource::onAnswer()
{
    m_backoff.reset();
    m_unreached = 0;
}

void FolderSource::onChannelFailed(const Problem &problem)
{
    const bool wasReached = m_channel->isOpen();
    dropChannel();
    m_retry.start(m_backoff.next());
    if (problem.code == ProblemCode::NotAccepted || (wasReached && !mayGoOn(problem))) {
        close();
        emit failed(problem);
    } else if (!wasReached) {
        emit unreached(problem, ++m_unreached);
    }
}

bool FolderSource::mayGoOn(const Problem &problem)
{
    if (m_asked.empty() || ++m_asked.front().tries < MostTries)
        return true;
    if (!m_asked.front().ticket)
        return false;
    const auto ticket = *m_asked.front().ticket;
    m_asked.pop_front();
    emit fileFailed(ticket, problem);
    return true;
}

void FolderSource::dropChannel()
{
    if (m_channel)
        partWith(m_channel, *this).abandon();
}

} // namespace ft::engine
