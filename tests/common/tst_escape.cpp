#include "common/protocol/escape.h"
#include "tests/support/wireprinters.h"

#include <QTest>

using namespace ft;
using namespace ft::protocol;

class TestEscape final : public QObject
{
    Q_OBJECT

private slots:
    void escapes_data();
    void escapes();
    void unescapesWhateverIsEscaped();
    void refusesBadEscapes_data();
    void refusesBadEscapes();
    void refusesEscapedBytesThatAreNotUtf8_data();
    void refusesEscapedBytesThatAreNotUtf8();
    void copiesOnlyWhatIsEscaped();
    void escapesEveryControlByte();
};

void TestEscape::escapes_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("inCommaList");
    QTest::addColumn<QByteArray>("inWordList");
    const auto row = [](const QByteArray &value, const QByteArray &comma, const QByteArray &word) {
        QTest::newRow(value.isEmpty() ? "empty" : value.constData()) << value << comma << word;
    };
    row("", "", "");
    row("plain", "plain", "plain");
    row(" ", "%20", "%20");
    row("   ", "%20 %20", "%20%20%20");
    row(" a b ", "%20a b%20", "%20a%20b%20");
    row("a,b", "a%2Cb", "a%2Cb");
    row("<a>", "%3Ca%3E", "%3Ca%3E");
    row("100%", "100%25", "100%25");
    row("%41", "%2541", "%2541");
    row("a=b+c", "a=b+c", "a=b+c");
    row("a\nb\r\t", "a%0Ab%0D%09", "a%0Ab%0D%09");
    row("\x7f", "%7F", "%7F");
    row("\xc3\xbc\xe6\x97\xa5", "\xc3\xbc\xe6\x97\xa5", "\xc3\xbc\xe6\x97\xa5");
    QTest::newRow("NUL") << QByteArray{"a\0b", 3} << QByteArray{"a%00b"} << QByteArray{"a%00b"};
}

void TestEscape::escapes()
{
    QFETCH(QByteArray, value);
    QByteArray comma{"before "};
    appendEscaped(comma, value, Spaces::Keep);
    QFETCH(QByteArray, inCommaList);
    QCOMPARE(comma, QByteArray{"before " + inCommaList});
    QByteArray word;
    appendEscaped(word, value, Spaces::Escape);
    QTEST(word, "inWordList");
    for (const QByteArray &text : {inCommaList, word}) {
        const auto back = unescaped(text, "value");
        QVERIFY(back);
        QCOMPARE(*back, value);
    }
}

void TestEscape::unescapesWhateverIsEscaped()
{
    const auto value = unescaped("%c3%BC%61bc%20", "value");
    QVERIFY(value);
    QCOMPARE(*value,
             "\xc3\xbc"
             "abc ");
}

void TestEscape::refusesBadEscapes_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text : {"%",
                             "a%",
                             "%4",
                             "a%4",
                             "%zz",
                             "%4g",
                             "%g4",
                             "% 4",
                             "%+4",
                             "%-1",
                             "%%41",
                             "%41%",
                             "%0x",
                             "%\xc3\xbc"})
        QTest::newRow(text) << QByteArray{text};
}

void TestEscape::refusesBadEscapes()
{
    QFETCH(QByteArray, text);
    const auto value = unescaped(text, "type");
    QVERIFY(!value);
    QCOMPARE(value.error(), (DecodeError{DecodeFault::BadEscape, "type"}));
}

void TestEscape::refusesEscapedBytesThatAreNotUtf8_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text :
         {"%ff", "%c3", "a%80", "%c0%af", "%ed%a0%80", "%f4%90%80%80", "%c3,", "\xc3%28"})
        QTest::newRow(text) << QByteArray{text};
}

void TestEscape::refusesEscapedBytesThatAreNotUtf8()
{
    QFETCH(QByteArray, text);
    const auto value = unescaped(text, "name");
    QVERIFY(!value);
    QCOMPARE(value.error(), (DecodeError{DecodeFault::BadUtf8, "name"}));
}

void TestEscape::copiesOnlyWhatIsEscaped()
{
    const QByteArray plain{"plain"};
    QCOMPARE(unescaped(plain, "name")->constData(), plain.constData());
    const QByteArray escaped{"a%41"};
    QVERIFY(unescaped(escaped, "name")->constData() != escaped.constData());
}

void TestEscape::escapesEveryControlByte()
{
    for (int byte = 0; byte < 0x20; ++byte) {
        QByteArray text;
        appendEscaped(text, QByteArray(1, static_cast<char>(byte)), Spaces::Keep);
        QCOMPARE(text.size(), 3);
        QCOMPARE(*unescaped(text, "name"), QByteArray(1, static_cast<char>(byte)));
    }
}

QTEST_APPLESS_MAIN(TestEscape)
#include "tst_escape.moc"
