#pragma once

#include "peer-gui/widgets/searchcommands.h"

#include <QStringList>

namespace ft::widgets {

/// Remembers what was searched and downloaded, and answers when told to.
class FakeSearch final : public SearchCommands
{
public:
    QStringList searches;
    std::vector<Hear> news; ///< of each search
    std::vector<Done<std::vector<SourceRecord>>> answers; ///< the same, for whole answers
    std::vector<engine::SearchId> closed;
    std::vector<std::vector<SourceRecord>> downloads;

    engine::SearchId open(const QString &text, QObject *, Hear hear) override
    {
        searches << text;
        news.push_back(hear);
        answers.push_back([hear](const Result<std::vector<SourceRecord>, engine::Problem> &a) {
            engine::SearchNews told;
            if (a)
                told.results = engine::FindResults{*a, a->size(), a->size(), {}, false, false};
            else
                told.problem = a.error();
            hear(told);
        });
        return engine::SearchId{static_cast<std::uint32_t>(searches.size())};
    }
    void close(engine::SearchId id) override { closed.push_back(id); }
    void download(const std::vector<SourceRecord> &sources) override
    {
        downloads.push_back(sources);
    }
};

} // namespace ft::widgets
