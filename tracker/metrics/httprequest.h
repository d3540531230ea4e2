#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace ft::tracker {

/// The first line of an HTTP request; all that the metrics need of one.
struct HttpRequest
{
    QByteArray method;
    QByteArray path; ///< without what follows a `?`

    bool operator==(const HttpRequest &) const = default;
};

/// What has come of a request so far.
struct HttpProgress
{
    enum class State {
        Incomplete,
        Complete,
        Malformed, ///< no HTTP/1 request
        TooLong,
    };
    State state = State::Incomplete;
    HttpRequest request; ///< when Complete
};

/// Past so many bytes a request is TooLong.
inline constexpr qsizetype MaxHttpRequest = 8 * 1024;

/// Complete once the empty line after the headers has come.
[[nodiscard]] HttpProgress parseHttpRequest(QByteArrayView received);

} // namespace ft::tracker
