#include "peer-gui/engine/shareguard.h"
#include "tests/peer-engine/downloadparts.h"
#include "tests/peer-engine/filetree.h"
#include "tests/peer-engine/libraryfixture.h"
#include "tests/support/bitrot.h"
#include "tests/support/files.h"
#include "tests/support/patience.h"

#include <QRegularExpression>
#include <QTest>

using namespace ft;
using namespace ft::engine;

namespace {

constexpr qint64 Piece = 1 << 20;

/// One run of a peer, as far as its share and the guard go.
struct Run
{
    explicit Run(const test::FileTree &tree, std::chrono::days checkEvery = {})
        : library(tree)
        , guard({tree.at(QStringLiteral("state")),
                 checkEvery,
                 0,
                 std::chrono::milliseconds{10},
                 false},
                {parts.background,
                 parts.clock,
                 parts.mailbox.address(),
                 library.library(),
                 test::hostOf("self"),
                 [this](const FileRecord &, const auto &done) { done(sources); },
                 [this] {
                     return TransferId{++lastId};
                 }})
    {
        QObject::connect(&library.library(),
                         &ShareLibrary::filesReady,
                         &guard,
                         &ShareGuard::filesReady);
        QObject::connect(&guard, &ShareGuard::found, &guard, [this](const FileDamage &damage) {
            found << damage.name;
        });
        guard.start();
        library.library().start();
    }

    [[nodiscard]] bool isSettled()
    {
        return test::waitUntil([this] { return library.settled > 0; });
    }
    /// The last news; the damaged files are in `damages`.
    [[nodiscard]] CheckNews check(const std::optional<SharedPath> &path = {})
    {
        std::optional<CheckNews> last;
        damages.clear();
        guard.check(path, [&](const CheckNews &news) {
            if (news.damage)
                damages.push_back(*news.damage);
            if (news.isOver)
                last = news;
        });
        (void)test::waitUntil([&] { return last.has_value(); });
        return last.value_or(CheckNews{});
    }
    [[nodiscard]] ProblemCode repairProblem(const QString &name)
    {
        std::optional<ProblemCode> code;
        const auto context = parts.context([](const Endpoint &) { return nullptr; });
        guard.repair(test::pathOf(name), context, [&](const auto &report) {
            code = report ? ProblemCode::Canceled : report.error().code;
        });
        (void)test::waitUntil([&] { return code.has_value(); });
        return code.value_or(ProblemCode::Canceled);
    }

    test::DownloadParts parts;
    test::LibraryFixture library;
    ShareGuard::Found sources = std::vector<SourceRecord>{};
    std::uint32_t lastId = 0;
    QStringList found;
    std::vector<FileDamage> damages;
    ShareGuard guard;
};

} // namespace

class TstShareGuard : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<test::FileTree> m_tree;

    [[nodiscard]] QString shared(const char *name) const
    {
        return m_tree->at(QStringLiteral("share/") + QString::fromLatin1(name));
    }

private slots:
    void initTestCase() { SqliteDatabase::loadDrivers(); }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_tree = std::make_unique<test::FileTree>();
        test::writeFile(shared("bad"), test::randomBytes(5 * Piece, 1));
        test::writeFile(shared("good"), "good");
    }

    void takesWhatIsDamagedOutOfTheShare()
    {
        Run run{*m_tree};
        QVERIFY(run.isSettled());
        for (const qint64 offset : {Piece, 2 * Piece, 4 * Piece})
            QVERIFY(test::rot(shared("bad"), offset));
        const auto news = run.check();
        QCOMPARE(news.files, 2U);
        QCOMPARE(news.damaged, 1U);
        QCOMPARE(news.bytes, static_cast<std::uint64_t>(5 * Piece + 4));
        QCOMPARE(run.damages.size(), std::size_t{1});
        const auto &damage = run.damages[0];
        QCOMPARE(damage.name, QStringLiteral("bad"));
        QCOMPARE(damage.pieces, 3U);
        const std::vector<protocol::ByteRange> ranges{{Piece, 2 * Piece}, {4 * Piece, Piece}};
        QVERIFY(damage.ranges == ranges);
        QCOMPARE(run.library.offered(), QByteArrayList{"good"});
        QCOMPARE(run.library.gone, QByteArrayList{"bad"});
    }

    void checksOneFile()
    {
        Run run{*m_tree};
        QVERIFY(run.isSettled());
        QVERIFY(test::rot(shared("bad"), 0));
        QCOMPARE(run.check(test::pathOf(QStringLiteral("good"))).damaged, 0U);
        QCOMPARE(run.check(test::pathOf(QStringLiteral("bad"))).damaged, 1U);
        const auto absent = run.check(test::pathOf(QStringLiteral("absent")));
        QCOMPARE(absent.problem.value().code, ProblemCode::NotShared);
    }

    void remembersItInALaterRun()
    {
        {
            Run run{*m_tree};
            QVERIFY(run.isSettled());
            QVERIFY(test::rot(shared("bad"), 0));
            QCOMPARE(run.check().damaged, 1U);
        }
        Run run{*m_tree};
        QVERIFY(run.isSettled());
        QCOMPARE(run.library.offered(), QByteArrayList{"good"});
        QCOMPARE(run.guard.damaged().size(), std::size_t{1});
        QCOMPARE(run.check().damaged, 1U);
    }

    void takesItInAgainOnceItIsSound()
    {
        Run run{*m_tree};
        QVERIFY(run.isSettled());
        QVERIFY(test::rot(shared("bad"), 0));
        QCOMPARE(run.check().damaged, 1U);
        QVERIFY(test::rot(shared("bad"), 0));
        QCOMPARE(run.check().damaged, 0U);
        QVERIFY(run.guard.damaged().empty());
        QVERIFY(test::waitUntil([&] { return run.library.offered().size() == 2; }));
    }

    void takesWhatIsWrittenForANewFile()
    {
        Run run{*m_tree};
        QVERIFY(run.isSettled());
        QVERIFY(test::rot(shared("bad"), 0));
        QCOMPARE(run.check().damaged, 1U);
        test::writeFile(shared("bad"), "another");
        run.library.library().rescan();
        QVERIFY(test::waitUntil([&] { return run.library.offered().size() == 2; }));
        QVERIFY(run.guard.damaged().empty());
    }

    void looksUnaskedAtWhatWasNotCheckedForLong()
    {
        Run run{*m_tree, std::chrono::days{30}};
        QVERIFY(run.isSettled());
        QVERIFY(test::rot(shared("good"), 0));
        run.parts.clock.advance(std::chrono::hours{24 * 31});
        QVERIFY(test::waitUntil([&] { return !run.found.isEmpty(); }));
        QCOMPARE(run.found, QStringList{QStringLiteral("good")});
        // Not before its time has come again.
        QVERIFY(test::rot(shared("bad"), 0));
        run.parts.clock.advance(std::chrono::hours{24 * 29});
        QCOMPARE(run.found.size(), 1);
        run.parts.clock.advance(std::chrono::hours{25});
        QVERIFY(test::waitUntil([&] { return run.found.size() == 2; }));
        QCOMPARE(run.found.last(), QStringLiteral("bad"));
    }

    void repairsOnlyWhatIsDamaged()
    {
        Run run{*m_tree};
        QVERIFY(run.isSettled());
        QCOMPARE(run.repairProblem(QStringLiteral("good")), ProblemCode::NotDamaged);
        QVERIFY(test::rot(shared("bad"), 0));
        QCOMPARE(run.check().damaged, 1U);
        QCOMPARE(run.repairProblem(QStringLiteral("bad")), ProblemCode::NotFound);
        // And may be asked again.
        run.sources = tl::unexpected(Problem{ProblemCode::TrackerLost, {}, {}, {}});
        QCOMPARE(run.repairProblem(QStringLiteral("bad")), ProblemCode::TrackerLost);
    }
};

QTEST_GUILESS_MAIN(TstShareGuard)
#include "tst_shareguard.moc"
