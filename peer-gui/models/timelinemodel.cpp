#include "peer-gui/models/timelinemodel.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace ft::models {

namespace {

QDateTime localTime(std::chrono::sys_seconds utc)
{
    return QDateTime::fromSecsSinceEpoch(utc.time_since_epoch().count());
}

/// To the second, and with the date when that is not today.
QString momentText(std::chrono::sys_seconds at, std::chrono::sys_seconds now)
{
    const QLocale locale;
    QString format = locale.timeFormat(QLocale::ShortFormat);
    format.replace(QStringLiteral("mm"), QStringLiteral("mm:ss"));
    const QDateTime time = localTime(at);
    const QString ofDay = locale.toString(time.time(), format);
    if (time.date() == localTime(now).date())
        return ofDay;
    return locale.toString(time.date(), QLocale::ShortFormat) % u' ' % ofDay;
}

} // namespace

void TimelineModel::show(engine::TransferId id, const std::deque<TimelineEvent> &events)
{
    if (id != m_id || !isContinuedBy(events)) {
        beginResetModel();
        m_id = id;
        m_events = events;
        endResetModel();
        return;
    }
    if (!m_events.empty() && m_events.back() != events[m_events.size() - 1]) {
        m_events.back() = events[m_events.size() - 1];
        emit dataChanged(index(0, 0), index(0, ColumnCount - 1));
    }
    const auto more = static_cast<int>(events.size() - m_events.size());
    if (more == 0)
        return;
    beginInsertRows({}, 0, more - 1);
    m_events.insert(m_events.end(), events.end() - more, events.end());
    endInsertRows();
}

void TimelineModel::clear()
{
    show({}, {});
}

/// Whether the rows are the beginning of these, but for how often the last one happened.
bool TimelineModel::isContinuedBy(const std::deque<TimelineEvent> &events) const
{
    if (m_events.empty())
        return true;
    if (events.size() < m_events.size())
        return false;
    const auto last = m_events.size() - 1;
    return std::equal(m_events.begin(), m_events.end() - 1, events.begin())
           && m_events[last].text == events[last].text;
}

const TimelineEvent &TimelineModel::event(int row) const
{
    return m_events.at(m_events.size() - 1 - static_cast<std::size_t>(row));
}

QString TimelineModel::heading(int column) const
{
    switch (column) {
    case Time:
        return tr("Time");
    case What:
        return tr("What happened");
    default:
        return {};
    }
}

int TimelineModel::compare(int column, int left, int right) const
{
    // The order of the rows is that of time, to less than a second.
    if (column == Time)
        return compareValues(right, left);
    return QString::localeAwareCompare(event(left).text, event(right).text);
}

QString TimelineModel::text(int row, int column) const
{
    const TimelineEvent &one = event(row);
    if (column == Time)
        return momentText(one.at, m_clock.wallTime());
    if (one.times == 1)
        return one.text;
    return tr("%1 (%2 times)", "what happened, and how often in a row")
        .arg(one.text)
        .arg(one.times);
}

QVariant TimelineModel::rawValue(int row, int column) const
{
    if (column == Time)
        return QVariant::fromValue<qlonglong>(event(row).at.time_since_epoch().count());
    return event(row).text;
}

} // namespace ft::models
