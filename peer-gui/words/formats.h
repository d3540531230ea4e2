#pragma once

#include <QLocale>
#include <QString>

#include <chrono>
#include <cstdint>

namespace ft::words {

/// How numbers and moments are written for one reader, at one moment.
struct Formats
{
    QLocale locale;
    QLocale::DataSizeFormats sizes = QLocale::DataSizeSIFormat;
    QString timeOfDay; ///< as QLocale::toString takes it
    QString dateAndTime; ///< the same
    std::chrono::sys_seconds now{};

    /// English, sizes by powers of 1024 as the tables of a shell have them, `14:02`.
    [[nodiscard]] static Formats forTerminal(std::chrono::sys_seconds now);
    /// As the reader's language has it, sizes by powers of 1000 as file managers count.
    [[nodiscard]] static Formats forWindow(const QLocale &locale, std::chrono::sys_seconds now);
};

/// `2.1 GB`.
[[nodiscard]] QString sizeText(std::uint64_t bytes, const Formats &formats);
/// Time of day on this machine's clock; with the date when that is not today.
[[nodiscard]] QString momentText(std::chrono::sys_seconds moment, const Formats &formats);
/// `45 s`, `2 min 05 s`, `1 h 12 min`, `3 d 4 h`; 0 s for less than none.
[[nodiscard]] QString durationText(std::chrono::seconds duration);
/// `1st`, `2nd`, `113th`.
[[nodiscard]] QString ordinalText(std::uint64_t number);
/// The first letter in upper case.
[[nodiscard]] QString capitalised(QString sentence);

} // namespace ft::words
