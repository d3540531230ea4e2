#include "tracker/console/console.h"

#include "common/console/safetext.h"
#include "common/protocol/limits.h"

#include <QStringBuilder>

#include <memory>

namespace ft::tracker {

using console::Column;
using console::Kind;
using console::Report;
using console::safeText;
using console::toJsonLine;
using console::toJsonLines;
using console::toList;
using console::toTable;

namespace {

constexpr std::chrono::seconds SampleEvery{1};

qint64 wholeSeconds(std::chrono::nanoseconds time)
{
    return std::chrono::floor<std::chrono::seconds>(time).count();
}

std::vector<Column> fileColumns()
{
    return {{QStringLiteral("path"), QStringLiteral("PATH")},
            {QStringLiteral("type"), QStringLiteral("TYPE")},
            {QStringLiteral("size"), QStringLiteral("SIZE"), Kind::Bytes},
            {QStringLiteral("modified"), QStringLiteral("MODIFIED"), Kind::Time}};
}

QJsonObject toJson(const FileRecord &file)
{
    QJsonObject object{{QStringLiteral("path"), file.path.toString()},
                       {QStringLiteral("type"), QString::fromUtf8(file.type)},
                       {QStringLiteral("size"), static_cast<qint64>(file.size)},
                       {QStringLiteral("modified"),
                        static_cast<qint64>(file.modified.time_since_epoch().count())}};
    if (file.root)
        object.insert(QStringLiteral("root"), QString::fromLatin1(file.root->hex()));
    if (file.md5)
        object.insert(QStringLiteral("md5"), QString::fromLatin1(file.md5->hex()));
    if (file.isPartial)
        object.insert(QStringLiteral("partial"), true);
    return object;
}

QJsonObject toJson(const SourceRecord &record)
{
    QJsonObject object = toJson(record.file);
    object.insert(QStringLiteral("peer"), record.host ? record.host->toString() : QString{});
    object.insert(QStringLiteral("address"), record.endpoint.address.toString());
    object.insert(QStringLiteral("port"), record.endpoint.port);
    return object;
}

QJsonObject toJson(const PeerSnapshot &peer)
{
    return {{QStringLiteral("name"), peer.name.toString()},
            {QStringLiteral("address"), peer.endpoint.address.toString()},
            {QStringLiteral("port"), peer.endpoint.port},
            {QStringLiteral("files"), static_cast<qint64>(peer.files)},
            {QStringLiteral("bytes"), static_cast<qint64>(peer.bytes)},
            {QStringLiteral("joined"), wholeSeconds(peer.joinedFor)},
            {QStringLiteral("silent"), wholeSeconds(peer.silentFor)},
            {QStringLiteral("agent"), QString::fromUtf8(peer.agent)}};
}

} // namespace

Console::Console(const Catalogue &catalogue,
                 const Clock &clock,
                 Surroundings surroundings,
                 Style style)
    : m_catalogue(catalogue)
    , m_clock(clock)
    , m_surroundings(std::move(surroundings))
    , m_style(style)
    , m_started(clock.now())
{
    const auto sample = [this] {
        m_searchRate.sample(m_clock.now(), m_surroundings.searches());
    };
    sample();
    connect(&m_sampling, &QTimer::timeout, this, sample);
    m_sampling.start(SampleEvery);
}

void Console::execute(const QString &line)
{
    if (line.trimmed().isEmpty())
        return;
    const auto command = parseCommand(line);
    if (!command)
        return printError(command.error());
    std::visit([this](const auto &known) { run(known); }, *command);
}

void Console::run(const ListPeers &)
{
    Report report{{{QStringLiteral("name"), QStringLiteral("NAME")},
                   {QStringLiteral("address"), QStringLiteral("ADDRESS")},
                   {QStringLiteral("port"), QStringLiteral("PORT"), Kind::Number},
                   {QStringLiteral("files"), QStringLiteral("FILES"), Kind::Number},
                   {QStringLiteral("bytes"), QStringLiteral("SIZE"), Kind::Bytes},
                   {QStringLiteral("joined"), QStringLiteral("JOINED FOR"), Kind::Duration},
                   {QStringLiteral("silent"), QStringLiteral("SILENT FOR"), Kind::Duration},
                   {QStringLiteral("agent"), QStringLiteral("PROGRAM")}},
                  {},
                  QStringLiteral("no peers")};
    for (const PeerSnapshot &peer : m_catalogue.peers())
        report.rows.push_back(toJson(peer));
    print(report);
}

void Console::run(const Discover &command)
{
    const auto files = m_catalogue.filesOf(command.host);
    if (!files)
        return printNoSuchPeer(command.host);
    Report report{fileColumns(),
                  {},
                  QString{command.host.toString() % u" shares nothing at the moment"}};
    for (const FileRecord &file : *files)
        report.rows.push_back(toJson(file));
    print(report);
}

void Console::run(const SearchFiles &command)
{
    auto columns = fileColumns();
    columns.push_back({QStringLiteral("peer"), QStringLiteral("PEER")});
    columns.push_back({QStringLiteral("address"), QStringLiteral("ADDRESS")});
    columns.push_back({QStringLiteral("port"), QStringLiteral("PORT"), Kind::Number});
    Report report{std::move(columns),
                  {},
                  QString{u"no peer offers \"" % safeText(command.text) % u'"'}};
    const QByteArray text = command.text.toUtf8();
    for (const auto &record : m_catalogue.search(text, protocol::limits::MaxFoundRecords))
        report.rows.push_back(toJson(record));
    print(report);
}

void Console::run(const ShowStats &)
{
    const auto totals = m_catalogue.totals();
    Report report{{{QStringLiteral("uptime"), QStringLiteral("up for"), Kind::Duration},
                   {QStringLiteral("peers"), QStringLiteral("peers"), Kind::Number},
                   {QStringLiteral("connections"), QStringLiteral("connections"), Kind::Number},
                   {QStringLiteral("records"), QStringLiteral("records"), Kind::Number},
                   {QStringLiteral("bytes"), QStringLiteral("shared"), Kind::Bytes},
                   {QStringLiteral("searches"), QStringLiteral("searches"), Kind::Number},
                   {QStringLiteral("searchesPerSecond"),
                    QStringLiteral("searches/s, last 10 s"),
                    Kind::Number},
                   {QStringLiteral("memory"), QStringLiteral("index memory"), Kind::Bytes}},
                  {},
                  {}};
    report.rows.push_back(
        {{QStringLiteral("uptime"), wholeSeconds(m_clock.now() - m_started)},
         {QStringLiteral("peers"), static_cast<qint64>(totals.peers)},
         {QStringLiteral("connections"), static_cast<qint64>(m_surroundings.connections())},
         {QStringLiteral("records"), static_cast<qint64>(totals.records)},
         {QStringLiteral("bytes"), static_cast<qint64>(totals.bytes)},
         {QStringLiteral("searches"), static_cast<qint64>(m_surroundings.searches())},
         {QStringLiteral("searchesPerSecond"), m_searchRate.rate()},
         {QStringLiteral("memory"), static_cast<qint64>(totals.memory)}});
    m_surroundings.print(m_style == Style::Json ? toJsonLines(report) : toList(report));
}

void Console::run(const PingPeer &command)
{
    const auto peer = m_catalogue.peer(command.host);
    if (!peer)
        return printNoSuchPeer(command.host);
    auto *patience = new QTimer{this};
    patience->setSingleShot(true);
    connect(patience, &QTimer::timeout, this, [this, patience, host = peer->name] {
        patience->deleteLater();
        onPingUnanswered(host);
    });
    patience->start(PingPatience);
    const QPointer<QTimer> waiting{patience};
    m_surroundings.ping(peer->session, [this, waiting, host = peer->name](auto roundTrip) {
        if (!waiting || !waiting->isActive())
            return;
        waiting->stop();
        waiting->deleteLater();
        onPingAnswered(host, roundTrip);
    });
}

void Console::run(const ShowHelp &)
{
    m_surroundings.print(m_style == Style::Json
                             ? toJsonLine({{QStringLiteral("help"), commandHelp()}})
                             : commandHelp());
}

void Console::run(const Quit &)
{
    emit quitRequested();
}

void Console::print(const Report &report)
{
    if (m_style == Style::Tables)
        m_surroundings.print(toTable(report));
    else if (!report.rows.empty())
        m_surroundings.print(toJsonLines(report));
}

void Console::printError(const QString &what)
{
    m_surroundings.print(m_style == Style::Json ? toJsonLine({{QStringLiteral("error"), what}})
                                                : what);
}

void Console::printNoSuchPeer(const HostName &host)
{
    printError(u"there is no peer \"" % host.toString() % u"\"; 'peers' lists those there are");
}

void Console::onPingAnswered(const HostName &host, std::chrono::nanoseconds roundTrip)
{
    const std::chrono::duration<double, std::milli> ms = roundTrip;
    m_surroundings.print(m_style == Style::Json
                             ? toJsonLine({{QStringLiteral("peer"), host.toString()},
                                           {QStringLiteral("answered"), true},
                                           {QStringLiteral("ms"), ms.count()}})
                             : QStringLiteral("%1 answered in %2 ms")
                                   .arg(host.toString())
                                   .arg(ms.count(), 0, 'f', 2));
}

void Console::onPingUnanswered(const HostName &host)
{
    const QString what = QStringLiteral("no answer within %1 s").arg(PingPatience.count());
    m_surroundings.print(m_style == Style::Json
                             ? toJsonLine({{QStringLiteral("peer"), host.toString()},
                                           {QStringLiteral("answered"), false},
                                           {QStringLiteral("error"), what}})
                             : QString{host.toString() % u": " % what});
}

} // namespace ft::tracker
