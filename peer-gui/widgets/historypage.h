#pragma once

#include "peer-gui/widgets/historycommands.h"
#include "peer-gui/widgets/page.h"

namespace ft::widgets {

/// The place to look up what was fetched and served.
class HistoryPage final : public Page
{
    Q_OBJECT

public:
    /// `commands` must outlive the page.
    explicit HistoryPage(HistoryCommands &commands, QWidget *parent = nullptr);

    [[nodiscard]] QList<QAction *> actionList() const override;
    void find() override;

    void saveState(QSettings &settings) const override;
    void restoreState(const QSettings &settings) override;

private:
    [[maybe_unused]] HistoryCommands &m_commands;
};

} // namespace ft::widgets
