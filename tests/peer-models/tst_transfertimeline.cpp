#include "peer-gui/models/transfertimeline.h"
#include "tests/peer-models/sampledata.h"
#include "tests/support/manualclock.h"

#include <QTest>

using namespace ft;
using namespace ft::models;
using namespace std::chrono_literals;
using engine::TransferId;
using engine::TransferSnapshot;
using engine::TransferSource;
using engine::TransferState;

class TestTransferTimeline final : public QObject
{
    Q_OBJECT

private:
    test::ManualClock m_clock;

    [[nodiscard]] static TransferSnapshot in(TransferState state, std::uint32_t id = 1)
    {
        return sample::transfer(id, "a", state);
    }
    [[nodiscard]] static TransferSnapshot from(TransferSource::State state,
                                               std::optional<engine::ProblemCode> code = {})
    {
        auto transfer = in(TransferState::Transferring);
        transfer.sources.resize(1);
        transfer.sources[0].endpoint = sample::endpoint("10.0.0.4:1");
        transfer.sources[0].host = HostName::parse("studio-a");
        transfer.sources[0].state = state;
        if (code)
            transfer.sources[0].problem = engine::Problem{*code, {}, {}, {}};
        return transfer;
    }
    [[nodiscard]] static QStringList lines(const TransferTimeline &timeline, std::uint32_t id = 1)
    {
        QStringList all;
        for (const TimelineEvent &event : timeline.events(TransferId{id}))
            all << event.text;
        return all;
    }

private slots:
    void tellsTheStoryOfADownload()
    {
        TransferTimeline timeline{m_clock};
        timeline.observe({in(TransferState::Searching)});
        timeline.observe({in(TransferState::Queued)});
        timeline.observe({in(TransferState::Transferring)});
        timeline.observe({in(TransferState::Paused)});
        timeline.observe({in(TransferState::Transferring)});
        timeline.observe({in(TransferState::Committing)});
        auto done = in(TransferState::Done);
        done.elapsed = 3s;
        timeline.observe({done});
        QCOMPARE(lines(timeline),
                 (QStringList{u"Asked for"_qs,
                              u"Asked the tracker who has it"_qs,
                              u"Waits for its turn"_qs,
                              u"Pieces began to arrive"_qs,
                              u"Paused by you"_qs,
                              u"Resumed by you"_qs,
                              u"Pieces began to arrive"_qs,
                              u"Everything has arrived; the file is being saved"_qs,
                              u"Done and verified, in 3 s"_qs}));
    }

    void tellsWhatBecameOfASource()
    {
        TransferTimeline timeline{m_clock};
        timeline.observe({from(TransferSource::State::Connecting)});
        timeline.observe({from(TransferSource::State::Active)});
        timeline.observe({from(TransferSource::State::Queued)});
        timeline.observe(
            {from(TransferSource::State::Dropped, engine::ProblemCode::SourceStalled)});
        timeline.observe({from(TransferSource::State::Banned, engine::ProblemCode::PieceMismatch)});
        QCOMPARE(
            lines(timeline).mid(2),
            (QStringList{u"Connected to studio-a"_qs,
                         u"studio-a serves others first: waits for an upload slot"_qs,
                         u"Lost studio-a: stopped sending"_qs,
                         u"Banned studio-a for this download: sent data that does not verify"_qs}));
    }

    void sourcesThatChangeTheirOrderAreTheSame()
    {
        TransferTimeline timeline{m_clock};
        auto transfer = from(TransferSource::State::Active);
        transfer.sources.push_back(transfer.sources[0]);
        transfer.sources[1].endpoint = sample::endpoint("10.0.0.5:1");
        timeline.observe({transfer});
        const auto before = lines(timeline).size();
        std::swap(transfer.sources[0], transfer.sources[1]);
        timeline.observe({transfer});
        QCOMPARE(lines(timeline).size(), before);
    }

    void progressAloneIsNoEvent()
    {
        TransferTimeline timeline{m_clock};
        auto transfer = from(TransferSource::State::Active);
        timeline.observe({transfer});
        const auto before = lines(timeline);
        transfer.verified = 100;
        transfer.sources[0].bytes = 100;
        timeline.observe({transfer});
        QCOMPARE(lines(timeline), before);
    }

    void beginsWhenItWasAskedForInWhicheverRun()
    {
        TransferTimeline timeline{m_clock};
        auto restored = in(TransferState::Queued);
        restored.added = std::chrono::sys_seconds{5s};
        timeline.observe({restored, in(TransferState::Queued, 2)});
        QCOMPARE(timeline.events(TransferId{1}).front().at, restored.added);
        QCOMPARE(timeline.events(TransferId{2}).front().at, m_clock.wallTime());
        QCOMPARE(timeline.events(TransferId{1}).back().at, m_clock.wallTime());
        QVERIFY(timeline.events(TransferId{9}).empty());
    }

    void tryingAgainIsTold()
    {
        TransferTimeline timeline{m_clock};
        timeline.observe({in(TransferState::Canceled)});
        timeline.observe({in(TransferState::Searching)});
        QCOMPARE(lines(timeline).mid(1),
                 (QStringList{u"Canceled by you"_qs,
                              u"Tried again"_qs,
                              u"Asked the tracker who has it"_qs}));
    }

    void theSameInARowIsOneEventThatCounts()
    {
        TransferTimeline timeline{m_clock};
        timeline.observe({from(TransferSource::State::Active)});
        for (int i = 0; i < 3; ++i) {
            m_clock.advance(1s);
            timeline.observe({from(TransferSource::State::Connecting)});
            timeline.observe({from(TransferSource::State::Active)});
        }
        QCOMPARE(timeline.events(TransferId{1}).back().times, 4U);
        QCOMPARE(timeline.events(TransferId{1}).back().at, m_clock.wallTime());
    }

    void keepsTheBeginningAndTheLatest()
    {
        TransferTimeline timeline{m_clock};
        for (std::size_t i = 0; i < TransferTimeline::MostOfOne; ++i) {
            timeline.observe({in(TransferState::Paused)});
            timeline.observe({in(TransferState::Connecting)});
        }
        QCOMPARE(timeline.events(TransferId{1}).size(), TransferTimeline::MostOfOne);
        QCOMPARE(lines(timeline).constFirst(), QStringLiteral("Asked for"));
        QCOMPARE(lines(timeline).constLast(), QStringLiteral("Began to connect to its sources"));
    }

    void ofManyDownloadsTheOldestAreForgotten()
    {
        TransferTimeline timeline{m_clock};
        constexpr auto Downloads = static_cast<std::uint32_t>(TransferTimeline::MostInAll / 2 + 10);
        for (std::uint32_t id = 1; id <= Downloads; ++id)
            timeline.observe({in(TransferState::Searching, id)});
        QVERIFY(timeline.events(TransferId{1}).empty());
        QCOMPARE(timeline.events(TransferId{Downloads}).size(), std::size_t{2});
    }

    void foreignWordsAreHarmless()
    {
        TransferTimeline timeline{m_clock};
        auto transfer = from(TransferSource::State::Dropped, engine::ProblemCode::SourceRefused);
        transfer.sources[0].problem->detail = QStringLiteral("a\nb");
        timeline.observe({transfer});
        QVERIFY(!lines(timeline).constLast().contains(u'\n'));
    }
};

QTEST_APPLESS_MAIN(TestTransferTimeline)
#include "tst_transfertimeline.moc"
