#include "tests/support/peerprogram.h"

#include "tests/support/files.h"

#include <QDir>
#include <QRegularExpression>

#include <csignal>

namespace ft::test {

namespace {

constexpr QLatin1StringView JoinedPattern{"^joined \\S+ as \\S+, listening on \\S+:(\\d+)$"};

} // namespace

PeerProgram::PeerProgram(const QString &name, const QString &tracker)
    : m_name(name)
    , m_tracker(tracker)
{
    QDir{}.mkpath(share());
    QDir{}.mkpath(downloads());
}

void PeerProgram::give(const QString &file, const QByteArray &content) const
{
    writeFile(shared(file), content);
}

Program &PeerProgram::start(const QStringList &command)
{
    const QStringList basics{QStringLiteral("--tracker"),
                             m_tracker,
                             QStringLiteral("--name"),
                             m_name,
                             QStringLiteral("--share"),
                             share(),
                             QStringLiteral("--downloads"),
                             downloads(),
                             QStringLiteral("--state"),
                             aside(QStringLiteral("state")),
                             QStringLiteral("--listen"),
                             QStringLiteral("127.0.0.1")};
    m_program.reset();
    m_program = std::make_unique<Program>(QStringLiteral("ft-peer"), aside(QStringLiteral("home")));
    m_program->start(basics + m_options + command);
    return *m_program;
}

bool PeerProgram::join(const QStringList &command)
{
    return start(command).waitForLine(Program::Stream::Err, QString{JoinedPattern}).has_value();
}

std::optional<int> PeerProgram::run(const QStringList &command, std::chrono::milliseconds deadline)
{
    return start(command).waitForEnd(deadline);
}

std::optional<int> PeerProgram::leave()
{
    m_program->send(SIGTERM);
    return m_program->waitForEnd();
}

QStringList PeerProgram::complaints() const
{
    return m_program->err().filter(QRegularExpression{QStringLiteral("^(?!joined )")});
}

quint16 PeerProgram::port() const
{
    const QRegularExpression joined{QString{JoinedPattern}};
    for (const QString &line : m_program->err()) {
        if (const auto match = joined.match(line); match.hasMatch())
            return match.captured(1).toUShort();
    }
    return 0;
}

} // namespace ft::test
