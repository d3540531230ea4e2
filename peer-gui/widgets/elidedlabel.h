#pragma once

#include <QLabel>

namespace ft::widgets {

/// One line of plain text that takes the room there is: what does not fit is left out, marked by an
/// ellipsis, and in the tool tip.
class ElidedLabel final : public QLabel
{
    Q_OBJECT

public:
    explicit ElidedLabel(Qt::TextElideMode mode, QWidget *parent = nullptr);

    void show(const QString &plain);

    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Qt::TextElideMode m_mode;
};

} // namespace ft::widgets
