#pragma once

#include "common/base/options.h"
#include "peer-gui/engine/preferences.h"

namespace ft::engine {

/// The options that every program of a peer has, shell and window alike, and the settings they
/// make.
class PeerOptions final
{
public:
    /// Where downloads and state go when no option says; absolute paths.
    PeerOptions(QString downloadFolder, QString stateFolder);

    /// What was chosen elsewhere holds where no option says otherwise. Before declare().
    void assume(const Preferences &chosen);

    /// Adds --tracker, --allow, --name, --share, --downloads, --listen, --port, --state, --tls,
    /// --udp, --no-share-downloads, --exclude, --no-default-excludes, --hidden, --max-file-size,
    /// --rescan, --check-every, --check-rate, --limit-down, --limit-up, --limit-per-upload,
    /// --upload-slots and --max-downloads; refers to this object.
    void declare(Options &options);

    /// The settings, once the options have been parsed. Relative folders are made absolute here.
    [[nodiscard]] EngineSettings settings() const;

private:
    void declareChecks(Options &options);
    void declareLimits(Options &options);
    void declareFilter(Options &options);
    [[nodiscard]] std::optional<QString> takeTracker(const QString &text);
    [[nodiscard]] std::optional<QString> takeName(const QString &text);
    [[nodiscard]] std::optional<QString> takeAllow(const QStringList &entries);
    [[nodiscard]] std::optional<QString> takeListen(const QString &text);
    [[nodiscard]] std::optional<QString> takeUdp(const QString &text);

    EngineSettings m_settings;
    bool m_noShareDownloads = false;
    bool m_noDefaultExcludes = false;
    std::uint32_t m_rescanSeconds = 600;
};

} // namespace ft::engine
