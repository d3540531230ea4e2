#include "tests/bench/load/pathmaker.h"

#include "tests/bench/load/randomness.h"

#include <array>

namespace ft::bench {

namespace {

constexpr std::array<std::string_view, 16> Extensions{".pdf",
                                                      ".pdf",
                                                      ".txt",
                                                      ".docx",
                                                      ".jpg",
                                                      ".jpg",
                                                      ".jpg",
                                                      ".png",
                                                      ".mp3",
                                                      ".mp3",
                                                      ".flac",
                                                      ".mkv",
                                                      ".mp4",
                                                      ".zip",
                                                      ".odt",
                                                      ".iso"};
constexpr std::array<char, 4> Separators{' ', ' ', '_', '-'};

} // namespace

void PathMaker::append(std::string &out, std::uint32_t number) const
{
    appendFolder(out, number);
    const std::uint64_t bits = mixed(number);
    const std::uint64_t words = mixed(bits);
    const bool isTitle = (bits & 1U) != 0;
    const char separator = Separators[(bits >> 1U) % Separators.size()];
    const bool isLong = (bits >> 3U) % 3 == 0;
    appendWord(out, words, isTitle);
    out.push_back(separator);
    appendWord(out, words >> 16U, isTitle);
    if (isLong) {
        out.push_back(separator);
        appendWord(out, words >> 32U, isTitle);
    }
    out.push_back(separator);
    out.append(std::to_string(number));
    out.append(Extensions[(bits >> 8U) % Extensions.size()]);
}

/// A third of the files lie at the top of their share; the others together with those of about the
/// same number.
void PathMaker::appendFolder(std::string &out, std::uint32_t number) const
{
    constexpr std::uint32_t FilesInFolder = 24;
    const std::uint64_t bits = mixed(~std::uint64_t{number / FilesInFolder});
    if (bits % 3 == 0)
        return;
    const std::uint64_t words = mixed(bits);
    appendWord(out, words, true);
    if (bits % 3 == 1) {
        out.push_back(' ');
        appendWord(out, words >> 16U, true);
    }
    out.push_back('/');
}

void PathMaker::appendWord(std::string &out, std::uint64_t bits, bool isTitle) const
{
    const auto place = out.size();
    out.append(m_words.drawn(bits));
    const bool isSmall = out[place] >= 'a' && out[place] <= 'z';
    if (isTitle && isSmall)
        out[place] = static_cast<char>(out[place] - 'a' + 'A');
}

} // namespace ft::bench
