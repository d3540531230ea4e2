#include "peer-gui/widgets/peertab.h"

#include "peer-gui/widgets/actionbutton.h"
#include "peer-gui/widgets/browseview.h"
#include "peer-gui/widgets/checksumview.h"
#include "peer-gui/widgets/icon.h"
#include "peer-gui/widgets/indexview.h"

#include <QButtonGroup>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace ft::widgets {

PeerTab::PeerTab(NetworkCommands &commands,
                 const QString &peer,
                 const Columns &columns,
                 const QList<QAction *> &actions,
                 const QList<QAction *> &buttons,
                 QWidget *parent)
    : QWidget(parent)
    , m_peer(peer)
    , m_ways(new QButtonGroup{this})
    , m_views(new QStackedWidget{this})
    , m_browse(new BrowseView{commands, peer, this})
    , m_index(new IndexView{commands, peer, this})
    , m_checksums(new ChecksumView{commands, peer, this})
{
    auto *layout = new QVBoxLayout{this};
    auto *line = new QHBoxLayout;
    layout->addLayout(line);
    layout->addWidget(m_views, 1);
    addWay(*m_browse, QStringLiteral("folder"), tr("&Folders"));
    addWay(*m_index, QStringLiteral("list"), tr("By &date or pattern"));
    addWay(*m_checksums, QStringLiteral("checksum"), tr("C&hecksums"));
    for (QAbstractButton *way : m_ways->buttons())
        line->addWidget(way);
    line->addStretch(1);
    for (QAction *action : buttons)
        line->addWidget(new ActionButton{*action, this});
    for (PeerFilesView *view :
         std::initializer_list<PeerFilesView *>{m_browse, m_index, m_checksums})
        view->addItemActions(actions);
    m_browse->setColumns(columns.browse);
    m_index->setColumns(columns.index);
    m_checksums->setColumns(columns.checksums);
    connect(m_ways, &QButtonGroup::idClicked, this, [this](int id) { go(static_cast<Way>(id)); });
    m_ways->button(0)->setChecked(true);
    setFocusProxy(m_views);
}

void PeerTab::addWay(PeerFilesView &view, const QString &iconName, const QString &text)
{
    auto *button = new QToolButton{this};
    button->setIcon(icon(iconName));
    button->setText(text);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setAutoRaise(true);
    button->setCheckable(true);
    button->setFocusPolicy(Qt::TabFocus);
    m_ways->addButton(button, m_views->addWidget(&view));
    connect(&view, &PeerFilesView::selectionChanged, this, [this, &view] {
        if (m_views->currentWidget() == &view)
            emit selectionChanged();
    });
    connect(&view, &PeerFilesView::opened, this, &PeerTab::opened);
}

void PeerTab::go(Way way)
{
    const int id = static_cast<int>(way);
    m_ways->button(id)->setChecked(true);
    m_views->setCurrentIndex(id);
    emit selectionChanged();
}

PeerTab::Way PeerTab::way() const
{
    return static_cast<Way>(m_views->currentIndex());
}

PeerFilesView &PeerTab::view() const
{
    return *static_cast<PeerFilesView *>(m_views->currentWidget());
}

PeerTab::Columns PeerTab::columns() const
{
    return {m_browse->columns(), m_index->columns(), m_checksums->columns()};
}

} // namespace ft::widgets
