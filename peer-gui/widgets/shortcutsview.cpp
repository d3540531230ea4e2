#include "peer-gui/widgets/shortcutsview.h"

#include "peer-gui/models/fuzzymatch.h"
#include "peer-gui/widgets/icon.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace ft::widgets {

namespace {

constexpr int RowPadding = 6;
constexpr QSize SizeInCharacters{90, 32};

QTreeWidgetItem *menuItem(QTreeWidget &tree, const QString &menu)
{
    auto *item = new QTreeWidgetItem{&tree, {menu}};
    QFont font = item->font(0);
    font.setBold(true);
    item->setFont(0, font);
    item->setFirstColumnSpanned(true);
    return item;
}

void fill(QTreeWidget &tree, const QList<ListedAction> &actions)
{
    QTreeWidgetItem *menu = nullptr;
    for (const ListedAction &listed : actions) {
        if (!menu || menu->text(0) != listed.menu)
            menu = menuItem(tree, listed.menu);
        auto *item = new QTreeWidgetItem{menu, {listed.text, keysOf(*listed.action)}};
        item->setIcon(0, listed.action->icon());
        item->setSizeHint(0, {0, tree.fontMetrics().height() + RowPadding});
    }
    tree.expandAll();
}

/// Hides what does not match what is typed.
void filter(const QTreeWidget &tree, const QString &typed)
{
    const models::FuzzyMatch match{typed};
    for (int i = 0; i < tree.topLevelItemCount(); ++i) {
        QTreeWidgetItem *menu = tree.topLevelItem(i);
        bool isSeen = false;
        for (int j = 0; j < menu->childCount(); ++j) {
            QTreeWidgetItem *item = menu->child(j);
            const bool matches = match.score(item->text(0), menu->text(0) % u' ' % item->text(1))
                                     .has_value();
            item->setHidden(!matches);
            isSeen = isSeen || matches;
        }
        menu->setHidden(!isSeen);
    }
}

} // namespace

ShortcutsView::ShortcutsView(const QList<ListedAction> &actions, QWidget *parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Keyboard shortcuts"));
    auto *box = new QLineEdit{this};
    box->setPlaceholderText(tr("Words of an action, or keys"));
    box->setAccessibleName(tr("Find a shortcut"));
    box->setClearButtonEnabled(true);
    box->addAction(icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    auto *tree = new QTreeWidget{this};
    tree->setAccessibleName(tr("Keyboard shortcuts"));
    tree->setHeaderLabels({tr("Action"), tr("Keys")});
    tree->setUniformRowHeights(true);
    tree->setRootIsDecorated(false);
    tree->setTabKeyNavigation(false);
    tree->header()->setStretchLastSection(false);
    tree->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    tree->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    fill(*tree, actions);
    connect(box, &QLineEdit::textChanged, this, [tree](const QString &typed) {
        filter(*tree, typed);
    });
    auto *buttons = new QDialogButtonBox{QDialogButtonBox::Close, this};
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout{this};
    layout->addWidget(box);
    layout->addWidget(tree, 1);
    layout->addWidget(buttons);
    const QSize character{fontMetrics().averageCharWidth(), fontMetrics().height()};
    resize(SizeInCharacters.width() * character.width(),
           SizeInCharacters.height() * character.height());
}

} // namespace ft::widgets
