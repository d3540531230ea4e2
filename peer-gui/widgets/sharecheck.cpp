#include "peer-gui/widgets/sharecheck.h"

#include "peer-gui/models/formatting.h"
#include "peer-gui/models/sharetext.h"

namespace ft::widgets {

ShareCheck::ShareCheck(ShareCommands &commands, QObject *parent)
    : QObject(parent)
    , m_commands(commands)
{}

void ShareCheck::check(const QStringList &names, const QString &what)
{
    const QStringList asked = names.isEmpty() ? QStringList{QString{}} : names;
    if (m_checks == 0)
        m_sum = {};
    m_checked = what;
    m_checks += static_cast<int>(asked.size());
    tellActivity();
    for (const QString &name : asked)
        m_commands.check(name, this, [this](const engine::CheckNews &news) { onNews(news); });
}

void ShareCheck::onNews(const engine::CheckNews &news)
{
    if (news.damage)
        emit changed();
    if (!news.isOver)
        return;
    --m_checks;
    m_sum.files += news.files;
    m_sum.bytes += news.bytes;
    m_sum.damaged += news.damaged;
    m_sum.skipped += news.skipped;
    if (news.problem)
        m_sum.problem = news.problem;
    tellActivity();
    if (m_checks > 0)
        return;
    emit said(models::describe(m_sum));
    emit changed();
}

void ShareCheck::repair(const QStringList &names)
{
    m_repairs += static_cast<int>(names.size());
    tellActivity();
    for (const QString &name : names) {
        m_commands.repair(name, this, [this](const auto &report) {
            --m_repairs;
            tellActivity();
            if (report)
                emit said(models::describe(*report));
            else
                emit failed(report.error());
            emit changed();
        });
    }
}

void ShareCheck::tellActivity()
{
    if (m_repairs > 0)
        emit activityChanged(
            tr("Fetching the damaged pieces of %1 from other peers…")
                .arg(models::formatFileCount(static_cast<std::uint64_t>(m_repairs))));
    else if (m_checks > 0)
        emit activityChanged(
            tr("Reading %1 again, to see whether the disk still has what is shared…")
                .arg(m_checked));
    else
        emit activityChanged({});
}

} // namespace ft::widgets
