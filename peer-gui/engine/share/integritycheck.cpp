#include "peer-gui/engine/share/integritycheck.h"

#include <algorithm>
#include <sched.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace ft::engine {

namespace {

/// The calling thread goes after everybody else, for processor and disk. Where the system does not
/// allow it, it goes on as it is.
void yieldToOthers()
{
    // The kernel's own numbers, for which there is no header.
    constexpr int WhoProcess = 1;
    constexpr int IdleClass = 3;
    constexpr int ClassShift = 13;
    const sched_param none{};
    (void)::sched_setscheduler(0, SCHED_IDLE, &none);
    (void)::syscall(SYS_ioprio_set, WhoProcess, 0, IdleClass << ClassShift);
}

} // namespace

IntegrityCheck::IntegrityCheck(Pace pace, Mailbox::Address owner)
    : m_pace(pace)
    , m_owner(std::move(owner))
    , m_isAlive(std::make_shared<bool>(true))
    , m_thread([this] { run(); })
{}

IntegrityCheck::~IntegrityCheck()
{
    *m_isAlive = false;
    {
        const std::lock_guard lock{m_mutex};
        m_isEnding = true;
    }
    m_wakeup.notify_one();
    m_thread.join();
}

void IntegrityCheck::check(SharedFile file, Done done)
{
    const auto answer = [alive = m_isAlive, done = std::move(done)](const FileCheck &check) {
        if (*alive)
            done(check);
    };
    {
        const std::lock_guard lock{m_mutex};
        m_tasks.push_back({std::move(file), answer});
    }
    m_wakeup.notify_one();
}

void IntegrityCheck::run()
{
    if (m_pace.isIdle)
        yieldToOthers();
    while (auto task = next()) {
        FileCheck check = checkFile(task->file, [this](std::size_t bytes) { return wait(bytes); });
        m_owner.post([done = std::move(task->done), check = std::move(check)] { done(check); });
    }
}

std::optional<IntegrityCheck::Task> IntegrityCheck::next()
{
    std::unique_lock lock{m_mutex};
    m_wakeup.wait(lock, [this] { return m_isEnding || !m_tasks.empty(); });
    if (m_isEnding)
        return std::nullopt;
    Task task = std::move(m_tasks.front());
    m_tasks.pop_front();
    return task;
}

/// Until these bytes may be read. False when the check is to end.
bool IntegrityCheck::wait(std::size_t bytes)
{
    using Clock = std::chrono::steady_clock;
    std::unique_lock lock{m_mutex};
    if (m_pace.bytesPerSecond == 0)
        return !m_isEnding;
    m_wakeup.wait_until(lock, m_nextAt, [this] { return m_isEnding; });
    const std::chrono::duration<double> takes{static_cast<double>(bytes)
                                              / static_cast<double>(m_pace.bytesPerSecond)};
    m_nextAt = std::max(m_nextAt, Clock::now()) + std::chrono::ceil<Clock::duration>(takes);
    return !m_isEnding;
}

} // namespace ft::engine
