#include "common/net/tcpstream.h"
#include "peer-gui/engine/transfer/downloads.h"
#include "tests/peer-engine/downloadparts.h"
#include "tests/peer-engine/plainpeer.h"
#include "tests/support/patience.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace ft;
using namespace ft::engine;
using namespace std::chrono_literals;
using test::PlainPeer;
using State = TransferState;

namespace {

/// A queue, and two peers of the classic dialect.
struct Fixture
{
    Fixture()
    {
        SqliteDatabase::loadDrivers();
        begin();
        downloads->restore({}, true);
    }

    void begin()
    {
        store = std::make_unique<QueueStore>(home.filePath(QStringLiteral("state")),
                                             parts.mailbox.address());
        const QueueContext queue{test::hostOf("self"),
                                 folder.path(),
                                 [this](const QString &name, const auto &done) {
                                     asked << name;
                                     done(found);
                                 },
                                 [](const FileRecord &, const auto &) {},
                                 [](const QString &peer, const auto &done) {
                                     done(PeerAddress{*Endpoint::parse(peer), {}});
                                 },
                                 [this] { return TransferId{++lastId}; },
                                 store.get(),
                                 nullptr,
                                 1h};
        auto context = parts.context([](const Endpoint &endpoint) {
            return net::TcpStream::dial({endpoint.address.toString(), endpoint.port});
        });
        context.classic.halfCloseAfter = 50ms;
        context.classic.answerDeadline = 50ms;
        downloads = std::make_unique<Downloads>(context, queue);
        QObject::connect(downloads.get(),
                         &Downloads::changed,
                         downloads.get(),
                         [this](const auto &changes) {
                             for (const TransferSnapshot &snapshot : changes)
                                 last[snapshot.id] = snapshot;
                         });
    }
    /// As when the program ends, and is started again.
    [[nodiscard]] bool restart()
    {
        bool isStopped = false;
        downloads->stop([&] { isStopped = true; });
        if (!runUntil([&] { return isStopped; }))
            return false;
        downloads.reset();
        store.reset();
        last.clear();
        begin();
        bool isLoaded = false;
        store->load([&](QueueStore::Loaded loaded) {
            downloads->restore(std::move(loaded.entries), true);
            isLoaded = true;
        });
        return runUntil([&] { return isLoaded; });
    }

    static SourceRecord record(const PlainPeer &peer, const char *name, std::uint64_t size)
    {
        return {{*SharedPath::parse(name), "txt", size, {}, {}, {}}, peer.endpoint(), {}};
    }
    [[nodiscard]] bool runUntil(const std::function<bool()> &predicate)
    {
        return test::waitUntil([&] {
            first.step();
            second.step();
            return predicate();
        });
    }
    [[nodiscard]] bool becomes(std::uint32_t id, State state)
    {
        return runUntil(
            [&] { return last.contains(TransferId{id}) && last[TransferId{id}].state == state; });
    }
    [[nodiscard]] QByteArray content(const QString &name) const
    {
        return test::contentOf(folder.filePath(name));
    }
    [[nodiscard]] TransferSnapshot now(std::uint32_t id) { return last[TransferId{id}]; }

    PlainPeer first{{.answer = "FILE: hello"}};
    PlainPeer second{{.answer = "FILE: good day"}};
    QTemporaryDir folder;
    QTemporaryDir home;
    test::DownloadParts parts;
    std::uint32_t lastId = 100;
    QStringList asked;
    std::vector<SourceRecord> found;
    std::map<TransferId, TransferSnapshot> last;
    std::unique_ptr<QueueStore> store;
    std::unique_ptr<Downloads> downloads;
};

} // namespace

class TstClassicQueue : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void fetchesByName()
    {
        Fixture f;
        f.found = {Fixture::record(f.first, "a", 5)};
        f.downloads->fetch(TransferId{1}, QStringLiteral("a"));
        QVERIFY(f.becomes(1, State::Done));
        QCOMPARE(f.content(QStringLiteral("a")), QByteArray{"hello"});
        QVERIFY(f.now(1).isUnverified);
        QCOMPARE(f.now(1).md5Verdict, Md5Verdict::NotGiven);
        QVERIFY(f.now(1).md5.has_value());
    }

    void keepsTwoFilesOfOneNameApart()
    {
        Fixture f;
        f.first.habits.answer.clear();
        f.first.habits.closesWhenAnswered = false;
        f.downloads->download(TransferId{1}, {Fixture::record(f.first, "a", 5)});
        f.downloads->download(TransferId{2}, {Fixture::record(f.second, "a", 8)});
        QVERIFY(f.becomes(2, State::Done));
        QCOMPARE(f.content(QStringLiteral("a")), QByteArray{"good day"});
        f.first.say("FILE: hello");
        QVERIFY(f.becomes(1, State::Done));
        QCOMPARE(f.content(QStringLiteral("a (2)")), QByteArray{"hello"});
    }

    void downloadsTheSameFileOnce()
    {
        Fixture f;
        f.first.habits.closesWhenAnswered = false;
        f.first.habits.answer = "FILE: ";
        f.downloads->download(TransferId{1}, {Fixture::record(f.first, "a", 5)});
        f.downloads->download(TransferId{2}, {Fixture::record(f.second, "a", 5)});
        QVERIFY(f.becomes(2, State::Failed));
        QCOMPARE(f.now(2).problem->code, ProblemCode::AlreadyQueued);
    }

    void beginsAnewAfterAPause()
    {
        Fixture f;
        f.first.habits.answer = "FILE: hel";
        f.first.habits.closesWhenAnswered = false;
        f.downloads->download(TransferId{1}, {Fixture::record(f.first, "a", 5)});
        QVERIFY(f.runUntil([&] { return !test::filesBelow(f.folder.path()).isEmpty(); }));
        f.downloads->control(TransferId{1}, TransferCommand::Pause);
        QVERIFY(f.becomes(1, State::Paused));
        QVERIFY(f.runUntil([&] { return test::filesBelow(f.folder.path()).isEmpty(); }));
        f.first.habits.answer = "FILE: hello";
        f.downloads->control(TransferId{1}, TransferCommand::Resume);
        QVERIFY(f.becomes(1, State::Done));
        QCOMPARE(f.content(QStringLiteral("a")), QByteArray{"hello"});
    }

    void goesOnAfterARestart()
    {
        Fixture f;
        f.first.habits.answer = "FILE: hel";
        f.first.habits.closesWhenAnswered = false;
        f.downloads->download(TransferId{1}, {Fixture::record(f.first, "a", 5)});
        QVERIFY(f.becomes(1, State::Transferring));
        f.first.habits.answer = "FILE: hello";
        QVERIFY(f.restart());
        QVERIFY(f.becomes(101, State::Done));
        QCOMPARE(f.content(QStringLiteral("a")), QByteArray{"hello"});
    }

    void removesWhatIsUnfinishedWhenCanceledWhilePaused()
    {
        Fixture f;
        f.downloads->download(TransferId{1}, {Fixture::record(f.first, "a", 5)});
        f.downloads->control(TransferId{1}, TransferCommand::Pause);
        const auto part = f.folder.filePath(QStringLiteral("a.plain-5.part"));
        QVERIFY(f.becomes(1, State::Paused));
        test::writeFile(part, "left");
        f.downloads->control(TransferId{1}, TransferCommand::Cancel);
        QVERIFY(f.becomes(1, State::Canceled));
        QVERIFY(f.runUntil([&] { return !QFile::exists(part); }));
    }

    void takesAPlainPeersFileByItsAddress()
    {
        Fixture f;
        f.found = {Fixture::record(f.second, "a", 8), Fixture::record(f.first, "a", 5)};
        f.downloads->fetchFrom(TransferId{1},
                               f.first.endpoint().toString(),
                               QStringLiteral("a"),
                               Transport::Tcp);
        QVERIFY(f.becomes(1, State::Done));
        QCOMPARE(f.asked, QStringList{QStringLiteral("a")});
        QCOMPARE(f.content(QStringLiteral("a")), QByteArray{"hello"});
    }
};

QTEST_GUILESS_MAIN(TstClassicQueue)
#include "tst_classicqueue.moc"
