#pragma once

#include <QLatin1StringView>
#include <QString>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

/// The texts under which the values of enumerations are stored: they outlive a program, so that a
/// later version may order its values as it likes.
namespace ft::engine::names {

template <typename Value>
using Name = std::pair<Value, QLatin1StringView>;

template <typename Value>
using Identity = typename std::common_type<Value>::type;

/// Empty for a value without a name.
template <typename Value, std::size_t Count>
[[nodiscard]] QString textOf(const std::array<Name<Value>, Count> &names, Identity<Value> value)
{
    const auto found = std::find_if(names.begin(), names.end(), [&](const auto &name) {
        return name.first == value;
    });
    return found == names.end() ? QString{} : QString{found->second};
}

template <typename Value, std::size_t Count>
[[nodiscard]] std::optional<Value> valueOf(const std::array<Name<Value>, Count> &names,
                                           QStringView text)
{
    const auto found = std::find_if(names.begin(), names.end(), [&](const auto &name) {
        return name.second == text;
    });
    return found == names.end() ? std::nullopt : std::optional{found->first};
}

} // namespace ft::engine::names
