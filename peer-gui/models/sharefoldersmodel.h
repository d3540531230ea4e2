#pragma once

#include "peer-gui/models/sharetree.h"

#include <QAbstractItemModel>

#include <memory>
#include <vector>

namespace ft::models {

/// The folders of the share as a tree, each row with what lies in and below it.
class ShareFoldersModel final : public QAbstractItemModel
{
    Q_OBJECT

public:
    using Tree = std::shared_ptr<const ShareTree>;
    enum Column { Name, Files, Size, ColumnCount };
    /// Which of its own icons a row has: the name of one.
    static constexpr int IconRole = Qt::UserRole + 1;

    explicit ShareFoldersModel(QObject *parent = nullptr);
    ~ShareFoldersModel() override;

    /// Rows that stay keep their place, so that what is unfolded and selected stays so.
    void update(const Tree &tree);

    /// The index must be valid.
    [[nodiscard]] const ShareTree::Node &node(const QModelIndex &index) const;
    /// Invalid when there is none.
    [[nodiscard]] QModelIndex indexOf(const QString &key) const;

    [[nodiscard]] QModelIndex index(int row,
                                    int column,
                                    const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &index) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section,
                                      Qt::Orientation orientation,
                                      int role) const override;

private:
    struct Row;

    [[nodiscard]] Row &rowAt(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex indexFor(const Row &row) const;
    [[nodiscard]] const Row *findRow(const Row &from, const QString &key) const;
    void merge(Row &row, const std::vector<int> &numbers);
    void insert(Row &row, std::size_t at, const std::vector<int> &numbers);
    void removeOthers(Row &row, const std::vector<int> &numbers);
    [[nodiscard]] QString nameOf(const ShareTree::Node &node) const;
    [[nodiscard]] QString text(const ShareTree::Node &node, int column) const;
    [[nodiscard]] QString spokenText(const ShareTree::Node &node) const;
    [[nodiscard]] QString toolTipOf(const ShareTree::Node &node) const;

    Tree m_tree; ///< null before the first
    std::unique_ptr<Row> m_root;
};

} // namespace ft::models
