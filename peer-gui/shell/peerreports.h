#pragma once

#include "common/console/report.h"
#include "peer-gui/engine/peers/peerquestion.h"
#include "peer-gui/engine/snapshots.h"

namespace ft::shell {

/// Name, size, timestamp and type of each file.
[[nodiscard]] console::Report indexReport(const std::vector<engine::ToldFile> &files);

/// State, timestamp and checksums of each file.
[[nodiscard]] console::Report checksumReport(const std::vector<engine::ToldFile> &files);

/// The same of one file, with what changed in words.
[[nodiscard]] console::Report verifyReport(const engine::ToldFile &file);

/// A finished FileDownload: name, size, timestamp and MD5 of what arrived, and how.
[[nodiscard]] console::Report fileDownloadReport(const engine::TransferSnapshot &transfer);

/// `new`, `same`, `changed`, `gone` or `changing`.
[[nodiscard]] QString codeFor(engine::ChecksumMark mark);

} // namespace ft::shell
