#include "peer-gui/widgets/settingskeeper.h"

#include <QPointer>

#include <utility>

namespace ft::widgets {

using engine::EngineSettings;
using engine::Preferences;
using engine::Problem;

SettingsKeeper::SettingsKeeper(EngineSettings settings,
                               Preferences chosen,
                               SetupCommands &commands,
                               QObject *parent)
    : QObject(parent)
    , m_settings(std::move(settings))
    , m_chosen(std::move(chosen))
    , m_commands(commands)
{}

bool SettingsKeeper::isFirstStart() const
{
    return m_chosen.isEmpty() && m_settings.shareFolders.isEmpty();
}

void SettingsKeeper::change(const Preferences &chosen, QObject *receiver, Done<Endpoint> done)
{
    EngineSettings wanted = m_settings;
    chosen.applyTo(wanted);
    m_commands.apply(wanted,
                     this,
                     [this, chosen, guard = QPointer{receiver}, done = std::move(done)](
                         const Result<Endpoint, Problem> &applied) {
                         if (applied)
                             take(chosen);
                         if (guard)
                             done(applied);
                     });
}

void SettingsKeeper::take(const Preferences &chosen)
{
    const auto before = m_settings;
    chosen.applyTo(m_settings);
    m_chosen.add(chosen);
    if (!(m_settings.filter == before.filter))
        m_commands.setFilter(m_settings.filter, this, [](const auto &) {});
    shareAnew(before.shareFolders);
    keep();
    emit changed(m_settings);
    if (m_settings.tracker != before.tracker || m_settings.name != before.name
        || m_settings.listenPort != before.listenPort)
        emit rejoining(m_settings);
}

void SettingsKeeper::shareAnew(const QStringList &before)
{
    for (const QString &folder : std::as_const(m_settings.shareFolders)) {
        if (before.contains(folder))
            continue;
        m_commands.addShareFolder(folder, this, [this](const auto &added) {
            if (!added)
                emit failed(added.error());
        });
    }
}

void SettingsKeeper::keep()
{
    m_commands.keep(m_chosen, this, [this](const auto &kept) {
        if (!kept)
            emit failed(kept.error());
    });
}

void SettingsKeeper::noteFolders(const QStringList &folders)
{
    m_settings.shareFolders = folders;
    m_chosen.shareFolders = folders;
    keep();
}

void SettingsKeeper::noteLimits(const engine::TransferLimits &limits)
{
    m_settings.limits = limits;
    m_chosen.limits = limits;
    keep();
}

void SettingsKeeper::noteFilter(const engine::ShareFilter::Settings &filter)
{
    m_settings.filter = filter;
    m_chosen.filter = filter;
    keep();
}

} // namespace ft::widgets
