#include "peer-gui/engine/transfer/downloads.h"
#include "tests/peer-engine/scriptedsource.h"
#include "tests/support/manualclock.h"
#include "tests/support/patience.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace ft;
using namespace ft::engine;
using namespace std::chrono_literals;
using test::ScriptedSource;
using test::waitUntil;
using State = TransferState;

namespace {

struct Fixture
{
    Fixture()
    {
        const DownloadContext context{background,
                                      clock,
                                      [this](const Endpoint &) { return source.dial(); },
                                      {{test::hostOf("self"), 0, {}}},
                                      folder.path()};
        downloads = std::make_unique<Downloads>(context,
                                                test::hostOf("self"),
                                                [this](const QString &name, const auto &done) {
                                                    asked << name;
                                                    answer = done;
                                                });
        QObject::connect(downloads.get(),
                         &Downloads::changed,
                         downloads.get(),
                         [this](const auto &changes) {
                             ++reports;
                             for (const TransferSnapshot &snapshot : changes)
                                 last[snapshot.id] = snapshot;
                         });
        QObject::connect(downloads.get(),
                         &Downloads::finished,
                         downloads.get(),
                         [this](const SharedFile &file) {
                             finished << file.record.path.toString();
                         });
    }

    [[nodiscard]] SourceRecord record(const char *host = "other") const
    {
        return {test::recordFor(QStringLiteral("a"), content),
                {QHostAddress{QHostAddress::LocalHost}, 1},
                test::hostOf(host)};
    }
    [[nodiscard]] bool becomes(std::uint32_t id, State state)
    {
        return waitUntil([&] {
            source.step();
            return last.contains(TransferId{id}) && last[TransferId{id}].state == state;
        });
    }

    QByteArray content = test::randomBytes(100'000, 1);
    ScriptedSource source{content, ScriptedSource::Fault::None};
    QTemporaryDir folder;
    test::ManualClock clock;
    Mailbox mailbox;
    WorkerPool pool{2};
    Background background{pool, mailbox.address()};
    QStringList asked;
    Downloads::SearchDone answer;
    int reports = 0;
    std::map<TransferId, TransferSnapshot> last;
    QStringList finished;
    std::unique_ptr<Downloads> downloads;
};

using Records = std::vector<SourceRecord>;

} // namespace

class TstDownloads : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void fetchesByName()
    {
        Fixture f;
        f.downloads->fetch(TransferId{1}, QStringLiteral("a"));
        QCOMPARE(f.asked, QStringList{QStringLiteral("a")});
        QVERIFY(f.becomes(1, State::Searching));
        f.answer(Records{f.record()});
        QVERIFY(f.becomes(1, State::Done));
        QCOMPARE(f.finished, QStringList{QStringLiteral("a")});
        QCOMPARE(test::contentOf(f.folder.filePath(QStringLiteral("a"))), f.content);
    }

    void failsWithWhatTheSearchSays_data()
    {
        QTest::addColumn<ProblemCode>("said");
        QTest::newRow("not joined") << ProblemCode::NotJoined;
        QTest::newRow("lost") << ProblemCode::TrackerLost;
    }
    void failsWithWhatTheSearchSays()
    {
        QFETCH(ProblemCode, said);
        Fixture f;
        f.downloads->fetch(TransferId{1}, QStringLiteral("a"));
        f.answer(tl::unexpected(Problem{said, Operation::Search, {}, {}}));
        QVERIFY(f.becomes(1, State::Failed));
        QCOMPARE(f.last[TransferId{1}].problem->code, said);
    }

    void failsWhenOnlyThisPeerHasIt()
    {
        Fixture f;
        f.downloads->fetch(TransferId{1}, QStringLiteral("a"));
        f.answer(Records{f.record("SELF")});
        QVERIFY(f.becomes(1, State::Failed));
        QCOMPARE(f.last[TransferId{1}].problem->code, ProblemCode::NotFound);
    }

    void downloadsFromGivenSources()
    {
        Fixture f;
        f.downloads->download(TransferId{5}, {f.record()});
        QVERIFY(f.becomes(5, State::Done));
        QVERIFY(f.asked.isEmpty());
    }

    void refusesSourcesItCannotUse_data()
    {
        QTest::addColumn<bool>("any");
        QTest::addColumn<ProblemCode>("code");
        QTest::newRow("none") << false << ProblemCode::NotFound;
        QTest::newRow("without a root") << true << ProblemCode::NotVerifiable;
    }
    void refusesSourcesItCannotUse()
    {
        QFETCH(bool, any);
        QFETCH(ProblemCode, code);
        Fixture f;
        Records records;
        if (any) {
            records.push_back(f.record());
            records.back().file.root.reset();
        }
        f.downloads->download(TransferId{1}, records);
        QVERIFY(f.becomes(1, State::Failed));
        QCOMPARE(f.last[TransferId{1}].problem->code, code);
    }

    void leavesOutSourcesOfAnotherContent()
    {
        Fixture f;
        auto otherRoot = f.record();
        otherRoot.file.root = test::rootOf(1);
        auto otherSize = f.record();
        otherSize.file.size = 1;
        auto noRoot = f.record();
        noRoot.file.root.reset();
        f.downloads->download(TransferId{1}, {f.record(), otherRoot, otherSize, noRoot});
        QVERIFY(f.becomes(1, State::Done));
    }

    void cancelsWhileSearching()
    {
        Fixture f;
        f.downloads->fetch(TransferId{1}, QStringLiteral("a"));
        f.downloads->cancel(TransferId{1});
        f.downloads->cancel(TransferId{1});
        f.downloads->cancel(TransferId{77});
        QVERIFY(f.becomes(1, State::Canceled));
        f.answer(Records{f.record()});
        QCOMPARE(f.downloads->snapshots().front().state, State::Canceled);
        QVERIFY(!f.source.isDialed());
    }

    void cancelsWhileDownloading()
    {
        Fixture f;
        f.downloads->download(TransferId{1}, {f.record()});
        f.downloads->cancel(TransferId{1});
        QVERIFY(f.becomes(1, State::Canceled));
        QVERIFY(waitUntil([&] { return test::filesBelow(f.folder.path()).isEmpty(); }));
        QVERIFY(f.finished.isEmpty());
    }

    void keepsWhatBecameOfEach()
    {
        Fixture f;
        f.downloads->download(TransferId{1}, {f.record()});
        f.downloads->fetch(TransferId{2}, QStringLiteral("b"));
        QVERIFY(f.becomes(1, State::Done));
        const auto all = f.downloads->snapshots();
        QCOMPARE(all.size(), std::size_t{2});
        QCOMPARE(all[0].state, State::Done);
        QCOMPARE(all[1].name, QStringLiteral("b"));
    }

    void reportsOnlyWhatChangedAndNotTooOften()
    {
        Fixture f;
        f.downloads->fetch(TransferId{1}, QStringLiteral("a"));
        QVERIFY(waitUntil([&] { return f.reports == 1; }));
        // The clock stands still: nothing changes, and no time for another report comes.
        f.downloads->fetch(TransferId{2}, QStringLiteral("b"));
        f.downloads->fetch(TransferId{3}, QStringLiteral("c"));
        f.downloads->cancel(TransferId{1});
        QCOMPARE(f.reports, 1);
        QVERIFY(waitUntil([&] { return f.last.size() == 3; }));
        QCOMPARE(f.reports, 2);
    }

    void bearsAnAnswerAfterItsEnd()
    {
        Fixture f;
        f.downloads->fetch(TransferId{1}, QStringLiteral("a"));
        f.downloads.reset();
        f.answer(Records{f.record()});
        QVERIFY(!f.source.isDialed());
    }

    void leavesNoPartOfARunningDownloadAtItsEnd()
    {
        Fixture f;
        f.downloads->download(TransferId{1}, {f.record()});
        QVERIFY(waitUntil([&] { return f.source.isDialed(); }));
        QCOMPARE(test::filesBelow(f.folder.path()).size(), 1);
        f.downloads.reset();
        QCOMPARE(test::filesBelow(f.folder.path()), QStringList{});
    }
};

QTEST_GUILESS_MAIN(TstDownloads)
#include "tst_downloads.moc"
