#include "peer-gui/models/formatting.h"

#include "peer-gui/words/formats.h"

#include <QCoreApplication>
#include <QDateTime>

#include <algorithm>
#include <array>
#include <limits>

namespace ft::models {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ft::models::Formatting)
};

struct Kind
{
    const char *prefix; ///< of the media type
    const char *word;
};

// The first prefix that fits wins.
constexpr std::array Kinds{
    Kind{"image/", QT_TRANSLATE_NOOP("ft::models::Formatting", "Image")},
    Kind{"audio/", QT_TRANSLATE_NOOP("ft::models::Formatting", "Audio")},
    Kind{"video/", QT_TRANSLATE_NOOP("ft::models::Formatting", "Video")},
    Kind{"font/", QT_TRANSLATE_NOOP("ft::models::Formatting", "Font")},
    Kind{"text/html", QT_TRANSLATE_NOOP("ft::models::Formatting", "Web page")},
    Kind{"text/", QT_TRANSLATE_NOOP("ft::models::Formatting", "Text")},
    Kind{"application/pdf", QT_TRANSLATE_NOOP("ft::models::Formatting", "PDF document")},
    Kind{"application/epub", QT_TRANSLATE_NOOP("ft::models::Formatting", "Book")},
    Kind{"application/json", QT_TRANSLATE_NOOP("ft::models::Formatting", "Text")},
    Kind{"application/xml", QT_TRANSLATE_NOOP("ft::models::Formatting", "Text")},
    Kind{"application/zip", QT_TRANSLATE_NOOP("ft::models::Formatting", "Archive")},
    Kind{"application/gzip", QT_TRANSLATE_NOOP("ft::models::Formatting", "Archive")},
    Kind{"application/zstd", QT_TRANSLATE_NOOP("ft::models::Formatting", "Archive")},
    Kind{"application/x-7z", QT_TRANSLATE_NOOP("ft::models::Formatting", "Archive")},
    Kind{"application/x-tar", QT_TRANSLATE_NOOP("ft::models::Formatting", "Archive")},
    Kind{"application/x-xz", QT_TRANSLATE_NOOP("ft::models::Formatting", "Archive")},
    Kind{"application/x-bzip", QT_TRANSLATE_NOOP("ft::models::Formatting", "Archive")},
    Kind{"application/x-iso", QT_TRANSLATE_NOOP("ft::models::Formatting", "Disk image")},
    Kind{"application/vnd.oasis", QT_TRANSLATE_NOOP("ft::models::Formatting", "Office document")},
    Kind{"application/vnd.openxml", QT_TRANSLATE_NOOP("ft::models::Formatting", "Office document")},
    Kind{"application/vnd.ms-", QT_TRANSLATE_NOOP("ft::models::Formatting", "Office document")},
    Kind{"application/msword", QT_TRANSLATE_NOOP("ft::models::Formatting", "Office document")},
    Kind{"application/octet-stream", QT_TRANSLATE_NOOP("ft::models::Formatting", "File")},
};

constexpr qsizetype MaxShownLength = 500;

bool reordersText(QChar character)
{
    const char16_t code = character.unicode();
    return (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
}

bool isHarmless(QChar character)
{
    switch (character.category()) {
    case QChar::Other_Control:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return false;
    default:
        return !reordersText(character);
    }
}

} // namespace

QString formatSize(std::uint64_t bytes, const QLocale &locale)
{
    constexpr auto Most = std::uint64_t{std::numeric_limits<qint64>::max()};
    return locale.formattedDataSize(static_cast<qint64>(std::min(bytes, Most)),
                                    1,
                                    QLocale::DataSizeSIFormat);
}

QString formatRate(std::uint64_t bytesPerSecond, const QLocale &locale)
{
    if (bytesPerSecond == 0)
        return {};
    return Words::tr("%1/s", "bytes per second").arg(formatSize(bytesPerSecond, locale));
}

QString formatPercent(double fraction)
{
    return Words::tr("%1 %").arg(static_cast<int>(fraction * 100));
}

QString formatDuration(std::chrono::seconds duration)
{
    return words::durationText(duration);
}

QString formatRemaining(std::chrono::seconds remaining)
{
    using namespace std::chrono;
    constexpr seconds Step{5};
    if (remaining < minutes{1})
        return words::durationText(remaining);
    if (remaining < minutes{10})
        return words::durationText((remaining + Step / 2) / Step * Step);
    if (remaining < hours{1})
        return Words::tr("%1 min", "minutes").arg(ceil<minutes>(remaining).count());
    return words::durationText(ceil<minutes>(remaining));
}

QString formatTime(std::chrono::sys_seconds utc, const QLocale &locale)
{
    const auto time = QDateTime::fromSecsSinceEpoch(utc.time_since_epoch().count());
    QString format = locale.dateTimeFormat(QLocale::ShortFormat);
    if (!format.contains(u"yyyy"))
        format.replace(QStringLiteral("yy"), QStringLiteral("yyyy"));
    return locale.toString(time, format);
}

QString formatFileCount(std::uint64_t files, const QLocale &locale)
{
    if (files == 1)
        return Words::tr("1 file");
    return Words::tr("%1 files").arg(locale.toString(static_cast<qulonglong>(files)));
}

QString formatType(const QByteArray &mediaType)
{
    for (const Kind &kind : Kinds) {
        if (mediaType.startsWith(kind.prefix))
            return Words::tr(kind.word);
    }
    return shown(QString::fromUtf8(mediaType));
}

QString shown(const QString &text)
{
    QString line = text.first(std::min(text.size(), MaxShownLength));
    for (QChar &character : line) {
        if (!isHarmless(character))
            character = QChar::ReplacementCharacter;
    }
    if (line.size() < text.size())
        line += u'…';
    return line;
}

QString toolTip(const QString &plain)
{
    if (plain.isEmpty())
        return {};
    return u"<span>" % plain.toHtmlEscaped().replace(QStringLiteral("\n"), QStringLiteral("<br>"))
           % u"</span>";
}

} // namespace ft::models
