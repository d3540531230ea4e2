#pragma once

#include "peer-gui/engine/transfer/download.h"
#include "peer-gui/engine/transfer/md5check.h"

#include <map>

namespace ft::engine {

/// Compares the MD5 of what arrives with what its record says, beside the download and beyond its
/// end.
///
/// The file itself is verified against its root, so a difference says that the record is wrong.
/// Engine thread only.
class RecordCheck final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RecordCheck)

public:
    /// `check` must outlive this.
    explicit RecordCheck(Md5Check &check)
        : m_check(check)
    {}
    ~RecordCheck() override;

    /// Follows a download that has not been started, until its sum is there or it has come to
    /// nothing. Results go by `id`, which may stand for several downloads.
    void watch(Download &download, TransferId id);

    /// How a finished file is offered to others: completed() comes with the same and its MD5.
    void announced(const SharedFile &file);

signals:
    void checked(ft::engine::TransferId id,
                 const std::optional<ft::Md5Sum> &sum,
                 ft::engine::Md5Verdict verdict,
                 const ft::FileRecord &record);
    void completed(const ft::engine::SharedFile &file);

private:
    using Key = std::uint64_t;
    struct Watched
    {
        TransferId id;
        FileRecord record;
        std::optional<Md5Ticket> ticket{};
        std::optional<Md5Sum> sum{};
        std::optional<SharedFile> file{}; ///< once it is finished; never when it was there before
        bool isOver = false;
    };

    void advance(Key key, const Download &download);
    void follow(Key key, Md5Check::Read read);
    void startAgain(Key key);
    void onOver(Key key, const Download &download);
    void drop(Key key);
    void onSum(Key key, const std::optional<Md5Sum> &sum);
    void tell(Key key);

    Md5Check &m_check;
    std::map<Key, Watched> m_watched;
    Key m_lastKey = 0;
};

} // namespace ft::engine
