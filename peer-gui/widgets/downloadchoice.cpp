#include "peer-gui/widgets/downloadchoice.h"

#include "peer-gui/models/connectivitytext.h"
#include "peer-gui/models/formatting.h"
#include "peer-gui/widgets/folderfield.h"
#include "peer-gui/widgets/stateline.h"

#include <QVBoxLayout>

namespace ft::widgets {

using namespace std::chrono_literals;
using Kind = StateLine::Kind;

DownloadChoice::DownloadChoice(SetupCommands &commands, QWidget *parent)
    : QWidget(parent)
    , m_commands(commands)
    , m_folder(new FolderField{tr("Folder for downloads"), this})
    , m_state(new StateLine{this})
{
    auto *layout = new QVBoxLayout{this};
    layout->setContentsMargins({});
    layout->addWidget(m_folder);
    layout->addWidget(m_state);
    setFocusProxy(m_folder);
    m_pause.setSingleShot(true);
    m_pause.setInterval(250ms);
    connect(m_folder, &FolderField::changed, this, &DownloadChoice::onTyped);
    connect(&m_pause, &QTimer::timeout, this, &DownloadChoice::check);
}

void DownloadChoice::setFolder(const QString &folder)
{
    m_folder->setFolder(folder);
    m_pause.stop();
    check();
}

QString DownloadChoice::folder() const
{
    return m_folder->folder();
}

void DownloadChoice::onTyped()
{
    m_pause.start();
    emit changed();
}

void DownloadChoice::check()
{
    const QString asked = folder();
    if (asked.isEmpty())
        return m_state->show(Kind::Bad, tr("Type a whole path, which begins with a /."));
    m_state->show(Kind::Busy, tr("Looking at the disk…"));
    m_commands.checkDownloadFolder(asked,
                                   this,
                                   [this, asked](const engine::ConnectivityCheck &check) {
                                       if (asked == folder())
                                           take(check);
                                   });
}

void DownloadChoice::take(const engine::ConnectivityCheck &check)
{
    if (check.state != engine::ConnectivityCheck::State::Fails)
        return m_state->show(
            Kind::Good, tr("%1 of room left on this disk.").arg(models::formatSize(check.amount)));
    const auto text = models::describe(check);
    m_state->show(Kind::Bad, text.what % u' ' % text.advice);
}

} // namespace ft::widgets
