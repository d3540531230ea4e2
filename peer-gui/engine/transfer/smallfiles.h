#pragma once

#include "peer-gui/engine/background.h"
#include "peer-gui/engine/transfer/foldersource.h"
#include "peer-gui/engine/transfer/foldertree.h"

#include <deque>
#include <map>

namespace ft::engine {

/// The small files of a folder download: many are asked for at once, and what has arrived is made
/// safe on the disk in groups.
///
/// Engine thread only. May be deleted from inside its signals.
class SmallFiles final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SmallFiles)

public:
    static constexpr std::uint64_t MostHeld = 16ULL * 1024 * 1024; ///< bytes, of content
    static constexpr std::size_t MostRequests = 200; ///< unanswered at once
    static constexpr std::size_t GroupFiles = 512;

    /// Both must outlive this.
    SmallFiles(FolderTree tree,
               FolderSource &source,
               const Background &background,
               std::chrono::milliseconds spaceRetry = std::chrono::seconds{5});
    ~SmallFiles() override = default;

    /// A file of at most one piece, with a root.
    void add(FolderTree::File file);
    /// Drops all that is not being made safe; progressed() follows when that is done.
    void stop();

    [[nodiscard]] std::size_t waiting() const { return m_waiting.size(); }
    [[nodiscard]] bool isStoring() const { return m_isStoring; }
    [[nodiscard]] bool isIdle() const
    {
        return m_waiting.empty() && m_requested.empty() && m_received.empty() && !m_isStoring;
    }

signals:
    void fileDone(const ft::FileRecord &file);
    void fileFailed(const ft::engine::Problem &problem);
    /// The file is right, its record is not: it has the MD5 of something else.
    void recordWrong(const ft::SharedPath &path);
    /// A new file is in its folder.
    void finished(const ft::engine::SharedFile &file);
    /// The disk has no room for so many bytes; tried again by itself.
    void diskFull(quint64 bytes);
    /// There is room again, or it is tried at least.
    void resumed();
    /// Some are over, or stop() has done its work.
    void progressed();

private:
    using Received = FolderTree::Received;
    using StoreResults = std::vector<Result<FolderTree::Stored, Problem>>;

    void pump();
    void takeFile(FileTicket ticket, const QByteArray &bytes);
    void onFileFailed(FileTicket ticket, const Problem &problem);
    void storeGroup();
    void onStored(const std::vector<Received> &group, const StoreResults &results);
    void onNotStored(const FolderTree::File &file, Problem problem);

    FolderTree m_tree;
    FolderSource &m_source;
    const Background &m_background;
    std::deque<FolderTree::File> m_waiting; ///< to be asked for
    std::map<FileTicket, FolderTree::File> m_requested;
    std::vector<Received> m_received; ///< to be stored
    std::uint64_t m_held = 0; ///< bytes of what is requested, received or being stored
    std::uint64_t m_lastTicket = 0;
    bool m_isStoring = false;
    QTimer m_spaceRetry; ///< runs while the disk is full
};

} // namespace ft::engine
