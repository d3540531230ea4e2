#pragma once

#include "peer-gui/models/sharesorter.h"
#include "peer-gui/widgets/sharecommands.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace ft::widgets {

/// Keeps in step with the engine what the place of the share shows: decides when the list is asked
/// for anew, and has it arranged.
class ShareBook final : public QObject
{
    Q_OBJECT

public:
    /// `commands` must outlive it.
    explicit ShareBook(ShareCommands &commands, QObject *parent = nullptr);

    /// Asks for everything now, or as soon as what was asked for before is there.
    void refresh();
    /// The same a moment later; the larger the share, the later.
    void refreshSoon();
    /// How often others asked is read from the history, so not at every turn.
    void refreshRequests();

    /// Shows only what lies in the folder with this key of models::ShareTree.
    void setWithin(const QString &key);
    void setText(const QString &text);
    void setSort(models::ShareColumn column, Qt::SortOrder order);

    /// Null before there is one.
    [[nodiscard]] const engine::SharedFileList &files() const { return m_question.files; }
    [[nodiscard]] const std::vector<engine::ShareFolderInfo> &folders() const
    {
        return m_question.folders;
    }
    [[nodiscard]] const ShareCommands::Filter &filter() const { return m_filter; }
    /// Another one has been asked for.
    void noteFilter(const ShareCommands::Filter &filter) { m_filter = filter; }
    [[nodiscard]] const QString &text() const { return m_question.text; }
    /// Runs long work beside the window.
    [[nodiscard]] models::ShareSorter &sorter() { return m_sorter; }

signals:
    void arranged(const std::shared_ptr<const ft::models::ShareArrangement> &arrangement);
    void listed(const std::vector<ft::engine::SharedFileInfo> &files);

private:
    void takeStatus(const engine::LibraryStatus &status);
    void takeFiles(const engine::SharedFileList &files);
    void onArranged(const models::ShareSorter::Arranged &arrangement);
    void arrange();
    void finish();

    ShareCommands &m_commands;
    models::ShareSorter m_sorter;
    models::ShareQuestion m_question;
    engine::SharedFileList m_told; ///< by listed()
    ShareCommands::Filter m_filter;
    QTimer m_soon;
    QElapsedTimer m_asked;
    bool m_isAsking = false;
    bool m_asksAgain = false;
};

} // namespace ft::widgets
