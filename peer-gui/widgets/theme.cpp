#include "peer-gui/widgets/theme.h"

#include <QApplication>
#include <QSettings>
#include <QStyle>
#include <QToolTip>

namespace ft::widgets {

namespace {

const QString KindKey = QStringLiteral("window/theme");
const QString OwnStyle = QStringLiteral("Fusion"); // draws everything with the palette

/// The few colours that a palette is made of.
struct Colours
{
    QRgb window;
    QRgb base;
    QRgb alternate;
    QRgb button;
    QRgb text;
    QRgb faded; ///< text beside other text
    QRgb disabled;
    QRgb highlight;
    QRgb highlighted;
    QRgb link;
    QRgb visited;
    QRgb tip;
    QRgb tipText;
};

constexpr Colours LightColours{0xfff4f5f7,
                               0xffffffff,
                               0xfff7f8fa,
                               0xfffafbfc,
                               0xff1d2126,
                               0xff5f6771,
                               0xff8a919b,
                               0xff1f6fb2,
                               0xffffffff,
                               0xff1a5fa0,
                               0xff7a3f98,
                               0xfffff4cf,
                               0xff2b2413};
constexpr Colours DarkColours{0xff2b2d31,
                              0xff1f2023,
                              0xff25272a,
                              0xff383a3f,
                              0xffe3e4e6,
                              0xffa4a8ae,
                              0xff7d8188,
                              0xff2f6fa8,
                              0xffffffff,
                              0xff7db8ec,
                              0xffc7a0e0,
                              0xff4a3e20,
                              0xfff3e9cf};

void setText(QPalette &palette, QRgb text, QRgb disabled)
{
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        palette.setColor(role, QColor{text});
        palette.setColor(QPalette::Disabled, role, QColor{disabled});
    }
    palette.setColor(QPalette::BrightText, QColor{text});
}

QPalette paletteOf(const Colours &colours)
{
    // The shades of frames follow from the button and the window.
    QPalette palette{QColor{colours.button}, QColor{colours.window}};
    palette.setColor(QPalette::Window, QColor{colours.window});
    palette.setColor(QPalette::Base, QColor{colours.base});
    palette.setColor(QPalette::AlternateBase, QColor{colours.alternate});
    setText(palette, colours.text, colours.disabled);
    palette.setColor(QPalette::PlaceholderText, QColor{colours.faded});
    palette.setColor(QPalette::Highlight, QColor{colours.highlight});
    palette.setColor(QPalette::HighlightedText, QColor{colours.highlighted});
    palette.setColor(QPalette::Disabled, QPalette::Highlight, QColor{colours.disabled});
    palette.setColor(QPalette::Link, QColor{colours.link});
    palette.setColor(QPalette::LinkVisited, QColor{colours.visited});
    palette.setColor(QPalette::ToolTipBase, QColor{colours.tip});
    palette.setColor(QPalette::ToolTipText, QColor{colours.tipText});
    return palette;
}

} // namespace

Theme::Theme()
    : m_systemStyle(QApplication::style()->name())
{}

void Theme::choose(Kind kind)
{
    if (kind == m_kind)
        return;
    m_kind = kind;
    const bool isSystem = kind == Kind::System;
    const QString style = isSystem ? m_systemStyle : OwnStyle;
    if (QApplication::style()->name().compare(style, Qt::CaseInsensitive) != 0)
        QApplication::setStyle(style);
    // An empty palette is the desktop's.
    const QPalette palette = isSystem ? QPalette{} : paletteOf(kind);
    QApplication::setPalette(palette);
    QToolTip::setPalette(QApplication::palette());
}

QPalette Theme::paletteOf(Kind kind)
{
    return widgets::paletteOf(kind == Kind::Dark ? DarkColours : LightColours);
}

Theme::Kind Theme::remembered(const QSettings &memory)
{
    const QString name = memory.value(KindKey).toString();
    if (name == u"light")
        return Kind::Light;
    return name == u"dark" ? Kind::Dark : Kind::System;
}

void Theme::remember(QSettings &memory, Kind kind)
{
    const QString name = kind == Kind::Light ? QStringLiteral("light") : QStringLiteral("dark");
    memory.setValue(KindKey, kind == Kind::System ? QStringLiteral("system") : name);
}

} // namespace ft::widgets
