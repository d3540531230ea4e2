#pragma once

#include "peer-gui/widgets/sharecommands.h"

#include <QObject>
#include <QStringList>

#include <functional>

class QUndoStack;

namespace ft::widgets {

class ShareBook;

/// Changes what is shared as the user says, in ways that can be taken back.
class ShareEditor final : public QObject
{
    Q_OBJECT

public:
    /// All must outlive it.
    ShareEditor(ShareCommands &commands, ShareBook &book, QUndoStack &undo, QObject *parent);

    void addFolder(const QString &folder);
    /// One of the share folders, as the engine names it.
    void removeFolder(const QString &folder);
    /// Takes a share folder out for the time being, or in again.
    void switchFolder(const QString &folder, bool isShared);
    void publish(const QString &localPath, const QString &name);
    /// Single files are published no more; those in share folders are left out by a pattern.
    void stopSharing(const std::vector<engine::SharedFileInfo> &files);
    /// A folder in a share folder is left out by a pattern.
    void leaveOut(const QString &localFolder);
    void setFilter(const ShareCommands::Filter &filter, const QString &what);
    /// Shares each of these, folder or file.
    void offer(const QStringList &localPaths);

signals:
    void failed(const ft::engine::Problem &problem);
    void said(const QString &text);
    /// Of several files and folders at once, one could not be shared.
    void refused(const ft::engine::Problem &problem);
    void foldersChanged(const QStringList &folders);
    void filterChanged(const ft::engine::ShareFilter::Settings &filter);

private:
    using Act = std::function<void()>;
    struct Offer;

    void push(const QString &text, Act redo, Act undo, bool isDone = false);
    void add(const QString &folder, std::size_t place);
    void remove(const QString &folder);
    void applySwitch(const QString &folder, bool isShared);
    void applyFilter(const ShareCommands::Filter &filter);
    void publishNow(const QString &localPath, const QString &name);
    void unpublish(const std::vector<engine::SharedFileInfo> &files);
    void leaveOutPlaces(const QStringList &patterns, const QString &what);
    void onAdded(const QString &folder, const ShareCommands::Folders &folders);
    void takeFolders(const Result<ShareCommands::Folders, engine::Problem> &folders);
    void onOffered(const std::shared_ptr<Offer> &offer,
                   const Result<engine::OfferedPlace, engine::Problem> &outcome);
    void tellOffered(const Offer &offer);

    ShareCommands &m_commands;
    ShareBook &m_book;
    QUndoStack &m_undo;
};

} // namespace ft::widgets
