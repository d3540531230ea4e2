#include "peer-gui/models/fuzzymatch.h"

#include "common/model/foldedtext.h"

#include <algorithm>

namespace ft::models {

namespace {

// A better kind of match for one word outweighs where it stands.
constexpr int StartOfText = 40;
constexpr int StartOfWord = 30;
constexpr int WithinWord = 20;
constexpr int LetterByLetter = 10;
constexpr int FewestLetters = 3; // fewer are somewhere in everything
constexpr int Aside = 5; // is so much less worth

QByteArray folded(const QString &text)
{
    QByteArray bytes;
    appendFolded(bytes, text.toUtf8(), Accents::Drop);
    return bytes;
}

bool beginsWord(QByteArrayView text, qsizetype at)
{
    if (at == 0)
        return true;
    const char before = text[at - 1];
    return before == ' ' || before == '-' || before == '/' || before == '(';
}

bool isSubsequence(QByteArrayView letters, QByteArrayView text)
{
    const auto *at = text.begin();
    for (const char letter : letters) {
        at = std::find(at, text.end(), letter);
        if (at == text.end())
            return false;
        ++at;
    }
    return true;
}

int scoreOf(QByteArrayView word, QByteArrayView text)
{
    int best = 0;
    for (auto at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
        const int here = beginsWord(text, at) ? StartOfWord : WithinWord;
        best = std::max(best, at == 0 ? StartOfText : here);
    }
    if (best == 0 && word.size() >= FewestLetters && isSubsequence(word, text))
        return LetterByLetter;
    return best;
}

} // namespace

FuzzyMatch::FuzzyMatch(const QString &typed)
{
    for (const QByteArray &word : folded(typed).split(' ')) {
        if (!word.isEmpty())
            m_words << word;
    }
}

std::optional<int> FuzzyMatch::score(const QString &text, const QString &aside) const
{
    const QByteArray main = folded(text);
    const QByteArray other = folded(aside);
    int total = 0;
    for (const QByteArray &word : m_words) {
        const int best = std::max(scoreOf(word, main), scoreOf(word, other) - Aside);
        if (best <= 0)
            return std::nullopt;
        total += best;
    }
    return total;
}

} // namespace ft::models
