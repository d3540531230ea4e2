#include "peer-gui/engine/transfer/downloads.h"
#include "tests/peer-engine/downloadparts.h"
#include "tests/peer-engine/scriptedsource.h"
#include "tests/support/patience.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace ft;
using namespace ft::engine;
using namespace std::chrono_literals;
using test::ScriptedSource;
using test::waitUntil;
using State = TransferState;

namespace {

struct Fixture
{
    explicit Fixture(bool isPatient = false)
    {
        parts.isPatient = isPatient;
        const QueueContext queue{test::hostOf("self"),
                                 folder.path(),
                                 [this](const QString &name, const auto &done) {
                                     asked << name;
                                     answer = done;
                                 },
                                 [this](const FileRecord &file, const auto &done) {
                                     asked << QString::fromUtf8(file.path.name());
                                     answer = done;
                                 },
                                 {},
                                 [this] { return TransferId{++lastId}; },
                                 nullptr,
                                 nullptr,
                                 1h};
        downloads = std::make_unique<Downloads>(parts.context(
                                                    [this](const Endpoint &endpoint) {
                                                        return endpoint.port == 1 ? source.dial()
                                                                                  : second.dial();
                                                    },
                                                    "self"),
                                                queue);
        QObject::connect(downloads.get(),
                         &Downloads::changed,
                         downloads.get(),
                         [this](const auto &changes) {
                             ++reports;
                             for (const TransferSnapshot &snapshot : changes)
                                 last[snapshot.id] = snapshot;
                         });
        QObject::connect(downloads.get(),
                         &Downloads::finished,
                         downloads.get(),
                         [this](const SharedFile &file) {
                             finished << file.record.path.toString();
                         });
    }

    [[nodiscard]] SourceRecord record(const char *host = "other") const
    {
        return {test::recordFor(QStringLiteral("a"), content),
                {QHostAddress{QHostAddress::LocalHost}, 1},
                test::hostOf(host)};
    }
    /// Another content, of two pieces, of which the second one never comes.
    [[nodiscard]] SourceRecord largeRecord(const QString &name = QStringLiteral("b")) const
    {
        return {test::recordFor(name, large),
                {QHostAddress{QHostAddress::LocalHost}, 2},
                test::hostOf("other")};
    }
    [[nodiscard]] bool becomes(std::uint32_t id, State state)
    {
        return waitUntil([&] {
            source.step();
            second.step();
            return last.contains(TransferId{id}) && last[TransferId{id}].state == state;
        });
    }

    QByteArray content = test::randomBytes(100'000, 1);
    QByteArray large = test::randomBytes((1 << 20) + 1'000, 2);
    ScriptedSource source{content, ScriptedSource::Fault::None};
    ScriptedSource second{large, ScriptedSource::Fault::StopsBeforeTheLastPiece};
    QTemporaryDir folder;
    test::DownloadParts parts;
    std::uint32_t lastId = 100;
    QStringList asked;
    QueueContext::SearchDone answer;
    int reports = 0;
    std::map<TransferId, TransferSnapshot> last;
    QStringList finished;
    std::unique_ptr<Downloads> downloads;
};

using Records = std::vector<SourceRecord>;

} // namespace

class TstDownloads : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void fetchesByName()
    {
        Fixture f;
        f.downloads->fetch(TransferId{1}, QStringLiteral("a"));
        QCOMPARE(f.asked, QStringList{QStringLiteral("a")});
        QVERIFY(f.becomes(1, State::Searching));
        f.answer(Records{f.record()});
        QVERIFY(f.becomes(1, State::Done));
        QCOMPARE(f.finished, QStringList{QStringLiteral("a")});
        QCOMPARE(test::contentOf(f.folder.filePath(QStringLiteral("a"))), f.content);
    }

    void failsWithWhatTheSearchSays_data()
    {
        QTest::addColumn<ProblemCode>("said");
        QTest::newRow("not joined") << ProblemCode::NotJoined;
        QTest::newRow("lost") << ProblemCode::TrackerLost;
    }
    void failsWithWhatTheSearchSays()
    {
        QFETCH(ProblemCode, said);
        Fixture f;
        f.downloads->fetch(TransferId{1}, QStringLiteral("a"));
        f.answer(tl::unexpected(Problem{said, Operation::Search, {}, {}}));
        QVERIFY(f.becomes(1, State::Failed));
        QCOMPARE(f.last[TransferId{1}].problem->code, said);
    }

    void failsWhenOnlyThisPeerHasIt()
    {
        Fixture f;
        f.downloads->fetch(TransferId{1}, QStringLiteral("a"));
        f.answer(Records{f.record("SELF")});
        QVERIFY(f.becomes(1, State::Failed));
        QCOMPARE(f.last[TransferId{1}].problem->code, ProblemCode::NotFound);
    }

    void downloadsFromGivenSources()
    {
        Fixture f;
        f.downloads->download(TransferId{5}, {f.record()});
        QVERIFY(f.becomes(5, State::Done));
        QVERIFY(f.asked.isEmpty());
    }

    void refusesSourcesItCannotUse_data()
    {
        QTest::addColumn<bool>("any");
        QTest::addColumn<ProblemCode>("code");
        QTest::newRow("none") << false << ProblemCode::NotFound;
        QTest::newRow("without a root") << true << ProblemCode::NotVerifiable;
    }
    void refusesSourcesItCannotUse()
    {
        QFETCH(bool, any);
        QFETCH(ProblemCode, code);
        Fixture f;
        Records records;
        if (any) {
            records.push_back(f.record());
            records.back().file.root.reset();
        }
        f.downloads->download(TransferId{1}, records);
        QVERIFY(f.becomes(1, State::Failed));
        QCOMPARE(f.last[TransferId{1}].problem->code, code);
    }

    void leavesOutSourcesOfAnotherContent()
    {
        Fixture f;
        auto otherRoot = f.record();
        otherRoot.file.root = test::rootOf(1);
        auto otherSize = f.record();
        otherSize.file.size = 1;
        auto noRoot = f.record();
        noRoot.file.root.reset();
        f.downloads->download(TransferId{1}, {f.record(), otherRoot, otherSize, noRoot});
        QVERIFY(f.becomes(1, State::Done));
    }

    void cancelsWhileSearching()
    {
        Fixture f;
        f.downloads->fetch(TransferId{1}, QStringLiteral("a"));
        f.downloads->control(TransferId{1}, TransferCommand::Cancel);
        f.downloads->control(TransferId{1}, TransferCommand::Cancel);
        f.downloads->control(TransferId{77}, TransferCommand::Cancel);
        QVERIFY(f.becomes(1, State::Canceled));
        f.answer(Records{f.record()});
        QCOMPARE(f.downloads->snapshots().front().state, State::Canceled);
        QVERIFY(!f.source.isDialed());
    }

    void cancelsWhileDownloading()
    {
        Fixture f;
        f.downloads->download(TransferId{1}, {f.record()});
        f.downloads->control(TransferId{1}, TransferCommand::Cancel);
        QVERIFY(f.becomes(1, State::Canceled));
        QVERIFY(waitUntil([&] { return test::filesBelow(f.folder.path()).isEmpty(); }));
        QVERIFY(f.finished.isEmpty());
    }

    void keepsWhatBecameOfEach()
    {
        Fixture f;
        f.downloads->download(TransferId{1}, {f.record()});
        f.downloads->fetch(TransferId{2}, QStringLiteral("b"));
        QVERIFY(f.becomes(1, State::Done));
        const auto all = f.downloads->snapshots();
        QCOMPARE(all.size(), std::size_t{2});
        QCOMPARE(all[0].state, State::Done);
        QCOMPARE(all[1].name, QStringLiteral("b"));
    }

    void reportsOnlyWhatChangedAndNotTooOften()
    {
        Fixture f;
        f.downloads->fetch(TransferId{1}, QStringLiteral("a"));
        QVERIFY(waitUntil([&] { return f.reports == 1; }));
        // The clock stands still: nothing changes, and no time for another report comes.
        f.downloads->fetch(TransferId{2}, QStringLiteral("b"));
        f.downloads->fetch(TransferId{3}, QStringLiteral("c"));
        f.downloads->control(TransferId{1}, TransferCommand::Cancel);
        QCOMPARE(f.reports, 1);
        QVERIFY(waitUntil([&] { return f.last.size() == 3; }));
        QCOMPARE(f.reports, 2);
    }

    void bearsAnAnswerAfterItsEnd()
    {
        Fixture f;
        f.downloads->fetch(TransferId{1}, QStringLiteral("a"));
        f.downloads.reset();
        f.answer(Records{f.record()});
        QVERIFY(!f.source.isDialed());
    }

    void doesNotDownloadTheSameContentTwice()
    {
        Fixture f;
        f.downloads->download(TransferId{1}, {f.largeRecord()});
        f.downloads->download(TransferId{2}, {f.largeRecord(QStringLiteral("other name"))});
        QVERIFY(f.becomes(2, State::Failed));
        QCOMPARE(f.last[TransferId{2}].problem->code, ProblemCode::AlreadyQueued);
        QVERIFY(!isOver(f.last[TransferId{1}].state));
    }

    void pausesAndGoesOn()
    {
        Fixture f{true};
        f.downloads->download(TransferId{1}, {f.largeRecord()});
        QVERIFY(waitUntil([&] {
            f.second.step();
            return f.downloads->snapshots().front().verified > 0;
        }));
        f.downloads->control(TransferId{1}, TransferCommand::Pause);
        QVERIFY(f.becomes(1, State::Paused));
        QCOMPARE(f.last[TransferId{1}].verified, quint64{1 << 20});
        f.second.repent();
        f.downloads->control(TransferId{1}, TransferCommand::Resume);
        QVERIFY(f.becomes(1, State::Done));
        QVERIFY(test::contentOf(f.folder.filePath(QStringLiteral("b"))) == f.large);
        QCOMPARE(f.second.piecesAsked(), (std::vector<quint64>{0, 1, 1}));
    }

    void pausesBeforeItsTurn()
    {
        Fixture f;
        f.downloads->setMostActive(0);
        f.downloads->download(TransferId{1}, {f.largeRecord()});
        QVERIFY(f.becomes(1, State::Queued));
        QCOMPARE(f.last[TransferId{1}].wait->kind, WaitReason::Kind::Turn);
        QCOMPARE(f.last[TransferId{1}].wait->amount, quint64{1});
        f.downloads->control(TransferId{1}, TransferCommand::Pause);
        f.downloads->setMostActive(1);
        QVERIFY(f.becomes(1, State::Paused));
        QVERIFY(!f.second.isDialed());
        f.second.repent();
        f.downloads->control(TransferId{1}, TransferCommand::Resume);
        QVERIFY(f.becomes(1, State::Done));
    }

    void takesTurnsInTheOrderTheUserSets()
    {
        Fixture f;
        f.downloads->setMostActive(0);
        std::vector<QByteArray> contents;
        for (std::uint32_t i = 1; i <= 3; ++i) {
            contents.push_back(test::randomBytes((2 << 20) + i, i));
            auto record = f.record();
            record.file = test::recordFor(QString::number(i), contents.back());
            f.downloads->download(TransferId{i}, {record});
        }
        const auto places = [&] {
            std::vector<quint64> all;
            for (const auto &snapshot : f.downloads->snapshots())
                all.push_back(snapshot.wait->amount);
            return all;
        };
        QCOMPARE(places(), (std::vector<quint64>{1, 2, 3}));
        f.downloads->control(TransferId{3}, TransferCommand::MoveToTop);
        QCOMPARE(places(), (std::vector<quint64>{2, 3, 1}));
        f.downloads->control(TransferId{3}, TransferCommand::MoveDown);
        QCOMPARE(places(), (std::vector<quint64>{1, 3, 2}));
        f.downloads->control(TransferId{2}, TransferCommand::MoveUp);
        QCOMPARE(places(), (std::vector<quint64>{1, 2, 3}));
        f.downloads->control(TransferId{1}, TransferCommand::MoveToBottom);
        QCOMPARE(places(), (std::vector<quint64>{3, 1, 2}));
        f.downloads->setPriority(TransferId{1}, Priority::High);
        QCOMPARE(places(), (std::vector<quint64>{1, 2, 3}));
    }

    void letsASmallFilePassBesideALargeOne()
    {
        Fixture f{true};
        f.downloads->setMostActive(1);
        f.downloads->download(TransferId{1}, {f.largeRecord()});
        f.downloads->download(TransferId{2}, {f.record()});
        QVERIFY(f.becomes(2, State::Done));
        QVERIFY(!isOver(f.last[TransferId{1}].state));
    }

    void triesAgainOnCommand()
    {
        Fixture f;
        f.downloads->download(TransferId{1}, {f.largeRecord()});
        QVERIFY(f.becomes(1, State::Failed));
        QCOMPARE(f.last[TransferId{1}].problem->code, ProblemCode::SourceStalled);
        f.second.repent();
        f.downloads->control(TransferId{1}, TransferCommand::Retry);
        QVERIFY(f.becomes(1, State::Done));
        QVERIFY(!f.last[TransferId{1}].problem);
        QVERIFY(test::contentOf(f.folder.filePath(QStringLiteral("b"))) == f.large);
    }

    void removesTheUnfinishedFileOfAPausedOneThatIsCanceled()
    {
        Fixture f;
        f.downloads->download(TransferId{1}, {f.largeRecord()});
        QVERIFY(waitUntil([&] {
            f.second.step();
            return f.downloads->snapshots().front().verified > 0;
        }));
        f.downloads->control(TransferId{1}, TransferCommand::Pause);
        QVERIFY(f.becomes(1, State::Paused));
        QCOMPARE(test::filesBelow(f.folder.path()).size(), 1);
        f.downloads->control(TransferId{1}, TransferCommand::Cancel);
        QVERIFY(f.becomes(1, State::Canceled));
        QVERIFY(waitUntil([&] { return test::filesBelow(f.folder.path()).isEmpty(); }));
    }

    void offersWhatIsVerifiedOfARunningDownload()
    {
        Fixture f{true};
        const QSignalSpy offered{&f.downloads->partialOffers(), &PartialOffers::offered};
        const QSignalSpy withdrawn{&f.downloads->partialOffers(), &PartialOffers::withdrawn};
        f.downloads->download(TransferId{1}, {f.largeRecord(QStringLiteral("docs/b"))});
        QVERIFY(waitUntil([&] {
            f.second.step();
            return !offered.isEmpty();
        }));
        QCOMPARE(f.downloads->partialOffers().records().size(), std::size_t{1});
        const auto record = f.downloads->partialOffers().records().front();
        QVERIFY(record.isPartial);
        QCOMPARE(record.path, test::pathOf(QStringLiteral("b")));
        const auto partial = f.downloads->partialOffers().find(*record.root);
        QVERIFY(partial && partial->file);
        QCOMPARE(partial->bitfield, QByteArray::fromHex("80"));
        f.downloads->control(TransferId{1}, TransferCommand::Pause);
        QCOMPARE(withdrawn.count(), 1);
        QVERIFY(f.downloads->partialOffers().records().empty());
    }

    void takesTheSameContentUnderAnotherNameForMoreSourcesOfOneDownload()
    {
        Fixture f{true};
        f.downloads->download(TransferId{1}, {f.largeRecord()});
        QVERIFY(f.becomes(1, State::Transferring));
        auto other = f.largeRecord(QStringLiteral("under another name"));
        other.endpoint.port = 3;
        f.downloads->download(TransferId{2}, {other});
        QVERIFY(f.becomes(2, State::Failed));
        QCOMPARE(f.last[TransferId{2}].problem->code, ProblemCode::AlreadyQueued);
        QCOMPARE(f.last[TransferId{2}].problem->subject, QStringLiteral("under another name"));
        QVERIFY(waitUntil([&] { return f.last[TransferId{1}].sources.size() == 2; }));
    }

    void stopsWithWhatIsVerifiedOnDisk()
    {
        Fixture f;
        f.downloads->download(TransferId{1}, {f.largeRecord()});
        QVERIFY(waitUntil([&] {
            f.second.step();
            return f.downloads->snapshots().front().verified > 0;
        }));
        bool isStopped = false;
        f.downloads->stop([&] { isStopped = true; });
        QVERIFY(waitUntil([&] { return isStopped; }));
        QCOMPARE(test::filesBelow(f.folder.path()).size(), 1);
    }

    void asksTheTrackerForMoreSourcesOfWhatRuns()
    {
        Fixture f{true};
        f.downloads->download(TransferId{1}, {f.largeRecord()});
        QVERIFY(f.becomes(1, State::Transferring));
        QVERIFY(f.asked.isEmpty());
        f.parts.clock.advance(2h);
        QVERIFY(waitUntil([&] {
            f.second.step();
            return f.asked == QStringList{QStringLiteral("b")};
        }));
        f.second.repent();
        auto more = f.largeRecord(QStringLiteral("under another name"));
        more.endpoint.port = 3;
        f.answer(Records{more});
        QVERIFY(waitUntil([&] { return f.second.dials() >= 2; }));
        f.parts.clock.advance(3s); // of silence
        QVERIFY(f.becomes(1, State::Done));
        QCOMPARE(f.last[TransferId{1}].sources.size(), std::size_t{2});
    }
};

QTEST_GUILESS_MAIN(TstDownloads)
#include "tst_downloads.moc"
