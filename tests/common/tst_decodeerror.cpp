#include "common/protocol/commoncodec.h"
#include "common/protocol/decodeerror.h"
#include "common/protocol/limits.h"
#include "common/protocol/trackercodec.h"
#include "tests/support/wireprinters.h"

#include <QTest>

#include <set>

using namespace ft;
using namespace ft::protocol;

namespace {

/// Text behind a right-to-left override, which stands in no literal of ours.
QByteArray overridden(const char *text)
{
    return QString{QChar{0x202e}}.toUtf8() + text;
}

} // namespace

class TestDecodeError final : public QObject
{
    Q_OBJECT

private slots:
    void givesEveryFaultATokenOfItsOwn();
    void givesEveryRefusalATokenOfItsOwn();
    void namesThePlace();
    void saysTheRealLimits();
    void boundsAndCleansThePlace_data();
    void boundsAndCleansThePlace();
    void isItselfAMessage();
};

void TestDecodeError::givesEveryFaultATokenOfItsOwn()
{
    std::set<QByteArray> tokens;
    for (int fault = 0; fault < DecodeFaultCount; ++fault)
        tokens.insert(wireCode(static_cast<DecodeFault>(fault)).toByteArray());
    QCOMPARE(tokens.size(), DecodeFaultCount);
    QVERIFY(!tokens.contains(QByteArray{}));
}

void TestDecodeError::givesEveryRefusalATokenOfItsOwn()
{
    std::set<QByteArray> tokens;
    for (int code = 0; code < RefusalCodeCount; ++code)
        tokens.insert(wireCode(static_cast<RefusalCode>(code)).toByteArray());
    QCOMPARE(tokens.size(), RefusalCodeCount);
    QVERIFY(!tokens.contains(QByteArray{}));
}

void TestDecodeError::namesThePlace()
{
    QCOMPARE(explain({DecodeFault::MissingKey, "port"}), "the key port is missing");
    QCOMPARE(explain({DecodeFault::BadValue, "%1 %1"}), "the value of %1 %1 breaks its rules");
}

void TestDecodeError::saysTheRealLimits()
{
    QVERIFY(explain({DecodeFault::TooLong, {}}).contains(QByteArray::number(limits::MaxLine)));
    QVERIFY(
        explain({DecodeFault::TooManyFields, "x"}).contains(QByteArray::number(limits::MaxFields)));
}

void TestDecodeError::boundsAndCleansThePlace_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<DecodeError>("error");
    const auto row = [](const char *name, const QByteArray &line, const DecodeError &error) {
        QTest::newRow(name) << line << error;
    };
    const auto unknown = [](const QByteArray &where) {
        return DecodeError{DecodeFault::UnknownVerb, where};
    };
    row("long verb", QByteArray(60'000, 'A'), unknown(QByteArray(limits::MaxWhere, 'A')));
    row("long beginning", QByteArray(60'000, 'a'), unknown(QByteArray(limits::MaxWhere, 'a')));
    row("cut before a letter of three bytes",
        QByteArray{"a"} + QByteArray{"\xe6\x97\xa5"}.repeated(100),
        unknown(QByteArray{"a"} + QByteArray{"\xe6\x97\xa5"}.repeated(21)));
    row("override", overridden("txt"), unknown(" txt"));
    row("C1 control",
        "\xc2\x9b"
        "31m",
        unknown(" 31m"));
    row("empty line", "", unknown("an empty line"));
    row("long version",
        "HELLO " + QByteArray(60'000, 'V'),
        {DecodeFault::BadVersion, QByteArray(limits::MaxWhere, 'V')});
}

void TestDecodeError::boundsAndCleansThePlace()
{
    QFETCH(QByteArray, line);
    const auto request = decodeTrackerRequest(line);
    QVERIFY(!request);
    QTEST(request.error(), "error");
}

void TestDecodeError::isItselfAMessage()
{
    const QByteArrayList lines{overridden("txt"),
                               QByteArray(60'000, '%'),
                               "HELLO <,%>",
                               "",
                               "SHARE: <a>",
                               "\xff",
                               "a\x1b[2J"};
    for (const QByteArray &line : lines) {
        const auto request = decodeTrackerRequest(line);
        QVERIFY(!request);
        const ErrorLine error = errorLine(request.error());
        const QByteArray answer = encode(TrackerReply{error});
        const auto reply = decodeTrackerReply(answer.chopped(1));
        QVERIFY2(reply, test::whyNot(reply, answer).constData());
        QCOMPARE(std::get<ErrorLine>(*reply), error);
        QCOMPARE(error.code, wireCode(request.error().fault).toByteArray());
    }
}

QTEST_APPLESS_MAIN(TestDecodeError)
#include "tst_decodeerror.moc"
