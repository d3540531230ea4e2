#include "tracker/core/gram.h"

#include <QHashFunctions>

namespace ft::tracker {

Gram extensionGram(QByteArrayView extension)
{
    constexpr Gram Kind = Gram{2} << 24U;
    const auto hash = qHashBits(extension.data(), static_cast<std::size_t>(extension.size()), 0);
    return Kind | (static_cast<Gram>(hash) & 0xff'ffffU);
}

QByteArrayView extensionOf(QByteArrayView name)
{
    const auto dot = name.lastIndexOf('.');
    return dot > 0 ? name.sliced(dot + 1) : QByteArrayView{};
}

void appendGrams(std::vector<Gram> &grams, QByteArrayView text)
{
    const auto at = [text](qsizetype i) {
        return i < text.size() ? text[i] : EndMark;
    };
    for (qsizetype i = 0; i < text.size(); ++i) {
        grams.push_back(gramOf(text[i], at(i + 1), at(i + 2)));
        if (isWordStart(text, i))
            grams.push_back(gramOf(WordStartMark, text[i], at(i + 1)));
    }
}

void appendGramsWithin(std::vector<Gram> &grams, QByteArrayView word)
{
    for (qsizetype i = 0; i + 2 < word.size(); ++i)
        grams.push_back(gramOf(word[i], word[i + 1], word[i + 2]));
}

} // namespace ft::tracker
