#include "peer-gui/shell/joinwatch.h"

#include <QSignalSpy>
#include <QTest>

using namespace ft;
using namespace ft::shell;
using namespace std::chrono_literals;
using engine::Operation;
using engine::Problem;
using engine::ProblemCode;

namespace {

Problem problem(ProblemCode code)
{
    return {code, Operation::Join, QStringLiteral("tracker:1"), {}};
}

/// A watch over an engine that is not started: the test says what it tells.
struct Fixture
{
    explicit Fixture(bool hasTracker = true)
    {
        settings.name = *HostName::parse("studio");
        if (hasTracker)
            settings.tracker = HostPort{QStringLiteral("tracker"), 1};
        QObject::connect(&watch, &JoinWatch::notJoined, &watch, [this] { ++notJoined; });
        QObject::connect(&watch, &JoinWatch::joined, &watch, [this] { ++joined; });
    }

    void listen() { emit engine.listening({QHostAddress{QStringLiteral("0.0.0.0")}, 7}); }
    void join() { emit engine.joined({{QHostAddress{QStringLiteral("10.0.0.1")}, 1234}, {}}); }
    void lose(ProblemCode code, std::chrono::milliseconds retryIn)
    {
        emit engine.lost(problem(code), retryIn);
    }

    engine::EngineSettings settings;
    SystemClock clock;
    engine::PeerEngine engine{settings, clock};
    QStringList notes;
    Printer printer{Printer::Style::Text,
                    [](const auto &) {},
                    [this](const QString &line) {
                        notes << line;
                    }};
    JoinWatch watch{engine, settings, printer};
    int joined = 0;
    int notJoined = 0;
};

} // namespace

class TstJoinWatch : public QObject
{
    Q_OBJECT

private slots:
    void tellsThatItIsJoinedInTheAgreedWords()
    {
        Fixture f;
        f.listen();
        QVERIFY(!f.watch.isJoined() && !f.watch.problem());
        f.join();
        QCOMPARE(f.notes,
                 QStringList{
                     QStringLiteral("joined 10.0.0.1:1234 as studio, listening on 0.0.0.0:7")});
        QVERIFY(f.watch.isJoined() && f.watch.wasJoined());
        QCOMPARE(f.joined, 1);
    }

    void knowsThatItWillNotJoinWithoutATracker()
    {
        Fixture f{false};
        f.listen();
        QVERIFY(!f.watch.isJoined());
        QCOMPARE(f.watch.problem().value().code, ProblemCode::NotJoined);
        QVERIFY(f.notes.value(0).contains(u"without a tracker"));
        QVERIFY(f.notes.value(0).contains(u"0.0.0.0:7"));
    }

    void leavesTheFirstLossToOthersToTell()
    {
        Fixture f;
        f.listen();
        f.lose(ProblemCode::TrackerUnreachable, 500ms);
        QVERIFY(f.notes.isEmpty());
        QCOMPARE(f.notJoined, 1);
        QCOMPARE(f.watch.problem().value().code, ProblemCode::TrackerUnreachable);
    }

    void tellsLaterLossesAndWhenItTriesAgain()
    {
        Fixture f;
        f.listen();
        f.join();
        f.lose(ProblemCode::TrackerLost, 1'500ms);
        QVERIFY2(f.notes.value(1).endsWith(u"(next try in 1.5 s)"), qPrintable(f.notes.value(1)));
        QVERIFY(!f.watch.isJoined() && f.watch.wasJoined());
        f.lose(ProblemCode::NothingToShare, 0ms);
        QVERIFY2(!f.notes.value(2).contains(u"next try"), qPrintable(f.notes.value(2)));
        f.join();
        QVERIFY(f.watch.isJoined() && !f.watch.problem());
    }

    void waitsAgainOnceThereIsSomethingToShare()
    {
        Fixture f;
        f.listen();
        f.lose(ProblemCode::NothingToShare, 0ms);
        QVERIFY(f.watch.problem());
        f.watch.retryExpected();
        QVERIFY(!f.watch.problem());
        f.lose(ProblemCode::TrackerUnreachable, 1s);
        f.watch.retryExpected();
        QVERIFY(f.watch.problem());
    }
};

QTEST_GUILESS_MAIN(TstJoinWatch)
#include "tst_joinwatch.moc"
