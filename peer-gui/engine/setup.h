#pragma once

#include "common/base/mailbox.h"
#include "peer-gui/engine/connectivity/connectivityreport.h"
#include "peer-gui/engine/enginesettings.h"
#include "peer-gui/engine/preferences.h"
#include "peer-gui/engine/share/folderpreview.h"
#include "peer-gui/engine/tracker/trackerlink.h"

#include <QObject>

#include <functional>

namespace ft::engine {

class EngineCore;

using PreviewId = Strong<struct PreviewTag, std::uint32_t>;

/// The part of PeerEngine that changes how the peer is set up, and looks before it is.
///
/// Lives in the thread of the engine's user; callbacks come there, unless their receiver or the
/// engine is gone first. Works whether or not the engine has joined, or has found a port.
class Setup final
{
public:
    template <typename Value>
    using Done = std::function<void(const Result<Value, Problem> &)>;
    using HearPreview = std::function<void(const FolderPreview &)>;
    /// Runs a task in the engine thread.
    using Post = std::function<void(std::function<void(EngineCore &)>)>;

    /// `self` is the mailbox of this thread.
    Setup(Post post, Mailbox::Address self);

    /// Takes over, while it runs, what of the settings differs: tracker, name, address and port,
    /// download folder, limits, whether downloads are shared and whether there is UDP. The former
    /// tracker is left first; what is under way goes on, and to where it was going. Answers with
    /// where files are served; when that port cannot be had, nothing is changed. Share folders and
    /// what is left out of them are Library's.
    void apply(const EngineSettings &settings, QObject *receiver, Done<Endpoint> done);
    /// Remembers what was chosen, for later runs.
    void keep(const Preferences &preferences, QObject *receiver, Done<Preferences> done);

    /// Whether a tracker answers, and takes this name; nobody is joined by it.
    void tryTracker(const HostPort &tracker,
                    const HostName &name,
                    QObject *receiver,
                    Done<JoinInfo> done);

    /// Looks through a folder as if it were shared; `hear` comes now and then, until a preview is
    /// over or closePreview().
    PreviewId openPreview(const QString &folder,
                          const ShareFilter::Settings &filter,
                          QObject *receiver,
                          HearPreview hear);
    void closePreview(PreviewId id);

    /// Whether downloads can go there, and how much room there is.
    void checkDownloadFolder(const QString &folder,
                             QObject *receiver,
                             std::function<void(const ConnectivityCheck &)> done);
    /// Makes the folder where it is missing and, when it is empty and there is a note to put in, a
    /// file of that name and text. Answers with the folder.
    struct Note
    {
        QString name;
        QByteArray text;
    };
    void prepareShareFolder(const QString &folder,
                            const std::optional<Note> &note,
                            QObject *receiver,
                            Done<QString> done);

private:
    Post m_post;
    Mailbox::Address m_self;
    std::uint32_t m_lastPreview = 0;
};

} // namespace ft::engine
