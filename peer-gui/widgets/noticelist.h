#pragma once

#include "peer-gui/engine/share/sharenotice.h"

#include <QFrame>
#include <QStringListModel>

class QLabel;
class QListView;
class QToolButton;

namespace ft::widgets {

/// What of the share is left out, and why: one line that unfolds to the list. Hidden while there is
/// nothing to say.
class NoticeList final : public QFrame
{
    Q_OBJECT

public:
    explicit NoticeList(QWidget *parent = nullptr);

    void add(const engine::ShareNotice &notice);
    /// One line of plain text.
    void add(const QString &line);

    [[nodiscard]] QString summary() const;
    [[nodiscard]] QStringList notices() const { return m_notices.stringList(); }

private:
    void showSummary();

    QStringListModel m_notices;
    int m_unlisted = 0; ///< beyond what the list holds
    QLabel *m_summary;
    QToolButton *m_unfold;
    QListView *m_list;
};

} // namespace ft::widgets
