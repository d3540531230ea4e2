#include "tracker/log/messagehandler.h"

namespace ft::tracker {

namespace {

// Qt calls back without a context, from any thread.
std::atomic<EventLog *> current{nullptr}; // NOLINT(*-avoid-non-const-global-variables)

LogLevel levelOf(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return LogLevel::Debug;
    case QtInfoMsg:
        return LogLevel::Info;
    case QtWarningMsg:
        return LogLevel::Warning;
    case QtCriticalMsg:
    case QtFatalMsg:
        break;
    }
    return LogLevel::Error;
}

void handle(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    EventLog *log = current;
    if (!log)
        return;
    log->add({levelOf(type),
              QLatin1String{"message"},
              {{QLatin1String{"from"}, QString::fromLatin1(context.category)},
               {QLatin1String{"text"}, text}}});
}

} // namespace

MessageHandler::MessageHandler(EventLog &log)
    : m_former((current = &log, qInstallMessageHandler(handle)))
{}

MessageHandler::~MessageHandler()
{
    qInstallMessageHandler(m_former);
    current = nullptr;
}

} // namespace ft::tracker
