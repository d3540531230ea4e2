#include "peer-gui/engine/tracker/livesearches.h"

#include "peer-gui/engine/tracker/backoff.h"

#include <QPointer>

#include <algorithm>

namespace ft::engine {

LiveSearches::LiveSearches(Tracker tracker, Timing timing, QObject *parent)
    : QObject(parent)
    , m_tracker(std::move(tracker))
    , m_timing(timing)
{
    m_pace.setSingleShot(true);
    connect(&m_pace, &QTimer::timeout, this, &LiveSearches::tell);
}

void LiveSearches::open(SearchId id, FindRequest request, Hear hear)
{
    auto search = std::make_unique<Search>();
    search->request = std::move(request);
    search->hear = std::move(hear);
    search->askAgain.setSingleShot(true);
    connect(&search->askAgain, &QTimer::timeout, this, [this, number = id.value()] {
        ask(number);
    });
    m_searches[id.value()] = std::move(search);
    ask(id.value());
}

void LiveSearches::close(SearchId id)
{
    if (m_searches.erase(id.value()) > 0)
        m_tracker.stop(id.value());
}

void LiveSearches::heard(SearchId id)
{
    if (auto *const search = find(id.value())) {
        search->isAwaiting = false;
        tellSoon();
    }
}

void LiveSearches::onJoined()
{
    // Asking may close searches: by number, not by place.
    std::vector<std::uint32_t> numbers;
    for (const auto &[number, search] : m_searches)
        numbers.push_back(number);
    for (const std::uint32_t number : numbers)
        ask(number);
}

void LiveSearches::onCame(const protocol::Came &came)
{
    if (auto *const search = find(came.live)) {
        search->news.came(came.records);
        tellSoon();
    }
}

void LiveSearches::onWent(const protocol::Went &went)
{
    if (auto *const search = find(went.live)) {
        search->news.went(went.records);
        tellSoon();
    }
}

void LiveSearches::onMissed(const protocol::Missed &missed)
{
    if (auto *const search = find(missed.live)) {
        search->news.missed(missed.count);
        if (!search->askAgain.isActive())
            search->askAgain.start(m_timing.refresh);
        tellSoon();
    }
}

LiveSearches::Search *LiveSearches::find(std::uint32_t number)
{
    const auto found = m_searches.find(number);
    return found == m_searches.end() ? nullptr : found->second.get();
}

void LiveSearches::ask(std::uint32_t number)
{
    Search *const search = find(number);
    if (!search || search->isAsked)
        return;
    search->askAgain.stop();
    search->isAsked = true;
    m_tracker.find(search->request,
                   number,
                   [self = QPointer{this}, number](const Result<FindResults, Problem> &answer) {
                       if (self)
                           self->onAnswer(number, answer);
                   });
}

void LiveSearches::onAnswer(std::uint32_t number, const Result<FindResults, Problem> &answer)
{
    Search *const search = find(number);
    if (!search)
        return;
    search->isAsked = false;
    if (answer)
        search->news.restart(*answer);
    else
        onFailure(*search, answer.error());
    tellSoon();
}

void LiveSearches::onFailure(Search &search, const Problem &why)
{
    search.news.failed(why);
    if (why.code != ProblemCode::TrackerRefused)
        return; // asked again after joining, or never to be answered
    const auto pause = why.retryIn.count() > 0 ? std::chrono::milliseconds{why.retryIn}
                                               : m_timing.refused;
    search.askAgain.start(std::clamp(pause, m_timing.refresh, Backoff::MostAsked));
}

void LiveSearches::tellSoon()
{
    if (!m_pace.isActive())
        m_pace.start(m_timing.pace);
}

void LiveSearches::tell()
{
    const QPointer<LiveSearches> self{this};
    std::vector<std::uint32_t> numbers;
    for (const auto &[number, search] : m_searches)
        numbers.push_back(number);
    for (const std::uint32_t number : numbers) {
        Search *const search = self ? find(number) : nullptr;
        if (!search || search->isAwaiting || search->news.isEmpty())
            continue;
        search->isAwaiting = true;
        // Copied: the listener may close the search.
        const Hear hear = search->hear;
        hear(search->news.take());
    }
}

} // namespace ft::engine
