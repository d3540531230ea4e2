#pragma once

#include "common/console/report.h"

#include <functional>

namespace ft::tracker {

enum class Style { Tables, Json };

/// What a command came to.
struct Answer
{
    /// As exit statuses of a program.
    enum class Status { Done = 0, Failed = 1, WrongUsage = 2 };

    Status status = Status::Done;
    QString output; ///< whole lines, the last one without line feed; may be empty
    QString error; ///< one line, when it is not done

    bool operator==(const Answer &) const = default;
};

/// Where a command says what it came to, exactly once; in the words of the one who asked.
class Reply final
{
public:
    using Finished = std::function<void(const Answer &)>;

    Reply(Style style, Finished finished)
        : m_style(style)
        , m_finished(std::move(finished))
    {}

    /// A list.
    void table(const console::Report &report) const;
    /// One thing and its properties.
    void list(const console::Report &report) const;
    /// What was done.
    void done(const QString &sentence, const QJsonObject &object) const;
    /// Text that is the same for both.
    void text(const QString &key, const QString &text) const;
    void failed(const QString &what) const;
    void wrongUsage(const QString &what) const;

private:
    [[nodiscard]] QString errorLine(const QString &what) const;

    Style m_style;
    Finished m_finished;
};

} // namespace ft::tracker
