#pragma once

#include "peer-gui/widgets/inspectorpane.h"
#include "peer-gui/widgets/mainwindow.h"
#include "peer-gui/widgets/statusline.h"
#include "tests/support/patience.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QLabel>
#include <QPushButton>
#include <QTest>

namespace ft::test {

/// Uses a window as a person at the keyboard does, and reads what it shows.
class WindowHand
{
public:
    explicit WindowHand(widgets::MainWindow &window)
        : m_window(window)
    {}

    /// The dialog that is open over the window, if there is one.
    [[nodiscard]] static QWidget *dialog() { return QApplication::activeModalWidget(); }
    /// Whether a sentence that begins so comes into sight, in the window or the dialog over it.
    [[nodiscard]] bool says(const QString &sentence) const
    {
        return waitUntil([&] {
            const QWidget *const asked = dialog() ? dialog() : &m_window;
            const auto labels = asked->findChildren<QLabel *>();
            return std::any_of(labels.begin(), labels.end(), [&](const QLabel *label) {
                return label->isVisible() && label->text().startsWith(sentence);
            });
        });
    }
    /// Presses Return once the dialog can go on.
    [[nodiscard]] bool goOn() const
    {
        const auto buttons = dialog()->findChildren<QPushButton *>();
        const auto next = std::find_if(buttons.begin(), buttons.end(), [](const auto *button) {
            return button->isDefault();
        });
        if (next == buttons.end() || !waitUntil([next] { return (*next)->isEnabled(); }))
            return false;
        press(Qt::Key_Return);
        return true;
    }

    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) const
    {
        QTest::keyClick(focused(), key, modifiers);
    }
    void type(const QString &text) const { QTest::keyClicks(focused(), text); }
    void go(Qt::Key digit) const { press(digit, Qt::ControlModifier); }

    [[nodiscard]] QString trackerText() const
    {
        return m_window.findChild<widgets::StatusLine *>()->trackerText();
    }
    [[nodiscard]] bool isJoined() const
    {
        return waitUntil([this] { return trackerText().startsWith(u"Joined "); });
    }

    /// Of the place that is seen, a list or table that has a row with this text in one of its
    /// columns.
    [[nodiscard]] QModelIndex rowWith(const QString &text) const
    {
        const auto *inspector = m_window.findChild<widgets::InspectorPane *>();
        for (const auto *view : m_window.findChildren<QAbstractItemView *>()) {
            if (!view->isVisible() || !view->model() || inspector->isAncestorOf(view))
                continue;
            if (const auto row = rowOf(*view->model(), text); row.isValid())
                return row;
        }
        return {};
    }
    /// Whether one comes whose row has all of these texts.
    [[nodiscard]] bool shows(const QStringList &texts) const
    {
        return waitUntil([&] {
            const auto row = rowWith(texts.first());
            return row.isValid() && std::all_of(texts.begin(), texts.end(), [&](const auto &text) {
                       return hasText(row, text);
                   });
        });
    }
    /// Waits for a row with this text, and makes it the current one of its view, which gets the
    /// cursor.
    [[nodiscard]] bool choose(const QString &text) const
    {
        if (!shows({text}))
            return false;
        const auto row = rowWith(text);
        for (auto *view : m_window.findChildren<QAbstractItemView *>()) {
            if (view->isVisible() && view->model() == row.model()) {
                QTest::mouseClick(view->viewport(),
                                  Qt::LeftButton,
                                  {},
                                  view->visualRect(row).center());
                return view->hasFocus();
            }
        }
        return false;
    }

private:
    [[nodiscard]] QWidget *focused() const
    {
        // Without a window manager nobody does so when a dialog comes or goes.
        QWidget *const wanted = dialog() ? dialog() : &m_window;
        if (QApplication::activeWindow() != wanted) {
            wanted->activateWindow();
            (void)waitUntil([wanted] { return QApplication::activeWindow() == wanted; });
        }
        auto *const widget = QApplication::focusWidget();
        return widget ? widget : &m_window;
    }
    [[nodiscard]] static bool hasText(const QModelIndex &row, const QString &text)
    {
        for (int column = 0; column < row.model()->columnCount(row.parent()); ++column) {
            if (row.siblingAtColumn(column).data().toString().contains(text))
                return true;
        }
        return false;
    }
    [[nodiscard]] static QModelIndex rowOf(const QAbstractItemModel &model, const QString &text)
    {
        for (int row = 0; row < model.rowCount(); ++row) {
            const auto index = model.index(row, 0);
            if (hasText(index, text))
                return index;
        }
        return {};
    }

    widgets::MainWindow &m_window;
};

} // namespace ft::test
