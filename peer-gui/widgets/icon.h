#pragma once

#include <QIcon>
#include <QPalette>

namespace ft::widgets {

/// An own icon, `search` of resources/icons/search.svg, drawn in the text colour of the current
/// palette, whatever the theme. Draws nothing when Qt has no SVG plugin.
[[nodiscard]] QIcon icon(const QString &name);
/// The same as one picture in a given colour, for the device a widget is on.
[[nodiscard]] QPixmap iconPixmap(const QString &name,
                                 int size,
                                 const QColor &colour,
                                 qreal devicePixelRatio);
/// The program's own icon, in its own colours.
[[nodiscard]] QIcon programIcon();

} // namespace ft::widgets
