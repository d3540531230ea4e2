#include "peer-gui/widgets/emptystate.h"
#include "peer-gui/widgets/hashingbar.h"
#include "peer-gui/widgets/noticelist.h"
#include "peer-gui/widgets/publishdialog.h"
#include "peer-gui/widgets/shareactions.h"
#include "peer-gui/widgets/sharefoldersview.h"
#include "peer-gui/widgets/sharepage.h"
#include "peer-gui/widgets/tableview.h"
#include "tests/peer-widgets/sharestage.h"

#include <QAction>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace ft;
using namespace ft::widgets;
using engine::ShareNotice;
using test::ShareStage;

/// What is seen of the share, and what is done to its files.
class TestSharePage final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale{QLocale::English}); }
    void init()
    {
        QTest::failOnWarning(
            QRegularExpression{QStringLiteral("^(?!This plugin does not support).+")});
    }

    void saysThatNothingIsSharedAndWhatThatMeans()
    {
        ShareStage stage;
        stage.page.update({0, 0, 0, 0, 0, true, 0, {}});
        QVERIFY(stage.empty->isVisible());
        QCOMPARE(stage.empty->title(), QStringLiteral("You share nothing yet"));
        QVERIFY(stage.empty->text().contains(u"at least one file"));
        QCOMPARE(stage.empty->findChildren<QPushButton *>().size(), 2);
    }

    void listsTheShareAndTellsIt()
    {
        ShareStage stage;
        QSignalSpy listed{&stage.page, &SharePage::listed};
        stage.show({sample::shared("docs/a.txt", 10), sample::shared("b.txt", 20)});
        QVERIFY(stage.hasRows({u"a.txt"_qs, u"b.txt"_qs}));
        QVERIFY(stage.table->isVisible());
        QCOMPARE(listed.count(), 1);
    }

    void manyReportsAreOneListing()
    {
        ShareStage stage;
        stage.show({sample::shared("a", 1)});
        QVERIFY(stage.hasRows({u"a"_qs}));
        QCOMPARE(stage.commands.listings, 1);
        for (std::uint64_t files = 2; files < 50; ++files)
            stage.page.update({files, 10, files, 10, 10, true, 0, {}});
        QCOMPARE(stage.commands.listings, 1);
        QTRY_COMPARE(stage.commands.listings, 2);
    }

    void aFolderShowsItsOwnFilesAlone()
    {
        ShareStage stage;
        stage.show({sample::shared("docs/a.txt", 10), sample::shared("b.txt", 20)});
        QVERIFY(stage.hasRows({u"a.txt"_qs, u"b.txt"_qs}));
        stage.pick(u"/home/ada/share/docs"_qs);
        QVERIFY(stage.hasRows({u"a.txt"_qs}));
        stage.pick(models::AllKey);
        QVERIFY(stage.hasRows({u"a.txt"_qs, u"b.txt"_qs}));
    }

    void filtersWhatIsTyped()
    {
        ShareStage stage;
        stage.show({sample::shared("docs/a.txt", 10), sample::shared("b.txt", 20)});
        QVERIFY(stage.hasRows({u"a.txt"_qs, u"b.txt"_qs}));
        stage.page.find();
        QVERIFY(stage.filter->hasFocus());
        QTest::keyClicks(stage.filter, QStringLiteral("docs"));
        QVERIFY(stage.hasRows({u"a.txt"_qs}));
        QTest::keyClicks(stage.filter, QStringLiteral("none"));
        QVERIFY(stage.hasRows({}));
        QTRY_VERIFY(!stage.table->isVisible());
    }

    void sortsByTheHeaderOnRawValues()
    {
        ShareStage stage;
        stage.show({sample::shared("a", 9'000), sample::shared("b", 10'000'000)});
        QVERIFY(stage.hasRows({u"a"_qs, u"b"_qs}));
        stage.table->sortByColumn(static_cast<int>(models::ShareColumn::Size), Qt::DescendingOrder);
        QVERIFY(stage.hasRows({u"b"_qs, u"a"_qs}));
    }

    void showsHowFarHashingIsAndHoldsIt()
    {
        ShareStage stage;
        auto *bar = stage.page.findChild<QProgressBar *>();
        auto &pause = stage.page.findChild<HashingBar *>()->pauseAction();
        stage.page.update({1, 10, 4, 250, 1000, false, 0, {}});
        QVERIFY(bar->isVisible());
        QCOMPARE(bar->value() * 4, bar->maximum());
        pause.trigger();
        QCOMPARE(stage.commands.log, QStringList{u"pause"_qs});
        stage.page.update({1, 10, 4, 250, 1000, false, 0, {}, true});
        pause.trigger();
        QCOMPARE(stage.commands.log.constLast(), u"resume"_qs);
        stage.page.update({4, 1000, 4, 1000, 1000, true, 0, {}});
        QVERIFY(!bar->isVisible());
    }

    void aChosenFileIsPublishedUnderTheNameGivenAndTakenBack()
    {
        ShareStage stage;
        stage.page.publishAction().trigger();
        auto *files = stage.page.findChild<QFileDialog *>();
        QVERIFY(files);
        emit files->fileSelected(QStringLiteral("/home/ada/notes.txt"));
        files->close();
        auto *dialog = stage.page.findChild<PublishDialog *>();
        QVERIFY(dialog);
        auto *name = dialog->findChild<QLineEdit *>();
        QCOMPARE(name->text(), QStringLiteral("notes.txt"));
        name->setText(QStringLiteral("trip/notes.txt"));
        dialog->accept();
        QCOMPARE(stage.commands.published.size(), 1U);
        QCOMPARE(stage.commands.published[0].name, QStringLiteral("trip/notes.txt"));
        QVERIFY(!stage.undo.canUndo());
        stage.commands.published[0].done(sample::shared("trip/notes.txt", 3));
        stage.undo.undo();
        QCOMPARE(stage.commands.unpublished.size(), 1U);
        QCOMPARE(stage.commands.unpublished[0].name, QStringLiteral("trip/notes.txt"));
    }

    void theSelectedFileIsSharedUnderAnotherName()
    {
        ShareStage stage;
        stage.show({sample::shared("docs/a.txt", 10)});
        QVERIFY(stage.hasRows({u"a.txt"_qs}));
        stage.table->selectRow(0);
        stage.table->setFocus();
        QTest::keyClick(stage.table, Qt::Key_F2);
        auto *dialog = stage.page.findChild<PublishDialog *>();
        QVERIFY(dialog);
        dialog->findChild<QLineEdit *>()->setText(QStringLiteral("b.txt"));
        dialog->accept();
        QCOMPARE(stage.commands.published.size(), 1U);
        QCOMPARE(stage.commands.published[0].localPath,
                 QStringLiteral("/home/ada/share/docs/a.txt"));
        QCOMPARE(stage.commands.published[0].name, QStringLiteral("b.txt"));
    }

    void aNameThatCannotBeIsRefusedWhileItIsTyped()
    {
        PublishDialog dialog{QStringLiteral("/home/ada/a.txt")};
        auto *publish = dialog.findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok);
        QVERIFY(publish->isEnabled());
        dialog.findChild<QLineEdit *>()->setText(QStringLiteral("../a.txt"));
        QVERIFY(!publish->isEnabled());
    }

    void deleteStopsSharingASingleFileAndUndoSharesItAgain()
    {
        ShareStage stage;
        auto single = sample::shared("b.txt", 10);
        single.localPath = QStringLiteral("/elsewhere/b.txt");
        stage.show({sample::shared("a.txt", 10), single});
        QVERIFY(stage.hasRows({u"a.txt"_qs, u"b.txt"_qs}));
        stage.table->setFocus();
        stage.table->selectRow(1);
        QTest::keyClick(stage.table, Qt::Key_Delete);
        QCOMPARE(stage.commands.unpublished.size(), 1U);
        QCOMPARE(stage.commands.unpublished[0].name, QStringLiteral("b.txt"));
        stage.commands.shares.pop_back();
        stage.commands.unpublished[0].done(SharedPath::parse("b.txt").value());
        QVERIFY(stage.hasRows({u"a.txt"_qs}));
        stage.undo.undo();
        QCOMPARE(stage.commands.published.size(), 1U);
        QCOMPARE(stage.commands.published[0].localPath, QStringLiteral("/elsewhere/b.txt"));
    }

    void deleteLeavesAFileOfAFolderOutByAPattern()
    {
        ShareStage stage;
        QSignalSpy kept{&stage.page, &SharePage::filterChanged};
        stage.show({sample::shared("docs/a[1].txt", 10)});
        QVERIFY(stage.hasRows({u"a[1].txt"_qs}));
        stage.table->setFocus();
        stage.table->selectRow(0);
        QTest::keyClick(stage.table, Qt::Key_Delete);
        QCOMPARE(stage.commands.log, QStringList{u"leave out /docs/a[[]1].txt"_qs});
        QCOMPARE(kept.count(), 1);
        stage.undo.undo();
        QCOMPARE(stage.commands.log.constLast(), u"leave out "_qs);
        QCOMPARE(kept.count(), 2);
    }

    void opensCopiesAndSearchesTheSelectedFile()
    {
        ShareStage stage;
        QSignalSpy asked{&stage.page, &SharePage::searchAsked};
        stage.show({sample::shared("docs/a.txt", 10)});
        QVERIFY(stage.hasRows({u"a.txt"_qs}));
        stage.table->selectRow(0);
        stage.table->setFocus();
        QTest::keyClick(stage.table, Qt::Key_Return);
        QCOMPARE(stage.opened, QList<QUrl>{QUrl{u"file:///home/ada/share/docs/a.txt"_qs}});
        stage.actions->openFolder()->trigger();
        QCOMPARE(stage.opened.constLast(), QUrl{u"file:///home/ada/share/docs"_qs});
        QTest::keyClick(stage.table, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("docs/a.txt"));
        stage.actions->copyLink()->trigger();
        const auto link = QGuiApplication::clipboard()->text();
        QVERIFY2(link.startsWith(u"filetracker:") && link.contains(u"tracker.example"),
                 qPrintable(link));
        stage.actions->searchOthers()->trigger();
        QCOMPARE(asked.count(), 1);
        QVERIFY(asked[0][0].toString().startsWith(u"root:"));
    }

    void checksTheSelectedFilesAndRepairsTheDamagedOnes()
    {
        ShareStage stage;
        QSignalSpy said{&stage.page, &SharePage::said};
        auto damaged = sample::shared("bad", 10);
        damaged.isDamaged = true;
        stage.show({sample::shared("a", 10), damaged});
        QVERIFY(stage.hasRows({u"a"_qs, u"bad"_qs}));
        stage.table->selectAll();
        stage.actions->check()->trigger();
        QCOMPARE(stage.commands.checks.size(), 2U);
        engine::CheckNews over;
        over.isOver = true;
        over.files = 1;
        over.bytes = 10;
        stage.commands.checks[0].hear(over);
        QCOMPARE(said.count(), 0);
        over.damaged = 1;
        stage.commands.checks[1].hear(over);
        QCOMPARE(said.count(), 1);
        QVERIFY(said[0][0].toString().contains(u"damaged"));
        stage.actions->repair()->trigger();
        QCOMPARE(stage.commands.repairs.size(), 1U);
        QCOMPARE(stage.commands.repairs[0].name, QStringLiteral("bad"));
    }

    void gathersNoticesInOneLine()
    {
        ShareStage stage;
        auto *notices = stage.page.findChild<NoticeList *>();
        QVERIFY(!notices->isVisible());
        stage.page.addNotice({ShareNotice::Kind::FolderMissing, QStringLiteral("/gone"), 0, {}});
        QVERIFY(notices->isVisible());
        QCOMPARE(notices->summary(), QStringLiteral("The share folder /gone does not exist."));
        stage.page.addNotice({ShareNotice::Kind::SymlinkLoop, QStringLiteral("/x"), 0, {}});
        QVERIFY(notices->summary().startsWith(u"2 "));
        QCOMPARE(notices->notices().size(), 2);
    }
};

QTEST_MAIN(TestSharePage)
#include "tst_sharepage.moc"
