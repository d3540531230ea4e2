#include "tests/bench/load/querysource.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace ft::bench;

class TstQuerySource : public QObject
{
    Q_OBJECT

private:
    PathMaker m_paths;
    NameTable m_names{m_paths, 1'000};

    [[nodiscard]] QuerySource source(const char *mix) const
    {
        return {m_names, *QueryMix::parse(QString::fromUtf8(mix))};
    }

private slots:
    void asksEveryNameOncePerRound()
    {
        auto queries = source("exact=90,missing=10");
        for (int round = 0; round < 2; ++round) {
            std::set<std::uint32_t> asked;
            for (int i = 0; i < 1'000; ++i)
                asked.insert(queries.next().number);
            QCOMPARE(asked.size(), std::size_t{1'000});
        }
    }

    void asksForNamesWithoutTheirFolder()
    {
        auto queries = source("exact=1");
        for (int i = 0; i < 1'000; ++i) {
            const Query query = queries.next();
            const auto path = m_names.path(query.number);
            QVERIFY(queries.textOf(query) == fileName(path));
            QVERIFY(queries.isAnswer(query, path));
            QVERIFY(!queries.isAnswer(query, m_names.path((query.number + 1) % m_names.size())));
        }
    }

    void asksForFiveLettersOfAName()
    {
        auto queries = source("substring=1");
        for (int i = 0; i < 1'000; ++i) {
            const Query query = queries.next();
            const std::string text{queries.textOf(query)};
            QCOMPARE(text.size(), QuerySource::Letters);
            QVERIFY(std::all_of(text.begin(), text.end(), [](char c) {
                return std::isalpha(static_cast<unsigned char>(c)) != 0;
            }));
            QVERIFY(fileName(m_names.path(query.number)).find(text) != std::string_view::npos);
            QVERIFY(queries.isAnswer(query, m_names.path(query.number)));
            QVERIFY(
                queries.isAnswer(query, QByteArray::fromStdString(text).toUpper().toStdString()));
            QVERIFY(!queries.isAnswer(query, "x"));
        }
    }

    void takesARecordThatMatchesWithoutItsAccents()
    {
        auto queries = source("substring=1");
        const Query query = queries.next();
        std::string accented{queries.textOf(query)};
        accented.insert(2, "\u0301");
        QVERIFY(queries.isAnswer(query, accented));
    }

    void asksForNamesThatNobodyHas()
    {
        auto queries = source("missing=1");
        const Query query = queries.next();
        const std::string text{queries.textOf(query)};
        for (std::uint32_t number = 0; number < m_names.size(); ++number)
            QVERIFY(fileName(m_names.path(number)) != text);
        QVERIFY(!queries.isAnswer(query, m_names.path(query.number)));
    }
};

QTEST_APPLESS_MAIN(TstQuerySource)
#include "tst_querysource.moc"
