#include "peer-gui/engine/sharedfilelist.h"

#include <set>

namespace ft::engine {

namespace {

/// Of what is not hashed yet: no more than a look at the folder tells.
SharedFileInfo foundFile(const SharedPath &path, const ShareEntry &entry)
{
    const FileStamp stamp = entry.found.value_or(FileStamp{});
    return {.record = {.path = path,
                       .type = QByteArrayLiteral("application/octet-stream"),
                       .size = stamp.size,
                       .modified = stamp.modified(),
                       .root = std::nullopt,
                       .md5 = std::nullopt},
            .localPath = entry.absolutePath,
            .isDamaged = false,
            .isHashing = true};
}

} // namespace

std::vector<SharedFileInfo> listFiles(const ShareLibrary &library,
                                      const std::vector<DamagedFile> &damaged)
{
    std::vector<SharedFileInfo> bad;
    std::set<SharedPath> known;
    for (const DamagedFile &file : damaged) {
        const auto entry = library.entries().find(file.file.record.path);
        if (entry == library.entries().end()
            || entry->second.absolutePath != file.file.absolutePath)
            continue;
        known.insert(entry->first);
        bad.push_back({file.file.record, file.file.absolutePath, true});
    }
    std::vector<SharedFileInfo> files;
    files.reserve(library.entries().size());
    for (const auto &[path, entry] : library.entries()) {
        if (!entry.stamp && !known.contains(path))
            files.push_back(foundFile(path, entry));
    }
    const auto waiting = static_cast<std::ptrdiff_t>(files.size());
    library.catalog().visitBelow({}, {}, [&files](const SharedFile &file) {
        files.push_back({file.record, file.absolutePath});
        return true;
    });
    const auto byPath = [](const SharedFileInfo &left, const SharedFileInfo &right) {
        return PathOrder{}(left.record.path, right.record.path);
    };
    std::inplace_merge(files.begin(), files.begin() + waiting, files.end(), byPath);
    files.insert(files.end(),
                 std::make_move_iterator(bad.begin()),
                 std::make_move_iterator(bad.end()));
    return files;
}

} // namespace ft::engine
