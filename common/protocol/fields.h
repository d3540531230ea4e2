#pragma once

#include "common/model/contenthash.h"
#include "common/model/hostname.h"
#include "common/model/sharedpath.h"
#include "common/protocol/decodeerror.h"

#include <QHostAddress>
#include <QVarLengthArray>

#include <charconv>
#include <chrono>
#include <cstdint>
#include <optional>

namespace ft::protocol {

/// A stretch of a file: `range=FIRST-LAST`, both inclusive, on the wire.
struct ByteRange
{
    std::uint64_t offset = 0;
    std::uint64_t length = 0; ///< at least 1

    bool operator==(const ByteRange &) const = default;
};

/// The fields of one message or record: some positional ones, then `key=value` in any order.
///
/// Views into the text it was split from. Unknown keys are simply never asked for.
class Fields final
{
public:
    enum class Separator { Comma, Space };

    /// `where` names the message in errors. Fails with TooManyFields, MissingField, Malformed or
    /// DuplicateKey.
    [[nodiscard]] static Decoded<Fields> split(QByteArrayView text,
                                               Separator separator,
                                               qsizetype positionalCount,
                                               QByteArrayView where);

    /// The i-th positional field unescaped, `i` below the count given to split(). It may refer to
    /// the split text. BadValue when it is empty.
    [[nodiscard]] Decoded<QByteArray> text(qsizetype i, QByteArrayView name) const;
    /// The i-th positional field unescaped, of at most `most` bytes and without controls; owns its
    /// bytes.
    [[nodiscard]] Decoded<QByteArray> shortText(qsizetype i,
                                                QByteArrayView name,
                                                qsizetype most) const;
    [[nodiscard]] Decoded<HostName> host(qsizetype i, QByteArrayView name) const;
    [[nodiscard]] Decoded<SharedPath> path(qsizetype i, QByteArrayView name) const;
    [[nodiscard]] Decoded<std::uint64_t> number(qsizetype i,
                                                QByteArrayView name,
                                                std::uint64_t most) const;
    [[nodiscard]] Decoded<QHostAddress> address(qsizetype i, QByteArrayView name) const;

    /// The i-th positional field as it stands there; may be empty.
    [[nodiscard]] QByteArrayView raw(qsizetype i) const { return m_positional[i]; }
    /// The raw value of a key, if it is there.
    [[nodiscard]] std::optional<QByteArrayView> value(QByteArrayView key) const;

    // Of a key: the typed value, nothing when the key is absent, BadValue when the value breaks its
    // rules.
    [[nodiscard]] Decoded<std::optional<QByteArray>> optionalText(QByteArrayView key) const;
    [[nodiscard]] Decoded<std::optional<std::uint64_t>> optionalNumber(QByteArrayView key,
                                                                       std::uint64_t most) const;
    [[nodiscard]] Decoded<std::optional<std::uint32_t>> optionalCount(QByteArrayView key) const;
    /// A number from 1 on that fits 32 bits; 0 when the key is absent.
    [[nodiscard]] Decoded<std::uint32_t> optionalLabel(QByteArrayView key) const;
    /// 1 to `most` of `a-z 0-9 -`; owns its bytes, which are empty when the key is absent.
    [[nodiscard]] Decoded<QByteArray> optionalToken(QByteArrayView key, qsizetype most) const;
    /// `yes` or `no`; false when the key is absent.
    [[nodiscard]] Decoded<bool> optionalFlag(QByteArrayView key) const;
    [[nodiscard]] Decoded<std::optional<HostName>> optionalHost(QByteArrayView key) const;
    [[nodiscard]] Decoded<std::optional<SharedPath>> optionalPath(QByteArrayView key) const;
    [[nodiscard]] Decoded<std::optional<QHostAddress>> optionalAddress(QByteArrayView key) const;
    [[nodiscard]] Decoded<std::optional<ByteRange>> optionalRange(QByteArrayView key) const;
    template <typename Digest>
    [[nodiscard]] Decoded<std::optional<Digest>> optionalDigest(QByteArrayView key) const;

private:
    struct Attribute
    {
        QByteArrayView key;
        QByteArrayView value;
    };

    [[nodiscard]] Decoded<void> add(QByteArrayView field,
                                    qsizetype positionalCount,
                                    QByteArrayView where);

    QVarLengthArray<QByteArrayView, 8> m_positional;
    QVarLengthArray<Attribute, 16> m_attributes;
};

/// A key that must be there: the value of an optional one, or MissingKey.
template <typename Value>
[[nodiscard]] Decoded<Value> required(Decoded<std::optional<Value>> found, QByteArrayView key)
{
    if (!found)
        return tl::unexpected(found.error());
    if (!*found)
        return fault(DecodeFault::MissingKey, key);
    return **std::move(found);
}

template <typename Digest>
Decoded<std::optional<Digest>> Fields::optionalDigest(QByteArrayView key) const
{
    const auto raw = value(key);
    if (!raw)
        return std::optional<Digest>{};
    const auto digest = Digest::fromHex(*raw);
    if (!digest)
        return fault(DecodeFault::BadValue, key);
    return digest;
}

/// Text for people: unescaped, of at most `most` bytes and without controls; owns its bytes.
[[nodiscard]] Decoded<QByteArray> decodeText(QByteArrayView raw,
                                             QByteArrayView name,
                                             qsizetype most);

/// Whether text is a token or key: 1 to `most` of `a-z 0-9 -`.
[[nodiscard]] bool isToken(QByteArrayView text, qsizetype most);

/// A whole number in decimal digits without sign or leading zeros, at most `most`.
[[nodiscard]] std::optional<std::uint64_t> parseNumber(QByteArrayView digits, std::uint64_t most);

/// `DD/MM/YY` or `DD/MM/YYYY`, midnight UTC; two-digit years are 1970 to 2069.
[[nodiscard]] std::optional<std::chrono::sys_seconds> parseDate(QByteArrayView text);

void appendNumber(QByteArray &out, std::uint64_t number);
/// `range.length` is at least 1.
void appendRange(QByteArray &out, const ByteRange &range);

} // namespace ft::protocol
