#include "common/protocol/commoncodec.h"
#include "common/protocol/limits.h"
#include "tests/common/samples.h"
#include "tests/support/wireprinters.h"

#include <QTest>

using namespace ft;
using namespace ft::protocol;
using namespace ft::test;

namespace {

template <typename Message>
QByteArray written(const Message &message)
{
    QByteArray text;
    append(text, message);
    return text;
}

DecodeError errorOf(const QByteArray &verb, QByteArrayView rest)
{
    DecodeError error;
    const auto take = [&error](const auto &decoded) {
        if (!decoded)
            error = decoded.error();
    };
    if (verb == "HELLO")
        take(decodeHello(rest));
    else if (verb == "HI")
        take(decodeHi(rest));
    else if (verb == "REFUSED")
        take(decodeRefused(rest));
    else
        take(decodeErrorLine(rest));
    return error;
}

} // namespace

class TestCommonCodec final : public QObject
{
    Q_OBJECT

private slots:
    void writesEveryMessage();
    void cutsLines_data();
    void cutsLines();
    void refusesToCut_data();
    void refusesToCut();
    void refuses_data();
    void refuses();
    void readsARefusalWithoutText_data();
    void readsARefusalWithoutText();
    void takesARefusalItDoesNotKnowForAnother();
    void makesTextsForPeopleSafe();
    void takesUnknownKeys();
};

void TestCommonCodec::writesEveryMessage()
{
    QCOMPARE(written(Ping{}), "PING\n");
    QCOMPARE(written(Pong{}), "PONG\n");
    QCOMPARE(written(Bye{}), "BYE\n");
    QCOMPARE(written(Hello{hostOf("a"), 1, {}, {}, {}}), "HELLO FT/2 name=a port=1\n");
    QCOMPARE(written(Hello{hostOf("a"), 0, "ft peer, 1", {}, {}}),
             "HELLO FT/2 name=a port=0 agent=ft%20peer%2C%201\n");
    QCOMPARE(written(Hi{addressOf("::1"), {}, {}, {}, {}, {}, {}}), "HI FT/2 seen=::1\n");
    QCOMPARE(written(Hi{addressOf("fe80::1%eth0"), 30, 5, hostOf("b"), "ft", {}, {}}),
             "HI FT/2 seen=fe80::1%25eth0 ping=30 max-files=5 name=b agent=ft\n");
    QCOMPARE(written(Hello{hostOf("a"), 1, {}, {"notice", "live"}, ShareMark{12, "9f"}}),
             "HELLO FT/2 name=a port=1 can=notice+live epoch=12 share=9f\n");
    QCOMPARE(written(Hi{addressOf("::1"), {}, {}, {}, {}, {"find"}, HeldShare{5, {}}}),
             "HI FT/2 seen=::1 can=find total=5\n");
    QCOMPARE(written(Hi{addressOf("::1"), {}, {}, {}, {}, {}, HeldShare{5, ShareMark{0, "a"}}}),
             "HI FT/2 seen=::1 total=5 epoch=0 share=a\n");
    QCOMPARE(written(Refused{RefusalCode::Busy, "later, please", 5}),
             "REFUSED: busy, later%2C please, retry=5\n");
    QCOMPARE(written(ErrorLine{"too-long", "a line, too long"}),
             "ERROR: too-long a line%2C too long\n");
}

void TestCommonCodec::cutsLines_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("verb");
    QTest::addColumn<QByteArray>("rest");
    QTest::addColumn<bool>("colon");
    const auto row = [](const char *line, const char *verb, const char *rest, bool colon) {
        QTest::newRow(line) << QByteArray{line} << QByteArray{verb} << QByteArray{rest} << colon;
    };
    row("PING", "PING", "", false);
    row("SEARCH: a b", "SEARCH", "a b", true);
    row("SEARCH:a", "SEARCH", "a", true);
    row("SEARCH:   a  ", "SEARCH", "a", true);
    row("SEARCH:", "SEARCH", "", true);
    row("SEARCH::a", "SEARCH", ":a", true);
    row("SEARCH : a", "SEARCH", ": a", false);
    row("HELLO FT/2 x", "HELLO", "FT/2 x", false);
    row("NOT FOUND", "NOT FOUND", "", false);
    row("NOT FOUND  ", "NOT FOUND", "", false);
    row("NOT FOUNDER", "NOT", "FOUNDER", false);
    row("NOT  FOUND", "NOT", "FOUND", false);
}

void TestCommonCodec::cutsLines()
{
    QFETCH(QByteArray, line);
    const auto cut = cutVerb(line);
    QVERIFY(cut);
    QTEST(cut->verb.toByteArray(), "verb");
    QTEST(cut->rest.toByteArray(), "rest");
    QTEST(cut->colon, "colon");
}

void TestCommonCodec::refusesToCut_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<DecodeError>("error");
    const auto row =
        [](const char *name, const QByteArray &line, DecodeFault fault, const char *where) {
            QTest::newRow(name) << line << DecodeError{fault, where};
        };
    using enum DecodeFault;
    row("small letters", "ping", UnknownVerb, "ping");
    row("mixed letters", "Ping", UnknownVerb, "Ping");
    row("space in front", " PING", UnknownVerb, " PING");
    row("digit", "PING2", UnknownVerb, "PING2");
    row("not UTF-8", "SEARCH: \xff", BadUtf8, "line");
    row("overlong", "SEARCH: \xc0\xaf", BadUtf8, "line");
    row("cut short", "SEARCH: \xe6\x97", BadUtf8, "line");
    row("surrogate", "SEARCH: \xed\xa0\x80", BadUtf8, "line");
    row("tab", "SEARCH:\ta", Malformed, "line");
    row("carriage return", "PING\r", Malformed, "line");
    row("NUL", QByteArray{"PING\0", 5}, Malformed, "line");
    row("escape", "SEARCH: \x1b[2J", Malformed, "line");
    row("delete", "SEARCH: \x7f", Malformed, "line");
}

void TestCommonCodec::refusesToCut()
{
    QFETCH(QByteArray, line);
    const auto cut = cutVerb(line);
    QVERIFY(!cut);
    QTEST(cut.error(), "error");
}

void TestCommonCodec::refuses_data()
{
    QTest::addColumn<QByteArray>("verb");
    QTest::addColumn<QByteArray>("rest");
    QTest::addColumn<DecodeError>("error");
    const auto row =
        [](const char *verb, const QByteArray &rest, DecodeFault fault, const char *where) {
            QTest::addRow("%s %s", verb, rest.left(60).constData())
                << QByteArray{verb} << rest << DecodeError{fault, where};
        };
    using enum DecodeFault;
    row("HELLO", "", BadVersion, "HELLO");
    row("HELLO", "FT/1 name=a port=1", BadVersion, "FT/1");
    row("HELLO", "FT/3", BadVersion, "FT/3");
    row("HELLO", "name=a port=1", BadVersion, "name=a");
    row("HELLO", "FT/2", MissingKey, "name");
    row("HELLO", "FT/2 port=1", MissingKey, "name");
    row("HELLO", "FT/2 name=a", MissingKey, "port");
    row("HELLO", "FT/2 name=a port", Malformed, "HELLO");
    row("HELLO", "FT/2 name=a port=1 name=b", DuplicateKey, "name");
    row("HELLO", "FT/2 name= port=1", BadValue, "name");
    row("HELLO", "FT/2 name=.a port=1", BadValue, "name");
    row("HELLO", "FT/2 name=%61 port=1", BadValue, "name");
    row("HELLO", "FT/2 name=" + QByteArray(64, 'a') + " port=1", BadValue, "name");
    row("HELLO", "FT/2 name=a port=65536", BadValue, "port");
    row("HELLO", "FT/2 name=a port=-1", BadValue, "port");
    row("HELLO", "FT/2 name=a port=01", BadValue, "port");
    row("HELLO", "FT/2 name=a port=1 agent=%", BadEscape, "agent");
    row("HELLO", "FT/2 name=a port=1 agent=%ff", BadUtf8, "agent");
    row("HELLO", "FT/2 name=a port=1 agent=a%1B", BadValue, "agent");
    row("HELLO", "FT/2 name=a port=1 agent=" + QByteArray(129, 'a'), BadValue, "agent");
    row("HELLO", "FT/2 name=a port=1 can=", BadValue, "can");
    row("HELLO", "FT/2 name=a port=1 can=a++b", BadValue, "can");
    row("HELLO", "FT/2 name=a port=1 can=a%2Bb", BadValue, "can");
    row("HELLO", "FT/2 name=a port=1 can=" + QByteArray(33, 'a'), BadValue, "can");
    row("HELLO", "FT/2 name=a port=1 can=" + QByteArray("a+").repeated(32) + 'a', BadValue, "can");
    row("HELLO", "FT/2 name=a port=1 epoch=1", MissingKey, "share");
    row("HELLO", "FT/2 name=a port=1 share=1", MissingKey, "epoch");
    row("HELLO", "FT/2 name=a port=1 share=g epoch=1", BadValue, "share");
    row("HELLO", "FT/2 name=a port=1 share=1 epoch=01", BadValue, "epoch");
    row("HI", "FT/2 seen=::1 epoch=1 share=1", MissingKey, "total");
    row("HI", "FT/2 seen=::1 total=1 share=1", MissingKey, "epoch");
    row("HI", "FT/2 seen=::1 total=x", BadValue, "total");
    row("HI", "FT/2 seen=::1 can=A", BadValue, "can");
    row("HI", "FT/2", MissingKey, "seen");
    row("HI", "FT/2 seen=1", BadValue, "seen");
    row("HI", "FT/2 seen=fe80::1%eth0", BadEscape, "seen");
    row("HI", "FT/2 seen=::1 ping=4294967296", BadValue, "ping");
    row("HI", "FT/2 seen=::1 max-files=-1", BadValue, "max-files");
    row("HI", "FT/2 seen=::1 name=-", BadValue, "name");
    row("HI", "FT/2 seen=::1 agent=%0A", BadValue, "agent");
    row("REFUSED", "", MissingField, "REFUSED");
    row("REFUSED", "busy", MissingField, "REFUSED");
    row("REFUSED", ", text", BadValue, "code");
    row("REFUSED", "Busy, text", BadValue, "code");
    row("REFUSED", QByteArray(33, 'a') + ", text", BadValue, "code");
    row("REFUSED", "busy, a, b", Malformed, "REFUSED");
    row("REFUSED", "busy, %0A", BadValue, "text");
    row("REFUSED", "busy, %", BadEscape, "text");
    row("REFUSED", "busy, " + QByteArray(1025, 'a'), BadValue, "text");
    row("REFUSED", "busy, text, retry=x", BadValue, "retry");
    row("ERROR", "", MissingField, "ERROR");
    row("ERROR", "Code text", BadValue, "code");
    row("ERROR", "a%41 text", BadValue, "code");
    row("ERROR", QByteArray(33, 'a') + " text", BadValue, "code");
    row("ERROR", "code %zz", BadEscape, "text");
    row("ERROR", "code %C2%85", BadValue, "text");
    row("ERROR", "code " + QByteArray(1025, 'a'), BadValue, "text");
}

void TestCommonCodec::refuses()
{
    QFETCH(QByteArray, verb);
    QFETCH(QByteArray, rest);
    QTEST(errorOf(verb, rest), "error");
}

void TestCommonCodec::readsARefusalWithoutText_data()
{
    QTest::addColumn<QByteArray>("rest");
    QTest::newRow("comma at the end") << QByteArray{"busy,"};
    QTest::newRow("retry behind") << QByteArray{"busy, , retry=5"};
}

void TestCommonCodec::readsARefusalWithoutText()
{
    QFETCH(QByteArray, rest);
    const auto refused = decodeRefused(rest);
    QVERIFY2(refused, whyNot(refused, rest).constData());
    QCOMPARE(refused->code, RefusalCode::Busy);
    QCOMPARE(refused->text, QByteArray{});
}

void TestCommonCodec::takesARefusalItDoesNotKnowForAnother()
{
    const auto refused = decodeRefused("out-of-tea, the kettle is empty, retry=300");
    QVERIFY(refused);
    QCOMPARE(*refused, (Refused{RefusalCode::Other, "the kettle is empty", 300}));
}

void TestCommonCodec::makesTextsForPeopleSafe()
{
    const QByteArray hostile = "a\n\x1b[31m\xff" + QByteArray(5000, 'x');
    const QByteArray error = written(ErrorLine{"malformed", hostile});
    const auto decoded = decodeErrorLine(cutVerb(QByteArrayView{error}.chopped(1))->rest);
    QVERIFY2(decoded, whyNot(decoded, error).constData());
    QVERIFY(decoded->text.startsWith("a  [31m\xef\xbf\xbdxxx"));
    QCOMPARE(decoded->text.size(), limits::MaxText);
    const QByteArray hello = written(Hello{hostOf("a"), 1, hostile, {}, {}});
    const auto greeted = decodeHello(cutVerb(QByteArrayView{hello}.chopped(1))->rest);
    QVERIFY2(greeted, whyNot(greeted, hello).constData());
    QCOMPARE(greeted->agent.size(), limits::MaxAgent);
}

void TestCommonCodec::takesUnknownKeys()
{
    QVERIFY(decodeHello("FT/2 id=x tls=%zz name=a new-key= port=1"));
    QVERIFY(decodeHi("FT/2 seen=::1 motd=hello"));
    const auto hi = decodeHi("FT/2 seen=::1 can=teleport+find");
    QVERIFY(hi && knows(hi->capabilities, CanFind) && !knows(hi->capabilities, CanLive));
    QVERIFY(decodeRefused("busy, text, why=x"));
}

QTEST_APPLESS_MAIN(TestCommonCodec)
#include "tst_commoncodec.moc"
