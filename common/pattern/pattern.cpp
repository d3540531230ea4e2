#include "common/pattern/pattern.h"

#include "common/pattern/patternoptions.h"

namespace ft {

namespace {

/// Of the compiled expression and its automaton. The automaton grows with what it meets.
constexpr std::int64_t MaxMemory = 1 << 20;
/// Instructions: what a text may cost at the worst is this times its length.
constexpr int MaxInstructions = 2'000;

QString quoted(const QByteArray &pattern)
{
    return u'"' + QString::fromUtf8(pattern) + u'"';
}

} // namespace

re2::RE2::Options patternOptions()
{
    re2::RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(MaxMemory);
    return options;
}

Result<std::unique_ptr<re2::RE2>, QString> compilePattern(const QByteArray &pattern)
{
    auto compiled = std::make_unique<re2::RE2>(pieceOf(pattern), patternOptions());
    if (!compiled->ok())
        return tl::unexpected(QStringLiteral("the regular expression %1 cannot be used: %2")
                                  .arg(quoted(pattern), QString::fromStdString(compiled->error())));
    if (compiled->ProgramSize() > MaxInstructions)
        return tl::unexpected(
            QStringLiteral("the regular expression %1 is too large; use fewer or smaller counts")
                .arg(quoted(pattern)));
    return compiled;
}

} // namespace ft
