#pragma once

#include <QLabel>

namespace ft::widgets {

/// A label that never takes its text for rich text or a mnemonic, wherever it comes from.
class PlainLabel final : public QLabel
{
    Q_OBJECT

public:
    explicit PlainLabel(QWidget *parent = nullptr)
        : PlainLabel(QString{}, parent)
    {}
    explicit PlainLabel(const QString &text, QWidget *parent = nullptr)
        : QLabel(parent)
    {
        setTextFormat(Qt::PlainText);
        setText(text);
    }
};

} // namespace ft::widgets
