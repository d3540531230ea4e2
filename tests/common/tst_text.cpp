#include "common/model/text.h"

#include <QTest>

using namespace ft;

class TestText final : public QObject
{
    Q_OBJECT

private slots:
    void findsControls_data();
    void findsControls();
    void makesBytesPrintable_data();
    void makesBytesPrintable();
    void neverCutsACodeInTwo();
};

void TestText::findsControls_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("found");
    QTest::newRow("empty") << QByteArray{} << false;
    QTest::newRow("plain") << QByteArray{"annual report"} << false;
    QTest::newRow("umlaut") << QByteArray{"\xc3\xbc"} << false;
    QTest::newRow("no-break space U+00A0") << QByteArray{"\xc2\xa0"} << false;
    QTest::newRow("ellipsis U+2026") << QByteArray{"\xe2\x80\xa6"} << false;
    QTest::newRow("narrow no-break space U+202F") << QByteArray{"\xe2\x80\xaf"} << false;
    QTest::newRow("right-to-left mark U+200F") << QByteArray{"\xe2\x80\x8f"} << false;
    QTest::newRow("U+2065") << QByteArray{"\xe2\x81\xa5"} << false;
    QTest::newRow("U+206A") << QByteArray{"\xe2\x81\xaa"} << false;
    QTest::newRow("U+FEFE") << QByteArray{"\xef\xbb\xbe"} << false;
    QTest::newRow("NUL") << QByteArray{"a\0b", 3} << true;
    QTest::newRow("tab") << QByteArray{"a\tb"} << true;
    QTest::newRow("line feed") << QByteArray{"\n"} << true;
    QTest::newRow("escape") << QByteArray{"\x1b[31m"} << true;
    QTest::newRow("unit separator") << QByteArray{"\x1f"} << true;
    QTest::newRow("delete") << QByteArray{"\x7f"} << true;
    QTest::newRow("first of C1") << QByteArray{"\xc2\x80"} << true;
    QTest::newRow("last of C1") << QByteArray{"\xc2\x9f"} << true;
    QTest::newRow("line separator U+2028") << QByteArray{"\xe2\x80\xa8"} << true;
    QTest::newRow("override U+202E") << QByteArray{"fdp\xe2\x80\xae.exe"} << true;
    QTest::newRow("isolate U+2066") << QByteArray{"\xe2\x81\xa6"} << true;
    QTest::newRow("isolate U+2069") << QByteArray{"\xe2\x81\xa9"} << true;
    QTest::newRow("byte order mark") << QByteArray{"\xef\xbb\xbf"} << true;
    QTest::newRow("lead byte at the end") << QByteArray{"\xe2\x80"} << false;
    QTest::newRow("C1 lead byte at the end") << QByteArray{"\xc2"} << false;
}

void TestText::findsControls()
{
    QFETCH(QByteArray, text);
    QTEST(hasControl(text), "found");
}

void TestText::makesBytesPrintable_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("most");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("plain") << QByteArray{"plain"} << 10 << QByteArray{"plain"};
    QTest::newRow("empty") << QByteArray{} << 10 << QByteArray{};
    QTest::newRow("no room") << QByteArray{"plain"} << 0 << QByteArray{};
    QTest::newRow("cut") << QByteArray{"plain"} << 3 << QByteArray{"pla"};
    QTest::newRow("controls") << QByteArray{"a\n\x1b[31m\x7f"} << 10 << QByteArray{"a  [31m "};
    QTest::newRow("long controls")
        << QByteArray{"a\xe2\x80\xae\xef\xbb\xbf\xc2\x85z"} << 10 << QByteArray{"a   z"};
    QTest::newRow("controls only, more than room")
        << QByteArray{"\xe2\x80\xae"}.repeated(9) << 4 << QByteArray{"    "};
    QTest::newRow("not UTF-8") << QByteArray{"a\xff"
                                             "b"}
                               << 10
                               << QByteArray{"a\xef\xbf\xbd"
                                             "b"};
    QTest::newRow("cut before an umlaut") << QByteArray{"ab\xc3\xbc"} << 3 << QByteArray{"ab"};
}

void TestText::makesBytesPrintable()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, most);
    QTEST(printable(bytes, most), "text");
}

void TestText::neverCutsACodeInTwo()
{
    const auto text = QByteArray{"a\xc3\xbc\xe6\x97\xa5\xf0\x9f\x98\x80"}.repeated(4);
    for (qsizetype most = 0; most <= text.size(); ++most) {
        const auto cut = printable(text, most);
        QVERIFY(QByteArrayView{cut}.isValidUtf8());
        QCOMPARE_LE(cut.size(), most);
        QCOMPARE_GE(cut.size(), most - 3);
    }
}

QTEST_APPLESS_MAIN(TestText)
#include "tst_text.moc"
