#pragma once

#include "peer-gui/widgets/historycommands.h"

#include <QStringList>

#include <optional>

namespace ft::widgets {

/// A history that answers with one page, at once, and remembers what else was asked of it.
class FakeHistory final : public HistoryCommands
{
public:
    struct Export
    {
        engine::HistoryExportOrder order;
        engine::ExportStop stop;
        Done<std::uint64_t> done;
    };

    News news;
    std::vector<engine::HistoryFilter> queries;
    std::vector<engine::HistoryFilter> counts;
    engine::HistoryPage page;
    std::optional<engine::Problem> problem; ///< why there is no page
    std::uint64_t entries = 0; ///< what count answers
    QStringList gone; ///< what is not where the history has it
    std::vector<Export> exports;
    std::vector<std::chrono::sys_seconds> cleared;

    void listen(QObject *, const News &to) override { news = to; }
    void query(const engine::HistoryFilter &filter,
               QObject *,
               Done<engine::HistoryPage> done) override
    {
        queries.push_back(filter);
        if (problem)
            done(tl::unexpected(*problem));
        else
            done(page);
    }
    void count(const engine::HistoryFilter &filter, QObject *, Done<std::uint64_t> done) override
    {
        counts.push_back(filter);
        done(entries);
    }
    void locate(const QString &path, QObject *, Done<QString> done) override
    {
        if (gone.contains(path))
            done(tl::unexpected(engine::Problem{
                engine::ProblemCode::FileNotFound, engine::Operation::Open, path, {}}));
        else
            done(path);
    }
    engine::ExportStop exportTo(const engine::HistoryExportOrder &order,
                                QObject *,
                                Done<std::uint64_t> done) override
    {
        exports.push_back({order, {}, std::move(done)});
        return exports.back().stop;
    }
    void clear(std::chrono::sys_seconds before, QObject *, Done<std::uint64_t> done) override
    {
        cleared.push_back(before);
        done(entries);
    }
};

} // namespace ft::widgets
