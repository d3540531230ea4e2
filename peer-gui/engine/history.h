#pragma once

#include "common/base/mailbox.h"
#include "common/base/result.h"
#include "peer-gui/engine/history/historyentry.h"
#include "peer-gui/engine/historyexport.h"

#include <QObject>

#include <functional>

namespace ft::engine {

class EngineCore;

/// The part of PeerEngine that tells what was asked and served, in this run and earlier ones.
///
/// Lives in the thread of the engine's user; callbacks and signals come there. A callback comes
/// exactly once, unless its receiver or the engine is gone first.
class History final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(History)

public:
    template <typename Value>
    using Done = std::function<void(const Result<Value, Problem> &)>;
    /// Runs a task in the engine thread.
    using Post = std::function<void(std::function<void(EngineCore &)>)>;

    /// `self` is the mailbox of this thread.
    History(Post post, Mailbox::Address self, QObject *parent = nullptr);
    ~History() override = default;

    void query(const HistoryFilter &filter, QObject *receiver, Done<HistoryPage> done);
    /// How many entries the filter lets through, whatever its limit.
    void count(const HistoryFilter &filter, QObject *receiver, Done<std::uint64_t> done);
    /// What others took, name by name.
    void servedPerFile(QObject *receiver, Done<std::vector<ServedFile>> done);
    /// Those of the contents that this peer has fetched at some time, wherever they are now.
    void had(const std::vector<ContentHash> &roots,
             QObject *receiver,
             Done<std::vector<HadContent>> done);
    /// The path, if there is a file or folder now; FileNotFound otherwise.
    void locate(const QString &path, QObject *receiver, Done<QString> done);
    /// Writes all entries that the filter lets through; tells how many. Canceled once stopped.
    ExportStop exportTo(const HistoryExportOrder &order,
                        QObject *receiver,
                        Done<std::uint64_t> done);
    /// Forgets everything begun before, for good; tells how many entries that were.
    void clear(std::chrono::sys_seconds before, QObject *receiver, Done<std::uint64_t> done);

signals:
    void noticed(const ft::engine::HistoryNotice &notice);
    /// Entries have come, have become others or are gone; about twice a second at the most.
    void changed();

private:
    Post m_post;
    Mailbox::Address m_self;
};

} // namespace ft::engine
