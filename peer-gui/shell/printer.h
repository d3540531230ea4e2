#pragma once

#include "common/console/report.h"
#include "peer-gui/engine/problem.h"

#include <functional>

namespace ft::shell {

/// Writes what commands found and did, as tables and sentences or as one JSON object per line.
///
/// Results go to standard output, problems and notes to standard error.
class Printer final
{
public:
    using Write = std::function<void(const QString &line)>;
    enum class Style { Text, Json };

    /// Both take one line or several without the last line feed.
    Printer(Style style, Write out, Write err);

    void report(const console::Report &report) const;
    /// One part of a table that comes in parts.
    void reportPart(const console::Report &report, console::TableParts &table) const;
    /// The rows of a report as `heading  value` lines.
    void list(const console::Report &report) const;
    /// Something done: a sentence for people, an object for programs.
    void done(const QString &sentence, const QJsonObject &object) const;
    void problem(const engine::Problem &problem) const;
    /// A line that could not be understood; further lines show where.
    void usage(const QString &what) const;
    /// Words for a person on standard error, whatever the style.
    void note(const QString &text) const;
    void text(const QString &text) const { m_out(text); }
    [[nodiscard]] bool isJson() const { return m_style == Style::Json; }

private:
    Style m_style;
    Write m_out;
    Write m_err;
};

} // namespace ft::shell
