#pragma once

#include "peer-gui/widgets/theme.h"

#include <QObject>

class QMenu;
class QSettings;

namespace ft::widgets {

/// Lets the user choose theme and language: two menus, and what they do.
class Appearance final : public QObject
{
    Q_OBJECT

public:
    /// Takes on what was chosen in an earlier run. `memory` must outlive it.
    Appearance(QSettings &memory, QWidget *parent);

    /// Adds the two menus; owned by the menu.
    void addTo(QMenu &view);

signals:
    /// A sentence; plain text.
    void said(const QString &text);

private:
    void addThemes(QMenu &view);
    void addLanguages(QMenu &view);
    void chooseLanguage(const QString &code, const QString &name);

    QSettings &m_memory;
    Theme m_theme;
};

} // namespace ft::widgets
