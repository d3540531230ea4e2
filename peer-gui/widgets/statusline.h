#pragma once

#include "peer-gui/engine/snapshots.h"
#include "peer-gui/models/trackerwatch.h"

#include <QStatusBar>

class QLabel;

namespace ft::widgets {

/// The line at the bottom of the window: tracker, share and rates in words.
class StatusLine final : public QStatusBar
{
    Q_OBJECT

public:
    /// `tracker` must outlive it.
    explicit StatusLine(const models::TrackerWatch &tracker, QWidget *parent = nullptr);

    void showShare(const engine::ShareSummary &share);
    /// `downRate` in bytes per second, of `running` downloads together.
    void showRate(std::uint64_t downRate, int running);

    [[nodiscard]] QString trackerText() const;
    [[nodiscard]] QString shareText() const;
    [[nodiscard]] QString rateText() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    void showTracker();

    const models::TrackerWatch &m_tracker;
    QLabel *m_trackerIcon;
    QLabel *m_trackerText;
    QLabel *m_share;
    QLabel *m_rate;
};

} // namespace ft::widgets
