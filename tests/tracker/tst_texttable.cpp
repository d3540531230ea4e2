#include "tracker/core/texttable.h"

#include <QTest>

using ft::tracker::TextTable;

class TestTextTable : public QObject
{
    Q_OBJECT

private slots:
    void keepsEqualTextsOnce();
    void forgetsATextWithItsLastUser();
};

void TestTextTable::keepsEqualTextsOnce()
{
    TextTable table;
    const auto pdf = table.acquire("application/pdf");
    const auto text = table.acquire("text/plain");
    QCOMPARE(table.acquire("application/pdf"), pdf);
    QVERIFY(pdf != text);
    QCOMPARE(table.at(pdf), QByteArray{"application/pdf"});
    QCOMPARE(table.at(text), QByteArray{"text/plain"});
    QCOMPARE(table.count(), 2);
}

void TestTextTable::forgetsATextWithItsLastUser()
{
    TextTable table;
    const auto pdf = table.acquire("application/pdf");
    static_cast<void>(table.acquire("application/pdf"));
    table.release(pdf);
    QCOMPARE(table.count(), 1);
    table.release(pdf);
    QCOMPARE(table.count(), 0);
    const auto text = table.acquire("text/plain");
    QCOMPARE(text, pdf); // its place is used again
    QCOMPARE(table.at(text), QByteArray{"text/plain"});
}

QTEST_APPLESS_MAIN(TestTextTable)
#include "tst_texttable.moc"
