#include "peer-gui/engine/share/sharewatcher.h"

namespace ft::engine {

ShareWatcher::ShareWatcher(QObject *parent)
    : QObject(parent)
{
    if (!m_watches.isOpen())
        return;
    m_notifier = std::make_unique<QSocketNotifier>(m_watches.descriptor(), QSocketNotifier::Read);
    // The kernel makes one event of many writes that follow each other, as long as nobody reads.
    m_pause.setInterval(50);
    m_pause.setSingleShot(true);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, [this] {
        m_notifier->setEnabled(false);
        m_pause.start();
    });
    connect(&m_pause, &QTimer::timeout, this, &ShareWatcher::read);
}

void ShareWatcher::read()
{
    m_notifier->setEnabled(true);
    const auto events = m_watches.read();
    if (!events.empty())
        emit happened(events);
}

} // namespace ft::engine
