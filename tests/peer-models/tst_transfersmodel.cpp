#include "peer-gui/models/sortproxy.h"
#include "peer-gui/models/transfersmodel.h"
#include "tests/peer-models/sampledata.h"

#include <QAbstractItemModelTester>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

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
        Model model;
        const QAbstractItemModelTester tester{&model, Mode::QtTest};
        model.update({running(1, 0), running(2, 0)});
        model.update({running(4, 0)});
        model.update({running(3, 0)});
        QCOMPARE(ids(model, model), (QList<int>{4, 3, 2, 1}));
    }

    void oneReportIsOneChange()
    {
        Model model;
        const QAbstractItemModelTester tester{&model, Mode::QtTest};
        QSignalSpy inserted{&model, &QAbstractItemModel::rowsInserted};
        model.update({running(1, 0), running(2, 0), running(3, 0), running(4, 0)});
        QCOMPARE(inserted.count(), 1);
        QSignalSpy changed{&model, &QAbstractItemModel::dataChanged};
        model.update({running(3, 10), running(1, 20)});
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed[0][0].toModelIndex().row(), 1);
        QCOMPARE(changed[0][1].toModelIndex().row(), 3);
        QCOMPARE(model.transfer(3).verified, 20U);
    }

    void onlyWhatIsOverCanBeRemovedAndStaysAway()
    {
        Model model;
        const QAbstractItemModelTester tester{&model, Mode::QtTest};
        auto done = running(1, 1000);
        done.state = TransferState::Done;
        model.update({done, running(2, 0)});
        model.remove(TransferId{2});
        model.remove(TransferId{7});
        QCOMPARE(model.rowCount(), 2);
        model.remove(TransferId{1});
        model.update({done});
        QCOMPARE(ids(model, model), QList<int>{2});
    }

    void saysTheStateAsASentence_data()
    {
        QTest::addColumn<TransferSnapshot>("transfer");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char *name, const TransferSnapshot &transfer, const char *text) {
            QTest::newRow(name) << transfer << QString::fromUtf8(text);
        };
        const auto with = [](TransferState state) {
            return sample::transferOf(1, source(), state, 0);
        };
        row("searching",
            sample::transfer(1, "a", TransferState::Searching),
            "Asking the tracker who has it");
        row("preparing",
            with(TransferState::Preparing),
            "Looking at what is in the download folder");
        row("connecting", with(TransferState::Connecting), "Connecting to studio-a");
        row("no data", with(TransferState::Transferring), "Waiting for data from studio-a");
        auto fast = with(TransferState::Transferring);
        fast.rate = 1;
        row("data", fast, "Downloading from studio-a");
        row("committing", with(TransferState::Committing), "Saving the finished file");
        auto done = with(TransferState::Done);
        done.elapsed = 61'200ms;
        row("done", done, "Done and verified, in 1 min 02 s");
        done.wasThere = true;
        row("was there", done, "Done: the same file was in the download folder already");
        auto failed = with(TransferState::Failed);
        failed.problem = {engine::ProblemCode::SourceGone,
                          engine::Operation::Download,
                          QStringLiteral("10.0.0.4:40112"),
                          {}};
        row("failed", failed, "The source 10.0.0.4:40112 left in the middle");
        row("canceled", with(TransferState::Canceled), "Canceled");
    }
    void saysTheStateAsASentence()
    {
        QFETCH(TransferSnapshot, transfer);
        Model model;
        model.update({transfer});
        QTEST(model.index(0, Model::State).data().toString(), "sentence");
    }

    void aFailureTellsWhatToDoInItsToolTip()
    {
        Model model;
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
        QTest::newRow("size") << int{Model::Size} << QList<int>{2, 1, 3};
    }
    void sortsByRawValue()
    {
        QFETCH(int, column);
        Model model;
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
        model.update({three, two, one});
        proxy.sort(column, Qt::AscendingOrder);
        QTEST(ids(proxy, model), "ascending");
    }

    void sumsUpWhatRuns()
    {
        Model model;
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
