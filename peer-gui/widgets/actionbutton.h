#pragma once

#include <QPushButton>

class QAction;

namespace ft::widgets {

/// A push button that is the face of an action: takes over its words and whether it is enabled, and
/// triggers it.
class ActionButton final : public QPushButton
{
    Q_OBJECT

public:
    /// `action` must outlive the button.
    explicit ActionButton(QAction &action, QWidget *parent = nullptr);

private:
    void takeOver(const QAction &action);
};

} // namespace ft::widgets
