#include "common/protocol/decodeerror.h"

#include "common/model/text.h"
#include "common/protocol/limits.h"

#include <QtGlobal>

#include <array>

namespace ft::protocol {

namespace {

struct FaultText
{
    DecodeFault fault;
    const char *code;
    const char *words; ///< %1 stands for where
};

constexpr std::array<FaultText, DecodeFaultCount> FaultTexts{{
    {DecodeFault::TooLong, "too-long", "a line is longer than 65536 bytes"},
    {DecodeFault::BadUtf8, "bad-utf8", "%1 is not UTF-8"},
    {DecodeFault::BadEscape, "bad-escape", "%1 has a % without two hexadecimal digits"},
    {DecodeFault::UnknownVerb, "unknown-verb", "%1 is not a message that may stand here"},
    {DecodeFault::BadVersion, "bad-version", "%1 is not spoken here; this is FT/2"},
    {DecodeFault::Malformed, "malformed", "%1 is not written as the protocol says"},
    {DecodeFault::TooManyFields, "too-many-fields", "%1 has more than 32 fields"},
    {DecodeFault::MissingField, "missing-field", "%1 has fewer fields than it must"},
    {DecodeFault::MissingKey, "missing-key", "the key %1 is missing"},
    {DecodeFault::DuplicateKey, "duplicate-key", "the key %1 stands twice"},
    {DecodeFault::BadValue, "bad-value", "the value of %1 breaks its rules"},
}};

const FaultText &textOf(DecodeFault fault)
{
    for (const FaultText &text : FaultTexts) {
        if (text.fault == fault)
            return text;
    }
    Q_ASSERT_X(false, "textOf", "a fault without words");
    return FaultTexts[0];
}

} // namespace

tl::unexpected<DecodeError> fault(DecodeFault what, QByteArrayView where)
{
    return tl::unexpected(DecodeError{what, printable(where, limits::MaxWhere)});
}

QByteArrayView wireCode(DecodeFault fault)
{
    return textOf(fault).code;
}

QByteArray explain(const DecodeError &error)
{
    QByteArray words = textOf(error.fault).words;
    return words.replace("%1", error.where);
}

} // namespace ft::protocol
