#include "tracker/net/upkeep.h"

namespace ft::tracker {

Upkeep::Upkeep(Catalogue &catalogue)
    : m_catalogue(catalogue)
{
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { step(); });
    m_timer.start(Rest);
}

void Upkeep::step()
{
    m_timer.start(m_catalogue.tidy() ? Breath : Rest);
}

} // namespace ft::tracker
