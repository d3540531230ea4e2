#pragma once

#include "tests/bench/load/dialect.h"

namespace ft::bench {

/// The protocol of redis-server: the names are keys, their records the values; queries are GET.
class RedisDialect final : public Dialect
{
public:
    /// `names` must outlive this.
    explicit RedisDialect(const NameTable &names)
        : m_names(names)
    {}

    [[nodiscard]] Opening opening(std::uint32_t number, NameSlice slice) const override;
    void appendQuery(std::string &out, std::string_view name) const override;
    [[nodiscard]] Reply takeReply(std::string_view bytes) const override;
    [[nodiscard]] std::string_view pong() const override { return {}; }

private:
    const NameTable &m_names;
};

} // namespace ft::bench
