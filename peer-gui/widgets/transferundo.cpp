#include "peer-gui/widgets/transferundo.h"

#include "peer-gui/models/formatting.h"

#include <QCoreApplication>
#include <QLocale>

namespace ft::widgets {

using engine::TransferCommand;
using engine::TransferId;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ft::widgets::TransferUndo)
};

QString removalText(const models::TransfersModel &model, const std::vector<TransferId> &ids)
{
    const auto *only = ids.size() == 1 ? model.find(ids.front()) : nullptr;
    if (only)
        return Words::tr("Remove “%1” from the list").arg(models::shown(only->name));
    return Words::tr("Remove %1 downloads from the list").arg(QLocale{}.toString(ids.size()));
}

} // namespace

RemoveDownloads::RemoveDownloads(models::TransfersModel &model,
                                 TransferCommands &commands,
                                 std::vector<TransferId> ids)
    : QUndoCommand(removalText(model, ids))
    , m_model(model)
    , m_commands(commands)
    , m_ids(std::move(ids))
{}

void RemoveDownloads::redo()
{
    m_removed = m_model.remove(m_ids);
    for (const TransferId id : m_removed)
        m_commands.control(id, TransferCommand::Forget);
}

void RemoveDownloads::undo()
{
    m_model.putBack(m_removed);
}

CancelDownloads::CancelDownloads(TransferCommands &commands,
                                 std::vector<TransferId> ids,
                                 const QString &text)
    : QUndoCommand(text)
    , m_commands(commands)
    , m_ids(std::move(ids))
{}

void CancelDownloads::redo()
{
    for (const TransferId id : m_ids)
        m_commands.control(id, TransferCommand::Cancel);
}

void CancelDownloads::undo()
{
    for (const TransferId id : m_ids)
        m_commands.control(id, TransferCommand::Retry);
}

ClearUploads::ClearUploads(models::UploadsModel &model)
    : QUndoCommand(Words::tr("Clear the finished uploads"))
    , m_model(model)
{}

void ClearUploads::redo()
{
    m_cleared = m_model.takeFinished();
}

void ClearUploads::undo()
{
    m_model.putBack(m_cleared);
}

} // namespace ft::widgets
