#include "peer-gui/engine/share/sharehasher.h"
#include "tests/peer-engine/filetree.h"
#include "tests/support/manualclock.h"
#include "tests/support/plaintree.h"

#include <QTest>

#include <unistd.h>

using namespace ft;
using namespace ft::engine;
using namespace std::chrono_literals;
using ft::test::FileTree;
using ft::test::sharedPath;

namespace {

/// A file that is never the size it says it has: every try finds it changed.
QString changingFile()
{
    return QStringLiteral("/proc/%1/status").arg(::getpid());
}

struct Done
{
    std::vector<std::pair<SharedPath, ShareHasher::Outcome>> outcomes;

    ShareHasher::Done callback()
    {
        return [this](const SharedPath &path, const ShareHasher::Outcome &outcome) {
            outcomes.emplace_back(path, outcome);
        };
    }
};

} // namespace

class ShareHasherTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void makesASharedFile();
    void triesAChangingFileAgainWhenItHasRested();
    void forgetsWhatIsCancelled();
    void replacesWhatWasQueuedForThePath();
};

void ShareHasherTest::makesASharedFile()
{
    const FileTree tree;
    const QByteArray content = test::patternOf(1'048'577);
    tree.write("a.pdf", content);
    const QString path = tree.at(QStringLiteral("a.pdf"));
    const test::ManualClock clock;
    Done done;
    HashCache cache{{}, clock, {}};
    ShareHasher hasher{{.threads = 1}, clock, cache, done.callback()};
    hasher.add(sharedPath("docs/b.pdf"), path, {});
    QCOMPARE(hasher.unfinished(), std::size_t{1});
    hasher.submit();
    QTRY_COMPARE(done.outcomes.size(), std::size_t{1});
    QCOMPARE(hasher.unfinished(), std::size_t{0});

    const SharedFile file = done.outcomes[0].second.value();
    QCOMPARE(file.record.path, sharedPath("docs/b.pdf"));
    QCOMPARE(file.record.type, QByteArray{"application/pdf"});
    QCOMPARE(file.record.size, std::uint64_t{1'048'577});
    QCOMPARE(file.record.root->hex(), test::plainRoot(content).toHex());
    QVERIFY(file.record.md5);
    QCOMPARE(file.record.modified, file.stamp.modified());
    QCOMPARE(file.stamp, stampOf(path).value());
    QCOMPARE(file.absolutePath, path);
    QVERIFY(
        hash::layerMatches(*file.pieceLayer, file.pieceSize, file.record.size, *file.record.root));
}

void ShareHasherTest::triesAChangingFileAgainWhenItHasRested()
{
    test::ManualClock clock;
    Done done;
    const ShareHasher::Settings settings{.threads = 1, .retryAfter = 1s, .maxTries = 3};
    HashCache cache{{}, clock, {}};
    ShareHasher hasher{settings, clock, cache, done.callback()};
    hasher.add(sharedPath("a"), changingFile(), {});
    hasher.submit();

    // Bytes are counted with every try: they tell when there was one more.
    QTRY_VERIFY(hasher.progress().bytesHashed > 0);
    QVERIFY(done.outcomes.empty());
    const auto firstTry = hasher.progress().bytesHashed;
    // Each rest may end one try or none, as the thread gets on: only the last one gives an outcome.
    const auto isGivenUp = [&] {
        clock.advance(1s);
        hasher.retryRested();
        return !done.outcomes.empty();
    };
    QTRY_VERIFY(isGivenUp());
    QVERIFY(hasher.progress().bytesHashed > firstTry);
    QTRY_COMPARE(done.outcomes.size(), std::size_t{1});
    QCOMPARE(done.outcomes[0].second.error().kind, FileFault::Kind::Changed);
}

void ShareHasherTest::forgetsWhatIsCancelled()
{
    const FileTree tree;
    tree.write("a", "x");
    const test::ManualClock clock;
    Done done;
    HashCache cache{{}, clock, {}};
    ShareHasher hasher{{.threads = 1}, clock, cache, done.callback()};
    hasher.pause();
    hasher.add(sharedPath("a"), tree.at(QStringLiteral("a")), {});
    hasher.add(sharedPath("b"), tree.at(QStringLiteral("a")), {});
    hasher.submit();
    hasher.cancel(sharedPath("a"));
    hasher.cancel(sharedPath("never added"));
    hasher.resume();
    QTRY_COMPARE(hasher.unfinished(), std::size_t{0});
    QCOMPARE(done.outcomes.size(), std::size_t{1});
    QCOMPARE(done.outcomes[0].first, sharedPath("b"));
}

void ShareHasherTest::replacesWhatWasQueuedForThePath()
{
    const FileTree tree;
    tree.write("old", "old");
    tree.write("new", "newer");
    const test::ManualClock clock;
    Done done;
    HashCache cache{{}, clock, {}};
    ShareHasher hasher{{.threads = 1}, clock, cache, done.callback()};
    hasher.pause();
    hasher.add(sharedPath("a"), tree.at(QStringLiteral("old")), {});
    hasher.add(sharedPath("a"), tree.at(QStringLiteral("new")), {});
    hasher.submit();
    hasher.resume();
    QTRY_COMPARE(hasher.unfinished(), std::size_t{0});
    QCOMPARE(done.outcomes.size(), std::size_t{1});
    QCOMPARE(done.outcomes[0].second->record.size, std::uint64_t{5});
}

QTEST_GUILESS_MAIN(ShareHasherTest)
#include "tst_sharehasher.moc"
