#pragma once

#include "peer-gui/models/commandlist.h"
#include "peer-gui/widgets/actioncatalog.h"

#include <QFrame>
#include <QPointer>

class QLineEdit;
class QListView;
class QSettings;

namespace ft::widgets {

/// Finds everything that can be done by a few letters of its name, and does it. Lies over the top
/// of the window, until something is chosen, Escape is pressed or the focus goes elsewhere.
class CommandPalette final : public QFrame
{
    Q_OBJECT

public:
    /// `memory` must outlive it: what was used last is kept there.
    CommandPalette(QSettings &memory, QWidget *parent);

    void open(const QList<ListedAction> &actions);

signals:
    /// The user rather wants to look for such files.
    void searchAsked(const QString &text);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void type(const QString &typed);
    void place();
    void run();
    void leave();
    [[nodiscard]] bool handleKey(int key);
    void remember(const QString &name);

    QSettings &m_memory;
    models::CommandList m_list;
    std::vector<QPointer<QAction>> m_actions; ///< of the commands in m_list
    QStringList m_names;
    QPointer<QWidget> m_before; ///< had the focus
    QLineEdit *m_box;
    QListView *m_view;
};

} // namespace ft::widgets
