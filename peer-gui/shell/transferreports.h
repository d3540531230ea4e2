#pragma once

#include "common/console/report.h"
#include "peer-gui/engine/snapshots.h"
#include "peer-gui/words/transferwords.h"

#include <QJsonArray>

#include <vector>

/// Where downloads and uploads come from and go to, as tables for people and JSON objects for
/// programs.
namespace ft::shell {

/// The token of a transfer's state for programs, `transferring`.
[[nodiscard]] QString codeFor(engine::TransferState state);

/// What a row of `downloads` tells beyond name, sizes and rate: why it waits, its sources, its
/// place.
[[nodiscard]] QJsonObject detailsOf(const engine::TransferSnapshot &transfer,
                                    const words::Formats &formats);

[[nodiscard]] QJsonArray arrayOf(const std::vector<engine::TransferSource> &sources);

/// The sources of one download.
[[nodiscard]] console::Report sourcesReport(const engine::TransferSnapshot &transfer);
[[nodiscard]] console::Report reportOf(const std::vector<engine::UploadSnapshot> &uploads);

[[nodiscard]] QJsonObject objectOf(const words::TransferCounts &counts);
[[nodiscard]] QJsonObject objectOf(const engine::TransferLimits &limits);
/// `down: no limit, up: 2.0 MB/s, each upload: no limit, upload slots: 8, downloads at once: 3`.
[[nodiscard]] QString limitsSentence(const engine::TransferLimits &limits);
/// `20.0 MB/s`, or `no limit` for 0.
[[nodiscard]] QString limitText(std::uint64_t bytesPerSecond);

} // namespace ft::shell
