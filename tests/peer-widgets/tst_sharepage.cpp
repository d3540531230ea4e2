#include "peer-gui/widgets/emptystate.h"
#include "peer-gui/widgets/noticelist.h"
#include "peer-gui/widgets/publishdialog.h"
#include "peer-gui/widgets/sharepage.h"
#include "peer-gui/widgets/tableview.h"
#include "tests/peer-models/sampledata.h"
#include "tests/peer-widgets/fakeshare.h"

#include <QDialogButtonBox>
#include <QDropEvent>
#include <QFileDialog>
#include <QLineEdit>
#include <QMimeData>
#include <QProgressBar>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace ft;
using namespace ft::widgets;
using engine::Problem;
using engine::ShareNotice;
using engine::ShareSummary;

namespace {

constexpr ShareSummary OneFile{1, 10, 1, 10, 10, true, 0, {}};

struct Shown
{
    FakeShare commands;
    SharePage page{commands};
    TableView *table = page.findChild<TableView *>();
    EmptyState *empty = page.findChild<EmptyState *>();

    Shown()
    {
        page.show();
        page.activateWindow();
        if (!QTest::qWaitForWindowActive(&page))
            QTest::qFail("not active", __FILE__, __LINE__);
    }
};

void drop(QWidget &target, const QList<QUrl> &urls)
{
    QMimeData data;
    data.setUrls(urls);
    QDragEnterEvent enter{{5, 5}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier};
    QCoreApplication::sendEvent(&target, &enter);
    if (!enter.isAccepted())
        return;
    QDropEvent event{{5.0, 5.0}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier};
    QCoreApplication::sendEvent(&target, &event);
}

} // namespace

class TestSharePage final : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        QTest::failOnWarning(
            QRegularExpression{QStringLiteral("^(?!This plugin does not support).+")});
    }

    void saysThatNothingIsSharedAndWhatThatMeans()
    {
        Shown shown;
        shown.page.update({0, 0, 0, 0, 0, true, 0, {}});
        QVERIFY(shown.empty->isVisible());
        QCOMPARE(shown.empty->title(), QStringLiteral("You share nothing yet"));
        QVERIFY(shown.empty->text().contains(u"at least one file"));
        QVERIFY(shown.empty->findChild<QPushButton *>());
    }

    void listsTheShareWhenItChanges()
    {
        Shown shown;
        shown.commands.shares = {sample::shared("a.txt", 10)};
        shown.page.update(OneFile);
        QCOMPARE(shown.table->model()->rowCount(), 1);
        QVERIFY(shown.table->isVisible());
    }

    void manyReportsAreOneListing()
    {
        Shown shown;
        shown.page.update(OneFile);
        QCOMPARE(shown.commands.listings, 1);
        for (std::uint64_t files = 2; files < 50; ++files)
            shown.page.update({files, 10, files, 10, 10, true, 0, {}});
        QCOMPARE(shown.commands.listings, 1);
        QTRY_COMPARE(shown.commands.listings, 2);
    }

    void showsHowFarHashingIs()
    {
        Shown shown;
        auto *bar = shown.page.findChild<QProgressBar *>();
        shown.page.update({1, 10, 4, 250, 1000, false, 0, {}});
        QVERIFY(bar->isVisible());
        QCOMPARE(bar->value() * 4, bar->maximum());
        shown.page.update({4, 1000, 4, 1000, 1000, true, 0, {}});
        QVERIFY(!bar->isVisible());
    }

    void droppedFilesArePublishedUnderTheirOwnNames()
    {
        Shown shown;
        drop(shown.page,
             {QUrl{u"file:///home/ada/a%20b.txt"_qs},
              QUrl{u"https://example.org/x"_qs},
              QUrl{u"file:///home/ada/c.txt"_qs}});
        QCOMPARE(shown.commands.published.size(), 2U);
        QCOMPARE(shown.commands.published[0].localPath, QStringLiteral("/home/ada/a b.txt"));
        QCOMPARE(shown.commands.published[0].name, QStringLiteral("a b.txt"));
        drop(shown.page, {QUrl{u"https://example.org/x"_qs}});
        QCOMPARE(shown.commands.published.size(), 2U);
    }

    void tellsWhenPublishingFailed()
    {
        Shown shown;
        QSignalSpy failed{&shown.page, &SharePage::failed};
        drop(shown.page, {QUrl{u"file:///home/ada/folder"_qs}});
        const Problem problem{engine::ProblemCode::FileUnreadable,
                              engine::Operation::Publish,
                              QStringLiteral("/home/ada/folder"),
                              {}};
        shown.commands.published[0].done(tl::unexpected(problem));
        QCOMPARE(failed.count(), 1);
        QCOMPARE(failed[0][0].value<Problem>(), problem);
    }

    void aChosenFileIsPublishedUnderTheNameGiven()
    {
        Shown shown;
        shown.page.publishAction().trigger();
        auto *files = shown.page.findChild<QFileDialog *>();
        QVERIFY(files);
        emit files->fileSelected(QStringLiteral("/home/ada/notes.txt"));
        files->close();
        auto *dialog = shown.page.findChild<PublishDialog *>();
        QVERIFY(dialog);
        auto *name = dialog->findChild<QLineEdit *>();
        QCOMPARE(name->text(), QStringLiteral("notes.txt"));
        name->setText(QStringLiteral("trip/notes.txt"));
        dialog->accept();
        QCOMPARE(shown.commands.published.size(), 1U);
        QCOMPARE(shown.commands.published[0].name, QStringLiteral("trip/notes.txt"));
    }

    void aNameThatCannotBeIsRefusedWhileItIsTyped()
    {
        PublishDialog dialog{QStringLiteral("/home/ada/a.txt")};
        auto *publish = dialog.findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok);
        QVERIFY(publish->isEnabled());
        dialog.findChild<QLineEdit *>()->setText(QStringLiteral("../a.txt"));
        QVERIFY(!publish->isEnabled());
    }

    void deleteStopsSharingTheSelectedFile()
    {
        Shown shown;
        shown.commands.shares = {sample::shared("a.txt", 10), sample::shared("b.txt", 10)};
        shown.page.update(OneFile);
        shown.table->setFocus();
        shown.table->selectRow(1);
        QTest::keyClick(shown.table, Qt::Key_Delete);
        QCOMPARE(shown.commands.unpublished.size(), 1U);
        QCOMPARE(shown.commands.unpublished[0].name, QStringLiteral("b.txt"));
        shown.commands.shares.pop_back();
        shown.commands.unpublished[0].done(SharedPath::parse("b.txt").value());
        QTRY_COMPARE(shown.table->model()->rowCount(), 1);
    }

    void gathersNoticesInOneLine()
    {
        Shown shown;
        auto *notices = shown.page.findChild<NoticeList *>();
        QVERIFY(!notices->isVisible());
        shown.page.addNotice({ShareNotice::Kind::FolderMissing, QStringLiteral("/gone"), 0, {}});
        QVERIFY(notices->isVisible());
        QCOMPARE(notices->summary(), QStringLiteral("The share folder /gone does not exist."));
        shown.page.addNotice({ShareNotice::Kind::SymlinkLoop, QStringLiteral("/x"), 0, {}});
        QVERIFY(notices->summary().startsWith(u"2 "));
        QCOMPARE(notices->notices().size(), 2);
    }
};

QTEST_MAIN(TestSharePage)
#include "tst_sharepage.moc"
