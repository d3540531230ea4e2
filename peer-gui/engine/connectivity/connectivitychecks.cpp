#include "peer-gui/engine/connectivity/connectivitychecks.h"

#include "peer-gui/engine/partwith.h"

namespace ft::engine {

ConnectivityChecks::ConnectivityChecks(ConnectivityRun::Context context)
    : m_context(std::move(context))
{}

ConnectivityChecks::~ConnectivityChecks() = default;

void ConnectivityChecks::noteJoining()
{
    m_standing.isJoined = false;
    m_standing.notJoined.reset();
}

void ConnectivityChecks::noteJoined(const JoinInfo &info)
{
    m_standing.isJoined = true;
    m_standing.seen = info.seen;
    m_standing.notJoined.reset();
}

void ConnectivityChecks::noteLost(const Problem &problem)
{
    m_standing.isJoined = false;
    m_standing.notJoined = problem;
}

void ConnectivityChecks::start(std::uint64_t files,
                               const QStringList &shareFolders,
                               const Hear &hear)
{
    drop();
    auto standing = m_standing;
    standing.filesShared = files;
    standing.shareFolders = shareFolders;
    m_run = std::make_unique<ConnectivityRun>(*m_context, std::move(standing));
    connect(m_run.get(), &ConnectivityRun::progressed, this, [this, hear](const auto &report) {
        hear(report);
        if (report.isOver)
            drop();
    });
    m_run->start();
}

void ConnectivityChecks::drop()
{
    if (m_run)
        partWith(m_run, *this);
}

} // namespace ft::engine
