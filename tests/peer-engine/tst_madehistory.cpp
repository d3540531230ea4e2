#include "peer-gui/engine/history/madehistory.h"
#include "tests/peer-engine/historyfixture.h"

#include <QRegularExpression>
#include <QTest>

using namespace ft;
using namespace ft::engine;
using Outcome = RequestOutcome;

class TstMadeHistory : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<test::HistoryFixture> m_fixture;
    std::unique_ptr<MadeHistory> m_made;

    static MadeRequest search()
    {
        return {RequestKind::Search,
                QStringLiteral("report type:pdf"),
                QStringLiteral("hub"),
                QStringLiteral("10.0.0.1"),
                1234,
                Transport::Tcp};
    }

private slots:
    void initTestCase() { SqliteDatabase::loadDrivers(); }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_fixture = std::make_unique<test::HistoryFixture>();
        m_fixture->open();
        m_made = std::make_unique<MadeHistory>(*m_fixture->store, m_fixture->clock);
    }
    void cleanup() { m_made.reset(); }

    void recordsWhatWasAskedAndHowItEnded()
    {
        const auto begun = m_fixture->clock.wallTime();
        const auto ticket = m_made->begin(search());
        QVERIFY(m_fixture->entries().at(0).outcome == Outcome::Running);
        m_fixture->clock.advance(std::chrono::milliseconds{1'500});
        m_made->end(ticket, MadeAnswer::of(42));
        HistoryEntry expected;
        expected.id = 1;
        expected.begun = begun;
        expected.kind = RequestKind::Search;
        expected.subject = QStringLiteral("report type:pdf");
        expected.count = 42;
        expected.peer = QStringLiteral("hub");
        expected.address = QStringLiteral("10.0.0.1");
        expected.port = 1234;
        expected.duration = std::chrono::milliseconds{1'500};
        expected.outcome = Outcome::Done;
        QVERIFY(m_fixture->entries() == std::vector{expected});
    }

    void recordsWhyItFailed_data()
    {
        QTest::addColumn<ProblemCode>("code");
        QTest::addColumn<RequestOutcome>("outcome");
        QTest::newRow("failed") << ProblemCode::NotJoined << Outcome::Failed;
        QTest::newRow("canceled") << ProblemCode::Canceled << Outcome::Canceled;
    }
    void recordsWhyItFailed()
    {
        QFETCH(ProblemCode, code);
        QFETCH(RequestOutcome, outcome);
        const auto ticket = m_made->begin(search());
        m_made->end(ticket, MadeAnswer::of(Problem{code, {}, {}, QStringLiteral("because")}));
        const auto entry = m_fixture->entries().at(0);
        QVERIFY(entry.outcome == outcome);
        QVERIFY(entry.reason == RequestReason{code});
        QCOMPARE(entry.detail, QStringLiteral("because"));
    }

    void endsOnce()
    {
        const auto ticket = m_made->begin(search());
        m_made->end(ticket, MadeAnswer::of(1));
        m_made->end(ticket, MadeAnswer::of(2));
        QCOMPARE(m_fixture->entries().size(), std::size_t{1});
        QCOMPARE(m_fixture->entries().at(0).count, std::optional<std::uint64_t>{1});
    }

    void isInterruptedByTheEndOfTheProgram()
    {
        (void)m_made->begin(search());
        m_made.reset();
        QVERIFY(m_fixture->entries().at(0).outcome == Outcome::Interrupted);
    }
};

QTEST_GUILESS_MAIN(TstMadeHistory)
#include "tst_madehistory.moc"
