#include "peer-gui/widgets/typechips.h"

#include <QHBoxLayout>
#include <QToolButton>

namespace ft::widgets {

TypeChips::TypeChips(QWidget *parent)
    : QWidget(parent)
{
    auto *layout = new QHBoxLayout{this};
    layout->setContentsMargins({});
    add(tr("All types"), tr("Find files of every type"), {});
    add(tr("Video"), tr("Find only videos"), QStringLiteral("video"));
    add(tr("Audio"), tr("Find only music and other sound"), QStringLiteral("audio"));
    add(tr("Images"), tr("Find only pictures"), QStringLiteral("image"));
    add(tr("Documents"),
        tr("Find only texts, books, tables and slides"),
        QStringLiteral("pdf,epub,odt,ods,odp,doc,docx,xls,xlsx,ppt,pptx,txt,md"));
    add(tr("Archives"),
        tr("Find only archives and disk images"),
        QStringLiteral("zip,7z,rar,tar,gz,xz,zst,iso"));
    layout->addStretch(1);
    showTypes({});
}

void TypeChips::add(const QString &text, const QString &tip, const QString &types)
{
    auto *button = new QToolButton{this};
    button->setText(text);
    button->setToolTip(tip);
    button->setCheckable(true);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    button->setProperty("types", types);
    connect(button, &QAbstractButton::clicked, this, [this, types] {
        showTypes(types);
        emit chosen(types);
    });
    m_buttons.append(button);
    layout()->addWidget(button);
}

void TypeChips::showTypes(const QString &types)
{
    for (QAbstractButton *button : std::as_const(m_buttons))
        button->setChecked(button->property("types").toString() == types);
}

} // namespace ft::widgets
