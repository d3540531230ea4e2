#pragma once

#include "peer-gui/engine/share/sharelibrary.h"
#include "tests/peer-engine/filetree.h"
#include "tests/support/manualclock.h"

#include <QSignalSpy>

namespace ft::test {

/// A library over a tree of files: the folder `share`, the state in `state`; and what it said.
class LibraryFixture final : public QObject
{
    Q_OBJECT

public:
    /// Changes are found by rescan() alone.
    explicit LibraryFixture(const FileTree &tree, bool withShare = true)
        : LibraryFixture(settingsFor(tree, withShare))
    {}
    explicit LibraryFixture(const engine::ShareSettings &settings)
        : m_library(settings, m_clock)
    {
        engine::SqliteDatabase::loadDrivers();
        using engine::ShareLibrary;
        connect(&m_library, &ShareLibrary::filesReady, this, [this](const auto &files) {
            ++batches;
            for (const engine::SharedFile &file : files)
                ready.append(file.record.path.utf8());
        });
        connect(&m_library, &ShareLibrary::filesGone, this, [this](const auto &paths) {
            for (const SharedPath &path : paths)
                gone.append(path.utf8());
        });
        connect(&m_library, &ShareLibrary::noticed, this, [this](const auto &notice) {
            notices.push_back(notice);
        });
        connect(&m_library, &ShareLibrary::progressed, this, [this](const auto &progress) {
            progresses.push_back(progress);
        });
        connect(&m_library, &ShareLibrary::settled, this, [this] { ++settled; });
    }

    /// Paths in the catalog, in order.
    [[nodiscard]] QByteArrayList offered() const
    {
        QByteArrayList paths;
        for (const engine::SharedFile &file : m_library.catalog().snapshot())
            paths.append(file.record.path.utf8());
        return paths;
    }

    [[nodiscard]] engine::ShareLibrary &library() { return m_library; }
    [[nodiscard]] ManualClock &clock() { return m_clock; }

    QByteArrayList ready;
    QByteArrayList gone;
    std::vector<engine::ShareNotice> notices;
    std::vector<engine::ShareProgress> progresses;
    int batches = 0;
    int settled = 0;

    static engine::ShareSettings settingsFor(const FileTree &tree, bool withShare = true)
    {
        engine::ShareSettings settings;
        if (withShare)
            settings.folders = {tree.at(QStringLiteral("share"))};
        settings.hashThreads = 1;
        settings.stateFolder = tree.at(QStringLiteral("state"));
        settings.isWatching = false;
        return settings;
    }

private:
    ManualClock m_clock;
    engine::ShareLibrary m_library;
};

} // namespace ft::test
