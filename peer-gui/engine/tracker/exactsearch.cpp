#include "peer-gui/engine/tracker/exactsearch.h"

#include <unordered_set>

namespace ft::engine {

std::optional<QByteArray> exactNameOf(const SearchQuery &query)
{
    SearchQuery bare;
    bare.words = query.words;
    if (query.words.empty() || query != bare)
        return std::nullopt;
    QByteArray name;
    for (const QByteArray &word : query.words)
        name += (name.isEmpty() ? "" : " ") + word;
    return name;
}

FindResults exactResults(std::vector<SourceRecord> records)
{
    std::unordered_set<ContentHash> roots;
    std::uint64_t contents = 0;
    for (const SourceRecord &record : records) {
        const auto &root = record.file.root;
        if (!root || roots.insert(*root).second)
            ++contents;
    }
    FindResults results;
    results.total = records.size();
    results.contents = contents;
    results.records = std::move(records);
    results.isExactOnly = true;
    return results;
}

} // namespace ft::engine
