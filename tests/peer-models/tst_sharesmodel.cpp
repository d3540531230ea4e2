#include "peer-gui/models/sharesmodel.h"
#include "peer-gui/models/sortproxy.h"
#include "tests/peer-models/sampledata.h"

#include <QAbstractItemModelTester>
#include <QPersistentModelIndex>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace ft;
using namespace ft::models;
using sample::shared;
using Mode = QAbstractItemModelTester::FailureReportingMode;
using Model = SharesModel;

class TestSharesModel final : public QObject
{
    Q_OBJECT

private:
    [[nodiscard]] static QStringList names(const QAbstractItemModel &model)
    {
        QStringList all;
        for (int row = 0; row < model.rowCount(); ++row)
            all << model.index(row, Model::Name).data().toString();
        return all;
    }

private slots:
    void initTestCase() { QLocale::setDefault(QLocale{QLocale::English}); }
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void showsAFileInItsColumns()
    {
        Model model;
        const QAbstractItemModelTester tester{&model, Mode::QtTest};
        model.update({shared("docs/a.txt", 8'412)});
        QCOMPARE(model.index(0, Model::Name).data().toString(), QStringLiteral("docs/a.txt"));
        QCOMPARE(model.index(0, Model::Size).data().toString(), QStringLiteral("8.4 kB"));
        QCOMPARE(model.index(0, Model::LocalPath).data().toString(),
                 QStringLiteral("/home/ada/share/docs/a.txt"));
        for (int column = 0; column < Model::ColumnCount; ++column)
            QVERIFY(
                !model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().isEmpty());
    }

    void aNewShareMovesNoRowThatStays()
    {
        Model model;
        const QAbstractItemModelTester tester{&model, Mode::QtTest};
        model.update({shared("a", 1), shared("b", 1), shared("c", 1), shared("d", 1)});
        const QPersistentModelIndex c{model.index(2, 0)};
        QSignalSpy reset{&model, &QAbstractItemModel::modelReset};
        QSignalSpy changed{&model, &QAbstractItemModel::dataChanged};
        model.update({shared("e", 1), shared("c", 2), shared("a", 1)});
        QCOMPARE(names(model), (QStringList{u"a"_qs, u"c"_qs, u"e"_qs}));
        QCOMPARE(reset.count(), 0);
        QCOMPARE(c.row(), 1);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(c.sibling(c.row(), Model::Size).data(Model::SortRole).toULongLong(), 2U);
    }

    void theSameShareAgainChangesNothing()
    {
        Model model;
        model.update({shared("a", 1), shared("b", 1)});
        QSignalSpy changed{&model, &QAbstractItemModel::dataChanged};
        QSignalSpy inserted{&model, &QAbstractItemModel::rowsInserted};
        QSignalSpy removed{&model, &QAbstractItemModel::rowsRemoved};
        model.update({shared("b", 1), shared("a", 1)});
        QCOMPARE(changed.count() + inserted.count() + removed.count(), 0);
    }

    void manyGapsAreOneReset()
    {
        Model model;
        const QAbstractItemModelTester tester{&model, Mode::QtTest};
        std::vector<engine::SharedFileInfo> all;
        std::vector<engine::SharedFileInfo> half;
        for (int i = 0; i < 1000; ++i) {
            all.push_back(shared(QByteArray::number(i).constData(), 1));
            if (i % 2 == 0)
                half.push_back(all.back());
        }
        model.update(all);
        QSignalSpy reset{&model, &QAbstractItemModel::modelReset};
        QSignalSpy removed{&model, &QAbstractItemModel::rowsRemoved};
        model.update(half);
        QCOMPARE(reset.count(), 1);
        QCOMPARE(removed.count(), 0);
        QCOMPARE(model.rowCount(), 500);
    }

    void sortsByRawValueAlsoAfterRowsWentAway()
    {
        Model model;
        SortProxy proxy{model};
        const QAbstractItemModelTester tester{&proxy, Mode::QtTest};
        proxy.sort(Model::Name, Qt::AscendingOrder);
        model.update({shared("x9", 1), shared("x10", 1), shared("X1", 1)});
        QCOMPARE(names(proxy), (QStringList{u"X1"_qs, u"x9"_qs, u"x10"_qs}));
        model.update({shared("x10", 1), shared("x2", 1)});
        QCOMPARE(names(proxy), (QStringList{u"x2"_qs, u"x10"_qs}));
        model.update({shared("x10", 900), shared("x2", 1'000)});
        proxy.sort(Model::Size, Qt::AscendingOrder);
        QCOMPARE(names(proxy), (QStringList{u"x10"_qs, u"x2"_qs}));
    }
};

QTEST_GUILESS_MAIN(TestSharesModel)
#include "tst_sharesmodel.moc"
