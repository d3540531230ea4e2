#pragma once

#include "peer-gui/models/transfersmodel.h"
#include "peer-gui/widgets/transfercommands.h"

#include <QObject>
#include <QUrl>

#include <functional>

class QAction;
class QUndoStack;

namespace ft::widgets {

/// What may be done with the rows of selected downloads, and with what they have brought: open,
/// copy, look elsewhere, remove.
class DownloadListActions final : public QObject
{
    Q_OBJECT

public:
    using OpenUrl = std::function<void(const QUrl &)>;

    /// At most so many files open at once.
    static constexpr int MostOpened = 10;

    /// All must outlive it but `openUrl`. Shortcuts work where the actions are added.
    DownloadListActions(models::TransfersModel &model,
                        TransferCommands &commands,
                        QUndoStack &undo,
                        OpenUrl openUrl,
                        QWidget *parent);

    void setSelection(std::vector<engine::TransferSnapshot> selection);
    /// How many rows are done, whatever is selected.
    void setFinished(std::uint32_t count);

    [[nodiscard]] QAction *open() const { return m_open; }
    [[nodiscard]] QAction *openFolder() const { return m_openFolder; }
    /// Opens a menu: link, name, root, MD5.
    [[nodiscard]] QAction *copy() const { return m_copy; }
    [[nodiscard]] QAction *search() const { return m_search; }
    [[nodiscard]] QAction *history() const { return m_history; }
    [[nodiscard]] QAction *remove() const { return m_remove; }
    [[nodiscard]] QAction *removeFinished() const { return m_removeFinished; }

signals:
    /// A search for what is the same as the selected one.
    void searchAsked(const QString &text);
    /// What the history knows of this file.
    void historyAsked(const QString &name);
    void said(const QString &text);

private:
    using TextOf = std::function<QString(const engine::TransferSnapshot &)>;

    void setupOpening();
    void setupCopying(QWidget *parent);
    void setupLooking();
    void setupRemoving();
    QAction *addCopy(const QString &iconName,
                     const QString &text,
                     const QString &tip,
                     const QKeySequence &shortcut,
                     const TextOf &textOf);
    void openFiles();
    void openFolders();
    void copyTexts(const TextOf &textOf);
    void removeSelected();
    void removeAllFinished();

    models::TransfersModel &m_model;
    TransferCommands &m_commands;
    QUndoStack &m_undo;
    OpenUrl m_openUrl;
    std::vector<engine::TransferSnapshot> m_selection;
    std::vector<std::pair<QAction *, TextOf>> m_copies;
    QAction *m_open = nullptr;
    QAction *m_openFolder = nullptr;
    QAction *m_copy = nullptr;
    QAction *m_search = nullptr;
    QAction *m_history = nullptr;
    QAction *m_remove = nullptr;
    QAction *m_removeFinished = nullptr;
};

} // namespace ft::widgets
