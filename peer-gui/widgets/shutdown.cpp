#include "peer-gui/widgets/shutdown.h"

#include <utility>

namespace ft::widgets {

Shutdown::Shutdown(std::function<void()> stopEngine,
                   std::chrono::milliseconds limit,
                   QObject *parent)
    : QObject(parent)
    , m_stopEngine(std::move(stopEngine))
{
    m_limit.setSingleShot(true);
    m_limit.setInterval(limit);
    connect(&m_limit, &QTimer::timeout, this, &Shutdown::finish);
}

void Shutdown::begin()
{
    if (std::exchange(m_hasBegun, true))
        return;
    m_limit.start();
    m_stopEngine();
}

void Shutdown::engineStopped()
{
    if (m_hasBegun)
        finish();
}

void Shutdown::finish()
{
    if (std::exchange(m_isFinished, true))
        return;
    m_limit.stop();
    emit finished();
}

} // namespace ft::widgets
