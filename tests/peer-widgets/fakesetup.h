#pragma once

#include "peer-gui/widgets/setupcommands.h"

namespace ft::widgets {

/// A setup that remembers what was asked of it, and answers at once, or when told to.
class FakeSetup final : public SetupCommands
{
public:
    struct Preview
    {
        QString folder;
        HearPreview hear;
    };
    struct Trial
    {
        HostPort tracker;
        HostName name;
        Done<engine::JoinInfo> done;
    };

    std::vector<engine::EngineSettings> applied;
    std::optional<engine::Problem> refusal; ///< of the next apply()
    std::vector<engine::Preferences> kept;
    std::vector<Preview> previews;
    std::vector<engine::PreviewId> closed;
    std::vector<Trial> trials;
    std::uint64_t room = 34'359'738'368; ///< of every download folder
    std::optional<engine::ConnectivityCheck::Reason> noDownloads; ///< why none can go there
    QStringList prepared;
    std::vector<std::optional<Note>> notes;
    QStringList shared;
    std::vector<engine::ShareFilter::Settings> filters;

    void apply(const engine::EngineSettings &settings, QObject *, Done<Endpoint> done) override
    {
        if (refusal)
            return done(tl::unexpected(*std::exchange(refusal, std::nullopt)));
        applied.push_back(settings);
        done(Endpoint{});
    }
    void keep(const engine::Preferences &preferences,
              QObject *,
              Done<engine::Preferences> done) override
    {
        kept.push_back(preferences);
        done(preferences);
    }
    void tryTracker(const HostPort &tracker,
                    const HostName &name,
                    QObject *,
                    Done<engine::JoinInfo> done) override
    {
        trials.push_back({tracker, name, std::move(done)});
    }
    engine::PreviewId openPreview(const QString &folder,
                                  const engine::ShareFilter::Settings &,
                                  QObject *,
                                  HearPreview hear) override
    {
        previews.push_back({folder, std::move(hear)});
        return engine::PreviewId{static_cast<std::uint32_t>(previews.size())};
    }
    void closePreview(engine::PreviewId id) override { closed.push_back(id); }
    void checkDownloadFolder(const QString &folder,
                             QObject *,
                             std::function<void(const engine::ConnectivityCheck &)> done) override
    {
        engine::ConnectivityCheck check;
        check.subject = engine::ConnectivityCheck::Subject::DownloadFolder;
        check.place = folder;
        check.amount = room;
        check.state = noDownloads ? engine::ConnectivityCheck::State::Fails
                                  : engine::ConnectivityCheck::State::Works;
        check.reason = noDownloads.value_or(check.reason);
        done(check);
    }
    void prepareShareFolder(const QString &folder,
                            const std::optional<Note> &note,
                            QObject *,
                            Done<QString> done) override
    {
        prepared << folder;
        notes.push_back(note);
        done(folder);
    }
    void addShareFolder(const QString &folder,
                        QObject *,
                        Done<std::vector<engine::ShareFolderInfo>> done) override
    {
        shared << folder;
        done(std::vector<engine::ShareFolderInfo>{});
    }
    void setFilter(const engine::ShareFilter::Settings &filter,
                   QObject *,
                   Done<engine::ShareFilter::Settings> done) override
    {
        filters.push_back(filter);
        done(filter);
    }
};

} // namespace ft::widgets
