#include "tracker/metrics/httprequest.h"

#include <QList>

namespace ft::tracker {

namespace {

HttpProgress parseLine(const QByteArray &line)
{
    const auto words = line.trimmed().split(' ');
    if (words.size() != 3 || !words[2].startsWith("HTTP/1.") || !words[1].startsWith('/'))
        return {HttpProgress::State::Malformed, {}};
    const auto query = words[1].indexOf('?');
    return {HttpProgress::State::Complete,
            {words[0], words[1].first(query < 0 ? words[1].size() : query)}};
}

} // namespace

HttpProgress parseHttpRequest(QByteArrayView received)
{
    const bool hasEnded = received.contains("\r\n\r\n") || received.contains("\n\n");
    if (received.size() > MaxHttpRequest)
        return {HttpProgress::State::TooLong, {}};
    if (!hasEnded)
        return {};
    return parseLine(received.first(received.indexOf('\n')).toByteArray());
}

} // namespace ft::tracker
