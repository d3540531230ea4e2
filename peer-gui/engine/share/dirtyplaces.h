#pragma once

#include "common/base/clock.h"

#include <QByteArray>
#include <QHash>

#include <chrono>
#include <unordered_map>
#include <vector>

namespace ft::engine {

/// Decides when a place on the disk where something happened is to be looked at again.
///
/// Pure; for one thread. Places are absolute paths of files and folders.
class DirtyPlaces final
{
public:
    /// How long nothing must have happened to a file before it counts as settled.
    static constexpr std::chrono::milliseconds Rest{500};

    explicit DirtyPlaces(const Clock &clock)
        : m_clock(clock)
    {}

    /// Something may still be going on there: to be looked at when it has rested.
    void changed(const QByteArray &path);
    /// It came whole, or went: to be looked at with the next that are due.
    void moved(const QByteArray &path);

    /// Takes out what is due now. No place lies below another one.
    [[nodiscard]] std::vector<QByteArray> takeDue();

    [[nodiscard]] bool contains(const QByteArray &path) const { return m_due.contains(path); }
    [[nodiscard]] bool isEmpty() const { return m_due.empty(); }

private:
    const Clock &m_clock;
    std::unordered_map<QByteArray, Clock::Instant> m_due;
};

} // namespace ft::engine
