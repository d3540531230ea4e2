#include "peer-gui/models/previewtext.h"

#include "peer-gui/models/formatting.h"

#include <QCoreApplication>

#include <map>

namespace ft::models {

namespace {

using engine::FolderPreview;
using engine::PrivateKind;

constexpr qsizetype MostNamed = 4; // of each kind

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ft::models::PreviewText)
};

QString kindText(PrivateKind kind, const QString &names)
{
    switch (kind) {
    case PrivateKind::Keys:
        return Words::tr("Keys: %1.").arg(names);
    case PrivateKind::Passwords:
        return Words::tr("Passwords and access data: %1.").arg(names);
    case PrivateKind::Wallet:
        return Words::tr("Wallets: %1.").arg(names);
    case PrivateKind::Mail:
        return Words::tr("Mail: %1.").arg(names);
    case PrivateKind::Browser:
        return Words::tr("Browser profiles: %1.").arg(names);
    }
    return {};
}

QString namesOf(const QStringList &names)
{
    const QString first = names.first(std::min(names.size(), MostNamed)).join(QStringLiteral(", "));
    if (names.size() <= MostNamed)
        return first;
    return Words::tr("%1 and more", "after a list of file names").arg(first);
}

QString counted(const FolderPreview &preview)
{
    return Words::tr("%1, %2", "number of files, their size")
        .arg(formatFileCount(preview.files), formatSize(preview.bytes));
}

} // namespace

QString summaryOf(const FolderPreview &preview)
{
    switch (preview.state) {
    case FolderPreview::State::Looking:
        return preview.files == 0 ? Words::tr("Looking…")
                                  : Words::tr("%1 so far…").arg(counted(preview));
    case FolderPreview::State::Done:
        return preview.files == 0 ? Words::tr("Nothing to share in it yet") : counted(preview);
    case FolderPreview::State::TooMany:
        return Words::tr("More than %1").arg(counted(preview));
    case FolderPreview::State::Missing:
        return Words::tr("This folder is new and will be made");
    case FolderPreview::State::NotAFolder:
        return Words::tr("This is a file. Choose the folder it lies in.");
    case FolderPreview::State::Unreadable:
        return Words::tr("You may not read this folder. Choose another one.");
    }
    return {};
}

QString remarkOn(const FolderPreview &preview)
{
    QStringList remarks;
    if (preview.hidden == 1)
        remarks << Words::tr("1 hidden file or folder is left out.");
    else if (preview.hidden > 1)
        remarks << Words::tr("%1 hidden files and folders are left out.")
                       .arg(QLocale{}.toString(preview.hidden));
    if (preview.unreadable == 1)
        remarks << Words::tr("1 folder cannot be read, and is left out too.");
    else if (preview.unreadable > 1)
        remarks << Words::tr("%1 folders cannot be read, and are left out too.")
                       .arg(QLocale{}.toString(preview.unreadable));
    return remarks.join(u' ');
}

QString warningOf(const FolderPreview &preview)
{
    std::map<PrivateKind, QStringList> byKind;
    for (const auto &found : preview.privatePlaces)
        byKind[found.kind] << shown(found.place);
    QStringList lines;
    for (const auto &[kind, names] : byKind)
        lines << kindText(kind, namesOf(names));
    return lines.join(u'\n');
}

QString breadthOf(const FolderPreview &preview)
{
    switch (preview.breadth) {
    case FolderPreview::Breadth::Ordinary:
        return {};
    case FolderPreview::Breadth::Home:
        return Words::tr("This is your whole home folder: everything you keep in it, now and "
                         "later, can be found and downloaded by others.");
    case FolderPreview::Breadth::WholeDisk:
        return Words::tr("This is the whole disk: everything on it that you may read can be found "
                         "and downloaded by others.");
    }
    return {};
}

} // namespace ft::models
