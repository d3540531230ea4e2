#pragma once

#include <QDialog>

class QDialogButtonBox;
class QLabel;
class QLineEdit;

namespace ft::widgets {

/// Asks under which name a file is to be offered, and says at once when a name is not possible.
class PublishDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit PublishDialog(const QString &localPath, QWidget *parent = nullptr);

signals:
    void chosen(const QString &localPath, const QString &name);

private:
    void check();

    QString m_localPath;
    QLineEdit *m_name;
    QLabel *m_fault;
    QDialogButtonBox *m_buttons;
};

} // namespace ft::widgets
