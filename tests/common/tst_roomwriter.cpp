#include "common/protocol/escape.h"
#include "common/protocol/roomwriter.h"

#include <QTest>

#include <limits>

using namespace ft::protocol;

class TestRoomWriter : public QObject
{
    Q_OBJECT

private slots:
    void writesBehindWhatIsThereAndGivesRoomBack();
    void escapesAsAppendEscapedDoes();
    void writesTheLargestNumber();
    void writesHexDigits();
    void writesDatesOfAnyYear_data();
    void writesDatesOfAnyYear();
};

void TestRoomWriter::writesBehindWhatIsThereAndGivesRoomBack()
{
    QByteArray text = "before ";
    {
        RoomWriter room{text, 100};
        room.put("a");
        room.put("");
        room.put("bc");
    }
    QCOMPARE(text, QByteArray{"before abc"});
}

void TestRoomWriter::escapesAsAppendEscapedDoes()
{
    for (int first = 0; first < 256; ++first) {
        const char c = static_cast<char>(first);
        const QByteArray value = QByteArray{1, c} + " a " + c;
        QByteArray expected;
        appendEscaped(expected, value, Spaces::Keep);
        QByteArray text;
        {
            RoomWriter room{text, value.size() * RoomWriter::MostEscaped};
            room.putEscaped(value);
        }
        QCOMPARE(text, expected);
    }
}

void TestRoomWriter::writesTheLargestNumber()
{
    QByteArray text;
    {
        RoomWriter room{text, 20};
        room.putNumber(std::numeric_limits<std::uint64_t>::max());
    }
    QCOMPARE(text, QByteArray{"18446744073709551615"});
}

void TestRoomWriter::writesHexDigits()
{
    QByteArray text;
    {
        RoomWriter room{text, 8};
        room.putHex(std::array<std::uint8_t, 4>{0x00, 0x0f, 0xa5, 0xff});
    }
    QCOMPARE(text, QByteArray{"000fa5ff"});
}

void TestRoomWriter::writesDatesOfAnyYear_data()
{
    QTest::addColumn<qint64>("seconds");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("epoch") << qint64{0} << QByteArray{"01/01/70"};
    QTest::newRow("a second before") << qint64{-1} << QByteArray{"31/12/69"};
    QTest::newRow("last second of a day") << qint64{86'399} << QByteArray{"01/01/70"};
    QTest::newRow("2026") << qint64{1'762'300'800} << QByteArray{"05/11/25"};
    QTest::newRow("year 1 before the common era")
        << qint64{-62'167'219'201} << QByteArray{"31/12/99"};
    QTest::newRow("9999") << qint64{253'402'300'799} << QByteArray{"31/12/99"};
}

void TestRoomWriter::writesDatesOfAnyYear()
{
    QFETCH(qint64, seconds);
    QByteArray text;
    {
        RoomWriter room{text, 8};
        room.putDate(std::chrono::sys_seconds{std::chrono::seconds{seconds}});
    }
    QTEST(text, "text");
}

QTEST_APPLESS_MAIN(TestRoomWriter)
#include "tst_roomwriter.moc"
