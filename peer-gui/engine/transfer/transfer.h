#pragma once

#include "peer-gui/engine/share/sharedfile.h"
#include "peer-gui/engine/snapshots.h"

#include <QObject>

#include <vector>

namespace ft::engine {

/// One item of the queue at work: a file, or a folder of files.
///
/// Engine thread only. May be deleted at any time; what it has on disk then stays, for the next one
/// to go on with. May be deleted from inside its signals.
class Transfer : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Transfer)

public:
    using QObject::QObject;
    ~Transfer() override = default;

    virtual void start() = 0;
    /// Lets go of sources and disk, keeps what is verified for another Transfer to go on with, and
    /// emits stopped(). Nothing happens when the transfer is over, or about to be.
    virtual void stop() = 0;
    /// Ends it as Canceled, and removes what is unfinished.
    virtual void cancel() = 0;

    /// More peers that offer it; those known already are left alone.
    virtual void addSources(const std::vector<SourceRecord> &sources) = 0;
    /// Bytes per second it may take; 0 for no limit of its own.
    virtual void setRateLimit(std::uint64_t bytesPerSecond) = 0;

    [[nodiscard]] virtual TransferSnapshot snapshot() const = 0;

signals:
    /// It is Done, Failed or Canceled. Emitted once.
    void over();
    /// stop() has done its work; the transfer may be deleted.
    void stopped();
    /// A new file is in the download folder.
    void finished(const ft::engine::SharedFile &file);
    /// It could do with more sources: none of those it knows gives it anything.
    void sourcesWanted();
};

} // namespace ft::engine
