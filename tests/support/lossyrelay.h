#pragma once

#include <QtGlobal>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <thread>

namespace ft::test {

/// What may happen to a packet on its way. Chances are from 0 to 1.
struct Weather
{
    double loss = 0;
    double duplication = 0;
    double reordering = 0; ///< it comes 2 ms after those behind it
    std::chrono::microseconds delay{0}; ///< of every packet
    std::uint32_t seed = 1;
};

/// Passes UDP packets between a port of 127.0.0.1 and another one, both ways, in bad weather.
///
/// Works in a thread of its own, on plain sockets.
class LossyRelay
{
public:
    /// Port 0 of `to`: there is nobody behind, and every packet is lost.
    explicit LossyRelay(quint16 to, const Weather &weather = {});
    ~LossyRelay();
    Q_DISABLE_COPY_MOVE(LossyRelay)

    [[nodiscard]] quint16 port() const;
    /// Packets from now on go there. Callable while it works.
    void aimAt(quint16 to);
    /// From now on no packet comes through.
    void cut() { m_isCut = true; }

    [[nodiscard]] std::uint64_t passed() const { return m_passed; }
    [[nodiscard]] std::uint64_t lost() const { return m_lost; }

private:
    class Worker;

    std::atomic<bool> m_isCut = false;
    std::atomic<quint16> m_to;
    std::atomic<std::uint64_t> m_passed = 0;
    std::atomic<std::uint64_t> m_lost = 0;
    int m_wakeup = -1;
    int m_socket = -1;
    std::thread m_thread;
};

} // namespace ft::test
