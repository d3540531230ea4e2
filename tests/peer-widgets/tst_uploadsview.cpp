#include "peer-gui/widgets/emptystate.h"
#include "peer-gui/widgets/tableview.h"
#include "peer-gui/widgets/uploadsview.h"
#include "tests/peer-models/sampledata.h"
#include "tests/support/manualclock.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>
#include <QUndoStack>

using namespace ft;
using namespace ft::widgets;

namespace {

struct Shown
{
    test::ManualClock clock;
    QUndoStack undo;
    UploadsView view{clock, undo};
    TableView *table = view.findChild<TableView *>();

    Shown()
    {
        view.show();
        view.activateWindow();
        if (!QTest::qWaitForWindowActive(&view))
            QTest::qFail("not active", __FILE__, __LINE__);
    }

    [[nodiscard]] static engine::UploadSnapshot upload(std::uint32_t id, const char *host = "lab")
    {
        engine::UploadSnapshot one;
        one.id = id;
        one.name = QStringLiteral("docs/%1.pdf").arg(id);
        if (host)
            one.peer = HostName::parse(host);
        one.endpoint = sample::endpoint("10.0.0.5:40112");
        one.sent = 1000;
        return one;
    }
    void end(std::uint32_t id)
    {
        auto over = upload(id);
        over.isOver = true;
        view.update({over});
    }
    void select(int row) const
    {
        table->setFocus();
        table->selectionModel()->setCurrentIndex(table->model()->index(row, 0),
                                                 QItemSelectionModel::ClearAndSelect
                                                     | QItemSelectionModel::Rows);
    }
};

} // namespace

class TestUploadsView final : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        QTest::failOnWarning(
            QRegularExpression{QStringLiteral("^(?!This plugin does not support).+")});
    }

    void showsThatNobodyTakesAnythingUntilSomebodyDoes()
    {
        Shown shown;
        const auto all = shown.view.findChildren<EmptyState *>();
        const auto *empty = *std::find_if(all.begin(), all.end(), [](const EmptyState *one) {
            return one->title() == u"Nobody takes anything now";
        });
        QVERIFY(empty->isVisible() && !shown.table->isVisible());
        shown.view.update({Shown::upload(1)});
        QVERIFY(!empty->isVisible() && shown.table->isVisible());
    }

    void finishedOnesStayUntilTheyAreCleared()
    {
        Shown shown;
        shown.view.update({Shown::upload(1), Shown::upload(2)});
        shown.end(1);
        QCOMPARE(shown.table->model()->rowCount(), 2);
        shown.table->setFocus();
        QTest::keyClick(shown.table, Qt::Key_Delete, Qt::ControlModifier);
        QCOMPARE(shown.table->model()->rowCount(), 1);
        shown.undo.undo();
        QCOMPARE(shown.table->model()->rowCount(), 2);
    }

    void leadsToThePeerAndToTheFile_data()
    {
        QTest::addColumn<QByteArray>("host");
        QTest::addColumn<QString>("peer");
        QTest::newRow("by its name") << QByteArray{"lab"} << u"lab"_qs;
        QTest::newRow("by its address") << QByteArray{} << u"10.0.0.5:40112"_qs;
    }
    void leadsToThePeerAndToTheFile()
    {
        QFETCH(QByteArray, host);
        Shown shown;
        const QSignalSpy browse{&shown.view, &UploadsView::browseAsked};
        const QSignalSpy share{&shown.view, &UploadsView::shareAsked};
        shown.view.update({Shown::upload(1, host.isEmpty() ? nullptr : host.constData())});
        shown.select(0);
        QTest::keyClick(shown.table, Qt::Key_B, Qt::ControlModifier);
        QTest::keyClick(shown.table, Qt::Key_H, Qt::ControlModifier);
        QTEST(browse.value(0).value(0).toString(), "peer");
        QCOMPARE(share.value(0).value(0).toString(), QStringLiteral("docs/1.pdf"));
    }

    void copiesTheAddress()
    {
        Shown shown;
        shown.view.update({Shown::upload(1), Shown::upload(2)});
        shown.table->setFocus();
        shown.table->selectAll();
        QTest::keyClick(shown.table, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("10.0.0.5:40112"));
    }

    void findsByNameAndByPeer()
    {
        Shown shown;
        shown.view.update({Shown::upload(1, "attic"), Shown::upload(2, "lab")});
        shown.view.setFilter(QStringLiteral("ATT"));
        QCOMPARE(shown.table->model()->rowCount(), 1);
        shown.view.setFilter(QStringLiteral("nothing"));
        QVERIFY(!shown.table->isVisible());
        shown.view.setFilter({});
        QCOMPARE(shown.table->model()->rowCount(), 2);
        QVERIFY(shown.table->isVisible());
    }
};

QTEST_MAIN(TestUploadsView)
#include "tst_uploadsview.moc"
