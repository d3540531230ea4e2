#include "peer-gui/widgets/appearance.h"

#include "peer-gui/widgets/icon.h"
#include "peer-gui/widgets/language.h"

#include <QActionGroup>
#include <QMenu>

namespace ft::widgets {

namespace {

/// A choice among others of a menu.
QAction *addChoice(QMenu &menu, QActionGroup &group, const QString &text, bool isChosen)
{
    QAction *action = menu.addAction(text);
    action->setCheckable(true);
    action->setChecked(isChosen);
    group.addAction(action);
    return action;
}

} // namespace

Appearance::Appearance(QSettings &memory, QWidget *parent)
    : QObject(parent)
    , m_memory(memory)
{
    m_theme.choose(Theme::remembered(memory));
}

void Appearance::addTo(QMenu &view)
{
    addThemes(view);
    addLanguages(view);
}

void Appearance::addThemes(QMenu &view)
{
    QMenu *menu = view.addMenu(icon(QStringLiteral("theme")), tr("T&heme"));
    auto *group = new QActionGroup{menu};
    const auto add = [&](Theme::Kind kind, const QString &text, const QString &tip, Qt::Key key) {
        QAction *action = addChoice(*menu, *group, text, kind == m_theme.kind());
        action->setIcon(icon(QStringLiteral("theme")));
        action->setToolTip(tip);
        action->setShortcut(Qt::CTRL | Qt::ALT | key);
        connect(action, &QAction::triggered, this, [this, kind] {
            m_theme.choose(kind);
            Theme::remember(m_memory, kind);
        });
    };
    add(Theme::Kind::System, tr("&System", "theme"), tr("The colours of the desktop"), Qt::Key_0);
    add(Theme::Kind::Light, tr("&Light", "theme"), tr("Dark text on light ground"), Qt::Key_1);
    add(Theme::Kind::Dark, tr("&Dark", "theme"), tr("Light text on dark ground"), Qt::Key_2);
}

void Appearance::addLanguages(QMenu &view)
{
    QMenu *menu = view.addMenu(icon(QStringLiteral("language")), tr("&Language"));
    auto *group = new QActionGroup{menu};
    const QString chosen = Language::remembered(m_memory);
    int key = Qt::Key_5;
    for (const auto &[code, name] : Language::choices()) {
        const QString text = name.isEmpty() ? tr("&System", "language") : name;
        QAction *action = addChoice(*menu, *group, text, code == chosen);
        action->setIcon(icon(QStringLiteral("language")));
        action->setToolTip(tr("From the next start on"));
        action->setShortcut(Qt::CTRL | Qt::ALT | static_cast<Qt::Key>(key++));
        const QString shown = name.isEmpty() ? tr("the language of the system") : name;
        connect(action, &QAction::triggered, this, [this, code = code, shown] {
            chooseLanguage(code, shown);
        });
    }
}

void Appearance::chooseLanguage(const QString &code, const QString &name)
{
    Language::remember(m_memory, code);
    emit said(tr("From the next start on, FileTracker speaks %1.").arg(name));
}

} // namespace ft::widgets
