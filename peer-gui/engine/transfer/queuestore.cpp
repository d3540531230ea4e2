#include "peer-gui/engine/transfer/queuestore.h"

#include <QDir>
#include <QFile>
#include <QStringBuilder>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace ft::engine {

namespace {

/// What is newer goes over what is older.
void merge(QueueChange &into, QueueChange change)
{
    if (change.isRemoved)
        into = {};
    into.isRemoved = into.isRemoved || change.isRemoved;
    if (change.transfer)
        into.transfer = std::move(change.transfer);
    if (change.known)
        into.known = std::move(change.known);
}

QString lastError()
{
    return QString::fromLocal8Bit(std::strerror(errno));
}

} // namespace

/// The database's thread.
class QueueStore::Writer final
{
public:
    Writer(QueueStore &store, QString folder)
        : m_store(store)
        , m_folder(std::move(folder))
    {}
    ~Writer()
    {
        m_database.reset();
        if (m_lock >= 0)
            ::close(m_lock);
    }
    Q_DISABLE_COPY_MOVE(Writer)

    void run();

private:
    void open();
    [[nodiscard]] bool takeLock();
    void openDatabase();
    void load();
    [[nodiscard]] Flushed write(QueueChanges &&changes);
    template <typename Value>
    void answer(std::vector<Done<Value>> &callbacks, const Value &value);

    QueueStore &m_store;
    QString m_folder;
    int m_lock = -1; ///< held as long as the store is ours
    std::unique_ptr<QueueDatabase> m_database;
    Loaded m_loaded; ///< what load() is told, the entries excepted
    QueueChanges m_unwritten; ///< could not be written so far
};

void QueueStore::Writer::run()
{
    if (!m_folder.isEmpty())
        open();
    while (true) {
        Posts posts;
        {
            std::unique_lock lock{m_store.m_mutex};
            m_store.m_wakeup.wait(lock, [this] {
                const Posts &waiting = m_store.m_posts;
                return waiting.isEnding || !waiting.changes.empty() || !waiting.flushes.empty()
                       || !waiting.loads.empty();
            });
            posts = std::exchange(m_store.m_posts, {});
        }
        if (!posts.loads.empty()) {
            load();
            answer(posts.loads, m_loaded);
            m_loaded.entries.clear();
        }
        const Flushed written = write(std::move(posts.changes));
        answer(posts.flushes, written);
        if (posts.isEnding)
            return;
    }
}

void QueueStore::Writer::open()
{
    if (!QDir{}.mkpath(m_folder) || !takeLock()) {
        if (m_loaded.state == State::None)
            m_loaded.state = State::Unusable;
        return;
    }
    openDatabase();
}

bool QueueStore::Writer::takeLock()
{
    const QString path = m_folder % u"/queue.lock";
    m_lock = ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (m_lock < 0) {
        m_loaded.detail = lastError();
        return false;
    }
    if (::flock(m_lock, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK)
        return true; // a file system without locks goes without
    m_loaded.state = State::InUse;
    return false;
}

void QueueStore::Writer::openDatabase()
{
    const QString path = m_folder % u"/queue.sqlite";
    auto opened = QueueDatabase::open(path);
    auto entries = opened ? (*opened)->load()
                          : Result<std::vector<QueueEntry>, QueueDatabase::Fault>{};
    const auto fault = !opened    ? std::optional{opened.error()}
                       : !entries ? std::optional{entries.error()}
                                  : std::nullopt;
    if (fault && fault->kind == QueueDatabase::Fault::Kind::Damaged) {
        m_loaded.detail = fault->detail;
        if (opened)
            opened->reset();
        m_loaded.setAside = SqliteDatabase::setAside(path);
        opened = QueueDatabase::open(path);
    } else if (fault) {
        opened = tl::unexpected(*fault);
    }
    m_loaded.state = opened ? State::Open : State::Unusable;
    if (opened)
        m_database = *std::move(opened);
    else
        m_loaded.detail = opened.error().detail;
}

void QueueStore::Writer::load()
{
    if (!m_database)
        return;
    auto entries = m_database->load();
    if (entries)
        m_loaded.entries = *std::move(entries);
    else
        m_loaded.detail = entries.error().detail;
}

QueueStore::Flushed QueueStore::Writer::write(QueueChanges &&changes)
{
    const auto failed = [this](const QString &detail) {
        return tl::unexpected(
            Problem{ProblemCode::StateUnwritable, Operation::Queue, m_folder, detail});
    };
    if (!m_database)
        return m_loaded.state == State::None ? Flushed{} : failed(m_loaded.detail);
    for (auto &[key, change] : changes)
        merge(m_unwritten[key], std::move(change));
    if (m_unwritten.empty())
        return {};
    if (auto written = m_database->apply(m_unwritten); !written)
        return failed(written.error().detail);
    m_unwritten.clear();
    return {};
}

template <typename Value>
void QueueStore::Writer::answer(std::vector<Done<Value>> &callbacks, const Value &value)
{
    for (auto &callback : callbacks)
        m_store.m_engine.post([callback = std::move(callback), value] { callback(value); });
}

QueueStore::QueueStore(const QString &stateFolder, Mailbox::Address engine)
    : m_engine(std::move(engine))
    , m_isAlive(std::make_shared<bool>(true))
    , m_thread([this, stateFolder] {
        Writer{*this, stateFolder}.run();
    })
{}

QueueStore::~QueueStore()
{
    *m_isAlive = false;
    post([](Posts &posts) { posts.isEnding = true; });
    m_thread.join();
}

template <typename Change>
void QueueStore::post(Change change)
{
    {
        const std::lock_guard lock{m_mutex};
        change(m_posts);
    }
    m_wakeup.notify_one();
}

void QueueStore::load(Done<Loaded> done)
{
    post([&](Posts &posts) {
        posts.loads.emplace_back([done = std::move(done), alive = m_isAlive](const Loaded &loaded) {
            if (*alive)
                done(loaded);
        });
    });
}

void QueueStore::put(StoredTransfer transfer)
{
    const auto key = transfer.key;
    post([&](Posts &posts) {
        merge(posts.changes[key], {false, std::move(transfer), std::nullopt});
    });
}

void QueueStore::putPieces(std::int64_t key, KnownPieces known)
{
    post([&](Posts &posts) { merge(posts.changes[key], {false, std::nullopt, std::move(known)}); });
}

void QueueStore::remove(std::int64_t key)
{
    post([&](Posts &posts) { merge(posts.changes[key], {true, std::nullopt, std::nullopt}); });
}

void QueueStore::flush(Done<Flushed> done)
{
    post([&](Posts &posts) {
        posts.flushes.emplace_back(
            [done = std::move(done), alive = m_isAlive](const Flushed &flushed) {
                if (*alive)
                    done(flushed);
            });
    });
}

} // namespace ft::engine
