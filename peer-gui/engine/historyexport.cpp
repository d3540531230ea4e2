#include "peer-gui/engine/historyexport.h"

namespace ft::engine {

HistoryExport::HistoryExport(HistoryStore &store,
                             const Background &background,
                             const HistoryExportOrder &order,
                             ExportStop stop,
                             Done done,
                             QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_background(background)
    , m_filter(order.filter)
    , m_file(std::make_shared<ExportFile>(order.path, order.format))
    , m_stop(std::move(stop))
    , m_done(std::move(done))
{
    m_filter.order = {};
    m_filter.before.reset();
    m_filter.skip = 0;
    m_filter.limit = HistoryFilter::MostEntries;
}

void HistoryExport::start()
{
    run([](ExportFile &file) { return file.open(); }, &HistoryExport::ask);
}

void HistoryExport::ask()
{
    m_store.query(m_filter, [this](const Result<HistoryPage, Problem> &page) {
        if (page)
            take(*page);
        else
            end(tl::unexpected(page.error()));
    });
}

void HistoryExport::take(const HistoryPage &page)
{
    m_written += page.entries.size();
    if (!page.entries.empty())
        m_filter.before = HistoryPlace::of(page.entries.back());
    run([entries = page.entries](ExportFile &file) { return file.write(entries); },
        page.isMore ? &HistoryExport::ask : &HistoryExport::finish);
}

void HistoryExport::finish()
{
    m_background.run(
        this,
        [file = m_file] { return file->finish(); },
        [this](const Result<void, Problem> &finished) {
            end(finished.map([this] { return m_written; }));
        });
}

template <typename Work>
void HistoryExport::run(Work work, void (HistoryExport::*next)())
{
    m_background.run(
        this,
        [file = m_file, work = std::move(work)] { return work(*file); },
        [this, next](const Result<void, Problem> &done) {
            if (!done)
                return end(tl::unexpected(done.error()));
            if (m_stop.isStopped())
                return end(
                    tl::unexpected(Problem{ProblemCode::Canceled, Operation::Export, {}, {}}));
            (this->*next)();
        });
}

void HistoryExport::end(const Result<std::uint64_t, Problem> &outcome)
{
    // A file that is not finished is removed by whoever lets go of it: that is to be a worker.
    m_background.run(
        this,
        [file = std::move(m_file)]() mutable {
            file.reset();
            return true;
        },
        [this, outcome](bool) {
            m_done(outcome);
            deleteLater();
        });
}

} // namespace ft::engine
