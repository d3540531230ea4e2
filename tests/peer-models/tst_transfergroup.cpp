#include "peer-gui/models/transfergroup.h"

#include <QTest>

using namespace ft;
using namespace ft::models;
using engine::TransferState;

class TestTransferGroup final : public QObject
{
    Q_OBJECT

private slots:
    void everyStateIsInAllAndInOneMore()
    {
        for (int state = 0; state <= static_cast<int>(TransferState::Canceled); ++state) {
            const auto groups = std::count_if(TransferGroups.begin(),
                                              TransferGroups.end(),
                                              [state](TransferGroup group) {
                                                  return isIn(group,
                                                              static_cast<TransferState>(state));
                                              });
            QCOMPARE(groups, 2);
            QVERIFY(isIn(TransferGroup::All, static_cast<TransferState>(state)));
        }
    }

    void whatWaitsIsNotActive()
    {
        QVERIFY(isIn(TransferGroup::Waiting, TransferState::Queued));
        QVERIFY(!isIn(TransferGroup::Active, TransferState::Queued));
        QVERIFY(isIn(TransferGroup::Active, TransferState::Transferring));
    }

    void allCountsEverything()
    {
        const words::TransferCounts counts{1, 2, 3, 4, 5, 6};
        QCOMPARE(countOf(TransferGroup::All, counts), 21U);
        QCOMPARE(countOf(TransferGroup::Canceled, counts), 6U);
    }

    void everyGroupHasItsName()
    {
        QSet<QString> names;
        for (const TransferGroup group : TransferGroups)
            names << nameOf(group);
        QCOMPARE(names.size(), static_cast<qsizetype>(TransferGroups.size()));
        QVERIFY(!names.contains(QString{}));
    }

    void aNameHasAllTheWords_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<bool>("has");
        QTest::newRow("none asked for") << QStringList{} << true;
        QTest::newRow("other case") << QStringList{u"DEBIAN"_qs} << true;
        QTest::newRow("any order") << QStringList{u"iso"_qs, u"deb"_qs} << true;
        QTest::newRow("one is missing") << QStringList{u"deb"_qs, u"zip"_qs} << false;
    }
    void aNameHasAllTheWords()
    {
        QFETCH(QStringList, words);
        QTEST(hasWords(QStringLiteral("mirror/Debian 12.iso"), words), "has");
    }
};

QTEST_APPLESS_MAIN(TestTransferGroup)
#include "tst_transfergroup.moc"
