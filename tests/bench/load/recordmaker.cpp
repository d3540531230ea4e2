#include "tests/bench/load/recordmaker.h"

#include "tests/bench/load/randomness.h"

#include <cstring>

namespace ft::bench {

namespace {

template <typename Digest>
Digest digestOf(std::uint64_t number)
{
    typename Digest::Bytes bytes{};
    for (std::size_t i = 0; i < bytes.size(); i += sizeof number) {
        number = mixed(number + i);
        std::memcpy(bytes.data() + i, &number, sizeof number);
    }
    return Digest{bytes};
}

} // namespace

const protocol::RecordView &RecordMaker::make(std::string_view name, std::uint64_t number)
{
    const std::uint64_t bits = mixed(number);
    m_root = digestOf<ContentHash>(number);
    m_md5 = digestOf<Md5Sum>(~number);
    m_view = {.path = QByteArrayView{name.data(), static_cast<qsizetype>(name.size())},
              .type = "application/pdf",
              .size = bits % 4'000'000'000,
              .modified = std::chrono::sys_seconds{std::chrono::seconds{
                  1'500'000'000 + static_cast<std::int64_t>((bits >> 32U) % 250'000'000)}},
              .root = &m_root,
              .md5 = &m_md5,
              .address = "0.0.0.0",
              .port = 0,
              .host = {}};
    return m_view;
}

} // namespace ft::bench
