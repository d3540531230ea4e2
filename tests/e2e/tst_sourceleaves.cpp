#include "tests/support/files.h"
#include "tests/support/peerprogram.h"
#include "tests/support/trackerprogram.h"

#include <QFileInfo>
#include <QTest>

#include <csignal>

using namespace ft::test;

/// The only source goes away while a file is on its way.
class TstSourceLeaves : public QObject
{
    Q_OBJECT

private slots:
    void failsClearlyAndLeavesNoHalfFile_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("killed") << SIGKILL;
        QTest::newRow("ended") << SIGTERM;
    }
    void failsClearlyAndLeavesNoHalfFile()
    {
        QFETCH(int, signal);
        const auto file = QStringLiteral("huge.bin");
        TrackerProgram tracker;
        QVERIFY(tracker.listen());
        PeerProgram source{QStringLiteral("studio-a"), tracker.address()};
        writeRandomFile(source.shared(file), 300'000'000, 1);
        QVERIFY(source.serve());
        PeerProgram taker{QStringLiteral("taker"), tracker.address()};
        taker.give(QStringLiteral("taker.txt"), "so that this peer is accepted");
        taker.start({QStringLiteral("fetch"), file});

        // Stopped as soon as the first bytes arrive, the source is caught in the middle.
        const auto begun = [&] {
            return !filesBelow(taker.downloads()).isEmpty();
        };
        QVERIFY(waitUntil(begun));
        QVERIFY(source.program().halt());
        QVERIFY(taker.program().isRunning());
        source.program().send(signal);
        source.program().send(SIGCONT);

        QCOMPARE(taker.program().waitForEnd(4 * Patience), std::optional{1});
        QCOMPARE(taker.program().out(), QStringList{});
        QCOMPARE(taker.complaints().size(), 1);
        const auto address = QStringLiteral("127.0.0.1:%1").arg(source.port());
        QVERIFY2(taker.complaints().first().contains(address),
                 taker.program().transcript().constData());
        QVERIFY(!QFileInfo::exists(taker.downloaded(file)));
    }
};

QTEST_GUILESS_MAIN(TstSourceLeaves)
#include "tst_sourceleaves.moc"
