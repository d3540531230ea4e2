#include "peer-gui/models/searchresultsmodel.h"
#include "tests/peer-models/sampledata.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace ft;
using namespace ft::models;

namespace {

SourceRecord record(const char *name, const char *host = "kim", std::uint64_t size = 1)
{
    return sample::record(sample::file(name, "text/plain", size), host, "10.0.0.1:1");
}

protocol::Gone gone(const char *name, const char *host = "kim")
{
    return {*SharedPath::parse(name), *HostName::parse(host)};
}

/// A model that holds a, b and c of one peer.
struct Shown
{
    SearchResultsModel model{HostName::nearest(QStringLiteral("me"))};
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};

    Shown() { model.replace({record("a"), record("b"), record("c")}); }

    [[nodiscard]] QString names() const
    {
        QStringList names;
        for (int row = 0; row < model.rowCount(); ++row)
            names << model.record(row).file.path.toString();
        return names.join(u' ');
    }
};

} // namespace

class TestLiveResults final : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void putsWhatComesBehindWhatIsThere()
    {
        Shown shown;
        QCOMPARE(shown.model.put({record("d"), record("a", "other"), record("d")}), 2);
        QCOMPARE(shown.names(), QStringLiteral("a b c d a"));
    }

    void replacesWhatChanged()
    {
        Shown shown;
        QSignalSpy changed{&shown.model, &QAbstractItemModel::dataChanged};
        QCOMPARE(shown.model.put({record("b", "KIM", 99)}), 0);
        QCOMPARE(shown.model.record(1).file.size, std::uint64_t{99});
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed[0][0].toModelIndex().row(), 1);
    }

    void removesWhatGoes()
    {
        Shown shown;
        QCOMPARE(shown.model.remove({gone("a"), gone("c", "Kim"), gone("x"), gone("b", "other")}),
                 2);
        QCOMPARE(shown.names(), QStringLiteral("b"));
        QCOMPARE(shown.model.remove({gone("b"), gone("b")}), 1);
        QCOMPARE(shown.names(), QString{});
    }

    void keepsRowsThatStayWhenAskedAgain()
    {
        Shown shown;
        QSignalSpy reset{&shown.model, &QAbstractItemModel::modelReset};
        const QPersistentModelIndex b = shown.model.index(1, 0);
        shown.model.reconcile({record("d"), record("b"), record("c", "kim", 7)});
        QCOMPARE(shown.names(), QStringLiteral("b c d"));
        QCOMPARE(b.row(), 0);
        QCOMPARE(reset.size(), 0);
        QCOMPARE(shown.model.record(1).file.size, std::uint64_t{7});
    }

    void sortsWhatCameAndWent()
    {
        Shown shown;
        QCOMPARE_LT(shown.model.compare(SearchResultsModel::Name, 0, 2), 0);
        shown.model.remove({gone("a")});
        shown.model.put({record("A0")});
        QCOMPARE_GT(shown.model.compare(SearchResultsModel::Name, 0, 2), 0);
    }
};

QTEST_GUILESS_MAIN(TestLiveResults)
#include "tst_liveresults.moc"
