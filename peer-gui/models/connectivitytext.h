#pragma once

#include "peer-gui/engine/connectivity/connectivityreport.h"

#include <QString>

namespace ft::models {

/// One check in words: what was looked at, what came of it, and what to do. Plain text.
struct CheckText
{
    QString title; ///< `The tracker answers`; no full stop
    QString what; ///< sentences
    QString advice; ///< sentences; empty where nothing is to be done

    bool operator==(const CheckText &) const = default;
};

[[nodiscard]] CheckText describe(const engine::ConnectivityCheck &check);
/// `Works`, `Does not work`, `Cannot be told`, `Checking…`.
[[nodiscard]] QString stateText(engine::ConnectivityCheck::State state);
/// One sentence about all of it.
[[nodiscard]] QString summaryOf(const engine::ConnectivityReport &report);
/// All of it as lines to send to somebody who helps.
[[nodiscard]] QString plainReport(const engine::ConnectivityReport &report);

} // namespace ft::models
