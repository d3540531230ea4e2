#include "tests/peer-engine/historyfixture.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace ft;
using namespace ft::engine;
using test::HistoryFixture;
using Kind = RequestKind;
using Outcome = RequestOutcome;

Q_DECLARE_METATYPE(ft::engine::HistoryOrder)

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

    void sorts_data()
    {
        QTest::addColumn<HistoryOrder>("order");
        QTest::addColumn<QString>("names");
        using Key = HistoryOrder::Key;
        const auto row = [](const char *name, Key key, bool isAscending, const char *names) {
            QTest::newRow(name) << HistoryOrder{key, isAscending} << QString::fromLatin1(names);
        };
        row("newest first", Key::Begun, false, "zba");
        row("oldest first", Key::Begun, true, "abz");
        row("subject, whatever its case", Key::Subject, true, "abz");
        row("size, unknown ones last", Key::Size, false, "bza");
        row("rate, unknown ones last", Key::Rate, false, "azb");
        row("duration", Key::Duration, true, "zba");
        row("peer by name or address, whatever their case", Key::Peer, true, "zab");
        row("outcome", Key::Outcome, true, "azb");
        row("kind", Key::Kind, true, "azb");
        row("path", Key::Path, false, "azb");
    }
    void sorts()
    {
        QFETCH(HistoryOrder, order);
        QFETCH(QString, names);
        HistoryEntry a = served("A", 1, 3'000);
        a.duration = std::chrono::milliseconds{2'000};
        a.peer = QStringLiteral("Bob");
        a.path = QStringLiteral("/x");
        a.direction = RequestDirection::Made;
        HistoryEntry b = served("b", 2, 0);
        b.size = 100;
        b.duration = std::chrono::milliseconds{1'000};
        b.peer = QStringLiteral("carol");
        b.outcome = Outcome::Refused;
        HistoryEntry z = served("z", 3, 5'000);
        z.size = 90;
        z.address = QStringLiteral("10.0.0.1");
        z.kind = Kind::Browse;
        z.outcome = Outcome::Failed;
        for (const auto &entry : {a, b, z})
            put(entry);
        HistoryFilter filter;
        filter.order = order;
        QCOMPARE(m_fixture->subjects(filter).join(QString{}).toLower(), names);
    }

    void pagesInAnyOrder()
    {
        for (int i = 0; i < 25; ++i)
            put(served(QByteArray::number(i % 5).constData(), i, 1));
        HistoryFilter filter;
        filter.order = {HistoryOrder::Key::Subject, true};
        filter.limit = 10;
        QStringList all;
        bool isMore = true;
        while (isMore) {
            const auto page = m_fixture->ask(filter);
            QVERIFY(page && !page->entries.empty());
            for (const auto &entry : page->entries)
                all << entry.subject;
            filter.skip = static_cast<std::uint64_t>(all.size());
            isMore = page->isMore;
        }
        QCOMPARE(all.size(), 25);
        QVERIFY(std::is_sorted(all.begin(), all.end()));
    }

    void tellsThatItHasChanged()
    {
        int changes = 0;
        m_fixture->store = std::make_unique<HistoryStore>(
            m_fixture->folder(),
            m_fixture->mailbox.address(),
            [](const auto &) {},
            [&changes] { ++changes; });
        (void)m_fixture->entries();
        QCOMPARE(changes, 0);
        put(served("a", 1, 1));
        put(served("b", 2, 1));
        QVERIFY(test::waitUntil([&] { return changes == 1; }));
        const auto cleared = HistoryFixture::answerTo<std::uint64_t>(
            [this](const auto &done) { m_fixture->store->clear(at(2), done); });
        QCOMPARE(cleared.value(), 1U);
        QCOMPARE(changes, 2);
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
