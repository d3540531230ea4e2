#pragma once

#include "tracker/console/reply.h"

#include <QByteArray>

#include <optional>

namespace ft::tracker {

/// A command that another process asks the tracker to run: one JSON object on a line.
struct ControlRequest
{
    QString line;
    Style style = Style::Tables;

    bool operator==(const ControlRequest &) const = default;
};

/// A request that is longer is none.
inline constexpr qsizetype MaxControlRequest = 64 * 1024;

// With their line feed.
[[nodiscard]] QByteArray encode(const ControlRequest &request);
[[nodiscard]] QByteArray encode(const Answer &answer);

// Nothing when the line is not what it should be.
[[nodiscard]] std::optional<ControlRequest> decodeControlRequest(const QByteArray &line);
[[nodiscard]] std::optional<Answer> decodeAnswer(const QByteArray &line);

} // namespace ft::tracker
