#include "tracker/core/requiredtexts.h"

#include "common/pattern/patternoptions.h"

#include <numeric>
#include <re2/filtered_re2.h>
#include <string>

namespace ft::tracker {

namespace {

constexpr int LeastText = 3;

} // namespace

std::vector<QByteArray> requiredTexts(const QByteArray &pattern)
{
    re2::FilteredRE2 filter{LeastText};
    int id = 0;
    std::vector<std::string> atoms;
    if (filter.Add(pieceOf(pattern), patternOptions(), &id) != re2::RE2::NoError)
        return {};
    filter.Compile(&atoms);
    std::vector<QByteArray> required;
    for (std::size_t i = 0; i < atoms.size(); ++i) {
        // Without which of its texts can the expression not match, whatever else a name contains?
        std::vector<int> others;
        for (std::size_t k = 0; k < atoms.size(); ++k) {
            if (k != i)
                others.push_back(static_cast<int>(k));
        }
        std::vector<int> possible;
        filter.AllPotentials(others, &possible);
        if (possible.empty())
            required.push_back(QByteArray::fromStdString(atoms[i]));
    }
    return required;
}

} // namespace ft::tracker
