#include "tracker/core/requiredtexts.h"

#include <numeric>
#include <re2/filtered_re2.h>
#include <re2/re2.h>
#include <string>

namespace ft::tracker {

namespace {

/// Of the compiled expression and its automaton. The automaton grows with what it meets.
constexpr std::int64_t MaxMemory = 1 << 20;
/// Instructions: what a name may cost at the worst is this times its length.
constexpr int MaxInstructions = 2'000;
constexpr int LeastText = 3;

re2::RE2::Options options()
{
    re2::RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(MaxMemory);
    return options;
}

re2::StringPiece piece(const QByteArray &text)
{
    return {text.constData(), static_cast<std::size_t>(text.size())};
}

QString quoted(const QByteArray &pattern)
{
    return u'"' + QString::fromUtf8(pattern) + u'"';
}

} // namespace

Result<std::unique_ptr<re2::RE2>, QString> compilePattern(const QByteArray &pattern)
{
    auto compiled = std::make_unique<re2::RE2>(piece(pattern), options());
    if (!compiled->ok())
        return tl::unexpected(QStringLiteral("the regular expression %1 cannot be used: %2")
                                  .arg(quoted(pattern), QString::fromStdString(compiled->error())));
    if (compiled->ProgramSize() > MaxInstructions)
        return tl::unexpected(
            QStringLiteral("the regular expression %1 is too large; use fewer or smaller counts")
                .arg(quoted(pattern)));
    return compiled;
}

std::vector<QByteArray> requiredTexts(const QByteArray &pattern)
{
    re2::FilteredRE2 filter{LeastText};
    int id = 0;
    std::vector<std::string> atoms;
    if (filter.Add(piece(pattern), options(), &id) != re2::RE2::NoError)
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
