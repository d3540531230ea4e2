#include "peer-gui/widgets/limitpopup.h"

#include "peer-gui/models/formatting.h"
#include "peer-gui/widgets/plainlabel.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QRadioButton>
#include <QScreen>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace ft::widgets {

namespace {

constexpr std::uint64_t Kilo = 1'000;
constexpr std::uint64_t Mega = 1'000'000;
constexpr std::array<std::uint64_t, 6> Presets{
    0, 100 * Kilo, 500 * Kilo, Mega, 5 * Mega, 20 * Mega};
constexpr int Own = static_cast<int>(Presets.size());
constexpr int MostAmount = 999'999;

} // namespace

LimitPopup::LimitPopup(const QString &title, QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_choices(new QButtonGroup{this})
    , m_amount(new QSpinBox{this})
    , m_unit(new QComboBox{this})
{
    setFrameShape(QFrame::StyledPanel);
    setAccessibleName(title);
    auto *heading = new PlainLabel{title, this};
    QFont bold = heading->font();
    bold.setBold(true);
    heading->setFont(bold);
    auto *layout = new QVBoxLayout{this};
    layout->addWidget(heading);
    addChoices(*layout);
    setLimit(0);
}

void LimitPopup::addChoices(QVBoxLayout &layout)
{
    for (std::size_t i = 0; i < Presets.size(); ++i) {
        const std::uint64_t limit = Presets.at(i);
        auto *choice = new QRadioButton{limit == 0 ? tr("&No limit") : models::formatRate(limit),
                                        this};
        m_choices->addButton(choice, static_cast<int>(i));
        layout.addWidget(choice);
        connect(choice, &QRadioButton::clicked, this, [this, limit] { choose(limit); });
    }
    layout.addWidget(ownValue());
}

QWidget *LimitPopup::ownValue()
{
    m_own = new QRadioButton{tr("&Other:", "limit than those above"), this};
    m_choices->addButton(m_own, Own);
    m_amount->setRange(1, MostAmount);
    m_amount->setGroupSeparatorShown(true);
    // The first digits of a number are not meant yet.
    m_amount->setKeyboardTracking(false);
    m_amount->setAccessibleName(tr("Own limit"));
    m_unit->setAccessibleName(tr("Unit of the own limit"));
    m_unit->addItem(tr("kB/s", "kilobytes per second"), QVariant::fromValue<qulonglong>(Kilo));
    m_unit->addItem(tr("MB/s", "megabytes per second"), QVariant::fromValue<qulonglong>(Mega));
    connect(m_own, &QRadioButton::clicked, this, &LimitPopup::chooseOwn);
    connect(m_amount, &QSpinBox::valueChanged, this, &LimitPopup::chooseOwn);
    connect(m_unit, &QComboBox::currentIndexChanged, this, &LimitPopup::chooseOwn);
    auto *row = new QWidget{this};
    auto *layout = new QHBoxLayout{row};
    layout->setContentsMargins({});
    layout->addWidget(m_own);
    layout->addWidget(m_amount, 1);
    layout->addWidget(m_unit);
    return row;
}

void LimitPopup::setLimit(std::uint64_t bytesPerSecond)
{
    m_limit = bytesPerSecond;
    const auto *const preset = std::find(Presets.begin(), Presets.end(), bytesPerSecond);
    const int choice = static_cast<int>(preset - Presets.begin());
    m_choices->button(choice)->setChecked(true);
    // The own value goes on from what holds, or from something sensible.
    const std::uint64_t value = bytesPerSecond == 0 ? Mega : bytesPerSecond;
    const bool isMega = value % Mega == 0;
    const QSignalBlocker quietUnit{m_unit};
    const QSignalBlocker quietAmount{m_amount};
    m_unit->setCurrentIndex(isMega ? 1 : 0);
    m_amount->setValue(
        static_cast<int>(std::min<std::uint64_t>(value / (isMega ? Mega : Kilo), MostAmount)));
}

void LimitPopup::openAbove(const QWidget &button)
{
    adjustSize();
    const QRect room = button.screen()->availableGeometry();
    const QPoint corner = button.mapToGlobal(QPoint{0, -height()});
    move(std::clamp(corner.x(), room.left(), std::max(room.left(), room.right() - width())),
         std::max(corner.y(), room.top()));
    show();
    m_choices->checkedButton()->setFocus(Qt::PopupFocusReason);
}

void LimitPopup::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter
        || event->key() == Qt::Key_Escape)
        close();
    else
        QFrame::keyPressEvent(event);
}

void LimitPopup::choose(std::uint64_t bytesPerSecond)
{
    if (bytesPerSecond == m_limit)
        return;
    m_limit = bytesPerSecond;
    emit chosen(bytesPerSecond);
}

void LimitPopup::chooseOwn()
{
    m_own->setChecked(true);
    choose(static_cast<quint64>(m_amount->value()) * m_unit->currentData().toULongLong());
}

} // namespace ft::widgets
