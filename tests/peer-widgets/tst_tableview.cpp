#include "peer-gui/models/searchresultsmodel.h"
#include "peer-gui/widgets/tableview.h"
#include "tests/peer-models/sampledata.h"

#include <QHeaderView>
#include <QRegularExpression>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace ft;
using namespace ft::widgets;
using models::SearchResultsModel;

class TestTableView final : public QObject
{
    Q_OBJECT

private:
    SearchResultsModel m_model{HostName::nearest(QStringLiteral("me"))};

private slots:
    void init()
    {
        QTest::failOnWarning(
            QRegularExpression{QStringLiteral("^(?!This plugin does not support).+")});
        m_model.replace({sample::record(sample::file("b", "text/plain", 1), "x", "10.0.0.1:1"),
                         sample::record(sample::file("c", "text/plain", 2), "x", "10.0.0.1:1"),
                         sample::record(sample::file("a", "text/plain", 3), "x", "10.0.0.1:1")});
    }

    void givesTheSelectedRowsOfTheModelInTheOrderSeen()
    {
        TableView table{m_model, QStringLiteral("Files")};
        table.sortByColumn(SearchResultsModel::Name, Qt::AscendingOrder);
        table.selectAll();
        QCOMPARE(table.selectedRows(), (std::vector<int>{2, 0, 1}));
        table.selectFirstRow();
        QCOMPARE(table.selectedRows(), std::vector<int>{2});
    }

    void remembersColumnsAndSorting()
    {
        const QTemporaryDir folder;
        QSettings settings{folder.filePath(QStringLiteral("w.ini")), QSettings::IniFormat};
        {
            TableView table{m_model, QStringLiteral("Files")};
            table.setColumnWidth(SearchResultsModel::Name, 321);
            table.setColumnHidden(SearchResultsModel::Type, true);
            table.horizontalHeader()->moveSection(SearchResultsModel::Peer, 1);
            table.sortByColumn(SearchResultsModel::Size, Qt::DescendingOrder);
            table.saveColumns(settings, QStringLiteral("columns"));
        }
        TableView table{m_model, QStringLiteral("Files")};
        table.restoreColumns(settings, QStringLiteral("columns"));
        QCOMPARE(table.columnWidth(SearchResultsModel::Name), 321);
        QVERIFY(table.isColumnHidden(SearchResultsModel::Type));
        QCOMPARE(table.horizontalHeader()->visualIndex(SearchResultsModel::Peer), 1);
        table.selectFirstRow();
        QCOMPARE(table.selectedRows(), std::vector<int>{2});
    }

    void aSpoiltMemoryIsIgnored()
    {
        const QTemporaryDir folder;
        QSettings settings{folder.filePath(QStringLiteral("w.ini")), QSettings::IniFormat};
        settings.setValue(QStringLiteral("columns"), QByteArray{"nonsense"});
        TableView table{m_model, QStringLiteral("Files")};
        table.restoreColumns(settings, QStringLiteral("columns"));
        QVERIFY(!table.isColumnHidden(SearchResultsModel::Name));
    }
};

QTEST_MAIN(TestTableView)
#include "tst_tableview.moc"
