#pragma once

#include "peer-gui/widgets/sharecommands.h"

#include <QObject>
#include <QStringList>

namespace ft::widgets {

/// Has shared files read again to find what has gone bad on the disk, and has that repaired; says
/// how far it is and what came of it.
class ShareCheck final : public QObject
{
    Q_OBJECT

public:
    /// `commands` must outlive it.
    explicit ShareCheck(ShareCommands &commands, QObject *parent = nullptr);

    /// Files by their names in the share; all without a name. `what` says how much that is.
    void check(const QStringList &names, const QString &what);
    void repair(const QStringList &names);

    [[nodiscard]] bool isChecking() const { return m_checks > 0; }

signals:
    /// A sentence while something goes on; empty when nothing does.
    void activityChanged(const QString &text);
    void said(const QString &text);
    void failed(const ft::engine::Problem &problem);
    /// Files are damaged that were not, or whole again.
    void changed();

private:
    void onNews(const engine::CheckNews &news);
    void tellActivity();

    ShareCommands &m_commands;
    int m_checks = 0; ///< under way
    int m_repairs = 0; ///< under way
    QString m_checked; ///< how much
    engine::CheckNews m_sum; ///< of the checks that are over
};

} // namespace ft::widgets
