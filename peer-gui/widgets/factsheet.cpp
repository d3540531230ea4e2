#include "peer-gui/widgets/factsheet.h"

#include "peer-gui/models/formatting.h"
#include "peer-gui/widgets/plainlabel.h"

#include <QGridLayout>
#include <QLineEdit>

namespace ft::widgets {

namespace {

constexpr int ColumnGap = 24;
constexpr int TextStretch = 1;
const char *const NameLabel = "nameLabel";

} // namespace

FactSheet::FactSheet(QWidget *parent)
    : QWidget(parent)
    , m_grid(new QGridLayout{this})
{
    m_grid->setContentsMargins({});
    m_grid->setVerticalSpacing(0);
    m_grid->setColumnMinimumWidth(2, ColumnGap);
    m_grid->setColumnStretch(1, TextStretch);
    m_grid->setColumnStretch(4, TextStretch);
}

QLineEdit *FactSheet::addFact(const QString &what, bool isRight)
{
    auto *name = new PlainLabel{what, this};
    name->setForegroundRole(QPalette::PlaceholderText);
    auto *fact = new QLineEdit{this};
    fact->setReadOnly(true);
    fact->setFrame(false);
    QPalette clear = fact->palette();
    clear.setBrush(QPalette::Base, Qt::transparent);
    fact->setPalette(clear);
    fact->setAccessibleName(QString{what}.remove(u':'));
    fact->setProperty(NameLabel, QVariant::fromValue<QWidget *>(name));
    const int row = isRight ? m_right++ : m_left++;
    const int column = isRight ? 3 : 0;
    m_grid->addWidget(name, row, column);
    m_grid->addWidget(fact, row, column + 1);
    return fact;
}

void FactSheet::set(QLineEdit &fact, const QString &text)
{
    fact.setText(text);
    fact.setCursorPosition(0);
    fact.setToolTip(models::toolTip(text));
    fact.setVisible(!text.isEmpty());
    fact.property(NameLabel).value<QWidget *>()->setVisible(!text.isEmpty());
}

} // namespace ft::widgets
