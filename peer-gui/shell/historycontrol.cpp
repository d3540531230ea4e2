#include "peer-gui/shell/historycontrol.h"

#include "peer-gui/engine/history/historyformats.h"
#include "peer-gui/shell/historyreports.h"

#include <QStringBuilder>

#include <algorithm>
#include <limits>

namespace ft::shell {

using engine::HistoryEntry;
using engine::HistoryFilter;
using engine::HistoryPage;
using Format = HistoryCommand::Format;

namespace {

/// A table has to be held as a whole, and people read from its top.
constexpr std::uint32_t MostInTable = 100;

} // namespace

/// One command under way.
struct HistoryControl::Run
{
    HistoryFilter filter;
    Format format = Format::Table;
    std::uint32_t left = 0; ///< entries that may still be printed
    bool isMore = false; ///< there are older ones
    std::vector<HistoryEntry> table; ///< of a table: what it has so far
    Done done;
};

void HistoryControl::run(const HistoryCommand &command, const Done &done)
{
    auto run = std::make_shared<Run>();
    run->filter = command.filter;
    run->format = command.format;
    if (run->format == Format::Table && m_printer.isJson())
        run->format = Format::Json;
    const bool isTable = run->format == Format::Table;
    run->left = command.limit.value_or(isTable ? MostInTable
                                               : std::numeric_limits<std::uint32_t>::max());
    run->done = done;
    if (run->format == Format::Csv)
        m_printer.text(engine::csvHeader());
    askNext(run);
}

void HistoryControl::onNotice(const engine::HistoryNotice &notice) const
{
    m_printer.note(u"ft-peer: " % wordsFor(notice));
}

void HistoryControl::askNext(const std::shared_ptr<Run> &run)
{
    run->filter.limit = std::min(run->left, HistoryFilter::MostEntries);
    m_ask(run->filter, [this, run](const Page &page) {
        if (page)
            return take(run, *page);
        m_printer.problem(page.error());
        run->done(false);
    });
}

void HistoryControl::take(const std::shared_ptr<Run> &run, const HistoryPage &page)
{
    if (run->format == Format::Table)
        run->table.insert(run->table.end(), page.entries.begin(), page.entries.end());
    else
        print(run->format, page.entries);
    run->left -= static_cast<std::uint32_t>(page.entries.size());
    run->isMore = page.isMore;
    if (!page.isMore || run->left == 0)
        return finish(*run);
    run->filter.before = engine::HistoryPlace::of(page.entries.back());
    askNext(run);
}

void HistoryControl::print(const Format &format, const std::vector<HistoryEntry> &entries) const
{
    QStringList lines;
    for (const HistoryEntry &entry : entries)
        lines << (format == Format::Csv ? engine::csvLine(entry)
                                        : console::toJsonLine(engine::objectOf(entry)));
    if (!lines.isEmpty())
        m_printer.text(lines.join(u'\n'));
}

void HistoryControl::finish(const Run &run) const
{
    if (run.format == Format::Table) {
        m_printer.text(console::toTable(reportOf(run.table)));
        if (run.isMore)
            m_printer.note(QStringLiteral("note: the newest %1; limit:N shows more, and --csv and "
                                          "--json show all")
                               .arg(run.table.size()));
    }
    run.done(true);
}

} // namespace ft::shell
