#pragma once

#include "peer-gui/engine/history/historyentry.h"

/// The words under which the history is stored, and which commands and exports use.
namespace ft::engine {

/// `made`, `served`.
[[nodiscard]] QString toText(RequestDirection direction);
[[nodiscard]] std::optional<RequestDirection> directionFrom(QStringView text);
/// `search`, `index-get`, `file-hash`, `browse`, `download`.
[[nodiscard]] QString toText(RequestKind kind);
[[nodiscard]] std::optional<RequestKind> requestKindFrom(QStringView text);
/// `running`, `done`, `failed`, `canceled`, `refused`, `interrupted`.
[[nodiscard]] QString toText(RequestOutcome outcome);
[[nodiscard]] std::optional<RequestOutcome> requestOutcomeFrom(QStringView text);
/// `tcp`, `udp`.
[[nodiscard]] QString toText(Transport transport);
[[nodiscard]] std::optional<Transport> transportFrom(QStringView text);

/// The code of a problem or a refusal, `disk-full`; empty for none.
[[nodiscard]] QString toText(const RequestReason &reason);
[[nodiscard]] RequestReason reasonFrom(RequestDirection direction, const QString &text);

} // namespace ft::engine
