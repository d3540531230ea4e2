#pragma once

#include <QWidget>

class QLabel;

namespace ft::widgets {

/// A small picture and a sentence that say how something stands. Plain text.
class StateLine final : public QWidget
{
    Q_OBJECT

public:
    enum class Kind { Good, Busy, Note, Bad };

    explicit StateLine(QWidget *parent = nullptr);

    void show(Kind kind, const QString &text);
    [[nodiscard]] QString text() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    void paintIcon();

    Kind m_kind = Kind::Note;
    QLabel *m_icon;
    QLabel *m_text;
};

} // namespace ft::widgets
