// How fast one core computes a content's identity, beside what libcrypto's SHA-256 gives on the
// same bytes in the same run: bench_hashing [MiB [rounds]]

#include "common/hash/contenthasher.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <openssl/evp.h>
#include <span>
#include <string>
#include <vector>

namespace {

using ft::hash::ContentHasher;

constexpr std::size_t Block = 16'384;
constexpr std::size_t Step = 1U << 20U; // as a HashPool reads
constexpr double Mega = 1e6;

/// Processor time of this thread: what else the machine does counts little.
double secondsUsed()
{
    timespec time = {};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

double megabytesPerSecond(std::span<const char> bytes, const std::function<void()> &work)
{
    const double begin = secondsUsed();
    work();
    return static_cast<double>(bytes.size()) / Mega / (secondsUsed() - begin);
}

/// Independent 16 KiB messages, as `openssl speed -evp` hashes them.
void plainEvp(std::span<const char> bytes, const EVP_MD *type)
{
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    unsigned char out[EVP_MAX_MD_SIZE]; // NOLINT(*-avoid-c-arrays): what EVP takes
    EVP_DigestInit_ex(context, type, nullptr);
    for (std::size_t at = 0; at + Block <= bytes.size(); at += Block) {
        EVP_DigestInit_ex2(context, nullptr, nullptr);
        EVP_DigestUpdate(context, bytes.data() + at, Block);
        EVP_DigestFinal_ex(context, static_cast<unsigned char *>(out), nullptr);
    }
    EVP_MD_CTX_free(context);
}

void identity(std::span<const char> bytes, ContentHasher::Md5 md5)
{
    ContentHasher hasher{bytes.size(), md5};
    for (std::size_t at = 0; at < bytes.size(); at += Step)
        hasher.add(bytes.subspan(at, std::min(Step, bytes.size() - at)));
    if (hasher.finish().pieceLayer.empty())
        std::abort();
}

void pieces(std::span<const char> bytes)
{
    for (std::size_t at = 0; at + Step <= bytes.size(); at += Step) {
        if (ft::hash::PieceHasher::hashPiece(bytes.subspan(at, Step), Step / Block)
            == ft::NodeHash{})
            std::abort();
    }
}

struct Contender
{
    const char *name;
    std::function<void()> work;
    std::vector<double> rates{}; ///< MB/s, one for each round

    [[nodiscard]] double median() const
    {
        auto sorted = rates;
        std::ranges::sort(sorted);
        return sorted[sorted.size() / 2];
    }
};

} // namespace

int main(int argc, char **argv)
{
    const std::span arguments{argv, static_cast<std::size_t>(argc)};
    const std::size_t mib = arguments.size() > 1 ? std::stoul(arguments[1]) : 256;
    const std::size_t rounds = arguments.size() > 2 ? std::max(1UL, std::stoul(arguments[2])) : 7;
    std::vector<char> bytes(std::max<std::size_t>(mib, 1) * Step);
    unsigned state = 1;
    for (char &byte : bytes)
        byte = static_cast<char>(state = state * 1'103'515'245U + 12'345U);

    std::vector<Contender> contenders{
        {"EVP SHA-256, 16 KiB messages",
         [&] {
             plainEvp(bytes, EVP_sha256());
         }},
        {"EVP MD5, 16 KiB messages",
         [&] {
             plainEvp(bytes, EVP_md5());
         }},
        {"root",
         [&] {
             identity(bytes, ContentHasher::Md5::Without);
         }},
        {"root and MD5",
         [&] {
             identity(bytes, ContentHasher::Md5::With);
         }},
        {"pieces of 1 MiB, verified",
         [&] {
             pieces(bytes);
         }},
    };
    // Round by round, so that a disturbance of the machine meets all alike.
    for (std::size_t round = 0; round < rounds; ++round) {
        for (Contender &contender : contenders)
            contender.rates.push_back(megabytesPerSecond(bytes, contender.work));
    }

    std::printf("| %zu MiB in memory, one core, median of %zu | MB/s | of EVP SHA-256 |\n"
                "|---|---|---|\n",
                mib,
                rounds);
    const double sha256 = contenders[0].median();
    // Both hashes one after the other can give no more than this.
    const double both = 1 / (1 / sha256 + 1 / contenders[1].median());
    const auto print = [sha256](const char *name, double rate) {
        std::printf("| %s | %.0f | %.2f |\n", name, rate, rate / sha256);
    };
    for (const Contender &contender : contenders)
        print(contender.name, contender.median());
    print("EVP SHA-256 and MD5 one after the other", both);
    std::printf("\nroot and MD5 reach %.2f of EVP SHA-256 and MD5 one after the other\n",
                contenders[3].median() / both);
    return 0;
}
