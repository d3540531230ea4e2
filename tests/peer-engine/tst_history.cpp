#include "peer-gui/engine/peerengine.h"
#include "tests/support/files.h"
#include "tests/support/patience.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace ft;
using namespace ft::engine;

class TstHistory : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_home;
    SystemClock m_clock;
    std::unique_ptr<PeerEngine> m_engine;

    void open()
    {
        EngineSettings settings;
        settings.stateFolder = m_home->filePath(QStringLiteral("state"));
        settings.downloadFolder = m_home->filePath(QStringLiteral("downloads"));
        m_engine.reset();
        m_engine = std::make_unique<PeerEngine>(settings, m_clock);
    }
    /// What an earlier run has fetched.
    void fetchedBefore(const QString &path) const
    {
        HistoryStore store{m_home->filePath(QStringLiteral("state")), {}, [](const auto &) {
                           }};
        HistoryEntry entry;
        entry.subject = QStringLiteral("a.txt");
        entry.path = path;
        entry.outcome = RequestOutcome::Done;
        store.put(store.newTicket(), entry, true);
    }
    template <typename Value, typename Ask>
    Result<Value, Problem> answerTo(Ask ask)
    {
        std::optional<Result<Value, Problem>> answer;
        ask([&](const Result<Value, Problem> &given) { answer = given; });
        if (!test::waitUntil([&] { return answer.has_value(); }))
            return tl::unexpected(Problem{ProblemCode::Canceled, {}, {}, {}});
        return *answer;
    }
    Result<QString, Problem> locate(const QString &path)
    {
        return answerTo<QString>(
            [&](const auto &done) { m_engine->history().locate(path, this, done); });
    }
    Result<HistoryPage, Problem> query()
    {
        return answerTo<HistoryPage>(
            [&](const auto &done) { m_engine->history().query({}, this, done); });
    }

private slots:
    void initTestCase() { SqliteDatabase::loadDrivers(); }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_home = std::make_unique<QTemporaryDir>();
    }
    void cleanup() { m_engine.reset(); }

    void whatWasHadSurvivesThatItsFileIsMovedAndDeleted()
    {
        const QString path = m_home->filePath(QStringLiteral("a.txt"));
        test::writeFile(path, "content");
        fetchedBefore(path);
        open();
        QCOMPARE(locate(path).value(), path);
        QVERIFY(QFile::rename(path, path + QStringLiteral(".moved")));
        QCOMPARE(locate(path).error().code, ProblemCode::FileNotFound);
        QVERIFY(QFile::remove(path + QStringLiteral(".moved")));
        open();
        const auto page = query();
        QCOMPARE(page->entries.size(), std::size_t{1});
        QCOMPARE(page->entries[0].path, path);
        QCOMPARE(page->entries[0].outcome, RequestOutcome::Done);
    }

    void exportsThroughItsOwnThreads()
    {
        fetchedBefore(QStringLiteral("/somewhere/a.txt"));
        open();
        const QString path = m_home->filePath(QStringLiteral("history.csv"));
        const auto written = answerTo<std::uint64_t>([&](const auto &done) {
            (void)m_engine->history().exportTo({{}, path, HistoryFormat::Csv}, this, done);
        });
        QCOMPARE(written.value(), 1U);
        QFile file{path};
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().contains("/somewhere/a.txt"));
    }

    void tellsWhenItHasChanged()
    {
        fetchedBefore(QStringLiteral("/somewhere/a.txt"));
        open();
        QSignalSpy changed{&m_engine->history(), &History::changed};
        const auto cleared = answerTo<std::uint64_t>(
            [&](const auto &done) { m_engine->history().clear(m_clock.wallTime(), this, done); });
        QCOMPARE(cleared.value(), 1U);
        QTRY_COMPARE(changed.count(), 1);
    }
};

QTEST_GUILESS_MAIN(TstHistory)
#include "tst_history.moc"
