#include "peer-gui/engine/history/servedhistory.h"
#include "tests/peer-engine/historyfixture.h"

#include <QRegularExpression>
#include <QTest>

using namespace ft;
using namespace ft::engine;
using protocol::RefusalCode;
using Outcome = RequestOutcome;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

ServedRequest requestOf(const QString &subject, const QByteArray &peer = "ann")
{
    return {RequestKind::Download,
            subject,
            1'000,
            test::rootOf(5),
            Md5Sum{},
            test::hostOf(peer),
            QHostAddress{QStringLiteral("10.0.0.7")},
            Transport::Tcp};
}

} // namespace

class TstServedHistory : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<test::HistoryFixture> m_fixture;
    std::unique_ptr<ServedHistory> m_served;

    /// The entries once everything told so far has been put.
    [[nodiscard]] std::vector<HistoryEntry> entriesWhen(
        const std::function<bool(const std::vector<HistoryEntry> &)> &predicate) const
    {
        std::vector<HistoryEntry> entries;
        (void)test::waitUntil([&] {
            entries = m_fixture->entries();
            return predicate(entries);
        });
        return entries;
    }
    [[nodiscard]] HistoryEntry onlyWhen(Outcome outcome, std::uint64_t bytes) const
    {
        const auto entries = entriesWhen([&](const auto &all) {
            return all.size() == 1 && all[0].outcome == outcome && all[0].bytes == bytes;
        });
        return entries.size() == 1 ? entries.front() : HistoryEntry{};
    }
    void serve(const ServedRequest &request, std::uint64_t bytes, milliseconds time = {})
    {
        const auto id = m_served->begin(request);
        m_fixture->clock.advance(time);
        m_served->sent(id, bytes);
        m_served->end(id, true);
    }
    void refuse(const QString &subject, RefusalCode code)
    {
        m_served->refused(requestOf(subject), code);
    }

private slots:
    void initTestCase() { SqliteDatabase::loadDrivers(); }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_fixture = std::make_unique<test::HistoryFixture>();
        m_fixture->open();
        m_served = std::make_unique<ServedHistory>(*m_fixture->store, m_fixture->clock);
    }
    void cleanup() { m_served.reset(); }

    void recordsWhatWasServedToWhom()
    {
        const auto begun = m_fixture->clock.wallTime();
        serve(requestOf(QStringLiteral("a")), 600, milliseconds{250});
        HistoryEntry expected;
        expected.id = 1;
        expected.begun = begun;
        expected.direction = RequestDirection::Served;
        expected.kind = RequestKind::Download;
        expected.subject = QStringLiteral("a");
        expected.size = 1'000;
        expected.root = test::rootOf(5);
        expected.md5 = Md5Sum{};
        expected.peer = QStringLiteral("ann");
        expected.address = QStringLiteral("10.0.0.7");
        expected.bytes = 600;
        expected.duration = milliseconds{250};
        expected.outcome = Outcome::Done;
        QVERIFY(onlyWhen(Outcome::Done, 600) == expected);
    }

    void addsUpTheRangesOfOneFile()
    {
        serve(requestOf(QStringLiteral("a")), 100, milliseconds{10});
        m_fixture->clock.advance(seconds{59});
        serve(requestOf(QStringLiteral("the same under another name")), 200, milliseconds{20});
        QCOMPARE(onlyWhen(Outcome::Done, 300).duration, milliseconds{30});
    }

    void countsTheTimeOfParallelRangesOnce()
    {
        const auto first = m_served->begin(requestOf(QStringLiteral("a")));
        m_fixture->clock.advance(milliseconds{40});
        const auto second = m_served->begin(requestOf(QStringLiteral("a")));
        m_fixture->clock.advance(milliseconds{40});
        m_served->sent(first, 1);
        m_served->end(first, false);
        m_fixture->clock.advance(milliseconds{40});
        m_served->sent(second, 2);
        m_served->end(second, true);
        QCOMPARE(onlyWhen(Outcome::Done, 3).duration, milliseconds{120});
    }

    void beginsAnewAfterAWhile()
    {
        const auto serveLater = [this] {
            serve(requestOf(QStringLiteral("a")), 1);
            m_fixture->clock.advance(ServedHistory::MergeFor);
            return m_fixture->entries().size() > 1;
        };
        QVERIFY(test::waitUntil(serveLater));
    }

    void keepsApart_data()
    {
        QTest::addColumn<QByteArray>("peer");
        QTest::addColumn<QString>("address");
        QTest::addColumn<int>("seed");
        QTest::addColumn<RequestKind>("kind");
        const QString home = QStringLiteral("10.0.0.7");
        QTest::newRow("peers") << QByteArray{"ben"} << home << 5 << RequestKind::Download;
        QTest::newRow("addresses")
            << QByteArray{"ann"} << QStringLiteral("10.0.0.8") << 5 << RequestKind::Download;
        QTest::newRow("contents") << QByteArray{"ann"} << home << 6 << RequestKind::Download;
        QTest::newRow("kinds") << QByteArray{"ann"} << home << 5 << RequestKind::FileHash;
    }
    void keepsApart()
    {
        QFETCH(QByteArray, peer);
        QFETCH(QString, address);
        QFETCH(int, seed);
        QFETCH(RequestKind, kind);
        ServedRequest other = requestOf(QStringLiteral("a"), peer);
        other.address = QHostAddress{address};
        other.root = test::rootOf(static_cast<std::uint8_t>(seed));
        other.kind = kind;
        serve(requestOf(QStringLiteral("a")), 1);
        serve(other, 1);
        QCOMPARE(entriesWhen([](const auto &all) { return all.size() == 2; }).size(),
                 std::size_t{2});
    }

    void showsWhatIsRunning()
    {
        const auto id = m_served->begin(requestOf(QStringLiteral("a")));
        m_served->sent(id, 77);
        QCOMPARE(onlyWhen(Outcome::Running, 77).bytes, 77U);
        m_served->end(id, false);
        QCOMPARE(onlyWhen(Outcome::Interrupted, 77).bytes, 77U);
    }

    void isInterruptedByTheEndOfTheProgram()
    {
        (void)m_served->begin(requestOf(QStringLiteral("a")));
        m_served.reset();
        QVERIFY(m_fixture->entries().at(0).outcome == Outcome::Interrupted);
    }

    void recordsWhatWasRefusedAndHowOften()
    {
        for (int i = 0; i < 3; ++i)
            refuse(QStringLiteral("missing"), RefusalCode::NoSuchFile);
        m_served.reset();
        const auto entry = m_fixture->entries().at(0);
        QVERIFY(entry.outcome == Outcome::Refused);
        QVERIFY(entry.reason == RequestReason{RefusalCode::NoSuchFile});
        QCOMPARE(entry.subject, QStringLiteral("missing"));
        QCOMPARE(entry.count, std::optional<std::uint64_t>{3});
    }

    void isNotFilledByRefusals_data()
    {
        QTest::addColumn<RefusalCode>("code");
        QTest::addColumn<int>("entries");
        QTest::newRow("of one that is not accepted") << RefusalCode::NotAccepted << 1;
        QTest::newRow("of one that is")
            << RefusalCode::NoSuchFile << ServedHistory::MostRefusals + 1;
    }
    void isNotFilledByRefusals()
    {
        QFETCH(RefusalCode, code);
        QFETCH(int, entries);
        for (int i = 0; i < 1'000; ++i)
            refuse(QString::number(i), code);
        m_served.reset();
        QCOMPARE(m_fixture->entries().size(), static_cast<std::size_t>(entries));
        QCOMPARE(m_fixture->entries().front().count,
                 std::optional<std::uint64_t>{1'001 - static_cast<std::uint64_t>(entries)});
    }
};

QTEST_GUILESS_MAIN(TstServedHistory)
#include "tst_servedhistory.moc"
