#pragma once

#include "peer-gui/widgets/searchcommands.h"

#include <QDialog>

class QLabel;
class QListWidget;
class QPushButton;

namespace ft::widgets {

/// Shows the wishes of this peer, and lets them be looked for and removed.
class WishList final : public QDialog
{
    Q_OBJECT

public:
    /// `commands` must outlive it.
    explicit WishList(SearchCommands &commands, QWidget *parent = nullptr);

signals:
    void searchAsked(const QString &text);
    void failed(const ft::engine::Problem &problem);

private:
    void setupLayout();
    void refresh();
    void take(const std::vector<engine::Wish> &wishes);
    void searchSelected();
    void removeSelected();
    void updateButtons();

    SearchCommands &m_commands;
    QListWidget *m_list;
    QLabel *m_hint;
    QPushButton *m_search;
    QPushButton *m_remove;
};

} // namespace ft::widgets
