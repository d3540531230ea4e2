#pragma once

#include "peer-gui/widgets/historycommands.h"

namespace ft::widgets {

/// A history that answers with one page, at once.
class FakeHistory final : public HistoryCommands
{
public:
    std::vector<engine::HistoryFilter> queries;
    engine::HistoryPage page;

    void query(const engine::HistoryFilter &filter,
               QObject *,
               Done<engine::HistoryPage> done) override
    {
        queries.push_back(filter);
        done(page);
    }
};

} // namespace ft::widgets
