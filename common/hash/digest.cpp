#include "common/hash/digest.h"

#include <QtGlobal>

#include <openssl/evp.h>

namespace ft::hash {

namespace {

/// Everything but a policy against the algorithm is a machine that cannot go on.
void require(int succeeded, const char *what)
{
    if (succeeded != 1)
        qFatal("libcrypto: %s failed", what);
}

} // namespace

void Digest::Free::operator()(evp_md_ctx_st *context) const
{
    EVP_MD_CTX_free(context);
}

Digest::Digest(Algorithm algorithm)
    : m_context(EVP_MD_CTX_new())
{
    if (!m_context)
        qFatal("libcrypto: out of memory");
    const EVP_MD *type = algorithm == Algorithm::Sha256 ? EVP_sha256() : EVP_md5();
    const int begun = EVP_DigestInit_ex2(m_context.get(), type, nullptr);
    if (begun != 1 && algorithm == Algorithm::Md5)
        m_context.reset();
    else
        require(begun, "EVP_DigestInit_ex2");
}

void Digest::add(std::span<const char> bytes)
{
    require(EVP_DigestUpdate(m_context.get(), bytes.data(), bytes.size()), "EVP_DigestUpdate");
}

void Digest::finishInto(std::span<unsigned char> out)
{
    Q_ASSERT(EVP_MD_CTX_get_size(m_context.get()) == static_cast<int>(out.size()));
    require(EVP_DigestFinal_ex(m_context.get(), out.data(), nullptr), "EVP_DigestFinal_ex");
    // No type given: the context keeps the one it fetched at first.
    require(EVP_DigestInit_ex2(m_context.get(), nullptr, nullptr), "EVP_DigestInit_ex2");
}

} // namespace ft::hash
