#include "peer-gui/models/peersmodel.h"
#include "peer-gui/models/sortproxy.h"
#include "tests/peer-models/samplepeers.h"

#include <QAbstractItemModelTester>
#include <QPersistentModelIndex>
#include <QSignalSpy>
#include <QTest>

using namespace ft;
using namespace ft::models;
using namespace std::chrono_literals;
using sample::listedPeer;
using Mode = QAbstractItemModelTester::FailureReportingMode;
using Model = PeersModel;

namespace {

QString cell(const QAbstractItemModel &model, int row, int column)
{
    return model.index(row, column).data().toString();
}

QStringList names(const QAbstractItemModel &model)
{
    QStringList all;
    for (int row = 0; row < model.rowCount(); ++row)
        all << cell(model, row, Model::Name);
    return all;
}

engine::Problem unreachable()
{
    return {engine::ProblemCode::SourceUnreachable,
            engine::Operation::Connect,
            QStringLiteral("10.0.0.4:40112"),
            {}};
}

} // namespace

class TestPeersModel final : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Model> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;

private slots:
    void initTestCase() { QLocale::setDefault(QLocale{QLocale::English}); }
    void init()
    {
        QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")});
        m_tester.reset();
        m_model = std::make_unique<Model>(*HostName::parse("ada"));
        m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get(), Mode::Fatal);
    }

    void showsAPeerInItsColumns()
    {
        auto studio = listedPeer("studio-a", "10.0.0.4:40112", 2'310, 48'300'000'000);
        studio.isReachable = false;
        studio.roundTrip = 820us;
        m_model->reconcile({studio,
                            listedPeer("Ada", "10.0.0.9:1", 1, 1),
                            listedPeer(nullptr, "10.0.0.5:6000", 1, 1)});
        QCOMPARE(cell(*m_model, 0, Model::Name), QStringLiteral("studio-a"));
        QCOMPARE(cell(*m_model, 0, Model::Files), QStringLiteral("2,310"));
        QCOMPARE(cell(*m_model, 0, Model::Size), QStringLiteral("48.3 GB"));
        QCOMPARE(cell(*m_model, 0, Model::Reach), QStringLiteral("Cannot be reached"));
        QCOMPARE(cell(*m_model, 0, Model::TrackerTime), QStringLiteral("0.82 ms"));
        QCOMPARE(cell(*m_model, 0, Model::Address), QStringLiteral("10.0.0.4:40112"));
        QCOMPARE(cell(*m_model, 1, Model::Name), QStringLiteral("Ada (this peer)"));
        QCOMPARE(cell(*m_model, 1, Model::Reach), QStringLiteral("Not known yet"));
        QCOMPARE(cell(*m_model, 2, Model::Name), QStringLiteral("Unnamed at 10.0.0.5:6000"));
        for (int column = 0; column < Model::ColumnCount; ++column)
            QVERIFY(
                !m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().isEmpty());
    }

    void aNewListMovesNoRowThatStays()
    {
        m_model->reconcile({listedPeer("a", "10.0.0.1:1", 1, 1),
                            listedPeer("b", "10.0.0.2:1", 1, 1),
                            listedPeer("c", "10.0.0.3:1", 1, 1)});
        const QPersistentModelIndex c{m_model->index(2, 0)};
        QSignalSpy reset{m_model.get(), &QAbstractItemModel::modelReset};
        QSignalSpy changed{m_model.get(), &QAbstractItemModel::dataChanged};
        m_model->reconcile({listedPeer("d", "10.0.0.4:1", 1, 1),
                            listedPeer("c", "10.0.0.3:1", 7, 1),
                            listedPeer("a", "10.0.0.1:1", 1, 1)});
        QCOMPARE(names(*m_model), (QStringList{u"a"_qs, u"c"_qs, u"d"_qs}));
        QCOMPARE(reset.count(), 0);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(c.row(), 1);
        m_model->clear();
        QCOMPARE(m_model->rowCount(), 0);
    }

    void theSameListAgainChangesNothing()
    {
        const std::vector<engine::ListedPeer> peers{listedPeer("a", "10.0.0.1:1", 1, 1)};
        m_model->reconcile(peers);
        QSignalSpy changed{m_model.get(), &QAbstractItemModel::dataChanged};
        m_model->reconcile(peers);
        QCOMPARE(changed.count(), 0);
    }

    void pingsAddUpAndOutliveANewList()
    {
        m_model->reconcile({listedPeer("a", "10.0.0.1:1", 1, 1)});
        m_model->notePinging(QStringLiteral("A"));
        QCOMPARE(cell(*m_model, 0, Model::Ping), QStringLiteral("Asking…"));
        m_model->notePing(QStringLiteral("a"), sample::pingAnswer({5ms, 3ms}));
        m_model->notePing(QStringLiteral("a"), sample::pingAnswer({1ms}));
        m_model->reconcile({listedPeer("a", "10.0.0.1:1", 2, 1)});
        QCOMPARE(cell(*m_model, 0, Model::Ping), QStringLiteral("3.00 ms"));
        QCOMPARE(m_model->pings(0).fastest(), std::optional{std::chrono::microseconds{1ms}});
        m_model->notePing(QStringLiteral("gone"), sample::pingAnswer({1ms}));
    }

    void saysWhatAPingFound_data()
    {
        QTest::addColumn<int>("which");
        QTest::addColumn<QString>("text");
        QTest::newRow("nobody") << 0 << QStringLiteral("No answer");
        QTest::newRow("declines") << 1 << QStringLiteral("Declines");
        QTest::newRow("another program") << 2 << QStringLiteral("Port is open");
    }
    void saysWhatAPingFound()
    {
        QFETCH(int, which);
        m_model->reconcile({listedPeer("a", "10.0.0.1:1", 1, 1)});
        auto answer = sample::pingAnswer({});
        if (which == 1)
            answer.refusal = engine::Problem{engine::ProblemCode::NotAccepted,
                                             engine::Operation::AskPeer,
                                             {},
                                             {}};
        if (which == 0)
            m_model->notePing(QStringLiteral("a"), tl::unexpected(unreachable()));
        else
            m_model->notePing(QStringLiteral("a"), answer);
        QTEST(cell(*m_model, 0, Model::Ping), "text");
        QVERIFY(m_model->pings(0).sentence().endsWith(u'.'));
    }

    void sortsByRawValueWithTheUnknownLast()
    {
        auto near = listedPeer("near", "10.0.0.1:1", 900, 1);
        near.roundTrip = 900us;
        auto far = listedPeer("far", "10.0.0.2:1", 1'000, 1);
        far.roundTrip = 30ms;
        m_model->reconcile({listedPeer("unknown", "10.0.0.3:1", 5, 1), far, near});
        SortProxy proxy{*m_model};
        proxy.sort(Model::TrackerTime, Qt::AscendingOrder);
        QCOMPARE(names(proxy), (QStringList{u"near"_qs, u"far"_qs, u"unknown"_qs}));
        proxy.sort(Model::Files, Qt::DescendingOrder);
        QCOMPARE(names(proxy), (QStringList{u"far"_qs, u"near"_qs, u"unknown"_qs}));
    }

    void roundTripsAreReadable_data()
    {
        QTest::addColumn<qint64>("microseconds");
        QTest::addColumn<QString>("text");
        QTest::newRow("loopback") << qint64{42} << QStringLiteral("0.04 ms");
        QTest::newRow("room") << qint64{820} << QStringLiteral("0.82 ms");
        QTest::newRow("town") << qint64{13'400} << QStringLiteral("13.4 ms");
        QTest::newRow("continent") << qint64{138'200} << QStringLiteral("138 ms");
        QTest::newRow("moon") << qint64{2'600'000} << QStringLiteral("2.6 s");
    }
    void roundTripsAreReadable()
    {
        QFETCH(qint64, microseconds);
        QTEST(formatRoundTrip(std::chrono::microseconds{microseconds}), "text");
    }
};

QTEST_GUILESS_MAIN(TestPeersModel)
#include "tst_peersmodel.moc"
