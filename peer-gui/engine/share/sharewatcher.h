#pragma once

#include "peer-gui/engine/share/folderwatches.h"

#include <QObject>
#include <QSocketNotifier>
#include <QTimer>

#include <memory>

namespace ft::engine {

/// Tells what happens in the folders that are watched, in batches.
///
/// For the thread that made it, which runs an event loop; the watches themselves are added by
/// whoever walks the folders.
class ShareWatcher final : public QObject
{
    Q_OBJECT

public:
    explicit ShareWatcher(QObject *parent = nullptr);
    ~ShareWatcher() override = default;
    Q_DISABLE_COPY_MOVE(ShareWatcher)

    [[nodiscard]] FolderWatches &watches() { return m_watches; }
    [[nodiscard]] const FolderWatches &watches() const { return m_watches; }

signals:
    /// At most twenty times a second.
    void happened(const std::vector<ft::engine::FolderEvent> &events);

private:
    void read();

    FolderWatches m_watches;
    std::unique_ptr<QSocketNotifier> m_notifier; ///< null when watching is not possible
    QTimer m_pause;
};

} // namespace ft::engine
