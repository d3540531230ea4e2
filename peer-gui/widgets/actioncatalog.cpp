#include "peer-gui/widgets/actioncatalog.h"

#include <QAction>
#include <QCoreApplication>
#include <QKeySequence>
#include <QMenu>
#include <QMenuBar>
#include <QSet>

namespace ft::widgets {

namespace {

constexpr const char *ReasonProperty = "ft_reason";

class Words
{
    Q_DECLARE_TR_FUNCTIONS(ft::widgets::ActionCatalog)
};

class Collector
{
public:
    void addMenu(const QMenu &menu, const QString &title, const QString &before)
    {
        for (QAction *action : menu.actions()) {
            const QString text = withoutMnemonic(action->text());
            const QString whole = before.isEmpty()
                                      ? text
                                      : Words::tr("%1: %2", "a submenu, and what stands in it")
                                            .arg(before, text);
            if (action->isSeparator() || !action->isVisible())
                continue;
            if (const QMenu *submenu = action->menu())
                addMenu(*submenu, title, whole);
            else if (!m_seen.contains(action))
                m_found.append({action, title, whole});
            m_seen.insert(action);
        }
    }

    [[nodiscard]] const QList<ListedAction> &found() const { return m_found; }

private:
    QSet<const QAction *> m_seen;
    QList<ListedAction> m_found;
};

} // namespace

QList<ListedAction> listActions(const QMenuBar &bar)
{
    Collector collector;
    for (const QAction *top : bar.actions()) {
        if (const QMenu *menu = top->menu())
            collector.addMenu(*menu, withoutMnemonic(top->text()), {});
    }
    return collector.found();
}

QString withoutMnemonic(const QString &text)
{
    // An && stands for the sign itself.
    const QChar sign{0xE000};
    return QString{text}.replace(QStringLiteral("&&"), sign).remove(u'&').replace(sign, u'&');
}

QString keysOf(const QAction &action)
{
    return QKeySequence::listToString(action.shortcuts(), QKeySequence::NativeText);
}

void setReason(QAction &action, const QString &reason)
{
    action.setProperty(ReasonProperty, reason);
}

QString reasonOf(const QAction &action)
{
    return action.property(ReasonProperty).toString();
}

} // namespace ft::widgets
