#include "peer-gui/widgets/desktopchoices.h"

#include "peer-gui/widgets/actioncatalog.h"
#include "peer-gui/widgets/icon.h"

#include <QMenu>
#include <QSettings>
#include <QWidget>

namespace ft::widgets {

DesktopChoices::DesktopChoices(QSettings &memory, QWidget *parent)
    : QObject(parent)
    , m_memory(memory)
    , m_keepInTray(addChoice(QStringLiteral("window/keep-in-tray"),
                             false,
                             tr("&Keep running in the tray"),
                             tr("Closing the window only hides it; downloads and uploads go on")))
{
    addNews(About::Finished,
            QStringLiteral("news/finished"),
            tr("Download &finished"),
            tr("Tell when a download is finished and you look elsewhere"));
    addNews(About::Failed,
            QStringLiteral("news/failed"),
            tr("Download f&ailed"),
            tr("Tell when a download has failed and you look elsewhere"));
    addNews(About::Found,
            QStringLiteral("news/found"),
            tr("&Wish found something"),
            tr("Tell when somebody shares what you wished for"));
    addNews(About::Tracker,
            QStringLiteral("news/tracker"),
            tr("&Tracker lost for long"),
            tr("Tell when the tracker has not been joined for five minutes"));
    m_keepInTray->setIcon(icon(QStringLiteral("tray")));
    m_keepInTray->setShortcut(Qt::CTRL | Qt::ALT | Qt::Key_K);
}

QAction *DesktopChoices::addChoice(const QString &key,
                                   bool isDefault,
                                   const QString &text,
                                   const QString &tip)
{
    auto *action = new QAction{icon(QStringLiteral("notify")), text, this};
    action->setToolTip(tip);
    action->setCheckable(true);
    action->setChecked(m_memory.value(key, isDefault).toBool());
    connect(action, &QAction::toggled, this, [this, key](bool isOn) {
        m_memory.setValue(key, isOn);
    });
    return action;
}

void DesktopChoices::addNews(About about,
                             const QString &key,
                             const QString &text,
                             const QString &tip)
{
    constexpr std::array Keys{Qt::Key_F, Qt::Key_A, Qt::Key_W, Qt::Key_T};
    QAction *action = addChoice(key, true, text, tip);
    action->setShortcut(Qt::CTRL | Qt::ALT | Keys.at(m_news.size()));
    m_news.emplace(about, action);
}

void DesktopChoices::addTo(QMenu &menu)
{
    QMenu *news = menu.addMenu(icon(QStringLiteral("notify")), tr("N&otifications"));
    for (const auto &[about, action] : m_news)
        news->addAction(action);
    menu.addAction(m_keepInTray);
}

std::set<DesktopChoices::About> DesktopChoices::wantedNews() const
{
    std::set<About> wanted;
    for (const auto &[about, action] : m_news) {
        if (action->isChecked())
            wanted.insert(about);
    }
    return wanted;
}

bool DesktopChoices::keepsInTray() const
{
    return m_keepInTray->isEnabled() && m_keepInTray->isChecked();
}

void DesktopChoices::setTrayAvailable(bool isAvailable)
{
    m_keepInTray->setEnabled(isAvailable);
    setReason(*m_keepInTray, tr("This desktop has no tray for icons of programs."));
}

} // namespace ft::widgets
