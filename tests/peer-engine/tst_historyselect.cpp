#include "tests/peer-engine/historyfixture.h"

#include <QRegularExpression>
#include <QTest>

using namespace ft;
using namespace ft::engine;
using test::HistoryFixture;
using Kind = RequestKind;
using Outcome = RequestOutcome;

namespace {

std::chrono::sys_seconds at(std::int64_t seconds)
{
    return std::chrono::sys_seconds{std::chrono::seconds{seconds}};
}

HistoryEntry served(const char *subject, std::int64_t begun, std::uint64_t bytes)
{
    HistoryEntry entry;
    entry.direction = RequestDirection::Served;
    entry.subject = QString::fromUtf8(subject);
    entry.begun = at(begun);
    entry.bytes = bytes;
    entry.outcome = Outcome::Done;
    return entry;
}

} // namespace

class TstHistorySelect : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<HistoryFixture> m_fixture;

    void put(const HistoryEntry &entry)
    {
        m_fixture->store->put(m_fixture->store->newTicket(), entry, true);
    }
    [[nodiscard]] std::vector<ServedFile> servedPerFile() const
    {
        using Files = std::vector<ServedFile>;
        return HistoryFixture::answerTo<Files>(
                   [this](const auto &done) { m_fixture->store->servedPerFile(done); })
            .value_or(Files{});
    }
    [[nodiscard]] std::uint64_t count(const HistoryFilter &filter) const
    {
        return HistoryFixture::answerTo<std::uint64_t>(
                   [&](const auto &done) { m_fixture->store->count(filter, done); })
            .value_or(~0ULL);
    }

private slots:
    void initTestCase() { SqliteDatabase::loadDrivers(); }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_fixture = std::make_unique<HistoryFixture>();
        m_fixture->open();
    }

    void addsUpWhatOthersTookOfEachFile()
    {
        HistoryEntry rooted = served("a.txt", 10, 5);
        rooted.root = test::rootOf(1);
        put(rooted);
        rooted.begun = at(30);
        rooted.bytes = 7;
        rooted.outcome = Outcome::Interrupted;
        put(rooted);
        put(served("b.txt", 20, 0));
        const auto files = servedPerFile();
        QCOMPARE(files.size(), std::size_t{2});
        QVERIFY(files[0] == (ServedFile{QStringLiteral("a.txt"), test::rootOf(1), 2, 12, at(30)}));
        QVERIFY(files[1] == (ServedFile{QStringLiteral("b.txt"), {}, 1, 0, at(20)}));
    }

    void whatWasRefusedListedOrFetchedIsNotServed()
    {
        HistoryEntry refused = served("a.txt", 1, 0);
        refused.outcome = Outcome::Refused;
        HistoryEntry listed = served("a.txt", 1, 9);
        listed.kind = Kind::Browse;
        HistoryEntry made = served("a.txt", 1, 9);
        made.direction = RequestDirection::Made;
        for (const auto &entry : {refused, listed, made})
            put(entry);
        QVERIFY(servedPerFile().empty());
    }

    void countsBeyondTheLimit()
    {
        for (int i = 0; i < 1'200; ++i)
            put(served(i % 2 == 0 ? "even" : "odd", i, 1));
        HistoryFilter filter;
        filter.limit = 1;
        QCOMPARE(count(filter), 1'200U);
        filter.text = QStringLiteral("odd");
        QCOMPARE(count(filter), 600U);
        filter.until = at(4);
        QCOMPARE(count(filter), 2U);
    }
};

QTEST_GUILESS_MAIN(TstHistorySelect)
#include "tst_historyselect.moc"
