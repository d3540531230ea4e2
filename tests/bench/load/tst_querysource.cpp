#include "tests/bench/load/querysource.h"

#include <QTest>

#include <set>

using namespace ft::bench;

class TstQuerySource : public QObject
{
    Q_OBJECT

private slots:
    void namesAreAllDifferentAndNeedNoEscape()
    {
        const NameTable names{5'000};
        std::set<std::string_view> seen;
        for (std::uint32_t i = 0; i < names.size(); ++i) {
            seen.insert(names.name(i));
            QVERIFY(names.name(i).find_first_of("%,<>\n/") == std::string_view::npos);
        }
        QCOMPARE(seen.size(), std::size_t{5'000});
    }

    void asksEveryNameOncePerRound()
    {
        const NameTable names{1'000};
        QuerySource queries{names, 0};
        for (int round = 0; round < 2; ++round) {
            std::set<std::uint32_t> asked;
            for (int i = 0; i < 1'000; ++i)
                asked.insert(queries.next().name);
            QCOMPARE(asked.size(), std::size_t{1'000});
        }
    }

    void mixesInTheShareOfMissingOnes_data()
    {
        QTest::addColumn<unsigned>("percent");
        for (const unsigned percent : {0U, 10U, 50U, 100U})
            QTest::addRow("%u percent", percent) << percent;
    }
    void mixesInTheShareOfMissingOnes()
    {
        QFETCH(unsigned, percent);
        const NameTable names{100};
        QuerySource queries{names, percent};
        int missing = 0;
        for (int i = 0; i < 10'000; ++i)
            missing += queries.next().missing ? 1 : 0;
        QVERIFY(std::abs(missing - static_cast<int>(percent) * 100) <= 200);
    }
};

QTEST_APPLESS_MAIN(TstQuerySource)
#include "tst_querysource.moc"
