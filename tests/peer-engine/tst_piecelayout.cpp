#include "common/protocol/limits.h"
#include "peer-gui/engine/transfer/piecelayout.h"

#include <QTest>

using namespace ft;
using namespace ft::engine;

class TstPieceLayout : public QObject
{
    Q_OBJECT

private slots:
    void cutsAFileIntoPiecesThatCoverIt_data()
    {
        QTest::addColumn<quint64>("size");
        QTest::addColumn<quint32>("count");
        constexpr quint64 MiB = 1 << 20;
        QTest::newRow("empty") << quint64{0} << 0U;
        QTest::newRow("1 byte") << quint64{1} << 1U;
        QTest::newRow("1 MiB - 1") << MiB - 1 << 1U;
        QTest::newRow("1 MiB") << MiB << 1U;
        QTest::newRow("1 MiB + 1") << MiB + 1 << 2U;
        QTest::newRow("16 GiB") << 16'384 * MiB << 16'384U;
        QTest::newRow("16 GiB + 1") << 16'384 * MiB + 1 << 8'193U;
        QTest::newRow("the largest") << quint64{protocol::limits::MaxFileSize} << 16'384U;
    }
    void cutsAFileIntoPiecesThatCoverIt()
    {
        QFETCH(quint64, size);
        QFETCH(quint32, count);
        const PieceLayout layout{size};
        QCOMPARE(layout.fileSize(), size);
        QCOMPARE(layout.count(), count);
        quint64 at = 0;
        for (quint32 i = 0; i < count; ++i) {
            const auto range = layout.rangeOf(PieceIndex{i});
            QCOMPARE(range.offset, at);
            QVERIFY(range.length > 0 && range.length <= layout.pieceSize());
            at += range.length;
        }
        QCOMPARE(at, size);
    }
};

QTEST_APPLESS_MAIN(TstPieceLayout)
#include "tst_piecelayout.moc"
