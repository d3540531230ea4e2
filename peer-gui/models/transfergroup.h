#pragma once

#include "peer-gui/words/transferwords.h"

#include <QString>

#include <array>

namespace ft::models {

/// The downloads that one looks at together.
enum class TransferGroup { All, Active, Waiting, Paused, Done, Failed, Canceled };

inline constexpr std::array TransferGroups{TransferGroup::All,
                                           TransferGroup::Active,
                                           TransferGroup::Waiting,
                                           TransferGroup::Paused,
                                           TransferGroup::Done,
                                           TransferGroup::Failed,
                                           TransferGroup::Canceled};

[[nodiscard]] bool isIn(TransferGroup group, engine::TransferState state);
[[nodiscard]] std::uint32_t countOf(TransferGroup group, const words::TransferCounts &counts);
/// `Active`.
[[nodiscard]] QString nameOf(TransferGroup group);

/// Whether a name has each of these words in it, whatever their case.
[[nodiscard]] bool hasWords(const QString &name, const QStringList &words);

} // namespace ft::models
