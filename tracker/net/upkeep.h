#pragma once

#include "tracker/core/catalogue.h"

#include <QTimer>

namespace ft::tracker {

/// Removes by and by, in small steps, what the catalogue no longer needs.
///
/// Lives in the thread it was made in, inside that thread's event loop, and lets everything else
/// there go on between the steps.
class Upkeep final
{
public:
    explicit Upkeep(Catalogue &catalogue);
    ~Upkeep() = default;
    Q_DISABLE_COPY_MOVE(Upkeep)

    /// How long nothing is done after all was.
    static constexpr std::chrono::milliseconds Rest{500};
    /// Between two steps, which searches have to themselves.
    static constexpr std::chrono::milliseconds Breath{1};

private:
    void step();

    Catalogue &m_catalogue;
    QTimer m_timer;
};

} // namespace ft::tracker
