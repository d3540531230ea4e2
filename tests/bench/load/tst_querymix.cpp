#include "tests/bench/load/querymix.h"
#include "tests/bench/load/randomness.h"

#include <QTest>

using namespace ft::bench;

class TstQueryMix : public QObject
{
    Q_OBJECT

private slots:
    void drawsAsOftenAsTheWeightsSay_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("exact"); // of 10,000
        QTest::addColumn<int>("substring");
        QTest::newRow("one") << QStringLiteral("exact=1") << 10'000 << 0;
        QTest::newRow("two") << QStringLiteral("exact=90,missing=10") << 9'000 << 0;
        QTest::newRow("all") << QStringLiteral("missing=2,substring=1,exact=1") << 2'500 << 2'500;
        QTest::newRow("zero") << QStringLiteral("exact=0,substring=7") << 0 << 10'000;
    }
    void drawsAsOftenAsTheWeightsSay()
    {
        QFETCH(QString, text);
        QFETCH(int, exact);
        QFETCH(int, substring);
        const auto mix = QueryMix::parse(text);
        QVERIFY(mix);
        std::array<int, 3> counts{};
        for (std::uint64_t i = 0; i < 10'000; ++i)
            ++counts.at(static_cast<std::size_t>(mix->drawn(mixed(i))));
        QVERIFY(std::abs(counts[0] - exact) <= (exact % 10'000 == 0 ? 0 : 200));
        QVERIFY(std::abs(counts[1] - substring) <= (substring % 10'000 == 0 ? 0 : 200));
        QCOMPARE(mix->has(QueryKind::Exact), exact > 0);
        QCOMPARE(mix->has(QueryKind::Substring), substring > 0);
    }

    void refusesWhatIsNoMix_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : {"",
                                 "exact",
                                 "exact=",
                                 "=1",
                                 "exakt=1",
                                 "exact=-1",
                                 "exact=1,",
                                 "exact=1000001",
                                 "exact=0,missing=0"})
            QTest::newRow(text) << QString::fromUtf8(text);
    }
    void refusesWhatIsNoMix()
    {
        QFETCH(QString, text);
        QVERIFY(!QueryMix::parse(text));
    }
};

QTEST_APPLESS_MAIN(TstQueryMix)
#include "tst_querymix.moc"
