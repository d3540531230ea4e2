#include "peer-gui/engine/transfer/md5check.h"

#include <algorithm>
#include <linux/ioprio.h>
#include <pthread.h>
#include <sched.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace ft::engine {

namespace {

constexpr std::size_t ReadStep = 256 * 1024;

/// From so many bytes on it is worth waking up, so that a file's pieces do not wake it one by one.
constexpr std::uint64_t WorthReading = 4 * 1024 * 1024;

/// Where the system does not allow it, the thread runs like any other.
void takeIdleTimeOnly()
{
    const sched_param parameter{};
    ::pthread_setschedparam(::pthread_self(), SCHED_IDLE, &parameter);
    ::syscall(SYS_ioprio_set, IOPRIO_WHO_PROCESS, 0, IOPRIO_PRIO_VALUE(IOPRIO_CLASS_IDLE, 0));
}

} // namespace

struct Md5Check::File
{
    std::uint64_t ticket = 0;
    Read read;
    std::uint64_t size = 0;
    Done done;
    std::atomic<std::uint64_t> readable = 0; ///< bytes
    std::atomic<bool> isGivenUp = false;
    // Of the thread:
    std::uint64_t position = 0;
    bool isBroken = false;
    hash::Digest digest{hash::Digest::Algorithm::Md5};

    [[nodiscard]] bool isOver() const { return isBroken || position == size; }
    [[nodiscard]] bool isWorthReading() const
    {
        const auto upTo = readable.load();
        return isOver() || upTo == size || upTo - position >= WorthReading;
    }
};

Md5Check::Md5Check(Mailbox::Address engine)
    : m_engine(std::move(engine))
    , m_isAlive(std::make_shared<bool>(true))
    , m_thread([this] { run(); })
{}

Md5Check::~Md5Check()
{
    *m_isAlive = false;
    {
        const std::lock_guard lock{m_mutex};
        m_isEnding = true;
    }
    m_wakeup.notify_one();
    m_thread.join();
}

Md5Ticket Md5Check::follow(Read read, std::uint64_t size, Done done)
{
    const auto file = std::make_shared<File>();
    file->ticket = ++m_lastTicket;
    file->read = std::move(read);
    file->size = size;
    file->done = [done = std::move(done), alive = m_isAlive](std::optional<Md5Sum> sum) {
        if (*alive)
            done(sum);
    };
    {
        const std::lock_guard lock{m_mutex};
        if (m_files.size() < MostFiles && file->digest.isUsable())
            m_files.push_back(file);
        else
            m_engine.post([file] { file->done(std::nullopt); });
    }
    m_wakeup.notify_one();
    return Md5Ticket{file->ticket};
}

void Md5Check::advance(Md5Ticket ticket, std::uint64_t bytes)
{
    {
        const std::lock_guard lock{m_mutex};
        const auto found = std::find_if(m_files.begin(), m_files.end(), [&](const auto &file) {
            return file->ticket == ticket.value();
        });
        if (found == m_files.end())
            return;
        File &file = **found;
        file.readable = std::clamp(bytes, file.readable.load(), file.size);
    }
    m_wakeup.notify_one();
}

void Md5Check::giveUp(Md5Ticket ticket)
{
    const std::lock_guard lock{m_mutex};
    const auto found = std::find_if(m_files.begin(), m_files.end(), [&](const auto &file) {
        return file->ticket == ticket.value();
    });
    if (found == m_files.end())
        return;
    (*found)->isGivenUp = true;
    m_files.erase(found);
}

void Md5Check::run()
{
    takeIdleTimeOnly();
    while (const auto file = next()) {
        hashOn(*file);
        if (file->isOver())
            finish(file);
    }
}

std::shared_ptr<Md5Check::File> Md5Check::next()
{
    std::unique_lock lock{m_mutex};
    std::shared_ptr<File> file;
    m_wakeup.wait(lock, [&] {
        const auto found = std::find_if(m_files.begin(), m_files.end(), [](const auto &waiting) {
            return waiting->isWorthReading();
        });
        if (found != m_files.end())
            file = *found;
        return file || m_isEnding;
    });
    return m_isEnding ? nullptr : file;
}

void Md5Check::hashOn(File &file)
{
    std::vector<char> buffer(ReadStep);
    while (!file.isOver() && file.position < file.readable && !file.isGivenUp && !m_isEnding) {
        const auto most = std::min<std::uint64_t>(buffer.size(), file.readable - file.position);
        const auto got = file.read(file.position, buffer.data(), static_cast<qint64>(most));
        file.isBroken = got <= 0;
        if (file.isBroken)
            return;
        file.digest.add({buffer.data(), static_cast<std::size_t>(got)});
        file.position += static_cast<std::uint64_t>(got);
    }
}

void Md5Check::finish(const std::shared_ptr<File> &file)
{
    {
        const std::lock_guard lock{m_mutex};
        if (std::erase(m_files, file) == 0)
            return; // given up
    }
    std::optional<Md5Sum> sum;
    if (!file->isBroken)
        sum = file->digest.finish<Md5Sum>();
    file->read = nullptr;
    m_engine.post([file, sum] { file->done(sum); });
}

} // namespace ft::engine
