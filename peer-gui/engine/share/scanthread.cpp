#include "peer-gui/engine/share/scanthread.h"

#include <utility>

namespace ft::engine {

ScanThread::~ScanThread()
{
    m_control.stop = true;
    if (m_thread.joinable())
        m_thread.join();
}

void ScanThread::start(ScanRequest request, Done<ScanResult> done)
{
    run([this, request = std::move(request), done = std::move(done)] {
        ScanResult result = scanShare(request, m_control);
        if (result.complete)
            done(std::move(result));
    });
}

void ScanThread::start(PlacesRequest request, Done<PlacesResult> done)
{
    run([this, request = std::move(request), done = std::move(done)] {
        PlacesResult result = scanPlaces(request, m_control);
        if (result.complete)
            done(std::move(result));
    });
}

void ScanThread::run(std::function<void()> scan)
{
    if (m_thread.joinable())
        m_thread.join();
    m_control.found = 0;
    m_thread = std::thread{std::move(scan)};
}

} // namespace ft::engine
