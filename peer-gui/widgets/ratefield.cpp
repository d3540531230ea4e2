#include "peer-gui/widgets/ratefield.h"

#include <algorithm>

namespace ft::widgets {

namespace {

constexpr std::uint64_t Kilo = 1'000;
constexpr std::uint64_t MostKilo = 100'000'000;
constexpr int Step = 100;

int shownRate(std::uint64_t bytesPerSecond)
{
    // A small limit is not no limit.
    return static_cast<int>(std::min((bytesPerSecond + Kilo - 1) / Kilo, MostKilo));
}

} // namespace

RateField::RateField(QWidget *parent)
    : QSpinBox(parent)
{
    setRange(0, static_cast<int>(MostKilo));
    setSingleStep(Step);
    setGroupSeparatorShown(true);
    setSpecialValueText(tr("No limit"));
    setSuffix(tr(" kB/s", "behind a number"));
}

void RateField::setRate(std::uint64_t bytesPerSecond)
{
    m_set = bytesPerSecond;
    setValue(shownRate(bytesPerSecond));
}

std::uint64_t RateField::rate() const
{
    return value() == shownRate(m_set) ? m_set : static_cast<std::uint64_t>(value()) * Kilo;
}

} // namespace ft::widgets
