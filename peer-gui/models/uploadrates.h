#pragma once

#include "peer-gui/engine/snapshots.h"

#include <map>

namespace ft::models {

/// Adds up what others take.
class UploadRates final
{
public:
    /// Takes the uploads that changed; those that are over leave.
    void update(const std::vector<engine::UploadSnapshot> &changed)
    {
        for (const engine::UploadSnapshot &upload : changed) {
            if (upload.isOver)
                m_rates.erase(upload.id);
            else
                m_rates.insert_or_assign(upload.id, upload.rate);
        }
    }

    [[nodiscard]] int uploads() const { return static_cast<int>(m_rates.size()); }
    /// Bytes per second, of all together.
    [[nodiscard]] std::uint64_t rate() const
    {
        std::uint64_t sum = 0;
        for (const auto &[id, rate] : m_rates)
            sum += rate;
        return sum;
    }

private:
    std::map<std::uint32_t, std::uint64_t> m_rates; ///< by the id of the upload
};

} // namespace ft::models
