#include "common/console/report.h"
#include "peer-gui/shell/integrityreports.h"

#include <QJsonArray>
#include <QTest>

using namespace ft;
using namespace ft::engine;
using namespace ft::shell;

namespace {

FileDamage damage()
{
    return {QStringLiteral("docs/a"),
            QStringLiteral("/share/docs/a"),
            5'000,
            3,
            {{0, 1'000}, {2'000, 500}}};
}

QString lineOf(const QJsonObject &object)
{
    return console::toJsonLine(object);
}

} // namespace

class TstIntegrityReports : public QObject
{
    Q_OBJECT

private slots:
    void namesDamagedBytes()
    {
        QCOMPARE(sentenceOf(damage()),
                 QStringLiteral(
                     "damaged: docs/a: 3 pieces of its bytes changed on the disk, though "
                     "nobody wrote to it (bytes 0-999, 2000-2499); it is not offered "
                     "any more, `repair docs/a` fetches them"));
        QCOMPARE(lineOf(objectOf(damage())),
                 QStringLiteral(R"({"event":"damaged","name":"docs/a","path":"/share/docs/a",)"
                                R"("pieces":3,"ranges":[[0,999],[2000,2499]],"size":5000})"));
    }

    void namesOnlySomeOfManyRanges()
    {
        FileDamage many = damage();
        many.ranges.assign(9, {7, 1});
        QVERIFY(sentenceOf(many).contains(QStringLiteral(" 7-7, 7-7, ...)")));
        QCOMPARE(objectOf(many).value(QStringLiteral("ranges")).toArray().size(), 9);
    }

    void tellsTheEndOfACheck_data()
    {
        QTest::addColumn<int>("damaged");
        QTest::addColumn<int>("skipped");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("sound") << 0 << 0 << QStringLiteral("checked 2 files (9 bytes): all sound");
        QTest::newRow("damaged") << 1 << 0
                                 << QStringLiteral("checked 2 files (9 bytes): 1 damaged");
        QTest::newRow("skipped")
            << 0 << 1
            << QStringLiteral("checked 2 files (9 bytes): all sound; 1 file changed meanwhile");
    }
    void tellsTheEndOfACheck()
    {
        QFETCH(int, damaged);
        QFETCH(int, skipped);
        QFETCH(QString, sentence);
        CheckNews news;
        news.isOver = true;
        news.files = 2;
        news.bytes = 9;
        news.damaged = static_cast<std::uint64_t>(damaged);
        news.skipped = static_cast<std::uint64_t>(skipped);
        QCOMPARE(sentenceOf(news), sentence);
        QCOMPARE(objectOf(news).value(QStringLiteral("damaged")).toInt(), damaged);
    }

    void tellsWhatARepairTookAndFromWhom()
    {
        TransferSource useful;
        useful.host = HostName::parse("ann");
        useful.bytes = 10;
        TransferSource useless;
        useless.host = HostName::parse("ben");
        const RepairReport report{
            QStringLiteral("a"), QStringLiteral("/share/a"), 1, 10, {useful, useless}};
        QCOMPARE(sentenceOf(report),
                 QStringLiteral("repaired a -> /share/a (1 piece, 10 bytes from ann)"));
        QCOMPARE(lineOf(objectOf(report)),
                 QStringLiteral(R"({"event":"repaired","name":"a","path":"/share/a",)"
                                R"("peers":["ann"],"pieces":1,"received":10})"));
    }
};

QTEST_APPLESS_MAIN(TstIntegrityReports)
#include "tst_integrityreports.moc"
