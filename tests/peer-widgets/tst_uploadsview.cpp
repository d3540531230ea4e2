#include "peer-gui/widgets/emptystate.h"
#include "peer-gui/widgets/tableview.h"
#include "peer-gui/widgets/uploadsview.h"
#include "tests/peer-models/sampledata.h"

#include <QRegularExpression>
#include <QTest>

using namespace ft;
using namespace ft::widgets;

class TestUploadsView final : public QObject
{
    Q_OBJECT

private slots:
    void showsThatNobodyTakesAnythingUntilSomebodyDoes()
    {
        QTest::failOnWarning(
            QRegularExpression{QStringLiteral("^(?!This plugin does not support).+")});
        UploadsView page;
        page.show();
        auto *empty = page.findChild<EmptyState *>();
        auto *table = page.findChild<TableView *>();
        QVERIFY(empty->isVisible() && !table->isVisible());
        QCOMPARE(empty->title(), QStringLiteral("Nobody takes anything now"));
        engine::UploadSnapshot upload;
        upload.id = 1;
        page.update({upload});
        QVERIFY(!empty->isVisible() && table->isVisible());
        upload.isOver = true;
        page.update({upload});
        QVERIFY(empty->isVisible() && !table->isVisible());
    }
};

QTEST_MAIN(TestUploadsView)
#include "tst_uploadsview.moc"
