#include "tracker/controlcommand.h"

#include "tracker/control/controlcall.h"

#include <QCoreApplication>
#include <QFile>
#include <QTextStream>

namespace ft::tracker {

namespace {

/// Where the unit of resources/packaging has its socket.
constexpr QLatin1String ServiceSocket{"/run/ft-tracker/control"};

QString socketOf(const Settings &settings)
{
    const auto path = settings.controlPath();
    const bool isUsual = settings.control.isEmpty();
    if (isUsual && !QFile::exists(*path) && QFile::exists(ServiceSocket))
        return ServiceSocket;
    return *path;
}

void print(FILE *stream, const QString &lines)
{
    if (!lines.isEmpty())
        QTextStream{stream} << lines << Qt::endl;
}

int wrongUsage(const QString &what)
{
    QTextStream{stderr} << "ft-tracker: " << what << "\nTry 'ft-tracker ctl help'." << Qt::endl;
    return 2;
}

} // namespace

int runControlCommand(const Settings &settings, const QStringList &words)
{
    if (words.isEmpty())
        return wrongUsage(QStringLiteral("ctl needs a command: ft-tracker ctl COMMAND..."));
    if (!settings.controlPath())
        return wrongUsage(QStringLiteral("ctl needs a socket: --control PATH"));
    const auto style = settings.json ? Style::Json : Style::Tables;
    const ControlCall call{
        socketOf(settings), {words.join(u' '), style}, [style](const Answer &answer) {
            print(stdout, answer.output);
            const bool isPlain = style == Style::Tables && !answer.error.isEmpty();
            print(stderr, isPlain ? QStringLiteral("ft-tracker: ") + answer.error : answer.error);
            QCoreApplication::exit(static_cast<int>(answer.status));
        }};
    return QCoreApplication::exec();
}

} // namespace ft::tracker
