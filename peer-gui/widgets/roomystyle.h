#pragma once

#include <QProxyStyle>

class QHeaderView;

namespace ft::widgets {

/// What stands above and below the text of a row, together; pixels.
inline constexpr int RowPadding = 10;

/// The application's style with more room beside the text of cells and headers, and with two clicks
/// to open something everywhere: one selects.
class RoomyStyle final : public QProxyStyle
{
    Q_OBJECT

public:
    [[nodiscard]] int pixelMetric(PixelMetric metric,
                                  const QStyleOption *option,
                                  const QWidget *widget) const override;
    [[nodiscard]] int styleHint(StyleHint hint,
                                const QStyleOption *option,
                                const QWidget *widget,
                                QStyleHintReturn *data) const override;
};

/// Lets the columns of a view be hidden and shown from a menu on their header; the first one names
/// the row, and so stays.
void offerColumnMenu(QHeaderView &header);

} // namespace ft::widgets
