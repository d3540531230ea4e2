#include "peer-gui/models/fuzzymatch.h"

#include <QTest>

using ft::models::FuzzyMatch;

class TestFuzzyMatch final : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void finds_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("text");
        QTest::newRow("nothing typed") << QString{} << QStringLiteral("Pause");
        QTest::newRow("the start") << QStringLiteral("pau") << QStringLiteral("Pause");
        QTest::newRow("a word behind") << QStringLiteral("fold") << QStringLiteral("Open folder");
        QTest::newRow("within a word") << QStringLiteral("older") << QStringLiteral("Open folder");
        QTest::newRow("letters in order") << QStringLiteral("opf") << QStringLiteral("Open folder");
        QTest::newRow("several words, any order")
            << QStringLiteral("fold op") << QStringLiteral("Open folder");
        QTest::newRow("accents left out")
            << QStringLiteral("hoan tac") << QStringLiteral("Hoàn tác");
        QTest::newRow("accents typed") << QStringLiteral("Ö") << QStringLiteral("Öffnen");
    }
    void finds()
    {
        QFETCH(QString, typed);
        QFETCH(QString, text);
        QVERIFY(FuzzyMatch{typed}.score(text));
    }

    void passesBy_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::newRow("letters in another order") << QStringLiteral("fpo");
        QTest::newRow("a letter that is not there") << QStringLiteral("z");
        QTest::newRow("two letters in order") << QStringLiteral("of");
        QTest::newRow("one word of two") << QStringLiteral("open share");
    }
    void passesBy()
    {
        QFETCH(QString, typed);
        QVERIFY(!FuzzyMatch{typed}.score(QStringLiteral("Open folder")));
    }

    void theBetterMatchComesFirst()
    {
        const FuzzyMatch match{QStringLiteral("rem")};
        const QStringList bestFirst{QStringLiteral("Remove"),
                                    QStringLiteral("To remember"),
                                    QStringLiteral("Theorem"),
                                    QStringLiteral("Reset my")};
        for (qsizetype i = 1; i < bestFirst.size(); ++i)
            QVERIFY(match.score(bestFirst[i - 1]) > match.score(bestFirst[i]));
    }

    void whatStandsAsideIsWorthLess()
    {
        const FuzzyMatch match{QStringLiteral("search")};
        const auto aside = match.score(QStringLiteral("Download"), QStringLiteral("Search"));
        QVERIFY(aside);
        QVERIFY(match.score(QStringLiteral("Search")) > aside);
    }
};

QTEST_APPLESS_MAIN(TestFuzzyMatch)
#include "tst_fuzzymatch.moc"
