#include "common/model/hostname.h"
#include "tests/support/wireprinters.h"

#include <QTest>

using namespace ft;

class TestHostName final : public QObject
{
    Q_OBJECT

private slots:
    void takesNames_data();
    void takesNames();
    void refusesNames_data();
    void refusesNames();
    void ignoresCaseInEquality();
    void findsTheNearestName_data();
    void findsTheNearestName();
};

void TestHostName::takesNames_data()
{
    QTest::addColumn<QByteArray>("text");
    const QByteArrayList names{"a", "Studio-A", "peer_1.local", "_x", "0", "a.", "a-"};
    for (const QByteArray &name : names)
        QTest::newRow(name.constData()) << name;
    QTest::newRow("longest") << QByteArray(HostName::MaxLength, 'x');
}

void TestHostName::takesNames()
{
    QFETCH(QByteArray, text);
    const auto name = HostName::parse(text);
    QVERIFY(name);
    QCOMPARE(name->bytes(), text);
    QCOMPARE(name->toString().toLatin1(), text);
    QCOMPARE(name->key(), text.toLower());
}

void TestHostName::refusesNames_data()
{
    QTest::addColumn<QByteArray>("text");
    const QByteArrayList names{".a",  "-a",    ".",    "-",   "a b", " a",      "a ",
                               "a/b", "a:1",   "a,b",  "<a>", "a=b", "a%41",    "a\n",
                               "a@b", "a\x7f", "a\\b", "*",   "#a",  "\xc3\xbc"};
    for (const QByteArray &name : names)
        QTest::newRow(name.constData()) << name;
    QTest::newRow("empty") << QByteArray{};
    QTest::newRow("too long") << QByteArray(HostName::MaxLength + 1, 'x');
    QTest::newRow("NUL") << QByteArray{"a\0b", 3};
    QTest::newRow("not UTF-8") << QByteArray{"a\xff"};
}

void TestHostName::refusesNames()
{
    QFETCH(QByteArray, text);
    QVERIFY(!HostName::parse(text));
}

void TestHostName::ignoresCaseInEquality()
{
    const auto shown = HostName::parse("Studio-A");
    const auto typed = HostName::parse("studio-a");
    QVERIFY(shown && typed);
    QCOMPARE(*shown, *typed);
    QCOMPARE(qHash(*shown, 3), qHash(*typed, 3));
    QCOMPARE(shown->bytes(), "Studio-A");
    QVERIFY(!(*shown == *HostName::parse("studio-b")));
}

void TestHostName::findsTheNearestName_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("valid") << QStringLiteral("studio-a") << QByteArray{"studio-a"};
    QTest::newRow("spaces") << QStringLiteral("my studio") << QByteArray{"mystudio"};
    QTest::newRow("beginning") << QStringLiteral("--.a") << QByteArray{"a"};
    QTest::newRow("umlaut") << QStringLiteral("b\u00fcro") << QByteArray{"bro"};
    QTest::newRow("nothing left") << QStringLiteral("\u65e5\u672c") << QByteArray{"peer"};
    QTest::newRow("empty") << QString{} << QByteArray{"peer"};
    QTest::newRow("too long") << QString(100, u'x') << QByteArray(HostName::MaxLength, 'x');
}

void TestHostName::findsTheNearestName()
{
    QFETCH(QString, text);
    const auto name = HostName::nearest(text);
    QTEST(name.bytes(), "name");
    QVERIFY(HostName::parse(name.bytes()));
}

QTEST_APPLESS_MAIN(TestHostName)
#include "tst_hostname.moc"
