#include "tests/support/program.h"

#include <QDir>
#include <QFile>
#include <QProcessEnvironment>
#include <QRegularExpression>

#include <csignal>
#include <sys/prctl.h>

namespace ft::test {

namespace {

QProcessEnvironment isolatedEnvironment(const QString &home)
{
    auto environment = QProcessEnvironment::systemEnvironment();
    const auto folder = [&](const QString &variable, const QString &path) {
        const QString full = home + u'/' + path;
        QDir{}.mkpath(full);
        environment.insert(variable, full);
    };
    folder(QStringLiteral("XDG_CONFIG_HOME"), QStringLiteral(".config"));
    folder(QStringLiteral("XDG_DATA_HOME"), QStringLiteral(".local/share"));
    folder(QStringLiteral("XDG_STATE_HOME"), QStringLiteral(".local/state"));
    folder(QStringLiteral("XDG_CACHE_HOME"), QStringLiteral(".cache"));
    folder(QStringLiteral("XDG_RUNTIME_DIR"), QStringLiteral(".run"));
    environment.insert(QStringLiteral("HOME"), home);
    environment.insert(QStringLiteral("XDG_CONFIG_DIRS"), home + u"/.config");
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
    environment.remove(QStringLiteral("XDG_DOWNLOAD_DIR"));
    return environment;
}

} // namespace

Program::Program(const QString &name, const QString &home)
{
    m_process.setProgram(qEnvironmentVariable("FT_BIN", QStringLiteral(".")) + u'/' + name);
    m_process.setProcessEnvironment(isolatedEnvironment(home));
    m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    QObject::connect(&m_process, &QProcess::readyReadStandardOutput, [this] { collect(); });
    QObject::connect(&m_process, &QProcess::readyReadStandardError, [this] { collect(); });
    QObject::connect(&m_process, &QProcess::finished, [this] {
        collect();
        m_out.finish();
        m_err.finish();
    });
}

Program::~Program()
{
    kill();
}

void Program::start(const QStringList &arguments)
{
    m_process.setArguments(arguments);
    m_process.start();
}

const QStringList &Program::lines(Stream stream) const
{
    return stream == Stream::Out ? m_out.lines() : m_err.lines();
}

std::optional<QString> Program::waitForLine(Stream stream,
                                            const LinePredicate &predicate,
                                            qsizetype from,
                                            std::chrono::milliseconds deadline)
{
    std::optional<QString> found;
    qsizetype next = from;
    const auto look = [&] {
        const QStringList &all = lines(stream);
        for (; next < all.size() && !found; ++next) {
            if (predicate(all[next]))
                found = all[next];
        }
        return found || m_process.state() == QProcess::NotRunning;
    };
    if (!waitUntil(look, deadline) || !found)
        qInfo().noquote() << "the line did not come;" << transcript();
    return found;
}

std::optional<QString> Program::waitForLine(Stream stream,
                                            const QString &pattern,
                                            qsizetype from,
                                            std::chrono::milliseconds deadline)
{
    const QRegularExpression expression{pattern};
    Q_ASSERT(expression.isValid());
    const auto matches = [&expression](const QString &line) {
        return expression.match(line).hasMatch();
    };
    return waitForLine(stream, matches, from, deadline);
}

std::optional<int> Program::waitForEnd(std::chrono::milliseconds deadline)
{
    const auto ended = [this] {
        return m_process.state() == QProcess::NotRunning;
    };
    if (!waitUntil(ended, deadline)) {
        qInfo().noquote() << "still running;" << transcript();
        return std::nullopt;
    }
    if (m_process.error() == QProcess::FailedToStart
        || m_process.exitStatus() == QProcess::CrashExit)
        return std::nullopt;
    return m_process.exitCode();
}

void Program::say(const QString &line)
{
    m_process.write(line.toUtf8() + '\n');
}

void Program::send(int signal) const
{
    if (const auto id = m_process.processId(); id > 0)
        ::kill(static_cast<pid_t>(id), signal);
}

bool Program::halt()
{
    send(SIGSTOP);
    // proc(5): the state follows the name, which ends at the last parenthesis.
    const auto isStopped = [this] {
        QFile status{QStringLiteral("/proc/%1/stat").arg(pid())};
        if (!status.open(QIODevice::ReadOnly))
            return false;
        const QByteArray text = status.readAll();
        return text.sliced(text.lastIndexOf(')') + 1).startsWith(" T");
    };
    return waitUntil(isStopped);
}

void Program::kill()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.kill();
    m_process.waitForFinished(static_cast<int>(Patience.count()));
}

QByteArray Program::transcript() const
{
    const auto lines = [](const QStringList &text) {
        return text.join(u'\n').toUtf8();
    };
    return m_process.program().toUtf8() + ' ' + m_process.arguments().join(u' ').toUtf8()
           + "\n--- out\n" + lines(out()) + "\n--- err\n" + lines(err()) + "\n---";
}

void Program::collect()
{
    m_out.feed(m_process.readAllStandardOutput());
    m_err.feed(m_process.readAllStandardError());
}

} // namespace ft::test
