#pragma once

#include "common/model/filerecord.h"
#include "tests/support/rawend.h"

#include <QList>

#include <vector>

namespace ft::test {

/// A peer of the classic dialect as a raw socket: how it reads a request and what it answers is
/// said. Acts in step() only.
class PlainPeer final
{
public:
    struct Habits
    {
        QByteArray answer = {}; ///< to the request it understands
        QByteArray understands = {}; ///< the request; empty for any
        QByteArray otherwise = {}; ///< its words to others
        bool awaitsEnd = false; ///< takes a request for whole when the direction has ended
        bool closesWhenAnswered = true;
        bool closesOnOthers = true; ///< requests; else it is silent
        bool closesAtOnce = false; ///< without reading
    };

    explicit PlainPeer(Habits ways)
        : habits(std::move(ways))
    {}

    void step()
    {
        while (true) {
            RawEnd end = m_listener.accept();
            if (!end.isValid())
                break;
            m_ends.push_back({std::move(end), {}, false});
        }
        for (End &end : m_ends)
            step(end);
    }
    /// Says the rest, or anything, to whom it talked last.
    void say(const QByteArray &bytes) { m_ends.back().unsent += bytes; }
    void closeLast() { m_ends.back().end.close(); }
    void stopListening() { m_listener.close(); }

    [[nodiscard]] Endpoint endpoint() const
    {
        return {QHostAddress{QHostAddress::LocalHost}, m_listener.port()};
    }
    [[nodiscard]] QByteArrayList requests()
    {
        QByteArrayList all;
        for (End &end : m_ends)
            all << end.heard;
        return all;
    }

    Habits habits;

private:
    struct End
    {
        RawEnd end;
        QByteArray unsent;
        bool isAnswered = false;
        QByteArray heard = {};
    };

    void step(End &end) const
    {
        if (!end.end.isValid())
            return;
        if (habits.closesAtOnce)
            return end.end.close();
        end.heard = end.end.received();
        const bool isWhole = habits.awaitsEnd ? end.end.isEnded() : !end.heard.isEmpty();
        if (isWhole && !std::exchange(end.isAnswered, true)) {
            const bool isMine = habits.understands.isEmpty() || habits.understands == end.heard;
            end.unsent = isMine ? habits.answer : habits.otherwise;
            if (!isMine && !habits.closesOnOthers)
                return;
        }
        if (!end.isAnswered)
            return;
        end.unsent.remove(0,
                          end.unsent.isEmpty() ? 0
                                               : std::max<qsizetype>(end.end.send(end.unsent), 0));
        const bool isMine = habits.understands.isEmpty() || habits.understands == end.heard;
        if (end.unsent.isEmpty() && (isMine ? habits.closesWhenAnswered : habits.closesOnOthers))
            end.end.close();
    }

    RawListener m_listener;
    std::vector<End> m_ends;
};

} // namespace ft::test
