#include "common/console/lineinput.h"

#include "common/console/terminalinput.h"

#include <QTextStream>

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace ft::console {

namespace {

/// A line longer than this is no command.
constexpr qsizetype MaxLine = 64 * 1024;

} // namespace

std::unique_ptr<LineInput> LineInput::forStandardInput(const QString &program,
                                                       const QString &historyFile)
{
    if (::fcntl(STDIN_FILENO, F_GETFD) < 0)
        return nullptr;
    if (::isatty(STDIN_FILENO) == 0)
        return std::make_unique<PlainInput>(STDIN_FILENO);
    // In the background the terminal is not ours: touching it would stop the process.
    if (::tcgetpgrp(STDIN_FILENO) != ::getpgrp())
        return nullptr;
    if (::isatty(STDOUT_FILENO) == 0)
        return std::make_unique<PlainInput>(STDIN_FILENO);
    return std::make_unique<TerminalInput>(program, historyFile);
}

void LineInput::print(const QString &lines)
{
    QTextStream{stdout} << lines << Qt::endl;
}

PlainInput::PlainInput(int descriptor)
    : m_descriptor(descriptor)
    , m_notifier(descriptor, QSocketNotifier::Read)
{
    connect(&m_notifier, &QSocketNotifier::activated, this, &PlainInput::onReadable);
}

void PlainInput::onReadable()
{
    std::array<char, 4096> room; // NOLINT(*-member-init): written by read
    const auto got = ::read(m_descriptor, room.data(), room.size());
    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (got > 0) {
        m_buffer.append(room.data(), got);
        return takeLines();
    }
    m_notifier.setEnabled(false);
    if (!m_buffer.isEmpty())
        emit entered(QString::fromUtf8(std::exchange(m_buffer, {})));
    emit ended();
}

void PlainInput::takeLines()
{
    qsizetype begin = 0;
    for (auto feed = m_buffer.indexOf('\n'); feed >= 0; feed = m_buffer.indexOf('\n', begin)) {
        emit entered(QString::fromUtf8(m_buffer.sliced(begin, feed - begin)));
        begin = feed + 1;
    }
    m_buffer.remove(0, begin);
    if (m_buffer.size() > MaxLine)
        m_buffer.clear();
}

} // namespace ft::console
