#include "common/protocol/classic/classicrecord.h"

#include <QTest>

using namespace ft;
using namespace ft::protocol;
using Separator = ClassicStyle::Separator;

Q_DECLARE_METATYPE(ft::protocol::ClassicStyle)

namespace {

std::chrono::sys_days day(int year, unsigned month, unsigned ofMonth)
{
    return std::chrono::sys_days{std::chrono::year{year} / static_cast<int>(month)
                                 / static_cast<int>(ofMonth)};
}

ClassicRecord record(const QByteArray &name = "a.txt", const QByteArray &type = "txt")
{
    return {name, type, 12, day(2026, 11, 5), {QHostAddress{QStringLiteral("10.0.0.4")}, 4000}};
}

QByteArray text(const ClassicRecord &of)
{
    const ClassicRecord &r = of;
    const std::chrono::year_month_day date{r.modified};
    return r.name + '|' + r.type + '|' + QByteArray::number(quint64{r.size}) + '|'
           + QByteArray::number(static_cast<int>(date.year())) + '-'
           + QByteArray::number(static_cast<unsigned>(date.month())) + '-'
           + QByteArray::number(static_cast<unsigned>(date.day())) + '|'
           + r.endpoint.toString().toLatin1();
}

} // namespace

class TstClassicRecord : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void understands_data()
    {
        QTest::addColumn<QByteArray>("inner");
        QTest::addColumn<QByteArray>("meant");
        const auto row = [](const char *name, const char *inner, const char *meant) {
            QTest::newRow(name) << QByteArray{inner} << QByteArray{meant};
        };
        row("spaces",
            "a.txt, txt, 12, 05/11/26, 10.0.0.4, 4000",
            "a.txt|txt|12|2026-11-5|10.0.0.4:4000");
        row("none", "a.txt,txt,12,05/11/26,10.0.0.4,4000", "a.txt|txt|12|2026-11-5|10.0.0.4:4000");
        row("many",
            "  a.txt ,  txt,12 , 05/11/26,\t10.0.0.4, 4000 ",
            "a.txt|txt|12|2026-11-5|10.0.0.4:4000");
        row("year of four",
            "a,text/plain,12,05/11/2026,10.0.0.4,4000",
            "a|text/plain|12|2026-11-5|10.0.0.4:4000");
        row("one digit", "a,txt,12,5/1/26,10.0.0.4,4000", "a|txt|12|2026-1-5|10.0.0.4:4000");
        row("last century", "a,txt,12,31/12/99,10.0.0.4,4000", "a|txt|12|1999-12-31|10.0.0.4:4000");
        row("commas in the name",
            "a, b, 3,4.txt, txt, 12, 05/11/26, 10.0.0.4, 4000",
            "a, b, 3,4.txt|txt|12|2026-11-5|10.0.0.4:4000");
        row("brackets in the name",
            "<a>b>.txt,txt,12,05/11/26,10.0.0.4,4000",
            "<a>b>.txt|txt|12|2026-11-5|10.0.0.4:4000");
        row("no ASCII",
            "größe.txt,txt,12,05/11/26,10.0.0.4,4000",
            "größe.txt|txt|12|2026-11-5|10.0.0.4:4000");
        row("IPv6", "a,txt,12,05/11/26,fe80::1,4000", "a|txt|12|2026-11-5|[fe80::1]:4000");
        row("empty file", "a,txt,0,05/11/26,10.0.0.4,65535", "a|txt|0|2026-11-5|10.0.0.4:65535");
        row("leading zeros",
            "a,txt,0012,05/11/26,10.0.0.4,04000",
            "a|txt|12|2026-11-5|10.0.0.4:4000");
    }
    void understands()
    {
        QFETCH(QByteArray, inner);
        QFETCH(QByteArray, meant);
        const auto decoded = decodeClassicRecord(inner);
        QVERIFY2(decoded, decoded ? "" : explain(decoded.error()).constData());
        QCOMPARE(text(*decoded), meant);
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("inner");
        QTest::addColumn<QByteArray>("where");
        const auto row = [](const QByteArray &inner, const char *where) {
            QTest::newRow(inner.left(40).constData()) << inner << QByteArray{where};
        };
        row("", "record");
        row("txt,12,05/11/26,10.0.0.4,4000", "record");
        row(",txt,12,05/11/26,10.0.0.4,4000", "name");
        row("a\nb,txt,12,05/11/26,10.0.0.4,4000", "name");
        row("a\xff,txt,12,05/11/26,10.0.0.4,4000", "name");
        row(QByteArray(256, 'x') + ",txt,12,05/11/26,10.0.0.4,4000", "name");
        row("a,,12,05/11/26,10.0.0.4,4000", "type");
        row("a,txt,-1,05/11/26,10.0.0.4,4000", "size");
        row("a,txt,12 KB,05/11/26,10.0.0.4,4000", "size");
        row("a,txt,99999999999999999999,05/11/26,10.0.0.4,4000", "size");
        row("a,txt,12,2026-11-05,10.0.0.4,4000", "date");
        row("a,txt,12,31/02/26,10.0.0.4,4000", "date");
        row("a,txt,12,05/13/26,10.0.0.4,4000", "date");
        row("a,txt,12,05/11/026,10.0.0.4,4000", "date");
        row("a,txt,12,05/11/26,localhost,4000", "address");
        row("a,txt,12,05/11/26,10.0.0.4,0", "port");
        row("a,txt,12,05/11/26,10.0.0.4,65536", "port");
    }
    void refuses()
    {
        QFETCH(QByteArray, inner);
        QFETCH(QByteArray, where);
        const auto decoded = decodeClassicRecord(inner);
        QVERIFY(!decoded);
        QCOMPARE(decoded.error().where, where);
    }

    void bringsBackListsAndTheirStyle_data()
    {
        QTest::addColumn<ClassicStyle>("style");
        for (const auto separator : {Separator::None, Separator::Newline, Separator::Bar}) {
            for (const bool isSpaced : {false, true}) {
                for (const bool hasLongYears : {false, true})
                    QTest::addRow("%d %d %d", static_cast<int>(separator), isSpaced, hasLongYears)
                        << ClassicStyle{separator, isSpaced, hasLongYears};
            }
        }
    }
    void bringsBackListsAndTheirStyle()
    {
        QFETCH(ClassicStyle, style);
        const ClassicRecords all{{record(), record("b, c> <d.pdf", "application/pdf"), record("e")},
                                 style};
        const auto decoded = decodeClassicRecords(encodeClassicRecords(all.records, style));
        QVERIFY(decoded);
        QCOMPARE(decoded->records.size(), all.records.size());
        QVERIFY(*decoded == all);
    }

    void writesAsTheDescriptionsDo()
    {
        QCOMPARE(encodeClassicRecords({record(), record("b.txt")}, {}),
                 QByteArray{"<a.txt, txt, 12, 05/11/26, 10.0.0.4, 4000>\n"
                            "<b.txt, txt, 12, 05/11/26, 10.0.0.4, 4000>"});
        QCOMPARE(encodeClassicRecords({record()}, {Separator::Bar, false, true}),
                 QByteArray{"<a.txt,txt,12,05/11/2026,10.0.0.4,4000>"});
    }

    void refusesAListWithSomethingElseInIt_data()
    {
        QTest::addColumn<QByteArray>("list");
        const QByteArray good = "<a,txt,12,05/11/26,10.0.0.4,4000>";
        QTest::newRow("text before") << "x" + good;
        QTest::newRow("text between") << good + "x" + good;
        QTest::newRow("cut off") << good + good.chopped(1);
        QTest::newRow("nothing inside") << QByteArray{"<>"};
        QTest::newRow("many brackets") << "<" + QByteArray(1'000'000, '>');
    }
    void refusesAListWithSomethingElseInIt()
    {
        QFETCH(QByteArray, list);
        QVERIFY(!decodeClassicRecords(list));
    }
};

QTEST_APPLESS_MAIN(TstClassicRecord)
#include "tst_classicrecord.moc"
