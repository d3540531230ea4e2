#pragma once

#include "tracker/settings.h"

#include <vector>

namespace ft::tracker {

/// A setting that is a whole number: an option, and a limit of the console when it may change while
/// the tracker runs.
struct NumberSetting
{
    QString name;
    QString valueName;
    QString help;
    std::uint32_t least = 0;
    std::uint32_t most = 0;
    std::function<std::uint64_t()> get;
    std::function<void(std::uint32_t)> set;
    bool isChangeable = false;
};

/// What peers and addresses may take of the tracker, and how long it waits for them; refer to
/// `settings`.
[[nodiscard]] std::vector<NumberSetting> budgetSettings(Settings &settings);

/// Adds the option of a setting.
void declare(Options &options, const NumberSetting &number);

/// An option whose value is a whole number within bounds.
[[nodiscard]] Options::Apply numberFrom(std::uint32_t least,
                                        std::uint32_t most,
                                        const std::function<void(std::uint32_t)> &take);

/// What an option with one value stands at, from a function that tells it.
[[nodiscard]] std::function<QStringList()> textOf(const std::function<QString()> &text);

} // namespace ft::tracker
