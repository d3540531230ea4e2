#pragma once

#include <QWidget>

class QLineEdit;

namespace ft::widgets {

/// A line with the path of a folder, and a button to choose another.
class FolderField final : public QWidget
{
    Q_OBJECT

public:
    /// `name` says what the folder is for: to people who do not see the label, and as the title of
    /// the dialog in which one is chosen.
    explicit FolderField(const QString &name, QWidget *parent = nullptr);

    void setFolder(const QString &folder);
    /// An absolute path; empty when none is typed.
    [[nodiscard]] QString folder() const;

signals:
    void changed();

private:
    void choose();

    QString m_name;
    QLineEdit *m_path;
};

} // namespace ft::widgets
