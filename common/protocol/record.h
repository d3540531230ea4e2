#pragma once

#include "common/model/filerecord.h"
#include "common/protocol/decodeerror.h"

namespace ft::protocol {

/// A record as the encoder needs it: views, so that an index may keep its records in any form.
struct RecordView
{
    QByteArrayView path;
    QByteArrayView type;
    std::uint64_t size = 0;
    std::chrono::sys_seconds modified;
    const ContentHash *root = nullptr; ///< may be null
    const Md5Sum *md5 = nullptr; ///< may be null
    bool isPartial = false;
    QByteArrayView address; ///< as text, unescaped
    std::uint16_t port = 0;
    QByteArrayView host; ///< empty for none
};

/// Appends `<path, type, size, DD/MM/YY, address, port, mtime=..., ...>`. Times before 1970 and
/// after 9999 become the nearest that the wire knows; every other field must keep the limits.
void appendRecord(QByteArray &out, const RecordView &record);
void appendRecord(QByteArray &out, const SourceRecord &record);

/// Decodes the text between `<` and `>`.
[[nodiscard]] Decoded<SourceRecord> decodeRecord(QByteArrayView inner);

} // namespace ft::protocol
