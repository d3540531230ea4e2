#include "peer-gui/widgets/filterchips.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLocale>
#include <QToolButton>

namespace ft::widgets {

using models::TransferGroup;

FilterChips::FilterChips(QWidget *parent)
    : QWidget(parent)
    , m_buttons(new QButtonGroup{this})
{
    auto *layout = new QHBoxLayout{this};
    layout->setContentsMargins({});
    layout->setSpacing(2);
    for (const TransferGroup group : models::TransferGroups) {
        auto *button = new QToolButton{this};
        button->setCheckable(true);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
        button->setToolTip(tr("Show only these downloads: %1").arg(models::nameOf(group)));
        m_buttons->addButton(button, static_cast<int>(group));
        layout->addWidget(button);
    }
    layout->addStretch(1);
    m_buttons->button(static_cast<int>(TransferGroup::All))->setToolTip(tr("Show all downloads"));
    m_buttons->button(static_cast<int>(TransferGroup::All))->setChecked(true);
    setAccessibleName(tr("Which downloads are shown"));
    connect(m_buttons, &QButtonGroup::idToggled, this, [this](int, bool isChecked) {
        if (isChecked)
            emit changed();
    });
    show({});
}

void FilterChips::show(const words::TransferCounts &counts)
{
    for (const TransferGroup group : models::TransferGroups) {
        QAbstractButton *button = m_buttons->button(static_cast<int>(group));
        const auto count = countOf(group, counts);
        const QString text = count == 0
                                 ? models::nameOf(group)
                                 : tr("%1 (%2)", "a group of downloads, and their number")
                                       .arg(models::nameOf(group), QLocale{}.toString(count));
        if (button->text() != text)
            button->setText(text);
        if (group == TransferGroup::Canceled)
            button->setVisible(count > 0 || button->isChecked());
    }
}

void FilterChips::choose(TransferGroup group)
{
    m_buttons->button(static_cast<int>(group))->setChecked(true);
}

TransferGroup FilterChips::chosen() const
{
    return static_cast<TransferGroup>(m_buttons->checkedId());
}

} // namespace ft::widgets
