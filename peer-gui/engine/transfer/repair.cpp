#include "peer-gui/engine/transfer/repair.h"

#include "peer-gui/engine/transfer/repairwork.h"

namespace ft::engine {

Repair::Repair(Order order, DownloadContext context)
    : m_order(std::move(order))
    , m_context(std::move(context))
{
    // Whoever asks for a repair waits for it.
    m_context.isPatient = false;
    m_context.retries.isUseless = false;
}

Repair::~Repair() = default;

void Repair::start()
{
    m_context.background.run(
        this,
        [damaged = m_order.damaged] { return copySoundPieces(damaged); },
        [this](const Result<void, Problem> &copied) {
            if (copied)
                fetch();
            else
                fail(copied.error());
        });
}

void Repair::fetch()
{
    const auto copy = repairCopyOf(m_order.damaged);
    m_download = std::make_unique<Download>(
        Download::Order{m_order.id,
                        copy.record,
                        copy.folder,
                        m_order.sources,
                        {m_order.damaged.file.pieceLayer, {}, {}},
                        m_context.clock.now()},
        m_context);
    connect(m_download.get(), &Download::over, this, &Repair::onFetched);
    m_download->start();
}

void Repair::onFetched()
{
    m_fetched = m_download->snapshot();
    if (m_fetched.state != TransferState::Done)
        return fail(*m_fetched.problem);
    const auto result = m_download->result();
    if (result)
        m_order.damaged.file.pieceLayer = result->pieceLayer;
    m_context.background.run(
        this,
        [damaged = m_order.damaged, copy = m_fetched.path] { return putInPlace(damaged, copy); },
        [this](const Result<FileStamp, Problem> &stamp) { onInPlace(stamp); });
}

void Repair::onInPlace(const Result<FileStamp, Problem> &stamp)
{
    if (!stamp)
        return fail(stamp.error());
    m_result = m_order.damaged.file;
    m_result->stamp = *stamp;
    const RepairReport report{m_result->record.path.toString(),
                              m_result->absolutePath,
                              static_cast<std::uint32_t>(m_order.damaged.pieces.size()),
                              m_fetched.received,
                              m_fetched.sources};
    emit over(report);
}

void Repair::fail(Problem problem)
{
    problem.during = Operation::Repair;
    emit over(tl::unexpected(std::move(problem)));
}

} // namespace ft::engine
