#include "peer-gui/engine/history/historystore.h"

#include "peer-gui/engine/history/historyfile.h"

namespace ft::engine {

namespace {

using Fault = HistoryDatabase::Fault;

/// After a failed attempt to write.
constexpr std::chrono::seconds TryAgainAfter{5};

std::size_t bytesOf(const HistoryEntry &entry)
{
    const auto characters = entry.subject.size() + entry.peer.size() + entry.address.size()
                            + entry.detail.size() + entry.path.size();
    return sizeof(HistoryChange) + sizeof(QChar) * static_cast<std::size_t>(characters);
}

std::size_t bytesOf(const HadContent &had)
{
    return sizeof(had) + sizeof(QChar) * static_cast<std::size_t>(had.path.size());
}

/// What is newer goes over what is older.
void merge(HistoryChanges &into, HistoryChanges &&changes)
{
    for (auto &[ticket, change] : changes.entries)
        into.entries.insert_or_assign(ticket, std::move(change));
    for (auto &[root, had] : changes.had)
        into.had.insert_or_assign(root, std::move(had));
}

} // namespace

/// The database's thread.
class HistoryStore::Writer final
{
public:
    Writer(HistoryStore &store,
           const QString &folder,
           std::function<void(const HistoryNotice &)> notice)
        : m_store(store)
        , m_file(folder, std::move(notice))
    {}

    void run();
    [[nodiscard]] HistoryFile &file() { return m_file; }

private:
    [[nodiscard]] Posts next();
    void write(HistoryChanges &&changes);

    HistoryStore &m_store;
    HistoryFile m_file;
    HistoryChanges m_unwritten;
};

void HistoryStore::Writer::run()
{
    m_file.open();
    while (true) {
        Posts posts = next();
        if (posts.lost > 0)
            m_file.tellLost();
        write(std::move(posts.changes));
        for (const Question &question : posts.questions)
            question(*this);
        if (posts.isEnding)
            return;
    }
}

/// Waits until there is something to do, and then a while for more of it.
HistoryStore::Posts HistoryStore::Writer::next()
{
    std::unique_lock lock{m_store.m_mutex};
    const Posts &waiting = m_store.m_posts;
    const auto isPressing = [&] {
        return waiting.isEnding || !waiting.questions.empty();
    };
    const auto isAny = [&] {
        return isPressing() || !waiting.changes.isEmpty();
    };
    if (m_unwritten.isEmpty())
        m_store.m_wakeup.wait(lock, isAny);
    else
        m_store.m_wakeup.wait_for(lock, TryAgainAfter, isPressing);
    if (!isPressing())
        m_store.m_wakeup.wait_for(lock, BatchEvery, isPressing);
    m_store.m_unwrittenBytes += waiting.bytes;
    return std::exchange(m_store.m_posts, {});
}

void HistoryStore::Writer::write(HistoryChanges &&changes)
{
    merge(m_unwritten, std::move(changes));
    if (m_unwritten.isEmpty() || !m_file.write(m_unwritten))
        return;
    if (!m_unwritten.entries.empty())
        m_store.tellChanged();
    m_unwritten = {};
    const std::lock_guard lock{m_store.m_mutex};
    m_store.m_unwrittenBytes = 0;
}

HistoryStore::HistoryStore(const QString &stateFolder,
                           Mailbox::Address engine,
                           std::function<void(const HistoryNotice &)> notice,
                           std::function<void()> changed)
    : m_engine(std::move(engine))
    , m_changed(std::move(changed))
    , m_isAlive(std::make_shared<bool>(true))
{
    const auto tell = [engine = m_engine, alive = m_isAlive, notice = std::move(notice)](
                          const HistoryNotice &what) {
        engine.post([alive, notice, what] {
            if (*alive)
                notice(what);
        });
    };
    m_thread = std::thread{[this, stateFolder, tell] {
        Writer{*this, stateFolder, tell}.run();
    }};
}

HistoryStore::~HistoryStore()
{
    *m_isAlive = false;
    {
        const std::lock_guard lock{m_mutex};
        m_posts.isEnding = true;
    }
    m_wakeup.notify_one();
    m_thread.join();
}

/// In the writer's thread.
void HistoryStore::tellChanged() const
{
    m_engine.post([this, alive = m_isAlive] {
        if (*alive && m_changed)
            m_changed();
    });
}

/// With the mutex locked: counts the bytes, or that they are lost.
bool HistoryStore::hasRoom(std::size_t bytes)
{
    if (m_posts.bytes + m_unwrittenBytes + bytes > MostWaitingBytes) {
        ++m_posts.lost;
        return false;
    }
    m_posts.bytes += bytes;
    return true;
}

void HistoryStore::put(HistoryTicket ticket, HistoryEntry entry, bool isLast)
{
    {
        const std::lock_guard lock{m_mutex};
        auto &entries = m_posts.changes.entries;
        const auto known = entries.find(ticket);
        if (known != entries.end())
            known->second = {std::move(entry), isLast};
        else if (hasRoom(bytesOf(entry)))
            entries.emplace(ticket, HistoryChange{std::move(entry), isLast});
    }
    m_wakeup.notify_one();
}

void HistoryStore::putHad(HadContent had)
{
    {
        const std::lock_guard lock{m_mutex};
        if (hasRoom(bytesOf(had)))
            m_posts.changes.had.insert_or_assign(had.root, std::move(had));
    }
    m_wakeup.notify_one();
}

template <typename Value, typename Ask>
void HistoryStore::ask(Ask question, Done<Value> done)
{
    auto answer = [engine = m_engine, alive = m_isAlive, done = std::move(done)](
                      const Result<Value, Problem> &value) {
        engine.post([alive, done, value] {
            if (*alive)
                done(value);
        });
    };
    {
        const std::lock_guard lock{m_mutex};
        m_posts.questions.emplace_back(
            [question = std::move(question), answer = std::move(answer)](Writer &writer) {
                answer(writer.file().template ask<Value>(question));
            });
    }
    m_wakeup.notify_one();
}

void HistoryStore::query(HistoryFilter filter, Done<HistoryPage> done)
{
    ask<HistoryPage>([filter = std::move(filter)](
                         HistoryDatabase &database) { return database.query(filter); },
                     std::move(done));
}

void HistoryStore::count(HistoryFilter filter, Done<std::uint64_t> done)
{
    ask<std::uint64_t>([filter = std::move(filter)](
                           HistoryDatabase &database) { return database.count(filter); },
                       std::move(done));
}

void HistoryStore::servedPerFile(Done<std::vector<ServedFile>> done)
{
    ask<std::vector<ServedFile>>([](HistoryDatabase &database) { return database.servedPerFile(); },
                                 std::move(done));
}

void HistoryStore::had(std::vector<ContentHash> roots, Done<std::vector<HadContent>> done)
{
    ask<std::vector<HadContent>>([roots = std::move(roots)](
                                     HistoryDatabase &database) { return database.had(roots); },
                                 std::move(done));
}

void HistoryStore::clear(std::chrono::sys_seconds before, Done<std::uint64_t> done)
{
    ask<std::uint64_t>([before](HistoryDatabase &database) { return database.clear(before); },
                       [this, done = std::move(done)](const auto &cleared) {
                           if (cleared && *cleared > 0 && m_changed)
                               m_changed();
                           done(cleared);
                       });
}

} // namespace ft::engine
