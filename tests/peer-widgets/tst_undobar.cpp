#include "peer-gui/widgets/undobar.h"

#include <QPushButton>
#include <QRegularExpression>
#include <QTest>
#include <QToolButton>
#include <QUndoStack>

using namespace ft::widgets;

class TestUndoBar final : public QObject
{
    Q_OBJECT

private:
    QUndoStack m_stack;
    std::unique_ptr<QWidget> m_window;
    UndoBar *m_bar = nullptr;

    void push(const char *text) { m_stack.push(new QUndoCommand{QString::fromUtf8(text)}); }

private slots:
    void init()
    {
        QTest::failOnWarning(
            QRegularExpression{QStringLiteral("^(?!This plugin does not support).+")});
        m_stack.clear();
        m_window = std::make_unique<QWidget>();
        m_window->resize(800, 400);
        m_bar = new UndoBar{m_stack, m_window.get()};
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    }

    void saysWhatWasDone()
    {
        QVERIFY(!m_bar->isVisible());
        push("Remove 3 downloads from the list");
        QVERIFY(m_bar->isVisible());
        QCOMPARE(m_bar->text(), QStringLiteral("Done: Remove 3 downloads from the list"));
        QCOMPARE(m_bar->accessibleName(), m_bar->text());
        QVERIFY(m_window->rect().contains(m_bar->geometry()));
    }

    void itsButtonUndoesAndItGoes()
    {
        push("a");
        m_bar->findChild<QPushButton *>()->click();
        QVERIFY(!m_stack.canUndo());
        QVERIFY(!m_bar->isVisible());
    }

    void undoingOtherwiseHidesItToo()
    {
        push("a");
        push("b");
        m_stack.undo();
        QVERIFY(!m_bar->isVisible());
    }

    void redoingSaysSoAgain()
    {
        push("a");
        m_stack.undo();
        m_stack.redo();
        QVERIFY(m_bar->isVisible());
    }

    void theNextReplacesTheFormer()
    {
        push("a");
        push("b");
        QCOMPARE(m_bar->text(), QStringLiteral("Done: b"));
    }

    void canBeClosed()
    {
        push("a");
        m_bar->findChild<QToolButton *>()->click();
        QVERIFY(!m_bar->isVisible());
        QVERIFY(m_stack.canUndo());
    }

    void goesByItselfAfterAWhile()
    {
        push("a");
        auto *timer = m_bar->findChild<QTimer *>();
        QVERIFY(timer && timer->isActive());
        QCOMPARE(timer->intervalAsDuration(), std::chrono::milliseconds{UndoBar::ShownFor});
        timer->start(0);
        QTRY_VERIFY(!m_bar->isVisible());
    }

    void neverLeavesANarrowWindow()
    {
        push("A text that is longer than this window is wide, as it may well happen in German");
        m_window->resize(200, 100);
        QVERIFY(m_window->rect().contains(m_bar->geometry()));
    }
};

QTEST_MAIN(TestUndoBar)
#include "tst_undobar.moc"
