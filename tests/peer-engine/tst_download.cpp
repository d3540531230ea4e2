#include "common/protocol/limits.h"
#include "tests/peer-engine/downloadfixture.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace ft;
using namespace ft::engine;
using namespace std::chrono_literals;
using test::contentOf;
using test::ScriptedSource;
using test::waitUntil;
using Fault = ScriptedSource::Fault;
using State = TransferState;

namespace {

constexpr qsizetype MiB = 1 << 20;

using Fixture = test::DownloadFixture;

const auto Name = QStringLiteral("a.bin");

} // namespace

class TstDownload : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void downloadsEverySize_data()
    {
        QTest::addColumn<qsizetype>("size");
        for (const qsizetype size : {qsizetype{0},
                                     qsizetype{1},
                                     qsizetype{16'384},
                                     MiB - 1,
                                     MiB,
                                     MiB + 1,
                                     3 * MiB,
                                     20 * MiB + 12'345})
            QTest::addRow("%lld bytes", static_cast<long long>(size)) << size;
    }
    void downloadsEverySize()
    {
        QFETCH(qsizetype, size);
        Fixture f{test::randomBytes(size, 1)};
        QCOMPARE(f.run(), State::Done);
        QCOMPARE(f.files(), QStringList{Name});
        QVERIFY(contentOf(f.path(Name)) == f.content);
        const auto snapshot = f.download->snapshot();
        QCOMPARE(snapshot.verified, static_cast<quint64>(size));
        QCOMPARE(snapshot.size, static_cast<quint64>(size));
        QCOMPARE(snapshot.path, f.path(Name));
        QVERIFY(!snapshot.wasThere && !snapshot.problem);
        const auto &result = f.download->result();
        QVERIFY(result);
        QCOMPARE(*result->pieceLayer, test::identityOf(f.content).pieceLayer);
        QCOMPARE(result->record.root, test::identityOf(f.content).root);
        QCOMPARE(result->record.path, test::pathOf(Name));
        QCOMPARE(result->stamp, stampOf(f.path(Name)).value());
        QCOMPARE(result->record.modified, std::chrono::sys_seconds{1'700'000'000s});
    }

    void asksForNoHashesOfASinglePiece()
    {
        Fixture f{test::randomBytes(MiB, 1)};
        QCOMPARE(f.run(), State::Done);
        QCOMPARE(f.sources[0]->hashesAsked(), 0);
    }

    void doesNotTakeAnEmptyFileForAnyRoot()
    {
        Fixture f{{}};
        auto records = f.records();
        records[0].file.root = test::rootOf(7);
        f.start(records);
        QCOMPARE(f.finish(), State::Failed);
        QCOMPARE(f.problem(), ProblemCode::PieceMismatch);
        QCOMPARE(f.files(), QStringList{});
    }

    void sharesTheWorkAmongItsSources()
    {
        Fixture f{test::randomBytes(20 * MiB, 1), {Fault::None, Fault::None, Fault::None}};
        QCOMPARE(f.run(), State::Done);
        QVERIFY(contentOf(f.path(Name)) == f.content);
        QCOMPARE(f.piecesAsked(), std::size_t{20});
        QCOMPARE(f.sources[0]->hashesAsked() + f.sources[1]->hashesAsked()
                     + f.sources[2]->hashesAsked(),
                 1);
        for (std::size_t i = 0; i < 3; ++i)
            QVERIFY(f.source(i).bytes > 0);
    }

    void asksOneSourceForTheHashesThoughAnotherComesWhileTheyAreChecked()
    {
        Fixture f{test::randomBytes(6 * MiB, 1), {Fault::None, Fault::None}};
        f.start();
        QVERIFY(waitUntil([&] { return f.sources[1]->isDialed(); }));
        // Opens, greets, and answers for the hashes; the event loop does not turn.
        while (f.sources[0]->hashesAsked() == 0)
            f.sources[0]->step();
        for (int i = 0; i < 3; ++i)
            f.sources[1]->step();
        QCOMPARE(f.sources[1]->hashesAsked(), 0);
        QCOMPARE(f.finish(), State::Done);
        QCOMPARE(f.piecesAsked(), std::size_t{6});
        QVERIFY(contentOf(f.path(Name)) == f.content);
    }

    void asksASourceAgainThatWentAwayAfterGivingSomething()
    {
        Fixture f{test::randomBytes(4 * MiB, 1), {Fault::ClosesInPayload}};
        f.start();
        QVERIFY(f.runUntil([&] { return f.sources[0]->dials() == 2; }));
        f.sources[0]->repent();
        QCOMPARE(f.finish(), State::Done);
        QVERIFY(contentOf(f.path(Name)) == f.content);
        QCOMPARE(f.piecesAsked(), std::size_t{5});
    }

    void goesOnWhereAnEarlierOneStopped_data()
    {
        QTest::addColumn<bool>("isRecorded");
        QTest::newRow("as recorded") << true;
        QTest::newRow("as found on the disk") << false;
    }
    void goesOnWhereAnEarlierOneStopped()
    {
        QFETCH(bool, isRecorded);
        Fixture f{test::randomBytes(6 * MiB, 1), {Fault::StopsBeforeTheLastPiece}};
        f.start();
        QVERIFY(f.runUntil([&] { return f.download->snapshot().verified == 5 * MiB; }));
        f.download->stop();
        QVERIFY(waitUntil([&] { return f.stopped > 0; }));
        QCOMPARE(f.unfinished().size(), 1);
        f.download.reset();
        f.sources[0]->repent();
        f.start(f.records(), isRecorded ? f.known : KnownPieces{});
        QCOMPARE(f.finish(), State::Done);
        QVERIFY(contentOf(f.path(Name)) == f.content);
        // The last one was asked for by both.
        QCOMPARE(f.piecesAsked(), std::size_t{7});
        QCOMPARE(f.sources[0]->hashesAsked(), isRecorded ? 1 : 2);
        QCOMPARE(f.unfinished(), QStringList{});
    }

    void leavesNothingBehindWhenStoppedWithNothingVerified_data()
    {
        QTest::addColumn<Fault>("fault");
        QTest::newRow("connecting") << Fault::NeverOpens;
        QTest::newRow("without the hashes") << Fault::KeepsHashes;
        QTest::newRow("in the first piece") << Fault::Trickles;
    }
    void leavesNothingBehindWhenStoppedWithNothingVerified()
    {
        QFETCH(Fault, fault);
        Fixture f{test::randomBytes(3 * MiB, 1), {fault}};
        f.start();
        QVERIFY(f.runUntil([&] { return f.sources[0]->isDialed(); }));
        QCOMPARE(f.unfinished().size(), 1);
        f.download->stop();
        QVERIFY(waitUntil([&] { return f.stopped > 0; }));
        QCOMPARE(f.unfinished(), QStringList{});
        f.sources[0]->repent();
        f.start(f.records(), f.known);
        QCOMPARE(f.finish(), State::Done);
        QVERIFY(contentOf(f.path(Name)) == f.content);
    }

    void noticesByHashWhatWasChangedBetweenTwoRuns()
    {
        Fixture f{test::randomBytes(6 * MiB, 1), {Fault::StopsBeforeTheLastPiece}};
        f.start();
        QVERIFY(f.runUntil([&] { return f.download->snapshot().verified == 5 * MiB; }));
        f.download->stop();
        QVERIFY(waitUntil([&] { return f.stopped > 0; }));
        f.download.reset();
        QFile part{f.path(f.unfinished().front())};
        QVERIFY(part.open(QIODevice::ReadWrite) && part.seek(2 * MiB + 7) && part.write("XY") == 2);
        part.close();
        f.sources[0]->repent();
        f.start(f.records(), f.known);
        QCOMPARE(f.finish(), State::Done);
        QVERIFY(contentOf(f.path(Name)) == f.content);
        QCOMPARE(f.piecesAsked(), std::size_t{6 + 2});
    }

    void waitsForSourcesWhenItIsPatient()
    {
        Fixture f{test::randomBytes(3 * MiB, 1), {Fault::Refuses, Fault::None}};
        f.parts.isPatient = true;
        f.sources[0]->refusal = protocol::RefusalCode::NoSuchFile;
        auto first = f.records();
        first.pop_back();
        f.start(first);
        QVERIFY(f.runUntil([&] { return f.state() == State::Waiting; }));
        const auto wait = f.download->snapshot().wait.value();
        QCOMPARE(wait.kind, WaitReason::Kind::NoSource);
        QCOMPARE(wait.since, f.parts.clock.wallTime());
        QCOMPARE(f.wanted, 1);
        f.download->addSources(f.records());
        QCOMPARE(f.finish(), State::Done);
        QVERIFY(contentOf(f.path(Name)) == f.content);
    }

    void showsItsPieces()
    {
        Fixture f{test::randomBytes(4 * MiB, 1), {Fault::StopsBeforeTheLastPiece}};
        f.start();
        QVERIFY(f.runUntil([&] { return f.download->snapshot().verified == 3 * MiB; }));
        using Cell = PieceMap::Cell;
        const QByteArray expected{std::array{static_cast<char>(Cell::Verified),
                                             static_cast<char>(Cell::Verified),
                                             static_cast<char>(Cell::Verified),
                                             static_cast<char>(Cell::Active)}
                                      .data(),
                                  4};
        QCOMPARE(f.download->snapshot().pieces.cells, expected);
        const auto partial = f.download->partial();
        QVERIFY(partial);
        QCOMPARE(partial->bitfield, QByteArray::fromHex("e0"));
    }

    void isDoneThoughTheSourceLeavesRightAfterTheLastByte_data()
    {
        QTest::addColumn<qsizetype>("size");
        QTest::newRow("one piece") << qsizetype{1'000};
        QTest::newRow("several") << 5 * MiB;
    }
    void isDoneThoughTheSourceLeavesRightAfterTheLastByte()
    {
        QFETCH(qsizetype, size);
        Fixture f{test::randomBytes(size, 1), {Fault::ClosesAfterTheLastByte}};
        QCOMPARE(f.run(), State::Done);
        QVERIFY(contentOf(f.path(Name)) == f.content);
    }

    void isDoneAtOnceWhenTheContentIsThere()
    {
        Fixture f{test::randomBytes(3 * MiB, 1)};
        test::writeFile(f.path(Name), f.content);
        QCOMPARE(f.run(), State::Done);
        const auto snapshot = f.download->snapshot();
        QVERIFY(snapshot.wasThere);
        QCOMPARE(snapshot.path, f.path(Name));
        QCOMPARE(snapshot.verified, snapshot.size);
        QVERIFY(!f.sources[0]->isDialed());
        QVERIFY(!f.download->result());
        QCOMPARE(f.files(), QStringList{Name});
    }

    void takesANumberBesideAnotherContentOfTheName()
    {
        Fixture f{test::randomBytes(2 * MiB, 1)};
        test::writeFile(f.path(Name), "another content");
        QCOMPARE(f.run(), State::Done);
        QCOMPARE(contentOf(f.path(Name)), QByteArray{"another content"});
        QVERIFY(contentOf(f.path(QStringLiteral("a (2).bin"))) == f.content);
        QCOMPARE(f.download->result()->record.path, test::pathOf(QStringLiteral("a (2).bin")));
    }

    void isNotStartedTwiceForTheSameFile()
    {
        Fixture f{test::randomBytes(3 * MiB, 1), {Fault::Silent}};
        // However slow the test is, the first one is still there.
        f.parts.isPatient = true;
        f.start();
        QVERIFY(waitUntil([&] { return f.sources[0]->isDialed(); }));
        const auto part = f.unfinished();
        QCOMPARE(part.size(), 1);
        Download second{{TransferId{2},
                         f.records().front().file,
                         f.folder(),
                         f.records(),
                         {},
                         f.parts.clock.now()},
                        f.parts.context({})};
        bool isOver = false;
        connect(&second, &Download::over, this, [&] { isOver = true; });
        second.start();
        QVERIFY(waitUntil([&] { return isOver; }));
        QCOMPARE(second.snapshot().state, State::Failed);
        QCOMPARE(second.snapshot().problem->code, ProblemCode::PartInUse);
        QCOMPARE(f.unfinished(), part);
    }

    void isCanceledInEveryState_data()
    {
        QTest::addColumn<State>("when");
        QTest::newRow("preparing") << State::Preparing;
        QTest::newRow("connecting") << State::Connecting;
        QTest::newRow("transferring") << State::Transferring;
    }
    void isCanceledInEveryState()
    {
        QFETCH(State, when);
        Fixture f{test::randomBytes(8 * MiB, 1), {Fault::StopsBeforeTheLastPiece}};
        f.start();
        QVERIFY(f.runUntil([&] { return f.state() == when; }));
        f.download->cancel();
        QCOMPARE(f.state(), State::Canceled);
        QCOMPARE(f.problem(), ProblemCode::Canceled);
        f.download->cancel();
        QCOMPARE(f.over, 1);
        QCOMPARE(f.files(), QStringList{});
        QVERIFY(waitUntil([&] { return f.unfinished().isEmpty(); }));
    }

    void isNotCanceledOnceItIsCommitting()
    {
        Fixture f{test::randomBytes(MiB, 1)};
        f.start();
        QVERIFY(f.runUntil([&] { return f.state() == State::Committing || f.over > 0; }));
        f.download->cancel();
        QCOMPARE(f.finish(), State::Done);
        QVERIFY(contentOf(f.path(Name)) == f.content);
    }

    void canBeGoneOnWithWhenDestroyedAtAnyMoment()
    {
        for (int turns = 0; turns < 15; ++turns) {
            Fixture f{test::randomBytes(3 * MiB, 1), {Fault::StopsBeforeTheLastPiece}};
            f.start();
            for (int i = 0; i < turns; ++i) {
                f.sources[0]->step();
                QCoreApplication::processEvents(QEventLoop::AllEvents, 1);
            }
            f.download.reset();
            QCOMPARE(f.files(), QStringList{});
            f.sources[0]->repent();
            // A worker may still hold the file of the one before.
            QVERIFY(waitUntil([&] {
                f.over = 0;
                f.start();
                return f.finish() == State::Done;
            }));
            QVERIFY(contentOf(f.path(Name)) == f.content);
            QCOMPARE(f.unfinished(), QStringList{});
        }
    }

    void keepsToALimitOfItsOwn()
    {
        constexpr std::uint64_t Limit = 1'000'000;
        Fixture f{test::randomBytes(16 * MiB, 1), {Fault::None, Fault::None}};
        f.start();
        f.download->setRateLimit(Limit);
        const auto isHeldBack = [&] {
            return f.parts.rates.isWaitedFor();
        };
        QVERIFY(f.runUntil(isHeldBack));
        const auto before = f.download->snapshot().received;
        for (int i = 0; i < 1'000; ++i) {
            f.parts.clock.advance(10ms);
            f.parts.rates.tick();
            QVERIFY(f.runUntil(isHeldBack));
        }
        const auto received = f.download->snapshot().received - before;
        QCOMPARE_GE(received, Limit * 10 * 97 / 100);
        QCOMPARE_LE(received, Limit * 10 * 103 / 100);
        f.download->setRateLimit(0);
        f.parts.clock.advance(10ms);
        QCOMPARE(f.finish(), State::Done);
        QVERIFY(contentOf(f.path(Name)) == f.content);
    }

    void tellsRateAndTimeLeft()
    {
        Fixture f{test::randomBytes(4 * MiB, 1), {Fault::StopsBeforeTheLastPiece}};
        f.start();
        QVERIFY(f.runUntil([&] { return f.download->snapshot().verified == 3 * MiB; }));
        f.parts.clock.advance(1'500ms);
        const auto snapshot = f.download->snapshot();
        QCOMPARE(snapshot.rate, quint64{2 * MiB});
        QCOMPARE(snapshot.eta, std::optional{0s});
        QCOMPARE(snapshot.elapsed, 1'500ms);
    }
};

QTEST_GUILESS_MAIN(TstDownload)
#include "tst_download.moc"
