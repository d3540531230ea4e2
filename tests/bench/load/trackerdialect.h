#pragma once

#include "tests/bench/load/dialect.h"

namespace ft::bench {

/// FT/2: every connection is an accepted peer; queries are exact searches.
class TrackerDialect final : public Dialect
{
public:
    /// `names` must outlive this.
    explicit TrackerDialect(const NameTable &names)
        : m_names(names)
    {}

    /// A connection without names shares one file of its own, so that it is accepted.
    [[nodiscard]] Opening opening(std::uint32_t number, NameSlice slice) const override;
    void appendQuery(std::string &out, std::string_view name) const override;
    [[nodiscard]] Reply takeReply(std::string_view bytes) const override;
    [[nodiscard]] std::string_view pong() const override { return "PONG\n"; }

private:
    const NameTable &m_names;
};

} // namespace ft::bench
