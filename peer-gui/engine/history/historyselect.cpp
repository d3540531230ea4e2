#include "peer-gui/engine/history/historyselect.h"

#include "common/model/foldedtext.h"
#include "peer-gui/engine/history/historynames.h"

#include <QStringBuilder>

#include <algorithm>

namespace ft::engine {

namespace {

/// Joins what must be true.
class Conditions final
{
public:
    void add(const QString &condition, const QVariantList &values)
    {
        m_text += (m_text.isEmpty() ? u" WHERE " : u" AND ") % condition;
        m_values += values;
    }
    template <typename Value>
    void addAnyOf(const QString &column, const std::vector<Value> &anyOf)
    {
        if (anyOf.empty())
            return;
        QVariantList texts;
        for (const Value &value : anyOf)
            texts << toText(value);
        const auto places = QStringList(texts.size(), QStringLiteral("?")).join(u", ");
        add(column % u" IN (" % places % u')', texts);
    }

    [[nodiscard]] const QString &text() const { return m_text; }
    [[nodiscard]] const QVariantList &values() const { return m_values; }

private:
    QString m_text;
    QVariantList m_values;
};

qlonglong secondsOf(std::chrono::sys_seconds time)
{
    return time.time_since_epoch().count();
}

void addTime(Conditions &conditions, const HistoryFilter &filter)
{
    if (filter.since)
        conditions.add(QStringLiteral("begun >= ?"), {secondsOf(*filter.since)});
    if (filter.until)
        conditions.add(QStringLiteral("begun < ?"), {secondsOf(*filter.until)});
    if (filter.before)
        conditions.add(QStringLiteral("(begun, id) < (?, ?)"),
                       {secondsOf(filter.before->begun), qlonglong{filter.before->id}});
}

void addPeer(Conditions &conditions, const QString &peer)
{
    if (peer.isEmpty())
        return;
    const auto endpoint = Endpoint::parse(peer);
    const QString address = endpoint ? endpoint->address.toString() : peer;
    conditions.add(QStringLiteral("(peer = ? COLLATE NOCASE OR address = ?)"), {peer, address});
}

void addText(Conditions &conditions, const QString &text)
{
    for (const QString &word : foldedSubject(text).split(u' ', Qt::SkipEmptyParts))
        conditions.add(QStringLiteral("instr(folded, ?) > 0"), {word});
}

Conditions conditionsOf(const HistoryFilter &filter)
{
    Conditions conditions;
    addTime(conditions, filter);
    if (filter.direction)
        conditions.add(QStringLiteral("direction = ?"), {toText(*filter.direction)});
    conditions.addAnyOf(QStringLiteral("kind"), filter.kinds);
    conditions.addAnyOf(QStringLiteral("outcome"), filter.outcomes);
    addPeer(conditions, filter.peer);
    addText(conditions, filter.text);
    if (filter.root)
        conditions.add(QStringLiteral("root = ?"), {filter.root->hex()});
    return conditions;
}

} // namespace

HistorySelect selectOf(const HistoryFilter &filter, const char *columns)
{
    const auto limit = std::min(filter.limit, HistoryFilter::MostEntries);
    const Conditions conditions = conditionsOf(filter);
    return {u"SELECT " % QString::fromLatin1(columns) % u" FROM requests" % conditions.text()
                % u" ORDER BY begun DESC, id DESC LIMIT " % QString::number(limit + 1),
            conditions.values()};
}

HistorySelect countOf(const HistoryFilter &filter)
{
    const Conditions conditions = conditionsOf(filter);
    return {u"SELECT COUNT(*) FROM requests" % conditions.text(), conditions.values()};
}

QString foldedSubject(const QString &subject)
{
    QByteArray folded;
    appendFolded(folded, subject.toUtf8(), Accents::Drop);
    return QString::fromUtf8(folded);
}

} // namespace ft::engine
