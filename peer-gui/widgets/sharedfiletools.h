#pragma once

#include "common/model/endpoint.h"
#include "peer-gui/widgets/sharecheck.h"

#include <QUrl>

namespace ft::widgets {

/// What is done with files of the share beside changing it: they are opened, named to others,
/// looked for at others, checked and repaired.
class SharedFileTools final : public QObject
{
    Q_OBJECT

public:
    using Files = std::vector<engine::SharedFileInfo>;

    /// `commands` must outlive it; `openUrl` shows a file or folder in the user's program for it,
    /// `tracker` is named in links.
    SharedFileTools(ShareCommands &commands,
                    std::function<void(const QUrl &)> openUrl,
                    std::optional<HostPort> tracker,
                    QObject *parent = nullptr);

    void open(const QString &localPath) const;
    void openFolderOf(const engine::SharedFileInfo &file) const;
    void copyLinks(const Files &files);
    void copyNames(const Files &files);
    void searchOthers(const engine::SharedFileInfo &file);
    /// The files, or all that are shared when there are none.
    void check(const Files &files, const engine::ShareSummary &all);
    /// Those of the files that are known to be damaged.
    void repair(const Files &files);

signals:
    void said(const QString &text);
    void failed(const ft::engine::Problem &problem);
    void searchAsked(const QString &query);
    /// As ShareCheck has them.
    void activityChanged(const QString &text);
    void changed();

private:
    std::function<void(const QUrl &)> m_openUrl;
    std::optional<HostPort> m_tracker;
    ShareCheck m_check;
};

} // namespace ft::widgets
