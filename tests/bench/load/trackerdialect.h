#pragma once

#include "tests/bench/load/dialect.h"

namespace ft::bench {

/// FT/2: every connection is an accepted peer.
class TrackerDialect final : public Dialect
{
public:
    /// `paths` must outlive this.
    explicit TrackerDialect(const PathMaker &paths)
        : m_paths(paths)
    {}

    /// A connection without files of the slice shares one of its own, so that it is accepted.
    [[nodiscard]] Opening opening(std::uint32_t number, NameSlice slice) const override;
    void appendExact(std::string &out, std::string_view name) const override;
    bool appendSubstring(std::string &out, std::string_view letters) const override;
    /// Announces files of an accepted peer, or takes them back; returns how many replies follow.
    std::uint32_t appendShare(std::string &out, NameSlice slice) const;
    std::uint32_t appendUnshare(std::string &out, NameSlice slice) const;
    [[nodiscard]] Reply takeReply(std::string_view bytes) const override;
    [[nodiscard]] std::string_view pong() const override { return "PONG\n"; }

private:
    const PathMaker &m_paths;
};

} // namespace ft::bench
