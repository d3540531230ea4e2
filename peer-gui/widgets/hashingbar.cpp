#include "peer-gui/widgets/hashingbar.h"

#include "peer-gui/models/sharetext.h"
#include "peer-gui/widgets/actionbutton.h"
#include "peer-gui/widgets/icon.h"
#include "peer-gui/widgets/plainlabel.h"

#include <QAction>
#include <QHBoxLayout>
#include <QProgressBar>

namespace ft::widgets {

namespace {

constexpr int ProgressSteps = 1000;

} // namespace

HashingBar::HashingBar(QWidget *parent)
    : QWidget(parent)
    , m_pause(new QAction{this})
    , m_row(new QWidget{this})
    , m_text(new PlainLabel{this})
    , m_progress(new QProgressBar{this})
    , m_activity(new PlainLabel{this})
{
    m_pause->setShortcut(Qt::CTRL | Qt::Key_P);
    m_pause->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(m_pause, &QAction::triggered, this, [this] { emit pauseWanted(!m_isPaused); });
    showPause(false);
    m_progress->setRange(0, ProgressSteps);
    m_progress->setAccessibleName(tr("Progress of hashing"));
    m_activity->setWordWrap(true);
    auto *line = new QHBoxLayout{m_row};
    line->setContentsMargins({});
    line->addWidget(m_text);
    line->addWidget(m_progress, 1);
    line->addWidget(new ActionButton{*m_pause, m_row});
    auto *layout = new QVBoxLayout{this};
    layout->setContentsMargins({});
    layout->addWidget(m_row);
    layout->addWidget(m_activity);
    showOrHide();
}

void HashingBar::show(const engine::ShareSummary &share)
{
    m_isHashing = share.bytesToHash > share.bytesHashed || share.isPaused;
    showPause(share.isPaused);
    m_text->setText(models::formatHashing(share));
    const double fraction = share.bytesToHash > 0 ? static_cast<double>(share.bytesHashed)
                                                        / static_cast<double>(share.bytesToHash)
                                                  : 0;
    m_progress->setValue(static_cast<int>(fraction * ProgressSteps));
    showOrHide();
}

void HashingBar::setActivity(const QString &text)
{
    m_activity->setText(text);
    showOrHide();
}

void HashingBar::showPause(bool isPaused)
{
    m_isPaused = isPaused;
    m_pause->setIcon(icon(isPaused ? QStringLiteral("resume") : QStringLiteral("pause")));
    m_pause->setText(isPaused ? tr("Go on with chec&ksums") : tr("Pause chec&ksums"));
    m_pause->setToolTip(isPaused ? tr("Go on reading the files that are still to be shared")
                                 : tr("Stop reading files for now; what is shared stays shared"));
}

void HashingBar::showOrHide()
{
    m_row->setVisible(m_isHashing);
    m_activity->setVisible(!m_activity->text().isEmpty());
    setVisible(m_isHashing || !m_activity->text().isEmpty());
}

} // namespace ft::widgets
