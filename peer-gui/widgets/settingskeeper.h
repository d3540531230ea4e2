#pragma once

#include "peer-gui/engine/preferences.h"
#include "peer-gui/widgets/setupcommands.h"

namespace ft::widgets {

/// Holds the settings of this run and what was chosen in the window: has changes take effect at
/// once, and remembered.
class SettingsKeeper final : public QObject
{
    Q_OBJECT

public:
    /// `settings` are those the engine runs with; `commands` must outlive it.
    SettingsKeeper(engine::EngineSettings settings,
                   engine::Preferences chosen,
                   SetupCommands &commands,
                   QObject *parent = nullptr);

    [[nodiscard]] const engine::EngineSettings &settings() const { return m_settings; }
    /// Nothing was ever chosen, and nothing is to be shared.
    [[nodiscard]] bool isFirstStart() const;

    /// Takes over all that is set in `chosen`. What cannot be is answered with, and then nothing is
    /// changed.
    void change(const engine::Preferences &chosen, QObject *receiver, Done<Endpoint> done);

    // What the engine does already; remembered for later runs.
    void noteFolders(const QStringList &folders);
    void noteLimits(const engine::TransferLimits &limits);
    void noteFilter(const engine::ShareFilter::Settings &filter);

signals:
    void changed(const ft::engine::EngineSettings &settings);
    /// The tracker, or what it is told of this peer, is another: it is joined anew.
    void rejoining(const ft::engine::EngineSettings &settings);
    /// Something holds in this run, but not in later ones, or not at all.
    void failed(const ft::engine::Problem &problem);

private:
    void take(const engine::Preferences &chosen);
    void shareAnew(const QStringList &before);
    void keep();

    engine::EngineSettings m_settings;
    engine::Preferences m_chosen;
    SetupCommands &m_commands;
};

} // namespace ft::widgets
