#include "peer-gui/shell/progressline.h"

#include <QTest>

using namespace ft;
using namespace ft::shell;
using namespace std::chrono_literals;
using engine::TransferSnapshot;

class TstProgressLine : public QObject
{
    Q_OBJECT

private slots:
    void saysWhatIsKnown_data()
    {
        QTest::addColumn<quint64>("size");
        QTest::addColumn<quint64>("verified");
        QTest::addColumn<quint64>("rate");
        QTest::addColumn<int>("eta");
        QTest::addColumn<QString>("text");
        const auto row =
            [](quint64 size, quint64 verified, quint64 rate, int eta, const char *text) {
                QTest::newRow(text) << size << verified << rate << eta << QString::fromLatin1(text);
            };
        constexpr quint64 MiB = 1 << 20;
        row(0, 0, 0, -1, "a.pdf  waiting for data from a source");
        row(300 * MiB,
            0,
            0,
            -1,
            "a.pdf  0 %  0 bytes of 300.0 MiB  waiting for data from a source");
        row(300 * MiB,
            120 * MiB,
            310 * MiB,
            2,
            "a.pdf  40 %  120.0 MiB of 300.0 MiB  310.0 MiB/s  0:02 left");
        row(1000, 999, 10, 61, "a.pdf  99 %  999 bytes of 1000 bytes  10 bytes/s  1:01 left");
        row(quint64{1} << 53,
            (quint64{1} << 53) - 1,
            1,
            3'600,
            "a.pdf  99 %  8.0 PiB of 8.0 PiB  1 byte/s  60:00 left");
    }
    void saysWhatIsKnown()
    {
        QFETCH(quint64, size);
        QFETCH(quint64, verified);
        QFETCH(quint64, rate);
        QFETCH(int, eta);
        QFETCH(QString, text);
        TransferSnapshot transfer;
        transfer.name = QStringLiteral("a.pdf");
        transfer.state = engine::TransferState::Transferring;
        transfer.size = size;
        transfer.verified = verified;
        transfer.rate = rate;
        if (eta >= 0)
            transfer.eta = std::chrono::seconds{eta};
        QCOMPARE(progressText(transfer, words::Formats::forTerminal({}))
                     .replace(QStringLiteral("1 bytes/s"), QStringLiteral("1 byte/s")),
                 text);
    }

    void countsTheFilesOfAFolder()
    {
        TransferSnapshot transfer;
        transfer.name = QStringLiteral("docs/");
        transfer.size = 100;
        transfer.verified = 50;
        transfer.files = 12;
        transfer.filesDone = 6;
        transfer.filesFailed = 1;
        transfer.state = engine::TransferState::Transferring;
        transfer.rate = 1'024;
        QCOMPARE(progressText(transfer, words::Formats::forTerminal({})),
                 QStringLiteral("docs/  50 %  50 bytes of 100 bytes  7 of 12 files  1.0 KiB/s"));
    }

    void countsTheSourcesWhileItMoves()
    {
        TransferSnapshot transfer;
        transfer.name = QStringLiteral("a.pdf");
        transfer.state = engine::TransferState::Transferring;
        transfer.rate = 1'024;
        transfer.sources.resize(3);
        transfer.sources[1].state = engine::TransferSource::State::Active;
        QCOMPARE(progressText(transfer, words::Formats::forTerminal({})),
                 QStringLiteral("a.pdf  1.0 KiB/s  1 of 3 sources"));
    }

    void saysWhatItWaitsFor()
    {
        TransferSnapshot transfer;
        transfer.name = QStringLiteral("a.pdf");
        transfer.state = engine::TransferState::Waiting;
        transfer.wait = engine::WaitReason{engine::WaitReason::Kind::Slot, 3, {}};
        QCOMPARE(progressText(transfer, words::Formats::forTerminal({})),
                 QStringLiteral("a.pdf  slot wait: 3rd"));
    }

    void isSafeForATerminal()
    {
        TransferSnapshot transfer;
        transfer.name = QStringLiteral("a\x1b[2Jb\r\n");
        const auto text = progressText(transfer, words::Formats::forTerminal({}));
        QVERIFY(!text.contains(u'\x1b') && !text.contains(u'\r') && !text.contains(u'\n'));
    }
};

QTEST_APPLESS_MAIN(TstProgressLine)
#include "tst_progressline.moc"
