#pragma once

#include "common/base/clock.h"
#include "peer-gui/engine/snapshots.h"
#include "peer-gui/models/tablemodel.h"

#include <vector>

namespace ft::models {

/// The peers that take something, the latest first, and what was taken in this run.
class UploadsModel final : public TableModel
{
    Q_OBJECT

public:
    enum Column { Name, Peer, State, Rate, Sent, Address, Carrier, Since, ColumnCount };

    /// Of those that are over, the latest are kept.
    static constexpr std::size_t MostFinished = 500;

    struct Upload
    {
        engine::UploadSnapshot snapshot;
        std::chrono::sys_seconds since{};
        Clock::Instant begunAt;
        std::chrono::seconds took{}; ///< of one that is over

        [[nodiscard]] bool isOver() const { return snapshot.isOver; }
    };

    /// `clock` must outlive the model.
    explicit UploadsModel(const Clock &clock, QObject *parent = nullptr)
        : TableModel(parent)
        , m_clock(clock)
    {}

    /// Takes the uploads that changed; those that are over stay, unless they took nothing.
    void update(const std::vector<engine::UploadSnapshot> &changed);

    /// Takes those that are over off the list.
    [[nodiscard]] std::vector<Upload> takeFinished();
    void putBack(const std::vector<Upload> &uploads);

    [[nodiscard]] const Upload &upload(int row) const;
    /// Null when it has no row.
    [[nodiscard]] const Upload *find(std::uint32_t id) const;
    [[nodiscard]] int runningCount() const;
    [[nodiscard]] int finishedCount() const { return rows() - runningCount(); }
    /// The running ones together, bytes per second.
    [[nodiscard]] std::uint64_t totalRate() const;

    [[nodiscard]] int compare(int column, int left, int right) const override;

protected:
    [[nodiscard]] int rows() const override { return static_cast<int>(m_uploads.size()); }
    [[nodiscard]] int columns() const override { return ColumnCount; }
    [[nodiscard]] QString heading(int column) const override;
    [[nodiscard]] bool isRightAligned(int column) const override;
    [[nodiscard]] QString text(int row, int column) const override;
    [[nodiscard]] QVariant rawValue(int row, int column) const override;

private:
    [[nodiscard]] int placeOf(std::uint32_t id) const;
    [[nodiscard]] bool isAt(int row, std::uint32_t id) const;
    void insert(Upload upload);
    void remove(int row);
    void end(int row, const engine::UploadSnapshot &last);
    void dropOldest();

    const Clock &m_clock;
    std::vector<Upload> m_uploads; ///< by id, the highest first
};

/// What an upload does, or did: `Served`, `Slot wait: 3rd`, `Finished: 12 MB in 3 s`.
[[nodiscard]] QString describe(const UploadsModel::Upload &upload);

} // namespace ft::models
