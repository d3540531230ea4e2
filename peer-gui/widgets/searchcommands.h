#pragma once

#include "common/model/transport.h"
#include "peer-gui/engine/history/historyentry.h"
#include "peer-gui/engine/snapshots.h"
#include "peer-gui/engine/tracker/findresults.h"
#include "peer-gui/engine/tracker/livesearches.h"
#include "peer-gui/engine/tracker/wish.h"
#include "peer-gui/widgets/done.h"

#include <QObject>

#include <functional>
#include <vector>

namespace ft::widgets {

/// Where a download goes, and how.
struct DownloadTarget
{
    Transport transport = Transport::Tcp;
    QString folder; ///< empty for the one that all downloads go to

    bool operator==(const DownloadTarget &) const = default;
};

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
    /// What follows in the answer to a text behind FindResults::after.
    virtual void more(const QString &text,
                      const QByteArray &after,
                      QObject *receiver,
                      Done<engine::FindResults> done) = 0;
    /// `sources` offer the same content, the preferred one first; never empty.
    virtual void download(const std::vector<SourceRecord> &sources,
                          const DownloadTarget &target) = 0;
    /// Which of the contents were fetched at some time.
    virtual void had(const std::vector<ContentHash> &roots,
                     QObject *receiver,
                     Done<std::vector<engine::HadContent>> done) = 0;

    virtual void addWish(const QString &text, QObject *receiver, Done<engine::Wish> done) = 0;
    virtual void removeWish(engine::WishId id, QObject *receiver, Done<engine::Wish> done) = 0;
    virtual void listWishes(QObject *receiver, Done<std::vector<engine::Wish>> done) = 0;
};

} // namespace ft::widgets
