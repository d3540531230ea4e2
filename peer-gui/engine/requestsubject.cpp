#include "peer-gui/engine/requestsubject.h"

#include <QDateTime>
#include <QStringBuilder>
#include <QStringList>

namespace ft::engine {

namespace {

QString isoOf(std::chrono::sys_seconds time)
{
    return QDateTime::fromSecsSinceEpoch(time.time_since_epoch().count(), Qt::UTC)
        .toString(Qt::ISODate);
}

} // namespace

QString indexSubject(const std::optional<std::chrono::sys_seconds> &from,
                     const std::optional<std::chrono::sys_seconds> &to,
                     const QString &regex)
{
    QStringList words;
    if (from)
        words << u"from " % isoOf(*from);
    if (to)
        words << u"to " % isoOf(*to);
    if (!regex.isEmpty())
        words << u"regex " % regex;
    return words.join(u' ');
}

} // namespace ft::engine
