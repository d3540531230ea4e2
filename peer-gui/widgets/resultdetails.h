#pragma once

#include "peer-gui/models/recordsmodel.h"

#include <QWidget>

class QAction;
class QFormLayout;
class QLabel;
class QSettings;
class QStackedLayout;

namespace ft::models {
class SearchResultsModel;
}

namespace ft::widgets {

class TableView;

/// Shows one result from near: what it is, what this peer has to do with it, and who offers it; or
/// a hint while none is selected.
class ResultDetails final : public QWidget
{
    Q_OBJECT

public:
    /// `actions` stand as buttons below; they must outlive it.
    explicit ResultDetails(const QList<QAction *> &actions, QWidget *parent = nullptr);

    /// A valid index of the model, which must live until something else is shown.
    void show(const models::SearchResultsModel &results, const QModelIndex &index);
    void clear();

    void saveState(QSettings &settings) const;
    void restoreState(const QSettings &settings);

private:
    [[nodiscard]] QWidget *makeFacts(const QList<QAction *> &actions);
    [[nodiscard]] QLabel *addFact(QFormLayout &form, const QString &name);

    models::RecordsModel m_records;
    QLabel *m_title;
    QLabel *m_state;
    QLabel *m_type = nullptr;
    QLabel *m_size = nullptr;
    QLabel *m_modified = nullptr;
    QLabel *m_root = nullptr;
    QLabel *m_md5 = nullptr;
    TableView *m_table;
    QWidget *m_page;
    QLabel *m_hint;
    QStackedLayout *m_stack;
};

} // namespace ft::widgets
