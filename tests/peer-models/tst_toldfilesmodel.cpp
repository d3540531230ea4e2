#include "peer-gui/models/sortproxy.h"
#include "peer-gui/models/toldfilesmodel.h"
#include "tests/peer-models/samplepeers.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace ft;
using namespace ft::models;
using engine::ChecksumMark;
using sample::toldFile;
using Column = ToldFilesModel::Column;
using Mode = QAbstractItemModelTester::FailureReportingMode;

class TestToldFilesModel final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale{QLocale::English}); }
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void hasTheColumnsItIsGiven()
    {
        ToldFilesModel model{{Column::Name, Column::State, Column::Md5, Column::ToldBefore}};
        const QAbstractItemModelTester tester{&model, Mode::Fatal};
        model.put({toldFile("a", 1, ChecksumMark::Changed), toldFile("b", 1, ChecksumMark::New)});
        QCOMPARE(model.columnCount(), 4);
        QCOMPARE(model.index(0, 1).data().toString(), QStringLiteral("Changed"));
        QCOMPARE(model.index(0, 2).data().toString(),
                 QStringLiteral("9e107d9d372bb6826bd81d3542a419d6"));
        QVERIFY(!model.index(0, 3).data().toString().isEmpty());
        QVERIFY(model.index(1, 3).data().toString().isEmpty());
    }

    void aFileThatIsThereChangesItsRow()
    {
        ToldFilesModel model{{Column::Name, Column::State}};
        const QAbstractItemModelTester tester{&model, Mode::Fatal};
        model.put({toldFile("a", 1, ChecksumMark::Changing), toldFile("b", 1)});
        QSignalSpy changed{&model, &QAbstractItemModel::dataChanged};
        model.put({toldFile("c", 1, ChecksumMark::New), toldFile("a", 7, ChecksumMark::Same)});
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(model.file(0).record.size, 7U);
        QCOMPARE(model.counts().changing, 0U);
        QCOMPARE(model.counts().same, 1U);
        model.clear();
        QCOMPARE(model.counts(), ToldFilesModel::Counts{});
    }

    void countsWhatIsThereNow()
    {
        ToldFilesModel model{{Column::Name}};
        model.put({toldFile("a", 10, ChecksumMark::Same),
                   toldFile("b", 20, ChecksumMark::Gone),
                   toldFile("c", 30, ChecksumMark::New)});
        QCOMPARE(model.counts().files, 2U);
        QCOMPARE(model.counts().bytes, 40U);
        QCOMPARE(model.counts().gone, 1U);
    }

    void whatIsWorthALookComesFirst()
    {
        ToldFilesModel model{{Column::Name, Column::State}};
        SortProxy proxy{model};
        model.put({toldFile("same", 1, ChecksumMark::Same),
                   toldFile("gone", 1, ChecksumMark::Gone),
                   toldFile("changed", 1, ChecksumMark::Changed)});
        proxy.sort(1, Qt::AscendingOrder);
        QCOMPARE(proxy.index(0, 0).data().toString(), QStringLiteral("changed"));
        QCOMPARE(proxy.index(2, 0).data().toString(), QStringLiteral("same"));
    }

    void everyMarkHasItsWords()
    {
        for (const auto mark : {ChecksumMark::New,
                                ChecksumMark::Same,
                                ChecksumMark::Changed,
                                ChecksumMark::Gone,
                                ChecksumMark::Changing}) {
            QVERIFY(!markText(mark).isEmpty());
            QVERIFY(markSentence(toldFile("a", 1, mark)).endsWith(u'.'));
        }
    }
};

QTEST_GUILESS_MAIN(TestToldFilesModel)
#include "tst_toldfilesmodel.moc"
