#include "peer-gui/models/sortproxy.h"
#include "peer-gui/models/transfersmodel.h"
#include "tests/peer-models/sampledata.h"
#include "tests/support/manualclock.h"

#include <QAbstractItemModelTester>
#include <QMimeData>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>
#include <QUrl>

using namespace ft;
using namespace ft::models;
using namespace std::chrono_literals;
using engine::TransferId;
using engine::TransferSnapshot;
using engine::TransferState;
using Mode = QAbstractItemModelTester::FailureReportingMode;
using Model = TransfersModel;

Q_DECLARE_METATYPE(ft::engine::TransferSnapshot)

class TestTransfersModel final : public QObject
{
    Q_OBJECT

private:
    test::ManualClock m_clock;

    [[nodiscard]] static SourceRecord source()
    {
        return sample::record(sample::file("a.iso", "x", 1000), "studio-a", "10.0.0.4:40112");
    }
    [[nodiscard]] static TransferSnapshot running(std::uint32_t id, std::uint64_t verified)
    {
        return sample::transferOf(id, source(), TransferState::Transferring, verified);
    }
    [[nodiscard]] static QList<int> ids(const QAbstractItemModel &proxy, const Model &model)
    {
        QList<int> all;
        for (int row = 0; row < proxy.rowCount(); ++row) {
            const auto *sorted = qobject_cast<const SortProxy *>(&proxy);
            const int source = sorted ? sorted->mapToSource(proxy.index(row, 0)).row() : row;
            all << static_cast<int>(model.transfer(source).id.value());
        }
        return all;
    }

private slots:
    void initTestCase() { QLocale::setDefault(QLocale{QLocale::English}); }
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void theNewestComesFirst()
    {
        Model model{m_clock};
        const QAbstractItemModelTester tester{&model, Mode::QtTest};
        model.update({running(1, 0), running(2, 0)});
        model.update({running(4, 0)});
        model.update({running(3, 0)});
        QCOMPARE(ids(model, model), (QList<int>{4, 3, 2, 1}));
    }

    void oneReportIsOneChangeAndWaitsForOthers()
    {
        Model model{m_clock};
        const QAbstractItemModelTester tester{&model, Mode::QtTest};
        QSignalSpy inserted{&model, &QAbstractItemModel::rowsInserted};
        model.update({running(1, 0), running(2, 0), running(3, 0), running(4, 0)});
        QCOMPARE(inserted.count(), 1);
        QSignalSpy changed{&model, &QAbstractItemModel::dataChanged};
        model.update({running(3, 10), running(1, 20)});
        model.update({running(3, 15)});
        QCOMPARE(changed.count(), 0);
        QVERIFY(changed.wait());
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed[0][0].toModelIndex().row(), 1);
        QCOMPARE(changed[0][1].toModelIndex().row(), 3);
        QCOMPARE(model.transfer(1).verified, 15U);
        QCOMPARE(model.transfer(3).verified, 20U);
    }

    void aNewStateShowsAtOnce()
    {
        Model model{m_clock};
        const QAbstractItemModelTester tester{&model, Mode::QtTest};
        model.update({running(1, 0), running(2, 0)});
        const QSignalSpy changed{&model, &QAbstractItemModel::dataChanged};
        const QSignalSpy restated{&model, &Model::restated};
        auto paused = running(2, 10);
        paused.state = TransferState::Paused;
        model.update({running(1, 5), paused});
        QCOMPARE(changed.count(), 1);
        QCOMPARE(restated.count(), 1);
        QCOMPARE(model.transfer(0).state, TransferState::Paused);
    }

    void ratesAndTimesLeftAreRenewedOnceASecond()
    {
        Model model{m_clock};
        auto one = running(1, 0);
        one.rate = 1'000'000;
        one.eta = 100s;
        model.update({one});
        const auto rate = model.index(0, Model::Rate);
        const auto remaining = model.index(0, Model::Remaining);
        QCOMPARE(rate.data().toString(), QStringLiteral("1.0 MB/s"));
        QCOMPARE(remaining.data().toString(), QStringLiteral("1 min 40 s"));
        one.rate = 2'000'000;
        one.eta = 50s;
        m_clock.advance(500ms);
        model.update({one});
        model.flush();
        QCOMPARE(rate.data().toString(), QStringLiteral("1.0 MB/s"));
        m_clock.advance(500ms);
        model.update({one});
        model.flush();
        QCOMPARE(rate.data().toString(), QStringLiteral("2.0 MB/s"));
        QCOMPARE(remaining.data().toString(), QStringLiteral("50 s"));
    }

    void onlyWhatIsOverCanBeRemovedAndStaysAway()
    {
        Model model{m_clock};
        const QAbstractItemModelTester tester{&model, Mode::QtTest};
        auto done = running(1, 1000);
        done.state = TransferState::Done;
        model.update({done, running(2, 0)});
        QCOMPARE(model.remove({TransferId{2}, TransferId{7}}), std::vector<TransferId>{});
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.remove({TransferId{1}, TransferId{2}}), std::vector{TransferId{1}});
        model.update({done});
        QCOMPARE(ids(model, model), QList<int>{2});
    }

    void whatIsPutBackStandsAsItDoesNow()
    {
        Model model{m_clock};
        const QAbstractItemModelTester tester{&model, Mode::QtTest};
        auto done = running(2, 1000);
        done.state = TransferState::Done;
        model.update({running(1, 0), done, running(3, 0)});
        const auto removed = model.remove({TransferId{2}});
        done.md5Verdict = engine::Md5Verdict::WrongRecord;
        model.update({done});
        model.putBack(removed);
        model.putBack({TransferId{9}});
        QCOMPARE(ids(model, model), (QList<int>{3, 2, 1}));
        QCOMPARE(model.transfer(1).md5Verdict, engine::Md5Verdict::WrongRecord);
    }

    void finishedFilesCanBeDraggedOut()
    {
        Model model{m_clock};
        auto done = running(2, 1000);
        done.state = TransferState::Done;
        done.path = QStringLiteral("/d/a b.iso");
        model.update({running(1, 0), done});
        QVERIFY(model.flags(model.index(0, 0)).testFlag(Qt::ItemIsDragEnabled));
        QVERIFY(!model.flags(model.index(1, 0)).testFlag(Qt::ItemIsDragEnabled));
        QModelIndexList all;
        for (int row = 0; row < 2; ++row) {
            for (int column = 0; column < model.columnCount(); ++column)
                all << model.index(row, column);
        }
        const std::unique_ptr<QMimeData> data{model.mimeData(all)};
        QCOMPARE(data->urls(), QList<QUrl>{QUrl{u"file:///d/a%20b.iso"_qs}});
        QVERIFY(!model.mimeData({model.index(1, 0)}));
    }

    void tellsItsPlaceWhileItWaitsForItsTurn()
    {
        Model model{m_clock};
        auto queued = running(1, 0);
        queued.state = TransferState::Queued;
        queued.wait = engine::WaitReason{engine::WaitReason::Kind::Turn, 4, {}};
        model.update({queued, running(2, 0)});
        QCOMPARE(model.index(1, Model::Place).data().toString(), QStringLiteral("4"));
        QCOMPARE(model.index(0, Model::Place).data().toString(), QString{});
    }

    void saysTheStateAsASentence_data()
    {
        QTest::addColumn<TransferSnapshot>("transfer");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("searching") << sample::transfer(1, "a", TransferState::Searching)
                                   << QStringLiteral("Asking the tracker who has it");
        auto waiting = running(1, 0);
        waiting.state = TransferState::Waiting;
        waiting.wait = engine::WaitReason{engine::WaitReason::Kind::Space, 2'100'000'000, {}};
        QTest::newRow("no room") << waiting << QStringLiteral("Disk full: 2.1 GB missing");
        auto failed = running(1, 0);
        failed.state = TransferState::Failed;
        failed.problem = {engine::ProblemCode::DiskFailed,
                          engine::Operation::Download,
                          QStringLiteral("/d"),
                          QStringLiteral("a\nb")};
        QTest::newRow("foreign words")
            << failed << QStringLiteral("Failed: the disk failed (a\uFFFDb)");
    }
    void saysTheStateAsASentence()
    {
        QFETCH(TransferSnapshot, transfer);
        Model model{m_clock};
        model.update({transfer});
        QTEST(model.index(0, Model::State).data().toString(), "sentence");
    }

    void everyReasonToWaitTellsWhatComesNext()
    {
        using Kind = engine::WaitReason::Kind;
        QSet<QString> tips;
        for (int kind = 0; kind <= static_cast<int>(Kind::Slot); ++kind) {
            Model model{m_clock};
            auto waiting = running(1, 0);
            waiting.state = TransferState::Waiting;
            waiting.wait = engine::WaitReason{static_cast<Kind>(kind), 1, {}};
            model.update({waiting});
            const auto tip = model.index(0, Model::State).data(Qt::ToolTipRole).toString();
            QVERIFY2(tip.contains(u"by itself"), qPrintable(tip));
            tips.insert(tip);
        }
        QCOMPARE(tips.size(), 4);
    }

    void countsSourcesAndNamesThemInTheToolTip()
    {
        Model model{m_clock};
        auto transfer = running(1, 0);
        transfer.sources.resize(2);
        transfer.sources[0].host = HostName::parse("studio-a");
        transfer.sources[0].state = engine::TransferSource::State::Active;
        transfer.sources[1].host = HostName::parse("lab");
        transfer.sources[1].state = engine::TransferSource::State::Queued;
        transfer.sources[1].place = 3;
        model.update({transfer});
        const auto cell = model.index(0, Model::Sources);
        QCOMPARE(cell.data().toString(), QStringLiteral("1 of 2"));
        QVERIFY(cell.data(Qt::ToolTipRole).toString().contains(u"lab: Slot wait: 3rd"));
        transfer.state = TransferState::Done;
        model.update({transfer});
        QCOMPARE(cell.data().toString(), QString{});
    }

    void aFailureTellsWhatToDoInItsToolTip()
    {
        Model model{m_clock};
        auto failed = running(1, 0);
        failed.state = TransferState::Failed;
        failed.problem = {engine::ProblemCode::DiskFull,
                          engine::Operation::Download,
                          QStringLiteral("/d/<i>"),
                          {}};
        model.update({failed});
        const auto tip = model.index(0, Model::State).data(Qt::ToolTipRole).toString();
        QVERIFY(tip.contains(u"Make room"));
        QVERIFY(tip.contains(u"&lt;i&gt;"));
    }

    void sortsByRawValue_data()
    {
        QTest::addColumn<int>("column");
        QTest::addColumn<QList<int>>("ascending");
        QTest::newRow("progress") << int{Model::Progress} << QList<int>{1, 3, 2};
        QTest::newRow("rate") << int{Model::Rate} << QList<int>{3, 2, 1};
        QTest::newRow("time left, unknown last") << int{Model::Remaining} << QList<int>{1, 2, 3};
        QTest::newRow("priority") << int{Model::Priority} << QList<int>{2, 1, 3};
        QTest::newRow("sources") << int{Model::Sources} << QList<int>{2, 1, 3};
        QTest::newRow("size") << int{Model::Size} << QList<int>{2, 1, 3};
    }
    void sortsByRawValue()
    {
        QFETCH(int, column);
        Model model{m_clock};
        SortProxy proxy{model};
        const QAbstractItemModelTester tester{&proxy, Mode::QtTest};
        auto one = running(1, 50);
        one.rate = 9'000'000;
        one.eta = 9s;
        auto two = running(2, 900);
        two.size = 999;
        two.rate = 80'000;
        two.eta = 10s;
        auto three = running(3, 700);
        three.size = 10'000;
        two.priority = engine::Priority::Low;
        three.priority = engine::Priority::High;
        three.sources.resize(1);
        three.sources[0].state = engine::TransferSource::State::Active;
        two.sources.resize(3);
        model.update({three, two, one});
        proxy.sort(column, Qt::AscendingOrder);
        QTEST(ids(proxy, model), "ascending");
    }

    void sumsUpWhatRuns()
    {
        Model model{m_clock};
        auto over = running(1, 1000);
        over.state = TransferState::Done;
        over.rate = 100;
        auto fast = running(2, 0);
        fast.rate = 7;
        model.update({over, fast, running(3, 0)});
        QCOMPARE(model.totalRate(), 7U);
        QCOMPARE(model.runningCount(), 2);
    }

    void anEmptyFileThatIsDoneIsComplete()
    {
        auto empty = running(1, 0);
        empty.size = 0;
        QCOMPARE(fractionDone(empty), 0.0);
        empty.state = TransferState::Done;
        QCOMPARE(fractionDone(empty), 1.0);
    }
};

QTEST_GUILESS_MAIN(TestTransfersModel)
#include "tst_transfersmodel.moc"
