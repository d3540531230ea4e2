#pragma once

#include "peer-gui/engine/history/historyentry.h"
#include "peer-gui/engine/snapshots.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <optional>
#include <vector>

namespace ft::models {

/// What this peer has to do with a content: which of several things is worth to know first.
struct Holding
{
    /// In the order they are sorted in.
    enum class Kind {
        New, ///< nothing is known of it
        OtherVersion, ///< something else of the same name is shared, was fetched, or is under way
        Had, ///< fetched at some time; the file may be gone
        Have, ///< in the own share
        Downloading, ///< or waiting for it
    };

    Kind kind = Kind::New;
    double fraction = 0; ///< while Downloading, 0 to 1
    engine::TransferState state = engine::TransferState::Queued; ///< while Downloading
    QString path; ///< where it is or was put on this machine; may be empty
    std::chrono::sys_seconds at{}; ///< when it was complete, UTC; 0 in this run, or not known
    QString peer; ///< a source it came from; may be empty

    bool operator==(const Holding &) const = default;
};

/// Knows what this peer shares, had and downloads, by content and by file name.
class Holdings final : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// The whole share as it is now.
    void setShared(const std::vector<engine::SharedFileInfo> &files);
    /// The downloads that changed.
    void update(const std::vector<engine::TransferSnapshot> &transfers);
    void addHad(const std::vector<engine::HadContent> &contents);

    /// Those of the roots that the history was not asked about yet; they count as asked from now
    /// on.
    [[nodiscard]] std::vector<ContentHash> unasked(const std::vector<ContentHash> &roots);

    [[nodiscard]] Holding of(const FileRecord &file) const;
    /// The download that is under way.
    [[nodiscard]] std::optional<engine::TransferId> transferOf(const FileRecord &file) const;

signals:
    /// What is known of some content has changed.
    void changed();
    /// Only how far downloads are has changed.
    void progressed();

private:
    struct Running
    {
        engine::TransferId id;
        double fraction = 0;
        engine::TransferState state = engine::TransferState::Queued;
    };
    enum class Change { None, Progress, Kind };

    [[nodiscard]] Change take(const engine::TransferSnapshot &transfer);
    [[nodiscard]] Change end(const engine::TransferSnapshot &transfer, const QByteArray &key);
    void noteName(const QByteArray &path, const ContentHash &root);
    [[nodiscard]] bool isNameOfOther(const FileRecord &file) const;

    QHash<ContentHash, QString> m_shared; ///< local paths
    QHash<ContentHash, engine::HadContent> m_had;
    QHash<QByteArray, Running> m_running; ///< by contentKey()
    QHash<QByteArray, QSet<ContentHash>> m_names; ///< by folded file name
    QSet<ContentHash> m_asked;
};

} // namespace ft::models
