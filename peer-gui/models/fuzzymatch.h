#pragma once

#include <QByteArrayList>
#include <QString>

#include <optional>

namespace ft::models {

/// Finds what somebody means who types a few letters: every word typed must be found, as the start
/// of a word, within one, or letter by letter in order. Case and accents do not matter.
class FuzzyMatch final
{
public:
    explicit FuzzyMatch(const QString &typed);

    [[nodiscard]] bool isEmpty() const { return m_words.isEmpty(); }
    /// The higher the better; 0 when nothing was typed, nothing when the text does not match.
    /// `aside` is worth less than `text`.
    [[nodiscard]] std::optional<int> score(const QString &text, const QString &aside = {}) const;

private:
    QByteArrayList m_words;
};

} // namespace ft::models
