#include "tests/support/files.h"
#include "tests/support/peerprogram.h"
#include "tests/support/trackerprogram.h"

#include <QTest>

using namespace ft::test;
using namespace std::chrono_literals;

/// The tracker goes away and comes back on the same port under joined peers.
class TstTrackerRestart : public QObject
{
    Q_OBJECT

private slots:
    void peersComeBackByThemselves()
    {
        TrackerProgram tracker;
        QVERIFY(tracker.listen());
        PeerProgram left{QStringLiteral("left"), tracker.address()};
        PeerProgram right{QStringLiteral("right"), tracker.address()};
        left.give(QStringLiteral("left.txt"), "of the left");
        right.give(QStringLiteral("right.txt"), "of the right");
        QVERIFY(left.serve());
        QVERIFY(right.serve());

        tracker.kill();
        QVERIFY(tracker.listen(tracker.port()));

        PeerProgram asking{QStringLiteral("asking"), tracker.address()};
        asking.give(QStringLiteral("asking.txt"), "of the asking");
        const auto isBack = [&asking](const QString &file) {
            return asking.run({QStringLiteral("search"), file}) == 0;
        };
        QVERIFY(waitUntil([&] { return isBack(QStringLiteral("left.txt")); }, 10s * Slowness));
        QVERIFY(waitUntil([&] { return isBack(QStringLiteral("right.txt")); }, 10s * Slowness));
        QCOMPARE(asking.run({QStringLiteral("fetch"), QStringLiteral("right.txt")}),
                 std::optional{0});
        QVERIFY(sameBytes(asking.downloaded(QStringLiteral("right.txt")),
                          right.shared(QStringLiteral("right.txt"))));
        QVERIFY(left.program().isRunning());
        QVERIFY(right.program().isRunning());
    }
};

QTEST_GUILESS_MAIN(TstTrackerRestart)
#include "tst_trackerrestart.moc"
