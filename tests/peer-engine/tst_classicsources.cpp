#include "peer-gui/engine/transfer/classicsources.h"
#include "tests/peer-engine/records.h"
#include "tests/support/manualclock.h"

#include <QTest>

using namespace ft;
using namespace ft::engine;
using namespace std::chrono_literals;
using State = TransferSource::State;

namespace {

SourceRecord recordAt(std::uint16_t port, const QByteArray &type = "txt")
{
    auto file = test::recordOf(QStringLiteral("a"), 5);
    file.root.reset();
    file.type = type;
    return {file, {QHostAddress{QHostAddress::LocalHost}, port}, {}};
}

Problem problem(ProblemCode code)
{
    return {code, Operation::Download, {}, {}};
}

} // namespace

class TstClassicSources : public QObject
{
    Q_OBJECT

private:
    test::ManualClock m_clock;

    [[nodiscard]] ClassicSources sources(bool isPatient = true) const
    {
        return {{1s, 4s, isPatient}, m_clock};
    }

private slots:
    void asksOneAfterTheOther()
    {
        auto all = sources();
        all.add({recordAt(1), recordAt(2), recordAt(1)});
        QCOMPARE(all.next()->endpoint.port, 1);
        QVERIFY(!all.next());
        all.failed(problem(ProblemCode::SourceGone));
        QCOMPARE(all.next()->endpoint.port, 2);
    }

    void waitsLongerAfterEveryFailure()
    {
        auto all = sources();
        all.add({recordAt(1)});
        for (const auto wait : {1s, 2s, 4s, 4s}) {
            QVERIFY(all.next());
            all.failed(problem(ProblemCode::SourceUnreachable));
            m_clock.advance(wait - 1ms);
            QVERIFY(!all.next());
            QVERIFY(all.isAnyHoped());
            m_clock.advance(1ms);
        }
    }

    void asksThoseThatHaveNotFailedFirst()
    {
        auto all = sources();
        all.add({recordAt(1)});
        (void)all.next();
        all.failed(problem(ProblemCode::SourceGone));
        m_clock.advance(1min);
        all.add({recordAt(2)});
        QCOMPARE(all.next()->endpoint.port, 2);
    }

    void asksNoFurtherForWhatIsNotAsItsRecordSays()
    {
        auto all = sources();
        all.add({recordAt(1)});
        (void)all.next();
        all.failed(problem(ProblemCode::SourceChanged));
        m_clock.advance(1h);
        QVERIFY(!all.isAnyHoped());
        all.add({recordAt(1)});
        QVERIFY(!all.next());
        all.add({recordAt(1, "text/plain")});
        QVERIFY(all.next());
    }

    void asksEachOnceWithoutPatience()
    {
        auto all = sources(false);
        all.add({recordAt(1)});
        (void)all.next();
        all.failed(problem(ProblemCode::SourceStalled));
        m_clock.advance(1h);
        QVERIFY(!all.isAnyHoped());
        QCOMPARE(all.lastProblem()->code, ProblemCode::SourceStalled);
    }

    void tellsHowEachStands()
    {
        auto all = sources();
        all.add({recordAt(1), recordAt(2), recordAt(3)});
        (void)all.next();
        all.failed(problem(ProblemCode::SourceGone));
        (void)all.next();
        all.begun();
        all.received(3);
        const auto now = all.snapshot(7);
        QCOMPARE(now[0].state, State::Dropped);
        QCOMPARE(now[0].problem->code, ProblemCode::SourceGone);
        QCOMPARE(now[1].state, State::Active);
        QCOMPARE(now[1].bytes, 3U);
        QCOMPARE(now[1].rate, 7U);
        QCOMPARE(now[2].state, State::Idle);
        all.letGo();
        QCOMPARE(all.snapshot(0)[1].state, State::Idle);
        QVERIFY(all.next());
    }
};

QTEST_APPLESS_MAIN(TstClassicSources)
#include "tst_classicsources.moc"
