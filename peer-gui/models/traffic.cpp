#include "peer-gui/models/traffic.h"

#include "peer-gui/models/formatting.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace ft::models {

using engine::TransferId;
using engine::TransferState;

namespace {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(ft::models::Traffic)
};

/// Of at least one.
QString downText(std::size_t count, std::uint64_t rate)
{
    const QString speed = rate > 0 ? formatRate(rate)
                                   : Words::tr("waiting", "downloads that get nothing");
    if (count == 1)
        return Words::tr("1 download: %1", "a rate").arg(speed);
    return Words::tr("%1 downloads: %2", "a number, and a rate")
        .arg(QLocale{}.toString(static_cast<qulonglong>(count)), speed);
}

QString upText(std::size_t count, std::uint64_t rate)
{
    const QString speed = rate > 0 ? formatRate(rate)
                                   : Words::tr("idle", "uploads that send nothing");
    if (count == 1)
        return Words::tr("1 upload: %1", "a rate").arg(speed);
    return Words::tr("%1 uploads: %2", "a number, and a rate")
        .arg(QLocale{}.toString(static_cast<qulonglong>(count)), speed);
}

} // namespace

void Traffic::update(const std::vector<engine::TransferSnapshot> &changed)
{
    for (const auto &transfer : changed) {
        if (isOver(transfer.state))
            m_downloads.erase(transfer.id);
        else
            m_downloads[transfer.id] = {transfer.state == TransferState::Paused, transfer.rate};
    }
}

void Traffic::update(const std::vector<engine::UploadSnapshot> &changed)
{
    for (const auto &upload : changed) {
        if (upload.isOver || upload.place > 0)
            m_uploadRates.erase(upload.id);
        else
            m_uploadRates[upload.id] = upload.rate;
    }
}

std::size_t Traffic::runningDownloads() const
{
    return pausable().size();
}

std::vector<TransferId> Traffic::pausable() const
{
    std::vector<TransferId> ids;
    for (const auto &[id, download] : m_downloads) {
        if (!download.isPaused)
            ids.push_back(id);
    }
    return ids;
}

std::vector<TransferId> Traffic::resumable() const
{
    std::vector<TransferId> ids;
    for (const auto &[id, download] : m_downloads) {
        if (download.isPaused)
            ids.push_back(id);
    }
    return ids;
}

QString Traffic::summary() const
{
    std::uint64_t down = 0;
    for (const auto &[id, download] : m_downloads)
        down += download.rate;
    std::uint64_t up = 0;
    for (const auto &[id, rate] : m_uploadRates)
        up += rate;
    const QString downLine = runningDownloads() == 0 ? Words::tr("No downloads running")
                                                     : downText(runningDownloads(), down);
    const QString upLine = m_uploadRates.empty() ? Words::tr("No uploads running")
                                                 : upText(m_uploadRates.size(), up);
    return downLine % u'\n' % upLine;
}

} // namespace ft::models
