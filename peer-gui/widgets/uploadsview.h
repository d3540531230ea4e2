#pragma once

#include "peer-gui/models/uploadsmodel.h"

#include <QWidget>

class QSettings;
class QStackedLayout;

namespace ft::widgets {

class EmptyState;
class TableView;

/// Who takes what from here.
class UploadsView final : public QWidget
{
    Q_OBJECT

public:
    explicit UploadsView(QWidget *parent = nullptr);

    void update(const std::vector<engine::UploadSnapshot> &changed);

    void saveState(QSettings &settings) const;
    void restoreState(const QSettings &settings);

private:
    void showPlace();

    models::UploadsModel m_uploads;
    TableView *m_table;
    EmptyState *m_empty;
    QStackedLayout *m_stack;
};

} // namespace ft::widgets
