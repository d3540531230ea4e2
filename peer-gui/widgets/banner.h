#pragma once

#include <QFrame>

class QLabel;

namespace ft::widgets {

/// A line across the window about something that went wrong, in the way of nothing; stays until it
/// is closed or replaced. Plain text.
class Banner final : public QFrame
{
    Q_OBJECT

public:
    explicit Banner(QWidget *parent = nullptr);

    void showText(const QString &text);
    [[nodiscard]] QString text() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    void paintIcon();

    QLabel *m_icon;
    QLabel *m_text;
};

} // namespace ft::widgets
