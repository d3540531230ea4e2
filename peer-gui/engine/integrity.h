#pragma once

#include "common/base/mailbox.h"
#include "common/base/result.h"
#include "peer-gui/engine/sharedamage.h"

#include <QObject>

#include <functional>

namespace ft::engine {

class EngineCore;

/// The part of PeerEngine that notices what has gone bad on the disk, and mends it.
///
/// Lives in the thread of the engine's user; callbacks and signals come there, unless their
/// receiver or the engine is gone first.
class Integrity final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Integrity)

public:
    using Hear = std::function<void(const CheckNews &)>;
    using Done = std::function<void(const Result<RepairReport, Problem> &)>;
    /// Runs a task in the engine thread.
    using Post = std::function<void(std::function<void(EngineCore &)>)>;

    /// `self` is the mailbox of this thread.
    Integrity(Post post, Mailbox::Address self, QObject *parent = nullptr);
    ~Integrity() override = default;

    /// Reads the shared file of this name again, or all without a name, and tells what is damaged;
    /// the last news isOver. What is damaged is not offered any more until it is repaired.
    void check(const QString &name, QObject *receiver, Hear hear);
    /// Fetches the damaged pieces of a file from peers that have its content.
    void repair(const QString &name, QObject *receiver, Done done);

signals:
    /// Found by one of the checks of EngineSettings::checkEvery.
    void found(const ft::engine::FileDamage &damage);

private:
    Post m_post;
    Mailbox::Address m_self;
};

} // namespace ft::engine
