#include "peer-gui/engine/transfer/smallfilewriter.h"

#include "peer-gui/engine/share/openedfile.h"
#include "peer-gui/engine/transfer/partfile.h"

namespace ft::engine {

namespace {

Result<WrittenFile, Problem> writeOne(const SmallFile &file)
{
    auto part = PartFile::create(file.target.partPath(),
                                 static_cast<std::uint64_t>(file.bytes.size()));
    if (!part)
        return tl::unexpected(part.error());
    if (auto written = (*part)->write(0, file.bytes); !written)
        return tl::unexpected(written.error());
    if (auto safe = (*part)->complete(file.modified); !safe)
        return tl::unexpected(safe.error());
    const auto path = file.target.moveIntoPlace();
    if (!path)
        return tl::unexpected(path.error());
    (*part)->keep();
    return WrittenFile{*path, stampOf(*path).value_or(FileStamp{})};
}

} // namespace

std::vector<Result<WrittenFile, Problem>> writeSmallFiles(const std::vector<SmallFile> &files)
{
    std::vector<Result<WrittenFile, Problem>> results;
    results.reserve(files.size());
    for (const SmallFile &file : files)
        results.push_back(writeOne(file));
    return results;
}

} // namespace ft::engine
