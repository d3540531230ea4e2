#pragma once

#include "common/console/report.h"
#include "common/protocol/trackermessages.h"
#include "peer-gui/engine/snapshots.h"
#include "peer-gui/words/formats.h"

#include <vector>

/// What commands found, as tables for people and JSON objects for programs.
namespace ft::shell {

[[nodiscard]] console::Report reportOf(const std::vector<SourceRecord> &records);
[[nodiscard]] console::Report reportOf(const std::vector<protocol::PeerRecord> &peers);
[[nodiscard]] console::Report reportOf(const std::vector<engine::SharedFileInfo> &shares);
[[nodiscard]] console::Report reportOf(const std::vector<engine::TransferSnapshot> &transfers,
                                       const words::Formats &formats);

/// A file as programs read it: name, type, size, modified (ISO 8601, UTC), root, md5.
[[nodiscard]] QJsonObject objectOf(const FileRecord &file);
/// A download that is Done, as programs read it: the file, where it is, and how long it took.
[[nodiscard]] QJsonObject fetchedObject(const engine::TransferSnapshot &transfer);
/// The same for people, in one sentence.
[[nodiscard]] QString fetchedSentence(const engine::TransferSnapshot &transfer);

} // namespace ft::shell
