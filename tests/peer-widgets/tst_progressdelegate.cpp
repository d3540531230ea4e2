#include "peer-gui/models/transfersmodel.h"
#include "peer-gui/widgets/progressdelegate.h"
#include "tests/peer-models/sampledata.h"
#include "tests/support/manualclock.h"

#include <QImage>
#include <QPainter>
#include <QRegularExpression>
#include <QTest>

using namespace ft;
using namespace ft::widgets;
using engine::TransferState;
using models::TransfersModel;

class TestProgressDelegate final : public QObject
{
    Q_OBJECT

private:
    [[nodiscard]] static QImage paint(TransferState state,
                                      std::uint64_t verified,
                                      QStyle::State flags = QStyle::State_Enabled)
    {
        const test::ManualClock clock;
        TransfersModel model{clock};
        const auto source = sample::record(sample::file("a", "x", 100), "p", "10.0.0.1:1");
        model.update({sample::transferOf(1, source, state, verified)});
        QImage image{160, 24, QImage::Format_ARGB32_Premultiplied};
        image.fill(Qt::white);
        QPainter painter{&image};
        QStyleOptionViewItem option;
        option.rect = image.rect();
        option.state = flags | QStyle::State_Active;
        option.palette.setColor(QPalette::Highlight, Qt::blue);
        const ProgressDelegate delegate;
        delegate.paint(&painter, option, model.index(0, TransfersModel::Progress));
        return image;
    }
    [[nodiscard]] static int bluePixels(const QImage &image)
    {
        int count = 0;
        for (int x = 0; x < image.width(); ++x)
            count += static_cast<int>(image.pixelColor(x, 12) == QColor{Qt::blue});
        return count;
    }

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void theBarGrowsWithWhatIsVerified()
    {
        const int none = bluePixels(paint(TransferState::Transferring, 0));
        const int half = bluePixels(paint(TransferState::Transferring, 50));
        const int all = bluePixels(paint(TransferState::Done, 100));
        QCOMPARE(none, 0);
        QVERIFY(half > 20);
        QVERIFY2(qAbs(all - 2 * half) <= 8, qPrintable(QStringLiteral("%1 %2").arg(half).arg(all)));
    }

    void whatStoppedIsNotInTheColourOfProgress()
    {
        QCOMPARE(bluePixels(paint(TransferState::Failed, 50)), 0);
        QCOMPARE(bluePixels(paint(TransferState::Canceled, 50)), 0);
    }

    void aSelectedRowIsLegible()
    {
        const auto selected = paint(TransferState::Transferring,
                                    50,
                                    QStyle::State_Enabled | QStyle::State_Selected);
        QVERIFY(selected != paint(TransferState::Transferring, 50));
    }

    void everyStatePaintsInAnySpace()
    {
        for (int state = 0; state <= static_cast<int>(TransferState::Canceled); ++state)
            QVERIFY(!paint(static_cast<TransferState>(state), 1).isNull());
    }
};

QTEST_MAIN(TestProgressDelegate)
#include "tst_progressdelegate.moc"
