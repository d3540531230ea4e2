#pragma once

#include "common/model/contenthash.h"
#include "common/protocol/record.h"

#include <string_view>

namespace ft::bench {

/// Makes the record of one file of the load: size, time, root and MD5 follow from its number.
class RecordMaker
{
public:
    /// The views in the result live as long as `name` and until the next call.
    [[nodiscard]] const protocol::RecordView &make(std::string_view name, std::uint64_t number);

private:
    ContentHash m_root;
    Md5Sum m_md5;
    protocol::RecordView m_view;
};

} // namespace ft::bench
