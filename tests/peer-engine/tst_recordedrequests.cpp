#include "peer-gui/engine/recordedrequests.h"
#include "tests/peer-engine/historyfixture.h"

#include <QRegularExpression>
#include <QTest>

using namespace ft;
using namespace ft::engine;
using Outcome = RequestOutcome;

namespace {

PeerAnswer pageOf(std::size_t files, bool isLast)
{
    return {std::vector<ToldFile>(
                files,
                ToldFile{FileRecord{*SharedPath::parse("a.txt"), {}, 0, {}, {}, {}}, {}, {}}),
            isLast,
            {}};
}

} // namespace

class TstRecordedRequests : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<test::HistoryFixture> m_fixture;
    std::unique_ptr<MadeHistory> m_made;
    std::unique_ptr<RecordedRequests> m_requests;

    [[nodiscard]] HistoryEntry entryAfter(const std::vector<PeerAnswer> &answers)
    {
        std::size_t heard = 0;
        const auto hear = m_requests->question(QStringLiteral("hub"),
                                               IndexQuestion{},
                                               [&heard](const PeerAnswer &) { ++heard; });
        for (const PeerAnswer &answer : answers)
            hear(answer);
        return heard == answers.size() ? m_fixture->entries().at(0) : HistoryEntry{};
    }

private slots:
    void initTestCase() { SqliteDatabase::loadDrivers(); }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_fixture = std::make_unique<test::HistoryFixture>();
        m_fixture->open();
        m_made = std::make_unique<MadeHistory>(*m_fixture->store, m_fixture->clock);
        m_requests = std::make_unique<RecordedRequests>(*m_made, std::nullopt);
    }
    void cleanup()
    {
        m_requests.reset();
        m_made.reset();
    }

    void countsTheFilesOfAllPages()
    {
        const auto entry = entryAfter({pageOf(2, false), pageOf(1, true)});
        QCOMPARE(entry.outcome, Outcome::Done);
        QCOMPARE(entry.count, std::optional{std::uint64_t{3}});
    }

    void recordsAQuestionThatCameToNothingAsFailed()
    {
        PeerAnswer answer = pageOf(0, true);
        answer.problem = Problem{ProblemCode::NotInShare, Operation::AskPeer, {}, {}};
        const auto entry = entryAfter({answer});
        QCOMPARE(entry.outcome, Outcome::Failed);
        QCOMPARE(std::get<ProblemCode>(entry.reason), ProblemCode::NotInShare);
        QVERIFY(!entry.count);
    }
};

QTEST_GUILESS_MAIN(TstRecordedRequests)
#include "tst_recordedrequests.moc"
