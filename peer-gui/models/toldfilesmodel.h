#pragma once

#include "peer-gui/engine/peers/peerquestion.h"
#include "peer-gui/models/collationkeys.h"
#include "peer-gui/models/tablemodel.h"

#include <QHash>

#include <vector>

namespace ft::models {

/// What a mark says about a file since it was last asked for: a word or two.
[[nodiscard]] QString markText(engine::ChecksumMark mark);
/// The same as a sentence about the file.
[[nodiscard]] QString markSentence(const engine::ToldFile &file);

/// The files of an answer of another peer, one row each, in the order they came.
class ToldFilesModel final : public TableModel
{
    Q_OBJECT

public:
    enum class Column { Name, State, Size, Modified, Type, ToldBefore, Md5, Root };

    /// How many files are of which kind.
    struct Counts
    {
        std::uint64_t files = 0; ///< without those that are gone
        std::uint64_t bytes = 0; ///< of them
        std::uint64_t same = 0;
        std::uint64_t changed = 0;
        std::uint64_t added = 0;
        std::uint64_t gone = 0;
        std::uint64_t changing = 0;

        bool operator==(const Counts &) const = default;
    };

    explicit ToldFilesModel(std::vector<Column> columns, QObject *parent = nullptr);

    /// Puts files behind those that are there; one that is there already changes its row.
    void put(const std::vector<engine::ToldFile> &files);
    void clear();

    [[nodiscard]] const engine::ToldFile &file(int row) const;
    [[nodiscard]] const Counts &counts() const { return m_counts; }

    [[nodiscard]] int compare(int column, int left, int right) const override;

protected:
    [[nodiscard]] int rows() const override { return static_cast<int>(m_files.size()); }
    [[nodiscard]] int columns() const override { return static_cast<int>(m_columns.size()); }
    [[nodiscard]] QString heading(int column) const override;
    [[nodiscard]] bool isRightAligned(int column) const override;
    [[nodiscard]] QString text(int row, int column) const override;
    [[nodiscard]] QVariant rawValue(int row, int column) const override;
    [[nodiscard]] QString toolTipOf(int row, int column) const override;

private:
    [[nodiscard]] Column columnAt(int column) const
    {
        return m_columns.at(static_cast<std::size_t>(column));
    }
    void count(const engine::ToldFile &file, std::int64_t by);

    std::vector<Column> m_columns;
    std::vector<engine::ToldFile> m_files;
    QHash<QByteArray, int> m_rows; ///< by path
    Counts m_counts;
    mutable CollationKeys m_names;
    mutable CollationKeys m_types;
};

} // namespace ft::models
