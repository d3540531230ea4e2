#include "peer-gui/shell/printer.h"

#include "common/console/safetext.h"
#include "peer-gui/shell/wording.h"

namespace ft::shell {

namespace {

QJsonObject errorObject(const QString &code, const QString &message)
{
    return {{QStringLiteral("error"), code}, {QStringLiteral("message"), message}};
}

} // namespace

Printer::Printer(Style style, Write out, Write err)
    : m_style(style)
    , m_out(std::move(out))
    , m_err(std::move(err))
{}

void Printer::report(const console::Report &report) const
{
    const QString lines = m_style == Style::Json ? console::toJsonLines(report)
                                                 : console::toTable(report);
    if (!lines.isEmpty())
        m_out(lines);
}

void Printer::reportPart(const console::Report &report, console::TableParts &table) const
{
    m_out(m_style == Style::Json ? console::toJsonLines(report) : table.add(report));
}

void Printer::list(const console::Report &report) const
{
    m_out(m_style == Style::Json ? console::toJsonLines(report) : console::toList(report));
}

void Printer::done(const QString &sentence, const QJsonObject &object) const
{
    m_out(m_style == Style::Json ? console::toJsonLine(object) : console::safeText(sentence));
}

void Printer::note(const QString &text) const
{
    m_err(console::safeText(text));
}

void Printer::problem(const engine::Problem &problem) const
{
    const QString words = wordsFor(problem);
    if (m_style == Style::Json)
        m_err(console::toJsonLine(errorObject(codeFor(problem.code), words)));
    else
        m_err(console::safeText(QStringLiteral("ft-peer: ") + words));
}

void Printer::usage(const QString &what) const
{
    QStringList lines = what.split(u'\n');
    if (m_style == Style::Json)
        return m_err(console::toJsonLine(errorObject(QStringLiteral("usage"), lines.first())));
    lines.first().prepend(QStringLiteral("ft-peer: "));
    for (const QString &line : lines)
        m_err(console::safeText(line));
}

} // namespace ft::shell
