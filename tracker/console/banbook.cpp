#include "tracker/console/banbook.h"

#include "common/console/safetext.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <QStringBuilder>
#include <QUrl>

namespace ft::tracker {

namespace {

constexpr QLatin1String Until{"until="};
constexpr QLatin1String Reason{"reason="};
/// No list that somebody keeps by hand is bigger.
constexpr qint64 MaxFile = 64 * 1024 * 1024;

QByteArray toLine(const Ban &ban)
{
    QByteArray line = toString(ban.who).toUtf8();
    if (ban.until)
        line += " until=" + QByteArray::number(qint64{ban.until->time_since_epoch().count()});
    if (!ban.reason.isEmpty())
        line += " reason=" + QUrl::toPercentEncoding(ban.reason);
    return line + '\n';
}

std::optional<Ban> parseBan(const QString &line)
{
    const auto words = line.split(u' ', Qt::SkipEmptyParts);
    const auto who = parsePeerSelector(words.value(0));
    if (!who)
        return std::nullopt;
    Ban ban{*who, {}, {}};
    for (const QString &word : words.sliced(1)) {
        bool ok = true;
        if (word.startsWith(Until)) {
            const std::chrono::seconds time{word.sliced(Until.size()).toLongLong(&ok)};
            ban.until = std::chrono::sys_seconds{time};
        } else if (word.startsWith(Reason)) {
            ban.reason = QUrl::fromPercentEncoding(word.sliced(Reason.size()).toUtf8());
            ok = console::safeText(ban.reason) == ban.reason;
        } else {
            ok = false;
        }
        if (!ok)
            return std::nullopt;
    }
    return ban;
}

} // namespace

BanBook::BanBook(BanList &bans, QString file)
    : m_bans(bans)
    , m_file(std::move(file))
{}

Result<void, QString> BanBook::load()
{
    QFile file{m_file};
    if (!file.exists())
        return {};
    if (!file.open(QIODevice::ReadOnly) || file.size() > MaxFile)
        return tl::unexpected(
            QStringLiteral("cannot read the bans in %1: %2").arg(m_file, file.errorString()));
    int damaged = 0;
    int number = 0;
    while (!file.atEnd()) {
        const QString line = QString::fromUtf8(file.readLine()).trimmed();
        ++number;
        if (line.isEmpty() || line.startsWith(u'#'))
            continue;
        if (const auto ban = parseBan(line))
            m_bans.add(*ban);
        else if (damaged == 0)
            damaged = number;
    }
    if (damaged == 0)
        return {};
    const QString what = QStringLiteral("line %1 of the bans in %2 is damaged; the other %3 bans "
                                        "hold, the file is now %4")
                             .arg(damaged)
                             .arg(m_file)
                             .arg(m_bans.count())
                             .arg(setAside());
    const auto saved = save();
    return tl::unexpected(saved ? what : QString{what % u"; " % saved.error()});
}

Result<void, QString> BanBook::add(const Ban &ban)
{
    m_bans.add(ban);
    return save();
}

Result<void, QString> BanBook::remove(const PeerSelector &who)
{
    m_bans.remove(who);
    return save();
}

Result<void, QString> BanBook::save() const
{
    QDir{}.mkpath(QFileInfo{m_file}.path());
    QSaveFile file{m_file};
    bool ok = file.open(QIODevice::WriteOnly);
    for (const Ban &ban : m_bans.all()) {
        const QByteArray line = toLine(ban);
        ok = ok && file.write(line) == line.size();
    }
    if (ok && file.commit())
        return {};
    return tl::unexpected(
        QStringLiteral("cannot write %1: %2; it holds only until the tracker ends")
            .arg(m_file, file.errorString()));
}

/// Where the file is from now on.
QString BanBook::setAside() const
{
    for (int i = 1;; ++i) {
        const QString name = m_file % u".damaged-" % QString::number(i);
        if (!QFile::exists(name))
            return QFile::rename(m_file, name) ? name : m_file;
    }
}

} // namespace ft::tracker
