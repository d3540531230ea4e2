#include "peer-gui/engine/rate.h"

#include <QTest>

using namespace ft::engine;

class TstRate : public QObject
{
    Q_OBJECT

private slots:
    void reads_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<quint64>("rate");
        const auto row = [](const char *text, quint64 rate) {
            QTest::newRow(text) << QString::fromLatin1(text) << rate;
        };
        row("0", 0);
        row("0K", 0);
        row("1", 1);
        row("1500", 1'500);
        row("1500B", 1'500);
        row("20M", 20'000'000);
        row("20m", 20'000'000);
        row("20MB", 20'000'000);
        row("20 MB/s", 20'000'000);
        row("512KiB", 524'288);
        row("512Ki", 524'288);
        row("512kib/s", 524'288);
        row("1.5M", 1'500'000);
        row("0.5Ki", 512);
        row("0.001K", 1);
        row("1.1M", 1'100'000);
        row("2G", 2'000'000'000);
        row("1GiB", 1'073'741'824);
        row("1000G", 1'000'000'000'000);
    }
    void reads()
    {
        QFETCH(QString, text);
        QFETCH(quint64, rate);
        QCOMPARE(parseRate(text), rate);
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : {"",
                                 " ",
                                 "M",
                                 "-1",
                                 "+1",
                                 "1.5",
                                 "1.5B",
                                 "1,5M",
                                 "1e6",
                                 "20T",
                                 "20Mbit",
                                 "20 M B",
                                 "20M ",
                                 " 20M",
                                 "0x10",
                                 "0.0001K",
                                 "1001G",
                                 "999999999999999G",
                                 "1000000000000000",
                                 "1M/h",
                                 "i",
                                 "1\n",
                                 "K20",
                                 "20KK",
                                 "20/",
                                 "NaN",
                                 "inf"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }
    void refuses() { QVERIFY(!parseRate(QString::fromLatin1(QTest::currentDataTag()))); }
};

QTEST_APPLESS_MAIN(TstRate)
#include "tst_rate.moc"
