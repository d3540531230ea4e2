#pragma once

#include "common/base/result.h"

#include <QString>

#include <chrono>
#include <optional>
#include <vector>

/// What stands between this process and systemd; nothing of it does anything elsewhere.
namespace ft::tracker::systemd {

/// Everything is up: who waited for this service may go on.
void tellReady(const QString &status);
void tellReloading();
void tellStopping();
/// This process is well; due at least once in a watchdogPeriod().
void tellAlive();

/// Nothing when nobody watches.
[[nodiscard]] std::optional<std::chrono::microseconds> watchdogPeriod();

/// The listening TCP sockets that this process was started with, which become the caller's; none
/// when it was started without. The error names what is not one.
[[nodiscard]] Result<std::vector<int>, QString> takeSockets();

} // namespace ft::tracker::systemd
