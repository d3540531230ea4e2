#pragma once

#include <QByteArrayView>

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>

namespace ft::protocol {

// All of this is pure.

/// The first field of a comma list and the `Count` last ones, all without spaces around them.
template <std::size_t Count>
struct ClassicFields
{
    QByteArrayView first; ///< may hold commas
    std::array<QByteArrayView, Count> last; ///< hold none

    /// Nothing when there are fewer commas.
    [[nodiscard]] static std::optional<ClassicFields> split(QByteArrayView text)
    {
        ClassicFields fields;
        for (std::size_t i = Count; i > 0; --i) {
            const auto comma = text.lastIndexOf(',');
            if (comma < 0)
                return std::nullopt;
            fields.last[i - 1] = text.sliced(comma + 1).trimmed();
            text = text.first(comma);
        }
        fields.first = text.trimmed();
        return fields;
    }
};

/// A whole number in decimal digits; zeros may lead.
[[nodiscard]] std::optional<std::uint64_t> parseClassicNumber(QByteArrayView digits,
                                                              std::uint64_t most);
/// `DD/MM/YY` or `DD/MM/YYYY`; days and months may have one digit.
[[nodiscard]] std::optional<std::chrono::sys_days> parseClassicDate(QByteArrayView text);
/// UTF-8 without controls, of 1 to `most` bytes.
[[nodiscard]] bool isClassicText(QByteArrayView text, qsizetype most);

/// The longest name of a file that is believed.
inline constexpr qsizetype MaxClassicName = 255;

} // namespace ft::protocol
