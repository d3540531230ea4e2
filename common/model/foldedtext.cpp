#include "common/model/foldedtext.h"

#include <QString>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace ft {

namespace {

/// A small letter or ligature that Unicode does not take apart, and what people type instead.
struct Spelling
{
    char16_t letter;
    std::u16string_view typed;
};

/// In the order of the letters.
constexpr std::array<Spelling, 25> Spellings{
    {{u'\u00df', u"ss"}, {u'\u00e6', u"ae"},  {u'\u00f0', u"d"},   {u'\u00f8', u"o"},
     {u'\u00fe', u"th"}, {u'\u0111', u"d"},   {u'\u0127', u"h"},   {u'\u0131', u"i"},
     {u'\u0142', u"l"},  {u'\u014b', u"n"},   {u'\u0153', u"oe"},  {u'\u0167', u"t"},
     {u'\u0180', u"b"},  {u'\u01b6', u"z"},   {u'\u01e5', u"g"},   {u'\u0237', u"j"},
     {u'\u0268', u"i"},  {u'\u0289', u"u"},   {u'\ufb00', u"ff"},  {u'\ufb01', u"fi"},
     {u'\ufb02', u"fl"}, {u'\ufb03', u"ffi"}, {u'\ufb04', u"ffl"}, {u'\ufb05', u"st"},
     {u'\ufb06', u"st"}}};

const Spelling *spellingOf(char16_t letter)
{
    const auto found = std::lower_bound(Spellings.begin(),
                                        Spellings.end(),
                                        letter,
                                        [](const Spelling &spelling, char16_t sought) {
                                            return spelling.letter < sought;
                                        });
    return found != Spellings.end() && found->letter == letter ? &*found : nullptr;
}

/// Whether a code is one that people leave out when they type in a hurry: the marks above, below
/// and through letters, and the points of Hebrew, Arabic and Syriac.
bool isAccent(char32_t code)
{
    constexpr unsigned char FirstPoint = 10;
    constexpr unsigned char LastPoint = 36;
    constexpr unsigned char FirstAttached = 200;
    if (QChar::category(code) != QChar::Mark_NonSpacing)
        return false;
    const unsigned char place = QChar::combiningClass(code);
    return place >= FirstAttached || (place >= FirstPoint && place <= LastPoint);
}

/// Drops accents from folded, decomposed text.
QString withoutAccents(const QString &text)
{
    QString kept;
    kept.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char16_t unit = text[i].unicode();
        const bool isPair = QChar::isHighSurrogate(unit) && i + 1 < text.size();
        const char32_t code = isPair ? QChar::surrogateToUcs4(unit, text[i + 1].unicode()) : unit;
        if (const Spelling *spelling = spellingOf(unit); spelling != nullptr)
            kept.append(QStringView{spelling->typed});
        else if (!isAccent(code))
            kept.append(QStringView{text}.sliced(i, isPair ? 2 : 1));
        i += isPair ? 1 : 0;
    }
    return kept;
}

/// Composed last, so that text takes the fewest bytes and equal texts are equal bytes.
QString folded(QByteArrayView utf8, Accents accents)
{
    const QString plain = QString::fromUtf8(utf8).normalized(QString::NormalizationForm_D);
    QString text = plain.toCaseFolded();
    if (accents == Accents::Drop)
        text = withoutAccents(text.normalized(QString::NormalizationForm_D));
    return text.normalized(QString::NormalizationForm_C);
}

void appendSmallAscii(QByteArray &out, QByteArrayView text)
{
    const auto place = out.size();
    out.resize(place + text.size());
    std::transform(text.begin(), text.end(), out.data() + place, [](char c) {
        const bool isCapital = c >= 'A' && c <= 'Z';
        return static_cast<char>(c + (isCapital ? 'a' - 'A' : 0));
    });
}

} // namespace

bool isAscii(QByteArrayView text)
{
    constexpr std::uint64_t HighBits = 0x8080808080808080ULL;
    constexpr qsizetype Step = sizeof HighBits;
    std::uint64_t seen = 0;
    qsizetype i = 0;
    for (; i + Step <= text.size(); i += Step) {
        std::uint64_t bytes = 0;
        std::memcpy(&bytes, text.data() + i, sizeof bytes);
        seen |= bytes;
    }
    for (; i < text.size(); ++i)
        seen |= static_cast<unsigned char>(text[i]);
    return (seen & HighBits) == 0;
}

void appendFolded(QByteArray &out, QByteArrayView utf8, Accents accents)
{
    if (isAscii(utf8))
        appendSmallAscii(out, utf8);
    else if (utf8.isValidUtf8())
        out.append(folded(utf8, accents).toUtf8());
    else
        out.append(utf8);
}

} // namespace ft
