#include "peer-gui/shell/transfercontrol.h"
#include "tests/peer-models/sampledata.h"

#include <QTest>

using namespace ft;
using namespace ft::shell;
using engine::TransferCommand;
using engine::TransferId;
using engine::TransferSnapshot;
using engine::TransferState;

Q_DECLARE_METATYPE(ft::engine::TransferCommand)
Q_DECLARE_METATYPE(ft::engine::TransferState)

namespace {

constexpr TransferId First{1};

/// The commands over an engine that is not started: the test says what it tells.
struct Fixture
{
    void tell(TransferState state) { tell(std::vector{sample::transfer(1, "a.iso", state)}); }
    void tell(const std::vector<TransferSnapshot> &transfers)
    {
        control.update(transfers);
        control.giveAnswers();
    }
    void run(TransferCommand command)
    {
        control.run(ControlCommand{First, command}, [this](bool ok) { results.push_back(ok); });
    }

    engine::EngineSettings settings;
    SystemClock clock;
    engine::PeerEngine engine{settings, clock};
    QStringList out;
    QStringList err;
    Printer printer{Printer::Style::Json,
                    [this](const QString &line) { out << line; },
                    [this](const QString &line) {
                        err << line;
                    }};
    TransferControl control{engine, printer, {}};
    std::vector<bool> results;
};

} // namespace

class TstTransferControl : public QObject
{
    Q_OBJECT

private slots:
    void objectsToWhatMakesNoSense_data()
    {
        QTest::addColumn<TransferCommand>("command");
        QTest::addColumn<TransferState>("state");
        QTest::addColumn<QString>("objection");
        const auto row = [](const char *name,
                            TransferCommand command,
                            TransferState state,
                            const char *objection) {
            QTest::newRow(name) << command << state << QString::fromUtf8(objection);
        };
        using C = TransferCommand;
        using S = TransferState;
        row("pause, running", C::Pause, S::Transferring, "");
        row("pause, waiting", C::Pause, S::Waiting, "");
        row("pause, paused",
            C::Pause,
            S::Paused,
            "download 1 (a.iso) is paused already; `resume 1` goes on with it");
        row("pause, done",
            C::Pause,
            S::Done,
            "download 1 (a.iso) is done; there is nothing left to do for it");
        row("pause, failed",
            C::Pause,
            S::Failed,
            "download 1 (a.iso) has failed; `retry 1` starts it again");
        row("resume, paused", C::Resume, S::Paused, "");
        row("resume, running",
            C::Resume,
            S::Transferring,
            "download 1 (a.iso) is not paused; `pause 1` holds it");
        row("resume, canceled",
            C::Resume,
            S::Canceled,
            "download 1 (a.iso) was canceled; `retry 1` starts it again");
        row("cancel, paused", C::Cancel, S::Paused, "");
        row("cancel, queued", C::Cancel, S::Queued, "");
        row("cancel, done",
            C::Cancel,
            S::Done,
            "download 1 (a.iso) is done; there is nothing left to do for it");
        row("retry, failed", C::Retry, S::Failed, "");
        row("retry, canceled", C::Retry, S::Canceled, "");
        row("retry, done",
            C::Retry,
            S::Done,
            "download 1 (a.iso) is done; there is nothing left to do for it");
        row("retry, paused",
            C::Retry,
            S::Paused,
            "download 1 (a.iso) is paused; `resume 1` goes on with it");
        row("retry, running",
            C::Retry,
            S::Connecting,
            "download 1 (a.iso) is not over; only what failed or was canceled can be retried, and "
            "`cancel 1` ends it");
        row("move, queued", C::MoveUp, S::Queued, "");
        row("move, failed",
            C::MoveDown,
            S::Failed,
            "download 1 (a.iso) has failed; `retry 1` starts it again");
    }
    void objectsToWhatMakesNoSense()
    {
        QFETCH(TransferCommand, command);
        QFETCH(TransferState, state);
        QTEST(objectionTo(command, sample::transfer(1, "a.iso", state)), "objection");
    }

    void answersOnceItHasTakenEffect_data()
    {
        QTest::addColumn<TransferCommand>("command");
        QTest::addColumn<TransferState>("before");
        QTest::addColumn<TransferState>("after");
        QTest::addColumn<QString>("event");
        using C = TransferCommand;
        using S = TransferState;
        QTest::newRow("pause") << C::Pause << S::Transferring << S::Paused
                               << QStringLiteral("paused");
        QTest::newRow("resume") << C::Resume << S::Paused << S::Queued << QStringLiteral("resumed");
        QTest::newRow("cancel") << C::Cancel << S::Paused << S::Canceled
                                << QStringLiteral("canceled");
    }
    void answersOnceItHasTakenEffect()
    {
        QFETCH(TransferCommand, command);
        QFETCH(TransferState, before);
        QFETCH(TransferState, after);
        QFETCH(QString, event);
        Fixture f;
        f.tell(before);
        f.run(command);
        f.tell(before);
        QVERIFY(f.results.empty() && f.out.isEmpty());
        f.tell(after);
        QCOMPARE(f.results, std::vector{true});
        QCOMPARE(f.out, QStringList{u"{\"event\":\"" % event % u"\",\"id\":1,\"name\":\"a.iso\"}"});
        f.tell(after);
        QCOMPARE(f.out.size(), 1);
        QVERIFY(f.err.isEmpty());
    }

    void saysWhenItWasOverFirst()
    {
        Fixture f;
        f.tell(TransferState::Transferring);
        f.run(TransferCommand::Pause);
        f.tell(TransferState::Done);
        QCOMPARE(f.results, std::vector{false});
        QVERIFY2(f.err.value(0).contains(u"is done"), qPrintable(f.err.value(0)));
        QVERIFY(f.err.value(0).contains(u"\"error\":\"usage\""));
    }

    void answersAMoveAtOnce()
    {
        Fixture f;
        f.tell(TransferState::Queued);
        f.run(TransferCommand::MoveUp);
        QCOMPARE(f.results, std::vector{true});
        QVERIFY(f.out.value(0).contains(u"\"to\":\"up\""));
    }

    void knowsWhatWasAskedForJustNow()
    {
        Fixture f;
        f.control.expect(First, QStringLiteral("a.iso"));
        f.run(TransferCommand::Pause);
        QVERIFY(f.err.isEmpty());
        f.tell(TransferState::Paused);
        QCOMPARE(f.results, std::vector{true});
    }

    void aRetriedDownloadIsRunningAtOnce()
    {
        Fixture f;
        f.tell(TransferState::Failed);
        QVERIFY(f.control.retry(First));
        QVERIFY(!f.control.retry(First));
        QCOMPARE(f.out.size(), 1);
        QVERIFY(f.err.value(0).contains(u"is not over"));
    }

    void waitsUntilPriorityAndLimitAreReported()
    {
        Fixture f;
        auto transfer = sample::transfer(1, "a.iso", TransferState::Transferring);
        f.tell(std::vector{transfer});
        const auto done = [&f](bool ok) {
            f.results.push_back(ok);
        };
        f.control.run(PriorityCommand{First, engine::Priority::High}, done);
        f.control.run(LimitCommand{First, 1'000}, done);
        QVERIFY(f.results.empty());
        transfer.priority = engine::Priority::High;
        f.tell(std::vector{transfer});
        QCOMPARE(f.results.size(), std::size_t{1});
        transfer.limit = 1'000;
        f.tell(std::vector{transfer});
        QCOMPARE(f.results, (std::vector{true, true}));
        QVERIFY(f.out.value(0).contains(u"\"priority\":\"high\""));
        QVERIFY(f.out.value(1).contains(u"\"limit\":1000"));
    }

    void keepsTheLimitsThatWereNotChanged()
    {
        Fixture f;
        const auto done = [&f](bool ok) {
            f.results.push_back(ok);
        };
        using Which = LimitsCommand::Which;
        f.control.run(LimitsCommand{LimitsCommand::Change{Which::Down, 5}}, done);
        f.control.run(LimitsCommand{LimitsCommand::Change{Which::Slots, 2}}, done);
        f.control.run(LimitsCommand{}, done);
        QCOMPARE(f.out.value(2),
                 QStringLiteral("{\"down\":5,\"downloads\":3,\"event\":\"limits\",\"slots\":2,"
                                "\"up\":0,\"upload\":0}"));
        QCOMPARE(f.results.size(), std::size_t{3});
    }

    void listsUploadsUntilTheyAreOver()
    {
        Fixture f;
        engine::UploadSnapshot upload;
        upload.id = 7;
        upload.endpoint = sample::endpoint("10.0.0.4:40112");
        upload.place = 3;
        emit f.engine.uploadsChanged({upload});
        f.control.listUploads();
        QVERIFY2(f.out.value(0).contains(u"\"status\":\"slot wait: 3rd\""),
                 qPrintable(f.out.value(0)));
        upload.isOver = true;
        emit f.engine.uploadsChanged({upload});
        f.control.listUploads();
        QCOMPARE(f.out.size(), 1);
    }

    void sumsUpBelowTheDownloads()
    {
        Fixture f;
        f.control.listDownloads();
        QVERIFY(f.out.isEmpty());
        f.control.update({sample::transfer(1, "a", TransferState::Done),
                          sample::transfer(2, "b", TransferState::Paused)});
        f.control.listDownloads();
        QVERIFY2(f.out.value(1).contains(u"\"done\":1") && f.out.value(1).contains(u"\"paused\":1"),
                 qPrintable(f.out.value(1)));
    }
};

QTEST_GUILESS_MAIN(TstTransferControl)
#include "tst_transfercontrol.moc"
