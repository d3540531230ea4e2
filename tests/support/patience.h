#pragma once

#include <QTest>

#include <chrono>

namespace ft::test {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr int Slowness = 4;
#else
inline constexpr int Slowness = 1;
#endif

/// How long a test waits for something that must happen before it says that it did not.
inline constexpr std::chrono::milliseconds Patience{15'000 * Slowness};

/// Handles events until the predicate holds. False when it still does not at the deadline.
template <typename Predicate>
[[nodiscard]] bool waitUntil(Predicate predicate, std::chrono::milliseconds deadline = Patience)
{
    return QTest::qWaitFor(predicate, static_cast<int>(deadline.count()));
}

} // namespace ft::test
