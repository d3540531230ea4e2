#include "tests/support/trackerprogram.h"

#include <QRegularExpression>

namespace ft::test {

TrackerProgram::TrackerProgram()
    : m_program(std::make_unique<Program>(QStringLiteral("ft-tracker"), m_home.path()))
{}

bool TrackerProgram::listen(quint16 port, const QStringList &moreArguments)
{
    m_program = std::make_unique<Program>(QStringLiteral("ft-tracker"), m_home.path());
    m_program->start(QStringList{QStringLiteral("--listen"),
                                 QStringLiteral("127.0.0.1"),
                                 QStringLiteral("--port"),
                                 QString::number(port)}
                     + moreArguments);
    const auto line = m_program->waitForLine(Program::Stream::Out,
                                             QStringLiteral("^listening on 127\\.0\\.0\\.1:\\d+$"));
    if (!line)
        return false;
    m_port = line->sliced(line->lastIndexOf(u':') + 1).toUShort();
    return m_port != 0;
}

bool TrackerProgram::hasRecords(std::size_t count)
{
    const auto wanted = QStringLiteral("^records +%1$").arg(count);
    const auto counts = [this, &wanted] {
        const auto before = m_program->out().size();
        m_program->say(QStringLiteral("stats"));
        const auto answer = m_program->waitForLine(Program::Stream::Out,
                                                   QStringLiteral("^records "),
                                                   before);
        return answer && QRegularExpression{wanted}.match(*answer).hasMatch();
    };
    return waitUntil(counts);
}

QString TrackerProgram::address() const
{
    return QStringLiteral("127.0.0.1:%1").arg(m_port);
}

} // namespace ft::test
