#include "peer-gui/widgets/excludesdialog.h"
#include "peer-gui/widgets/noticelist.h"
#include "tests/peer-widgets/sharestage.h"

#include <QAction>
#include <QCheckBox>
#include <QDropEvent>
#include <QFileDialog>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QSignalSpy>

using namespace ft;
using namespace ft::widgets;
using engine::Problem;
using test::ShareStage;
using State = engine::ShareFolderInfo::State;

namespace {

const auto Share = QStringLiteral("/home/ada/share");
const auto ShareKey = QStringLiteral("share:/home/ada/share");

/// Sends what a person does with files in hand.
class Drag final
{
public:
    explicit Drag(const QList<QUrl> &urls) { m_data.setUrls(urls); }

    [[nodiscard]] bool enter(QWidget &target)
    {
        QDragEnterEvent event{{5, 5}, Qt::CopyAction, &m_data, Qt::LeftButton, Qt::NoModifier};
        event.ignore();
        QCoreApplication::sendEvent(&target, &event);
        return event.isAccepted();
    }
    static void leave(QWidget &target)
    {
        QDragLeaveEvent event;
        QCoreApplication::sendEvent(&target, &event);
    }
    void drop(QWidget &target)
    {
        if (!enter(target))
            return;
        QDropEvent event{{5.0, 5.0}, Qt::CopyAction, &m_data, Qt::LeftButton, Qt::NoModifier};
        QCoreApplication::sendEvent(&target, &event);
    }

private:
    QMimeData m_data;
};

Problem unreadable(const char *path)
{
    return {engine::ProblemCode::FileUnreadable,
            engine::Operation::Publish,
            QString::fromUtf8(path),
            {}};
}

QWidget *hintOf(const ShareStage &stage)
{
    for (auto *widget : stage.page.findChildren<QWidget *>(QString{}, Qt::FindDirectChildrenOnly)) {
        if (widget->accessibleName().startsWith(u"Drop"))
            return widget;
    }
    return nullptr;
}

} // namespace

/// What is done to the folders of the share, and what is dropped on it.
class TestShareFolders final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale{QLocale::English}); }
    void init()
    {
        QTest::failOnWarning(
            QRegularExpression{QStringLiteral("^(?!This plugin does not support).+")});
    }

    void aChosenFolderIsSharedAndTakenBack()
    {
        ShareStage stage;
        QSignalSpy kept{&stage.page, &SharePage::foldersChanged};
        stage.show({sample::shared("a", 1)});
        QVERIFY(stage.hasRows({u"a"_qs}));
        stage.page.addFolderAction().trigger();
        auto *dialog = stage.page.findChild<QFileDialog *>();
        QVERIFY(dialog);
        emit dialog->fileSelected(QStringLiteral("/home/ada/music"));
        dialog->close();
        QCOMPARE(stage.commands.log, QStringList{u"add /home/ada/music at 1"_qs});
        QCOMPARE(kept.count(), 1);
        QCOMPARE(kept[0][0].toStringList(), (QStringList{Share, u"/home/ada/music"_qs}));
        stage.undo.undo();
        QCOMPARE(stage.commands.log.constLast(), u"remove /home/ada/music"_qs);
        stage.undo.redo();
        QCOMPARE(stage.commands.log.constLast(), u"add /home/ada/music at 1"_qs);
    }

    void aFolderThatCannotBeSharedIsToldAndNotToBeUndone()
    {
        ShareStage stage;
        QSignalSpy failed{&stage.page, &SharePage::failed};
        stage.commands.problem = unreadable("/root");
        stage.page.addFolderAction().trigger();
        emit stage.page.findChild<QFileDialog *>()->fileSelected(QStringLiteral("/root"));
        QCOMPARE(failed.count(), 1);
        QVERIFY(!stage.undo.canUndo());
    }

    void deleteRemovesTheSelectedFolderAndUndoPutsItBackInItsPlace()
    {
        ShareStage stage;
        stage.commands.share(Share, State::Watched);
        stage.commands.share(QStringLiteral("/other"), State::Watched);
        stage.show({sample::shared("a", 1)});
        QVERIFY(stage.hasRows({u"a"_qs}));
        stage.pick(ShareKey);
        stage.tree->setFocus();
        QTest::keyClick(stage.tree, Qt::Key_Delete);
        QCOMPARE(stage.commands.log, QStringList{u"remove /home/ada/share"_qs});
        stage.undo.undo();
        QCOMPARE(stage.commands.log.constLast(), u"add /home/ada/share at 0"_qs);
    }

    void aFolderBelowIsLeftOutByAPattern()
    {
        ShareStage stage;
        stage.show({sample::shared("docs/old/a", 1), sample::shared("b", 1)});
        QVERIFY(stage.hasRows({u"a"_qs, u"b"_qs}));
        stage.pick(QStringLiteral("/home/ada/share/docs"));
        stage.actions->removeFolder()->trigger();
        QCOMPARE(stage.commands.log, QStringList{u"leave out /docs/"_qs});
    }

    void aFolderIsTakenOutForAWhile()
    {
        ShareStage stage;
        stage.show({sample::shared("a", 1)});
        QVERIFY(stage.hasRows({u"a"_qs}));
        stage.pick(ShareKey);
        stage.actions->switchFolder()->trigger();
        QCOMPARE(stage.commands.log, QStringList{u"off /home/ada/share"_qs});
        QTRY_VERIFY(stage.actions->switchFolder()->text().contains(u"a&gain"));
        stage.actions->switchFolder()->trigger();
        QCOMPARE(stage.commands.log.constLast(), u"on /home/ada/share"_qs);
        stage.undo.undo();
        QCOMPARE(stage.commands.log.constLast(), u"off /home/ada/share"_qs);
    }

    void tellsWhatAPatternLeavesOutBeforeItIsApplied()
    {
        ShareStage stage;
        QSignalSpy kept{&stage.page, &SharePage::filterChanged};
        stage.show({sample::shared("a.log", 1), sample::shared("b.txt", 1)});
        QVERIFY(stage.hasRows({u"a.log"_qs, u"b.txt"_qs}));
        stage.actions->leaveOut()->trigger();
        auto *dialog = stage.page.findChild<ExcludesDialog *>();
        QVERIFY(dialog);
        auto *patterns = dialog->findChild<QPlainTextEdit *>();
        QTest::keyClicks(patterns, QStringLiteral("*.log"));
        QTRY_VERIFY(dialog->toldText().contains(u"1 file, 1 bytes that are shared now: a.log"));
        dialog->accept();
        QCOMPARE(stage.commands.log, QStringList{u"leave out *.log"_qs});
        QCOMPARE(kept.count(), 1);
        stage.undo.undo();
        QCOMPARE(stage.commands.log.constLast(), u"leave out "_qs);
    }

    void theDialogGivesBackTheFilterItGot()
    {
        const ExcludesDialog::Filter filter{{u"*.log"_qs, u"/a b/"_qs}, false, true, 5'000'000};
        const ExcludesDialog dialog{filter, [](const auto &, const auto &) {
                                    }};
        QCOMPARE(dialog.filter(), filter);
    }

    void whatIsDroppedIsShared()
    {
        ShareStage stage;
        QSignalSpy said{&stage.page, &SharePage::said};
        Drag drag{{QUrl{u"file:///home/ada/a%20b.txt"_qs},
                   QUrl{u"https://example.org/x"_qs},
                   QUrl{u"file:///home/ada/music"_qs}}};
        drag.drop(stage.page);
        QCOMPARE(stage.commands.offered.size(), 2U);
        QCOMPARE(stage.commands.offered[0].localPath, QStringLiteral("/home/ada/a b.txt"));
        QCOMPARE(stage.commands.offered[1].localPath, QStringLiteral("/home/ada/music"));
        stage.commands.offered[0].done(engine::OfferedPlace{stage.commands.offered[0].localPath,
                                                            sample::shared("a b.txt", 1)});
        stage.commands.offered[1].done(
            engine::OfferedPlace{stage.commands.offered[1].localPath, {}});
        QCOMPARE(said.count(), 1);
        stage.undo.undo();
        QCOMPARE(stage.commands.log, QStringList{u"remove /home/ada/music"_qs});
        QCOMPARE(stage.commands.unpublished.size(), 1U);
    }

    void whatIsNoFileIsNotTaken()
    {
        ShareStage stage;
        Drag drag{{QUrl{u"https://example.org/x"_qs}}};
        QVERIFY(!drag.enter(stage.page));
        QVERIFY(!hintOf(stage)->isVisible());
    }

    void showsWhereToDropWhileFilesHangOverIt()
    {
        ShareStage stage;
        Drag drag{{QUrl{u"file:///home/ada/a"_qs}}};
        QVERIFY(drag.enter(stage.page));
        QVERIFY(hintOf(stage)->isVisible());
        Drag::leave(stage.page);
        QVERIFY(!hintOf(stage)->isVisible());
    }

    void eachOfSeveralThatFailsIsTold()
    {
        ShareStage stage;
        QSignalSpy failed{&stage.page, &SharePage::failed};
        Drag drag{{QUrl{u"file:///a"_qs}, QUrl{u"file:///b"_qs}, QUrl{u"file:///c"_qs}}};
        drag.drop(stage.page);
        stage.commands.offered[0].done(tl::unexpected(unreadable("/a")));
        stage.commands.offered[1].done(tl::unexpected(unreadable("/b")));
        stage.commands.offered[2].done(
            engine::OfferedPlace{QStringLiteral("/c"), sample::shared("c", 1)});
        const auto notices = stage.page.findChild<NoticeList *>()->notices();
        QCOMPARE(notices.size(), 2);
        QVERIFY(notices[0].contains(u"/a"));
        QCOMPARE(failed.count(), 0);
        Drag alone{{QUrl{u"file:///d"_qs}}};
        alone.drop(stage.page);
        stage.commands.offered[3].done(tl::unexpected(unreadable("/d")));
        QCOMPARE(failed.count(), 1);
    }
};

QTEST_MAIN(TestShareFolders)
#include "tst_sharefolders.moc"
