#include "common/model/filelink.h"
#include "tests/support/wireprinters.h"

#include <QRandomGenerator>
#include <QTest>

using namespace ft;

namespace {

const QByteArray Root(64, 'a');
const QByteArray Start = "filetracker:?root=" + Root;

FileLink bare()
{
    FileLink link;
    link.root = ContentHash::fromHex(Root).value();
    return link;
}

FileLink full()
{
    FileLink link = bare();
    link.size = 52'344;
    link.name = SharedPath::fromString(QStringLiteral("Böse Wörter/50 % & mehr #1.pdf")).value();
    link.md5 = Md5Sum::fromHex("900150983cd24fb0d6963f7d28e17f72").value();
    link.tracker = HostPort{QStringLiteral("fe80::1"), 1234};
    return link;
}

Result<FileLink, LinkError> parse(const QByteArray &utf8)
{
    return FileLink::parse(QString::fromUtf8(utf8));
}

} // namespace

class TestFileLink final : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void isWrittenInOneWay()
    {
        QCOMPARE(full().toString().toLatin1(),
                 Start
                     + "&size=52344&name=B%C3%B6se%20W%C3%B6rter/50%20%25%20%26%20mehr%20%231.pdf"
                       "&md5=900150983cd24fb0d6963f7d28e17f72&tracker=%5Bfe80::1%5D:1234");
        QCOMPARE(bare().toString().toLatin1(), Start);
        QCOMPARE(bare().query().toLatin1(), "root:" + Root);
    }

    void comesBackAsItWas()
    {
        for (const FileLink &link : {bare(), full()}) {
            const auto read = FileLink::parse(link.toString());
            QVERIFY(read);
            QVERIFY(*read == link);
        }
    }

    void takes_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("scheme in capitals") << "FileTracker:?root=" + Root;
        QTest::newRow("two slashes") << "filetracker://?root=" + Root;
        QTest::newRow("three slashes") << "filetracker:///?root=" + Root;
        QTest::newRow("root in capitals") << "filetracker:?root=" + QByteArray(64, 'A');
        QTest::newRow("root not first") << "filetracker:?x=1&root=" + Root;
        QTest::newRow("unknown key") << Start + "&colour=blue";
        QTest::newRow("unknown key without value") << Start + "&colour=";
        QTest::newRow("value of an unknown key is no text") << Start + "&colour=%ff";
    }
    void takes()
    {
        QFETCH(QByteArray, text);
        const auto link = parse(text);
        QVERIFY(link);
        QVERIFY(*link == bare());
    }

    void readsValues_data()
    {
        QTest::addColumn<QByteArray>("part");
        QTest::addColumn<QByteArray>("written");
        QTest::newRow("raw UTF-8") << QByteArray{"name=ü.txt"} << QByteArray{"name=%C3%BC.txt"};
        QTest::newRow("small escapes") << QByteArray{"name=%c3%bc"} << QByteArray{"name=%C3%BC"};
        QTest::newRow("plus is a plus") << QByteArray{"name=a+b"} << QByteArray{"name=a%2Bb"};
        QTest::newRow("equals") << QByteArray{"name=a=b"} << QByteArray{"name=a%3Db"};
        QTest::newRow("size 0") << QByteArray{"size=0"} << QByteArray{"size=0"};
        QTest::newRow("largest size")
            << QByteArray{"size=9007199254740992"} << QByteArray{"size=9007199254740992"};
        QTest::newRow("tracker without port")
            << QByteArray{"tracker=a.example"} << QByteArray{"tracker=a.example:1234"};
    }
    void readsValues()
    {
        QFETCH(QByteArray, part);
        const auto link = parse(Start + '&' + part);
        QVERIFY(link);
        QTEST(link->toString().toLatin1().sliced(Start.size() + 1), "written");
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<LinkFault>("fault");
        QTest::addColumn<QByteArray>("key");
        const auto row = [](const char *name, const QByteArray &text, LinkFault fault, auto key) {
            QTest::newRow(name) << text << fault << QByteArray{key};
        };
        const auto more = [&row](const char *name, const char *part, LinkFault fault, auto key) {
            row(name, Start + '&' + part, fault, key);
        };
        using Fault = LinkFault;
        row("empty", "", Fault::NotALink, "");
        row("another scheme", "magnet:?root=" + Root, Fault::NotALink, "");
        row("scheme only", "filetracker:", Fault::NotALink, "");
        row("a host", "filetracker://host/?root=" + Root, Fault::NotALink, "");
        row("four slashes", "filetracker:////?root=" + Root, Fault::NotALink, "");
        row("nothing behind", "filetracker:?", Fault::BadText, "");
        row("too long", Start + "&x=" + QByteArray(FileLink::MaxLength, 'x'), Fault::TooLong, "");
        row("no root", "filetracker:?size=1", Fault::MissingRoot, "root");
        row("short root", "filetracker:?root=abc", Fault::BadValue, "root");
        row("no digits", "filetracker:?root=" + QByteArray(64, 'g'), Fault::BadValue, "root");
        row("space at the end", Start + ' ', Fault::BadText, "");
        row("line feed", Start + '\n', Fault::BadText, "");
        row("NUL", Start + '\0', Fault::BadText, "");
        row("override", Start + "&name=\xe2\x80\xae", Fault::BadText, "");
        row("fragment", Start + "#part", Fault::BadText, "");
        row("bracket", Start + ">", Fault::BadText, "");
        more("empty part", "", Fault::BadText, "");
        more("no value", "name", Fault::BadText, "");
        more("no key", "=x", Fault::BadText, "");
        more("key in capitals", "Size=1", Fault::BadText, "");
        more("long key", "abcdefghijklmnopqrstuvwxyzabcdefg=1", Fault::BadText, "");
        row("root twice", Start + "&root=" + Root, Fault::DuplicateKey, "root");
        more("unknown key twice", "x=1&x=1", Fault::DuplicateKey, "x");
        more("escape cut", "name=a%2", Fault::BadEscape, "name");
        more("escape alone", "name=%", Fault::BadEscape, "name");
        more("escape without digits", "x=%zz", Fault::BadEscape, "x");
        more("size empty", "size=", Fault::BadValue, "size");
        more("size signed", "size=-1", Fault::BadValue, "size");
        more("size with zero in front", "size=01", Fault::BadValue, "size");
        more("size too large", "size=9007199254740993", Fault::BadValue, "size");
        more("size beyond 64 bits", "size=99999999999999999999", Fault::BadValue, "size");
        more("name leads out", "name=../../etc/passwd", Fault::BadValue, "name");
        more("name leads out, escaped", "name=%2e%2e%2fx", Fault::BadValue, "name");
        more("name absolute", "name=/etc/passwd", Fault::BadValue, "name");
        more("name not UTF-8", "name=%ff", Fault::BadValue, "name");
        more("name with NUL", "name=a%00b", Fault::BadValue, "name");
        more("name empty", "name=", Fault::BadValue, "name");
        more("md5 short", "md5=9001", Fault::BadValue, "md5");
        more("tracker empty", "tracker=", Fault::BadValue, "tracker");
        more("tracker not UTF-8", "tracker=%ff", Fault::BadValue, "tracker");
        more("tracker with a space", "tracker=a%20b", Fault::BadValue, "tracker");
        more("tracker without number", "tracker=a:b", Fault::BadValue, "tracker");
        more("tracker at port 0", "tracker=a:0", Fault::BadValue, "tracker");
    }
    void refuses()
    {
        QFETCH(QByteArray, text);
        const auto link = parse(text);
        QVERIFY(!link);
        QTEST(link.error().fault, "fault");
        QTEST(link.error().key, "key");
    }

    void everythingCutOffIsRefusedOrALinkOfTheSameContent()
    {
        const QString whole = full().toString();
        for (qsizetype length = 0; length < whole.size(); ++length) {
            const auto link = FileLink::parse(whole.first(length));
            QVERIFY(!link || link->root == full().root);
        }
    }

    void whatIsTakenIsWrittenAndTakenAgainWhateverIsThrownIn()
    {
        QRandomGenerator random{7}; // NOLINT(cert-msc51-cpp): the same on every run
        const QString whole = full().toString();
        for (int round = 0; round < 20'000; ++round) {
            QString text = whole;
            for (auto changes = random.bounded(1, 4); changes > 0; --changes) {
                const auto at = random.bounded(static_cast<int>(text.size()));
                text[at] = QChar{random.bounded(0x20, 0x80)};
            }
            const auto link = FileLink::parse(text);
            if (!link)
                continue;
            const auto again = FileLink::parse(link->toString());
            QVERIFY2(again && *again == *link, qPrintable(text));
        }
    }

    void tellsWhatMeansToBeALink()
    {
        QVERIFY(FileLink::isMeant(QStringLiteral("FILETRACKER:nonsense")));
        QVERIFY(!FileLink::isMeant(QStringLiteral("/home/ada/filetracker:")));
    }
};

QTEST_APPLESS_MAIN(TestFileLink)
#include "tst_filelink.moc"
