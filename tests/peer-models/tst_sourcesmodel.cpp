#include "peer-gui/models/sortproxy.h"
#include "peer-gui/models/sourcesmodel.h"
#include "tests/peer-models/sampledata.h"

#include <QAbstractItemModelTester>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace ft;
using namespace ft::models;
using engine::TransferSnapshot;
using engine::TransferSource;
using engine::TransferState;
using Mode = QAbstractItemModelTester::FailureReportingMode;
using Model = SourcesModel;

class TestSourcesModel final : public QObject
{
    Q_OBJECT

private:
    [[nodiscard]] static TransferSource source(const char *address, std::uint64_t bytes)
    {
        TransferSource one;
        one.endpoint = sample::endpoint(address);
        one.bytes = bytes;
        return one;
    }
    [[nodiscard]] static TransferSnapshot fed()
    {
        auto transfer = sample::transfer(1, "a.iso", TransferState::Transferring);
        transfer.sources = {source("10.0.0.4:1", 900), source("10.0.0.5:1", 100)};
        transfer.sources[0].host = HostName::parse("studio-a");
        transfer.sources[0].state = TransferSource::State::Active;
        transfer.sources[0].rate = 1'200'000;
        transfer.sources[1].state = TransferSource::State::Queued;
        transfer.sources[1].place = 3;
        transfer.sources[1].isPartial = true;
        return transfer;
    }
    [[nodiscard]] static QStringList row(const Model &model, int row)
    {
        QStringList cells;
        for (int column = 0; column < model.columnCount(); ++column)
            cells << model.index(row, column).data().toString();
        return cells;
    }

private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")});
        QLocale::setDefault(QLocale{QLocale::English});
    }

    void tellsEachSource()
    {
        Model model;
        const QAbstractItemModelTester tester{&model, Mode::QtTest};
        model.show(fed());
        QCOMPARE(row(model, 0),
                 (QStringList{u"studio-a"_qs,
                              u"Sending"_qs,
                              u"1.2 MB/s"_qs,
                              u"900 bytes"_qs,
                              u"90 %"_qs,
                              u"10.0.0.4:1"_qs}));
        QCOMPARE(row(model, 1),
                 (QStringList{u"10.0.0.5:1 (has a part)"_qs,
                              u"Slot wait: 3rd"_qs,
                              QString{},
                              u"100 bytes"_qs,
                              u"10 %"_qs,
                              u"10.0.0.5:1"_qs}));
    }

    void theSameSourcesStayTheSameRows()
    {
        Model model;
        const QAbstractItemModelTester tester{&model, Mode::QtTest};
        model.show(fed());
        QSignalSpy reset{&model, &QAbstractItemModel::modelReset};
        QSignalSpy changed{&model, &QAbstractItemModel::dataChanged};
        auto later = fed();
        later.sources[0].bytes = 1'000;
        model.show(later);
        QCOMPARE(reset.count(), 0);
        QCOMPARE(changed.count(), 1);
        auto other = fed();
        other.id = engine::TransferId{2};
        model.show(other);
        QCOMPARE(reset.count(), 1);
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    void sortsByRawValue_data()
    {
        QTest::addColumn<int>("column");
        QTest::addColumn<int>("first");
        QTest::newRow("rate") << int{Model::Rate} << 1;
        QTest::newRow("received") << int{Model::Received} << 1;
        QTest::newRow("state") << int{Model::State} << 0;
        QTest::newRow("name") << int{Model::Name} << 1;
    }
    void sortsByRawValue()
    {
        QFETCH(int, column);
        Model model;
        SortProxy proxy{model};
        model.show(fed());
        proxy.sort(column, Qt::AscendingOrder);
        QTEST(proxy.mapToSource(proxy.index(0, 0)).row(), "first");
    }
};

QTEST_GUILESS_MAIN(TestSourcesModel)
#include "tst_sourcesmodel.moc"
