#include "peer-gui/engine/transfer/sourcechoice.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>

namespace ft::engine {

namespace {

/// Whoever writes a wrong size beside a root does not spoil the download for those with the right
/// one. Without a root, what has this name and this size.
using Content = std::tuple<std::optional<ContentHash>, QByteArray, std::uint64_t>;
using Contents = std::map<Content, std::vector<SourceRecord>>;

std::chrono::sys_seconds latest(const std::vector<SourceRecord> &sources)
{
    const auto newest = std::max_element(sources.begin(),
                                         sources.end(),
                                         [](const auto &a, const auto &b) {
                                             return a.file.modified < b.file.modified;
                                         });
    return newest->file.modified;
}

bool isBetter(const std::vector<SourceRecord> &a, const std::vector<SourceRecord> &b)
{
    return a.size() != b.size() ? a.size() > b.size() : latest(a) > latest(b);
}

/// A peer that shares the same content under several paths is still one source.
bool isListed(const std::vector<SourceRecord> &sources, const Endpoint &endpoint)
{
    return std::any_of(sources.begin(), sources.end(), [&](const SourceRecord &source) {
        return source.endpoint == endpoint;
    });
}

Content contentOf(const FileRecord &file)
{
    return {file.root, file.root ? QByteArray{} : file.path.utf8(), file.size};
}

Contents::iterator bestOf(Contents &contents)
{
    auto best = contents.begin();
    for (auto content = contents.begin(); content != contents.end(); ++content) {
        if (isBetter(content->second, best->second))
            best = content;
    }
    return best;
}

} // namespace

bool isPlain(const SourceRecord &source)
{
    return !source.file.root && !source.host;
}

bool isSameContent(const FileRecord &left, const FileRecord &right)
{
    if (left.root || right.root)
        return left.root == right.root;
    return left.path == right.path && left.size == right.size;
}

std::vector<SourceRecord> sourcesOf(const FileRecord &file,
                                    const std::vector<SourceRecord> &sources)
{
    std::vector<SourceRecord> same;
    std::copy_if(sources.begin(),
                 sources.end(),
                 std::back_inserter(same),
                 [&](const SourceRecord &source) {
                     return isSameContent(source.file, file) && source.file.size == file.size;
                 });
    return same;
}

Result<std::vector<SourceRecord>, Problem> chooseSources(const QString &name,
                                                         const std::vector<SourceRecord> &records,
                                                         const HostName &self,
                                                         QRandomGenerator &random)
{
    Contents verifiable;
    Contents plain;
    bool isAnyOffered = false;
    for (const SourceRecord &record : records) {
        if (record.host == self)
            continue;
        isAnyOffered = true;
        if (!record.file.root && !isPlain(record))
            continue;
        auto &sources = (record.file.root ? verifiable : plain)[contentOf(record.file)];
        if (!isListed(sources, record.endpoint))
            sources.push_back(record);
    }
    Contents &contents = verifiable.empty() ? plain : verifiable;
    if (contents.empty()) {
        const auto code = isAnyOffered ? ProblemCode::NotVerifiable : ProblemCode::NotFound;
        return tl::unexpected(Problem{code, Operation::Search, name, {}});
    }
    auto &sources = bestOf(contents)->second;
    std::shuffle(sources.begin(), sources.end(), random);
    return sources;
}

} // namespace ft::engine
