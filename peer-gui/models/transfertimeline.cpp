#include "peer-gui/models/transfertimeline.h"

#include "peer-gui/models/formatting.h"
#include "peer-gui/models/transfertext.h"
#include "peer-gui/words/problemwords.h"
#include "peer-gui/words/transferwords.h"

#include <QCoreApplication>

#include <algorithm>

namespace ft::models {

using engine::TransferId;
using engine::TransferSnapshot;
using engine::TransferSource;
using engine::TransferState;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ft::models::TransferTimeline)
};

/// Empty for what is over too soon to be told.
QString stateEvent(const TransferSnapshot &transfer)
{
    switch (transfer.state) {
    case TransferState::Searching:
        return Words::tr("Asked the tracker who has it");
    case TransferState::Connecting:
        return Words::tr("Began to connect to its sources");
    case TransferState::Checking:
        return Words::tr("Checked what an earlier run had left");
    case TransferState::Transferring:
        return Words::tr("Pieces began to arrive");
    case TransferState::Committing:
        return Words::tr("Everything has arrived; the file is being saved");
    case TransferState::Paused:
        return Words::tr("Paused by you");
    case TransferState::Canceled:
        return Words::tr("Canceled by you");
    case TransferState::Queued:
        return Words::tr("Waits for its turn");
    case TransferState::Waiting:
    case TransferState::Done:
    case TransferState::Failed:
        return describeState(transfer);
    case TransferState::Preparing:
        break;
    }
    return {};
}

QString withReason(const QString &pattern, const QString &name, const TransferSource &source)
{
    return pattern.arg(name,
                       source.problem ? words::briefly(*source.problem)
                                      : Words::tr("it gave no reason"));
}

/// Empty for what need not be told.
QString sourceEvent(const TransferSource &source)
{
    const QString name = words::nameOf(source);
    switch (source.state) {
    case TransferSource::State::Active:
        return Words::tr("Connected to %1", "a source").arg(name);
    case TransferSource::State::Queued:
        return Words::tr("%1 serves others first: waits for an upload slot", "a source").arg(name);
    case TransferSource::State::Dropped:
        return withReason(Words::tr("Lost %1: %2", "a source, and why"), name, source);
    case TransferSource::State::Banned:
        return withReason(Words::tr("Banned %1 for this download: %2", "a source, and why"),
                          name,
                          source);
    case TransferSource::State::Idle:
    case TransferSource::State::Connecting:
        break;
    }
    return {};
}

std::optional<engine::WaitReason::Kind> waitOf(const TransferSnapshot &transfer)
{
    return transfer.wait ? std::optional{transfer.wait->kind} : std::nullopt;
}

} // namespace

void TransferTimeline::observe(const std::vector<TransferSnapshot> &changed)
{
    for (const TransferSnapshot &transfer : changed)
        observeOne(transfer);
}

void TransferTimeline::observeOne(const TransferSnapshot &transfer)
{
    const auto [entry, isNew] = m_stories.try_emplace(transfer.id);
    Story &story = entry->second;
    if (isNew) {
        const bool isDated = transfer.added.time_since_epoch().count() > 0;
        story.events.push_back(
            {isDated ? transfer.added : m_clock.wallTime(), Words::tr("Asked for"), 1});
        ++m_count;
        add(story, stateEvent(transfer));
        story.state = transfer.state;
        story.wait = waitOf(transfer);
    } else if (story.state != transfer.state || story.wait != waitOf(transfer)) {
        observeState(story, transfer);
    }
    observeSources(story, transfer);
    if (m_count > MostInAll)
        keepBounded(transfer.id);
}

void TransferTimeline::observeState(Story &story, const TransferSnapshot &transfer)
{
    const auto before = std::exchange(story.state, transfer.state);
    story.wait = waitOf(transfer);
    if (isOver(before) && !isOver(transfer.state))
        add(story, Words::tr("Tried again"));
    else if (before == TransferState::Paused && !isOver(transfer.state))
        add(story, Words::tr("Resumed by you"));
    add(story, stateEvent(transfer));
}

void TransferTimeline::observeSources(Story &story, const TransferSnapshot &transfer)
{
    auto &known = story.sources;
    for (std::size_t i = 0; i < transfer.sources.size(); ++i) {
        const TransferSource &source = transfer.sources[i];
        // Sources keep their order, and mostly do what they did.
        if (i < known.size() && known[i].state == source.state
            && known.size() == transfer.sources.size())
            continue;
        auto at = std::find_if(known.begin(), known.end(), [&](const KnownSource &one) {
            return one.endpoint == source.endpoint;
        });
        if (at == known.end())
            at = known.insert(at, {source.endpoint, TransferSource::State::Idle});
        if (std::exchange(at->state, source.state) != source.state)
            add(story, sourceEvent(source));
    }
}

void TransferTimeline::add(Story &story, const QString &text)
{
    if (text.isEmpty())
        return;
    const auto now = m_clock.wallTime();
    QString line = shown(text);
    if (!story.events.empty() && story.events.back().text == line) {
        story.events.back().at = now;
        ++story.events.back().times;
        return;
    }
    story.events.push_back({now, std::move(line), 1});
    ++m_count;
    if (story.events.size() > MostOfOne) {
        story.events.erase(story.events.begin() + 1);
        --m_count;
    }
}

void TransferTimeline::keepBounded(TransferId current)
{
    for (auto &[id, story] : m_stories) {
        if (m_count <= MostInAll)
            return;
        if (id == current)
            continue;
        m_count -= story.events.size();
        story.events.clear();
    }
}

const std::deque<TimelineEvent> &TransferTimeline::events(TransferId id) const
{
    static const std::deque<TimelineEvent> None;
    const auto found = m_stories.find(id);
    return found == m_stories.end() ? None : found->second.events;
}

} // namespace ft::models
