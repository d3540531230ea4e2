#pragma once

#include "peer-gui/models/trackerwatch.h"
#include "peer-gui/models/uploadrates.h"
#include "peer-gui/widgets/limitcommands.h"

#include <QStatusBar>

class QHBoxLayout;
class QLabel;

namespace ft::widgets {

class StatusButton;

/// The line at the bottom of the window: tracker, peers, share and rates in words, each a button
/// that leads to more; and for a while what has happened out of sight.
class StatusLine final : public QStatusBar
{
    Q_OBJECT

public:
    /// `tracker` and `commands` must outlive it.
    StatusLine(const models::TrackerWatch &tracker,
               LimitCommands &commands,
               const engine::TransferLimits &limits,
               QWidget *parent = nullptr);

    void showShare(const engine::ShareSummary &share);
    /// `downRate` in bytes per second, of `running` downloads together.
    void showRate(std::uint64_t downRate, int running);
    void showUploads(const std::vector<engine::UploadSnapshot> &changed);
    /// How many peers are online; nothing when nobody knows.
    void showPeers(std::optional<int> peers);
    /// Limits that were set elsewhere.
    void showLimits(const engine::TransferLimits &limits);

    [[nodiscard]] QString trackerText() const;
    [[nodiscard]] QString peersText() const;
    [[nodiscard]] QString shareText() const;
    [[nodiscard]] QString rateText() const;
    [[nodiscard]] QString uploadText() const;

signals:
    /// What works and what does not is to be looked at.
    void connectivityAsked();
    void peersAsked();
    void shareAsked();
    /// A limit was chosen here, and holds already.
    void limitsChosen(const ft::engine::TransferLimits &limits);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void setupLayout();
    void showTracker();
    void showRates();
    void showText();
    /// Opens a popup above the button that sets one of the limits.
    void openLimit(const StatusButton &button,
                   const QString &title,
                   std::uint64_t engine::TransferLimits::*rate);

    const models::TrackerWatch &m_tracker;
    LimitCommands &m_commands;
    engine::TransferLimits m_limits;
    models::UploadRates m_uploads;
    std::uint64_t m_downRate = 0;
    int m_running = 0;
    StatusButton *m_trackerButton;
    QLabel *m_text;
    StatusButton *m_peers;
    StatusButton *m_share;
    StatusButton *m_down;
    StatusButton *m_up;
};

} // namespace ft::widgets
