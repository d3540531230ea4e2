#pragma once

#include "tracker/settings.h"

#include <QStringList>

namespace ft::tracker {

/// `ft-tracker ctl COMMAND...`: has a running tracker execute a command and prints what it answers.
/// Runs the application's event loop; returns the exit status.
[[nodiscard]] int runControlCommand(const Settings &settings, const QStringList &words);

} // namespace ft::tracker
