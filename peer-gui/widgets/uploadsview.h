#pragma once

#include "peer-gui/models/uploadsmodel.h"

#include <QWidget>

class QAction;
class QSettings;
class QStackedLayout;
class QUndoStack;

namespace ft::widgets {

class EmptyState;
class TableView;

/// Who takes what from here, and who took it in this run.
class UploadsView final : public QWidget
{
    Q_OBJECT

public:
    /// `clock` and `undo` must outlive it.
    UploadsView(const Clock &clock, QUndoStack &undo, QWidget *parent = nullptr);

    void update(const std::vector<engine::UploadSnapshot> &changed);
    /// Shows only uploads with all these words in their names, or in those of their peers.
    void setFilter(const QString &text);

    [[nodiscard]] const models::UploadsModel &uploads() const { return m_model; }
    /// The one selected, or the first of several; null for none.
    [[nodiscard]] const models::UploadsModel::Upload *current() const;
    [[nodiscard]] QList<QAction *> actionList() const;

    void saveState(QSettings &settings) const;
    void restoreState(const QSettings &settings);

signals:
    /// Another one is current(), or it has changed.
    void currentChanged();
    /// Uploads came or went.
    void counted();
    /// What this peer shares: its host name, or its address.
    void browseAsked(const QString &peer);
    /// The file in the own share.
    void shareAsked(const QString &name);
    void said(const QString &text);

private:
    void setupActions();
    void setupLayout();
    void copyAddresses();
    void updateActions();
    void showPlace();

    models::UploadsModel m_model;
    QUndoStack &m_undo;
    TableView *m_table;
    EmptyState *m_empty;
    EmptyState *m_noMatch;
    QAction *m_copyAddress = nullptr;
    QAction *m_browse = nullptr;
    QAction *m_showFile = nullptr;
    QAction *m_clear = nullptr;
    QStackedLayout *m_stack = nullptr;
};

} // namespace ft::widgets
