#pragma once

#include "peer-gui/widgets/searchcommands.h"

#include <QStringList>

#include <algorithm>

namespace ft::widgets {

/// Remembers what was searched and downloaded, and answers when told to.
class FakeSearch final : public SearchCommands
{
public:
    struct More
    {
        QString text;
        QByteArray after;
        Done<engine::FindResults> done;
    };

    QStringList searches;
    std::vector<Hear> news; ///< of each search
    std::vector<Done<std::vector<SourceRecord>>> answers; ///< the same, for whole answers
    std::vector<engine::SearchId> closed;
    std::vector<More> pages; ///< asked for
    std::vector<std::vector<SourceRecord>> downloads;
    std::vector<DownloadTarget> targets; ///< of each download
    std::vector<engine::HadContent> history; ///< what had() answers from, at once
    std::vector<ContentHash> askedRoots;
    std::vector<engine::Wish> wishes;

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
    void more(const QString &text,
              const QByteArray &after,
              QObject *,
              Done<engine::FindResults> done) override
    {
        pages.push_back({text, after, std::move(done)});
    }
    void download(const std::vector<SourceRecord> &sources, const DownloadTarget &target) override
    {
        downloads.push_back(sources);
        targets.push_back(target);
    }
    void had(const std::vector<ContentHash> &roots,
             QObject *,
             Done<std::vector<engine::HadContent>> done) override
    {
        askedRoots.insert(askedRoots.end(), roots.begin(), roots.end());
        std::vector<engine::HadContent> found;
        std::copy_if(history.begin(), history.end(), std::back_inserter(found), [&](const auto &h) {
            return std::find(roots.begin(), roots.end(), h.root) != roots.end();
        });
        done(found);
    }
    void addWish(const QString &text, QObject *, Done<engine::Wish> done) override
    {
        wishes.push_back(
            {engine::WishId{static_cast<std::uint32_t>(wishes.size() + 1)}, text, 0, {}});
        done(wishes.back());
    }
    void removeWish(engine::WishId id, QObject *, Done<engine::Wish> done) override
    {
        const auto found = std::find_if(wishes.begin(), wishes.end(), [id](const auto &wish) {
            return wish.id == id;
        });
        if (found == wishes.end())
            return done(tl::unexpected(engine::Problem{}));
        const engine::Wish removed = *found;
        wishes.erase(found);
        done(removed);
    }
    void listWishes(QObject *, Done<std::vector<engine::Wish>> done) override { done(wishes); }
};

} // namespace ft::widgets
