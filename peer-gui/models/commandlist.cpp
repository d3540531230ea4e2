#include "peer-gui/models/commandlist.h"

#include "peer-gui/models/formatting.h"
#include "peer-gui/models/fuzzymatch.h"

#include <algorithm>
#include <limits>

namespace ft::models {

void CommandList::setCommands(std::vector<Command> commands, const QStringList &recent)
{
    m_commands = std::move(commands);
    m_age.clear();
    for (const Command &command : m_commands) {
        const auto age = recent.indexOf(command.name());
        m_age.push_back(age < 0 ? std::numeric_limits<qsizetype>::max() : age);
    }
    setTyped({});
}

void CommandList::setTyped(const QString &typed)
{
    struct Found
    {
        std::size_t command;
        int score;
    };
    const FuzzyMatch match{typed};
    std::vector<Found> found;
    for (std::size_t i = 0; i < m_commands.size(); ++i) {
        if (const auto score = match.score(m_commands[i].text, m_commands[i].place))
            found.push_back({i, *score});
    }
    std::stable_sort(found.begin(), found.end(), [this](const Found &a, const Found &b) {
        const bool isEnabledA = m_commands[a.command].isEnabled;
        const bool isEnabledB = m_commands[b.command].isEnabled;
        if (isEnabledA != isEnabledB)
            return isEnabledA;
        return a.score != b.score ? a.score > b.score : m_age[a.command] < m_age[b.command];
    });
    beginResetModel();
    m_typed = typed.trimmed();
    m_rows.clear();
    for (const Found &one : found)
        m_rows.push_back(one.command);
    endResetModel();
}

std::optional<std::size_t> CommandList::commandAt(int row) const
{
    const auto at = static_cast<std::size_t>(row);
    return row >= 0 && at < m_rows.size() ? std::optional{m_rows[at]} : std::nullopt;
}

int CommandList::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size()) + (offersSearch() ? 1 : 0);
}

QVariant CommandList::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto command = commandAt(index.row());
    return command ? commandData(m_commands[*command], role) : searchData(role);
}

QVariant CommandList::searchData(int role) const
{
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return tr("Search for “%1”").arg(shown(m_typed));
    case EnabledRole:
        return true;
    default:
        return {};
    }
}

QVariant CommandList::commandData(const Command &command, int role)
{
    switch (role) {
    case Qt::DisplayRole:
        return command.text;
    case Qt::DecorationRole:
        return command.icon;
    case Qt::ToolTipRole:
        return toolTip(command.reason);
    case Qt::AccessibleTextRole: {
        QStringList parts{command.text, command.place, command.keys};
        if (!command.isEnabled)
            parts << command.reason;
        parts.removeAll(QString{});
        return parts.join(QStringLiteral(", "));
    }
    case PlaceRole:
        return command.isEnabled || command.reason.isEmpty() ? command.place : command.reason;
    case KeysRole:
        return command.keys;
    case EnabledRole:
        return command.isEnabled;
    default:
        return {};
    }
}

} // namespace ft::models
