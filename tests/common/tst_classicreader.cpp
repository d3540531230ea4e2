#include "common/base/overloaded.h"
#include "common/protocol/classic/classicreader.h"

#include <QStringList>
#include <QTest>

using namespace ft;
using namespace ft::protocol;

namespace {

constexpr const char *Record = "<a.txt, txt, 12, 05/11/26, 10.0.0.4, 4000>";

QString told(const ClassicMessage &message)
{
    return std::visit(
        Overloaded{[](const ClassicHello &) { return QStringLiteral("hello"); },
                   [](const ClassicBye &) { return QStringLiteral("bye"); },
                   [](const ClassicRecords &all) {
                       return QStringLiteral("%1 records").arg(all.records.size());
                   },
                   [](const ClassicSearch &search) {
                       return QStringLiteral("search[%1]%2")
                           .arg(QString::fromUtf8(search.name),
                                search.isSpaced ? QStringLiteral(" spaced") : QString{});
                   },
                   [](const ClassicDownload &download) {
                       return QStringLiteral("download[%1][%2][%3]%4")
                           .arg(QString::fromUtf8(download.name), QString::fromUtf8(download.type))
                           .arg(download.size)
                           .arg(download.isSpaced ? QStringLiteral(" spaced") : QString{});
                   }},
        message);
}

/// Everything that is over; an error as `!token`.
QStringList readAll(ClassicReader &reader, bool isOver)
{
    QStringList all;
    while (true) {
        const auto message = reader.next(isOver);
        if (!message) {
            all << u'!' + QString::fromLatin1(wireCode(message.error().fault));
            return all;
        }
        if (!*message)
            return all;
        all << told(**message);
    }
}

QStringList list(const char *words)
{
    return QString::fromUtf8(words).split(u';', Qt::SkipEmptyParts);
}

} // namespace

class TstClassicReader : public QObject
{
    Q_OBJECT

private:
    static void rows()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QStringList>("certain"); // before the sender is silent
        QTest::addColumn<QStringList>("last"); // and then
        const auto row = [](const char *name,
                            const QByteArray &bytes,
                            const char *certain,
                            const char *last = "") {
            QTest::newRow(name) << bytes << list(certain) << list(last);
        };
        row("hello", "HELLO", "hello");
        row("hello with a line end", "HELLO\r\n", "hello");
        row("bye", "BYE", "bye");
        row("nothing", "", "");
        row("only blanks", " \r\n ", "");
        row("search", "SEARCH: a b.txt", "", "search[a b.txt] spaced");
        row("search without a space", "SEARCH:a.txt", "", "search[a.txt]");
        row("search without a colon", "SEARCHa.txt", "", "search[a.txt]");
        row("search without a colon, spaced", "SEARCH a.txt", "", "search[a.txt] spaced");
        row("search in a line", "SEARCH: a.txt\n", "search[a.txt] spaced");
        row("two searches in lines",
            "SEARCH: a\nSEARCH: b",
            "search[a] spaced",
            "search[b] spaced");
        row("search for BYE", "SEARCH: BYE", "", "search[BYE] spaced");
        row("search for nothing", "SEARCH: ", "", "!bad-value");
        row("search for a control", "SEARCH: a\tb", "", "!bad-value");
        row("download", "DOWNLOAD: a.txt, txt, 12", "", "download[a.txt][txt][12] spaced");
        row("download without spaces", "DOWNLOAD:a.txt,txt,12", "", "download[a.txt][txt][12]");
        row("download with commas",
            "DOWNLOAD: a, b.txt, text/plain, 12",
            "",
            "download[a, b.txt][text/plain][12] spaced");
        row("download of no size", "DOWNLOAD: a, txt, big", "", "!bad-value");
        row("download of too little", "DOWNLOAD: a, 12", "", "!missing-field");
        row("records", QByteArray{Record} + Record, "", "2 records");
        row("records over lines", QByteArray{Record} + "\r\n" + Record + '\n', "", "2 records");
        row("hello and records", QByteArray{"HELLO"} + Record, "hello", "1 records");
        row("hello, records and a search",
            QByteArray{"HELLO\n"} + Record + "\nSEARCH: a",
            "hello;1 records",
            "search[a] spaced");
        row("records and bye", QByteArray{Record} + "BYE", "1 records;bye");
        row("records that break off", QByteArray{Record} + "<a, txt", "", "!malformed");
        row("hello and bye", "HELLOBYE", "hello;bye");
        row("start of a verb", "DOWNLO", "", "!unknown-verb");
        row("garbage", QByteArray::fromHex("00ff1003"), "!unknown-verb", "!unknown-verb");
        row("another protocol", "GET / HTTP/1.1\r\n\r\n", "!unknown-verb", "!unknown-verb");
    }

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void cutsMessages_data() { rows(); }
    void cutsMessages()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QStringList, certain);
        QFETCH(QStringList, last);
        ClassicReader reader;
        reader.append(bytes);
        QCOMPARE(readAll(reader, false), certain);
        QCOMPARE(readAll(reader, true), last);
    }

    void cutsTheSameWhenEachByteComesAlone_data() { rows(); }
    void cutsTheSameWhenEachByteComesAlone()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QStringList, certain);
        QFETCH(QStringList, last);
        ClassicReader reader;
        QStringList all;
        for (const char c : bytes) {
            reader.append(QByteArrayView{&c, 1});
            all << readAll(reader, false);
            if (!all.isEmpty() && all.last().startsWith(u'!'))
                break;
        }
        QCOMPARE(all, certain);
        QCOMPARE(readAll(reader, true), last);
    }

    void takesAListOverManySegments()
    {
        ClassicReader reader;
        constexpr int Records = 5'000;
        for (int i = 0; i < Records; ++i) {
            reader.append(QByteArrayView{Record});
            QVERIFY(!*reader.next(false));
        }
        QCOMPARE(readAll(reader, true), QStringList{QStringLiteral("5000 records")});
        QVERIFY(!reader.isInMessage());
    }

    void doesNotTakeMoreThanItsLimit()
    {
        ClassicReader reader;
        reader.append(QByteArray{"SEARCH: "}.leftJustified(ClassicReader::MaxMessage + 1, 'x'));
        QCOMPARE(readAll(reader, false), QStringList{QStringLiteral("!too-long")});
    }

    void looksAtEachByteOnce()
    {
        ClassicReader reader;
        reader.append(QByteArrayView{Record});
        // Looking at all of it for each would take minutes.
        for (int i = 0; i < 1'000'000; ++i) {
            reader.append(QByteArrayView{" "});
            QVERIFY(!*reader.next(false));
        }
        QCOMPARE(readAll(reader, true), QStringList{QStringLiteral("1 records")});
    }
};

QTEST_APPLESS_MAIN(TstClassicReader)
#include "tst_classicreader.moc"
