#include "peer-gui/widgets/publishdialog.h"

#include "common/model/sharedpath.h"
#include "peer-gui/models/formatting.h"
#include "peer-gui/models/noticetext.h"
#include "peer-gui/widgets/plainlabel.h"

#include <QDialogButtonBox>
#include <QFileInfo>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>

namespace ft::widgets {

namespace {

constexpr int WidthInCharacters = 64;

} // namespace

PublishDialog::PublishDialog(const QString &localPath, QWidget *parent)
    : QDialog(parent)
    , m_localPath(localPath)
    , m_name(new QLineEdit{QFileInfo{localPath}.fileName(), this})
    , m_fault(new PlainLabel{this})
    , m_buttons(new QDialogButtonBox{QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this})
{
    setWindowTitle(tr("Publish a file"));
    setMinimumWidth(WidthInCharacters * fontMetrics().averageCharWidth());
    auto *path = new PlainLabel{models::shown(localPath), this};
    path->setWordWrap(true);
    m_name->setAccessibleName(tr("Name to share it under"));
    m_fault->setWordWrap(true);
    m_buttons->button(QDialogButtonBox::Ok)->setText(tr("&Publish"));

    auto *form = new QFormLayout{this};
    form->addRow(tr("File:"), path);
    form->addRow(tr("Share it &as:"), m_name);
    form->addRow(QString{}, m_fault);
    form->addRow(m_buttons);

    connect(m_name, &QLineEdit::textChanged, this, &PublishDialog::check);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(this, &QDialog::accepted, this, [this] { emit chosen(m_localPath, m_name->text()); });
    m_name->selectAll();
    check();
}

void PublishDialog::check()
{
    const auto path = SharedPath::fromString(m_name->text());
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(path.has_value());
    m_fault->setText(path ? tr("Others find it by this name. A / makes a folder of it.")
                          : tr("Not possible: %1.").arg(models::describe(path.error())));
}

} // namespace ft::widgets
