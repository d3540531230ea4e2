#pragma once

#include "common/base/result.h"
#include "peer-gui/engine/snapshots.h"
#include "peer-gui/engine/tracker/findresults.h"

#include <QObject>

#include <functional>
#include <vector>

/// What each page asks of the engine, and nothing more. A callback comes once, in the GUI thread,
/// unless its receiver is gone first.
namespace ft::widgets {

template <typename Value>
using Done = std::function<void(const Result<Value, engine::Problem> &)>;

/// Called again and again, in the GUI thread, until its receiver is gone.
using Hear = std::function<void(const engine::SearchNews &)>;

class SearchCommands
{
public:
    SearchCommands() = default;
    Q_DISABLE_COPY_MOVE(SearchCommands)
    virtual ~SearchCommands() = default;

    /// In place of the search before. What is found is told, and from then on what changes.
    virtual void search(const QString &text, QObject *receiver, Hear hear) = 0;
    /// `sources` offer the same content, the preferred one first; never empty.
    virtual void download(const std::vector<SourceRecord> &sources) = 0;
};

class TransferCommands
{
public:
    TransferCommands() = default;
    Q_DISABLE_COPY_MOVE(TransferCommands)
    virtual ~TransferCommands() = default;

    virtual void control(engine::TransferId id, engine::TransferCommand command) = 0;
    virtual void setPriority(engine::TransferId id, engine::Priority priority) = 0;
};

class ShareCommands
{
public:
    ShareCommands() = default;
    Q_DISABLE_COPY_MOVE(ShareCommands)
    virtual ~ShareCommands() = default;

    virtual void publish(const QString &localPath,
                         const QString &name,
                         QObject *receiver,
                         Done<engine::SharedFileInfo> done) = 0;
    virtual void unpublish(const QString &name, QObject *receiver, Done<SharedPath> done) = 0;
    virtual void listShares(QObject *receiver, Done<std::vector<engine::SharedFileInfo>> done) = 0;
};

/// All that the window asks of the engine.
class PeerCommands : public SearchCommands, public TransferCommands, public ShareCommands
{};

} // namespace ft::widgets
