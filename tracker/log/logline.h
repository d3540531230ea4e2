#pragma once

#include <QByteArray>
#include <QString>
#include <QStringView>

#include <chrono>
#include <optional>
#include <variant>
#include <vector>

namespace ft::tracker {

/// How much a line of the log matters; each level shows those before it too.
enum class LogLevel : std::uint8_t { Error, Warning, Info, Debug };

enum class LogFormat : std::uint8_t {
    Text, ///< `2026-11-21T18:20:03Z info joined peer=studio-a address=10.0.0.4`
    Json, ///< one object a line
    Journal, ///< as Text, with the journal's mark of the level in the place of time and level
};

// `error`, `warning`, `info`, `debug`; nothing for another word.
[[nodiscard]] std::optional<LogLevel> parseLogLevel(QStringView word);
[[nodiscard]] QLatin1String toWord(LogLevel level);

/// One event as the log tells it.
struct LogLine
{
    using Value = std::variant<QString, std::uint64_t>;
    struct Field
    {
        QLatin1String name;
        Value value;
    };

    LogLevel level = LogLevel::Info;
    QLatin1String event; ///< its kind: one word
    std::vector<Field> fields;
};

/// The line with its line feed. Nothing in it can end the line early, move a cursor or pass for
/// another field, whatever a peer said.
[[nodiscard]] QByteArray render(const LogLine &line,
                                LogFormat format,
                                std::chrono::sys_seconds time);

} // namespace ft::tracker
