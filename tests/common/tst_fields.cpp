#include "common/protocol/fields.h"
#include "common/protocol/limits.h"
#include "tests/support/wireprinters.h"

#include <QTest>

using namespace ft;
using namespace ft::protocol;

namespace {

using Separator = Fields::Separator;

const DecodeError NoError{};

DecodeError errorOf(const Decoded<Fields> &fields)
{
    return fields ? NoError : fields.error();
}

QByteArray keys(int count)
{
    QByteArrayList list;
    for (int i = 0; i < count; ++i)
        list << QByteArray{"k" + QByteArray::number(i) + "=1"};
    return list.join(", ");
}

} // namespace

class TestFields final : public QObject
{
    Q_OBJECT

private slots:
    void splits_data();
    void splits();
    void refusesToSplit_data();
    void refusesToSplit();
    void boundsTheNumberOfFields();
    void keepsEscapedSpacesAtTheEnds();
    void readsTypedKeys();
    void refusesTypedKeys_data();
    void refusesTypedKeys();
    void asksForRequiredKeys();
    void boundsShortText();
    void readsNumbers_data();
    void readsNumbers();
    void refusesNumbers_data();
    void refusesNumbers();
    void readsDates_data();
    void readsDates();
    void refusesDates_data();
    void refusesDates();
    void writesNumbersAndRanges();
};

void TestFields::splits_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("commas");
    QTest::addColumn<QByteArrayList>("positional");
    QTest::addColumn<QByteArray>("a");
    const auto row =
        [](const char *text, bool commas, const QByteArrayList &positional, const char *a) {
            QTest::newRow(*text == '\0' ? "empty" : text)
                << QByteArray{text} << commas << positional << QByteArray{a};
        };
    row("", true, {}, nullptr);
    row("   ", true, {}, nullptr);
    row("", false, {}, nullptr);
    row("x, y", true, {"x", "y"}, nullptr);
    row("x,y", true, {"x", "y"}, nullptr);
    row("  x  ,  y  ", true, {"x", "y"}, nullptr);
    row("x y, a=1", true, {"x y"}, "1");
    row(", x", true, {"", "x"}, nullptr);
    row("x,", true, {"x", ""}, nullptr);
    row("a=1, a=2", true, {"a=1"}, "2");
    row("x, a=", true, {"x"}, "");
    row("x, a==1=", true, {"x"}, "=1=");
    row("x, a= 1", true, {"x"}, " 1");
    row("a=1 b=2", false, {}, "1");
    row("  a=1   b=2  ", false, {}, "1");
    row("b=2 a=x,y", false, {}, "x,y");
}

void TestFields::splits()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, commas);
    QFETCH(QByteArrayList, positional);
    const auto fields = Fields::split(text,
                                      commas ? Separator::Comma : Separator::Space,
                                      positional.size(),
                                      "TEST");
    QVERIFY(fields);
    for (qsizetype i = 0; i < positional.size(); ++i)
        QCOMPARE(fields->raw(i).toByteArray(), positional[i]);
    QFETCH(QByteArray, a);
    QCOMPARE(fields->value("a").has_value(), !a.isNull());
    QCOMPARE(fields->value("a").value_or(QByteArrayView{}).toByteArray(), a);
}

void TestFields::refusesToSplit_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("commas");
    QTest::addColumn<int>("positional");
    QTest::addColumn<DecodeError>("error");
    const auto row = [](const char *name,
                        const QByteArray &text,
                        bool commas,
                        int positional,
                        const DecodeError &error) {
        QTest::newRow(name) << text << commas << positional << error;
    };
    const DecodeError malformed{DecodeFault::Malformed, "TEST"};
    const DecodeError missing{DecodeFault::MissingField, "TEST"};
    row("none of one", "", true, 1, missing);
    row("blank of one", "  ", true, 1, missing);
    row("one of two", "x", true, 2, missing);
    row("one more than there are", "x, y", true, 1, malformed);
    row("no key", "x, =1", true, 1, malformed);
    row("key in capitals", "x, Key=1", true, 1, malformed);
    row("key with space", "x, k =1", true, 1, malformed);
    row("key with umlaut", "x, \xc3\xbc=1", true, 1, malformed);
    row("key too long",
        QByteArray{QByteArray(limits::MaxToken + 1, 'k') + "=1"},
        true,
        0,
        malformed);
    row("comma at the end", "x, a=1,", true, 1, malformed);
    row("comma at the end without positionals", "a=1,", true, 0, malformed);
    row("comma alone", ",", true, 0, malformed);
    row("two commas", "x,, a=1", true, 1, malformed);
    row("word without key", "a=1 b", false, 0, malformed);
    row("the same key twice", "a=1, a=1", true, 0, {DecodeFault::DuplicateKey, "a"});
    row("an unknown key twice", "x-y=1 x-y=2", false, 0, {DecodeFault::DuplicateKey, "x-y"});
}

void TestFields::refusesToSplit()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, commas);
    QFETCH(int, positional);
    const auto fields = Fields::split(text,
                                      commas ? Separator::Comma : Separator::Space,
                                      positional,
                                      "TEST");
    QVERIFY(!fields);
    QTEST(errorOf(fields), "error");
}

void TestFields::boundsTheNumberOfFields()
{
    const DecodeError tooMany{DecodeFault::TooManyFields, "TEST"};
    QVERIFY(Fields::split(keys(limits::MaxFields), Separator::Comma, 0, "TEST"));
    QVERIFY(Fields::split(keys(limits::MaxFields), Separator::Comma, 6, "TEST"));
    for (const int positional : {0, 6}) {
        const auto fields = Fields::split(keys(limits::MaxFields + 1),
                                          Separator::Comma,
                                          positional,
                                          "TEST");
        QCOMPARE(errorOf(fields), tooMany);
    }
    const auto endless = Fields::split(QByteArray(60'000, ','), Separator::Comma, 40, "TEST");
    QCOMPARE(errorOf(endless), tooMany);
}

void TestFields::keepsEscapedSpacesAtTheEnds()
{
    const auto fields = Fields::split(" %20x%20 , y", Separator::Comma, 2, "TEST");
    QVERIFY(fields);
    QCOMPARE(*fields->text(0, "name"), " x ");
    QCOMPARE(*fields->text(1, "name"), "y");
}

void TestFields::readsTypedKeys()
{
    const QByteArray root(64, 'a');
    const auto fields = Fields::split(
        QByteArray{"n=5 host=A address=fe80::1%25eth0 text=a%20b range=3-7 root=" + root},
        Separator::Space,
        0,
        "TEST");
    QVERIFY(fields);
    QCOMPARE(**fields->optionalNumber("n", 5), 5U);
    QCOMPARE((*fields->optionalHost("host"))->bytes(), "A");
    QCOMPARE((*fields->optionalAddress("address"))->scopeId(), QStringLiteral("eth0"));
    QCOMPARE(**fields->optionalText("text"), "a b");
    QCOMPARE(**fields->optionalRange("range"), (ByteRange{3, 5}));
    QCOMPARE((*fields->optionalDigest<ContentHash>("root"))->hex(), root);
    QVERIFY(!*fields->optionalNumber("other", 5));
    QVERIFY(!*fields->optionalHost("other"));
    QVERIFY(!*fields->optionalAddress("other"));
    QVERIFY(!*fields->optionalText("other"));
    QVERIFY(!*fields->optionalRange("other"));
    QVERIFY(!*fields->optionalDigest<Md5Sum>("other"));
}

void TestFields::refusesTypedKeys_data()
{
    QTest::addColumn<QByteArray>("kind");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<DecodeFault>("fault");
    const auto row = [](const char *kind, const QByteArray &value, DecodeFault fault) {
        QTest::addRow("%s=%s", kind, value.constData()) << QByteArray{kind} << value << fault;
    };
    for (const char *value : {"",
                              "6",
                              "-1",
                              "+5",
                              "05",
                              "5x",
                              "0x5",
                              " 5",
                              "5.0",
                              "1e0",
                              "18446744073709551616",
                              "99999999999999999999999999"})
        row("number", value, DecodeFault::BadValue);
    for (const char *value : {"", ".a", "a%41", "a/b"})
        row("host", value, DecodeFault::BadValue);
    for (const char *value : {"", "1", "1.2", "10.0.0.04", "fe80::1%25", "localhost"})
        row("address", value, DecodeFault::BadValue);
    row("address", "fe80::1%eth0", DecodeFault::BadEscape);
    for (const char *value : {"%", "%4", "%zz", "a%"})
        row("text", value, DecodeFault::BadEscape);
    row("text", "%ff", DecodeFault::BadUtf8);
    for (const char *value : {"",
                              "-",
                              "1",
                              "1-",
                              "-1",
                              "5-4",
                              "1--2",
                              "01-2",
                              "1-02",
                              "+1-2",
                              "1-2-3",
                              "0-9007199254740992",
                              "0-18446744073709551615",
                              "a-b"})
        row("range", value, DecodeFault::BadValue);
    for (const char *value : {"", "00", "zz"})
        row("digest", value, DecodeFault::BadValue);
    row("digest", QByteArray(66, '0'), DecodeFault::BadValue);
    row("digest", QByteArray(63, '0') + 'g', DecodeFault::BadValue);
}

void TestFields::refusesTypedKeys()
{
    QFETCH(QByteArray, kind);
    QFETCH(QByteArray, value);
    const QByteArray text = "x, key=" + value;
    const auto fields = Fields::split(text, Separator::Comma, 1, "TEST");
    QVERIFY(fields);
    DecodeError error;
    const auto take = [&error](const auto &found) {
        if (!found)
            error = found.error();
    };
    if (kind == "number")
        take(fields->optionalNumber("key", 5));
    else if (kind == "host")
        take(fields->optionalHost("key"));
    else if (kind == "address")
        take(fields->optionalAddress("key"));
    else if (kind == "text")
        take(fields->optionalText("key"));
    else if (kind == "range")
        take(fields->optionalRange("key"));
    else
        take(fields->optionalDigest<ContentHash>("key"));
    QCOMPARE(error.where, "key");
    QTEST(error.fault, "fault");
}

void TestFields::asksForRequiredKeys()
{
    const auto fields = Fields::split("a=1", Separator::Space, 0, "TEST");
    QVERIFY(fields);
    QCOMPARE(*required(fields->optionalNumber("a", 9), "a"), 1U);
    const auto missing = required(fields->optionalNumber("b", 9), "b");
    QVERIFY(!missing);
    QCOMPARE(missing.error(), (DecodeError{DecodeFault::MissingKey, "b"}));
    const auto bad = required(fields->optionalRange("a"), "a");
    QVERIFY(!bad);
    QCOMPARE(bad.error(), (DecodeError{DecodeFault::BadValue, "a"}));
}

void TestFields::boundsShortText()
{
    const auto fields = Fields::split("abc, , a%0Ab, a%C2%9Bb, %EF%BB%BFa",
                                      Separator::Comma,
                                      5,
                                      "TEST");
    QVERIFY(fields);
    QCOMPARE(*fields->shortText(0, "type", 3), "abc");
    const DecodeError bad{DecodeFault::BadValue, "type"};
    QCOMPARE(fields->shortText(0, "type", 2).error(), bad);
    for (const int field : {1, 2, 3, 4})
        QCOMPARE(fields->shortText(field, "type", 9).error(), bad);
    QCOMPARE(fields->text(1, "type").error(), bad);
}

void TestFields::readsNumbers_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<quint64>("number");
    QTest::newRow("0") << QByteArray{"0"} << quint64{0};
    QTest::newRow("10") << QByteArray{"10"} << quint64{10};
    QTest::newRow("largest") << QByteArray{"18446744073709551615"}
                             << std::numeric_limits<quint64>::max();
}

void TestFields::readsNumbers()
{
    QFETCH(QByteArray, text);
    QFETCH(quint64, number);
    const auto parsed = parseNumber(text, std::numeric_limits<std::uint64_t>::max());
    QVERIFY(parsed);
    QCOMPARE(*parsed, number);
}

void TestFields::refusesNumbers_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text : {"",
                             "-0",
                             "-1",
                             "+5",
                             "00",
                             "007",
                             " 1",
                             "1 ",
                             "1,0",
                             "1.0",
                             "1e9",
                             "0x1",
                             "a",
                             "18446744073709551616",
                             "1000000000000000000000",
                             "\xd9\xa1"})
        QTest::newRow(*text == '\0' ? "empty" : text) << QByteArray{text};
    QTest::newRow("endless") << QByteArray(60'000, '9');
    QTest::newRow("NUL behind") << QByteArray{"1\0", 2};
}

void TestFields::refusesNumbers()
{
    QFETCH(QByteArray, text);
    QVERIFY(!parseNumber(text, std::numeric_limits<std::uint64_t>::max()));
    QVERIFY(parseNumber("5", 5));
    QVERIFY(!parseNumber("6", 5));
}

void TestFields::readsDates_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QDate>("date");
    QTest::newRow("two digits") << QByteArray{"05/11/26"} << QDate{2026, 11, 5};
    QTest::newRow("four digits") << QByteArray{"05/11/2026"} << QDate{2026, 11, 5};
    QTest::newRow("earliest of two") << QByteArray{"01/01/70"} << QDate{1970, 1, 1};
    QTest::newRow("latest of two") << QByteArray{"31/12/69"} << QDate{2069, 12, 31};
    QTest::newRow("leap day") << QByteArray{"29/02/24"} << QDate{2024, 2, 29};
    QTest::newRow("leap day of a century") << QByteArray{"29/02/2000"} << QDate{2000, 2, 29};
    QTest::newRow("early") << QByteArray{"01/01/0001"} << QDate{1, 1, 1};
    QTest::newRow("late") << QByteArray{"31/12/9999"} << QDate{9999, 12, 31};
}

void TestFields::readsDates()
{
    QFETCH(QByteArray, text);
    QFETCH(QDate, date);
    const auto parsed = parseDate(text);
    QVERIFY(parsed);
    const auto days = std::chrono::floor<std::chrono::days>(parsed->time_since_epoch()).count();
    QCOMPARE(QDate(1970, 1, 1).addDays(days), date);
}

void TestFields::refusesDates_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text : {"",
                             "5/11/26",
                             "05-11-26",
                             "05/11/026",
                             "00/11/26",
                             "32/01/26",
                             "31/04/26",
                             "29/02/25",
                             "29/02/1900",
                             "01/13/26",
                             "01/00/26",
                             "+1/01/26",
                             " 1/01/26",
                             "01/01/-1",
                             "01/01/2x",
                             "aa/bb/cc",
                             "01/01/20260",
                             "2026/01/01",
                             "01/01/26 "})
        QTest::newRow(*text == '\0' ? "empty" : text) << QByteArray{text};
}

void TestFields::refusesDates()
{
    QFETCH(QByteArray, text);
    QVERIFY(!parseDate(text));
}

void TestFields::writesNumbersAndRanges()
{
    QByteArray text;
    appendNumber(text, std::numeric_limits<std::uint64_t>::max());
    QCOMPARE(text, "18446744073709551615");
    text.clear();
    appendRange(text, {0, 1});
    QCOMPARE(text, "0-0");
    text.clear();
    appendRange(text, {5, limits::MaxFileSize});
    QCOMPARE(text, "5-9007199254740996");
}

QTEST_APPLESS_MAIN(TestFields)
#include "tst_fields.moc"
