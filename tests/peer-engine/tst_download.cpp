#include "common/protocol/limits.h"
#include "peer-gui/engine/transfer/download.h"
#include "tests/peer-engine/scriptedsource.h"
#include "tests/support/manualclock.h"
#include "tests/support/patience.h"

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

/// A download of one content from scripted sources.
struct Fixture
{
    explicit Fixture(const QByteArray &fileContent,
                     const std::vector<Fault> &faults = {Fault::None})
        : content(fileContent)
    {
        for (const Fault fault : faults)
            sources.push_back(std::make_unique<ScriptedSource>(content, fault));
    }

    [[nodiscard]] std::vector<SourceRecord> records() const
    {
        std::vector<SourceRecord> all;
        for (std::size_t i = 0; i < sources.size(); ++i)
            all.push_back(
                {test::recordFor(QStringLiteral("docs/a.bin"), content),
                 {QHostAddress{QHostAddress::LocalHost}, static_cast<std::uint16_t>(i + 1)},
                 {}});
        return all;
    }

    void start(const std::vector<SourceRecord> &from)
    {
        const DownloadContext context{background,
                                      clock,
                                      [this](const Endpoint &endpoint) {
                                          return sources[endpoint.port - 1U]->dial();
                                      },
                                      {{test::hostOf("asker"), 0, {}}, 100ms, 100ms},
                                      folder()};
        download = std::make_unique<Download>(TransferId{1}, from, context, clock.now());
        QObject::connect(download.get(), &Download::over, download.get(), [this] { ++over; });
        download->start();
    }
    void start() { start(records()); }

    [[nodiscard]] bool runUntil(const std::function<bool()> &predicate)
    {
        return waitUntil([&] {
            for (const auto &source : sources)
                source->step();
            return predicate();
        });
    }
    [[nodiscard]] State run()
    {
        start();
        return finish();
    }
    [[nodiscard]] State finish()
    {
        if (!runUntil([this] { return over > 0; }))
            return State::Searching;
        return state();
    }
    [[nodiscard]] State state() const { return download->snapshot().state; }
    [[nodiscard]] ProblemCode problem() const { return download->snapshot().problem.value().code; }

    /// The files in the folder, once the workers are done with them.
    [[nodiscard]] QStringList files()
    {
        // The part file of a failed download goes in a worker thread.
        (void)waitUntil([this] {
            return test::filesBelow(folder()).filter(QStringLiteral(".part")).isEmpty();
        });
        return test::filesBelow(folder());
    }
    [[nodiscard]] QString folder() const { return parent.filePath(QStringLiteral("down")); }
    [[nodiscard]] QString path(const QString &name) const { return folder() + u'/' + name; }

    QByteArray content;
    QTemporaryDir parent;
    test::ManualClock clock;
    Mailbox mailbox;
    WorkerPool pool{2};
    Background background{pool, mailbox.address()};
    std::vector<std::unique_ptr<ScriptedSource>> sources;
    std::unique_ptr<Download> download;
    int over = 0;
};

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

    void failsOn_data()
    {
        QTest::addColumn<Fault>("fault");
        QTest::addColumn<ProblemCode>("code");
        const auto row = [](const char *name, Fault fault, ProblemCode code) {
            QTest::newRow(name) << fault << code;
        };
        row("no answer there", Fault::RefusesConnection, ProblemCode::SourceUnreachable);
        row("no connection in time", Fault::NeverOpens, ProblemCode::SourceUnreachable);
        row("silence", Fault::Silent, ProblemCode::SourceStalled);
        row("silence in the middle", Fault::StopsBeforeTheLastPiece, ProblemCode::SourceStalled);
        row("a refusal", Fault::Refuses, ProblemCode::SourceRefused);
        row("another size", Fault::WrongSize, ProblemCode::SourceChanged);
        row("another range", Fault::OtherRange, ProblemCode::SourceMisbehaved);
        row("more bytes than asked for", Fault::MoreBytes, ProblemCode::SourceMisbehaved);
        row("gibberish", Fault::Garbage, ProblemCode::SourceMisbehaved);
        row("wrong hashes", Fault::WrongHashes, ProblemCode::PieceMismatch);
        row("a wrong piece", Fault::WrongPiece, ProblemCode::PieceMismatch);
        row("the end in a header", Fault::ClosesInHeader, ProblemCode::SourceGone);
        row("the end in a payload", Fault::ClosesInPayload, ProblemCode::SourceGone);
        row("the end after the hashes", Fault::ClosesAfterHashes, ProblemCode::SourceGone);
    }
    void failsOn()
    {
        QFETCH(Fault, fault);
        QFETCH(ProblemCode, code);
        Fixture f{test::randomBytes(3 * MiB + 5, 1), {fault}};
        QCOMPARE(f.run(), State::Failed);
        QCOMPARE(f.problem(), code);
        QCOMPARE(f.download->snapshot().problem->subject, QStringLiteral("127.0.0.1:1"));
        QCOMPARE(f.files(), QStringList{});
        QVERIFY(!f.download->result());
        QVERIFY(f.download->snapshot().path.isEmpty());
        QCOMPARE(f.over, 1);
    }

    void failsOnAWrongFileOfOnePiece()
    {
        Fixture f{test::randomBytes(1'000, 1), {Fault::WrongPiece}};
        QCOMPARE(f.run(), State::Failed);
        QCOMPARE(f.problem(), ProblemCode::PieceMismatch);
        QCOMPARE(f.files(), QStringList{});
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

    void goesOnWithTheNextSource_data() { failsOn_data(); }
    void goesOnWithTheNextSource()
    {
        QFETCH(Fault, fault);
        Fixture f{test::randomBytes(3 * MiB + 5, 1), {fault, Fault::None}};
        QCOMPARE(f.run(), State::Done);
        QVERIFY(contentOf(f.path(Name)) == f.content);
        QCOMPARE(f.files(), QStringList{Name});
        QCOMPARE(f.download->snapshot().record->endpoint.port, 2);
    }

    void asksTheNextOnlyForWhatIsMissing_data()
    {
        QTest::addColumn<Fault>("fault");
        QTest::newRow("a wrong piece") << Fault::WrongPiece;
        QTest::newRow("the end in the last piece") << Fault::ClosesInPayload;
        QTest::newRow("silence before the last piece") << Fault::StopsBeforeTheLastPiece;
    }
    void asksTheNextOnlyForWhatIsMissing()
    {
        QFETCH(Fault, fault);
        Fixture f{test::randomBytes(5 * MiB, 1), {fault, Fault::None}};
        QCOMPARE(f.run(), State::Done);
        QVERIFY(contentOf(f.path(Name)) == f.content);
        QCOMPARE(f.sources[1]->piecesAsked(), std::set<quint64>{4});
        QCOMPARE(f.sources[1]->hashesAsked(), 0);
    }

    void bearsManyBadSourcesBeforeAGoodOne()
    {
        Fixture f{test::randomBytes(4 * MiB, 1),
                  {Fault::WrongHashes,
                   Fault::RefusesConnection,
                   Fault::WrongPiece,
                   Fault::Garbage,
                   Fault::ClosesInPayload,
                   Fault::Refuses,
                   Fault::None}};
        QCOMPARE(f.run(), State::Done);
        QVERIFY(contentOf(f.path(Name)) == f.content);
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

    void failsOnAFolderItCannotUse_data()
    {
        QTest::addColumn<bool>("vanishes");
        QTest::newRow("a file lies there") << false;
        QTest::newRow("it vanishes meanwhile") << true;
    }
    void failsOnAFolderItCannotUse()
    {
        QFETCH(bool, vanishes);
        Fixture f{test::randomBytes(3 * MiB, 1)};
        if (!vanishes)
            test::writeFile(f.folder(), "a file");
        f.start();
        if (vanishes) {
            QVERIFY(waitUntil([&] { return f.sources[0]->isDialed(); }));
            QVERIFY(QDir{f.folder()}.removeRecursively());
        }
        QCOMPARE(f.finish(), State::Failed);
        QCOMPARE(f.problem(), vanishes ? ProblemCode::DiskFailed : ProblemCode::FolderUnwritable);
    }

    void isNotStartedTwiceForTheSameFile()
    {
        Fixture f{test::randomBytes(3 * MiB, 1), {Fault::Silent}};
        f.start();
        QVERIFY(waitUntil([&] { return f.sources[0]->isDialed(); }));
        const auto part = test::filesBelow(f.folder());
        QCOMPARE(part.size(), 1);
        const DownloadContext context{
            f.background, f.clock, {}, {{test::hostOf("asker"), 0, {}}}, f.folder()};
        Download second{TransferId{2}, f.records(), context, f.clock.now()};
        bool isOver = false;
        connect(&second, &Download::over, this, [&] { isOver = true; });
        second.start();
        QVERIFY(waitUntil([&] { return isOver; }));
        QCOMPARE(second.snapshot().state, State::Failed);
        QCOMPARE(test::filesBelow(f.folder()), part);
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

    void leavesNothingWhenDestroyedAtAnyMoment()
    {
        for (int turns = 0; turns < 40; ++turns) {
            Fixture f{test::randomBytes(3 * MiB, 1), {Fault::StopsBeforeTheLastPiece}};
            f.start();
            for (int i = 0; i < turns; ++i) {
                f.sources[0]->step();
                QCoreApplication::processEvents(QEventLoop::AllEvents, 1);
            }
            f.download.reset();
            // What a worker was making is handed back to nobody.
            QVERIFY(waitUntil([&] { return test::filesBelow(f.folder()).isEmpty(); }));
        }
    }

    void tellsRateAndTimeLeft()
    {
        Fixture f{test::randomBytes(4 * MiB, 1), {Fault::StopsBeforeTheLastPiece}};
        f.start();
        QVERIFY(f.runUntil([&] { return f.download->snapshot().verified == 3 * MiB; }));
        f.clock.advance(1'500ms);
        const auto snapshot = f.download->snapshot();
        QCOMPARE(snapshot.rate, quint64{2 * MiB});
        QCOMPARE(snapshot.eta, std::optional{0s});
        QCOMPARE(snapshot.elapsed, 1'500ms);
    }
};

QTEST_GUILESS_MAIN(TstDownload)
#include "tst_download.moc"
