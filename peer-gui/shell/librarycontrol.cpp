#include "peer-gui/shell/librarycontrol.h"

#include <QDir>
#include <QStringBuilder>

namespace ft::shell {

using console::Column;
using console::Kind;
using console::Report;
using engine::LibraryStatus;
using engine::Problem;
using engine::ShareFolderInfo;

namespace {

Column column(const char *key, const char *heading, Kind kind = Kind::Text)
{
    return {QString::fromLatin1(key), QString::fromLatin1(heading), kind};
}

qint64 number(std::uint64_t value)
{
    return static_cast<qint64>(value);
}

QString wordsFor(ShareFolderInfo::State state)
{
    using State = ShareFolderInfo::State;
    switch (state) {
    case State::Unscanned:
        return QStringLiteral("scanning");
    case State::Watched:
        return QStringLiteral("watched");
    case State::Rescanned:
        return QStringLiteral("rescanned");
    case State::Nested:
        return QStringLiteral("nested");
    case State::Missing:
        return QStringLiteral("missing");
    case State::Off:
        break;
    }
    return QStringLiteral("off");
}

QString stateOf(const engine::ShareProgress &progress)
{
    if (progress.isPaused)
        return QStringLiteral("paused");
    if (progress.scanning)
        return QStringLiteral("scanning");
    return progress.filesHashed < progress.filesFound ? QStringLiteral("hashing")
                                                      : QStringLiteral("idle");
}

} // namespace

Report reportOf(const LibraryStatus &status)
{
    const auto &progress = status.progress;
    QJsonObject row{{QStringLiteral("state"), stateOf(progress)},
                    {QStringLiteral("found"), number(progress.filesFound)},
                    {QStringLiteral("ready"), number(progress.filesHashed)},
                    {QStringLiteral("bytes"), number(status.bytes)},
                    {QStringLiteral("hashed"), number(progress.bytesHashed)},
                    {QStringLiteral("left"), number(progress.bytesTotal - progress.bytesHashed)},
                    {QStringLiteral("rate"), number(progress.rate)},
                    {QStringLiteral("watches"), number(status.watches)}};
    if (progress.eta)
        row.insert(QStringLiteral("eta"), static_cast<qint64>(progress.eta->count()));
    return {{column("state", "STATE"),
             column("found", "FILES", Kind::Number),
             column("ready", "READY", Kind::Number),
             column("bytes", "SHARED", Kind::Bytes),
             column("hashed", "HASHED", Kind::Bytes),
             column("left", "TO HASH", Kind::Bytes),
             column("rate", "PER SECOND", Kind::Bytes),
             column("eta", "TIME LEFT", Kind::Duration),
             column("watches", "WATCHES", Kind::Number)},
            {row},
            {}};
}

Report reportOf(const std::vector<ShareFolderInfo> &folders)
{
    Report report{{column("folder", "FOLDER"),
                   column("state", "STATE"),
                   column("files", "FILES", Kind::Number),
                   column("bytes", "SIZE", Kind::Bytes)},
                  {},
                  QStringLiteral("no share folders")};
    for (const ShareFolderInfo &folder : folders) {
        report.rows.push_back({{QStringLiteral("folder"), folder.path},
                               {QStringLiteral("state"), wordsFor(folder.state)},
                               {QStringLiteral("files"), number(folder.files)},
                               {QStringLiteral("bytes"), number(folder.bytes)}});
    }
    return report;
}

LibraryControl::LibraryControl(engine::PeerEngine &engine, const Printer &printer)
    : m_engine(engine)
    , m_printer(printer)
{}

void LibraryControl::run(const ScanCommand &command, const Done &done)
{
    using What = ScanCommand::What;
    const auto tell = [this, &done](const QString &sentence, const char *event) {
        m_printer.done(sentence, {{QStringLiteral("event"), QString::fromLatin1(event)}});
        done(true);
    };
    switch (command.what) {
    case What::Start:
        m_engine.library().rescan();
        return tell(QStringLiteral("the share folders are scanned"), "scan");
    case What::Pause:
        m_engine.library().pause();
        return tell(QStringLiteral("hashing is paused"), "scan-paused");
    case What::Resume:
        m_engine.library().resume();
        return tell(QStringLiteral("hashing goes on"), "scan-resumed");
    case What::Status:
        break;
    }
    m_engine.library().status(this, [this, done](const Result<LibraryStatus, Problem> &status) {
        m_printer.report(reportOf(*status));
        done(true);
    });
}

void LibraryControl::run(const FoldersCommand &, const Done &done)
{
    m_engine.library().status(this, [this, done](const Result<LibraryStatus, Problem> &status) {
        m_printer.report(reportOf(status->folders));
        done(true);
    });
}

void LibraryControl::run(const FolderCommand &command, const Done &done)
{
    const QString folder = QDir::cleanPath(QDir::current().absoluteFilePath(command.folder));
    const auto answer = [this, done, isShared = command.isShared](
                            const Result<ShareFolderInfo, Problem> &result) {
        if (!result)
            m_printer.problem(result.error());
        else
            m_printer.done(result->path
                               % (isShared ? QLatin1StringView{" is shared"}
                                           : QLatin1StringView{" is not shared any more"}),
                           {{QStringLiteral("event"),
                             isShared ? QStringLiteral("folder-on") : QStringLiteral("folder-off")},
                            {QStringLiteral("folder"), result->path}});
        done(result.has_value());
    };
    m_engine.library().setFolderShared(folder, command.isShared, this, answer);
}

} // namespace ft::shell
