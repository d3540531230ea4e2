#pragma once

#include <cstddef>
#include <memory>
#include <span>

struct evp_md_ctx_st;

namespace ft::hash {

/// Hashes one message after another with one OpenSSL context, so that a message costs no
/// allocation and no look-up of the algorithm.
///
/// For one thread at a time. Out of memory, or without SHA-256 in the machine's libcrypto, the
/// program cannot do its work and ends.
class Digest final
{
public:
    enum class Algorithm { Sha256, Md5 };

    explicit Digest(Algorithm algorithm);

    /// False only for an algorithm that the machine's policy forbids (MD5 under FIPS). Then
    /// nothing else may be called.
    [[nodiscard]] bool isUsable() const { return m_context != nullptr; }

    void add(std::span<const char> bytes);

    /// The hash of everything added since the last finish(), and ready for the next message.
    /// Hash is an ft::HexDigest as long as the algorithm's output.
    template <typename Hash>
    [[nodiscard]] Hash finish()
    {
        typename Hash::Bytes out{};
        finishInto(out);
        return Hash{out};
    }

private:
    struct Free
    {
        void operator()(evp_md_ctx_st *context) const;
    };

    void finishInto(std::span<unsigned char> out);

    std::unique_ptr<evp_md_ctx_st, Free> m_context;
};

} // namespace ft::hash
