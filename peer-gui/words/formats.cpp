#include "peer-gui/words/formats.h"

#include <QCoreApplication>
#include <QDateTime>

#include <algorithm>
#include <limits>

namespace ft::words {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ft::words::Formats)
};

QDateTime localTime(std::chrono::sys_seconds moment)
{
    return QDateTime::fromSecsSinceEpoch(moment.time_since_epoch().count());
}

} // namespace

Formats Formats::forTerminal(std::chrono::sys_seconds now)
{
    return {QLocale::c(),
            QLocale::DataSizeIecFormat,
            QStringLiteral("HH:mm"),
            QStringLiteral("yyyy-MM-dd HH:mm"),
            now};
}

Formats Formats::forWindow(const QLocale &locale, std::chrono::sys_seconds now)
{
    QString dateAndTime = locale.dateTimeFormat(QLocale::ShortFormat);
    if (!dateAndTime.contains(u"yyyy"))
        dateAndTime.replace(QStringLiteral("yy"), QStringLiteral("yyyy"));
    return {locale,
            QLocale::DataSizeSIFormat,
            locale.timeFormat(QLocale::ShortFormat),
            dateAndTime,
            now};
}

QString sizeText(std::uint64_t bytes, const Formats &formats)
{
    constexpr auto Most = std::uint64_t{std::numeric_limits<qint64>::max()};
    return formats.locale.formattedDataSize(static_cast<qint64>(std::min(bytes, Most)),
                                            1,
                                            formats.sizes);
}

QString momentText(std::chrono::sys_seconds moment, const Formats &formats)
{
    const QDateTime time = localTime(moment);
    if (time.date() == localTime(formats.now).date())
        return formats.locale.toString(time.time(), formats.timeOfDay);
    return formats.locale.toString(time, formats.dateAndTime);
}

QString durationText(std::chrono::seconds duration)
{
    using namespace std::chrono;
    const auto padded = [](qint64 number) {
        return QStringLiteral("%1").arg(number, 2, 10, QLatin1Char('0'));
    };
    const auto total = std::max<qint64>(duration.count(), 0);
    if (total < 60)
        return Words::tr("%1 s", "seconds").arg(total);
    if (total < 3600)
        return Words::tr("%1 min %2 s").arg(QString::number(total / 60), padded(total % 60));
    if (duration < days{1})
        return Words::tr("%1 h %2 min").arg(QString::number(total / 3600), padded(total / 60 % 60));
    return Words::tr("%1 d %2 h", "days and hours").arg(total / 86400).arg(total / 3600 % 24);
}

QString ordinalText(std::uint64_t number)
{
    const auto ones = number % 10;
    const bool isTeen = number % 100 / 10 == 1;
    const QString digits = QString::number(number);
    if (ones == 1 && !isTeen)
        return Words::tr("%1st", "place in a queue").arg(digits);
    if (ones == 2 && !isTeen)
        return Words::tr("%1nd", "place in a queue").arg(digits);
    if (ones == 3 && !isTeen)
        return Words::tr("%1rd", "place in a queue").arg(digits);
    return Words::tr("%1th", "place in a queue").arg(digits);
}

QString capitalised(QString sentence)
{
    if (!sentence.isEmpty())
        sentence[0] = sentence[0].toUpper();
    return sentence;
}

} // namespace ft::words
