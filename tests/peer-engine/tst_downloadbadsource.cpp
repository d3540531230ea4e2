#include "tests/peer-engine/downloadfixture.h"

#include <QTest>

using namespace ft;
using namespace ft::engine;
using namespace std::chrono_literals;
using test::contentOf;
using test::ScriptedSource;
using Fault = ScriptedSource::Fault;
using State = TransferState;

namespace {

constexpr qsizetype MiB = 1 << 20;

using Fixture = test::DownloadFixture;

const auto Name = QStringLiteral("a.bin");

/// Three pieces, and one of five bytes.
Fixture from(const std::vector<Fault> &faults)
{
    return Fixture{test::randomBytes(3 * MiB + 5, 1), faults};
}

} // namespace

/// Whatever a source does wrong has a typed reason, and never leads to a wrong file.
class TstDownloadBadSource : public QObject
{
    Q_OBJECT

private:
    static void addFaults()
    {
        QTest::addColumn<Fault>("fault");
        QTest::addColumn<ProblemCode>("code");
        const auto row = [](const char *name, Fault fault, ProblemCode code) {
            QTest::newRow(name) << fault << code;
        };
        row("no answer there", Fault::RefusesConnection, ProblemCode::SourceUnreachable);
        row("no connection in time", Fault::NeverOpens, ProblemCode::SourceUnreachable);
        row("silence", Fault::Silent, ProblemCode::SourceStalled);
        row("silence in the greeting", Fault::StopsInGreeting, ProblemCode::SourceStalled);
        row("talk for a greeting", Fault::TalksInsteadOfGreeting, ProblemCode::SourceStalled);
        row("silence about the hashes", Fault::KeepsHashes, ProblemCode::SourceStalled);
        row("silence in the middle", Fault::StopsBeforeTheLastPiece, ProblemCode::SourceStalled);
        row("silence in a piece", Fault::StopsInPayload, ProblemCode::SourceStalled);
        row("a trickle of a piece", Fault::Trickles, ProblemCode::SourceStalled);
        row("a trickle of a header", Fault::TricklesInHeader, ProblemCode::SourceStalled);
        row("talk for a piece", Fault::Talks, ProblemCode::SourceStalled);
        row("a refusal", Fault::Refuses, ProblemCode::SourceRefused);
        row("another size", Fault::WrongSize, ProblemCode::SourceChanged);
        row("another range", Fault::OtherRange, ProblemCode::SourceMisbehaved);
        row("more bytes than asked for", Fault::MoreBytes, ProblemCode::SourceMisbehaved);
        row("gibberish", Fault::Garbage, ProblemCode::SourceMisbehaved);
        row("wrong hashes", Fault::WrongHashes, ProblemCode::PieceMismatch);
        row("a wrong piece", Fault::WrongPiece, ProblemCode::PieceMismatch);
        row("another piece", Fault::OtherPiece, ProblemCode::PieceMismatch);
        row("the end in the greeting", Fault::ClosesInGreeting, ProblemCode::SourceGone);
        row("the end in a header", Fault::ClosesInHeader, ProblemCode::SourceGone);
        row("the end in a payload", Fault::ClosesInPayload, ProblemCode::SourceGone);
        row("the end after the hashes", Fault::ClosesAfterHashes, ProblemCode::SourceGone);
    }

    /// What becomes of a source with this problem.
    static TransferSource::State fateOf(ProblemCode code)
    {
        const bool isFalse = code == ProblemCode::SourceMisbehaved
                             || code == ProblemCode::PieceMismatch;
        return isFalse ? TransferSource::State::Banned : TransferSource::State::Dropped;
    }

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void givesASourceHalfAMinuteByDefault()
    {
        const SourceChannel::Settings settings{{test::hostOf("asker"), 0, {}}};
        QCOMPARE(settings.stallDeadline, 30s);
    }

    void failsWhenTheOnlySource_data() { addFaults(); }
    void failsWhenTheOnlySource()
    {
        QFETCH(Fault, fault);
        QFETCH(ProblemCode, code);
        Fixture f = from({fault});
        QCOMPARE(f.run(), State::Failed);
        QCOMPARE(f.problem(), code);
        QCOMPARE(f.download->snapshot().problem->subject, QStringLiteral("127.0.0.1:1"));
        QCOMPARE(f.files(), QStringList{});
        QVERIFY(!f.download->result());
        QVERIFY(f.download->snapshot().path.isEmpty());
        QCOMPARE(f.over, 1);
    }

    void waitsForAnotherAfterTheOnlySource_data() { addFaults(); }
    void waitsForAnotherAfterTheOnlySource()
    {
        QFETCH(Fault, fault);
        QFETCH(ProblemCode, code);
        Fixture f = from({fault, Fault::None});
        f.parts.isPatient = true;
        f.parts.retryAfter = 1h;
        f.start({f.records().front()});
        QVERIFY(f.runUntil([&] { return f.state() == State::Waiting; }));
        QCOMPARE(f.download->snapshot().wait.value().kind, WaitReason::Kind::NoSource);
        QCOMPARE(f.source(0).state, fateOf(code));
        QCOMPARE(f.source(0).problem.value().code, code);
        QCOMPARE(f.files(), QStringList{});
        f.download->addSources(f.records());
        QCOMPARE(f.finish(), State::Done);
        QVERIFY(contentOf(f.path(Name)) == f.content);
        QCOMPARE(f.files(), QStringList{Name});
        QCOMPARE(f.source(0).state, fateOf(code));
        QCOMPARE(f.sources[0]->dials(), 1);
    }

    void finishesFromTheOtherOfTwoSources_data() { addFaults(); }
    void finishesFromTheOtherOfTwoSources()
    {
        QFETCH(Fault, fault);
        Fixture f = from({fault, Fault::None});
        QCOMPARE(f.run(), State::Done);
        QVERIFY(contentOf(f.path(Name)) == f.content);
        QCOMPARE(f.files(), QStringList{Name});
        QCOMPARE(f.unfinished(), QStringList{});
    }

    void failsOnAWrongFileOfOnePiece()
    {
        Fixture f{test::randomBytes(1'000, 1), {Fault::WrongPiece}};
        QCOMPARE(f.run(), State::Failed);
        QCOMPARE(f.problem(), ProblemCode::PieceMismatch);
        QCOMPARE(f.files(), QStringList{});
    }

    void fetchesOnlyTheFalsePieceAgain()
    {
        Fixture f{test::randomBytes(9 * MiB, 1), {Fault::WrongPieces, Fault::None}};
        QCOMPARE(f.run(), State::Done);
        QVERIFY(contentOf(f.path(Name)) == f.content);
        QCOMPARE(f.sources[0]->piecesAsked().size(), std::size_t{1});
        QCOMPARE(f.piecesAsked(), std::size_t{10});
        QCOMPARE(f.source(0).state, TransferSource::State::Banned);
        QCOMPARE(f.source(0).problem->code, ProblemCode::PieceMismatch);
        QCOMPARE(f.source(1).bytes, quint64{9 * MiB});
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

    void takesNoFileFromASourceThatLiesAboutItsSize_data()
    {
        QTest::addColumn<qsizetype>("claimed");
        QTest::addColumn<bool>("isStubborn");
        QTest::addColumn<ProblemCode>("code");
        const auto row = [](const char *name, qsizetype size, bool isStubborn, ProblemCode code) {
            QTest::newRow(name) << size << isStubborn << code;
        };
        row("less in its record", 3 * MiB + 4, false, ProblemCode::SourceChanged);
        row("more in its record", 3 * MiB + 6, false, ProblemCode::SourceChanged);
        row("a piece less in its record", 3 * MiB, false, ProblemCode::PieceMismatch);
        row("less everywhere", 3 * MiB + 4, true, ProblemCode::PieceMismatch);
        row("more everywhere", 3 * MiB + 6, true, ProblemCode::PieceMismatch);
    }
    void takesNoFileFromASourceThatLiesAboutItsSize()
    {
        QFETCH(qsizetype, claimed);
        QFETCH(bool, isStubborn);
        QFETCH(ProblemCode, code);
        Fixture f = from({Fault::None});
        if (isStubborn) {
            auto other = f.content;
            other.resize(claimed, '\0');
            f.sources[0] = std::make_unique<ScriptedSource>(f.content, Fault::None);
            f.sources[0]->pretend(other);
        }
        auto records = f.records();
        records[0].file.size = static_cast<std::uint64_t>(claimed);
        f.start(records);
        QCOMPARE(f.finish(), State::Failed);
        QCOMPARE(f.problem(), code);
        QCOMPARE(f.files(), QStringList{});
    }
};

QTEST_GUILESS_MAIN(TstDownloadBadSource)
#include "tst_downloadbadsource.moc"
