#include "peer-gui/engine/peers/peerquery.h"

#include "common/base/overloaded.h"
#include "peer-gui/engine/partwith.h"

#include <QPointer>

namespace ft::engine {

namespace {

std::optional<SharedPath> folderOf(const PeerQuestion &question)
{
    const auto *const browse = std::get_if<BrowseQuestion>(&question);
    return browse == nullptr ? std::nullopt : browse->folder;
}

/// The one file that is asked about.
std::optional<SharedPath> nameIn(const PeerQuestion &question)
{
    const auto *const checksum = std::get_if<ChecksumQuestion>(&question);
    return checksum == nullptr ? std::nullopt : checksum->name;
}

} // namespace

PeerQuery::PeerQuery(const Context &context, QString peer, PeerQuestion question)
    : m_context(context)
    , m_peer(std::move(peer))
    , m_question(std::move(question))
    , m_listing(folderOf(m_question))
{
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &PeerQuery::ask);
}

PeerQuery::~PeerQuery()
{
    if (m_channel)
        partWith(m_channel, *this);
}

void PeerQuery::start()
{
    m_context.findPeer(m_peer, [self = QPointer{this}](const Result<PeerAddress, Problem> &peer) {
        if (!self)
            return;
        // Queued: whoever finds a peer at once calls from inside start().
        QMetaObject::invokeMethod(
            self, [self, peer] { self->onPeerFound(peer); }, Qt::QueuedConnection);
    });
}

void PeerQuery::goOn()
{
    if (m_isOver)
        return;
    if (m_isComplete)
        tell({{}, true, {}});
    else
        ask();
}

void PeerQuery::onPeerFound(const Result<PeerAddress, Problem> &peer)
{
    if (!peer)
        return fail(peer.error());
    m_channel = std::make_unique<FolderChannel>(m_context.dial(peer->endpoint),
                                                peer->endpoint,
                                                m_context.channel);
    connect(m_channel.get(), &FolderChannel::failed, this, &PeerQuery::onChannelFailed);
    connect(m_channel.get(), &FolderChannel::listed, this, &PeerQuery::takeLine);
    ask();
}

void PeerQuery::ask()
{
    m_page.clear();
    m_pageAfter = m_listing.last();
    m_channel->requestList(nextPage());
}

ListQuestion PeerQuery::nextPage() const
{
    const auto after = m_listing.last();
    return std::visit(
        Overloaded{
            [&after](const BrowseQuestion &browse) -> ListQuestion {
                return protocol::ListRequest{browse.folder, after, 0};
            },
            [&after](const IndexQuestion &index) -> ListQuestion {
                return protocol::IndexRequest{index.from, index.to, index.regex.toUtf8(), after, 0};
            },
            [&after](const ChecksumQuestion &checksum) -> ListQuestion {
                return protocol::ChecksumRequest{checksum.name, after, 0};
            }},
        m_question);
}

void PeerQuery::takeLine(const protocol::Files &line)
{
    const bool isAskedFor = nameIn(m_question) || m_listing.take(line);
    if (!isAskedFor)
        return fail({ProblemCode::SourceMisbehaved,
                     Operation::AskPeer,
                     m_peer,
                     QStringLiteral("files that were not asked for")});
    for (const SourceRecord &record : line.records)
        m_page.push_back(record.file);
    if (!line.continues)
        takePage();
}

void PeerQuery::takePage()
{
    if (std::holds_alternative<ChecksumQuestion>(m_question))
        return takeChecksums();
    PeerAnswer answer;
    for (FileRecord &record : m_page)
        answer.files.push_back({std::move(record), std::nullopt, std::nullopt});
    answer.isLast = m_listing.isOver();
    tell(std::move(answer));
}

void PeerQuery::takeChecksums()
{
    const auto name = nameIn(m_question);
    if (name && (m_page.size() != 1 || m_page.front().path != *name)) {
        return fail({ProblemCode::NotInShare, Operation::AskPeer, name->toString(), {}});
    }
    if (name && !m_page.front().root) {
        if (m_retries++ < m_context.mostRetries)
            return m_retry.start(m_context.retryAfter);
        return fail({ProblemCode::FileChanging, Operation::AskPeer, name->toString(), {}});
    }
    m_isComplete = name || m_listing.isOver();
    ChecksumMemory::Stretch stretch{peerName(), m_pageAfter, {}, name, std::move(m_page)};
    if (!m_isComplete)
        stretch.last = m_listing.last();
    m_context.background.run(
        this,
        [memory = m_context.memory,
         stretch = std::move(stretch),
         now = m_context.clock.wallTime()] { return memory.compare(stretch, now); },
        [this](PeerAnswer answer) {
            // What went wrong beside the last page goes with it, and an empty page ends the answer.
            answer.isLast = m_isComplete && !answer.problem;
            tell(std::move(answer));
        });
}

void PeerQuery::tell(PeerAnswer answer)
{
    m_isOver = answer.isLast;
    emit answered(answer);
}

/// Who leaves without a word is hardly in a hurry: it understands no question.
void PeerQuery::onChannelFailed(const Problem &problem)
{
    Problem told = problem;
    if (problem.code == ProblemCode::SourceGone && !m_channel->hasAnswered()) {
        told.code = ProblemCode::SourceMisbehaved;
        told.detail = QStringLiteral("it left without an answer; a program of the classic dialect "
                                     "only gives files");
    }
    fail(told);
}

void PeerQuery::fail(const Problem &problem)
{
    if (std::exchange(m_isOver, true))
        return;
    m_retry.stop();
    PeerAnswer answer{{}, true, problem};
    const auto *const index = std::get_if<IndexQuestion>(&m_question);
    if (index != nullptr && problem.code == ProblemCode::BadQuery)
        answer.problem->subject = index->regex;
    emit answered(answer);
}

QString PeerQuery::peerName() const
{
    const auto &name = m_channel->peerName();
    return name ? name->toString() : m_peer;
}

} // namespace ft::engine
