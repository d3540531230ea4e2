#include "peer-gui/widgets/icon.h"

#include <QGuiApplication>
#include <QIconEngine>
#include <QImageReader>
#include <QPainter>
#include <QPixmapCache>

namespace ft::widgets {

namespace {

QImage render(const QString &name, const QSize &pixels)
{
    QImageReader reader{QStringLiteral(":/icons/%1.svg").arg(name)};
    reader.setScaledSize(pixels);
    return reader.read();
}

/// The shape in one colour; `pixels` of the device. Empty without the SVG plugin.
QPixmap tinted(const QString &name, const QSize &pixels, const QColor &colour)
{
    const QString key = QStringLiteral("ft-icon %1 %2x%3 %4")
                            .arg(name)
                            .arg(pixels.width())
                            .arg(pixels.height())
                            .arg(colour.rgba());
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    QImage image = render(name, pixels).convertToFormat(QImage::Format_ARGB32_Premultiplied);
    if (image.isNull())
        return {};
    QPainter painter{&image};
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(image.rect(), colour);
    painter.end();
    pixmap = QPixmap::fromImage(image);
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

/// Paints a shape in the colour that text has in the palette of the moment, so that a change of
/// theme needs no new icons.
class TintedIconEngine final : public QIconEngine
{
public:
    explicit TintedIconEngine(QString name)
        : m_name(std::move(name))
    {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        const qreal ratio = painter->device()->devicePixelRatioF();
        painter->drawPixmap(rect, tinted(m_name, rect.size() * ratio, colourOf(mode)));
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State) override
    {
        return tinted(m_name, size, colourOf(mode));
    }

    [[nodiscard]] QIconEngine *clone() const override { return new TintedIconEngine(m_name); }
    [[nodiscard]] QString key() const override { return QStringLiteral("ft-tinted"); }
    [[nodiscard]] bool isNull() override { return false; }

private:
    [[nodiscard]] static QColor colourOf(QIcon::Mode mode)
    {
        const QPalette palette = QGuiApplication::palette();
        switch (mode) {
        case QIcon::Disabled:
            return palette.color(QPalette::Disabled, QPalette::ButtonText);
        case QIcon::Selected:
            return palette.color(QPalette::HighlightedText);
        case QIcon::Normal:
        case QIcon::Active:
            break;
        }
        return palette.color(QPalette::ButtonText);
    }

    QString m_name;
};

} // namespace

QIcon icon(const QString &name)
{
    return QIcon{new TintedIconEngine{name}};
}

QPixmap iconPixmap(const QString &name, int size, const QColor &colour, qreal devicePixelRatio)
{
    QPixmap pixmap = tinted(name, QSize{size, size} * devicePixelRatio, colour);
    pixmap.setDevicePixelRatio(devicePixelRatio);
    return pixmap;
}

QIcon programIcon()
{
    QIcon result;
    for (const int size : {16, 24, 32, 48, 64, 128, 256}) {
        const QImage image = render(QStringLiteral("filetracker"), {size, size});
        if (!image.isNull())
            result.addPixmap(QPixmap::fromImage(image));
    }
    return result;
}

} // namespace ft::widgets
