#pragma once

#include "peer-gui/engine/background.h"
#include "peer-gui/engine/transfer/foldertree.h"
#include "peer-gui/engine/transfer/transfer.h"

#include <deque>
#include <functional>
#include <map>
#include <memory>

namespace ft::engine {

/// The large files of a folder download: each one a transfer of its own, a few at a time.
///
/// Engine thread only. May be deleted from inside its signals.
class LargeFiles final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LargeFiles)

public:
    /// Makes the download of one file into a folder; null when it cannot.
    using Make = std::function<std::unique_ptr<Transfer>(const FolderTree::File &file,
                                                         const QString &folder)>;

    static constexpr std::size_t AtOnce = 2;

    /// `background` must outlive this.
    LargeFiles(FolderTree tree, const Background &background, Make make);
    ~LargeFiles() override;

    void add(FolderTree::File file);
    void addSources(const std::vector<SourceRecord> &sources);

    /// Begins no more. Those that run stop, or are canceled; progressed() follows when none does.
    void stop();
    void cancel();

    [[nodiscard]] std::size_t waiting() const { return m_waiting.size(); }
    [[nodiscard]] bool isRunning() const { return !m_running.empty(); }
    /// Of those that run.
    [[nodiscard]] std::vector<TransferSnapshot> snapshots() const;
    /// Payload bytes that arrived for those that are over.
    [[nodiscard]] std::uint64_t received() const { return m_received; }

signals:
    void fileDone(const ft::FileRecord &file);
    void fileFailed(const ft::engine::Problem &problem);
    /// A new file is in its folder.
    void finished(const ft::engine::SharedFile &file);
    void sourcesWanted();
    /// One more is over, or has stopped.
    void progressed();

private:
    struct Running
    {
        FolderTree::File file;
        std::unique_ptr<Transfer> transfer; ///< null while its folder is made
    };
    using Key = std::uint64_t;

    void pump();
    void prepare(FolderTree::File file);
    void begin(Key key);
    void onOver(Key key);
    void forget(Key key);
    template <typename Call>
    void forEach(Call call);

    FolderTree m_tree;
    const Background &m_background;
    Make m_make;
    std::deque<FolderTree::File> m_waiting;
    std::map<Key, Running> m_running;
    Key m_lastKey = 0;
    std::uint64_t m_received = 0;
    bool m_isEnding = false;
};

} // namespace ft::engine
