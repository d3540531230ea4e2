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

/// What entries are compared by.
const char *expressionOf(HistoryOrder::Key key)
{
    switch (key) {
    case HistoryOrder::Key::Begun:
        return "begun";
    case HistoryOrder::Key::Kind:
        return "direction || ' ' || kind";
    case HistoryOrder::Key::Subject:
        return "folded";
    case HistoryOrder::Key::Peer:
        return "CASE peer WHEN '' THEN address ELSE peer END COLLATE NOCASE";
    case HistoryOrder::Key::Size:
        return "ifnull(size, -1)";
    case HistoryOrder::Key::Rate:
        return "CASE milliseconds WHEN 0 THEN 0 ELSE bytes * 1000.0 / milliseconds END";
    case HistoryOrder::Key::Duration:
        return "milliseconds";
    case HistoryOrder::Key::Outcome:
        return "outcome || ' ' || reason";
    case HistoryOrder::Key::Path:
        return "path";
    }
    return "begun";
}

QString orderText(const HistoryOrder &order)
{
    const QString direction = order.isAscending ? QStringLiteral(" ASC") : QStringLiteral(" DESC");
    // The index gives this order; an expression before it would make SQLite sort.
    if (order.key == HistoryOrder::Key::Begun)
        return u" ORDER BY begun" % direction % u", id" % direction;
    return u" ORDER BY " % QString::fromLatin1(expressionOf(order.key)) % direction
           % u", begun DESC, id DESC";
}

} // namespace

HistorySelect selectOf(const HistoryFilter &filter, const char *columns)
{
    const auto limit = std::min(filter.limit, HistoryFilter::MostEntries);
    const Conditions conditions = conditionsOf(filter);
    return {u"SELECT " % QString::fromLatin1(columns) % u" FROM requests" % conditions.text()
                % orderText(filter.order) % u" LIMIT " % QString::number(limit + 1) % u" OFFSET "
                % QString::number(filter.skip),
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
