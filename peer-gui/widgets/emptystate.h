#pragma once

#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace ft::widgets {

/// What a page shows in place of an empty table: what is not there, why, and what to do. Plain
/// text.
class EmptyState final : public QWidget
{
    Q_OBJECT

public:
    explicit EmptyState(QWidget *parent = nullptr);

    /// `icon` is the name of an own icon.
    void show(const QString &icon, const QString &title, const QString &text);
    /// Puts a button below the words; owned from now on.
    void addButton(QWidget *button);

    [[nodiscard]] QString title() const;
    [[nodiscard]] QString text() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    void paintIcon();

    QString m_iconName;
    QLabel *m_icon;
    QLabel *m_title;
    QLabel *m_text;
    QVBoxLayout *m_layout;
};

} // namespace ft::widgets
