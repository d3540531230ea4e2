#include "peer-gui/engine/transfer/sourcechoice.h"

#include <algorithm>
#include <unordered_map>

namespace ft::engine {

namespace {

bool isOffered(const SourceRecord &record, const HostName &self)
{
    return record.host != self;
}

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

} // namespace

Result<std::vector<SourceRecord>, Problem> chooseSources(const QString &name,
                                                         const std::vector<SourceRecord> &records,
                                                         const HostName &self,
                                                         QRandomGenerator &random)
{
    std::unordered_map<ContentHash, std::vector<SourceRecord>> contents;
    bool isAnyOffered = false;
    for (const SourceRecord &record : records) {
        if (!isOffered(record, self))
            continue;
        isAnyOffered = true;
        if (record.file.root)
            contents[*record.file.root].push_back(record);
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
