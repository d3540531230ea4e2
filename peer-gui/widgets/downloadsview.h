#pragma once

#include "peer-gui/models/transfersmodel.h"
#include "peer-gui/widgets/downloadlistactions.h"

#include <QWidget>

#include <optional>

class QSettings;
class QStackedLayout;

namespace ft::widgets {

class EmptyState;
class FilterChips;
class TableView;
class TransferActions;

/// The downloads: which of them one looks at, and what may be done with those selected.
class DownloadsView final : public QWidget
{
    Q_OBJECT

public:
    struct Surroundings
    {
        TransferCommands &commands;
        QUndoStack &undo;
        const Clock &clock;
        DownloadListActions::OpenUrl openUrl;
    };

    /// What `surroundings` refers to must outlive it.
    explicit DownloadsView(const Surroundings &surroundings, QWidget *parent = nullptr);

    void update(const std::vector<engine::TransferSnapshot> &changed);
    /// Takes up what has been held back till now.
    void flush() { m_model.flush(); }
    /// Shows only downloads with all these words in their names.
    void setFilter(const QString &text);
    /// Pauses or resumes every download.
    void controlAll(engine::TransferCommand command);

    [[nodiscard]] const models::TransfersModel &transfers() const { return m_model; }
    /// The selected one that has the cursor, or the first one selected; null for none.
    [[nodiscard]] const engine::TransferSnapshot *current() const;
    [[nodiscard]] QList<QAction *> actionList() const;

    void saveState(QSettings &settings) const;
    void restoreState(const QSettings &settings);

signals:
    /// Another one is current(), or it has changed.
    void currentChanged();
    /// Downloads came, went, or began to do something else.
    void restated();
    void searchAsked(const QString &text);
    void historyAsked(const QString &name);
    void said(const QString &text);

private:
    void setupActions();
    void setupLayout();
    void setupTable();
    [[nodiscard]] QLayout *buttonRow();
    void connectModel();
    void onSelected();
    void onRestated();
    void settle();
    void showPlace();
    void updateActions();
    void activate();
    [[nodiscard]] bool isWanted(const engine::TransferSnapshot &transfer) const;

    models::TransfersModel m_model;
    TransferCommands &m_commands;
    QStringList m_words; ///< of the filter
    TableView *m_table;
    FilterChips *m_chips;
    EmptyState *m_empty;
    EmptyState *m_noMatch;
    TransferActions *m_actions;
    DownloadListActions *m_listActions;
    QTimer m_order; ///< when sorted by what moves
    QStackedLayout *m_stack = nullptr;
};

} // namespace ft::widgets
