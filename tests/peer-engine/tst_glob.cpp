#include "peer-gui/engine/share/glob.h"

#include <QTest>

using namespace ft::engine;

class GlobTest : public QObject
{
    Q_OBJECT

private slots:
    void matches_data();
    void matches();
    void isNotSlowOnManyStars();
};

void GlobTest::matches_data()
{
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isMatch");
    const auto row = [](const char *pattern, const char *text, bool isMatch) {
        QTest::addRow("%s on %s", pattern, text)
            << QByteArray{pattern} << QByteArray{text} << isMatch;
    };
    row("", "", true);
    row("", "a", false);
    row("a", "", false);
    row("abc", "abc", true);
    row("abc", "abcd", false);
    row("ABC", "abc", false);
    row("*", "", true);
    row("*", "anything", true);
    row("*", "a/b", false);
    row("*.tmp", "a.tmp", true);
    row("*.tmp", ".tmp", true);
    row("*.tmp", "a.tmp.txt", false);
    row("*.tmp", "a.tmp.tmp", true);
    row("*~", "a~", true);
    row("~$*", "~$letter.doc", true);
    row("a*b*c", "a-b-b-c", true);
    row("a*b*c", "a-c-b", false);
    row("?", "x", true);
    row("?", "", false);
    row("?", "/", false);
    row("?", "ü", true);
    row("g????e", "größe", false);
    row("gr?ße", "größe", true);
    row("g???e", "größe", true);
    row("[abc].txt", "b.txt", true);
    row("[abc].txt", "d.txt", false);
    row("[a-c]x", "bx", true);
    row("[!a-c]x", "bx", false);
    row("[!a-c]x", "dx", true);
    row("[!a]x", "/x", false);
    row("[]]x", "]x", true);
    row("[a-]x", "-x", true);
    row("[open", "[open", true);
    row("docs/*.pdf", "docs/a.pdf", true);
    row("docs/*.pdf", "docs/old/a.pdf", false);
    row("docs/**", "docs/old/a.pdf", true);
    row("**/a.pdf", "docs/old/a.pdf", true);
    row("**/a.pdf", "docs/old/b.pdf", false);
    row("d**f", "docs/old/a.pdf", true);
    row("docs/**/x*", "docs/a/b/xy", true);
    row("docs/**/x*", "docs/a/b/xy/z", false);
    row("**x*y", "a/xb/xcy", true);
}

void GlobTest::matches()
{
    QFETCH(QByteArray, pattern);
    QFETCH(QByteArray, text);
    QFETCH(bool, isMatch);
    QCOMPARE(globMatches(pattern, text), isMatch);
}

void GlobTest::isNotSlowOnManyStars()
{
    // Would take longer than anybody waits if every star were tried with every other.
    const QByteArray pattern = QByteArray{"*a"}.repeated(30) + "b";
    QVERIFY(!globMatches(pattern, QByteArray(2'000, 'a')));
}

QTEST_APPLESS_MAIN(GlobTest)
#include "tst_glob.moc"
