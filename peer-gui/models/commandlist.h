#pragma once

#include <QAbstractListModel>
#include <QIcon>
#include <QStringList>

#include <vector>

namespace ft::models {

/// One thing that can be done, as the command palette lists it.
struct Command
{
    QString text;
    QString place; ///< the menu it stands in, `Transfers`
    QString keys; ///< as the user's keyboard calls them; may be empty
    QIcon icon;
    bool isEnabled = true;
    QString reason; ///< why it is not enabled; may be empty

    /// What it is remembered by between runs.
    [[nodiscard]] QString name() const { return place + u'/' + text; }
};

/// The commands that match what is typed, the best first; when nothing is typed all of them, those
/// used last first. Behind them the offer to search for what is typed.
class CommandList final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        PlaceRole = Qt::UserRole,
        KeysRole,
        EnabledRole, ///< whether it can be run now
    };

    using QAbstractListModel::QAbstractListModel;

    /// `recent` are names, the last used first.
    void setCommands(std::vector<Command> commands, const QStringList &recent);
    void setTyped(const QString &typed);

    /// Which of the commands a row is; nothing when it is the offer to search.
    [[nodiscard]] std::optional<std::size_t> commandAt(int row) const;
    [[nodiscard]] QString typed() const { return m_typed; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    [[nodiscard]] bool offersSearch() const { return !m_typed.isEmpty(); }
    [[nodiscard]] QVariant searchData(int role) const;
    [[nodiscard]] static QVariant commandData(const Command &command, int role);

    std::vector<Command> m_commands;
    std::vector<qsizetype> m_age; ///< of each, 0 for the one used last
    std::vector<std::size_t> m_rows;
    QString m_typed;
};

} // namespace ft::models
