#include "tests/peer-engine/historyfixture.h"
#include "tests/support/files.h"

#include <QDir>
#include <QRegularExpression>
#include <QTest>

#include <set>

using namespace ft;
using namespace ft::engine;
using test::HistoryFixture;
using Kind = RequestKind;
using Outcome = RequestOutcome;

Q_DECLARE_METATYPE(ft::engine::HistoryFilter)

namespace {

std::chrono::sys_seconds at(std::int64_t seconds)
{
    return std::chrono::sys_seconds{std::chrono::seconds{seconds}};
}

HistoryEntry fullEntry()
{
    return {.begun = at(1'700'000'000),
            .direction = RequestDirection::Made,
            .kind = Kind::Download,
            .subject = QStringLiteral("docs/a é.txt"),
            .size = 1ULL << 52U,
            .root = test::rootOf(7),
            .md5 = Md5Sum{},
            .count = 3,
            .peer = QStringLiteral("Studio-A"),
            .address = QStringLiteral("10.0.0.4"),
            .port = 40112,
            .transport = Transport::Udp,
            .bytes = ~0ULL,
            .duration = std::chrono::milliseconds{1'234},
            .outcome = Outcome::Failed,
            .reason = ProblemCode::DiskFull,
            .detail = QStringLiteral("it's \"here\""),
            .path = QStringLiteral("/home/ann/Down loads/a é.txt")};
}

HistoryEntry entryOf(const QString &subject, std::int64_t begun)
{
    HistoryEntry entry;
    entry.subject = subject;
    entry.begun = at(begun);
    entry.outcome = Outcome::Done;
    return entry;
}

QStringList list(const char *words)
{
    return QString::fromUtf8(words).split(u' ', Qt::SkipEmptyParts);
}

} // namespace

class TstHistoryStore : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<HistoryFixture> m_fixture;

    HistoryTicket put(const HistoryEntry &entry, bool isLast = true)
    {
        const auto ticket = m_fixture->store->newTicket();
        m_fixture->store->put(ticket, entry, isLast);
        return ticket;
    }
    void execute(const QString &statement) const
    {
        {
            auto opened = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"),
                                                    QStringLiteral("test"));
            opened.setDatabaseName(m_fixture->database());
            QVERIFY(opened.open());
            QSqlQuery query{opened};
            QVERIFY(query.exec(statement));
        }
        QSqlDatabase::removeDatabase(QStringLiteral("test"));
    }
    void setVersion(int version) const
    {
        execute(QStringLiteral("PRAGMA user_version = %1").arg(version));
    }
    /// Many kinds of entries, named a to e, from oldest to newest.
    void putSeveral()
    {
        HistoryEntry a = entryOf(QStringLiteral("a Größe.PDF"), 100);
        a.peer = QStringLiteral("Studio-A");
        a.address = QStringLiteral("10.0.0.4");
        HistoryEntry b = entryOf(QStringLiteral("b"), 200);
        b.direction = RequestDirection::Served;
        b.peer = QStringLiteral("other");
        b.root = test::rootOf(2);
        HistoryEntry c = entryOf(QStringLiteral("c größe"), 300);
        c.kind = Kind::Search;
        HistoryEntry d = entryOf(QStringLiteral("d"), 300);
        d.outcome = Outcome::Failed;
        HistoryEntry e = entryOf(QStringLiteral("e"), 400);
        e.kind = Kind::Browse;
        for (const auto &entry : {a, b, c, d, e})
            put(entry);
    }

private slots:
    void initTestCase() { SqliteDatabase::loadDrivers(); }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_fixture = std::make_unique<HistoryFixture>();
        m_fixture->open();
    }

    void isEmptyAtFirst()
    {
        const auto page = m_fixture->ask();
        QVERIFY(page);
        QCOMPARE(*page, HistoryPage{});
        QVERIFY(m_fixture->notices.empty());
    }

    void givesBackWhatWasPutAlsoInALaterRun()
    {
        HistoryEntry entry = fullEntry();
        put(entry);
        entry.id = 1;
        QVERIFY(m_fixture->entries() == std::vector{entry});
        m_fixture->open();
        QVERIFY(m_fixture->entries() == std::vector{entry});
    }

    void keepsEveryKindOfReason_data()
    {
        QTest::addColumn<RequestDirection>("direction");
        QTest::addColumn<RequestReason>("reason");
        QTest::newRow("none") << RequestDirection::Made << RequestReason{};
        QTest::newRow("problem") << RequestDirection::Made
                                 << RequestReason{ProblemCode::SourceGone};
        QTest::newRow("refusal") << RequestDirection::Served
                                 << RequestReason{protocol::RefusalCode::NotAccepted};
    }
    void keepsEveryKindOfReason()
    {
        QFETCH(RequestDirection, direction);
        QFETCH(RequestReason, reason);
        HistoryEntry entry = fullEntry();
        entry.direction = direction;
        entry.reason = reason;
        put(entry);
        QVERIFY(m_fixture->entries().at(0).reason == reason);
    }

    void replacesAnEntryUntilItsLastWord()
    {
        const auto ticket = put(entryOf(QStringLiteral("one"), 1), false);
        QCOMPARE(m_fixture->subjects(), list("one"));
        m_fixture->store->put(ticket, entryOf(QStringLiteral("two"), 1), false);
        QCOMPARE(m_fixture->subjects(), list("two"));
        m_fixture->store->put(ticket, entryOf(QStringLiteral("three"), 1), true);
        QCOMPARE(m_fixture->subjects(), list("three"));
        QCOMPARE(m_fixture->entries().at(0).id, 1);
    }

    void isWrittenSoonWithoutBeingAsked()
    {
        put(fullEntry());
        const auto isWritten = [this] {
            const auto database = HistoryDatabase::open(m_fixture->database());
            const auto page = database ? (*database)->query({}) : HistoryPage{};
            return page && page->entries.size() == 1;
        };
        QVERIFY(test::waitUntil(isWritten));
    }

    void selects_data()
    {
        QTest::addColumn<HistoryFilter>("filter");
        QTest::addColumn<QString>("names");
        const auto row = [](const char *name, const char *names, const auto &set) {
            HistoryFilter filter;
            set(filter);
            QTest::newRow(name) << filter << QString::fromLatin1(names);
        };
        using F = HistoryFilter;
        row("everything, newest first", "edcba", [](F &) {});
        row("made", "edca", [](F &f) { f.direction = RequestDirection::Made; });
        row("served", "b", [](F &f) { f.direction = RequestDirection::Served; });
        row("kinds", "ec", [](F &f) { f.kinds = {Kind::Search, Kind::Browse}; });
        row("outcome", "d", [](F &f) { f.outcomes = {Outcome::Failed}; });
        row("since, inclusive", "edc", [](F &f) { f.since = at(300); });
        row("until, exclusive", "ba", [](F &f) { f.until = at(300); });
        row("between", "dcb", [](F &f) {
            f.since = at(200);
            f.until = at(400);
        });
        row("peer in any case", "a", [](F &f) { f.peer = QStringLiteral("studio-a"); });
        row("peer by address", "a", [](F &f) { f.peer = QStringLiteral("10.0.0.4"); });
        row("peer by address and port", "a", [](F &f) { f.peer = QStringLiteral("10.0.0.4:7"); });
        row("peer nobody has", "", [](F &f) { f.peer = QStringLiteral("studio"); });
        row("root", "b", [](F &f) { f.root = test::rootOf(2); });
        row("text without case and accents", "ca", [](F &f) { f.text = QStringLiteral("GROSSE"); });
        row("words in any order", "a", [](F &f) { f.text = QStringLiteral("pdf größe"); });
        row("a word that is missing", "", [](F &f) { f.text = QStringLiteral("a zzz"); });
        row("percent is no wildcard", "", [](F &f) { f.text = QStringLiteral("%"); });
        row("limit", "ed", [](F &f) { f.limit = 2; });
        row("before, among those of one second", "cba", [](F &f) { f.before = {at(300), 4}; });
        row("before a place that is gone", "dcba", [](F &f) { f.before = {at(399), 77}; });
        row("all at once", "c", [](F &f) {
            f.direction = RequestDirection::Made;
            f.kinds = {Kind::Search};
            f.text = QStringLiteral("c");
            f.outcomes = {Outcome::Done, Outcome::Failed};
            f.since = at(1);
        });
    }
    void selects()
    {
        QFETCH(HistoryFilter, filter);
        QFETCH(QString, names);
        putSeveral();
        QString found;
        for (const QString &subject : m_fixture->subjects(filter))
            found += subject.first(1);
        QCOMPARE(found, names);
    }

    void pagesThroughEverythingOnce()
    {
        constexpr int Count = 2'500;
        for (int i = 0; i < Count; ++i)
            put(entryOf(QString::number(i), i / 7));
        HistoryFilter filter;
        filter.limit = 999;
        QStringList all;
        bool isMore = true;
        while (isMore) {
            const auto page = m_fixture->ask(filter);
            QVERIFY(page && !page->entries.empty());
            for (const auto &entry : page->entries)
                all.prepend(entry.subject);
            filter.before = HistoryPlace::of(page->entries.back());
            isMore = page->isMore;
        }
        QCOMPARE(all.size(), Count);
        for (int i = 0; i < Count; ++i)
            QCOMPARE(all.at(i), QString::number(i));
    }

    void tellsThatThereIsNoMoreOnTheLastEntry()
    {
        putSeveral();
        HistoryFilter filter;
        filter.limit = 5;
        QVERIFY(!m_fixture->ask(filter)->isMore);
        filter.limit = 4;
        QVERIFY(m_fixture->ask(filter)->isMore);
    }

    void remembersWhatWasHad()
    {
        m_fixture->store->putHad({test::rootOf(1), at(5), QStringLiteral("/a"), {}});
        const HadContent two{test::rootOf(2), at(6), QStringLiteral("/b"), QStringLiteral("ann")};
        m_fixture->store->putHad(two);
        const auto had = m_fixture->had({test::rootOf(3), test::rootOf(2)});
        QVERIFY(had == std::vector{two});
        m_fixture->open();
        m_fixture->store->putHad({test::rootOf(2), at(9), QStringLiteral("/c"), {}});
        const HadContent again{test::rootOf(2), at(9), QStringLiteral("/c"), QStringLiteral("ann")};
        QVERIFY(m_fixture->had({test::rootOf(2)}) == std::vector{again});
    }

    void forgetsWhatIsOlder()
    {
        putSeveral();
        m_fixture->store->putHad({test::rootOf(1), at(299), {}, {}});
        m_fixture->store->putHad({test::rootOf(2), at(300), {}, {}});
        const auto cleared = HistoryFixture::answerTo<std::uint64_t>(
            [this](const auto &done) { m_fixture->store->clear(at(300), done); });
        QVERIFY(cleared);
        QCOMPARE(*cleared, 2U);
        QCOMPARE(m_fixture->entries().size(), std::size_t{3});
        QCOMPARE(m_fixture->had({test::rootOf(1), test::rootOf(2)}).size(), std::size_t{1});
    }

    void interruptsWhatAnEarlierRunLeftRunning()
    {
        HistoryEntry entry = fullEntry();
        entry.outcome = Outcome::Running;
        put(entry, false);
        QVERIFY(m_fixture->entries().at(0).outcome == Outcome::Running);
        m_fixture->open();
        QVERIFY(m_fixture->entries().at(0).outcome == Outcome::Interrupted);
    }

    void leavesAloneWhatAnotherProgramRuns()
    {
        HistoryEntry entry = fullEntry();
        entry.outcome = Outcome::Running;
        const auto ticket = put(entry, false);
        (void)m_fixture->entries();
        HistoryStore other{m_fixture->folder(), m_fixture->mailbox.address(), [](const auto &) {
                           }};
        const auto seen = HistoryFixture::answerTo<HistoryPage>(
            [&](const auto &done) { other.query({}, done); });
        QVERIFY(seen->entries.at(0).outcome == Outcome::Running);
        entry.outcome = Outcome::Done;
        m_fixture->store->put(ticket, entry, true);
        QVERIFY(m_fixture->entries().at(0).outcome == Outcome::Done);
    }

    void letsSeveralProgramsWriteAtOnce()
    {
        HistoryStore other{m_fixture->folder(), m_fixture->mailbox.address(), [](const auto &) {
                           }};
        for (int i = 0; i < 200; ++i) {
            put(entryOf(QStringLiteral("mine"), i));
            other.put(other.newTicket(), entryOf(QStringLiteral("theirs"), i), true);
        }
        (void)HistoryFixture::answerTo<HistoryPage>(
            [&](const auto &done) { other.query({}, done); });
        QCOMPARE(m_fixture->entries().size(), std::size_t{400});
    }

    void setsADamagedDatabaseAside_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("text") << QByteArray{"not a database at all, whatever its name says"};
        QTest::newRow("header only")
            << QByteArray{"SQLite format 3\0", 16} + QByteArray(4'080, 'x');
    }
    void setsADamagedDatabaseAside()
    {
        QFETCH(QByteArray, content);
        m_fixture->store.reset();
        test::writeFile(m_fixture->database(), content);
        m_fixture->open();
        put(entryOf(QStringLiteral("new"), 1));
        QCOMPARE(m_fixture->subjects(), list("new"));
        QCOMPARE(m_fixture->notices.size(), std::size_t{1});
        QCOMPARE(m_fixture->notices[0].kind, HistoryNotice::Kind::SetAside);
        QCOMPARE(m_fixture->notices[0].path, m_fixture->database() + QStringLiteral(".damaged-1"));
        QFile aside{m_fixture->notices[0].path};
        QVERIFY(aside.open(QIODevice::ReadOnly));
        QCOMPARE(aside.readAll(), content);
    }

    void goesOnWithAnotherOneWhenItBreaksInUse()
    {
        put(entryOf(QStringLiteral("old"), 1));
        (void)m_fixture->entries();
        m_fixture->store.reset();
        QFile file{m_fixture->database()};
        QVERIFY(file.open(QIODevice::ReadWrite));
        // Large enough that its pages are not looked through at the start, and broken all over.
        const QByteArray garbage(20 * 1024 * 1024, 'x');
        QVERIFY(file.seek(4'096) && file.write(garbage) == garbage.size());
        file.close();
        m_fixture->open();
        put(entryOf(QStringLiteral("new"), 1));
        QCOMPARE(m_fixture->subjects(), list("new"));
        QVERIFY(!m_fixture->notices.empty());
        QCOMPARE(m_fixture->notices[0].kind, HistoryNotice::Kind::SetAside);
    }

    void leavesADatabaseOfALaterVersionAsItIs()
    {
        put(entryOf(QStringLiteral("kept"), 1));
        (void)m_fixture->entries();
        m_fixture->store.reset();
        setVersion(1'000);
        m_fixture->open();
        put(entryOf(QStringLiteral("not recorded"), 2));
        const auto page = m_fixture->ask();
        QVERIFY(!page);
        QCOMPARE(page.error().code, ProblemCode::HistoryUnusable);
        QCOMPARE(m_fixture->notices.size(), std::size_t{1});
        QCOMPARE(m_fixture->notices[0].kind, HistoryNotice::Kind::FromLater);
        m_fixture->store.reset();
        setVersion(1);
        m_fixture->open();
        QCOMPARE(m_fixture->subjects(), list("kept"));
    }

    void doesWithoutAFolderItCannotUse()
    {
        m_fixture->store.reset();
        test::writeFile(m_fixture->home.filePath(QStringLiteral("file")), "in the way");
        std::vector<HistoryNotice> notices;
        HistoryStore store{m_fixture->home.filePath(QStringLiteral("file")),
                           m_fixture->mailbox.address(),
                           [&](const HistoryNotice &notice) {
                               notices.push_back(notice);
                           }};
        store.put(store.newTicket(), entryOf(QStringLiteral("a"), 1), true);
        const auto page = HistoryFixture::answerTo<HistoryPage>(
            [&](const auto &done) { store.query({}, done); });
        QVERIFY(!page);
        QCOMPARE(page.error().code, ProblemCode::HistoryUnusable);
        QCOMPARE(notices.size(), std::size_t{1});
        QCOMPARE(notices[0].kind, HistoryNotice::Kind::Unusable);
    }

    void keepsNothingWithoutAFolder()
    {
        HistoryStore store{{}, m_fixture->mailbox.address(), [](const auto &) {
                           }};
        store.put(store.newTicket(), entryOf(QStringLiteral("a"), 1), true);
        const auto page = HistoryFixture::answerTo<HistoryPage>(
            [&](const auto &done) { store.query({}, done); });
        QVERIFY(page && page->entries.empty());
    }

    void holdsOnToWhatCannotBeWrittenForNowAndTellsWhatIsLost()
    {
        put(entryOf(QStringLiteral("0"), 1));
        (void)m_fixture->entries();
        execute(QStringLiteral("CREATE TRIGGER full BEFORE INSERT ON requests BEGIN"
                               " SELECT RAISE(ABORT, 'disk full'); END"));
        const auto wide = QString{1'000'000, u'x'};
        for (int i = 1; i <= 10; ++i)
            put(entryOf(QString::number(i) + wide, 1 + i));
        QVERIFY(test::waitUntil([this] { return m_fixture->notices.size() == 2; }));
        std::set<HistoryNotice::Kind> kinds{m_fixture->notices[0].kind, m_fixture->notices[1].kind};
        QVERIFY(kinds.contains(HistoryNotice::Kind::Unwritable));
        QVERIFY(kinds.contains(HistoryNotice::Kind::Lost));
        QCOMPARE(m_fixture->subjects(), list("0"));
        execute(QStringLiteral("DROP TRIGGER full"));
        const auto written = m_fixture->subjects();
        QVERIFY(written.size() > 2 && written.size() < 11);
        QVERIFY(written.at(written.size() - 2).startsWith(u'1'));
    }
};

QTEST_GUILESS_MAIN(TstHistoryStore)
#include "tst_historystore.moc"
