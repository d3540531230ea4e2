#include "peer-gui/engine/rate.h"

#include <QRegularExpression>

#include <cmath>

namespace ft::engine {

namespace {

constexpr double MostBytes = 1e12;

double factorOf(const QString &unit)
{
    const double base = unit.endsWith(u'i') ? 1'024 : 1'000;
    const QString units{QStringLiteral("kmg")};
    return unit.isEmpty() ? 1 : std::pow(base, static_cast<double>(units.indexOf(unit.at(0)) + 1));
}

} // namespace

std::optional<std::uint64_t> parseRate(const QString &text)
{
    static const QRegularExpression form{
        QStringLiteral("\\A([0-9]{1,15})(\\.[0-9]{1,9})? ?([kmg]i?)?b?(/s)?\\z")};
    const auto match = form.match(text.toLower());
    const bool hasFraction = match.hasCaptured(2) && !match.captured(2).isEmpty();
    const QString unit = match.captured(3);
    if (!match.hasMatch() || (hasFraction && unit.isEmpty()))
        return std::nullopt;
    const double number = QString{match.captured(1) + match.captured(2)}.toDouble();
    const double bytes = std::floor(number * factorOf(unit) + 1e-6);
    if (bytes > MostBytes || (number > 0 && bytes < 1))
        return std::nullopt;
    return static_cast<std::uint64_t>(bytes);
}

} // namespace ft::engine
