#include "peer-gui/widgets/sharedrops.h"

#include <QDropEvent>
#include <QMimeData>
#include <QPainter>
#include <QUrl>
#include <QWidget>

namespace ft::widgets {

namespace {

constexpr int Margin = 10;
constexpr qreal Radius = 10;
constexpr qreal LineWidth = 2;
constexpr int Veil = 240; // of 255: how much of the page is covered
constexpr qreal TextScale = 1.3;

/// Lies over the whole target: where one drops, and what that does.
class DropHint final : public QWidget
{
public:
    explicit DropHint(QWidget &target)
        : QWidget(&target)
    {
        setAttribute(Qt::WA_TransparentForMouseEvents);
        setAccessibleName(ShareDrops::tr("Drop files or folders here to share them"));
        QFont large = font();
        large.setPointSizeF(large.pointSizeF() * TextScale);
        setFont(large);
        hide();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter{this};
        painter.setRenderHint(QPainter::Antialiasing);
        QColor veil = palette().color(QPalette::Base);
        veil.setAlpha(Veil);
        painter.fillRect(rect(), veil);
        QPen pen{palette().color(QPalette::Highlight), LineWidth, Qt::DashLine};
        painter.setPen(pen);
        painter.drawRoundedRect(rect().adjusted(Margin, Margin, -Margin, -Margin), Radius, Radius);
        painter.setPen(palette().color(QPalette::Text));
        painter.drawText(rect().adjusted(2 * Margin, 2 * Margin, -2 * Margin, -2 * Margin),
                         Qt::AlignCenter | Qt::TextWordWrap,
                         ShareDrops::tr("Drop to share\n\nA folder is shared with all that is in "
                                        "it. A file is published under its own name."));
    }
};

QStringList localPathsOf(const QDropEvent &event)
{
    // What is dragged out of this program is not meant for it.
    if (event.source() != nullptr)
        return {};
    QStringList paths;
    for (const QUrl &url : event.mimeData()->urls()) {
        if (url.isLocalFile())
            paths.append(url.toLocalFile());
    }
    return paths;
}

} // namespace

ShareDrops::ShareDrops(QWidget &target)
    : QObject(&target)
    , m_target(target)
    , m_hint(new DropHint{target})
{
    target.setAcceptDrops(true);
    target.installEventFilter(this);
}

bool ShareDrops::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != &m_target)
        return false;
    switch (event->type()) {
    case QEvent::DragEnter:
    case QEvent::DragMove: {
        auto &drag = static_cast<QDropEvent &>(*event);
        if (localPathsOf(drag).isEmpty())
            return false;
        drag.setDropAction(Qt::CopyAction);
        drag.accept();
        showHint();
        return true;
    }
    case QEvent::DragLeave:
        hideHint();
        return false;
    case QEvent::Drop: {
        auto &drop = static_cast<QDropEvent &>(*event);
        hideHint();
        const QStringList paths = localPathsOf(drop);
        if (paths.isEmpty())
            return false;
        drop.setDropAction(Qt::CopyAction);
        drop.accept();
        emit dropped(paths);
        return true;
    }
    default:
        return false;
    }
}

void ShareDrops::showHint()
{
    m_hint->setGeometry(m_target.rect());
    m_hint->raise();
    m_hint->show();
}

void ShareDrops::hideHint()
{
    m_hint->hide();
}

} // namespace ft::widgets
