#include "peer-gui/widgets/searchhelp.h"

#include "peer-gui/widgets/plainlabel.h"

#include <QFontDatabase>
#include <QGridLayout>
#include <QGuiApplication>
#include <QScreen>
#include <QToolButton>

namespace ft::widgets {

SearchHelp::SearchHelp(QWidget *parent)
    : QFrame(parent, Qt::Popup)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setFrameShape(StyledPanel);
    setAccessibleName(tr("What a search can say"));
    auto *grid = new QGridLayout{this};
    auto *title = new PlainLabel{tr("A click takes an example over into the box:"), this};
    grid->addWidget(title, 0, 0, 1, 2);
    add(*grid, QStringLiteral("annual report"), tr("both words, anywhere in the path"));
    add(*grid, QStringLiteral("\"annual report\""), tr("exactly this, with its space"));
    add(*grid, QStringLiteral("-draft"), tr("without this word"));
    add(*grid, QStringLiteral("type:pdf"), tr("of this type or extension"));
    add(*grid, QStringLiteral("type:image,video"), tr("of any of these"));
    add(*grid, QStringLiteral("size:>10M"), tr("larger than 10 MB; <, <= and >= work too"));
    add(*grid, QStringLiteral("size:1M..5M"), tr("between two sizes"));
    add(*grid, QStringLiteral("after:2026-01-31"), tr("changed on this day or later"));
    add(*grid, QStringLiteral("before:2025"), tr("changed before this year"));
    add(*grid, QStringLiteral("peer:studio-a"), tr("shared by this peer"));
    add(*grid, QStringLiteral("re:^IMG_[0-9]+"), tr("a name that fits this pattern (RE2)"));
    grid->setColumnStretch(1, 1);
}

void SearchHelp::add(QGridLayout &grid, const QString &example, const QString &meaning)
{
    auto *button = new QToolButton{this};
    button->setText(example);
    button->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setToolTip(tr("Add this to the search"));
    button->setAccessibleName(
        tr("%1: %2", "an example of a search, and what it means").arg(example, meaning));
    connect(button, &QAbstractButton::clicked, this, [this, example] {
        emit chosen(example);
        close();
    });
    const int row = grid.rowCount();
    grid.addWidget(button, row, 0, Qt::AlignLeft);
    grid.addWidget(new PlainLabel{meaning, this}, row, 1);
}

void SearchHelp::showBelow(const QWidget &box)
{
    adjustSize();
    QPoint place = box.mapToGlobal(QPoint{box.width() - width(), box.height()});
    const QRect screen = box.screen()->availableGeometry();
    place.setX(
        std::clamp(place.x(), screen.left(), std::max(screen.left(), screen.right() - width())));
    move(place);
    show();
    setFocus(Qt::PopupFocusReason);
}

} // namespace ft::widgets
