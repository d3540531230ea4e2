#pragma once

#include "peer-gui/engine/sharedamage.h"

#include <QJsonObject>

/// What checks and repairs tell, in one sentence for people and as one object for programs. Pure.
namespace ft::shell {

/// event `damaged`: name, path, size, pieces, and the ranges as pairs of first and last byte.
[[nodiscard]] QJsonObject objectOf(const engine::FileDamage &damage);
[[nodiscard]] QString sentenceOf(const engine::FileDamage &damage);

/// The end of a check; event `checked`: files, bytes, damaged, skipped.
[[nodiscard]] QJsonObject objectOf(const engine::CheckNews &news);
[[nodiscard]] QString sentenceOf(const engine::CheckNews &news);

/// event `repaired`: name, path, pieces, received, and the peers that something came from.
[[nodiscard]] QJsonObject objectOf(const engine::RepairReport &report);
[[nodiscard]] QString sentenceOf(const engine::RepairReport &report);

} // namespace ft::shell
