#pragma once

#include "peer-gui/widgets/networkcommands.h"
#include "peer-gui/widgets/page.h"

namespace ft::widgets {

/// The place to see who is there, and what each of them shares.
class NetworkPage final : public Page
{
    Q_OBJECT

public:
    /// `commands` must outlive the page.
    explicit NetworkPage(NetworkCommands &commands, QWidget *parent = nullptr);

    [[nodiscard]] QList<QAction *> actionList() const override;
    void find() override;

    void saveState(QSettings &settings) const override;
    void restoreState(const QSettings &settings) override;

private:
    [[maybe_unused]] NetworkCommands &m_commands;
};

} // namespace ft::widgets
