#include "common/protocol/limits.h"
#include "common/protocol/lineframer.h"
#include "tests/support/wireprinters.h"

#include <QTest>

using namespace ft;
using namespace ft::protocol;

class TestLineFramer final : public QObject
{
    Q_OBJECT

private slots:
    void takesTheFirstLine_data();
    void takesTheFirstLine();
    void waitsForTheLineFeed_data();
    void waitsForTheLineFeed();
    void takesALineOfTheLargestSize();
    void refusesALineOneByteLonger();
    void refusesAsSoonAsNoLineFeedCanComeInTime();
    void takesEveryLineOfABuffer();
};

void TestLineFramer::takesTheFirstLine_data()
{
    QTest::addColumn<QByteArray>("buffer");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("consumed");
    QTest::newRow("line feed") << QByteArray{"BYE\n"} << QByteArray{"BYE"} << 4;
    QTest::newRow("carriage return, line feed") << QByteArray{"BYE\r\n"} << QByteArray{"BYE"} << 5;
    QTest::newRow("only one carriage return goes")
        << QByteArray{"BYE\r\r\n"} << QByteArray{"BYE\r"} << 6;
    QTest::newRow("carriage return inside stays")
        << QByteArray{"B\rYE\n"} << QByteArray{"B\rYE"} << 5;
    QTest::newRow("empty") << QByteArray{"\n"} << QByteArray{} << 1;
    QTest::newRow("empty with carriage return") << QByteArray{"\r\n"} << QByteArray{} << 2;
    QTest::newRow("two lines") << QByteArray{"PING\nBYE\n"} << QByteArray{"PING"} << 5;
    QTest::newRow("bytes behind") << QByteArray{"FILE: size=1\nx"} << QByteArray{"FILE: size=1"}
                                  << 13;
    QTest::newRow("NUL") << QByteArray{"a\0b\n", 4} << QByteArray{"a\0b", 3} << 4;
}

void TestLineFramer::takesTheFirstLine()
{
    QFETCH(QByteArray, buffer);
    const auto line = takeLine(buffer);
    QVERIFY(line && *line);
    QTEST((*line)->text.toByteArray(), "text");
    QTEST(static_cast<int>((*line)->consumed), "consumed");
}

void TestLineFramer::waitsForTheLineFeed_data()
{
    QTest::addColumn<QByteArray>("buffer");
    QTest::newRow("nothing") << QByteArray{};
    QTest::newRow("no line feed") << QByteArray{"BYE"};
    QTest::newRow("carriage return alone") << QByteArray{"BYE\r"};
    QTest::newRow("NUL") << QByteArray(1, '\0');
    QTest::newRow("longest that may still end") << QByteArray(limits::MaxLine - 1, 'x');
}

void TestLineFramer::waitsForTheLineFeed()
{
    QFETCH(QByteArray, buffer);
    const auto line = takeLine(buffer);
    QVERIFY(line);
    QVERIFY(!*line);
}

void TestLineFramer::takesALineOfTheLargestSize()
{
    const QByteArray buffer = QByteArray(limits::MaxLine - 1, 'x') + "\nPING\n";
    const auto line = takeLine(buffer);
    QVERIFY(line && *line);
    QCOMPARE((*line)->consumed, limits::MaxLine);
    QCOMPARE((*line)->text.size(), limits::MaxLine - 1);
}

void TestLineFramer::refusesALineOneByteLonger()
{
    const QByteArray buffer = QByteArray(limits::MaxLine, 'x') + '\n';
    const auto line = takeLine(buffer);
    QVERIFY(!line);
    QCOMPARE(line.error(), (DecodeError{DecodeFault::TooLong, {}}));
    const QByteArray returned = QByteArray(limits::MaxLine - 1, 'x') + "\r\n";
    QVERIFY(!takeLine(returned));
}

void TestLineFramer::refusesAsSoonAsNoLineFeedCanComeInTime()
{
    QVERIFY(!takeLine(QByteArray(limits::MaxLine, 'x')));
    QVERIFY(!takeLine(QByteArray(10 * limits::MaxLine, 'x')));
}

void TestLineFramer::takesEveryLineOfABuffer()
{
    const QByteArray bytes{"PING\nSEARCH: a\r\n\nBYE\nrest"};
    QByteArrayView buffer = bytes;
    QByteArrayList lines;
    for (;;) {
        const auto line = takeLine(buffer);
        QVERIFY(line);
        if (!*line)
            break;
        lines << (*line)->text.toByteArray();
        buffer = buffer.sliced((*line)->consumed);
    }
    QCOMPARE(lines, (QByteArrayList{"PING", "SEARCH: a", "", "BYE"}));
    QCOMPARE(buffer.toByteArray(), "rest");
}

QTEST_APPLESS_MAIN(TestLineFramer)
#include "tst_lineframer.moc"
