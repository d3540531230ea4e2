#include "peer-gui/widgets/arrivals.h"

#include "common/model/filelink.h"
#include "peer-gui/widgets/mainwindow.h"

#include <QDir>

namespace ft::widgets {

void open(MainWindow &window, const QStringList &arguments)
{
    QStringList files;
    for (const QString &argument : arguments) {
        if (const auto link = FileLink::parse(argument))
            window.openLink(*link);
        else if (QDir::isAbsolutePath(argument))
            files << argument;
    }
    if (!files.isEmpty())
        window.offer(files);
}

void receive(MainWindow &window, const engine::StartMessage &message)
{
    // Qt asks the desktop for the front with what it finds there.
    if (!message.activationToken.isEmpty())
        qputenv("XDG_ACTIVATION_TOKEN", message.activationToken);
    window.comeForward();
    open(window, message.arguments);
}

} // namespace ft::widgets
