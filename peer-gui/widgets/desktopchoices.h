#pragma once

#include "peer-gui/models/newsdigest.h"

#include <QObject>

#include <map>

class QAction;
class QMenu;
class QSettings;

namespace ft::widgets {

/// What the user wants of the desktop around the window: which news it is to tell, and whether the
/// program goes on in the tray. Kept between runs as soon as it changes.
class DesktopChoices final : public QObject
{
    Q_OBJECT

public:
    using About = models::NewsDigest::About;

    /// `memory` must outlive it.
    DesktopChoices(QSettings &memory, QWidget *parent);

    /// Adds a submenu of the news and the choice of the tray.
    void addTo(QMenu &menu);

    [[nodiscard]] std::set<About> wantedNews() const;
    /// Whether closing the window leaves the program in the tray; never where there is none.
    [[nodiscard]] bool keepsInTray() const;
    void setTrayAvailable(bool isAvailable);

private:
    [[nodiscard]] QAction *addChoice(const QString &key,
                                     bool isDefault,
                                     const QString &text,
                                     const QString &tip);
    void addNews(About about, const QString &key, const QString &text, const QString &tip);

    QSettings &m_memory;
    std::map<About, QAction *> m_news;
    QAction *m_keepInTray;
};

} // namespace ft::widgets
