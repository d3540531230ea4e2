#include "common/model/sharedpath.h"
#include "tests/support/wireprinters.h"

#include <QDir>
#include <QTest>

using namespace ft;

class TestSharedPath final : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void takesNames_data();
    void takesNames();
    void refusesHostileNames_data();
    void refusesHostileNames();
    void refusesEveryControlByte();
    void refusesDevicesOfOtherPlatforms_data();
    void refusesDevicesOfOtherPlatforms();
    void boundsTheWholePath();
    void boundsAComponent();
    void namesTheLastComponent_data();
    void namesTheLastComponent();
    void comparesByBytes();
};

void TestSharedPath::takesNames_data()
{
    QTest::addColumn<QByteArray>("text");
    const QByteArrayList names{"a",
                               "report.pdf",
                               "docs/a.pdf",
                               "a/b/c/d/e/f.txt",
                               ".hidden",
                               "...",
                               "..a",
                               "a..",
                               " spaces at both ends ",
                               "comma, and <angles> & 100%",
                               "a=b +",
                               "\xc3\xbc\xc3\xb6\xc3\xa4.txt",
                               "\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e/\xe8\xb3\x87.txt",
                               "\xf0\x9f\x98\x80.png",
                               "12:30.txt",
                               "ab:c",
                               "~root",
                               "-rf",
                               "$(reboot)",
                               "a'b\"c*?|",
                               "console.txt",
                               "com.txt",
                               "com10",
                               "lpt0",
                               "nul1",
                               "\xd7\xa9\xe2\x80\x8f.txt"};
    for (const QByteArray &name : names)
        QTest::newRow(name.constData()) << name;
}

void TestSharedPath::takesNames()
{
    QFETCH(QByteArray, text);
    const auto path = SharedPath::parse(text);
    QVERIFY(path);
    QCOMPARE(path->utf8(), text);
    QCOMPARE(path->toString().toUtf8(), text);
    const QString file = path->below(QStringLiteral("/share"));
    QCOMPARE(file.toUtf8(), "/share/" + text);
    QCOMPARE(QDir::cleanPath(file), file);
    const auto again = SharedPath::fromString(path->toString());
    QVERIFY(again);
    QCOMPARE(*again, *path);
}

void TestSharedPath::refusesHostileNames_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<PathFault>("fault");
    const auto row = [](const char *name, const QByteArray &text, PathFault fault) {
        QTest::newRow(name) << text << fault;
    };
    row("empty", {}, PathFault::Empty);
    row("root", "/", PathFault::Absolute);
    row("absolute", "/etc/passwd", PathFault::Absolute);
    row("two slashes", "//host/share", PathFault::Absolute);
    row("drive", "C:/a", PathFault::Absolute);
    row("drive without slash", "c:a", PathFault::Absolute);
    row("dot", ".", PathFault::DotComponent);
    row("dot dot", "..", PathFault::DotComponent);
    row("climbs", "../a", PathFault::DotComponent);
    row("climbs in the middle", "a/../../b", PathFault::DotComponent);
    row("climbs at the end", "a/..", PathFault::DotComponent);
    row("dot in the middle", "a/./b", PathFault::DotComponent);
    row("double slash", "a//b", PathFault::EmptyComponent);
    row("slash at the end", "a/", PathFault::EmptyComponent);
    row("backslash", "a\\b", PathFault::ForeignSeparator);
    row("climbs with backslashes", "..\\..\\a", PathFault::ForeignSeparator);
    row("network path", "\\\\host\\share", PathFault::ForeignSeparator);
    row("NUL cuts", QByteArray{"a.pdf\0.exe", 10}, PathFault::ControlCharacter);
    row("NUL first", QByteArray{"\0a", 2}, PathFault::ControlCharacter);
    row("line feed", "a\nb", PathFault::ControlCharacter);
    row("terminal escape", "\x1b]0;x\x07", PathFault::ControlCharacter);
    row("C1 control",
        "a\xc2\x9b"
        "31m",
        PathFault::ControlCharacter);
    row("line separator",
        "a\xe2\x80\xa8"
        "b",
        PathFault::ControlCharacter);
    row("override",
        "a\xe2\x80\xae"
        "fdp.exe",
        PathFault::ControlCharacter);
    row("isolate", "a\xe2\x81\xa6", PathFault::ControlCharacter);
    row("mark that decoders drop, then climbs",
        "\xef\xbb\xbf../etc/passwd",
        PathFault::ControlCharacter);
    row("mark that decoders drop, then absolute",
        "\xef\xbb\xbf/etc/passwd",
        PathFault::ControlCharacter);
    row("mark alone", "\xef\xbb\xbf", PathFault::ControlCharacter);
    row("Latin-1", "\xfc.txt", PathFault::BadUtf8);
    row("overlong slash", "..\xc0\xaf..", PathFault::BadUtf8);
    row("overlong dot", "\xc0\xae\xc0\xae/a", PathFault::BadUtf8);
    row("overlong of three", "\xe0\x80\xaf", PathFault::BadUtf8);
    row("surrogate", "\xed\xa0\x80", PathFault::BadUtf8);
    row("above Unicode", "\xf4\x90\x80\x80", PathFault::BadUtf8);
    row("cut short", "a\xe2\x82", PathFault::BadUtf8);
    row("continuation alone", "\x80", PathFault::BadUtf8);
}

void TestSharedPath::refusesHostileNames()
{
    QFETCH(QByteArray, text);
    QFETCH(PathFault, fault);
    const auto path = SharedPath::parse(text);
    QVERIFY(!path);
    QCOMPARE(path.error(), fault);
}

void TestSharedPath::refusesEveryControlByte()
{
    for (int byte = 0; byte < 0x20; ++byte) {
        const auto path = SharedPath::parse(QByteArray{"a"}.append(static_cast<char>(byte)));
        QVERIFY(!path);
        QCOMPARE(path.error(), PathFault::ControlCharacter);
    }
    QVERIFY(!SharedPath::parse("a\x7f"));
}

void TestSharedPath::refusesDevicesOfOtherPlatforms_data()
{
    QTest::addColumn<QByteArray>("text");
    const QByteArrayList names{"CON",
                               "con",
                               "PRN.txt",
                               "aux.tar.gz",
                               "docs/NUL",
                               "nul/a.txt",
                               "COM1",
                               "com9.log",
                               "Lpt5",
                               "con .txt",
                               "NUL ",
                               "com1  .txt",
                               "CONIN$",
                               "conout$.txt",
                               "COM\xc2\xb9",
                               "lpt\xc2\xb2.txt",
                               "com\xc2\xb3"};
    for (const QByteArray &name : names)
        QTest::newRow(name.constData()) << name;
}

void TestSharedPath::refusesDevicesOfOtherPlatforms()
{
    QFETCH(QByteArray, text);
    const auto path = SharedPath::parse(text);
    QVERIFY(!path);
    QCOMPARE(path.error(), PathFault::ReservedName);
}

void TestSharedPath::boundsTheWholePath()
{
    const QByteArray longest = QByteArray{"abcdefg/"}.repeated(SharedPath::MaxLength / 8 - 1)
                               + "12345678";
    QCOMPARE(longest.size(), SharedPath::MaxLength);
    QVERIFY(SharedPath::parse(longest));
    const auto longer = SharedPath::parse(QByteArray{longest + 'x'});
    QVERIFY(!longer);
    QCOMPARE(longer.error(), PathFault::TooLong);
}

void TestSharedPath::boundsAComponent()
{
    const QByteArray longest(SharedPath::MaxComponentLength, 'x');
    QVERIFY(SharedPath::parse(longest));
    QVERIFY(SharedPath::parse(QByteArray{"a/" + longest + "/b"}));
    const QByteArray tooLong = longest + 'x';
    const QByteArrayList places{tooLong, "a/" + tooLong, "a/" + tooLong + "/b"};
    for (const QByteArray &text : places) {
        const auto path = SharedPath::parse(text);
        QVERIFY(!path);
        QCOMPARE(path.error(), PathFault::TooLong);
    }
}

void TestSharedPath::namesTheLastComponent_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("alone") << QByteArray{"a.pdf"} << QByteArray{"a.pdf"};
    QTest::newRow("in a folder") << QByteArray{"docs/a.pdf"} << QByteArray{"a.pdf"};
    QTest::newRow("deep") << QByteArray{"a/b/c"} << QByteArray{"c"};
}

void TestSharedPath::namesTheLastComponent()
{
    QFETCH(QByteArray, text);
    const auto path = SharedPath::parse(text);
    QVERIFY(path);
    QTEST(path->name().toByteArray(), "name");
    QTEST(lastComponent(text).toByteArray(), "name");
}

void TestSharedPath::comparesByBytes()
{
    const auto a = SharedPath::parse("a");
    const auto b = SharedPath::parse("b");
    QVERIFY(a && b);
    QVERIFY(*a < *b);
    QVERIFY(!(*a == *b));
    QVERIFY(!(*a == *SharedPath::parse("A")));
    QCOMPARE(qHash(*a, 7), qHash(*SharedPath::parse("a"), 7));
}

QTEST_APPLESS_MAIN(TestSharedPath)
#include "tst_sharedpath.moc"
