#pragma once

#include <QtGlobal>

#include <thread>

namespace ft {

/// Remembers the thread it was made in (or was last bound to), and asserts that it is used there.
class ThreadBound
{
public:
    /// Makes the calling thread the owner.
    void bindHere() { m_owner = std::this_thread::get_id(); }

    [[nodiscard]] bool isHere() const { return m_owner == std::this_thread::get_id(); }
    void assertHere() const { Q_ASSERT_X(isHere(), "ThreadBound", "used from another thread"); }

private:
    std::thread::id m_owner = std::this_thread::get_id();
};

} // namespace ft
