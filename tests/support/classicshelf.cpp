#include "tests/support/classicshelf.h"

#include <algorithm>

namespace ft::test {

using Fault = ClassicHabits::Fault;
using Understands = ClassicHabits::Understands;

ClassicShelf::ClassicShelf(const ClassicHabits &habits, const QHostAddress &address)
    : m_habits(habits)
    , m_address(address)
{}

ClassicShelf::~ClassicShelf() = default;

ClassicListings ClassicShelf::listings() const
{
    ClassicListings result;
    for (const auto &file : m_files)
        result.push_back(listingOf(m_habits, file, m_address, m_port));
    return result;
}

void ClassicShelf::open()
{
    if (m_listener)
        return;
    m_listener = std::make_unique<EventListener>(m_address, m_port, [this](auto socket) {
        accept(std::move(socket));
    });
    m_port = m_listener->port();
}

void ClassicShelf::close()
{
    m_listener.reset();
    m_visits.clear();
}

void ClassicShelf::accept(std::unique_ptr<EventSocket> socket)
{
    if (m_habits.fault == Fault::ClosesAtOnce)
        return;
    auto &visit = *m_visits.emplace_back(std::make_unique<Visit>());
    visit.socket = std::move(socket);
    visit.socket->whenHeard([this, &visit] { listen(visit, false); });
    visit.socket->whenEnded([this, &visit] { listen(visit, true); });
}

void ClassicShelf::listen(Visit &visit, bool isOver)
{
    const auto request = visit.socket->heard();
    if (visit.request < 0 && !request.isEmpty()) {
        visit.request = m_requests.size();
        m_requests << QByteArray{};
    }
    if (visit.request >= 0)
        m_requests[visit.request] = request;
    const bool isTime = isOver || m_habits.understands != Understands::Compact;
    const auto *file = isTime && !visit.isServed ? fileFor(request) : nullptr;
    if (file)
        serve(visit, *file);
    else if (isOver && visit.socket->unsent() == 0)
        forget(visit.socket.get());
}

void ClassicShelf::serve(Visit &visit, const ClassicFile &file)
{
    visit.isServed = true;
    ++m_served;
    auto content = file.content;
    if (m_habits.fault == Fault::TooFewBytes)
        content.chop(10);
    if (m_habits.fault == Fault::TooManyBytes)
        content += "and more";
    auto &socket = *visit.socket;
    socket.say(m_habits.hasSpacedFile ? "FILE: " : "FILE:", m_habits.segments);
    socket.say(content);
    if (m_habits.closesAfterFile)
        socket.close();
}

void ClassicShelf::forget(const EventSocket *socket)
{
    std::erase_if(m_visits, [socket](const auto &visit) { return visit->socket.get() == socket; });
}

const ClassicFile *ClassicShelf::fileFor(const QByteArray &request) const
{
    const auto file = std::find_if(m_files.begin(), m_files.end(), [&](const auto &candidate) {
        return isRequestFor(m_habits, request, listingOf(m_habits, candidate, m_address, m_port));
    });
    return file == m_files.end() ? nullptr : &*file;
}

} // namespace ft::test
