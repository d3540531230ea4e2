#include "tracker/net/dialect.h"

#include <QTest>

using namespace ft::tracker;

class TestDialect : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }
    void isKnownByTheFirstBytes_data();
    void isKnownByTheFirstBytes();
};

void TestDialect::isKnownByTheFirstBytes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<Dialect>("atOnce");
    QTest::addColumn<Dialect>("afterSilence");
    const auto row = [](const QByteArray &bytes, Dialect atOnce, Dialect afterSilence) {
        QTest::newRow(bytes.isEmpty() ? "nothing" : bytes.toPercentEncoding().constData())
            << bytes << atOnce << afterSilence;
    };
    const auto certain = [row](const QByteArray &bytes, Dialect is) {
        row(bytes, is, is);
    };
    certain("", Dialect::Undecided);
    certain("H", Dialect::Undecided);
    certain("HELL", Dialect::Undecided);
    row("HELLO", Dialect::Undecided, Dialect::Classic);
    row("HELLO ", Dialect::Undecided, Dialect::Classic);
    row("HELLO FT", Dialect::Undecided, Dialect::Classic);
    certain("HELLO FT/", Dialect::Lines);
    certain("HELLO FT/2 name=a", Dialect::Lines);
    certain("HELLO\n", Dialect::Classic);
    certain("HELLO<a,", Dialect::Classic);
    certain("HELLOBYE", Dialect::Classic);
    certain("HELLO name=a", Dialect::Classic);
    certain("<", Dialect::Classic);
    certain("SEARC", Dialect::Undecided);
    certain("SEARCH", Dialect::Classic);
    certain("SEARCH:a", Dialect::Classic);
    certain("B", Dialect::Undecided);
    certain("BYE", Dialect::Classic);
    certain("\x16", Dialect::Tls);
    certain("\x16\x03\x01", Dialect::Tls);
    certain("FIND: a", Dialect::Lines);
    certain("hello", Dialect::Lines);
    certain(QByteArray(1, '\0'), Dialect::Lines);
}

void TestDialect::isKnownByTheFirstBytes()
{
    QFETCH(QByteArray, bytes);
    QTEST(dialectOf(bytes, false), "atOnce");
    QTEST(dialectOf(bytes, true), "afterSilence");
}

QTEST_APPLESS_MAIN(TestDialect)
#include "tst_dialect.moc"
