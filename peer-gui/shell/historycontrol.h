#pragma once

#include "peer-gui/shell/commands.h"
#include "peer-gui/shell/printer.h"

#include <functional>

namespace ft::shell {

/// Runs the command that shows the history: asks for page after page, and prints them.
class HistoryControl final
{
public:
    /// Called when a command is over: whether it did what it was asked.
    using Done = std::function<void(bool ok)>;
    using Page = Result<engine::HistoryPage, engine::Problem>;
    /// Asks for one page; answered exactly once, unless the program ends before, and only as long
    /// as the control lives.
    using Ask = std::function<void(const engine::HistoryFilter &filter,
                                   std::function<void(const Page &)> done)>;

    /// `printer` must outlive it.
    HistoryControl(Ask ask, const Printer &printer)
        : m_ask(std::move(ask))
        , m_printer(printer)
    {}

    void run(const HistoryCommand &command, const Done &done);
    void onNotice(const engine::HistoryNotice &notice) const;

private:
    struct Run;

    void askNext(const std::shared_ptr<Run> &run);
    void take(const std::shared_ptr<Run> &run, const engine::HistoryPage &page);
    void print(const HistoryCommand::Format &format,
               const std::vector<engine::HistoryEntry> &entries) const;
    void finish(const Run &run) const;

    Ask m_ask;
    const Printer &m_printer;
};

} // namespace ft::shell
