#pragma once

#include "common/model/endpoint.h"
#include "common/model/filerecord.h"
#include "common/protocol/peercodec.h"
#include "common/protocol/trackercodec.h"

#include <QTest>

/// What QCOMPARE prints of our values: their wire form where they have one.
namespace ft {

inline char *toString(const HostName &name)
{
    return qstrdup(name.bytes().constData());
}

inline char *toString(const SharedPath &path)
{
    return qstrdup(path.utf8().constData());
}

inline char *toString(const Endpoint &endpoint)
{
    return qstrdup(endpoint.toString().toUtf8().constData());
}

inline char *toString(const HostPort &place)
{
    return qstrdup(place.toString().toUtf8().constData());
}

inline char *toString(PathFault fault)
{
    return qstrdup(QByteArray::number(static_cast<int>(fault)).prepend("PathFault ").constData());
}

template <typename Tag, std::size_t Size>
char *toString(const HexDigest<Tag, Size> &digest)
{
    return qstrdup(digest.hex().constData());
}

namespace protocol {

inline char *toString(DecodeFault fault)
{
    return qstrdup(wireCode(fault).toByteArray().constData());
}

inline char *toString(const DecodeError &error)
{
    const QByteArray text = wireCode(error.fault).toByteArray() + " at \"" + error.where + '"';
    return qstrdup(text.constData());
}

inline char *toString(RefusalCode code)
{
    return qstrdup(wireCode(code).toByteArray().constData());
}

inline char *toString(const ByteRange &range)
{
    QByteArray text;
    appendRange(text, range);
    return qstrdup(text.constData());
}

template <typename Message>
requires requires(QByteArray &out, const Message &message)
{
    append(out, message);
}
char *toString(const Message &message)
{
    QByteArray text;
    append(text, message);
    return qstrdup(text.constData());
}

template <typename Message>
requires requires(const Message &message)
{
    encode(message);
}
char *toString(const Message &message)
{
    return qstrdup(encode(message).constData());
}

} // namespace protocol

} // namespace ft

namespace ft::test {

/// What to print when a value was expected: why these bytes give none.
template <typename Value>
QByteArray whyNot(const protocol::Decoded<Value> &decoded, const QByteArray &bytes)
{
    const QByteArray why = decoded ? QByteArray{"decoded"} : protocol::explain(decoded.error());
    return why + ": " + bytes;
}

} // namespace ft::test
