#pragma once

#include "peer-gui/models/sourcesmodel.h"

#include <QWidget>

class QLabel;
class QSettings;
class QStackedLayout;

namespace ft::widgets {

class PieceMapView;
class TableView;

/// Shows one download from near: its pieces and its sources; or a hint while none is selected.
class TransferDetails final : public QWidget
{
    Q_OBJECT

public:
    explicit TransferDetails(QWidget *parent = nullptr);

    void show(const engine::TransferSnapshot &transfer);
    void clear();

    void saveState(QSettings &settings) const;
    void restoreState(const QSettings &settings);

private:
    models::SourcesModel m_sources;
    QLabel *m_title;
    QLabel *m_state;
    PieceMapView *m_pieces;
    TableView *m_table;
    QWidget *m_page;
    QLabel *m_hint;
    QStackedLayout *m_stack;
};

} // namespace ft::widgets
