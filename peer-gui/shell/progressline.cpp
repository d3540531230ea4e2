#include "peer-gui/shell/progressline.h"

#include "common/base/clock.h"
#include "common/console/safetext.h"
#include "peer-gui/words/transferwords.h"

#include <QLocale>
#include <QStringBuilder>
#include <QTextStream>

namespace ft::shell {

namespace {

QString sizeText(std::uint64_t bytes)
{
    return QLocale::c().formattedDataSize(static_cast<qint64>(bytes), 1);
}

QString timeText(std::chrono::seconds seconds)
{
    const auto total = seconds.count();
    return QStringLiteral("%1:%2").arg(total / 60).arg(total % 60, 2, 10, QLatin1Char{'0'});
}

} // namespace

QString progressText(const engine::TransferSnapshot &transfer, const words::Formats &formats)
{
    QString text = console::safeText(transfer.name);
    if (transfer.size > 0) {
        text += QStringLiteral("  %1 %  %2 of %3")
                    .arg(transfer.verified * 100 / transfer.size)
                    .arg(sizeText(transfer.verified), sizeText(transfer.size));
    }
    if (transfer.files > 0) {
        text += QStringLiteral("  %1 of %2 files")
                    .arg(transfer.filesDone + transfer.filesFailed)
                    .arg(transfer.files);
    }
    if (transfer.rate > 0)
        text += u"  " % sizeText(transfer.rate) % u"/s";
    if (transfer.eta)
        text += u"  " % timeText(*transfer.eta) % u" left";
    const bool isMoving = transfer.state == engine::TransferState::Transferring
                          && transfer.rate > 0;
    const QString sources = words::sourcesText(transfer);
    if (!isMoving)
        text += u"  " % console::safeText(words::stateText(transfer, formats));
    else if (!sources.isEmpty())
        text += u"  " % sources % u" sources";
    return text;
}

void ProgressLine::show(const engine::TransferSnapshot &transfer)
{
    if (!m_isTerminal)
        return;
    QTextStream{stderr} << "\r\x1b[K"
                        << progressText(transfer,
                                        words::Formats::forTerminal(SystemClock{}.wallTime()))
                        << Qt::flush;
    m_isShown = true;
}

void ProgressLine::clear()
{
    if (m_isShown)
        QTextStream{stderr} << "\r\x1b[K" << Qt::flush;
    m_isShown = false;
}

} // namespace ft::shell
