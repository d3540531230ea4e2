#include "peer-gui/engine/transfer/servedfile.h"

namespace ft::engine {

using protocol::RefusalCode;

OpenedShare openToServe(const SharedFile &file, const std::shared_ptr<const ReadableShare> &known)
{
    // A file replaced by another of the same name is opened anew; one written to is refused.
    if (known && known->stamp() == file.stamp && known->isUnchanged())
        return known;
    auto opened = OpenedFile::open(file.absolutePath);
    if (!opened)
        return tl::unexpected(opened.error().kind == FileFault::Kind::Unreadable
                                  ? RefusalCode::Unreadable
                                  : RefusalCode::NoSuchFile);
    if (opened->stamp() != file.stamp)
        return tl::unexpected(RefusalCode::Changed);
    return std::make_shared<const ReadableShare>(*std::move(opened));
}

} // namespace ft::engine
