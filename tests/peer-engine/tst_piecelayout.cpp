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
        QTest::newRow("128 GiB") << 131'072 * MiB << 131'072U;
        QTest::newRow("128 GiB + 1") << 131'072 * MiB + 1 << 65'537U;
        QTest::newRow("1 TiB") << 1'048'576 * MiB << 131'072U;
        QTest::newRow("the largest") << quint64{protocol::limits::MaxFileSize} << 131'072U;
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
            if (range.offset != at || range.length == 0 || range.length > layout.pieceSize())
                QFAIL("a piece is not where the one before it ends");
            at += range.length;
        }
        QCOMPARE(at, size);
    }
};

QTEST_APPLESS_MAIN(TstPieceLayout)
#include "tst_piecelayout.moc"
