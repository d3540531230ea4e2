#include "peer-gui/widgets/noticelist.h"

#include "peer-gui/models/noticetext.h"
#include "peer-gui/widgets/plainlabel.h"

#include <QListView>
#include <QLocale>
#include <QToolButton>
#include <QVBoxLayout>

namespace ft::widgets {

namespace {

constexpr int MaxListed = 1000;
constexpr int ListHeight = 120;

} // namespace

NoticeList::NoticeList(QWidget *parent)
    : QFrame(parent)
    , m_summary(new PlainLabel{this})
    , m_unfold(new QToolButton{this})
    , m_list(new QListView{this})
{
    m_unfold->setText(tr("Show all"));
    m_unfold->setCheckable(true);
    m_unfold->setAccessibleName(tr("Show everything that is not shared"));
    m_list->setModel(&m_notices);
    m_list->setAccessibleName(tr("Not shared"));
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setUniformItemSizes(true);
    m_list->setFixedHeight(ListHeight);
    m_list->hide();
    connect(m_unfold, &QToolButton::toggled, m_list, &QWidget::setVisible);

    m_summary->setWordWrap(true);
    auto *line = new QHBoxLayout;
    line->addWidget(m_summary, 1);
    line->addWidget(m_unfold, 0, Qt::AlignTop);
    auto *layout = new QVBoxLayout{this};
    layout->setContentsMargins({});
    layout->addLayout(line);
    layout->addWidget(m_list);
    hide();
}

void NoticeList::add(const engine::ShareNotice &notice)
{
    add(models::describe(notice));
}

void NoticeList::add(const QString &line)
{
    const int row = m_notices.rowCount();
    if (row < MaxListed) {
        m_notices.insertRow(row);
        m_notices.setData(m_notices.index(row), line);
    } else {
        ++m_unlisted;
    }
    showSummary();
    show();
}

QString NoticeList::summary() const
{
    return m_summary->text();
}

void NoticeList::showSummary()
{
    const int count = m_notices.rowCount() + m_unlisted;
    m_unfold->setVisible(count > 1);
    m_summary->setText(
        count == 1
            ? m_notices.stringList().constFirst()
            : tr("%1 things in the share folders are not shared.").arg(QLocale{}.toString(count)));
}

} // namespace ft::widgets
