#include "peer-gui/engine/share/hashcache.h"

#include <QDir>
#include <QFile>
#include <QStringBuilder>

#include <utility>

namespace ft::engine {

namespace {

using Fault = HashDatabase::Fault;

/// How long a row may wait for others to be written with it.
constexpr std::chrono::milliseconds WriteAfter{200};
const auto InMemory = QStringLiteral(":memory:");

std::size_t bytesOf(const KnownContent &content)
{
    const std::size_t layer = content.pieceLayer ? content.pieceLayer->size() : 0;
    return sizeof(HashDatabase::Row) + layer * sizeof(NodeHash);
}

} // namespace

/// The database's thread.
class HashCache::Keeper final
{
public:
    Keeper(HashCache &cache, QString folder, Notice notice)
        : m_cache(cache)
        , m_folder(std::move(folder))
        , m_notice(std::move(notice))
    {}

    void run();

private:
    [[nodiscard]] Posts next();
    void open();
    void openInMemory();
    void answer(Question &question);
    void tidy();
    void write(const std::vector<HashDatabase::Row> &rows);
    void onFault(const Fault &fault);
    void tell(ShareNotice::Kind kind, const QString &path);
    [[nodiscard]] QString path() const { return m_folder % u"/hashes.sqlite"; }
    [[nodiscard]] HashDatabase::Day today() const
    {
        return std::chrono::floor<std::chrono::days>(m_cache.m_clock.wallTime())
            .time_since_epoch()
            .count();
    }

    HashCache &m_cache;
    QString m_folder;
    Notice m_notice;
    std::unique_ptr<HashDatabase> m_database; ///< null only when even memory fails
    bool m_isTidy = false;
};

void HashCache::Keeper::run()
{
    open();
    while (true) {
        Posts posts = next();
        if (!posts.rows.empty())
            write(posts.rows);
        if (posts.isEnding)
            return;
        for (Question &question : posts.questions)
            answer(question);
        if (!posts.questions.empty())
            tidy();
    }
}

HashCache::Posts HashCache::Keeper::next()
{
    std::unique_lock lock{m_cache.m_mutex};
    const auto isUrgent = [this] {
        return m_cache.m_posts.isEnding || !m_cache.m_posts.questions.empty();
    };
    m_cache.m_wakeup.wait(lock, [&] { return isUrgent() || !m_cache.m_posts.rows.empty(); });
    m_cache.m_wakeup.wait_for(lock, WriteAfter, isUrgent);
    return std::exchange(m_cache.m_posts, {});
}

void HashCache::Keeper::open()
{
    if (m_folder.isEmpty())
        return openInMemory();
    QDir{}.mkpath(m_folder);
    auto opened = HashDatabase::open(path());
    if (opened)
        m_database = *std::move(opened);
    else
        onFault(opened.error());
}

void HashCache::Keeper::openInMemory()
{
    auto opened = HashDatabase::open(InMemory);
    m_database = opened ? *std::move(opened) : nullptr;
    m_folder.clear();
}

void HashCache::Keeper::answer(Question &question)
{
    auto known = m_database ? m_database->find(std::move(question.stamps)) : Result<Known, Fault>{};
    if (!known)
        onFault(known.error());
    question.done(known ? *std::move(known) : Known{});
}

/// What may wait until the one who asked has been answered.
void HashCache::Keeper::tidy()
{
    if (!m_database)
        return;
    auto done = m_database->markSeen(today(), today() - SightLasts.count());
    if (done && !std::exchange(m_isTidy, true))
        done = m_database->dropUnseenSince(today() - ForgottenAfter.count());
    if (!done)
        onFault(done.error());
}

void HashCache::Keeper::write(const std::vector<HashDatabase::Row> &rows)
{
    if (!m_database)
        return;
    if (const auto done = m_database->put(rows, today()); !done) {
        onFault(done.error());
        // Once more, into what took its place.
        if (m_database)
            static_cast<void>(m_database->put(rows, today()));
    }
}

/// A damaged database gives way to a new one; one that cannot be used, to memory.
void HashCache::Keeper::onFault(const Fault &fault)
{
    m_database.reset();
    const QString aside = fault.kind == Fault::Kind::Damaged && !m_folder.isEmpty()
                              ? SqliteDatabase::setAside(path())
                              : QString{};
    if (aside.isEmpty()) {
        if (!m_folder.isEmpty())
            tell(ShareNotice::Kind::CacheUnusable, path());
        return openInMemory();
    }
    tell(ShareNotice::Kind::CacheDamaged, aside);
    auto opened = HashDatabase::open(path());
    if (opened)
        m_database = *std::move(opened);
    else
        openInMemory();
}

void HashCache::Keeper::tell(ShareNotice::Kind kind, const QString &path)
{
    m_notice({.kind = kind, .path = path, .systemError = 0, .fault = std::nullopt});
}

HashCache::HashCache(QString stateFolder, const Clock &clock, Notice notice)
    : m_clock(clock)
    , m_thread([this, folder = std::move(stateFolder), notice = std::move(notice)] {
        Keeper{*this, folder, notice}.run();
    })
{}

HashCache::~HashCache()
{
    post([](Posts &posts) { posts.isEnding = true; });
    m_thread.join();
}

template <typename Change>
void HashCache::post(Change change)
{
    {
        const std::lock_guard lock{m_mutex};
        change(m_posts);
    }
    m_wakeup.notify_one();
}

void HashCache::put(const FileStamp &stamp, KnownContent content)
{
    const std::size_t bytes = bytesOf(content);
    post([&](Posts &posts) {
        if (posts.bytes + bytes > MostWaitingBytes)
            return;
        posts.bytes += bytes;
        posts.rows.push_back({stamp, std::move(content)});
    });
}

void HashCache::find(std::vector<FileStamp> stamps, Found done)
{
    post([&](Posts &posts) { posts.questions.push_back({std::move(stamps), std::move(done)}); });
}

} // namespace ft::engine
