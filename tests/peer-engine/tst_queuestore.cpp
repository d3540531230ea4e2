#include "peer-gui/engine/transfer/queuestore.h"
#include "tests/peer-engine/records.h"
#include "tests/support/files.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

using namespace ft;
using namespace ft::engine;
using State = QueueStore::State;

namespace {

StoredTransfer fullTransfer(std::int64_t key)
{
    auto file = test::recordOf(QStringLiteral("docs/a é.txt"), 1ULL << 52U);
    file.md5 = Md5Sum{};
    file.isPartial = true;
    auto offered = file;
    offered.isPartial = false;
    return {.key = key,
            .name = QStringLiteral("a é.txt"),
            .peer = QStringLiteral("studio"),
            .isFolder = false,
            .file = file,
            .sources = {{offered, Endpoint::parse(u"10.0.0.4:1234").value(), std::nullopt}},
            .folder = QStringLiteral("/home/ann/Down loads"),
            .priority = Priority::High,
            .isPaused = true,
            .failure = Problem{ProblemCode::DiskFull,
                               Operation::Commit,
                               QStringLiteral("it's \"here\""),
                               QString{}},
            .limit = ~0ULL,
            .place = -key,
            .addedAt = std::chrono::sys_seconds{std::chrono::seconds{1'700'000'000}},
            .transport = Transport::Udp};
}

StoredTransfer transferOf(std::int64_t key, std::int64_t place)
{
    StoredTransfer transfer;
    transfer.key = key;
    transfer.place = place;
    return transfer;
}

KnownPieces knownPieces(char bits)
{
    return {std::make_shared<const std::vector<NodeHash>>(3, NodeHash{test::rootOf(9).bytes()}),
            QByteArray{1, bits},
            FileStamp{~0ULL, 1ULL << 63U, 5, -7}};
}

} // namespace

class TstQueueStore : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Mailbox> m_mailbox;

    [[nodiscard]] QString folder() const { return m_folder->filePath(QStringLiteral("state")); }
    [[nodiscard]] QString database() const { return folder() + QStringLiteral("/queue.sqlite"); }
    [[nodiscard]] std::unique_ptr<QueueStore> make() const
    {
        return std::make_unique<QueueStore>(folder(), m_mailbox->address());
    }
    static QueueStore::Loaded load(QueueStore &store)
    {
        std::optional<QueueStore::Loaded> loaded;
        store.load([&](const auto &answer) { loaded = answer; });
        return QTest::qWaitFor([&] { return loaded.has_value(); }) ? *loaded : QueueStore::Loaded{};
    }
    static QueueStore::Flushed flush(QueueStore &store)
    {
        std::optional<QueueStore::Flushed> flushed;
        store.flush([&](const auto &answer) { flushed = answer; });
        if (!QTest::qWaitFor([&] { return flushed.has_value(); }))
            return tl::unexpected(Problem{ProblemCode::Canceled, {}, {}, {}});
        return *flushed;
    }
    void execute(const QString &statement) const
    {
        {
            auto opened = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"),
                                                    QStringLiteral("test"));
            opened.setDatabaseName(database());
            QVERIFY(opened.open());
            QSqlQuery query{opened};
            QVERIFY(query.exec(statement));
        }
        QSqlDatabase::removeDatabase(QStringLiteral("test"));
    }

private slots:
    void initTestCase() { SqliteDatabase::loadDrivers(); }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_folder = std::make_unique<QTemporaryDir>();
        m_mailbox = std::make_unique<Mailbox>();
    }

    void isEmptyAtFirst()
    {
        const auto store = make();
        const auto loaded = load(*store);
        QCOMPARE(loaded.state, State::Open);
        QVERIFY(loaded.entries.empty());
        QVERIFY(loaded.setAside.isEmpty());
        QVERIFY(flush(*store));
    }

    void givesBackWhatWasPut()
    {
        const StoredTransfer plain = transferOf(2, 7);
        {
            const auto store = make();
            store->put(fullTransfer(1));
            store->put(plain);
            store->putPieces(1, knownPieces('\x55'));
        }
        const auto loaded = load(*make());
        QCOMPARE(loaded.entries.size(), std::size_t{2});
        const auto &first = loaded.entries[0];
        QVERIFY(first.transfer == fullTransfer(1));
        QCOMPARE(*first.known->layer, *knownPieces('\x55').layer);
        QCOMPARE(first.known->verified, QByteArray{"\x55"});
        QCOMPARE(first.known->stamp, knownPieces('\x55').stamp);
        QVERIFY(loaded.entries[1].transfer == plain);
        QVERIFY(!loaded.entries[1].known);
    }

    void keepsTheLatest()
    {
        {
            const auto store = make();
            store->put(fullTransfer(1));
            store->putPieces(1, knownPieces('\x01'));
            QVERIFY(flush(*store));
            auto changed = fullTransfer(1);
            changed.isPaused = false;
            store->put(changed);
            store->putPieces(1, knownPieces('\x02'));
            store->putPieces(1, knownPieces('\x03'));
        }
        const auto loaded = load(*make());
        QCOMPARE(loaded.entries.size(), std::size_t{1});
        QVERIFY(!loaded.entries[0].transfer.isPaused);
        QCOMPARE(loaded.entries[0].known->verified, QByteArray{"\x03"});
        QCOMPARE(loaded.entries[0].known->layer->size(), std::size_t{3});
    }

    void ordersByPlace()
    {
        {
            const auto store = make();
            for (const std::int64_t key : {3, 1, 2})
                store->put(transferOf(key, key * key % 5));
        }
        std::vector<std::int64_t> keys;
        for (const auto &entry : load(*make()).entries)
            keys.push_back(entry.transfer.key);
        QCOMPARE(keys, (std::vector<std::int64_t>{1, 2, 3}));
    }

    void forgetsWhatIsRemoved_data()
    {
        QTest::addColumn<bool>("isFlushed");
        QTest::newRow("from the disk") << true;
        QTest::newRow("before it came there") << false;
    }
    void forgetsWhatIsRemoved()
    {
        QFETCH(bool, isFlushed);
        {
            const auto store = make();
            store->put(fullTransfer(1));
            store->putPieces(1, knownPieces('\x01'));
            if (isFlushed)
                QVERIFY(flush(*store));
            store->remove(1);
            store->putPieces(1, knownPieces('\x02')); // came too late
        }
        QVERIFY(load(*make()).entries.empty());
        // The key may be used again, and has nothing of the one before.
        {
            const auto store = make();
            store->put(transferOf(1, 1));
        }
        const auto loaded = load(*make());
        QCOMPARE(loaded.entries.size(), std::size_t{1});
        QVERIFY(!loaded.entries[0].known);
    }

    void losesNothingFlushedWhenItIsKilled()
    {
        const auto store = make();
        for (std::int64_t key = 1; key <= 50; ++key)
            store->put(fullTransfer(key));
        QVERIFY(flush(*store));
        // What a kill leaves: the files as they are, nothing closed.
        const QString killed = m_folder->filePath(QStringLiteral("killed"));
        QVERIFY(QDir{}.mkpath(killed));
        for (const QString &name : test::filesBelow(folder())) {
            if (!name.endsWith(QStringLiteral("-shm")))
                QVERIFY(QFile::copy(folder() + u'/' + name, killed + u'/' + name));
        }
        QueueStore after{killed, m_mailbox->address()};
        const auto loaded = load(after);
        QVERIFY(loaded.setAside.isEmpty());
        QCOMPARE(loaded.entries.size(), std::size_t{50});
    }

    void worksWithoutWhenAnotherHasIt()
    {
        const auto first = make();
        first->put(fullTransfer(1));
        QVERIFY(flush(*first));
        const auto second = make();
        QCOMPARE(load(*second).state, State::InUse);
        second->put(fullTransfer(2));
        QCOMPARE(flush(*second).error().code, ProblemCode::StateUnwritable);
        QCOMPARE(load(*first).entries.size(), std::size_t{1});
    }

    void worksWithoutAFolder()
    {
        QueueStore store{QString{}, m_mailbox->address()};
        store.put(fullTransfer(1));
        QCOMPARE(load(store).state, State::None);
        QVERIFY(flush(store));
    }

    void worksWithoutWhenTheFolderCannotBeMade()
    {
        test::writeFile(folder(), "a file");
        const auto store = make();
        QCOMPARE(load(*store).state, State::Unusable);
        QVERIFY(!flush(*store));
    }

    void setsADamagedDatabaseAside_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("no database") << QByteArray(5000, 'x');
        QTest::newRow("cut short") << QByteArray{"SQLite format 3\0garbage", 23};
    }
    void setsADamagedDatabaseAside()
    {
        QFETCH(QByteArray, content);
        test::writeFile(database(), content);
        test::writeFile(database() + QStringLiteral(".damaged-1"), "an older one");
        {
            const auto store = make();
            const auto loaded = load(*store);
            QCOMPARE(loaded.state, State::Open);
            QCOMPARE(loaded.setAside, database() + QStringLiteral(".damaged-2"));
            QVERIFY(!loaded.detail.isEmpty());
            QVERIFY(loaded.entries.empty());
            store->put(fullTransfer(1));
            QVERIFY(flush(*store));
        }
        const auto loaded = load(*make());
        QVERIFY(loaded.setAside.isEmpty());
        QCOMPARE(loaded.entries.size(), std::size_t{1});
    }

    void setsADatabaseWithBrokenPagesAside()
    {
        {
            const auto store = make();
            for (std::int64_t key = 1; key <= 200; ++key)
                store->put(fullTransfer(key));
        }
        QFile file{database()};
        QVERIFY(file.open(QIODevice::ReadWrite));
        for (qint64 at = 4096; at < file.size(); at += 4096) {
            QVERIFY(file.seek(at));
            QCOMPARE(file.write(QByteArray(100, '\xee')), 100);
        }
        file.close();
        const auto store = make();
        const auto loaded = load(*store);
        QCOMPARE(loaded.state, State::Open);
        QVERIFY(QFileInfo::exists(loaded.setAside));
        QVERIFY(flush(*store));
    }

    void setsADatabaseWithOtherTablesAside()
    {
        {
            const auto store = make();
            QVERIFY(flush(*store));
        }
        execute(QStringLiteral("DROP TABLE transfers"));
        QVERIFY(!load(*make()).setAside.isEmpty());
    }

    void leavesADatabaseOfALaterVersionAlone()
    {
        {
            const auto store = make();
            store->put(fullTransfer(1));
        }
        execute(QStringLiteral("PRAGMA user_version = 1000"));
        {
            const auto store = make();
            const auto loaded = load(*store);
            QCOMPARE(loaded.state, State::Unusable);
            QVERIFY(loaded.setAside.isEmpty());
            store->put(fullTransfer(2));
        }
        execute(QStringLiteral("PRAGMA user_version = 2"));
        QCOMPARE(load(*make()).entries.size(), std::size_t{1});
    }

    void takesOverADatabaseOfTheFirstVersion()
    {
        {
            const auto store = make();
            store->put(fullTransfer(1));
        }
        execute(QStringLiteral("ALTER TABLE transfers DROP COLUMN transport"));
        execute(QStringLiteral("PRAGMA user_version = 1"));
        const auto loaded = load(*make());
        QVERIFY(loaded.setAside.isEmpty());
        QCOMPARE(loaded.entries.size(), std::size_t{1});
        auto expected = fullTransfer(1);
        expected.transport = Transport::Tcp;
        QVERIFY(loaded.entries.front().transfer == expected);
    }

    void answersNobodyWhoIsGone()
    {
        bool isAnswered = false;
        {
            const auto store = make();
            store->load([&](const auto &) { isAnswered = true; });
            store->flush([&](const auto &) { isAnswered = true; });
        }
        const auto another = make();
        QVERIFY(flush(*another));
        QVERIFY(!isAnswered);
    }
};

QTEST_GUILESS_MAIN(TstQueueStore)
#include "tst_queuestore.moc"
