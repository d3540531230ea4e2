#pragma once

#include "peer-gui/widgets/networkcommands.h"

#include <QWidget>

#include <memory>

class QAction;
class QLabel;
class QStackedLayout;
class QVBoxLayout;

namespace ft::widgets {

class EmptyState;
class ScrolledColumn;

/// What works between this peer and the others, and what does not: one row a check, in plain words.
class ConnectivityView final : public QWidget
{
    Q_OBJECT

public:
    /// `commands` must outlive the view; the actions stand as buttons above the rows, the first of
    /// them also in the place of rows that are not there yet.
    ConnectivityView(NetworkCommands &commands,
                     const QList<QAction *> &buttons,
                     QWidget *parent = nullptr);
    ~ConnectivityView() override;

    /// Begins anew.
    void check();
    void stop();
    [[nodiscard]] bool isChecking() const { return m_asking != nullptr; }
    /// Of the last check, as lines; empty before the first.
    [[nodiscard]] QString report() const;

signals:
    /// It has begun, got further, or ended.
    void changed();

private:
    class Row;

    void take(const engine::ConnectivityReport &report);

    NetworkCommands &m_commands;
    engine::ConnectivityReport m_report;
    std::unique_ptr<QObject> m_asking; ///< receives the report that is under way
    QLabel *m_summary;
    ScrolledColumn *m_column;
    EmptyState *m_empty; ///< before the first check
    QStackedLayout *m_stack = nullptr;
    QVBoxLayout *m_lines;
    std::vector<Row *> m_rows;
};

} // namespace ft::widgets
