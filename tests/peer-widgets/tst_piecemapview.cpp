#include "peer-gui/widgets/piecemapview.h"

#include <QImage>
#include <QRegularExpression>
#include <QTest>

using namespace ft;
using namespace ft::widgets;
using Cell = engine::PieceMap::Cell;

class TestPieceMapView final : public QObject
{
    Q_OBJECT

private:
    [[nodiscard]] static engine::PieceMap map(std::initializer_list<Cell> cells)
    {
        QByteArray bytes;
        for (const Cell cell : cells)
            bytes += static_cast<char>(cell);
        return {bytes};
    }

    /// The colour at a fraction of the width, in the middle of the band.
    [[nodiscard]] static QColor colourAt(PieceMapView &view, double fraction)
    {
        constexpr int Middle = 9;
        const QImage image = view.grab().toImage();
        return image.pixelColor(static_cast<int>(fraction * (image.width() - 1)), Middle);
    }

private slots:
    void init()
    {
        QTest::failOnWarning(
            QRegularExpression{QStringLiteral("^(?!This plugin does not support).+")});
    }

    void paintsEachStretchWhereItLies()
    {
        PieceMapView view;
        view.resize(400, view.sizeHint().height());
        view.show(map({Cell::Verified, Cell::Active, Cell::Missing, Cell::Partial}));
        QCOMPARE(colourAt(view, 0.125), view.colourOf(Cell::Verified));
        QCOMPARE(colourAt(view, 0.375), view.colourOf(Cell::Active));
        const QColor missing = colourAt(view, 0.625);
        const QColor partial = colourAt(view, 0.875);
        QVERIFY(missing != partial);
        QVERIFY(missing != view.colourOf(Cell::Verified));
    }

    void everyCellOfAFullMapCanBeSeenInANarrowWidget()
    {
        PieceMapView view;
        view.resize(view.minimumSizeHint());
        QByteArray cells(engine::PieceMap::MostCells, static_cast<char>(Cell::Missing));
        cells[engine::PieceMap::MostCells / 2] = static_cast<char>(Cell::Active);
        view.show({cells});
        const QImage image = view.grab().toImage();
        int seen = 0;
        for (int x = 0; x < image.width(); ++x)
            seen += static_cast<int>(image.pixelColor(x, 9) == view.colourOf(Cell::Active));
        QCOMPARE(seen, 1);
    }

    void saysInWordsHowFarItIs()
    {
        PieceMapView view;
        QVERIFY(view.accessibleDescription().contains(u"Nothing is known"));
        view.show(map({Cell::Verified, Cell::Partial}));
        QVERIFY2(view.accessibleDescription().startsWith(u"50 %"),
                 qPrintable(view.accessibleDescription()));
    }
};

QTEST_MAIN(TestPieceMapView)
#include "tst_piecemapview.moc"
