#include "peer-gui/widgets/aids.h"
#include "peer-gui/widgets/commandpalette.h"
#include "peer-gui/widgets/shortcutsview.h"

#include <QAction>
#include <QLineEdit>
#include <QListView>
#include <QMainWindow>
#include <QMenuBar>
#include <QRegularExpression>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>
#include <QUndoStack>

using namespace ft::widgets;

class TestAids final : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_memory;
    QUndoStack m_undo;
    std::unique_ptr<QMainWindow> m_window;
    Aids *m_aids = nullptr;
    QLineEdit *m_other = nullptr; ///< something else that may have the focus
    QAction *m_pause = nullptr;

    [[nodiscard]] CommandPalette &palette() const
    {
        return *m_window->findChild<CommandPalette *>();
    }
    [[nodiscard]] QListView &list() const { return *palette().findChild<QListView *>(); }
    [[nodiscard]] QString current() const { return list().currentIndex().data().toString(); }
    void openPalette() { QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier); }
    static void press(Qt::Key key) { QTest::keyClick(QApplication::focusWidget(), key); }
    static void type(const char *text)
    {
        QTest::keyClicks(QApplication::focusWidget(), QString::fromUtf8(text));
    }

private slots:
    void init()
    {
        QTest::failOnWarning(
            QRegularExpression{QStringLiteral("^(?!This plugin does not support).+")});
        m_folder = std::make_unique<QTemporaryDir>();
        m_memory = std::make_unique<QSettings>(m_folder->filePath(QStringLiteral("w.ini")),
                                               QSettings::IniFormat);
        m_window = std::make_unique<QMainWindow>();
        m_window->resize(900, 600);
        m_other = new QLineEdit{m_window.get()};
        m_window->setCentralWidget(m_other);
        m_aids = new Aids{*m_window, m_undo, *m_memory};
        m_aids->addToEdit(*m_window->menuBar()->addMenu(QStringLiteral("&Edit")));
        m_aids->addToView(*m_window->menuBar()->addMenu(QStringLiteral("&View")));
        m_aids->addToHelp(*m_window->menuBar()->addMenu(QStringLiteral("&Help")));
        QMenu *transfers = m_window->menuBar()->addMenu(QStringLiteral("&Transfers"));
        m_pause = transfers->addAction(QStringLiteral("&Pause"), Qt::CTRL | Qt::Key_P);
        transfers->addAction(QStringLiteral("&Cancel"))->setEnabled(false);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_other->setFocus();
    }
    void cleanup() { m_window.reset(); }

    void aFewLettersAndEnterRunACommand()
    {
        const QSignalSpy paused{m_pause, &QAction::triggered};
        openPalette();
        QVERIFY(palette().isVisible());
        type("pau");
        QCOMPARE(current(), QStringLiteral("Pause"));
        press(Qt::Key_Return);
        QCOMPARE(paused.count(), 1);
        QVERIFY(!palette().isVisible());
        QVERIFY(m_other->hasFocus());
    }

    void whatWasUsedLastStandsFirstTheNextTime()
    {
        openPalette();
        type("pau");
        press(Qt::Key_Return);
        openPalette();
        QCOMPARE(current(), QStringLiteral("Pause"));
    }

    void whatCannotBeDoneIsNotRunAndStaysOpen()
    {
        openPalette();
        type("cancel");
        QCOMPARE(current(), QStringLiteral("Cancel"));
        press(Qt::Key_Return);
        QVERIFY(palette().isVisible());
    }

    void tellsWhyThereIsNothingToUndo()
    {
        openPalette();
        type("undo");
        QVERIFY(list()
                    .currentIndex()
                    .data(Qt::AccessibleTextRole)
                    .toString()
                    .contains(u"There is nothing to undo."));
    }

    void arrowsGoRoundTheList()
    {
        openPalette();
        const QString first = current();
        press(Qt::Key_Up);
        QVERIFY(current() != first);
        press(Qt::Key_Down);
        QCOMPARE(current(), first);
    }

    void theLastEntrySearchesForWhatIsTyped()
    {
        const QSignalSpy asked{m_aids, &Aids::searchAsked};
        openPalette();
        type("holiday pictures");
        press(Qt::Key_Return);
        QCOMPARE(asked.count(), 1);
        QCOMPARE(asked.at(0).at(0).toString(), QStringLiteral("holiday pictures"));
    }

    void escapeGivesTheFocusBack()
    {
        openPalette();
        press(Qt::Key_Escape);
        QVERIFY(!palette().isVisible());
        QVERIFY(m_other->hasFocus());
    }

    void goesWhenTheFocusGoes()
    {
        openPalette();
        m_other->setFocus();
        QVERIFY(!palette().isVisible());
    }

    void aClickRunsACommandToo()
    {
        const QSignalSpy paused{m_pause, &QAction::triggered};
        openPalette();
        type("pause");
        const QRect row = list().visualRect(list().currentIndex());
        QTest::mouseClick(list().viewport(), Qt::LeftButton, {}, row.center());
        QCOMPARE(paused.count(), 1);
    }

    void fitsIntoASmallWindow()
    {
        m_window->resize(300, 250);
        openPalette();
        QVERIFY(m_window->rect().contains(palette().geometry()));
    }

    void f1ListsEveryActionWithItsKeys()
    {
        QTest::keyClick(m_window.get(), Qt::Key_F1);
        auto *view = m_window->findChild<ShortcutsView *>();
        QVERIFY(view && view->isVisible());
        auto *tree = view->findChild<QTreeWidget *>();
        const auto found = tree->findItems(QStringLiteral("Pause"),
                                           Qt::MatchExactly | Qt::MatchRecursive);
        QCOMPARE(found.size(), 1);
        QCOMPARE(found[0]->text(1), QStringLiteral("Ctrl+P"));
        QCOMPARE(found[0]->parent()->text(0), QStringLiteral("Transfers"));
        view->findChild<QLineEdit *>()->setText(QStringLiteral("ctrl+p"));
        QVERIFY(!found[0]->isHidden());
        QVERIFY(tree->findItems(QStringLiteral("Edit"), Qt::MatchExactly)[0]->isHidden());
    }

    void theThemeIsRememberedAndTheLanguageTakesEffectLater()
    {
        const QSignalSpy said{m_aids, &Aids::said};
        openPalette();
        type("theme dark");
        press(Qt::Key_Return);
        QCOMPARE(rememberedTheme(), QStringLiteral("dark"));
        openPalette();
        type("deutsch");
        press(Qt::Key_Return);
        QCOMPARE(m_memory->value(QStringLiteral("window/language")).toString(),
                 QStringLiteral("de"));
        QCOMPARE(said.count(), 1);
        QVERIFY(said.at(0).at(0).toString().contains(u"Deutsch"));
        openPalette();
        type("theme system");
        press(Qt::Key_Return);
    }

private:
    [[nodiscard]] QString rememberedTheme() const
    {
        return m_memory->value(QStringLiteral("window/theme")).toString();
    }
};

QTEST_MAIN(TestAids)
#include "tst_aids.moc"
