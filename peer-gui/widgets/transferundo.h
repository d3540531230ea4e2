#pragma once

#include "peer-gui/models/transfersmodel.h"
#include "peer-gui/models/uploadsmodel.h"
#include "peer-gui/widgets/transfercommands.h"

#include <QUndoCommand>

#include <vector>

namespace ft::widgets {

/// Takes downloads that are over off the list, and puts them back. Once off, a later run does not
/// show them again.
class RemoveDownloads final : public QUndoCommand
{
public:
    /// Both must outlive the command.
    RemoveDownloads(models::TransfersModel &model,
                    TransferCommands &commands,
                    std::vector<engine::TransferId> ids);

    void redo() override;
    void undo() override;

private:
    models::TransfersModel &m_model;
    TransferCommands &m_commands;
    std::vector<engine::TransferId> m_ids;
    std::vector<engine::TransferId> m_removed;
};

/// Ends downloads, and begins them again from nothing: the engine keeps what is wanted, not what
/// had arrived.
class CancelDownloads final : public QUndoCommand
{
public:
    /// `commands` must outlive the command.
    CancelDownloads(TransferCommands &commands,
                    std::vector<engine::TransferId> ids,
                    const QString &text);

    void redo() override;
    void undo() override;

private:
    TransferCommands &m_commands;
    std::vector<engine::TransferId> m_ids;
};

/// Takes uploads that are over off the list, and puts them back.
class ClearUploads final : public QUndoCommand
{
public:
    /// `model` must outlive the command.
    explicit ClearUploads(models::UploadsModel &model);

    void redo() override;
    void undo() override;

private:
    models::UploadsModel &m_model;
    std::vector<models::UploadsModel::Upload> m_cleared;
};

} // namespace ft::widgets
