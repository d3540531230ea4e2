#include "common/console/report.h"

#include <QTest>

using namespace ft::console;

Q_DECLARE_METATYPE(ft::console::Kind)

namespace {

Report twoRows()
{
    return {{{QStringLiteral("name"), QStringLiteral("NAME")},
             {QStringLiteral("size"), QStringLiteral("SIZE"), Kind::Bytes}},
            {{{QStringLiteral("name"), QStringLiteral("a")}, {QStringLiteral("size"), 5}},
             {{QStringLiteral("name"), QStringLiteral("longer")},
              {QStringLiteral("size"), 123'456}}},
            QStringLiteral("nothing there")};
}

} // namespace

class TestReport : public QObject
{
    Q_OBJECT

private slots:
    void alignsColumns();
    void goesOnWithATableInParts();
    void saysSoWhenThereIsNothing();
    void listsOneRowAsLines();
    void writesOneJsonObjectPerRow();
    void formatsForPeople_data();
    void formatsForPeople();
};

void TestReport::alignsColumns()
{
    QCOMPARE(toTable(twoRows()),
             QStringLiteral("NAME          SIZE\n"
                            "a          5 bytes\n"
                            "longer  120.56 KiB"));
}

void TestReport::goesOnWithATableInParts()
{
    TableParts table;
    auto report = twoRows();
    const QJsonObject longer = report.rows.back();
    report.rows.pop_back();
    QCOMPARE(table.add(report), QStringLiteral("NAME     SIZE\na     5 bytes"));
    report.rows = {longer};
    QCOMPARE(table.add(report), QStringLiteral("longer  120.56 KiB"));
    report.rows = {{{QStringLiteral("name"), QStringLiteral("b")}, {QStringLiteral("size"), 5}}};
    QCOMPARE(table.add(report), QStringLiteral("b          5 bytes"));
}

void TestReport::saysSoWhenThereIsNothing()
{
    auto report = twoRows();
    report.rows.clear();
    QCOMPARE(toTable(report), QStringLiteral("nothing there"));
    QCOMPARE(toJsonLines(report), QString{});
}

void TestReport::listsOneRowAsLines()
{
    auto report = twoRows();
    report.columns[1].heading = QStringLiteral("its size");
    report.rows.resize(1);
    QCOMPARE(toList(report), QStringLiteral("NAME      a\nits size  5 bytes"));
}

void TestReport::writesOneJsonObjectPerRow()
{
    QCOMPARE(toJsonLines(twoRows()),
             QStringLiteral("{\"name\":\"a\",\"size\":5}\n{\"name\":\"longer\",\"size\":123456}"));
}

void TestReport::formatsForPeople_data()
{
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QString>("text");
    const auto row = [](const QJsonValue &value, Kind kind, const char *text) {
        QTest::newRow(text) << value << kind << QString::fromUtf8(text);
    };
    constexpr qint64 Big = (qint64{1} << 53) - 1;
    row(QStringLiteral("a\u202eb\x1b\n\u200b"), Kind::Text, "a\ufffdb\ufffd\ufffd\ufffd");
    row(Big, Kind::Number, "9007199254740991");
    row(12.34, Kind::Number, "12.3");
    row(0, Kind::Bytes, "0 bytes");
    row(59, Kind::Duration, "59 s");
    row(61, Kind::Duration, "1 min 1 s");
    row(3'661, Kind::Duration, "1 h 1 min");
    row(90'000, Kind::Duration, "1 d 1 h");
    row(1'762'300'800, Kind::Time, "2025-11-05 00:00:00");
    row(QJsonValue{QJsonValue::Undefined}, Kind::Number, "");
}

void TestReport::formatsForPeople()
{
    QFETCH(const QJsonValue, value);
    QFETCH(const Kind, kind);
    QTEST(formatted(value, kind), "text");
}

QTEST_APPLESS_MAIN(TestReport)
#include "tst_report.moc"
