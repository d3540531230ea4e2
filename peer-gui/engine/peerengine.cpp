#include "peer-gui/engine/peerengine.h"

#include "peer-gui/engine/enginecore.h"
#include "peer-gui/engine/reply.h"

#include <QCoreApplication>
#include <QEventLoop>

#include <atomic>
#include <future>
#include <thread>

namespace ft::engine {

/// The engine's own thread: an event loop with the core in it. The core is only ever touched there.
class PeerEngine::Thread final
{
public:
    Thread(const EngineSettings &settings, const Clock &clock)
    {
        std::promise<Mailbox::Address> ready;
        auto address = ready.get_future();
        m_thread = std::thread{[this, settings, &clock, &ready] {
            run(settings, clock, ready);
        }};
        m_address = address.get();
    }

    ~Thread()
    {
        m_address.post([this] { m_loop->quit(); });
        m_thread.join();
    }
    Q_DISABLE_COPY_MOVE(Thread)

    /// Runs task(core) in the engine thread.
    template <typename Task>
    void post(Task task)
    {
        m_address.post([this, task = std::move(task)] { task(*m_core); });
    }

    /// Callable from both threads.
    [[nodiscard]] TransferId nextTransferId() { return TransferId{++m_lastTransfer}; }

private:
    void run(const EngineSettings &settings,
             const Clock &clock,
             std::promise<Mailbox::Address> &ready)
    {
        QEventLoop loop;
        const Mailbox mailbox;
        {
            EngineCore core{settings, clock, mailbox.address(), [this] {
                                return nextTransferId();
                            }};
            m_loop = &loop;
            m_core = &core;
            ready.set_value(mailbox.address());
            loop.exec();
            // What is to be deleted still uses parts of the core.
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        }
        // No event loop comes any more for what was to be deleted by one.
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }

    QEventLoop *m_loop = nullptr;
    EngineCore *m_core = nullptr;
    std::atomic<std::uint32_t> m_lastTransfer = 0;
    Mailbox::Address m_address;
    std::thread m_thread;
};

PeerEngine::PeerEngine(const EngineSettings &settings, const Clock &clock, QObject *parent)
    : QObject(parent)
{
    SqliteDatabase::loadDrivers();
    m_thread = std::make_unique<Thread>(settings, clock);
    const auto post = [thread = m_thread.get()](const auto &task) {
        thread->post(task);
    };
    m_searches = std::make_unique<Searches>(post, m_mailbox.address());
    m_peerShares = std::make_unique<PeerShares>(post, m_mailbox.address());
    m_history = std::make_unique<History>(post, m_mailbox.address());
    m_integrity = std::make_unique<Integrity>(post, m_mailbox.address());
    m_library = std::make_unique<Library>(post, m_mailbox.address());
    m_setup = std::make_unique<Setup>(post, m_mailbox.address());
    m_connectivity = std::make_unique<Connectivity>(post, m_mailbox.address());
    forwardSignals();
}

PeerEngine::~PeerEngine() = default;

void PeerEngine::forwardSignals()
{
    m_thread->post([this, self = m_mailbox.address()](EngineCore &core) {
        // A signal of the core, handed over to the thread of this object and emitted there.
        const auto forward = [this, self, &core](auto from, auto to) {
            connect(from.first, from.second, &core, [this, self, to](const auto &...values) {
                self.post([this, to, values...] { emit(this->*to)(values...); });
            });
        };
        const auto ofCore = [&core](auto signal) {
            return std::pair{&core, signal};
        };
        forward(ofCore(&EngineCore::listening), &PeerEngine::listening);
        forward(ofCore(&EngineCore::failed), &PeerEngine::failed);
        forward(ofCore(&EngineCore::joined), &PeerEngine::joined);
        forward(ofCore(&EngineCore::lost), &PeerEngine::lost);
        forward(ofCore(&EngineCore::filesDropped), &PeerEngine::filesDropped);
        forward(ofCore(&EngineCore::shareChanged), &PeerEngine::shareChanged);
        forward(ofCore(&EngineCore::noticed), &PeerEngine::noticed);
        forward(ofCore(&EngineCore::trackerNoticed), &PeerEngine::trackerNoticed);
        forward(ofCore(&EngineCore::uploadsChanged), &PeerEngine::uploadsChanged);
        forward(std::pair{&core.downloads(), &Downloads::changed}, &PeerEngine::transfersChanged);
        connect(&core.history(),
                &HistoryKeeper::noticed,
                &core,
                [self, history = m_history.get()](const HistoryNotice &notice) {
                    self.post([history, notice] { emit history->noticed(notice); });
                });
        connect(&core.history(), &HistoryKeeper::changed, &core, [self, history = m_history.get()] {
            self.post([history] { emit history->changed(); });
        });
        connect(&core.guard(),
                &ShareGuard::found,
                &core,
                [self, integrity = m_integrity.get()](const FileDamage &damage) {
                    self.post([integrity, damage] { emit integrity->found(damage); });
                });
        connect(&core.wishes(),
                &Wishes::matched,
                &core,
                [self, searches = m_searches.get()](const WishMatch &match) {
                    self.post([searches, match] { emit searches->matched(match); });
                });
    });
}

void PeerEngine::start()
{
    m_thread->post([](EngineCore &core) { core.start(); });
}

void PeerEngine::stop()
{
    m_thread->post([this, self = m_mailbox.address()](EngineCore &core) {
        core.stop([this, self] { self.post([this] { emit stopped(); }); });
    });
}

void PeerEngine::listPeers(QObject *receiver, Done<std::vector<protocol::PeerRecord>> done)
{
    m_thread->post([reply = replyTo(m_mailbox.address(), receiver, std::move(done))](
                       EngineCore &core) { core.listPeers(reply); });
}

void PeerEngine::publish(const QString &localPath,
                         const QString &name,
                         QObject *receiver,
                         Done<SharedFileInfo> done)
{
    m_thread->post(
        [localPath, name, reply = replyTo(m_mailbox.address(), receiver, std::move(done))](
            EngineCore &core) { core.publish(localPath, name, reply); });
}

void PeerEngine::unpublish(const QString &name, QObject *receiver, Done<SharedPath> done)
{
    m_thread->post([name, reply = replyTo(m_mailbox.address(), receiver, std::move(done))](
                       EngineCore &core) { core.unpublish(name, reply); });
}

void PeerEngine::listShares(QObject *receiver, Done<std::vector<SharedFileInfo>> done)
{
    m_thread->post([reply = replyTo(m_mailbox.address(), receiver, std::move(done))](
                       EngineCore &core) { core.listShares(reply); });
}

TransferId PeerEngine::fetch(const QString &name)
{
    const TransferId id = m_thread->nextTransferId();
    m_thread->post([id, name](EngineCore &core) { core.downloads().fetch(id, name); });
    return id;
}

TransferId PeerEngine::download(const std::vector<SourceRecord> &sources,
                                Transport transport,
                                const QString &folder)
{
    const TransferId id = m_thread->nextTransferId();
    m_thread->post([id, sources, transport, folder](EngineCore &core) {
        core.downloads().download(id, sources, transport, folder);
    });
    return id;
}

TransferId PeerEngine::fetchFrom(const QString &peer,
                                 const QString &name,
                                 Transport transport,
                                 const QString &folder)
{
    const TransferId id = m_thread->nextTransferId();
    m_thread->post([id, peer, name, transport, folder](EngineCore &core) {
        core.downloads().fetchFrom(id, peer, name, transport, folder);
    });
    return id;
}

void PeerEngine::control(TransferId id, TransferCommand command)
{
    m_thread->post([id, command](EngineCore &core) { core.downloads().control(id, command); });
}

void PeerEngine::setPriority(TransferId id, Priority priority)
{
    m_thread->post(
        [id, priority](EngineCore &core) { core.downloads().setPriority(id, priority); });
}

void PeerEngine::setRateLimit(TransferId id, std::uint64_t bytesPerSecond)
{
    m_thread->post([id, bytesPerSecond](EngineCore &core) {
        core.downloads().setRateLimit(id, bytesPerSecond);
    });
}

void PeerEngine::setLimits(const TransferLimits &limits)
{
    m_thread->post([limits](EngineCore &core) { core.setLimits(limits); });
}

} // namespace ft::engine
