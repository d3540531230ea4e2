#pragma once

#include "tests/bench/load/dialect.h"

namespace ft::bench {

/// The protocol of redis-server: names of files are keys, their records the values; queries are
/// GET.
class RedisDialect final : public Dialect
{
public:
    /// `paths` must outlive this.
    explicit RedisDialect(const PathMaker &paths)
        : m_paths(paths)
    {}

    [[nodiscard]] Opening opening(std::uint32_t number, NameSlice slice) const override;
    void appendExact(std::string &out, std::string_view name) const override;
    bool appendSubstring(std::string &, std::string_view) const override { return false; }
    [[nodiscard]] Reply takeReply(std::string_view bytes) const override;
    [[nodiscard]] std::string_view pong() const override { return {}; }

private:
    const PathMaker &m_paths;
};

} // namespace ft::bench
