#include "peer-gui/models/recordsmodel.h"
#include "peer-gui/widgets/tableview.h"
#include "tests/peer-models/sampledata.h"

#include <QHeaderView>
#include <QRegularExpression>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace ft;
using namespace ft::widgets;
using models::RecordsModel;

class TestTableView final : public QObject
{
    Q_OBJECT

private:
    models::Holdings m_holdings;
    models::ResultCells m_cells{HostName::nearest(QStringLiteral("me")), m_holdings};
    RecordsModel m_model;

    static SourceRecord record(const char *path, int age)
    {
        auto record = sample::record(sample::file(path, "text/plain", 1), "x", "10.0.0.1:1");
        record.file.modified -= std::chrono::hours{age};
        return record;
    }

private slots:
    void init()
    {
        QTest::failOnWarning(
            QRegularExpression{QStringLiteral("^(?!This plugin does not support).+")});
        m_model.show({record("b", 3), record("c", 2), record("a", 1)}, m_cells);
    }

    void givesTheSelectedRowsOfTheModelInTheOrderSeen()
    {
        TableView table{m_model, QStringLiteral("Files")};
        table.sortByColumn(RecordsModel::Path, Qt::AscendingOrder);
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
            table.setColumnWidth(RecordsModel::Peer, 321);
            table.setColumnHidden(RecordsModel::Path, true);
            table.horizontalHeader()->moveSection(RecordsModel::Address, 1);
            table.sortByColumn(RecordsModel::Modified, Qt::DescendingOrder);
            table.saveColumns(settings, QStringLiteral("columns"));
        }
        TableView table{m_model, QStringLiteral("Files")};
        table.restoreColumns(settings, QStringLiteral("columns"));
        QCOMPARE(table.columnWidth(RecordsModel::Peer), 321);
        QVERIFY(table.isColumnHidden(RecordsModel::Path));
        QCOMPARE(table.horizontalHeader()->visualIndex(RecordsModel::Address), 1);
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
        QVERIFY(!table.isColumnHidden(RecordsModel::Peer));
    }
};

QTEST_MAIN(TestTableView)
#include "tst_tableview.moc"
