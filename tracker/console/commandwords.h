#pragma once

#include "common/base/result.h"
#include "tracker/core/banlist.h"

#include <QString>

namespace ft::tracker {

/// Takes one word after the other from the arguments of a command.
class CommandWords final
{
public:
    explicit CommandWords(const QString &text)
        : m_left(text.trimmed())
    {}

    [[nodiscard]] bool isEmpty() const { return m_left.isEmpty(); }
    /// The next word, empty at the end.
    [[nodiscard]] QString next() const;
    QString take();
    /// Takes the next word if it is this one.
    [[nodiscard]] bool takeIf(QStringView word);
    /// Takes a word out wherever it begins or ends what is left.
    [[nodiscard]] bool takeFlag(QStringView flag);
    /// What is left, as it was written.
    [[nodiscard]] QString rest();

private:
    QString m_left;
};

// The errors say what to write instead.

/// `NAME`, `name:NAME`, `ADDRESS` or `NETWORK`. What is both a name and an address is an address.
[[nodiscard]] Result<PeerSelector, QString> parseSelector(const QString &word);
/// `90s`, `10m`, `2h`, `7d`, `4w`; not 0, and at most ten years.
[[nodiscard]] Result<std::chrono::seconds, QString> parseTime(const QString &word);
/// A text that peers are shown: printable, not too long.
[[nodiscard]] Result<QString, QString> parseText(const QString &text);
[[nodiscard]] Result<std::uint64_t, QString> parseNumber(const QString &word);

} // namespace ft::tracker
