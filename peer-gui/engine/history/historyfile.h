#pragma once

#include "peer-gui/engine/history/historydatabase.h"

#include <functional>

namespace ft::engine {

/// Decides what becomes of the history when its database cannot be used as it is: sets a damaged
/// one aside, leaves one of a later version alone, and tells each of these once.
///
/// All in the one thread that opened it, which blocks on the disk.
class HistoryFile final
{
public:
    using Notice = std::function<void(const HistoryNotice &)>;

    /// Of a folder that is made when it is missing; empty for nowhere.
    HistoryFile(QString folder, Notice notice);
    ~HistoryFile();
    Q_DISABLE_COPY_MOVE(HistoryFile)

    void open();

    /// False when it is to be tried again with the same changes.
    [[nodiscard]] bool write(const HistoryChanges &changes);

    /// question(database), or why there is no answer. Without a folder a Value{}.
    template <typename Value, typename Question>
    [[nodiscard]] Result<Value, Problem> ask(const Question &question)
    {
        if (m_folder.isEmpty())
            return Value{};
        if (!m_database)
            return tl::unexpected(problem());
        Result<Value, HistoryDatabase::Fault> answer = question(*m_database);
        if (!answer && replaceDamaged(answer.error()))
            answer = question(*m_database);
        if (!answer) {
            m_detail = answer.error().detail;
            return tl::unexpected(problem());
        }
        return *std::move(answer);
    }

    /// Changes could not be kept.
    void tellLost();

private:
    [[nodiscard]] bool isAlone();
    void share();
    [[nodiscard]] bool replaceDamaged(const HistoryDatabase::Fault &fault);
    void setAside(const HistoryDatabase::Fault &fault);
    [[nodiscard]] Problem problem() const;
    void tell(HistoryNotice::Kind kind, const QString &path);

    QString m_folder;
    QString m_path; ///< of the database
    Notice m_notice;
    int m_lock = -1; ///< held shared by everybody who has the history open
    std::unique_ptr<HistoryDatabase> m_database;
    QString m_detail; ///< of what went wrong last
    bool m_isWritable = true; ///< as far as was told
    bool m_isLossTold = false;
};

} // namespace ft::engine
