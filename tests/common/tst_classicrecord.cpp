#include "common/base/overloaded.h"
#include "common/protocol/classic/classicrecord.h"

#include <QTest>

using namespace ft;
using namespace ft::protocol;
using Separator = ClassicStyle::Separator;

namespace {

std::chrono::sys_days day(int year, unsigned month, unsigned ofMonth)
{
    return std::chrono::sys_days{std::chrono::year{year} / static_cast<int>(month)
                                 / static_cast<int>(ofMonth)};
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

    void scansOneRecord_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("outcome");
        const QByteArray good = "<a,txt,12,05/11/26,10.0.0.4,4000>";
        const auto row = [](const char *name, const QByteArray &text, const char *outcome) {
            QTest::newRow(name) << text << QByteArray{outcome};
        };
        row("alone", good, "a 33");
        row("and another", good + good, "a 33");
        row("brackets in its name", "<b, c> <d.pdf" + good.sliced(2), "");
        row("a bracket in its name", "<b>c" + good.sliced(2), "b>c 35");
        row("spaced", "<a, txt, 12, 05/11/26, 10.0.0.4, 4000> ", "a 38 spaced");
        row("begun", "<", "unfinished");
        row("cut off", good.chopped(1), "unfinished");
        row("a name that may go on", "<a>", "unfinished");
        row("a wrong field", "<a,txt,big,05/11/26,10.0.0.4,4000>\n", "closed");
        row("a wrong field, and more",
            "<a,txt,big,05/11/26,10.0.0.4,4000> | " + good,
            "broken size 34");
        row("nothing inside, and more", "<>" + good, "broken record 2");
        row("no end", QByteArray(2'000, '<'), "broken record 1024");
        row("many ends", "<" + QByteArray(2'000, '>'), "broken record 1024");
    }
    void scansOneRecord()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, outcome);
        using Scan = ClassicRecordScan;
        const QByteArray told = std::visit(
            Overloaded{[](const Scan::Complete &found) -> QByteArray {
                           return found.record.name + ' ' + QByteArray::number(found.size)
                                  + (found.isSpaced ? " spaced" : "");
                       },
                       [](const Scan::Broken &broken) -> QByteArray {
                           return "broken " + broken.error.where + ' '
                                  + QByteArray::number(broken.size);
                       },
                       [](const Scan::Unfinished &unfinished) {
                           return QByteArray{unfinished.isClosed ? "closed" : "unfinished"};
                       }},
            Scan::at(text));
        if (outcome.isEmpty())
            QVERIFY(told.startsWith("broken"));
        else
            QCOMPARE(told, outcome);
    }

    void writesAsTheDescriptionsDo()
    {
        RecordView view{.path = "b, c.txt",
                        .type = "text/plain; charset=\"a,b\"",
                        .size = 12,
                        .modified = day(2026, 11, 5),
                        .address = "10.0.0.4",
                        .port = 4000,
                        .host = {}};
        QByteArray out{"FOUND: "};
        appendClassicRecord(out, view, {});
        QCOMPARE(out, QByteArray{"FOUND: <b, c.txt, text/plain, 12, 05/11/26, 10.0.0.4, 4000>"});
        out.clear();
        view.type = ",";
        appendClassicRecord(out, view, {Separator::Bar, false});
        QCOMPARE(out, QByteArray{"<b, c.txt,application/octet-stream,12,05/11/26,10.0.0.4,4000>"});
    }

    void knowsSeparatorsByWhatStandsBetween_data()
    {
        QTest::addColumn<QByteArray>("between");
        QTest::addColumn<QByteArray>("separator");
        QTest::newRow("nothing") << QByteArray{} << QByteArray{};
        QTest::newRow("a space") << QByteArray{" "} << QByteArray{};
        QTest::newRow("a line end") << QByteArray{"\r\n"} << QByteArray{"\n"};
        QTest::newRow("a bar") << QByteArray{" | "} << QByteArray{"|"};
    }
    void knowsSeparatorsByWhatStandsBetween()
    {
        QFETCH(QByteArray, between);
        QFETCH(QByteArray, separator);
        QCOMPARE(textOf(separatorIn(between)).toByteArray(), separator);
    }
};

QTEST_APPLESS_MAIN(TstClassicRecord)
#include "tst_classicrecord.moc"
