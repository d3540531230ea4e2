#pragma once

#include "peer-gui/models/sharefoldersmodel.h"

#include <QTreeView>

namespace ft::widgets {

/// The folders of the share, of which one is picked.
class ShareFoldersView final : public QTreeView
{
    Q_OBJECT

public:
    /// `model` must outlive the view.
    explicit ShareFoldersView(models::ShareFoldersModel &model, QWidget *parent = nullptr);

    /// Null before there is anything.
    [[nodiscard]] const models::ShareTree::Node *currentFolder() const;
    /// Selects a folder, or everything when there is none with this key.
    void select(const QString &key);

private:
    models::ShareFoldersModel &m_model;
};

} // namespace ft::widgets
