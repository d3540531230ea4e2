#include "peer-gui/models/sortproxy.h"
#include "peer-gui/models/uploadsmodel.h"
#include "tests/peer-models/sampledata.h"
#include "tests/support/manualclock.h"

#include <QAbstractItemModelTester>
#include <QRegularExpression>
#include <QTest>

using namespace ft;
using namespace ft::models;
using namespace std::chrono_literals;
using engine::UploadSnapshot;
using Mode = QAbstractItemModelTester::FailureReportingMode;
using Model = UploadsModel;

class TestUploadsModel final : public QObject
{
    Q_OBJECT

private:
    test::ManualClock m_clock;

    [[nodiscard]] static UploadSnapshot upload(std::uint32_t id, std::uint32_t place)
    {
        UploadSnapshot one;
        one.id = id;
        one.name = QStringLiteral("file-%1").arg(id);
        one.peer = HostName::parse("lab");
        one.endpoint = sample::endpoint("10.0.0.5:1");
        one.sent = 1'000'000ULL * id;
        one.rate = place == 0 ? 48'300'000 : 0;
        one.place = place;
        return one;
    }

private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")});
        QLocale::setDefault(QLocale{QLocale::English});
    }

    void tellsWhoTakesWhat()
    {
        Model model{m_clock};
        const QAbstractItemModelTester tester{&model, Mode::QtTest};
        model.update({upload(2, 3), upload(1, 0)});
        QStringList cells;
        for (int row = 0; row < model.rowCount(); ++row) {
            for (int column = 0; column <= Model::Carrier; ++column)
                cells << model.index(row, column).data().toString();
        }
        QCOMPARE(cells,
                 (QStringList{u"file-2"_qs,
                              u"lab"_qs,
                              u"Slot wait: 3rd"_qs,
                              QString{},
                              u"2.0 MB"_qs,
                              u"10.0.0.5:1"_qs,
                              u"TCP"_qs,
                              u"file-1"_qs,
                              u"lab"_qs,
                              u"Served"_qs,
                              u"48.3 MB/s"_qs,
                              u"1.0 MB"_qs,
                              u"10.0.0.5:1"_qs,
                              u"TCP"_qs}));
    }

    void whatIsOverStaysUnlessItTookNothing()
    {
        Model model{m_clock};
        const QAbstractItemModelTester tester{&model, Mode::QtTest};
        auto idle = upload(3, 2);
        idle.sent = 0;
        model.update({upload(1, 0), upload(2, 0), idle});
        m_clock.advance(2500ms);
        auto over = upload(2, 0);
        over.isOver = true;
        idle.isOver = true;
        auto stranger = upload(9, 0);
        stranger.isOver = true;
        model.update({over, idle, stranger});
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.index(0, Model::State).data().toString(),
                 QStringLiteral("Finished: 2.0 MB in 3 s"));
        QCOMPARE(model.index(0, Model::Rate).data().toString(), QString{});
        QCOMPARE(model.runningCount(), 1);
        QCOMPARE(model.finishedCount(), 1);
        QCOMPARE(model.totalRate(), 48'300'000U);
    }

    void whatIsFinishedIsClearedAndPutBack()
    {
        Model model{m_clock};
        const QAbstractItemModelTester tester{&model, Mode::QtTest};
        auto over = upload(2, 0);
        over.isOver = true;
        model.update({upload(1, 0), upload(2, 0), upload(3, 0)});
        model.update({over});
        const auto taken = model.takeFinished();
        QCOMPARE(model.rowCount(), 2);
        QVERIFY(!model.find(2));
        model.putBack(taken);
        model.putBack(taken);
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.upload(1).snapshot.id, 2U);
    }

    void keepsTheLatestOfThoseThatAreOver()
    {
        Model model{m_clock};
        for (std::uint32_t id = 1; id <= Model::MostFinished + 5; ++id) {
            auto one = upload(id, 0);
            model.update({one});
            one.isOver = true;
            model.update({one});
        }
        QCOMPARE(model.rowCount(), static_cast<int>(Model::MostFinished));
        QVERIFY(!model.find(5));
        QVERIFY(model.find(6));
    }

    void namesAreHarmless()
    {
        Model model{m_clock};
        auto hostile = upload(1, 0);
        hostile.name = QStringLiteral("a\nb");
        model.update({hostile});
        QVERIFY(!model.index(0, Model::Name).data().toString().contains(u'\n'));
    }

    void sortsByRawValue_data()
    {
        QTest::addColumn<int>("column");
        QTest::addColumn<int>("first");
        QTest::newRow("sent") << int{Model::Sent} << 1;
        QTest::newRow("rate") << int{Model::Rate} << 0;
        QTest::newRow("state: the served first") << int{Model::State} << 1;
    }
    void sortsByRawValue()
    {
        QFETCH(int, column);
        Model model{m_clock};
        SortProxy proxy{model};
        model.update({upload(1, 0), upload(10, 3)});
        proxy.sort(column, Qt::AscendingOrder);
        QTEST(proxy.mapToSource(proxy.index(0, 0)).row(), "first");
    }
};

QTEST_GUILESS_MAIN(TestUploadsModel)
#include "tst_uploadsmodel.moc"
