#include "peer-gui/widgets/statusline.h"

#include "peer-gui/models/formatting.h"
#include "peer-gui/widgets/limitpopup.h"
#include "peer-gui/widgets/plainlabel.h"
#include "peer-gui/widgets/statusbutton.h"
#include "peer-gui/words/formats.h"

#include <QHBoxLayout>

namespace ft::widgets {

using engine::ShareSummary;
using engine::TransferLimits;

namespace {

/// `1.2 MB/s`, `1.2 MB/s of 5.0 MB/s`, `idle`.
QString briefRate(std::uint64_t rate, std::uint64_t limit)
{
    const QString now = rate > 0 ? models::formatRate(rate)
                                 : StatusLine::tr("idle", "nothing is transferred");
    if (limit == 0)
        return now;
    return StatusLine::tr("%1 of %2", "a rate, and the limit of it")
        .arg(now, models::formatRate(limit));
}

QString downWords(std::uint64_t rate, int running, std::uint64_t limit)
{
    QString words = StatusLine::tr("No downloads running.");
    if (running > 0)
        words = rate > 0
                    ? StatusLine::tr("Downloading at %1.").arg(models::formatRate(rate))
                    : StatusLine::tr("Downloads are running, but nothing comes at the moment.");
    if (limit == 0)
        return words % u' ' % StatusLine::tr("Downloads have no limit.");
    return words % u' '
           % StatusLine::tr("Downloads take at most %1.").arg(models::formatRate(limit));
}

QString upWords(std::uint64_t rate, int uploads, std::uint64_t limit)
{
    QString words = StatusLine::tr("Nobody takes anything now.");
    if (uploads > 0)
        words = rate > 0 ? StatusLine::tr("Uploading at %1.").arg(models::formatRate(rate))
                         : StatusLine::tr("Uploads are running, but nothing goes at the moment.");
    if (limit == 0)
        return words % u' ' % StatusLine::tr("Uploads have no limit.");
    return words % u' ' % StatusLine::tr("Uploads take at most %1.").arg(models::formatRate(limit));
}

QString sharedText(const ShareSummary &share)
{
    if (share.files == 0)
        return StatusLine::tr("Nothing shared");
    return StatusLine::tr("Sharing %1, %2")
        .arg(models::formatFileCount(share.files), models::formatSize(share.bytes));
}

/// How far the hashing is; empty when there is none.
QString hashingText(const ShareSummary &share)
{
    if (share.isSettled || share.bytesToHash == 0)
        return {};
    const QString part = models::formatPercent(static_cast<double>(share.bytesHashed)
                                               / static_cast<double>(share.bytesToHash));
    if (share.isPaused)
        return StatusLine::tr("Hashing paused at %1", "%1: percent").arg(part);
    if (!share.eta)
        return StatusLine::tr("Hashing: %1", "%1: percent").arg(part);
    return StatusLine::tr("Hashing: %1, %2 left", "%1: percent, %2: a time")
        .arg(part, words::durationText(*share.eta));
}

} // namespace

StatusLine::StatusLine(const models::TrackerWatch &tracker,
                       LimitCommands &commands,
                       const TransferLimits &limits,
                       QWidget *parent)
    : QStatusBar(parent)
    , m_tracker(tracker)
    , m_commands(commands)
    , m_limits(limits)
    , m_trackerButton(new StatusButton{this})
    , m_text(new PlainLabel{this})
    , m_peers(new StatusButton{this})
    , m_share(new StatusButton{this})
    , m_down(new StatusButton{this})
    , m_up(new StatusButton{this})
{
    setupLayout();
    connect(m_trackerButton, &QToolButton::clicked, this, &StatusLine::connectivityAsked);
    connect(m_peers, &QToolButton::clicked, this, &StatusLine::peersAsked);
    connect(m_share, &QToolButton::clicked, this, &StatusLine::shareAsked);
    connect(m_down, &QToolButton::clicked, this, [this] {
        openLimit(*m_down, tr("Limit of all downloads together"), &TransferLimits::downloadRate);
    });
    connect(m_up, &QToolButton::clicked, this, [this] {
        openLimit(*m_up, tr("Limit of all uploads together"), &TransferLimits::uploadRate);
    });
    connect(&tracker, &models::TrackerWatch::changed, this, &StatusLine::showTracker);
    connect(this, &QStatusBar::messageChanged, this, &StatusLine::showText);
    showTracker();
    showPeers({});
    showShare({});
    showLimits(limits);
}

void StatusLine::setupLayout()
{
    // All in one permanent widget: a message of the status bar itself would hide the tracker.
    auto *line = new QWidget{this};
    auto *layout = new QHBoxLayout{line};
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_trackerButton);
    m_text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_text->setIndent(m_text->fontMetrics().averageCharWidth());
    layout->addWidget(m_text, 1);
    for (StatusButton *button : {m_peers, m_share, m_down, m_up})
        layout->addWidget(button);
    addPermanentWidget(line, 1);
}

void StatusLine::openLimit(const StatusButton &button,
                           const QString &title,
                           std::uint64_t TransferLimits::*rate)
{
    auto *popup = new LimitPopup{title, this};
    popup->setAttribute(Qt::WA_DeleteOnClose);
    popup->setLimit(m_limits.*rate);
    connect(popup, &LimitPopup::chosen, this, [this, rate](std::uint64_t bytesPerSecond) {
        m_limits.*rate = bytesPerSecond;
        m_commands.setLimits(m_limits);
        showRates();
        emit limitsChosen(m_limits);
    });
    popup->openAbove(button);
}

void StatusLine::showLimits(const TransferLimits &limits)
{
    m_limits = limits;
    showRates();
}

void StatusLine::showShare(const ShareSummary &share)
{
    const QString shared = sharedText(share);
    const QString hashing = hashingText(share);
    const bool isHashing = !hashing.isEmpty();
    m_share->tell(isHashing ? QStringLiteral("busy") : QStringLiteral("share"),
                  isHashing ? hashing : shared,
                  isHashing ? shared % u". " % hashing : shared,
                  tr("Go to what you share"));
}

void StatusLine::showRate(std::uint64_t downRate, int running)
{
    m_downRate = downRate;
    m_running = running;
    showRates();
}

void StatusLine::showUploads(const std::vector<engine::UploadSnapshot> &changed)
{
    m_uploads.update(changed);
    showRates();
}

void StatusLine::showRates()
{
    const QString tip = tr("Press to change the limit");
    m_down->tell(QStringLiteral("download"),
                 briefRate(m_downRate, m_limits.downloadRate),
                 downWords(m_downRate, m_running, m_limits.downloadRate),
                 tip);
    m_up->tell(QStringLiteral("upload"),
               briefRate(m_uploads.rate(), m_limits.uploadRate),
               upWords(m_uploads.rate(), m_uploads.uploads(), m_limits.uploadRate),
               tip);
}

void StatusLine::showPeers(std::optional<int> peers)
{
    m_peers->setVisible(peers.has_value());
    const QString text = peers.value_or(0) == 1
                             ? tr("1 peer online")
                             : tr("%1 peers online").arg(QLocale{}.toString(peers.value_or(0)));
    m_peers->tell(QStringLiteral("peers"), text, text, tr("See who they are"));
}

void StatusLine::showTracker()
{
    const QString line = m_tracker.line();
    const QString reason = m_tracker.reason();
    m_trackerButton->tell(m_tracker.isJoined() ? QStringLiteral("tracker")
                                               : QStringLiteral("offline"),
                          line,
                          reason.isEmpty() ? line : line % u'\n' % reason,
                          tr("Look at what works and what does not"));
}

/// What the status bar would paint where it has no room.
void StatusLine::showText()
{
    const QString message = currentMessage();
    const int room = m_text->width() - 2 * m_text->indent();
    m_text->setText(fontMetrics().elidedText(message, Qt::ElideMiddle, std::max(room, 0)));
    m_text->setToolTip(models::toolTip(message));
    m_text->setAccessibleName(message);
}

void StatusLine::resizeEvent(QResizeEvent *event)
{
    QStatusBar::resizeEvent(event);
    showText();
}

QString StatusLine::trackerText() const
{
    return m_trackerButton->text();
}

QString StatusLine::peersText() const
{
    return m_peers->isVisibleTo(this) ? m_peers->text() : QString{};
}

QString StatusLine::shareText() const
{
    return m_share->text();
}

QString StatusLine::rateText() const
{
    return m_down->text();
}

QString StatusLine::uploadText() const
{
    return m_up->text();
}

} // namespace ft::widgets
