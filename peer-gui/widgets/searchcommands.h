#pragma once

#include "peer-gui/engine/snapshots.h"
#include "peer-gui/engine/tracker/findresults.h"
#include "peer-gui/engine/tracker/livesearches.h"
#include "peer-gui/widgets/done.h"

#include <QObject>

#include <functional>
#include <vector>

namespace ft::widgets {

/// What the place to search asks of the engine.
class SearchCommands
{
public:
    /// Called again and again, in the GUI thread, until its receiver is gone or the search is
    /// closed.
    using Hear = std::function<void(const engine::SearchNews &)>;

    SearchCommands() = default;
    Q_DISABLE_COPY_MOVE(SearchCommands)
    virtual ~SearchCommands() = default;

    /// What is found is told, and from then on what changes, until close().
    virtual engine::SearchId open(const QString &text, QObject *receiver, Hear hear) = 0;
    virtual void close(engine::SearchId id) = 0;
    /// `sources` offer the same content, the preferred one first; never empty.
    virtual void download(const std::vector<SourceRecord> &sources) = 0;
};

} // namespace ft::widgets
