#include "common/model/foldedtext.h"

#include <QTest>

using namespace ft;

namespace {

QByteArray folded(QByteArrayView text, Accents accents)
{
    QByteArray out;
    appendFolded(out, text, accents);
    return out;
}

} // namespace

class TestFoldedText final : public QObject
{
    Q_OBJECT

private slots:
    void folds_data();
    void folds();
    void findsAscii_data();
    void findsAscii();
    void appendsBehindWhatIsThere();
    void foldsEveryCodeOnce();
};

void TestFoldedText::folds_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("kept");
    QTest::addColumn<QString>("dropped");
    const auto each =
        [](const char *name, const char16_t *text, const char16_t *kept, const char16_t *dropped) {
            QTest::newRow(name) << QString::fromUtf16(text) << QString::fromUtf16(kept)
                                << QString::fromUtf16(dropped);
        };
    const auto both = [&each](const char *name, const char16_t *text, const char16_t *folded) {
        each(name, text, folded, folded);
    };
    both("empty", u"", u"");
    both("ASCII", u"Docs/A-Z [09]@`{.PDF", u"docs/a-z [09]@`{.pdf");
    each("accents", u"\u00c9t\u00e9", u"\u00e9t\u00e9", u"ete");
    each("accents taken apart", u"E\u0301te\u0301", u"\u00e9t\u00e9", u"ete");
    each("two accents", u"\u1ec6", u"\u1ec7", u"e");
    each("umlauts", u"\u00c4\u00d6\u00dc", u"\u00e4\u00f6\u00fc", u"aou");
    each("sharp s", u"Stra\u00dfe STRA\u1e9eE", u"stra\u00dfe stra\u00dfe", u"strasse strasse");
    each("strokes", u"\u0110\u00d8\u0141\u0126\u0166", u"\u0111\u00f8\u0142\u0127\u0167", u"dolht");
    each("joined letters", u"\u00c6\u0152", u"\u00e6\u0153", u"aeoe");
    each("joined letter with an accent", u"\u01fc", u"\u01fd", u"ae");
    each("thorn and eth", u"\u00de\u00d0", u"\u00fe\u00f0", u"thd");
    each("dotless i", u"\u0131", u"\u0131", u"i");
    each("capital i with a dot", u"\u0130", u"i\u0307", u"i");
    each("ligatures", u"\ufb01le\ufb06", u"\ufb01le\ufb06", u"filest");
    both("Greek final sigma", u"\u03a3\u03c2", u"\u03c3\u03c3");
    each("Greek accents", u"\u0386\u1fbc", u"\u03ac\u03b1\u03b9", u"\u03b1\u03b1\u03b9");
    each("Cyrillic", u"\u0419\u0401", u"\u0439\u0451", u"\u0438\u0435");
    each("Arabic points", u"\u0643\u064e", u"\u0643\u064e", u"\u0643");
    each("Hebrew points", u"\u05d1\u05bc", u"\u05d1\u05bc", u"\u05d1");
    both("vowel signs of Devanagari", u"\u0915\u0941", u"\u0915\u0941");
    both("voicing of kana", u"\u304c\u304b\u3099", u"\u304c\u304c");
    both("Hangul", u"\ud55c\u1112\u1161\u11ab", u"\ud55c\ud55c");
    both("beyond the basic plane", u"\U0001F600\U00010400", u"\U0001F600\U00010428");
}

void TestFoldedText::folds()
{
    QFETCH(QString, text);
    QFETCH(QString, kept);
    QFETCH(QString, dropped);
    QCOMPARE(QString::fromUtf8(folded(text.toUtf8(), Accents::Keep)), kept);
    QCOMPARE(QString::fromUtf8(folded(text.toUtf8(), Accents::Drop)), dropped);
}

void TestFoldedText::findsAscii_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("ascii");
    QTest::newRow("empty") << QByteArray{} << true;
    QTest::newRow("NUL and DEL") << QByteArray{"\0\x7f", 2} << true;
    for (int place = 0; place < 17; ++place) {
        QByteArray text(17, 'x');
        text[place] = '\x80';
        QTest::addRow("0x80 at %d", place) << text << false;
    }
    QTest::newRow("long") << QByteArray(100, '\x7f') << true;
}

void TestFoldedText::findsAscii()
{
    QFETCH(QByteArray, text);
    QTEST(isAscii(text), "ascii");
}

void TestFoldedText::appendsBehindWhatIsThere()
{
    QByteArray out{"Kept"};
    appendFolded(out, "A", Accents::Keep);
    appendFolded(out, "\xc3\x89", Accents::Drop);
    appendFolded(out, "\xc3\x89\xff", Accents::Drop);
    QCOMPARE(out, QByteArray{"Keptae\xc3\x89\xff"});
}

void TestFoldedText::foldsEveryCodeOnce()
{
    for (char32_t code = 1; code <= QChar::LastValidCodePoint; ++code) {
        if (QChar::isSurrogate(code) || QChar::category(code) == QChar::Other_NotAssigned)
            continue;
        const QByteArray text = QString::fromUcs4(&code, 1).toUtf8();
        const QByteArray kept = folded(text, Accents::Keep);
        const QByteArray dropped = folded(text, Accents::Drop);
        const auto what = QByteArray::number(static_cast<quint32>(code), 16);
        QVERIFY2(folded(kept, Accents::Keep) == kept, what.constData());
        QVERIFY2(folded(dropped, Accents::Drop) == dropped, what.constData());
        QVERIFY2(folded(kept, Accents::Drop) == dropped, what.constData());
        QVERIFY2(folded(dropped, Accents::Keep) == dropped, what.constData());
    }
}

QTEST_APPLESS_MAIN(TestFoldedText)
#include "tst_foldedtext.moc"
