#include "peer-gui/engine/transfer/sourcechoice.h"

#include <algorithm>
#include <iterator>
#include <map>

namespace ft::engine {

namespace {

/// Whoever writes a wrong size beside a root does not spoil the download for those with the right
/// one.
using Content = std::pair<ContentHash, std::uint64_t>;

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

} // namespace

std::vector<SourceRecord> sourcesOf(const FileRecord &file,
                                    const std::vector<SourceRecord> &sources)
{
    std::vector<SourceRecord> same;
    std::copy_if(sources.begin(),
                 sources.end(),
                 std::back_inserter(same),
                 [&](const SourceRecord &source) {
                     return source.file.root == file.root && source.file.size == file.size;
                 });
    return same;
}

Result<std::vector<SourceRecord>, Problem> chooseSources(const QString &name,
                                                         const std::vector<SourceRecord> &records,
                                                         const HostName &self,
                                                         QRandomGenerator &random)
{
    std::map<Content, std::vector<SourceRecord>> contents;
    bool isAnyOffered = false;
    for (const SourceRecord &record : records) {
        if (record.host == self)
            continue;
        isAnyOffered = true;
        if (!record.file.root)
            continue;
        auto &sources = contents[{*record.file.root, record.file.size}];
        if (!isListed(sources, record.endpoint))
            sources.push_back(record);
    }
    if (contents.empty()) {
        const auto code = isAnyOffered ? ProblemCode::NotVerifiable : ProblemCode::NotFound;
        return tl::unexpected(Problem{code, Operation::Search, name, {}});
    }
    auto best = contents.begin();
    for (auto content = contents.begin(); content != contents.end(); ++content) {
        if (isBetter(content->second, best->second))
            best = content;
    }
    std::shuffle(best->second.begin(), best->second.end(), random);
    return best->second;
}

} // namespace ft::engine
