#include "tracker/console/commandwords.h"

#include "common/console/safetext.h"
#include "common/protocol/limits.h"

#include <QStringBuilder>

#include <algorithm>
#include <array>

namespace ft::tracker {

using console::safeText;

namespace {

/// Leaves room in a REFUSED line for what the tracker says itself.
constexpr qsizetype MaxText = protocol::limits::MaxText / 2;
constexpr std::chrono::days MaxTime{3650};

struct Unit
{
    char16_t letter;
    std::chrono::seconds length;
};
constexpr std::array Units{Unit{u's', std::chrono::seconds{1}},
                           Unit{u'm', std::chrono::minutes{1}},
                           Unit{u'h', std::chrono::hours{1}},
                           Unit{u'd', std::chrono::days{1}},
                           Unit{u'w', std::chrono::weeks{1}}};

tl::unexpected<QString> wrong(const QString &word, QStringView what)
{
    return tl::unexpected(QString{u'"' % safeText(word) % u"\" is " % what});
}

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

} // namespace

QString CommandWords::next() const
{
    const auto space = m_left.indexOf(u' ');
    return m_left.first(space < 0 ? m_left.size() : space);
}

QString CommandWords::take()
{
    QString word = next();
    m_left = m_left.sliced(word.size()).trimmed();
    return word;
}

bool CommandWords::takeIf(QStringView word)
{
    if (next() != word)
        return false;
    take();
    return true;
}

bool CommandWords::takeFlag(QStringView flag)
{
    if (takeIf(flag))
        return true;
    if (!m_left.endsWith(QString{u' ' % flag}))
        return false;
    m_left = m_left.chopped(flag.size()).trimmed();
    return true;
}

QString CommandWords::rest()
{
    return std::exchange(m_left, {});
}

Result<PeerSelector, QString> parseSelector(const QString &word)
{
    if (const auto who = parsePeerSelector(word))
        return *who;
    return wrong(word, u"neither a host name nor an address nor a network (10.0.0.0/24)");
}

Result<std::chrono::seconds, QString> parseTime(const QString &word)
{
    const auto unit = std::find_if(Units.begin(), Units.end(), [&](const Unit &is) {
        return word.endsWith(QChar{is.letter});
    });
    const QString number = word.chopped(word.isEmpty() ? 0 : 1);
    bool ok = std::all_of(number.begin(), number.end(), isDigit) && unit != Units.end();
    const qint64 count = ok ? number.toLongLong(&ok) : 0;
    if (!ok || count < 1 || count > MaxTime / unit->length)
        return wrong(word, u"not a time; write 90s, 10m, 2h, 7d or 4w");
    return unit->length * count;
}

Result<QString, QString> parseText(const QString &text)
{
    if (safeText(text) != text)
        return tl::unexpected(QStringLiteral("the text has characters that cannot be shown"));
    if (text.toUtf8().size() > MaxText)
        return tl::unexpected(
            QStringLiteral("the text is too long; at most %1 bytes").arg(MaxText));
    return text;
}

Result<std::uint64_t, QString> parseNumber(const QString &word)
{
    bool ok = std::all_of(word.begin(), word.end(), isDigit);
    const auto number = ok ? word.toULongLong(&ok) : 0;
    if (!ok)
        return wrong(word, u"not a whole number");
    return number;
}

} // namespace ft::tracker
