#pragma once

#include <QToolButton>

namespace ft::widgets {

/// A flat button of the status bar: tells something in a few words, which are cut where there is no
/// room for them, and leads to more.
class StatusButton final : public QToolButton
{
    Q_OBJECT

public:
    explicit StatusButton(QWidget *parent = nullptr);

    /// `words` say the same to whoever cannot see it; `tip` says what a press does. Plain text.
    void tell(const QString &iconName,
              const QString &text,
              const QString &words,
              const QString &tip);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] int widthBesideText() const;

    QString m_iconName;
};

} // namespace ft::widgets
