#include "peer-gui/engine/history/historyformats.h"

#include <QTest>

using namespace ft;
using namespace ft::engine;

namespace {

HistoryEntry least()
{
    HistoryEntry entry;
    entry.begun = std::chrono::sys_seconds{std::chrono::seconds{1'700'000'000}};
    entry.subject = QStringLiteral("a");
    entry.outcome = RequestOutcome::Done;
    return entry;
}

HistoryEntry full()
{
    HistoryEntry entry = least();
    entry.direction = RequestDirection::Served;
    entry.subject = QStringLiteral("a, \"b\".txt");
    entry.size = 1'048'576;
    entry.root = ContentHash{};
    entry.md5 = Md5Sum{};
    entry.peer = QStringLiteral("ann");
    entry.address = QStringLiteral("10.0.0.7");
    entry.transport = Transport::Udp;
    entry.bytes = 2'048;
    entry.duration = std::chrono::milliseconds{500};
    return entry;
}

} // namespace

class TstHistoryFormats : public QObject
{
    Q_OBJECT

private slots:
    void writesCsvByTheStandard()
    {
        QCOMPARE(csvHeader(),
                 QStringLiteral("time,direction,kind,name,size,root,md5,count,peer,address,port,"
                                "transport,bytes,seconds,rate,outcome,reason,detail,path\r"));
        QCOMPARE(csvLine(full()),
                 QStringLiteral("2023-11-14T22:13:20Z,served,download,\"a, \"\"b\"\".txt\",1048576,"
                                "0000000000000000000000000000000000000000000000000000000000000000,"
                                "00000000000000000000000000000000,,ann,10.0.0.7,,udp,2048,0.5,4096,"
                                "done,,,\r"));
    }

    void namesAreNoFormulas_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("field");
        QTest::newRow("equals sign") << QStringLiteral("=1+1") << QStringLiteral("'=1+1");
        QTest::newRow("plus") << QStringLiteral("+1") << QStringLiteral("'+1");
        QTest::newRow("minus") << QStringLiteral("-1") << QStringLiteral("'-1");
        QTest::newRow("at") << QStringLiteral("@SUM(1)") << QStringLiteral("'@SUM(1)");
        QTest::newRow("tab") << QStringLiteral("\t=1") << QStringLiteral("'\t=1");
        QTest::newRow("carriage return") << QStringLiteral("\r=1") << QStringLiteral("\"'\r=1\"");
        QTest::newRow("with a comma") << QStringLiteral("=a,b") << QStringLiteral("\"'=a,b\"");
        QTest::newRow("not at its beginning") << QStringLiteral("a=1") << QStringLiteral("a=1");
    }
    void namesAreNoFormulas()
    {
        QFETCH(QString, name);
        QFETCH(QString, field);
        HistoryEntry entry = least();
        entry.subject = name;
        const QString line = csvLine(entry);
        QVERIFY2(line.contains(QStringLiteral(",download,%1,,").arg(field)), qPrintable(line));
    }

    void leavesOutOfObjectsWhatIsNotKnown()
    {
        const QStringList keys{QStringLiteral("bytes"),
                               QStringLiteral("direction"),
                               QStringLiteral("kind"),
                               QStringLiteral("name"),
                               QStringLiteral("outcome"),
                               QStringLiteral("rate"),
                               QStringLiteral("seconds"),
                               QStringLiteral("time"),
                               QStringLiteral("transport")};
        QCOMPARE(objectOf(least()).keys(), keys);
    }
};

QTEST_APPLESS_MAIN(TstHistoryFormats)
#include "tst_historyformats.moc"
