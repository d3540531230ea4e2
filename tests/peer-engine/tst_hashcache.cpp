#include "common/hash/contenthasher.h"
#include "common/hash/merkle.h"
#include "peer-gui/engine/share/hashcache.h"
#include "tests/peer-engine/filetree.h"
#include "tests/support/manualclock.h"
#include "tests/support/plaintree.h"

#include <QSqlQuery>
#include <QTest>

#include <future>

using namespace ft;
using namespace ft::engine;
using namespace std::chrono_literals;
using ft::test::FileTree;
using Kind = ShareNotice::Kind;

namespace {

FileStamp stampOf(std::uint64_t inode, std::uint64_t size = 5, std::int64_t mtimeNs = 1'000)
{
    return {.dev = 0xffff'ffff'ffff'fff0, .inode = inode, .size = size, .mtimeNs = mtimeNs};
}

KnownContent contentOf(const QByteArray &bytes)
{
    hash::ContentHasher hasher{static_cast<std::uint64_t>(bytes.size())};
    hasher.add(bytes);
    auto identity = hasher.finish();
    return {.root = identity.root,
            .md5 = identity.md5,
            .pieceLayer = std::make_shared<const std::vector<NodeHash>>(identity.pieceLayer)};
}

/// A cache of one run, and what it said.
class Run final
{
public:
    explicit Run(const QString &folder, const test::ManualClock &clock)
        : m_cache(folder, clock, [this](const ShareNotice &notice) {
            const std::lock_guard lock{m_mutex};
            m_notices.push_back(notice);
        })
    {}

    HashCache *operator->() { return &m_cache; }
    [[nodiscard]] HashCache::Known find(std::vector<FileStamp> stamps)
    {
        std::promise<HashCache::Known> known;
        m_cache.find(std::move(stamps),
                     [&](HashCache::Known &&found) { known.set_value(std::move(found)); });
        return known.get_future().get();
    }
    [[nodiscard]] bool knows(const FileStamp &stamp) { return find({stamp}).contains(stamp); }
    [[nodiscard]] QList<Kind> notices()
    {
        const std::lock_guard lock{m_mutex};
        QList<Kind> kinds;
        for (const ShareNotice &notice : m_notices)
            kinds.append(notice.kind);
        return kinds;
    }

private:
    std::mutex m_mutex;
    std::vector<ShareNotice> m_notices;
    HashCache m_cache;
};

} // namespace

class HashCacheTest : public QObject
{
    Q_OBJECT

private:
    test::ManualClock m_clock;

private slots:
    void initTestCase() { SqliteDatabase::loadDrivers(); }
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void remembersAcrossRuns_data();
    void remembersAcrossRuns();
    void tellsOnlyWhatHasTheVeryStamp_data();
    void tellsOnlyWhatHasTheVeryStamp();
    void keepsTheLatestOfAnInode();
    void findsAFewAmongManyAndManyAtOnce();
    void worksWithoutAStateFolder();
    void takesNoMoreThanFitsWhileTheDiskStandsStill();
    void setsADamagedDatabaseAside_data();
    void setsADamagedDatabaseAside();
    void leavesADatabaseOfALaterVersionAlone();
    void doesNotBelieveALayerThatDoesNotLeadToItsRoot();
    void forgetsWhatWasNotSeenForLong();
    void believesAStampOnlyWhenItIsFirm_data();
    void believesAStampOnlyWhenItIsFirm();
};

void HashCacheTest::remembersAcrossRuns_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("hasMd5");
    QTest::newRow("empty") << QByteArray{} << true;
    QTest::newRow("small") << QByteArray{"12345"} << true;
    QTest::newRow("one whole piece") << test::patternOf(1'048'576) << true;
    QTest::newRow("several pieces") << test::patternOf(3'145'733) << true;
    QTest::newRow("without MD5") << QByteArray{"12345"} << false;
}

void HashCacheTest::remembersAcrossRuns()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, hasMd5);
    const FileTree tree;
    const FileStamp stamp = stampOf(7, static_cast<std::uint64_t>(bytes.size()));
    KnownContent content = contentOf(bytes);
    if (!hasMd5)
        content.md5.reset();
    Run
    {
        tree.at(QStringLiteral("state")), m_clock
        } -> put(stamp, content);

    Run run{tree.at(QStringLiteral("state")), m_clock};
    const HashCache::Known known = run.find({stamp});
    QCOMPARE(known.size(), std::size_t{1});
    QCOMPARE(known.at(stamp).root, content.root);
    QCOMPARE(known.at(stamp).md5, content.md5);
    QCOMPARE(*known.at(stamp).pieceLayer, *content.pieceLayer);
    QVERIFY(run.notices().isEmpty());
}

void HashCacheTest::tellsOnlyWhatHasTheVeryStamp_data()
{
    QTest::addColumn<FileStamp>("asked");
    QTest::addColumn<bool>("isKnown");
    FileStamp stamp = stampOf(7);
    QTest::newRow("the same") << stamp << true;
    QTest::newRow("another inode") << stampOf(8) << false;
    QTest::newRow("another size") << stampOf(7, 6) << false;
    QTest::newRow("one nanosecond later") << stampOf(7, 5, 1'001) << false;
    stamp.dev = 1;
    QTest::newRow("another device") << stamp << false;
}

void HashCacheTest::tellsOnlyWhatHasTheVeryStamp()
{
    QFETCH(FileStamp, asked);
    QFETCH(bool, isKnown);
    Run run{{}, m_clock};
    run->put(stampOf(7), contentOf("12345"));
    QCOMPARE(run.knows(asked), isKnown);
}

void HashCacheTest::keepsTheLatestOfAnInode()
{
    Run run{{}, m_clock};
    run->put(stampOf(7, 5, 1), contentOf("12345"));
    run->put(stampOf(7, 5, 2), contentOf("54321"));
    QVERIFY(!run.knows(stampOf(7, 5, 1)));
    QCOMPARE(run.find({stampOf(7, 5, 2)}).at(stampOf(7, 5, 2)).root, contentOf("54321").root);
}

void HashCacheTest::findsAFewAmongManyAndManyAtOnce()
{
    constexpr std::uint64_t Count = 3'000;
    Run run{{}, m_clock};
    const KnownContent content = contentOf("12345");
    std::vector<FileStamp> all;
    for (std::uint64_t inode = 1; inode <= Count; ++inode) {
        run->put(stampOf(inode), content);
        all.push_back(stampOf(Count + 1 - inode));
        all.push_back(stampOf(Count + inode)); // not known
    }
    all.push_back(stampOf(1)); // asked for twice
    QCOMPARE(run.find(all).size(), std::size_t{Count});
    QCOMPARE(run.find({stampOf(1), stampOf(Count), stampOf(Count + 1)}).size(), std::size_t{2});
}

void HashCacheTest::worksWithoutAStateFolder()
{
    Run run{{}, m_clock};
    QVERIFY(!run.knows(stampOf(7)));
    run->put(stampOf(7), contentOf("12345"));
    QVERIFY(run.knows(stampOf(7)));
    QVERIFY(run.notices().isEmpty());
}

void HashCacheTest::takesNoMoreThanFitsWhileTheDiskStandsStill()
{
    Run run{{}, m_clock};
    std::promise<void> goesOn;
    std::promise<void> stands;
    // In the thread of the database.
    run->find({stampOf(0)}, [&](const HashCache::Known &) {
        stands.set_value();
        goesOn.get_future().wait();
    });
    stands.get_future().wait();
    const auto content = contentOf("bytes");
    constexpr std::uint64_t MoreThanFit = HashCache::MostWaitingBytes / 64;
    for (std::uint64_t inode = 1; inode <= MoreThanFit; ++inode)
        run->put(stampOf(inode), content);
    goesOn.set_value();
    QVERIFY(run.knows(stampOf(1)));
    QVERIFY(!run.knows(stampOf(MoreThanFit)));
    run->put(stampOf(MoreThanFit), content);
    QVERIFY(run.knows(stampOf(MoreThanFit)));
}

void HashCacheTest::setsADamagedDatabaseAside_data()
{
    QTest::addColumn<QByteArray>("damage");
    QTest::newRow("no database") << QByteArray(5'000, 'x');
    QTest::newRow("a header, and nothing that belongs to it")
        << QByteArray{QByteArray{"SQLite format 3\0", 16} + QByteArray(5'000, '\x7f')};
}

void HashCacheTest::setsADamagedDatabaseAside()
{
    QFETCH(QByteArray, damage);
    const FileTree tree;
    tree.write("state/hashes.sqlite", damage);
    const QString state = tree.at(QStringLiteral("state"));
    {
        Run run{state, m_clock};
        QVERIFY(!run.knows(stampOf(7)));
        QCOMPARE(run.notices(), QList<Kind>{Kind::CacheDamaged});
        run->put(stampOf(7), contentOf("12345"));
    }
    QVERIFY(QFile::exists(state + QStringLiteral("/hashes.sqlite.damaged-1")));
    Run run{state, m_clock};
    QVERIFY(run.knows(stampOf(7)));
    QVERIFY(run.notices().isEmpty());
}

void HashCacheTest::leavesADatabaseOfALaterVersionAlone()
{
    const FileTree tree;
    const QString path = tree.at(QStringLiteral("hashes.sqlite"));
    {
        auto later = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), path);
        later.setDatabaseName(path);
        QVERIFY(later.open());
        later.exec(QStringLiteral("PRAGMA user_version = 99"));
    }
    QSqlDatabase::removeDatabase(path);
    Run run{tree.root(), m_clock};
    run->put(stampOf(7), contentOf("12345"));
    QVERIFY(run.knows(stampOf(7)));
    QCOMPARE(run.notices(), QList<Kind>{Kind::CacheUnusable});
    QVERIFY(!QFile::exists(path + QStringLiteral(".damaged-1")));
}

void HashCacheTest::doesNotBelieveALayerThatDoesNotLeadToItsRoot()
{
    Run run{{}, m_clock};
    KnownContent content = contentOf(test::patternOf(3'145'733));
    content.root = contentOf("another").root;
    run->put(stampOf(7, 3'145'733), content);
    QVERIFY(!run.knows(stampOf(7, 3'145'733)));
}

void HashCacheTest::forgetsWhatWasNotSeenForLong()
{
    const FileTree tree;
    const auto isKnown = [&](std::uint64_t inode) {
        return Run{tree.root(), m_clock}.knows(stampOf(inode));
    };
    {
        Run run{tree.root(), m_clock};
        run->put(stampOf(1), contentOf("12345"));
        run->put(stampOf(2), contentOf("12345"));
    }
    m_clock.advance(HashCache::ForgottenAfter - 24h);
    QVERIFY(isKnown(1));
    m_clock.advance(48h);
    // Dropped behind the first question of a run.
    QVERIFY(isKnown(1));
    QVERIFY(!isKnown(2));
}

void HashCacheTest::believesAStampOnlyWhenItIsFirm_data()
{
    QTest::addColumn<std::int64_t>("mtimeNs");
    QTest::addColumn<bool>("isFirm");
    constexpr std::int64_t Now = 1'000'000'000'000'000'000;
    QTest::newRow("this moment") << Now << false;
    QTest::newRow("a clock step ago") << Now - 10'000'001 << false;
    QTest::newRow("some steps ago") << Now - 60'000'001 << true;
    QTest::newRow("a second ago, of a disk that keeps whole ones") << Now - 1'000'000'000 << false;
    QTest::newRow("three seconds ago, of such a disk") << Now - 3'000'000'000 << true;
    QTest::newRow("a step ahead") << Now + 10'000'001 << false;
    QTest::newRow("a year ahead") << Now + 31'000'000'000'000'001 << true;
}

void HashCacheTest::believesAStampOnlyWhenItIsFirm()
{
    QFETCH(std::int64_t, mtimeNs);
    QFETCH(bool, isFirm);
    const std::chrono::system_clock::time_point now{
        std::chrono::nanoseconds{1'000'000'000'000'000'000}};
    QCOMPARE(stampOf(1, 5, mtimeNs).isFirmAt(now), isFirm);
}

QTEST_GUILESS_MAIN(HashCacheTest)
#include "tst_hashcache.moc"
