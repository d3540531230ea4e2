#pragma once

#include <QAction>
#include <QKeySequence>
#include <QString>

#include <functional>

namespace ft::widgets {

/// How an action looks, and which keys call it.
struct ActionFace
{
    QString icon; ///< the name of an own icon
    QString text; ///< with its mnemonic
    QString tip; ///< what happens
    QKeySequence shortcut; ///< in the widget the action is added to, and below that
};

/// An action that tells its keys in its tool tip; owned by `parent`.
[[nodiscard]] QAction *makeAction(QObject *parent,
                                  const ActionFace &face,
                                  std::function<void()> run);
[[nodiscard]] QAction *makeSeparator(QObject *parent);

} // namespace ft::widgets
