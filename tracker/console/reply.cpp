#include "tracker/console/reply.h"

namespace ft::tracker {

using console::Report;

void Reply::table(const Report &report) const
{
    m_finished(
        {Answer::Status::Done, m_style == Style::Json ? toJsonLines(report) : toTable(report), {}});
}

void Reply::list(const Report &report) const
{
    m_finished(
        {Answer::Status::Done, m_style == Style::Json ? toJsonLines(report) : toList(report), {}});
}

void Reply::done(const QString &sentence, const QJsonObject &object) const
{
    m_finished({Answer::Status::Done,
                m_style == Style::Json ? console::toJsonLine(object) : sentence,
                {}});
}

void Reply::text(const QString &key, const QString &text) const
{
    done(text, {{key, text}});
}

void Reply::failed(const QString &what) const
{
    m_finished({Answer::Status::Failed, {}, errorLine(what)});
}

void Reply::wrongUsage(const QString &what) const
{
    m_finished({Answer::Status::WrongUsage, {}, errorLine(what)});
}

QString Reply::errorLine(const QString &what) const
{
    return m_style == Style::Json ? console::toJsonLine({{QStringLiteral("error"), what}}) : what;
}

} // namespace ft::tracker
