#pragma once

#include "peer-gui/engine/problem.h"

#include <QLineEdit>
#include <QList>
#include <QWidget>

class QAction;
class QSettings;

namespace ft::widgets {

/// One place of the window: a widget, and what it lends to the window around it.
class Page : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    /// What can be done here, for the menu of the place and the command palette; separators stand
    /// between groups. Owned by the page.
    [[nodiscard]] virtual QList<QAction *> actionList() const = 0;
    /// What the inspector pane shows of the selected row while this place is seen; null for
    /// nothing. The pane takes it over.
    [[nodiscard]] virtual QWidget *inspector() { return nullptr; }
    /// Puts the cursor where one types what to look for here.
    virtual void find() = 0;
    /// The same, with this typed already.
    void findText(const QString &text)
    {
        find();
        if (auto *line = qobject_cast<QLineEdit *>(focusWidget()))
            line->setText(text);
    }

    /// Columns, sorting and the like, between runs.
    virtual void saveState(QSettings &settings) const = 0;
    virtual void restoreState(const QSettings &settings) = 0;

signals:
    /// A command failed.
    void failed(const ft::engine::Problem &problem);
    /// Something the user asked for has happened out of sight. A sentence; plain text.
    void said(const QString &text);
};

} // namespace ft::widgets
