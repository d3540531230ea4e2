#include "peer-gui/models/newsdigest.h"

#include "peer-gui/models/formatting.h"
#include "peer-gui/models/problemtext.h"

#include <QCoreApplication>
#include <QLocale>

#include <utility>

namespace ft::models {

using engine::TransferSnapshot;
using engine::TransferState;

namespace {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(ft::models::NewsDigest)
};

QString number(qsizetype count)
{
    return QLocale{}.toString(static_cast<qlonglong>(count));
}

/// `a.pdf`, `a.pdf and b.pdf`, `a.pdf, b.pdf and 18 more`.
QString someOf(const QStringList &names)
{
    switch (names.size()) {
    case 1:
        return names[0];
    case 2:
        return Words::tr("%1 and %2", "two files").arg(names[0], names[1]);
    case 3:
        return Words::tr("%1, %2 and 1 more", "files").arg(names[0], names[1]);
    default:
        return Words::tr("%1, %2 and %3 more", "files")
            .arg(names[0], names[1], number(names.size() - 2));
    }
}

NewsDigest::Notice finishedNotice(const QStringList &names)
{
    const QString title = names.size() == 1
                              ? Words::tr("Download finished")
                              : Words::tr("%1 downloads finished").arg(number(names.size()));
    return {NewsDigest::About::Finished, title, someOf(names)};
}

NewsDigest::Notice failedNotice(const QStringList &names, const QString &why)
{
    if (names.size() == 1)
        return {NewsDigest::About::Failed,
                Words::tr("Download failed"),
                why.isEmpty() ? names[0]
                              : Words::tr("%1: %2", "a file, and why").arg(names[0], why)};
    return {NewsDigest::About::Failed,
            Words::tr("%1 downloads failed").arg(number(names.size())),
            someOf(names)};
}

} // namespace

NewsDigest::NewsDigest(std::chrono::sys_seconds since)
    : m_since(since)
{}

void NewsDigest::note(const std::vector<TransferSnapshot> &changed)
{
    for (const TransferSnapshot &transfer : changed)
        noteOne(transfer);
}

void NewsDigest::noteOne(const TransferSnapshot &transfer)
{
    const bool isKnown = !m_known.insert(transfer.id).second;
    if (!isOver(transfer.state)) {
        m_running.insert(transfer.id);
        return;
    }
    const bool wasRunning = m_running.erase(transfer.id) > 0;
    if (!wasRunning && (isKnown || transfer.added < m_since))
        return;
    if (transfer.state == TransferState::Done) {
        m_finished << shown(transfer.name);
    } else if (transfer.state == TransferState::Failed) {
        m_failed << shown(transfer.name);
        m_failure = transfer.problem ? describe(*transfer.problem).what : QString{};
    }
}

void NewsDigest::note(const engine::WishMatch &match)
{
    for (const SourceRecord &record : match.records)
        m_found << shown(record.file.path.toString());
    m_wish = shown(match.wish.text);
}

void NewsDigest::noteTrackerLost(const QString &reason)
{
    m_lost = reason;
}

bool NewsDigest::isEmpty() const
{
    return m_finished.isEmpty() && m_failed.isEmpty() && m_found.isEmpty() && m_lost.isEmpty();
}

std::vector<NewsDigest::Notice> NewsDigest::take(const std::set<About> &wanted)
{
    std::vector<Notice> notices;
    if (const auto names = std::exchange(m_finished, {}); !names.isEmpty())
        notices.push_back(finishedNotice(names));
    if (const auto names = std::exchange(m_failed, {}); !names.isEmpty())
        notices.push_back(failedNotice(names, m_failure));
    if (const auto names = std::exchange(m_found, {}); !names.isEmpty())
        notices.push_back({About::Found,
                           Words::tr("Your wish “%1” has found something").arg(m_wish),
                           someOf(names)});
    if (const auto reason = std::exchange(m_lost, {}); !reason.isEmpty())
        notices.push_back(
            {About::Tracker, Words::tr("Nobody can be found at the moment: not joined"), reason});
    std::erase_if(notices,
                  [&wanted](const Notice &notice) { return !wanted.contains(notice.about); });
    return notices;
}

} // namespace ft::models
