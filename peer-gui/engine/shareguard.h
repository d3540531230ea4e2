#pragma once

#include "peer-gui/engine/share/checkmemory.h"
#include "peer-gui/engine/share/integritycheck.h"
#include "peer-gui/engine/share/sharelibrary.h"
#include "peer-gui/engine/sharedamage.h"
#include "peer-gui/engine/transfer/repair.h"

#include <deque>

namespace ft::engine {

/// Decides which shared files are read again and when, keeps what is damaged out of the share, and
/// has it repaired.
///
/// Engine thread only.
class ShareGuard final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ShareGuard)

public:
    struct Settings
    {
        QString stateFolder; ///< empty: nothing is remembered
        std::chrono::days checkEvery{0}; ///< each file; 0 for only when asked
        std::uint64_t checkRate = 0; ///< bytes per second, unasked; 0 for no limit
        /// How often it is looked for what is due.
        std::chrono::milliseconds lookEvery = std::chrono::minutes{1};
        bool isIdle = true; ///< unasked, reads only while nobody else wants processor or disk
    };
    using Found = Result<std::vector<SourceRecord>, Problem>;
    struct Context
    {
        const Background &background;
        const Clock &clock;
        Mailbox::Address engine;
        ShareLibrary &library;
        HostName self; ///< the name of this peer
        std::function<void(const FileRecord &, std::function<void(const Found &)>)> search;
        std::function<TransferId()> nextId;
    };
    using Hear = std::function<void(const CheckNews &)>;
    using Repaired = std::function<void(const Result<RepairReport, Problem> &)>;

    /// What `context` refers to must outlive it.
    ShareGuard(Settings settings, Context context);
    ~ShareGuard() override;

    /// The name of this peer, from now on.
    void setSelf(const HostName &self) { m_context.self = self; }

    /// Takes up what earlier runs found. Before the library starts.
    void start();

    /// Takes out again what is known to be damaged, of files that the library has just made ready.
    void filesReady(const std::vector<SharedFile> &files);

    /// Reads one file, or all, at full speed, and tells each that is damaged, and last the whole.
    void check(const std::optional<SharedPath> &path, const Hear &hear);
    /// Answers once. `downloads` is what downloads have around them.
    void repair(const SharedPath &path, const DownloadContext &downloads, const Repaired &done);

    /// In the order of their names.
    [[nodiscard]] std::vector<DamagedFile> damaged() const;

signals:
    /// Found by a check that nobody asked for.
    void found(const ft::engine::FileDamage &damage);

private:
    /// A check that somebody waits for.
    struct Asked
    {
        Hear hear;
        std::uint64_t left = 0; ///< files to be read
        CheckNews news;
    };

    void takeUp(const SharedFile &file, const FileCheck &check);
    void noteDamage(const DamagedFile &damaged);
    void forgetDamage(const SharedPath &path);
    void noteSound(const SharedPath &path);
    void saveSound();
    void onAsked(const std::shared_ptr<Asked> &asked,
                 const SharedFile &file,
                 const FileCheck &check);
    static void tellDamage(Asked &asked, const DamagedFile &damaged);
    void checkNext();
    [[nodiscard]] std::deque<SharedPath> dueFiles() const;
    void startRepair(const DamagedFile &damaged,
                     const DownloadContext &downloads,
                     const Found &found,
                     const Repaired &done);
    void onRepaired(const SharedPath &path,
                    const Result<RepairReport, Problem> &report,
                    const Repaired &done);

    Settings m_settings;
    Context m_context;
    CheckMemory m_memory;
    std::map<SharedPath, DamagedFile> m_damaged;
    CheckMemory::CheckedAt m_checked;
    std::vector<SharedPath> m_sound; ///< found to be so, not yet remembered
    std::deque<SharedPath> m_due; ///< to be checked unasked, next first
    std::map<SharedPath, std::unique_ptr<Repair>> m_repairs; ///< under way
    std::unique_ptr<IntegrityCheck> m_unasked;
    std::unique_ptr<IntegrityCheck> m_asked; ///< made when it is needed
    bool m_isChecking = false; ///< unasked
    QTimer m_timer; ///< looks for what is due
};

[[nodiscard]] FileDamage damageOf(const DamagedFile &damaged);

} // namespace ft::engine
