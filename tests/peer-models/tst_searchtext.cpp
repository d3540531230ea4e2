#include "peer-gui/models/searchtext.h"

#include <QLocale>
#include <QTest>

using namespace ft::models;

class TestSearchText final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale{QLocale::English}); }

    void countsWhatWasFound_data()
    {
        QTest::addColumn<SearchCount>("count");
        QTest::addColumn<QString>("text");
        QTest::newRow("one") << SearchCount{1, 1, 1, 1, false, false, false}
                             << u"1 file, 1 record"_qs;
        QTest::newRow("many") << SearchCount{2'000, 3'000, 2'000, 3'000, false, false, false}
                              << u"2,000 files, 3,000 records"_qs;
        QTest::newRow("not all of it") << SearchCount{2, 3, 2, 9'000, false, false, false}
                                       << u"2 files, 3 records, of 9,000 in all"_qs;
        QTest::newRow("filtered") << SearchCount{5, 6, 2, 6, false, false, false}
                                  << u"2 of 5 files, 6 records"_qs;
        QTest::newRow("too broad")
            << SearchCount{2, 3, 2, 90, true, false, false}
            << u"2 files, 3 records, of at least 90: the search was too broad to be finished"_qs;
        QTest::newRow("exact names")
            << SearchCount{1, 2, 1, 2, false, true, false}
            << u"1 file, 2 records; this tracker finds exact names only"_qs;
        QTest::newRow("coming") << SearchCount{1, 1, 1, 5, false, false, true}
                                << u"1 file, 1 record, of 5 in all – more is coming…"_qs;
    }
    void countsWhatWasFound()
    {
        QFETCH(SearchCount, count);
        QTEST(describe(count), "text");
    }

    void putsTypesIntoAQuery_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("types");
        QTest::addColumn<QString>("result");
        QTest::newRow("none before") << u"a b"_qs << u"image"_qs << u"a b type:image"_qs;
        QTest::newRow("others before")
            << u"type:pdf a ext:txt"_qs << u"image"_qs << u"a type:image"_qs;
        QTest::newRow("away with them") << u"a type:pdf"_qs << QString{} << u"a"_qs;
        QTest::newRow("nothing else") << QString{} << u"video"_qs << u"type:video"_qs;
        QTest::newRow("no query") << u"\"a"_qs << u"video"_qs << u"\"a type:video"_qs;
    }
    void putsTypesIntoAQuery()
    {
        QFETCH(QString, query);
        QFETCH(QString, types);
        QTEST(withTypes(query, types), "result");
    }

    void readsTypesFromAQuery()
    {
        QCOMPARE(typesOf(QStringLiteral("a type:image,video b")), QStringLiteral("image,video"));
        QCOMPARE(typesOf(QStringLiteral("a -type:image")), QString{});
        QCOMPARE(typesOf(QStringLiteral("\"a")), QString{});
    }
};

QTEST_APPLESS_MAIN(TestSearchText)
#include "tst_searchtext.moc"
