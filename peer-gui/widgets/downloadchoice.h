#pragma once

#include "peer-gui/widgets/setupcommands.h"

#include <QTimer>
#include <QWidget>

namespace ft::widgets {

class FolderField;
class StateLine;

/// Asks where downloads go, and says how much room there is.
class DownloadChoice final : public QWidget
{
    Q_OBJECT

public:
    /// `commands` must outlive it.
    explicit DownloadChoice(SetupCommands &commands, QWidget *parent = nullptr);

    void setFolder(const QString &folder);
    /// Empty when what is typed is none.
    [[nodiscard]] QString folder() const;

signals:
    void changed();

private:
    void onTyped();
    void check();
    void take(const engine::ConnectivityCheck &check);

    SetupCommands &m_commands;
    FolderField *m_folder;
    StateLine *m_state;
    QTimer m_pause; ///< while somebody types
};

} // namespace ft::widgets
