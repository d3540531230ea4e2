#include "peer-gui/widgets/networkactions.h"

#include "peer-gui/widgets/icon.h"

#include <QCoreApplication>
#include <QWidget>

namespace ft::widgets {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ft::widgets::NetworkActions)
};

QAction *makeAction(QWidget &page,
                    const QString &iconName,
                    const QString &text,
                    const QString &toolTip,
                    const QKeySequence &shortcut)
{
    auto *action = new QAction{icon(iconName), text, &page};
    action->setToolTip(toolTip);
    action->setShortcut(shortcut);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    return action;
}

} // namespace

NetworkActions::NetworkActions(QWidget &page)
    : browse(makeAction(page,
                        QStringLiteral("folder"),
                        Words::tr("&Browse its share"),
                        Words::tr("Look at everything that the peer shares"),
                        Qt::CTRL | Qt::Key_B))
    , index(makeAction(page,
                       QStringLiteral("list"),
                       Words::tr("&List files…"),
                       Words::tr("List files of the peer by when they were changed, or by a "
                                 "pattern"),
                       Qt::CTRL | Qt::SHIFT | Qt::Key_L))
    , checkAll(makeAction(page,
                          QStringLiteral("checksum"),
                          Words::tr("Check &all"),
                          Words::tr("Ask the peer for the checksums of all its files, and see what "
                                    "has changed since the last time"),
                          Qt::CTRL | Qt::SHIFT | Qt::Key_H))
    , ping(makeAction(page,
                      QStringLiteral("ping"),
                      Words::tr("&Ping"),
                      Words::tr("Measure how long the peer takes to answer"),
                      Qt::CTRL | Qt::Key_P))
    , copyAddress(makeAction(page,
                             QStringLiteral("copy"),
                             Words::tr("&Copy address"),
                             Words::tr("Copy the address and port of the peer"),
                             QKeySequence::Copy))
    , download(makeAction(page,
                          QStringLiteral("download"),
                          Words::tr("&Download"),
                          Words::tr("Download the selected files and folders"),
                          Qt::CTRL | Qt::Key_D))
    , downloadUdp(makeAction(page,
                             QStringLiteral("download"),
                             Words::tr("Download over &UDP"),
                             Words::tr("Download the selected files and folders over UDP, where "
                                       "the peer offers it"),
                             Qt::CTRL | Qt::SHIFT | Qt::Key_D))
    , verify(makeAction(page,
                        QStringLiteral("checksum"),
                        Words::tr("&Verify checksum"),
                        Words::tr("Ask the peer for the checksums of the selected files as they "
                                  "are now"),
                        Qt::CTRL | Qt::Key_H))
    , copyLink(makeAction(page,
                          QStringLiteral("link"),
                          Words::tr("Cop&y link"),
                          Words::tr("Copy links to the selected files, to send to somebody"),
                          QKeySequence::Copy))
    , browseAddress(makeAction(page,
                               QStringLiteral("network"),
                               Words::tr("Browse a peer by na&me or address…"),
                               Words::tr("Look at what a peer shares whose name or address you "
                                         "know"),
                               Qt::CTRL | Qt::SHIFT | Qt::Key_B))
    , refresh(makeAction(page,
                         QStringLiteral("retry"),
                         Words::tr("&Refresh"),
                         Words::tr("Ask again for what is shown"),
                         QKeySequence::Refresh))
    , closeTab(makeAction(page,
                          QStringLiteral("cancel"),
                          Words::tr("Close &tab"),
                          Words::tr("Stop looking at the share of this peer"),
                          QKeySequence::Close))
    , checkConnection(makeAction(page,
                                 QStringLiteral("connection"),
                                 Words::tr("Check the co&nnection"),
                                 Words::tr("Find out what works and what does not, and what to "
                                           "do"),
                                 Qt::CTRL | Qt::SHIFT | Qt::Key_N))
    , copyReport(makeAction(page,
                            QStringLiteral("copy"),
                            Words::tr("Copy rep&ort"),
                            Words::tr("Copy what the check of the connection has found, to send "
                                      "to somebody who helps"),
                            Qt::CTRL | Qt::SHIFT | Qt::Key_R))
    , separators{new QAction{&page}, new QAction{&page}}
{
    for (QAction *separator : separators)
        separator->setSeparator(true);
    page.addActions(ofPlace());
}

} // namespace ft::widgets
