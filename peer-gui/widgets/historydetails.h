#pragma once

#include "peer-gui/engine/history/historyentry.h"

#include <QWidget>

#include <vector>

class QGridLayout;
class QLabel;
class QLineEdit;
class QStackedLayout;

namespace ft::widgets {

/// Shows one entry of the history from near, all that is known of it; or a hint while none is
/// selected.
class HistoryDetails final : public QWidget
{
    Q_OBJECT

public:
    explicit HistoryDetails(QWidget *parent = nullptr);

    void show(const engine::HistoryEntry &entry);
    void clear();

private:
    /// One thing that may be known, and its name before it.
    struct Field
    {
        QLabel *name;
        QWidget *value;
        QString (*textOf)(const engine::HistoryEntry &entry);
    };

    void setupFields();
    void addShort(const QString &name, QString (*textOf)(const engine::HistoryEntry &entry));
    /// As wide as the pane, to be selected and copied.
    void addLong(const QString &name, QString (*textOf)(const engine::HistoryEntry &entry));

    QWidget *m_page;
    QLabel *m_title;
    QLabel *m_outcome;
    QGridLayout *m_grid;
    std::vector<Field> m_fields;
    int m_shortFields = 0;
    QLabel *m_hint;
    QStackedLayout *m_stack;
};

} // namespace ft::widgets
