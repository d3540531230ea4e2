#pragma once

#include "peer-gui/widgets/sharecommands.h"

namespace ft::widgets {

/// A share that remembers what was asked of it, and answers when told to.
class FakeShare final : public ShareCommands
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

    std::vector<Publication> published;
    std::vector<Withdrawal> unpublished;
    std::vector<engine::SharedFileInfo> shares; ///< what listShares answers, at once
    int listings = 0;

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
