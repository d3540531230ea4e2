#include "peer-gui/models/searchresultsmodel.h"
#include "tests/peer-models/sampledata.h"

#include <QAbstractItemModelTester>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace ft;
using namespace ft::models;
using Mode = QAbstractItemModelTester::FailureReportingMode;
using Columns = ResultColumns;

namespace {

SourceRecord record(const char *path,
                    const char *host = "kim",
                    std::uint8_t content = 1,
                    std::uint64_t size = 5)
{
    auto file = sample::file(path, "text/plain", size);
    file.root = sample::root(content);
    return sample::record(file, host, "10.0.0.1:1");
}

protocol::Gone gone(const char *path, const char *host = "kim")
{
    return {*SharedPath::parse(path), *HostName::parse(host)};
}

/// A model under the eyes of a tester.
struct Shown
{
    Holdings holdings;
    SearchResultsModel model{HostName::nearest(QStringLiteral("me")), holdings};
    QAbstractItemModelTester tester{&model, Mode::Fatal};

    /// Waits for the work that is left.
    bool settle()
    {
        return QTest::qWaitFor([this] { return !model.isBusy(); });
    }
    bool put(std::vector<SourceRecord> records)
    {
        model.put(std::move(records));
        return settle();
    }
    [[nodiscard]] QString names(const QModelIndex &parent = {}, int column = Columns::Name) const
    {
        QStringList all;
        for (int row = 0; row < model.rowCount(parent); ++row)
            all << model.index(row, column, parent).data().toString();
        return all.join(u' ');
    }
    [[nodiscard]] QString text(int column) const
    {
        return model.index(0, column).data().toString();
    }
};

} // namespace

class TestSearchResultsModel final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale{QLocale::English}); }
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void showsAContentInItsColumns()
    {
        Shown shown;
        QVERIFY(shown.put({sample::record(
            sample::file("docs/a.pdf", "application/pdf", 52'344), "studio-a", "10.0.0.4:40112")}));
        QCOMPARE(shown.text(Columns::Name), QStringLiteral("a.pdf"));
        QCOMPARE(shown.text(Columns::Folder), QStringLiteral("docs"));
        QCOMPARE(shown.text(Columns::State), QStringLiteral("New"));
        QCOMPARE(shown.text(Columns::Type), QStringLiteral("PDF document"));
        QCOMPARE(shown.text(Columns::Size), QStringLiteral("52.3 kB"));
        QCOMPARE(shown.text(Columns::Sources), QStringLiteral("1"));
        QVERIFY(shown.text(Columns::Modified).contains(u"2026"));
        QCOMPARE(shown.text(Columns::Peer), QStringLiteral("studio-a"));
        QCOMPARE(shown.text(Columns::Address), QStringLiteral("10.0.0.4:40112"));
        const auto size = shown.model.index(0, Columns::Size);
        QCOMPARE(size.data(SearchResultsModel::SortRole).toULongLong(), 52'344U);
    }

    void everyColumnHasATitle()
    {
        const Shown shown;
        for (int column = 0; column < Columns::Count; ++column)
            QVERIFY(!shown.model.headerData(column, Qt::Horizontal, Qt::DisplayRole)
                         .toString()
                         .isEmpty());
    }

    void gathersRecordsOfOneContentBelowIt()
    {
        Shown shown;
        QVERIFY(shown.put({record("a", "kim"), record("x/b", "lea", 2), record("c", "lea")}));
        QCOMPARE(shown.names(), QStringLiteral("a b"));
        const auto content = shown.model.index(0, 0);
        QCOMPARE(shown.names(content), QStringLiteral("a c"));
        QCOMPARE(shown.names(content, Columns::Peer), QStringLiteral("kim lea"));
        QCOMPARE(content.siblingAtColumn(Columns::Sources).data().toInt(), 2);
        QCOMPARE(content.siblingAtColumn(Columns::Peer).data().toString(),
                 QStringLiteral("kim and 1 more"));
        QVERIFY(!shown.model.hasChildren(shown.model.index(1, 0)));
        QCOMPARE(shown.model.recordCount(), 3);
        QCOMPARE(shown.model.contentCount(), 2);
    }

    void keepsAWrongSizeApart()
    {
        Shown shown;
        QVERIFY(shown.put({record("a", "kim", 1, 5), record("a", "lea", 1, 6)}));
        QCOMPARE(shown.model.contentCount(), 2);
    }

    void joinsPlainRecordsOfOneNameAndSizeOnly()
    {
        Shown shown;
        auto plain = sample::file("a.txt", "txt", 5);
        plain.root.reset();
        auto larger = plain;
        larger.size = 6;
        QVERIFY(shown.put({sample::record(plain, nullptr, "10.0.0.1:1"),
                           sample::record(larger, nullptr, "10.0.0.2:1"),
                           sample::record(sample::file("a.txt", "txt", 5), "studio", "10.0.0.3:1"),
                           sample::record(plain, nullptr, "10.0.0.4:1")}));
        QCOMPARE(shown.model.contentCount(), 3);
        const auto sources = shown.model.sourcesOf(shown.model.index(0, 0));
        QCOMPARE(sources.size(), 2U);
        QCOMPARE(shown.text(Columns::Peer), QStringLiteral("(plain) and 1 more"));
    }

    void theRecordOfTheRowIsTheFirstSourceAndTheOwnIsNone()
    {
        Shown shown;
        QVERIFY(shown.put({record("a", "kim"), record("b", "ME"), record("c", "lea")}));
        const auto content = shown.model.index(0, 0);
        const auto third = shown.model.index(2, 0, content);
        const auto sources = shown.model.sourcesOf(third);
        QCOMPARE(sources.size(), 2U);
        QCOMPARE(sources[0], record("c", "lea"));
        QCOMPARE(sources[1], record("a", "kim"));
        QCOMPARE(content.siblingAtColumn(Columns::Sources).data().toInt(), 2);
        QCOMPARE(shown.names(content, Columns::Peer), QStringLiteral("kim ME (you) lea"));
    }

    void sortsByRawValue_data()
    {
        QTest::addColumn<int>("column");
        QTest::addColumn<QString>("ascending");
        const auto row = [](const char *name, Columns::Column column, const QString &ascending) {
            QTest::newRow(name) << int{column} << ascending;
        };
        // Names count numbers and ignore case; sizes and addresses go by value, not by text.
        row("name", Columns::Name, u"B2.txt b10.txt c.txt"_qs);
        row("folder", Columns::Folder, u"c.txt b10.txt B2.txt"_qs);
        row("state", Columns::State, u"b10.txt B2.txt c.txt"_qs);
        row("size", Columns::Size, u"c.txt b10.txt B2.txt"_qs);
        row("sources", Columns::Sources, u"b10.txt c.txt B2.txt"_qs);
        row("type", Columns::Type, u"c.txt B2.txt b10.txt"_qs);
        row("modified", Columns::Modified, u"b10.txt c.txt B2.txt"_qs);
        row("peer", Columns::Peer, u"B2.txt c.txt b10.txt"_qs);
        row("address", Columns::Address, u"c.txt b10.txt B2.txt"_qs);
    }
    void sortsByRawValue()
    {
        QFETCH(int, column);
        Shown shown;
        auto b10 = sample::record(sample::file("b/b10.txt", "video/x", 900), "zoe", "10.0.0.9:80");
        b10.file.root = sample::root(1);
        b10.file.modified -= std::chrono::hours{24 * 365};
        auto b2 = sample::record(sample::file("c/B2.txt", "image/x", 1'000'000),
                                 "adam",
                                 "10.0.0.10:80");
        b2.file.root = sample::root(2);
        auto other = b2;
        other.host = HostName::parse("zed");
        auto c = sample::record(sample::file("a/c.txt", "audio/x", 80), "Bert", "10.0.0.9:9");
        c.file.root = sample::root(3);
        c.file.modified -= std::chrono::seconds{1};
        shown.holdings.setShared({{c.file, QStringLiteral("/c")}});
        shown.model.sort(column, Qt::AscendingOrder);
        QVERIFY(shown.put({b10, b2, c, other}));
        QTEST(shown.names(), "ascending");
        shown.model.sort(-1);
        QVERIFY(shown.settle());
        QCOMPARE(shown.names(), QStringLiteral("b10.txt B2.txt c.txt"));
        shown.model.sort(column, Qt::AscendingOrder);
        QVERIFY(shown.settle());
        QTEST(shown.names(), "ascending");
        shown.model.sort(column, Qt::DescendingOrder);
        QVERIFY(shown.settle());
        const auto backwards = shown.names().split(u' ');
        if (column != Columns::State && column != Columns::Sources) // where two are equal
            QTEST((QStringList{backwards.rbegin(), backwards.rend()}.join(u' ')), "ascending");
    }

    void sortsManyInSlicesAndKeepsIndexes()
    {
        Shown shown;
        constexpr int Many = 3'000;
        std::vector<SourceRecord> records;
        for (int i = 0; i < Many; ++i) {
            auto one = record("x");
            one.file.path = *SharedPath::parse(QByteArray::number((i * 7919) % Many));
            one.file.root.reset();
            records.push_back(one);
        }
        shown.model.put(records);
        QVERIFY(shown.settle());
        const QPersistentModelIndex first = shown.model.index(0, 0);
        const QString name = first.data().toString();
        shown.model.sort(Columns::Name, Qt::DescendingOrder);
        QVERIFY(shown.settle());
        for (int row = 0; row < Many; ++row)
            QCOMPARE(shown.model.index(row, 0).data().toString(), QString::number(Many - 1 - row));
        QCOMPARE(first.data().toString(), name);
    }

    void putsWhatComesWhereItBelongs()
    {
        Shown shown;
        shown.model.sort(Columns::Name, Qt::AscendingOrder);
        QVERIFY(shown.put({record("m", "kim", 1)}));
        QVERIFY(shown.put({record("z", "kim", 2), record("a", "kim", 3)}));
        QCOMPARE(shown.names(), QStringLiteral("a m z"));
    }

    void movesWhatChanges()
    {
        Shown shown;
        shown.model.sort(Columns::Size, Qt::AscendingOrder);
        QVERIFY(shown.put({record("a", "kim", 1, 1), record("b", "kim", 2, 2)}));
        const QPersistentModelIndex b = shown.model.index(1, 0);
        QVERIFY(shown.put({record("a", "KIM", 1, 9)}));
        QCOMPARE(shown.names(), QStringLiteral("b a"));
        QCOMPARE(b.row(), 0);
        QCOMPARE(shown.model.recordCount(), 2);
    }

    void removesWhatGoes()
    {
        Shown shown;
        QVERIFY(shown.put({record("a", "kim", 1), record("b", "kim", 2), record("b", "lea", 2)}));
        shown.model.remove({gone("a"), gone("c"), gone("b", "Lea"), gone("b", "zoe")});
        QVERIFY(shown.settle());
        QCOMPARE(shown.names(), QStringLiteral("b"));
        QVERIFY(!shown.model.hasChildren(shown.model.index(0, 0)));
        shown.model.remove({gone("b"), gone("b")});
        QVERIFY(shown.settle());
        QCOMPARE(shown.model.rowCount(), 0);
        QVERIFY(shown.put({record("d", "kim", 4)}));
        QCOMPARE(shown.names(), QStringLiteral("d"));
    }

    void whatAppearsAndGoesAtOnceLeavesNothing()
    {
        Shown shown;
        QVERIFY(shown.put({record("a", "kim", 1)}));
        shown.model.put({record("b", "kim", 2)});
        shown.model.remove({gone("b")});
        shown.model.put({record("c", "kim", 3), record("d", "kim", 4)});
        QVERIFY(shown.settle());
        QCOMPARE(shown.names(), QStringLiteral("a c d"));
    }

    void keepsRowsThatStayWhenAskedAgain()
    {
        Shown shown;
        QVERIFY(shown.put({record("a", "kim", 1), record("b", "kim", 2), record("b", "lea", 2)}));
        const QPersistentModelIndex b = shown.model.index(1, 0);
        const QPersistentModelIndex lea = shown.model.index(1, 0, b);
        QSignalSpy reset{&shown.model, &QAbstractItemModel::modelReset};
        shown.model.beginCheck();
        shown.model.put({record("c", "kim", 3), record("b", "kim", 2), record("b", "lea", 2)});
        shown.model.endCheck();
        QVERIFY(shown.settle());
        QCOMPARE(shown.names(), QStringLiteral("b c"));
        QCOMPARE(b.row(), 0);
        QCOMPARE(lea.parent(), QModelIndex{b});
        QCOMPARE(QModelIndex{lea}.siblingAtColumn(Columns::Peer).data().toString(),
                 QStringLiteral("lea"));
        QCOMPARE(reset.count(), 0);
    }

    void filters_data()
    {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<QString>("names");
        QTest::newRow("part of a name") << u"epo"_qs << u"Report.txt"_qs;
        QTest::newRow("case and accents") << u"RÉPORT"_qs << u"Report.txt"_qs;
        QTest::newRow("words of folder and name") << u"old rep"_qs << u"Report.txt"_qs;
        QTest::newRow("peer") << u"lea"_qs << u"song.ogg"_qs;
        QTest::newRow("type in words") << u"audio"_qs << u"song.ogg"_qs;
        QTest::newRow("nothing") << u"zzz"_qs << QString{};
        QTest::newRow("spaces only") << u"  "_qs << u"Report.txt song.ogg"_qs;
    }
    void filters()
    {
        QFETCH(QString, filter);
        Shown shown;
        auto song = record("song.ogg", "lea", 2);
        song.file.type = "audio/ogg";
        QVERIFY(shown.put({record("old/Report.txt", "kim", 1), song}));
        shown.model.setFilter(filter);
        QVERIFY(shown.settle());
        QTEST(shown.names(), "names");
        QCOMPARE(shown.model.contentCount(), 2);
        shown.model.setFilter({});
        QVERIFY(shown.settle());
        QCOMPARE(shown.names(), QStringLiteral("Report.txt song.ogg"));
    }

    void filtersWhatComesToo()
    {
        Shown shown;
        shown.model.setFilter(QStringLiteral("b"));
        QVERIFY(shown.put({record("a", "tom", 1), record("b", "tom", 2)}));
        QCOMPARE(shown.names(), QStringLiteral("b"));
        QCOMPARE(shown.model.shownCount(), 1);
        const QPersistentModelIndex b = shown.model.index(0, 0);
        shown.model.setFilter(QStringLiteral("a"));
        QVERIFY(shown.settle());
        QVERIFY(!b.isValid());
    }

    void tellsWhatIsDownloadedAndShared()
    {
        Shown shown;
        QVERIFY(shown.put({record("a", "kim", 1, 10), record("b", "kim", 2)}));
        QSignalSpy changed{&shown.model, &QAbstractItemModel::dataChanged};
        shown.holdings.update({sample::transferOf(
            7, record("a", "kim", 1, 10), engine::TransferState::Transferring, 4)});
        shown.holdings.setShared({{record("b", "me", 2).file, QStringLiteral("/b")}});
        QVERIFY(shown.settle());
        QVERIFY(!changed.isEmpty());
        const auto a = shown.model.index(0, Columns::State);
        QCOMPARE(a.data().toString(), QStringLiteral("Loading, 40 %"));
        QCOMPARE(a.data(SearchResultsModel::FractionRole).toDouble(), 0.4);
        QCOMPARE(a.data(Qt::AccessibleTextRole).toString(),
                 QStringLiteral("You are downloading this: 40 % is there."));
        const auto b = shown.model.index(1, Columns::State);
        QCOMPARE(b.data(SearchResultsModel::KindRole).toInt(),
                 static_cast<int>(Holding::Kind::Have));
    }

    void sortsAgainWhenStatesChange()
    {
        Shown shown;
        shown.model.sort(Columns::State, Qt::DescendingOrder);
        QVERIFY(shown.put({record("a", "kim", 1), record("b", "kim", 2)}));
        QCOMPARE(shown.names(), QStringLiteral("a b"));
        shown.holdings.setShared({{record("b", "me", 2).file, QStringLiteral("/b")}});
        QVERIFY(shown.settle());
        QCOMPARE(shown.names(), QStringLiteral("b a"));
    }

    void findsRowsByTheirFirstLetters()
    {
        Shown shown;
        QVERIFY(shown.put({record("x/alpha", "kim", 1), record("Beta", "kim", 2)}));
        const auto found = shown.model.match(shown.model.index(0, 0),
                                             Qt::DisplayRole,
                                             QStringLiteral("be"),
                                             1,
                                             Qt::MatchStartsWith | Qt::MatchWrap);
        QCOMPARE(found.size(), 1);
        QCOMPARE(found.constFirst().row(), 1);
    }

    void namesFromTheNetworkStayPlainInToolTips()
    {
        Shown shown;
        QVERIFY(shown.put({record("<b>x")}));
        QVERIFY(shown.model.index(0, Columns::Name)
                    .data(Qt::ToolTipRole)
                    .toString()
                    .contains(u"&lt;b&gt;"));
    }
};

QTEST_GUILESS_MAIN(TestSearchResultsModel)
#include "tst_searchresultsmodel.moc"
