#include "tests/bench/load/nametable.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace ft::bench;

class TstPathMaker : public QObject
{
    Q_OBJECT

private:
    static constexpr std::uint32_t Count = 20'000;

    PathMaker m_paths;
    NameTable m_names{m_paths, Count};

private slots:
    void makesTheSamePathsEveryTime()
    {
        const PathMaker again;
        for (std::uint32_t number = 0; number < Count; ++number) {
            std::string path;
            again.append(path, number);
            QVERIFY(path == m_names.path(number));
        }
    }

    void namesAreAllDifferentAndNeedNoEscape()
    {
        std::set<std::string_view> seen;
        for (std::uint32_t number = 0; number < Count; ++number) {
            const auto path = m_names.path(number);
            seen.insert(fileName(path));
            QVERIFY(path.find_first_of("%,<>=\n\r") == std::string_view::npos);
            QVERIFY(std::count(path.begin(), path.end(), '/') <= 1);
        }
        QCOMPARE(seen.size(), std::size_t{Count});
    }

    void pathsAreAsLongAsThoseOfPeople()
    {
        std::size_t bytes = 0;
        int usual = 0;
        for (std::uint32_t number = 0; number < Count; ++number) {
            const auto size = m_names.path(number).size();
            bytes += size;
            usual += size >= 25 && size <= 45 ? 1 : 0;
        }
        QCOMPARE_GE(bytes / Count, std::size_t{32});
        QCOMPARE_LE(bytes / Count, std::size_t{40});
        QCOMPARE_GE(usual, static_cast<int>(Count * 7 / 10));
    }

    void wordsOccurAsOftenAsZipfSays_data()
    {
        QTest::addColumn<QByteArray>("letters");
        QTest::addColumn<int>("least"); // of 10,000 paths
        QTest::addColumn<int>("most");
        QTest::newRow("most frequent word") << QByteArray{"eport"} << 50 << 200;
        QTest::newRow("hundredth word") << QByteArray{"nsura"} << 10 << 100;
        QTest::newRow("nowhere") << QByteArray{"qqqqq"} << 0 << 0;
    }
    void wordsOccurAsOftenAsZipfSays()
    {
        QFETCH(QByteArray, letters);
        int count = 0;
        for (std::uint32_t number = 0; number < Count; ++number)
            count += m_names.path(number).find(letters.toStdString()) != std::string_view::npos;
        const int share = count / static_cast<int>(Count / 10'000);
        QFETCH(int, least);
        QFETCH(int, most);
        QCOMPARE_GE(share, least);
        QCOMPARE_LE(share, most);
    }
};

QTEST_APPLESS_MAIN(TstPathMaker)
#include "tst_pathmaker.moc"
