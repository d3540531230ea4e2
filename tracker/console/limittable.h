#pragma once

#include <QString>

#include <cstdint>
#include <functional>
#include <vector>

namespace ft::tracker {

/// A limit that can be changed while the tracker runs.
struct Limit
{
    QString name; ///< as the option that sets it
    QString help;
    std::uint64_t least = 0;
    std::uint64_t most = 0;
    std::function<std::uint64_t()> value;
    std::function<void(std::uint64_t)> set; ///< called with values between the bounds
};

/// The limits there are; whoever owns one adds it.
class LimitTable final
{
public:
    void add(Limit limit) { m_limits.push_back(std::move(limit)); }
    [[nodiscard]] const std::vector<Limit> &all() const { return m_limits; }
    /// Null when there is none of that name.
    [[nodiscard]] const Limit *find(const QString &name) const;

private:
    std::vector<Limit> m_limits;
};

} // namespace ft::tracker
