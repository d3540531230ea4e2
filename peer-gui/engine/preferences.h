#pragma once

#include "common/base/result.h"
#include "peer-gui/engine/enginesettings.h"

#include <QByteArray>

namespace ft::engine {

/// What somebody chose in the window and is to hold from then on: of each setting that was chosen
/// its value. A value; weaker than the command line and the configuration file.
struct Preferences
{
    /// Nothing to work without a tracker.
    std::optional<std::optional<HostPort>> tracker;
    std::optional<HostName> name;
    std::optional<QStringList> shareFolders;
    std::optional<ShareFilter::Settings> filter;
    std::optional<QString> downloadFolder;
    std::optional<std::uint16_t> listenPort;
    std::optional<bool> shareDownloads;
    std::optional<bool> usesUdp;
    std::optional<TransferLimits> limits;

    /// Whether nothing was ever chosen.
    [[nodiscard]] bool isEmpty() const;
    /// Puts in what was chosen.
    void applyTo(EngineSettings &settings) const;
    /// Takes over what `newer` has.
    void add(const Preferences &newer);
    /// Takes as chosen all in which `after` differs from `before`.
    void noteChanges(const EngineSettings &before, const EngineSettings &after);

    /// A text for a file; what is not known in it is left alone.
    [[nodiscard]] QByteArray toText() const;
    /// The name of what cannot be read, when the text is damaged.
    [[nodiscard]] static Result<Preferences, QString> fromText(const QByteArray &text);
};

} // namespace ft::engine
