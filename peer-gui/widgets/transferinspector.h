#pragma once

#include "peer-gui/models/sourcesmodel.h"
#include "peer-gui/models/timelinemodel.h"
#include "peer-gui/models/uploadsmodel.h"

#include <QWidget>

class QSettings;
class QSplitter;
class QTabWidget;

namespace ft::widgets {

class SpeedView;
class TableView;
class TransferFacts;

/// Shows one transfer from near: at the left what there is to know of it, at the right its sources,
/// its speed or what happened to it; or all transfers together while none is selected.
class TransferInspector final : public QWidget
{
    Q_OBJECT

public:
    /// `clock` must outlive it.
    explicit TransferInspector(const Clock &clock, QWidget *parent = nullptr);

    void show(const engine::TransferSnapshot &download,
              const std::deque<models::TimelineEvent> &events);
    void show(const models::UploadsModel::Upload &upload);
    /// Nothing is selected.
    void showAll(const QString &title, const QString &text);

    [[nodiscard]] SpeedView &speed() { return *m_speed; }

    void saveState(QSettings &settings) const;
    void restoreState(const QSettings &settings);

signals:
    /// It comes into sight, and may be out of date.
    void appeared();
    /// What this source shares: its host name, or its address.
    void browseAsked(const QString &peer);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void setupSources();
    void offer(bool hasDetails);

    models::SourcesModel m_sources;
    models::TimelineModel m_timeline;
    TransferFacts *m_facts;
    TableView *m_sourceTable;
    SpeedView *m_speed;
    TableView *m_timelineTable;
    QTabWidget *m_tabs;
    QSplitter *m_splitter;
    int m_wanted = 0; ///< the tab chosen for a download
    bool m_isOffering = false; ///< tabs change, and not by the user
};

} // namespace ft::widgets
