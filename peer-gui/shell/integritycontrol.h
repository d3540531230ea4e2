#pragma once

#include "peer-gui/engine/peerengine.h"
#include "peer-gui/shell/commands.h"
#include "peer-gui/shell/printer.h"

#include <functional>

namespace ft::shell {

/// Runs the commands that check the share and repair files, and tells what is found damaged. Main
/// thread only.
class IntegrityControl final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(IntegrityControl)

public:
    /// Called when a command is over: whether it did what it was asked.
    using Done = std::function<void(bool ok)>;

    /// Both must outlive it.
    IntegrityControl(engine::PeerEngine &engine, const Printer &printer);
    ~IntegrityControl() override = default;

    /// Ok when nothing is damaged.
    void run(const CheckCommand &command, const Done &done);
    void run(const RepairCommand &command, const Done &done);

private:
    void hear(const engine::CheckNews &news, const Done &done) const;
    void printDamage(const engine::FileDamage &damage) const;

    engine::PeerEngine &m_engine;
    const Printer &m_printer;
};

} // namespace ft::shell
