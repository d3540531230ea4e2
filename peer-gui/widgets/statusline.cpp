#include "peer-gui/widgets/statusline.h"

#include "peer-gui/models/formatting.h"
#include "peer-gui/widgets/icon.h"
#include "peer-gui/widgets/plainlabel.h"
#include "peer-gui/words/formats.h"

#include <QEvent>
#include <QHBoxLayout>

namespace ft::widgets {

namespace {

constexpr int IconSize = 16;

} // namespace

StatusLine::StatusLine(const models::TrackerWatch &tracker, QWidget *parent)
    : QStatusBar(parent)
    , m_tracker(tracker)
    , m_trackerIcon(new QLabel{this})
    , m_trackerText(new PlainLabel{this})
    , m_share(new PlainLabel{this})
    , m_rate(new PlainLabel{this})
{
    auto *left = new QWidget{this};
    auto *layout = new QHBoxLayout{left};
    layout->setContentsMargins(6, 0, 6, 0);
    layout->addWidget(m_trackerIcon);
    layout->addWidget(m_trackerText, 1);
    addWidget(left, 1);
    for (QLabel *label : {m_share, m_rate}) {
        label->setContentsMargins(6, 0, 6, 0);
        addPermanentWidget(label);
    }
    connect(&tracker, &models::TrackerWatch::changed, this, &StatusLine::showTracker);
    showTracker();
    showShare({});
    showRate(0, 0);
}

void StatusLine::showShare(const engine::ShareSummary &share)
{
    const QString text = share.files == 0 ? tr("Nothing shared")
                                          : tr("Sharing %1, %2")
                                                .arg(models::formatFileCount(share.files),
                                                     models::formatSize(share.bytes));
    const QString shown = share.eta ? tr("%1 (hashing, %2 left)", "%1: what is shared")
                                          .arg(text, words::durationText(*share.eta))
                                    : text;
    m_share->setText(shown);
    m_share->setAccessibleName(shown);
}

void StatusLine::showRate(std::uint64_t downRate, int running)
{
    const QString rate = downRate > 0 ? models::formatRate(downRate) : tr("idle", "no downloads");
    const QString text = running == 0 ? tr("No downloads running") : tr("Down: %1").arg(rate);
    m_rate->setText(text);
    m_rate->setAccessibleName(text);
}

QString StatusLine::trackerText() const
{
    return m_trackerText->text();
}

QString StatusLine::shareText() const
{
    return m_share->text();
}

QString StatusLine::rateText() const
{
    return m_rate->text();
}

void StatusLine::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        showTracker();
    QStatusBar::changeEvent(event);
}

void StatusLine::showTracker()
{
    const QString text = m_tracker.line();
    m_trackerText->setText(text);
    m_trackerText->setAccessibleName(text);
    m_trackerText->setToolTip(models::toolTip(m_tracker.reason()));
    const QString name = m_tracker.isJoined() ? QStringLiteral("tracker")
                                              : QStringLiteral("offline");
    const QColor colour = palette().color(QPalette::WindowText);
    m_trackerIcon->setPixmap(iconPixmap(name, IconSize, colour, devicePixelRatioF()));
}

} // namespace ft::widgets
