#pragma once

#include "peer-gui/widgets/sharecommands.h"

namespace ft::widgets {

/// A share that remembers what was asked of it. Lists and folders are answered at once, the rest
/// when told to.
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
    struct Offer
    {
        QString localPath;
        Done<engine::OfferedPlace> done;
    };
    struct Check
    {
        QString name;
        std::function<void(const engine::CheckNews &)> hear;
    };
    struct Repair
    {
        QString name;
        Done<engine::RepairReport> done;
    };

    std::vector<engine::SharedFileInfo> shares; ///< what list() answers
    engine::SharedFileList prepared; ///< what it answers instead, unless null
    engine::LibraryStatus library; ///< what status() answers
    std::vector<engine::ServedFile> served; ///< what servedPerFile() answers
    int listings = 0;
    std::vector<Publication> published;
    std::vector<Withdrawal> unpublished;
    std::vector<Offer> offered;
    std::vector<Check> checks;
    std::vector<Repair> repairs;
    QStringList log; ///< what was asked of folders, filter and hashing
    std::optional<engine::Problem> problem; ///< why adding a folder fails

    /// A share folder with all of its files.
    void share(const QString &folder, engine::ShareFolderInfo::State state)
    {
        library.folders.push_back({folder, state, 0, 0, {}, 0});
        if (state == engine::ShareFolderInfo::State::Watched)
            library.folders.back().realPath = folder;
    }

    void list(QObject *, Done<engine::SharedFileList> done) override
    {
        ++listings;
        if (prepared)
            done(prepared);
        else
            done(std::make_shared<const std::vector<engine::SharedFileInfo>>(shares));
    }
    void status(QObject *, Done<engine::LibraryStatus> done) override { done(library); }
    void servedPerFile(QObject *, Done<std::vector<engine::ServedFile>> done) override
    {
        done(served);
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
    void offer(const QString &localPath, QObject *, Done<engine::OfferedPlace> done) override
    {
        offered.push_back({localPath, std::move(done)});
    }
    void addFolder(const QString &folder, std::size_t place, QObject *, Done<Folders> done) override
    {
        log << QStringLiteral("add %1 at %2").arg(folder).arg(place);
        if (problem)
            return done(tl::unexpected(*problem));
        const auto at = static_cast<std::ptrdiff_t>(std::min(place, library.folders.size()));
        engine::ShareFolderInfo made;
        made.path = folder;
        made.realPath = folder;
        made.state = engine::ShareFolderInfo::State::Watched;
        library.folders.insert(library.folders.begin() + at, made);
        done(library.folders);
    }
    void removeFolder(const QString &folder, QObject *, Done<Folders> done) override
    {
        log << QStringLiteral("remove %1").arg(folder);
        std::erase_if(library.folders, [&](const auto &info) { return info.path == folder; });
        done(library.folders);
    }
    void setFolderShared(const QString &folder,
                         bool isShared,
                         QObject *,
                         Done<engine::ShareFolderInfo> done) override
    {
        log << (isShared ? QStringLiteral("on %1") : QStringLiteral("off %1")).arg(folder);
        for (auto &info : library.folders) {
            using State = engine::ShareFolderInfo::State;
            if (info.path == folder)
                info.state = isShared ? State::Watched : State::Off;
            if (info.path == folder)
                done(info);
        }
    }
    void setFilter(const Filter &filter, QObject *, Done<Filter> done) override
    {
        log << QStringLiteral("leave out %1").arg(filter.excluded.join(u' '));
        library.filter = filter;
        done(filter);
    }
    void rescan() override { log << QStringLiteral("rescan"); }
    void pauseHashing() override { log << QStringLiteral("pause"); }
    void resumeHashing() override { log << QStringLiteral("resume"); }
    void check(const QString &name,
               QObject *,
               std::function<void(const engine::CheckNews &)> hear) override
    {
        checks.push_back({name, std::move(hear)});
    }
    void repair(const QString &name, QObject *, Done<engine::RepairReport> done) override
    {
        repairs.push_back({name, std::move(done)});
    }
};

} // namespace ft::widgets
