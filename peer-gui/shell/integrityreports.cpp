#include "peer-gui/shell/integrityreports.h"

#include "peer-gui/words/transferwords.h"

#include <QJsonArray>

namespace ft::shell {

namespace {

/// More are not listed in a sentence.
constexpr std::size_t MostRanges = 8;

// Sizes stay below 2^53 (protocol limit), so a JSON number holds them exactly.
qint64 number(std::uint64_t value)
{
    return static_cast<qint64>(value);
}

QString piecesText(std::uint32_t pieces)
{
    return pieces == 1 ? QStringLiteral("1 piece") : QStringLiteral("%1 pieces").arg(pieces);
}

QString filesText(std::uint64_t files)
{
    return files == 1 ? QStringLiteral("1 file") : QStringLiteral("%1 files").arg(files);
}

std::uint64_t lastByte(const protocol::ByteRange &range)
{
    return range.offset + range.length - 1;
}

QStringList peersOf(const engine::RepairReport &report)
{
    QStringList peers;
    for (const engine::TransferSource &source : report.sources) {
        if (source.bytes > 0)
            peers << words::nameOf(source);
    }
    return peers;
}

} // namespace

QJsonObject objectOf(const engine::FileDamage &damage)
{
    QJsonArray ranges;
    for (const protocol::ByteRange &range : damage.ranges)
        ranges.append(QJsonArray{number(range.offset), number(lastByte(range))});
    return {{QStringLiteral("event"), QStringLiteral("damaged")},
            {QStringLiteral("name"), damage.name},
            {QStringLiteral("path"), damage.path},
            {QStringLiteral("size"), number(damage.size)},
            {QStringLiteral("pieces"), qint64{damage.pieces}},
            {QStringLiteral("ranges"), ranges}};
}

QString sentenceOf(const engine::FileDamage &damage)
{
    QStringList ranges;
    for (const protocol::ByteRange &range : damage.ranges) {
        if (ranges.size() < static_cast<qsizetype>(MostRanges))
            ranges << QStringLiteral("%1-%2").arg(range.offset).arg(lastByte(range));
    }
    if (damage.ranges.size() > MostRanges)
        ranges << QStringLiteral("...");
    return QStringLiteral(
               "damaged: %1: %2 of its bytes changed on the disk, though nobody wrote to "
               "it (bytes %3); it is not offered any more, `repair %1` fetches them")
        .arg(damage.name, piecesText(damage.pieces), ranges.join(QStringLiteral(", ")));
}

QJsonObject objectOf(const engine::CheckNews &news)
{
    return {{QStringLiteral("event"), QStringLiteral("checked")},
            {QStringLiteral("files"), number(news.files)},
            {QStringLiteral("bytes"), number(news.bytes)},
            {QStringLiteral("damaged"), number(news.damaged)},
            {QStringLiteral("skipped"), number(news.skipped)}};
}

QString sentenceOf(const engine::CheckNews &news)
{
    QString text =
        QStringLiteral("checked %1 (%2 bytes): ").arg(filesText(news.files)).arg(news.bytes);
    text += news.damaged == 0 ? QStringLiteral("all sound")
                              : QStringLiteral("%1 damaged").arg(news.damaged);
    if (news.skipped > 0)
        text += QStringLiteral("; %1 changed meanwhile").arg(filesText(news.skipped));
    return text;
}

QJsonObject objectOf(const engine::RepairReport &report)
{
    return {{QStringLiteral("event"), QStringLiteral("repaired")},
            {QStringLiteral("name"), report.name},
            {QStringLiteral("path"), report.path},
            {QStringLiteral("pieces"), qint64{report.pieces}},
            {QStringLiteral("received"), number(report.received)},
            {QStringLiteral("peers"), QJsonArray::fromStringList(peersOf(report))}};
}

QString sentenceOf(const engine::RepairReport &report)
{
    return QStringLiteral("repaired %1 -> %2 (%3, %4 bytes from %5)")
        .arg(report.name, report.path, piecesText(report.pieces))
        .arg(report.received)
        .arg(peersOf(report).join(QStringLiteral(", ")));
}

} // namespace ft::shell
