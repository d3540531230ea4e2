#pragma once

#include <QList>

class QStackedLayout;
class QWidget;

namespace ft::widgets {

/// The frame that is drawn around a table, or around what stands in its place.
[[nodiscard]] QWidget *makePanel(QWidget *content, QWidget *parent);

/// The same frame for several widgets, of which one is seen at a time, at first the first. The
/// frame is the layout's parentWidget().
[[nodiscard]] QStackedLayout *makePanelStack(const QList<QWidget *> &contents, QWidget *parent);

} // namespace ft::widgets
