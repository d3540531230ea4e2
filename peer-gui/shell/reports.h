#pragma once

#include "common/console/report.h"
#include "common/protocol/trackermessages.h"
#include "peer-gui/engine/history/historyentry.h"
#include "peer-gui/engine/snapshots.h"
#include "peer-gui/engine/tracker/wish.h"
#include "peer-gui/words/formats.h"

#include <vector>

/// What commands found, as tables for people and JSON objects for programs.
namespace ft::shell {

/// `had`: those of their contents that this peer has fetched at some time.
[[nodiscard]] console::Report reportOf(const std::vector<SourceRecord> &records,
                                       const std::vector<engine::HadContent> &had);
[[nodiscard]] console::Report reportOf(const std::vector<protocol::PeerRecord> &peers);
[[nodiscard]] console::Report reportOf(const std::vector<engine::Wish> &wishes);
[[nodiscard]] console::Report reportOf(const std::vector<engine::SharedFileInfo> &shares);
[[nodiscard]] console::Report reportOf(const std::vector<engine::TransferSnapshot> &transfers,
                                       const words::Formats &formats);

/// A file as programs read it: name, type, size, modified (ISO 8601, UTC), root, md5.
[[nodiscard]] QJsonObject objectOf(const FileRecord &file);
[[nodiscard]] QJsonObject objectOf(const SourceRecord &record);
/// A download that is Done, as programs read it: the file, where it is, how long it took, the
/// payload bytes that arrived for it, and what came from which source.
[[nodiscard]] QJsonObject fetchedObject(const engine::TransferSnapshot &transfer);
/// The same for people, in one sentence.
[[nodiscard]] QString fetchedSentence(const engine::TransferSnapshot &transfer);
/// What is to be said of a file that came from a plain source.
[[nodiscard]] QString unverifiedText();

/// A folder download that is over, as programs read it: event, name, path, files, failed, bytes,
/// seconds. `files` and `bytes` are those that are there now.
[[nodiscard]] QJsonObject fetchedFolderObject(const engine::TransferSnapshot &transfer);
/// The same for people, in one sentence.
[[nodiscard]] QString fetchedFolderSentence(const engine::TransferSnapshot &transfer);

} // namespace ft::shell
