#include "peer-gui/models/searchresultsmodel.h"
#include "peer-gui/models/sortproxy.h"
#include "tests/peer-models/sampledata.h"

#include <QAbstractItemModelTester>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace ft;
using namespace ft::models;
using Mode = QAbstractItemModelTester::FailureReportingMode;
using Model = SearchResultsModel;

class TestSearchResultsModel final : public QObject
{
    Q_OBJECT

private:
    HostName m_self = HostName::nearest(QStringLiteral("me"));

    [[nodiscard]] static QStringList names(const QAbstractItemModel &model)
    {
        QStringList all;
        for (int row = 0; row < model.rowCount(); ++row)
            all << model.index(row, Model::Name).data().toString();
        return all;
    }

private slots:
    void initTestCase() { QLocale::setDefault(QLocale{QLocale::English}); }
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void showsARecordInItsColumns()
    {
        Model model{m_self};
        const QAbstractItemModelTester tester{&model, Mode::QtTest};
        model.replace({sample::record(sample::file("docs/a.pdf", "application/pdf", 52'344),
                                      "studio-a",
                                      "10.0.0.4:40112")});
        const auto text = [&model](int column) {
            return model.index(0, column).data().toString();
        };
        QCOMPARE(text(Model::Name), QStringLiteral("docs/a.pdf"));
        QCOMPARE(text(Model::Type), QStringLiteral("PDF document"));
        QCOMPARE(text(Model::Size), QStringLiteral("52.3 kB"));
        QVERIFY(text(Model::Modified).contains(u"2026"));
        QCOMPARE(text(Model::Peer), QStringLiteral("studio-a"));
        QCOMPARE(text(Model::Address), QStringLiteral("10.0.0.4:40112"));
        QCOMPARE(model.index(0, Model::Size).data(Model::SortRole).toULongLong(), 52'344U);
    }

    void everyColumnHasATitle()
    {
        const Model model{m_self};
        for (int column = 0; column < Model::ColumnCount; ++column)
            QVERIFY(
                !model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().isEmpty());
    }

    void appendsBehindAndReplacesWhole()
    {
        Model model{m_self};
        const QAbstractItemModelTester tester{&model, Mode::QtTest};
        const auto one = sample::record(sample::file("a", "text/plain", 1), "x", "10.0.0.1:1");
        const auto two = sample::record(sample::file("b", "text/plain", 2), "x", "10.0.0.1:1");
        QSignalSpy inserted{&model, &QAbstractItemModel::rowsInserted};
        model.append({one, two});
        model.append({});
        model.append({one});
        QCOMPARE(inserted.count(), 2);
        QCOMPARE(names(model), (QStringList{u"a"_qs, u"b"_qs, u"a"_qs}));
        model.replace({two});
        QCOMPARE(names(model), QStringList{u"b"_qs});
    }

    void sortsByRawValue_data()
    {
        QTest::addColumn<int>("column");
        QTest::addColumn<QStringList>("ascending");
        const auto row = [](const char *name, Model::Column column, QStringList ascending) {
            QTest::newRow(name) << int{column} << std::move(ascending);
        };
        // Names count numbers and ignore case; sizes and addresses go by value, not by text.
        row("name", Model::Name, {u"B2.txt"_qs, u"b10.txt"_qs, u"c.txt"_qs});
        row("size", Model::Size, {u"c.txt"_qs, u"b10.txt"_qs, u"B2.txt"_qs});
        row("modified", Model::Modified, {u"b10.txt"_qs, u"c.txt"_qs, u"B2.txt"_qs});
        row("peer", Model::Peer, {u"B2.txt"_qs, u"c.txt"_qs, u"b10.txt"_qs});
        row("address", Model::Address, {u"c.txt"_qs, u"b10.txt"_qs, u"B2.txt"_qs});
    }
    void sortsByRawValue()
    {
        QFETCH(int, column);
        Model model{m_self};
        SortProxy proxy{model};
        const QAbstractItemModelTester tester{&model, Mode::QtTest};
        const QAbstractItemModelTester proxyTester{&proxy, Mode::QtTest};
        auto b10 = sample::record(sample::file("b10.txt", "text/plain", 900), "zoe", "10.0.0.9:80");
        b10.file.modified -= std::chrono::hours{24 * 365};
        const auto b2 = sample::record(sample::file("B2.txt", "text/plain", 1'000'000),
                                       "adam",
                                       "10.0.0.10:80");
        auto c = sample::record(sample::file("c.txt", "text/plain", 80), "Bert", "10.0.0.9:9");
        c.file.modified -= std::chrono::seconds{1};
        model.replace({b10, b2, c});
        proxy.sort(column, Qt::AscendingOrder);
        QTEST(names(proxy), "ascending");
        proxy.sort(column, Qt::DescendingOrder);
        QStringList backwards = names(proxy);
        std::reverse(backwards.begin(), backwards.end());
        QTEST(backwards, "ascending");
    }

    void keepsTheOrderWhenRowsAreAdded()
    {
        Model model{m_self};
        SortProxy proxy{model};
        const QAbstractItemModelTester tester{&proxy, Mode::QtTest};
        proxy.sort(Model::Name, Qt::AscendingOrder);
        model.append({sample::record(sample::file("m", "text/plain", 1), "x", "10.0.0.1:1")});
        model.append({sample::record(sample::file("z", "text/plain", 1), "x", "10.0.0.1:1"),
                      sample::record(sample::file("a", "text/plain", 1), "x", "10.0.0.1:1")});
        QCOMPARE(names(proxy), (QStringList{u"a"_qs, u"m"_qs, u"z"_qs}));
    }

    void gathersTheSourcesOfOneContentAndLeavesOutTheOwn()
    {
        Model model{m_self};
        auto other = sample::file("other.txt", "text/plain", 5);
        other.root = sample::root(9);
        const auto same = sample::file("a.txt", "text/plain", 5);
        model.replace({sample::record(same, "one", "10.0.0.1:1"),
                       sample::record(other, "two", "10.0.0.2:1"),
                       sample::record(same, "ME", "10.0.0.3:1"),
                       sample::record(same, nullptr, "10.0.0.4:1")});
        QVERIFY(model.isOwn(2));
        const auto sources = model.sourcesOf(3);
        QCOMPARE(sources.size(), 2U);
        QCOMPARE(sources[0], model.record(3));
        QCOMPARE(sources[1], model.record(0));
    }

    void joinsPlainRecordsOfOneNameAndSizeOnly()
    {
        Model model{m_self};
        auto plain = sample::file("a.txt", "txt", 5);
        plain.root.reset();
        auto larger = plain;
        larger.size = 6;
        model.replace({sample::record(plain, nullptr, "10.0.0.1:1"),
                       sample::record(larger, nullptr, "10.0.0.2:1"),
                       sample::record(sample::file("a.txt", "txt", 5), "studio", "10.0.0.3:1"),
                       sample::record(plain, nullptr, "10.0.0.4:1")});
        const auto sources = model.sourcesOf(0);
        QCOMPARE(sources.size(), 2U);
        QCOMPARE(sources[1], model.record(3));
        QCOMPARE(model.index(0, Model::Peer).data().toString(), QStringLiteral("(plain)"));
    }

    void namesFromTheNetworkStayPlainInToolTips()
    {
        Model model{m_self};
        model.replace({sample::record(sample::file("<b>x", "text/plain", 5), "x", "10.0.0.1:1")});
        QVERIFY(
            model.index(0, Model::Name).data(Qt::ToolTipRole).toString().contains(u"&lt;b&gt;"));
    }
};

QTEST_GUILESS_MAIN(TestSearchResultsModel)
#include "tst_searchresultsmodel.moc"
