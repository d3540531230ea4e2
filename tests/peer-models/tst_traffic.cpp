#include "peer-gui/models/traffic.h"
#include "tests/peer-models/sampledata.h"

#include <QTest>

using namespace ft;
using namespace ft::models;
using engine::TransferId;
using engine::TransferState;

namespace {

engine::TransferSnapshot download(std::uint32_t id, TransferState state, std::uint64_t rate = 0)
{
    auto snapshot = sample::transfer(id, "a", state);
    snapshot.rate = rate;
    return snapshot;
}

engine::UploadSnapshot upload(std::uint32_t id, std::uint64_t rate)
{
    engine::UploadSnapshot snapshot;
    snapshot.id = id;
    snapshot.rate = rate;
    return snapshot;
}

} // namespace

class TestTraffic final : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")});
        QLocale::setDefault(QLocale{QLocale::English});
    }

    void saysThatNothingRuns()
    {
        QCOMPARE(Traffic{}.summary(), QStringLiteral("No downloads running\nNo uploads running"));
    }

    void addsUpWhatRuns()
    {
        Traffic traffic;
        traffic.update({download(1, TransferState::Transferring, 1'000'000),
                        download(2, TransferState::Transferring, 200'000)});
        traffic.update({upload(1, 300'000)});
        QCOMPARE(traffic.summary(), QStringLiteral("2 downloads: 1.2 MB/s\n1 upload: 300.0 kB/s"));
        auto gone = upload(1, 0);
        gone.isOver = true;
        traffic.update({gone});
        traffic.update({download(1, TransferState::Done)});
        QCOMPARE(traffic.summary(), QStringLiteral("1 download: 200.0 kB/s\nNo uploads running"));
    }

    void thoseThatWaitForASlotAreNoUploads()
    {
        Traffic traffic;
        auto waits = upload(1, 0);
        waits.place = 3;
        traffic.update({waits});
        QVERIFY(traffic.summary().endsWith(u"No uploads running"));
    }

    void tellsWhatCanBePausedAndResumed()
    {
        Traffic traffic;
        traffic.update({download(1, TransferState::Transferring),
                        download(2, TransferState::Paused),
                        download(3, TransferState::Waiting),
                        download(4, TransferState::Done)});
        QCOMPARE(traffic.pausable(), (std::vector{TransferId{1}, TransferId{3}}));
        QCOMPARE(traffic.resumable(), std::vector{TransferId{2}});
        QCOMPARE(traffic.runningDownloads(), 2U);
    }
};

QTEST_APPLESS_MAIN(TestTraffic)
#include "tst_traffic.moc"
