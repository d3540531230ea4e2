#include "peer-gui/widgets/folderfield.h"

#include "peer-gui/widgets/icon.h"

#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

namespace ft::widgets {

FolderField::FolderField(const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_name(name)
    , m_path(new QLineEdit{this})
{
    m_path->setAccessibleName(name);
    m_path->setMinimumWidth(m_path->fontMetrics().averageCharWidth() * 32);
    auto *button = new QPushButton{icon(QStringLiteral("folder")), tr("Ch&oose…"), this};
    button->setToolTip(tr("Choose another folder"));
    button->setAutoDefault(false);
    auto *layout = new QHBoxLayout{this};
    layout->setContentsMargins({});
    layout->addWidget(m_path, 1);
    layout->addWidget(button);
    setFocusProxy(m_path);
    connect(m_path, &QLineEdit::textChanged, this, &FolderField::changed);
    connect(button, &QPushButton::clicked, this, &FolderField::choose);
}

void FolderField::setFolder(const QString &folder)
{
    m_path->setText(folder);
}

QString FolderField::folder() const
{
    QString typed = m_path->text().trimmed();
    if (typed == u"~" || typed.startsWith(u"~/"))
        typed.replace(0, 1, QDir::homePath());
    return QDir::isAbsolutePath(typed) ? QDir::cleanPath(typed) : QString{};
}

void FolderField::choose()
{
    auto *dialog = new QFileDialog{this, m_name, folder()};
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, &FolderField::setFolder);
    dialog->open();
}

} // namespace ft::widgets
