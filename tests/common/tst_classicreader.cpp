#include "common/base/overloaded.h"
#include "common/protocol/classic/classicreader.h"

#include <QStringList>
#include <QTest>

using namespace ft;
using namespace ft::protocol;

namespace {

using Input = ClassicReader::Input;

constexpr const char *Record = "<a.txt, txt, 12, 05/11/26, 10.0.0.4, 4000>";
constexpr const char *Other = "<b.txt,txt,12,05/11/26,10.0.0.4,4000>";
const QByteArray Two = QByteArray{Record} + Other;

QString wordFor(const ClassicPrefix &prefix)
{
    return QString::fromLatin1(prefix.hasColon ? "" : " bare")
           + QString::fromLatin1(prefix.isSpaced ? " spaced" : "");
}

QString wordFor(const ClassicOffer &offer)
{
    QString separator = QStringLiteral("first");
    if (offer.separator)
        separator = u'"' + QString::fromLatin1(textOf(*offer.separator)) + u'"';
    return u"record[" + QString::fromUtf8(offer.record.name) + u"] "
           + separator.replace(u'\n', u'/') + QString::fromLatin1(offer.isSpaced ? " spaced" : "");
}

QString told(const ClassicMessage &message)
{
    return std::visit(Overloaded{[](const ClassicHello &) { return QStringLiteral("hello"); },
                                 [](const ClassicBye &) { return QStringLiteral("bye"); },
                                 [](const ClassicOffer &offer) { return wordFor(offer); },
                                 [](const ClassicSearch &search) {
                                     return QStringLiteral("search[%1]%2")
                                         .arg(QString::fromUtf8(search.name),
                                              wordFor(search.prefix));
                                 },
                                 [](const ClassicDownload &download) {
                                     return QStringLiteral("download[%1][%2][%3]")
                                         .arg(QString::fromUtf8(download.name),
                                              QString::fromUtf8(download.type))
                                         .arg(download.size);
                                 }},
                      message);
}

/// Everything that is over; an error as `!token`.
QStringList readAll(ClassicReader &reader, Input input)
{
    QStringList all;
    while (true) {
        const auto message = reader.next(input);
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
        QTest::addColumn<QStringList>("certain"); // as they come
        QTest::addColumn<QStringList>("silent"); // and then, when no more come
        QTest::addColumn<QStringList>("over"); // and then, when no more will
        const auto row = [](const char *name,
                            const QByteArray &bytes,
                            const char *certain,
                            const char *silent = "",
                            const char *over = "") {
            QTest::newRow(name) << bytes << list(certain) << list(silent) << list(over);
        };
        row("hello", "HELLO", "hello");
        row("hello with a line end", "HELLO\r\n", "hello");
        row("bye", "BYE", "bye");
        row("nothing", "", "");
        row("only blanks", " \r\n| ", "");
        row("search", "SEARCH: a b.txt", "", "search[a b.txt] spaced");
        row("search without a space", "SEARCH:a.txt", "", "search[a.txt]");
        row("search without a colon", "SEARCHa.txt", "", "search[a.txt] bare");
        row("search without a colon, spaced", "SEARCH a.txt", "", "search[a.txt] bare spaced");
        row("search in a line", "SEARCH: a.txt\n", "search[a.txt] spaced");
        row("two searches in lines",
            "SEARCH: a\nSEARCH: b",
            "search[a] spaced",
            "search[b] spaced");
        row("search for BYE", "SEARCH: BYE", "", "search[BYE] spaced");
        row("search whose name is to come", "SEARCH: ", "", "", "search[] spaced");
        row("search for nothing", "SEARCH:\n", "search[]");
        row("search for a control", "SEARCH: a\tb", "", "search[a\tb] spaced");
        row("download", "DOWNLOAD: a.txt, txt, 12", "", "download[a.txt][txt][12]");
        row("download without spaces", "DOWNLOAD:a.txt,txt,12", "", "download[a.txt][txt][12]");
        row("download with commas",
            "DOWNLOAD: a, b.txt, text/plain, 12",
            "",
            "download[a, b.txt][text/plain][12]");
        row("download of no size", "DOWNLOAD: a, txt, big", "", "", "!bad-value");
        row("download whose size is to come", "DOWNLOAD: a, txt, ", "", "", "!missing-field");
        row("download of too little", "DOWNLOAD: a, 12", "", "", "!missing-field");
        row("record", Record, "record[a.txt] first spaced");
        row("records", Two, "record[a.txt] first spaced;record[b.txt] \"\"");
        row("records over lines",
            QByteArray{Record} + "\r\n" + Other + '\n',
            "record[a.txt] first spaced;record[b.txt] \"/\"");
        row("records with bars",
            QByteArray{Record} + " | " + Other,
            "record[a.txt] first spaced;record[b.txt] \"|\"");
        row("hello, records and a search",
            "HELLO\n" + Two + "\nSEARCH: a",
            "hello;record[a.txt] first spaced;record[b.txt] \"\"",
            "search[a] spaced");
        row("lists with something between",
            QByteArray{Record} + "HELLO" + Other,
            "record[a.txt] first spaced;hello;record[b.txt] first");
        row("a record that breaks off",
            Two + "<a, txt",
            "record[a.txt] first spaced;record[b.txt] \"\"");
        row("something else in brackets",
            "<a, b>\n" + Two,
            "record[a.txt] first spaced;record[b.txt] \"\"");
        row("a wrong field",
            "<a,txt,12 KB,05/11/26,10.0.0.4,4000>|" + Two,
            "record[a.txt] first spaced;record[b.txt] \"\"");
        row("a wrong field behind",
            Two + "<a,txt,big,05/11/26,10.0.0.4,4000>",
            "record[a.txt] first spaced;record[b.txt] \"\"");
        row("too much of something else",
            QByteArray{"<>"}.repeated(20),
            "!missing-field",
            "!missing-field",
            "!missing-field");
        row("text behind records",
            Two + "x",
            "record[a.txt] first spaced;record[b.txt] \"\";!unknown-verb",
            "!unknown-verb",
            "!unknown-verb");
        row("start of a verb", "DOWNLO", "", "", "!unknown-verb");
        row("hello and bye", "HELLOBYE", "hello;bye");
        row("garbage",
            QByteArray::fromHex("00ff1003"),
            "!unknown-verb",
            "!unknown-verb",
            "!unknown-verb");
        row("another protocol",
            "GET / HTTP/1.1\r\n\r\n",
            "!unknown-verb",
            "!unknown-verb",
            "!unknown-verb");
    }

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void cutsMessages_data() { rows(); }
    void cutsMessages()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QStringList, certain);
        QFETCH(QStringList, silent);
        QFETCH(QStringList, over);
        ClassicReader reader;
        reader.append(bytes);
        QCOMPARE(readAll(reader, Input::Open), certain);
        QCOMPARE(readAll(reader, Input::Silent), silent);
        QCOMPARE(readAll(reader, Input::Over), over);
        if (over.isEmpty() && silent == QStringList{})
            QVERIFY(!reader.isInMessage());
    }

    void cutsTheSameWhenEachByteComesAlone_data() { rows(); }
    void cutsTheSameWhenEachByteComesAlone()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QStringList, certain);
        QFETCH(QStringList, silent);
        ClassicReader reader;
        QStringList all;
        for (const char c : bytes) {
            reader.append(QByteArrayView{&c, 1});
            all << readAll(reader, Input::Open);
            if (!all.isEmpty() && all.last().startsWith(u'!'))
                break;
        }
        QCOMPARE(all, certain);
        QCOMPARE(readAll(reader, Input::Silent), silent);
    }

    void holdsNoMoreThanOneRecordOfALongList()
    {
        ClassicReader reader;
        for (int i = 0; i < 5'000; ++i) {
            reader.append(Record);
            QCOMPARE(readAll(reader, Input::Open).size(), 1);
            QVERIFY(!reader.isInMessage());
        }
    }

    void doesNotTakeMoreThanItsLimit()
    {
        ClassicReader reader;
        reader.append(QByteArray{"SEARCH: "}.leftJustified(ClassicReader::MaxMessage + 1, 'x'));
        QCOMPARE(readAll(reader, Input::Open), QStringList{QStringLiteral("!too-long")});
    }

    void looksAtEachByteOfALineOnce()
    {
        ClassicReader reader;
        reader.append("SEARCH: ");
        for (int i = 0; i < 4'000; ++i) {
            reader.append(" ");
            QVERIFY(!*reader.next(Input::Open));
        }
        QCOMPARE(readAll(reader, Input::Over), QStringList{QStringLiteral("search[] spaced")});
    }
};

QTEST_APPLESS_MAIN(TstClassicReader)
#include "tst_classicreader.moc"
