#include "tracker/core/livesearches.h"

#include "common/protocol/findcodec.h"
#include "common/protocol/limits.h"
#include "common/protocol/listwriter.h"

#include <algorithm>

namespace ft::tracker {

using namespace protocol;

LiveSearches::LiveSearches(const RecordIndex &index)
    : m_index(index)
{}

void LiveSearches::Search::forgetChanges()
{
    came.clear();
    went.clear();
    missed = 0;
    isChanged = false;
}

/// False, and the change only counted, when too many wait.
bool LiveSearches::Search::takesChange()
{
    if (missed == 0 && came.size() + went.size() < MaxChanges)
        return true;
    missed += 1 + came.size() + went.size();
    came.clear();
    went.clear();
    return false;
}

bool LiveSearches::open(const Session &session, std::uint32_t number, QueryMatcher matcher)
{
    close(session.id, number);
    const std::lock_guard lock{m_mutex};
    const auto gram = gramFor(matcher);
    const auto others = m_bySession.find(session.id.value());
    const bool isFull = others != m_bySession.end()
                        && others->second.size() >= limits::MaxLiveSearches;
    if (isFull || m_open >= MaxOpen || (!gram && m_withoutGram.size() >= MaxWithoutGram))
        return false;
    auto search = std::unique_ptr<Search>{new Search{.session = session.id,
                                                     .loop = session.loop,
                                                     .number = number,
                                                     .matcher = std::move(matcher),
                                                     .address = ShownAddress{session},
                                                     .gram = gram,
                                                     .came = {},
                                                     .went = {}}};
    enter(*search);
    m_bySession[session.id.value()].push_back(std::move(search));
    return true;
}

void LiveSearches::close(SessionId session, std::uint32_t number)
{
    const std::lock_guard lock{m_mutex};
    const auto found = m_bySession.find(session.value());
    if (found == m_bySession.end())
        return;
    auto &searches = found->second;
    const auto search = std::find_if(searches.begin(), searches.end(), [number](const auto &one) {
        return one->number == number;
    });
    if (search == searches.end())
        return;
    leave(**search);
    searches.erase(search);
    if (searches.empty())
        m_bySession.erase(found);
}

void LiveSearches::closeAll(SessionId session)
{
    if (!isWatching())
        return;
    const std::lock_guard lock{m_mutex};
    const auto found = m_bySession.find(session.value());
    if (found == m_bySession.end())
        return;
    for (const auto &search : found->second)
        leave(*search);
    m_bySession.erase(found);
}

/// A gram from the middle of the longest word: ends of words repeat more.
std::optional<Gram> LiveSearches::gramFor(const QueryMatcher &matcher)
{
    auto words = matcher.plainWords();
    words.insert(words.end(), matcher.patternTexts().begin(), matcher.patternTexts().end());
    const auto longest = std::max_element(words.begin(), words.end(), [](auto &a, auto &b) {
        return a.size() < b.size();
    });
    if (longest == words.end() || longest->size() < 3)
        return std::nullopt;
    std::vector<Gram> grams;
    appendGramsWithin(grams, *longest);
    return grams[grams.size() / 2];
}

void LiveSearches::enter(Search &search)
{
    if (search.gram)
        m_byGram[*search.gram].push_back(&search);
    else
        m_withoutGram.push_back(&search);
    ++m_used[search.loop];
    ++m_open;
}

void LiveSearches::leave(Search &search)
{
    if (search.gram) {
        const auto found = m_byGram.find(*search.gram);
        std::erase(found->second, &search);
        if (found->second.empty())
            m_byGram.erase(found);
    } else {
        std::erase(m_withoutGram, &search);
    }
    if (search.isChanged)
        std::erase(m_changed[search.loop], &search);
    --m_used[search.loop];
    --m_open;
}

/// `grams` may repeat; each search is shown once.
template <typename Visit>
void LiveSearches::visitMatching(RecordId id, std::span<const Gram> grams, Visit visit)
{
    const auto record = m_index.glanceAt(id);
    const QByteArrayView type = m_index.types().at(record.type);
    const auto visitEach = [&](const std::vector<Search *> &searches) {
        for (Search *search : searches) {
            if (search->matcher.match(record, type, m_texts))
                visit(*search);
        }
    };
    visitEach(m_withoutGram);
    for (auto gram = grams.begin(); gram != grams.end(); ++gram) {
        const auto found = m_byGram.find(*gram);
        if (found != m_byGram.end() && std::find(grams.begin(), gram, *gram) == gram)
            visitEach(found->second);
    }
}

void LiveSearches::noteChange(Search &search)
{
    if (!std::exchange(search.isChanged, true))
        m_changed[search.loop].push_back(&search);
}

void LiveSearches::onAdded(RecordId id, std::span<const Gram> grams)
{
    const std::lock_guard lock{m_mutex};
    visitMatching(id, grams, [&](Search &search) {
        if (search.takesChange())
            search.came.insert(id);
        noteChange(search);
    });
}

LiveSearches::Gone LiveSearches::goneOf(Search &search, RecordId id) const
{
    auto view = m_index.viewAt(id);
    search.address.applyTo(view, m_index.peerOf(id));
    return {view.path.toByteArray(),
            view.host.toByteArray(),
            view.host.isEmpty() ? view.address.toByteArray() : QByteArray{},
            view.port};
}

std::optional<PeerName> LiveSearches::Gone::peer() const
{
    if (auto named = HostName::parse(host))
        return PeerName{*std::move(named)};
    const auto at = parseAddress(address);
    return at ? std::optional{PeerName{Endpoint{*at, port}}} : std::nullopt;
}

void LiveSearches::onRemoving(RecordId id, std::span<const Gram> grams)
{
    const std::lock_guard lock{m_mutex};
    visitMatching(id, grams, [&](Search &search) {
        if (search.came.erase(id) > 0)
            return; // what was not told yet need not be taken back
        if (search.takesChange())
            search.went.push_back(goneOf(search, id));
        noteChange(search);
    });
}

/// What they are is worth asking again for, once for all.
void LiveSearches::onManyAdded()
{
    const std::lock_guard lock{m_mutex};
    for (const auto &[session, searches] : m_bySession) {
        for (const auto &search : searches) {
            search->missed += 1 + search->came.size() + search->went.size();
            search->came.clear();
            search->went.clear();
            noteChange(*search);
        }
    }
}

void LiveSearches::appendLines(Search &search, QByteArray &out)
{
    if (search.missed > 0)
        return append(out, Missed{search.number, search.missed});
    const QByteArray tail = liveTail(search.number);
    if (!search.went.empty()) {
        ListWriter list{out, "WENT", ListWriter::Continuation::Independent, tail};
        for (const Gone &gone : search.went) {
            auto path = SharedPath::parse(gone.path);
            auto peer = gone.peer();
            if (path && peer)
                list.add(protocol::Gone{*std::move(path), *std::move(peer)});
        }
        list.finish();
    }
    if (search.came.empty())
        return;
    ListWriter list{out, "CAME", ListWriter::Continuation::Independent, tail};
    for (const RecordId id : search.came) {
        auto view = m_index.viewAt(id);
        search.address.applyTo(view, m_index.peerOf(id));
        list.add(view);
    }
    list.finish();
}

} // namespace ft::tracker
