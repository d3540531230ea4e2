#include "peer-gui/widgets/wishlist.h"

#include "peer-gui/models/formatting.h"
#include "peer-gui/models/problemtext.h"
#include "peer-gui/widgets/icon.h"
#include "peer-gui/widgets/plainlabel.h"

#include <QDialogButtonBox>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace ft::widgets {

namespace {

constexpr int IdRole = Qt::UserRole;
constexpr int TextRole = Qt::UserRole + 1;
constexpr int Columns = 56; ///< width in characters
constexpr int Rows = 12;

QString lineOf(const engine::Wish &wish)
{
    const QString text = models::shown(wish.text);
    if (wish.problem)
        return WishList::tr("%1 – %2", "a wish, and why it cannot be answered")
            .arg(text, models::describe(*wish.problem).title);
    if (wish.found == 0)
        return WishList::tr("%1 – nothing yet", "a wish").arg(text);
    return WishList::tr("%1 – found %2", "a wish, and how many files")
        .arg(text, models::formatFileCount(wish.found));
}

} // namespace

WishList::WishList(SearchCommands &commands, QWidget *parent)
    : QDialog(parent)
    , m_commands(commands)
    , m_list(new QListWidget{this})
    , m_hint(new PlainLabel{this})
    , m_search(new QPushButton{icon(QStringLiteral("search")), tr("&Search now"), this})
    , m_remove(new QPushButton{icon(QStringLiteral("remove")), tr("&Remove"), this})
{
    setWindowTitle(tr("My wishes"));
    setupLayout();
    connect(m_list, &QListWidget::itemSelectionChanged, this, &WishList::updateButtons);
    connect(m_list, &QListWidget::itemActivated, this, &WishList::searchSelected);
    connect(m_search, &QPushButton::clicked, this, &WishList::searchSelected);
    connect(m_remove, &QPushButton::clicked, this, &WishList::removeSelected);
    updateButtons();
    refresh();
}

void WishList::setupLayout()
{
    m_list->setAccessibleName(tr("Wishes"));
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->setAlternatingRowColors(true);
    m_hint->setText(tr("Searches that are kept: you are told when something new matches, in later "
                       "runs too."));
    m_hint->setWordWrap(true);
    m_search->setToolTip(tr("Look for the selected wish in a new tab"));
    m_remove->setToolTip(tr("Forget the selected wishes"));
    m_remove->setShortcut(QKeySequence::Delete);
    auto *buttons = new QDialogButtonBox{QDialogButtonBox::Close, this};
    buttons->addButton(m_search, QDialogButtonBox::ActionRole);
    buttons->addButton(m_remove, QDialogButtonBox::ActionRole);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout{this};
    layout->addWidget(m_hint);
    layout->addWidget(m_list, 1);
    layout->addWidget(buttons);
    const QFontMetrics metrics = fontMetrics();
    resize(metrics.averageCharWidth() * Columns + 80, metrics.height() * Rows + 120);
}

void WishList::refresh()
{
    m_commands.listWishes(this,
                          [this](const Result<std::vector<engine::Wish>, engine::Problem> &wishes) {
                              if (wishes)
                                  take(*wishes);
                              else
                                  emit failed(wishes.error());
                          });
}

void WishList::take(const std::vector<engine::Wish> &wishes)
{
    m_list->clear();
    for (const engine::Wish &wish : wishes) {
        auto *item = new QListWidgetItem{icon(QStringLiteral("wish")), lineOf(wish), m_list};
        item->setData(IdRole, wish.id.value());
        item->setData(TextRole, wish.text);
    }
    if (wishes.empty())
        m_hint->setText(tr("There are no wishes yet. Search for something, and choose “Tell me "
                           "when something new matches”."));
    m_list->setCurrentRow(0);
    updateButtons();
}

void WishList::searchSelected()
{
    const auto selected = m_list->selectedItems();
    if (selected.isEmpty())
        return;
    emit searchAsked(selected.constFirst()->data(TextRole).toString());
    accept();
}

void WishList::removeSelected()
{
    for (const QListWidgetItem *item : m_list->selectedItems()) {
        const engine::WishId id{item->data(IdRole).toUInt()};
        m_commands.removeWish(id, this, [this](const Result<engine::Wish, engine::Problem> &done) {
            if (!done)
                emit failed(done.error());
            refresh();
        });
    }
}

void WishList::updateButtons()
{
    const bool isAnySelected = !m_list->selectedItems().isEmpty();
    m_search->setEnabled(isAnySelected);
    m_remove->setEnabled(isAnySelected);
}

} // namespace ft::widgets
