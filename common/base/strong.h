#pragma once

#include <QHashFunctions>

#include <compare>
#include <functional>
#include <utility>

namespace ft {

/// A value of type Value that cannot be mixed up with one that carries another Tag.
template <typename Tag, typename Value>
class Strong final
{
public:
    constexpr Strong() = default;
    explicit constexpr Strong(Value value)
        : m_value(std::move(value))
    {}

    [[nodiscard]] constexpr const Value &value() const { return m_value; }

    // clang-tidy 14 takes the 0 of a defaulted comparison for a pointer.
    // NOLINTNEXTLINE(modernize-use-nullptr)
    auto operator<=>(const Strong &) const = default;
    bool operator==(const Strong &) const = default;

private:
    Value m_value{};
};

template <typename Tag, typename Value>
[[nodiscard]] std::size_t qHash(const Strong<Tag, Value> &strong, std::size_t seed = 0)
{
    return std::hash<Value>{}(strong.value()) ^ seed;
}

} // namespace ft

template <typename Tag, typename Value>
struct std::hash<ft::Strong<Tag, Value>>
{
    std::size_t operator()(const ft::Strong<Tag, Value> &strong) const
    {
        return std::hash<Value>{}(strong.value());
    }
};
