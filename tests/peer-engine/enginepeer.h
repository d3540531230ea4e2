#pragma once

#include "peer-gui/engine/peerengine.h"
#include "tests/peer-engine/sharedfiles.h"
#include "tests/support/patience.h"

#include <QDir>
#include <QTemporaryDir>

#include <map>
#include <memory>

namespace ft::test {

/// A peer with folders of its own.
struct EnginePeer
{
    EnginePeer(const QByteArray &name, const std::optional<HostPort> &tracker)
    {
        settings.tracker = tracker;
        settings.name = hostOf(name);
        settings.shareFolders = {folder(QStringLiteral("share"))};
        settings.downloadFolder = folder(QStringLiteral("down"));
        settings.stateFolder = folder(QStringLiteral("state"));
        settings.listenAddress = QHostAddress{QHostAddress::LocalHost};
        QDir{}.mkpath(settings.shareFolders[0]);
    }

    [[nodiscard]] QString folder(const QString &name) const { return home.filePath(name); }
    void give(const QString &name, const QByteArray &content) const
    {
        writeFile(folder(QStringLiteral("share/") + name), content);
    }

    void make()
    {
        engine.reset(); // two would want the same state folder
        engine = std::make_unique<engine::PeerEngine>(settings, clock);
        auto *const it = engine.get();
        QObject::connect(it, &engine::PeerEngine::listening, it, [this](const Endpoint &at) {
            endpoint = at;
        });
        QObject::connect(it, &engine::PeerEngine::joined, it, [this] { ++joined; });
        QObject::connect(it, &engine::PeerEngine::lost, it, [this](const engine::Problem &problem) {
            losses.push_back(problem.code);
        });
        QObject::connect(it,
                         &engine::PeerEngine::failed,
                         it,
                         [this](const engine::Problem &problem) {
                             failures.push_back(problem.code);
                         });
        QObject::connect(it, &engine::PeerEngine::stopped, it, [this] { ++stopped; });
        QObject::connect(it, &engine::PeerEngine::shareChanged, it, [this](const auto &now) {
            share = now;
        });
        QObject::connect(it,
                         &engine::PeerEngine::transfersChanged,
                         it,
                         [this](const auto &changes) {
                             for (const engine::TransferSnapshot &snapshot : changes)
                                 transfers[snapshot.id] = snapshot;
                         });
    }
    void start()
    {
        make();
        engine->start();
    }
    [[nodiscard]] bool join()
    {
        start();
        return waitUntil([this] { return joined > 0; });
    }
    [[nodiscard]] bool stop()
    {
        engine->stop();
        return waitUntil([this] { return stopped > 0; });
    }

    [[nodiscard]] engine::TransferSnapshot finish(engine::TransferId id)
    {
        (void)waitUntil(
            [&] { return transfers.contains(id) && engine::isOver(transfers[id].state); });
        return transfers[id];
    }
    [[nodiscard]] std::vector<SourceRecord> search(const QString &name)
    {
        std::optional<std::vector<SourceRecord>> found;
        engine->searches().find({name, 0, {}}, engine.get(), [&](const auto &result) {
            found = result ? result->records : std::vector<SourceRecord>{};
        });
        (void)waitUntil([&] { return found.has_value(); });
        return found.value_or(std::vector<SourceRecord>{});
    }
    /// The problem of publishing, if there is one.
    [[nodiscard]] std::optional<engine::ProblemCode> publish(const QString &path,
                                                             const QString &name)
    {
        std::optional<Result<engine::SharedFileInfo, engine::Problem>> done;
        engine->publish(path, name, engine.get(), [&](const auto &result) { done = result; });
        (void)waitUntil([&] { return done.has_value(); });
        return done && *done ? std::nullopt : std::optional{done.value().error().code};
    }
    [[nodiscard]] std::optional<engine::ProblemCode> unpublish(const QString &name)
    {
        std::optional<Result<SharedPath, engine::Problem>> done;
        engine->unpublish(name, engine.get(), [&](const auto &result) { done = result; });
        (void)waitUntil([&] { return done.has_value(); });
        return done && *done ? std::nullopt : std::optional{done.value().error().code};
    }

    QTemporaryDir home;
    engine::EngineSettings settings;
    SystemClock clock;
    Endpoint endpoint;
    int joined = 0;
    int stopped = 0;
    std::vector<engine::ProblemCode> losses;
    std::vector<engine::ProblemCode> failures;
    engine::ShareSummary share;
    std::map<engine::TransferId, engine::TransferSnapshot> transfers;
    std::unique_ptr<engine::PeerEngine> engine;
};

} // namespace ft::test
