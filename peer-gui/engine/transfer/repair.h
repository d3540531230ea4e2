#pragma once

#include "peer-gui/engine/share/checkmemory.h"
#include "peer-gui/engine/sharedamage.h"
#include "peer-gui/engine/transfer/download.h"

namespace ft::engine {

/// Makes one damaged file whole: downloads its damaged pieces beside it, next to copies of the
/// others, and puts the result in its place once every piece has been verified.
///
/// The file itself is never written to: until the last moment, and after any crash, it is as it
/// was. Engine thread only. Not to be deleted from inside its signal.
class Repair final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Repair)

public:
    struct Order
    {
        TransferId id; ///< one not used before
        DamagedFile damaged;
        std::vector<SourceRecord> sources; ///< of the same content
    };

    Repair(Order order, DownloadContext context);
    ~Repair() override;

    void start();

    /// The file as the share takes it over; only after over() without a problem.
    [[nodiscard]] const std::optional<SharedFile> &result() const { return m_result; }

signals:
    /// Once, last, and not from inside start().
    void over(const ft::Result<ft::engine::RepairReport, ft::engine::Problem> &report);

private:
    void fetch();
    void onFetched();
    void onInPlace(const Result<FileStamp, Problem> &stamp);
    void fail(Problem problem);

    Order m_order;
    DownloadContext m_context;
    std::unique_ptr<Download> m_download;
    TransferSnapshot m_fetched; ///< how the download ended
    std::optional<SharedFile> m_result;
};

} // namespace ft::engine
