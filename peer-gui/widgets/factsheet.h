#pragma once

#include <QWidget>

class QGridLayout;
class QLineEdit;

namespace ft::widgets {

/// Facts about one thing in two columns: what each is called, and a text that can be selected and
/// copied, however long it is.
class FactSheet final : public QWidget
{
    Q_OBJECT

public:
    explicit FactSheet(QWidget *parent = nullptr);

    /// One more, in the left column or the right one; `what` names it, with a colon.
    [[nodiscard]] QLineEdit *addFact(const QString &what, bool isRight);
    /// Hides the fact, with its name, when the text is empty.
    static void set(QLineEdit &fact, const QString &text);

private:
    QGridLayout *m_grid;
    int m_left = 0; ///< facts in each column
    int m_right = 0;
};

} // namespace ft::widgets
