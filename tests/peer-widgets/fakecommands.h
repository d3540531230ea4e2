#pragma once

#include "peer-gui/widgets/commands.h"

#include <QPointer>

namespace ft::widgets {

/// Remembers what the window asked for, and answers when told to.
class FakeCommands final : public PeerCommands
{
public:
    struct Publication
    {
        QString localPath;
        QString name;
        Done<engine::SharedFileInfo> done;
    };
    struct Withdrawal
    {
        QString name;
        Done<SharedPath> done;
    };

    QStringList searches;
    std::vector<Hear> searchNews;
    std::vector<Done<std::vector<SourceRecord>>> searchAnswers; ///< the same, for whole answers
    std::vector<std::vector<SourceRecord>> downloads;
    std::vector<std::pair<engine::TransferId, engine::TransferCommand>> controlled;
    std::vector<std::pair<engine::TransferId, engine::Priority>> prioritised;
    std::vector<Publication> published;
    std::vector<Withdrawal> unpublished;
    std::vector<engine::SharedFileInfo> shares; ///< what listShares answers, at once
    int listings = 0;

    void search(const QString &text, QObject *, Hear hear) override
    {
        searches << text;
        searchNews.push_back(hear);
        searchAnswers.push_back(
            [hear](const Result<std::vector<SourceRecord>, engine::Problem> &a) {
                engine::SearchNews news;
                if (a)
                    news.results = engine::FindResults{*a, a->size(), a->size(), {}, false, false};
                else
                    news.problem = a.error();
                hear(news);
            });
    }
    void download(const std::vector<SourceRecord> &sources) override
    {
        downloads.push_back(sources);
    }
    void control(engine::TransferId id, engine::TransferCommand command) override
    {
        controlled.emplace_back(id, command);
    }
    void setPriority(engine::TransferId id, engine::Priority priority) override
    {
        prioritised.emplace_back(id, priority);
    }
    void publish(const QString &localPath,
                 const QString &name,
                 QObject *,
                 Done<engine::SharedFileInfo> done) override
    {
        published.push_back({localPath, name, std::move(done)});
    }
    void unpublish(const QString &name, QObject *, Done<SharedPath> done) override
    {
        unpublished.push_back({name, std::move(done)});
    }
    void listShares(QObject *, Done<std::vector<engine::SharedFileInfo>> done) override
    {
        ++listings;
        done(shares);
    }
};

} // namespace ft::widgets
