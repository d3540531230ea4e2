#include "peer-gui/engine/setup.h"

#include "peer-gui/engine/connectivity/folderchecks.h"
#include "peer-gui/engine/enginecore.h"
#include "peer-gui/engine/reply.h"

#include <QDir>
#include <QSaveFile>

namespace ft::engine {

namespace {

Result<QString, Problem> prepare(const QString &folder, const std::optional<Setup::Note> &note)
{
    if (!QDir{}.mkpath(folder))
        return tl::unexpected(Problem{ProblemCode::FolderUnwritable, Operation::Share, folder, {}});
    const QDir dir{folder};
    if (!note || !dir.isEmpty(QDir::AllEntries | QDir::NoDotAndDotDot))
        return folder;
    QSaveFile file{dir.filePath(note->name)};
    if (file.open(QIODevice::WriteOnly) && file.write(note->text) == note->text.size()
        && file.commit())
        return folder;
    return tl::unexpected(
        Problem{ProblemCode::FolderUnwritable, Operation::Share, folder, file.errorString()});
}

} // namespace

Setup::Setup(Post post, Mailbox::Address self)
    : m_post(std::move(post))
    , m_self(std::move(self))
{}

void Setup::apply(const EngineSettings &settings, QObject *receiver, Done<Endpoint> done)
{
    m_post([settings, reply = replyTo(m_self, receiver, std::move(done))](EngineCore &core) {
        core.apply(settings, reply);
    });
}

void Setup::keep(const Preferences &preferences, QObject *receiver, Done<Preferences> done)
{
    m_post([preferences, reply = replyTo(m_self, receiver, std::move(done))](EngineCore &core) {
        reply(core.keep(preferences).map([&] { return preferences; }));
    });
}

void Setup::tryTracker(const HostPort &tracker,
                       const HostName &name,
                       QObject *receiver,
                       Done<JoinInfo> done)
{
    m_post([tracker, name, reply = replyTo(m_self, receiver, std::move(done))](EngineCore &core) {
        core.tryTracker(tracker, name, reply);
    });
}

PreviewId Setup::openPreview(const QString &folder,
                             const ShareFilter::Settings &filter,
                             QObject *receiver,
                             HearPreview hear)
{
    const PreviewId id{++m_lastPreview};
    m_post([id,
            survey = FolderSurvey{folder, ShareFilter{filter}, QDir::homePath()},
            tell = callIn<FolderPreview>(m_self, receiver, std::move(hear))](EngineCore &core) {
        core.previews().start(id.value(), survey, tell);
    });
    return id;
}

void Setup::closePreview(PreviewId id)
{
    m_post([id](EngineCore &core) { core.previews().drop(id.value()); });
}

void Setup::checkDownloadFolder(const QString &folder,
                                QObject *receiver,
                                std::function<void(const ConnectivityCheck &)> done)
{
    m_post([folder,
            tell = callIn<ConnectivityCheck>(m_self, receiver, std::move(done))](EngineCore &core) {
        core.background().run(
            &core, [folder] { return engine::checkDownloadFolder(folder); }, tell);
    });
}

void Setup::prepareShareFolder(const QString &folder,
                               const std::optional<Note> &note,
                               QObject *receiver,
                               Done<QString> done)
{
    m_post([folder, note, reply = replyTo(m_self, receiver, std::move(done))](EngineCore &core) {
        core.background().run(
            &core, [folder, note] { return prepare(folder, note); }, reply);
    });
}

} // namespace ft::engine
