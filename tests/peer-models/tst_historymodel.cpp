#include "peer-gui/models/historymodel.h"
#include "tests/peer-models/sampledata.h"

#include <QAbstractItemModelTester>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

#include <ctime>

using namespace ft;
using namespace ft::models;
using engine::HistoryEntry;
using engine::HistoryOrder;
using engine::HistoryPage;
using engine::RequestDirection;
using engine::RequestKind;
using engine::RequestOutcome;
using Key = HistoryOrder::Key;
using Mode = QAbstractItemModelTester::FailureReportingMode;
using Model = HistoryModel;

namespace {

/// Begun at the second that is its id.
HistoryEntry entryOf(std::int64_t id)
{
    HistoryEntry entry;
    entry.id = id;
    entry.begun = std::chrono::sys_seconds{std::chrono::seconds{id}};
    entry.subject = QStringLiteral("name %1").arg(id, 4, 10, QLatin1Char('0'));
    entry.outcome = RequestOutcome::Done;
    return entry;
}

HistoryPage page(const std::vector<std::int64_t> &ids, bool isMore = false)
{
    HistoryPage page;
    page.isMore = isMore;
    for (const auto id : ids)
        page.entries.push_back(entryOf(id));
    return page;
}

std::vector<std::int64_t> idsOf(const Model &model)
{
    std::vector<std::int64_t> ids;
    for (int row = 0; row < model.rowCount(); ++row)
        ids.push_back(model.entry(row).id);
    return ids;
}

using Ids = std::vector<std::int64_t>;

} // namespace

class TestHistoryModel final : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")});
        QLocale::setDefault(QLocale{QLocale::English});
    }

    void tellsAnEntryInWords()
    {
        Model model;
        const QAbstractItemModelTester tester{&model, Mode::Fatal};
        HistoryEntry entry = entryOf(1);
        entry.subject = QStringLiteral("docs/a.pdf");
        entry.peer = QStringLiteral("lab");
        entry.size = 52'300;
        entry.bytes = 2'000'000;
        entry.duration = std::chrono::seconds{2};
        entry.path = QStringLiteral("/home/ada/a.pdf");
        model.show({{entry}, false}, {});
        QStringList cells;
        for (int column = Model::What; column < Model::ColumnCount; ++column)
            cells << model.index(0, column).data().toString();
        QCOMPARE(cells,
                 (QStringList{u"Download"_qs,
                              u"docs/a.pdf"_qs,
                              u"lab"_qs,
                              u"52.3 kB"_qs,
                              u"1.0 MB/s"_qs,
                              u"2.0 s"_qs,
                              u"Done"_qs,
                              u"/home/ada/a.pdf"_qs}));
        QVERIFY(!model.index(0, Model::When).data().toString().isEmpty());
    }

    void hasAnIconForEveryKind_data()
    {
        QTest::addColumn<RequestDirection>("direction");
        QTest::addColumn<RequestKind>("kind");
        QTest::addColumn<QString>("icon");
        const auto row = [](RequestDirection direction, RequestKind kind, const char *icon) {
            QTest::addRow("%s %d", icon, static_cast<int>(direction))
                << direction << kind << QString::fromLatin1(icon);
        };
        row(RequestDirection::Made, RequestKind::Download, "download");
        row(RequestDirection::Served, RequestKind::Download, "upload");
        row(RequestDirection::Made, RequestKind::Search, "search");
        row(RequestDirection::Served, RequestKind::IndexGet, "list");
        row(RequestDirection::Made, RequestKind::FileHash, "checksum");
        row(RequestDirection::Made, RequestKind::Browse, "network");
    }
    void hasAnIconForEveryKind()
    {
        QFETCH(RequestDirection, direction);
        QFETCH(RequestKind, kind);
        HistoryEntry entry = entryOf(1);
        entry.direction = direction;
        entry.kind = kind;
        Model model;
        model.show({{entry}, false}, {});
        QTEST(model.index(0, Model::What).data(Model::IconRole).toString(), "icon");
    }

    void asksForMoreWhileThereIsMore()
    {
        Model model;
        const QAbstractItemModelTester tester{&model, Mode::Fatal};
        model.show(page({5, 4}, true), {});
        QSignalSpy wanted{&model, &Model::moreWanted};
        QVERIFY(model.canFetchMore({}));
        model.fetchMore({});
        QCOMPARE(wanted.count(), 1);
        model.append(page({4, 3}, true));
        QCOMPARE(idsOf(model), (Ids{5, 4, 3}));
        model.append(page({2}, false));
        QCOMPARE(idsOf(model), (Ids{5, 4, 3, 2}));
        QVERIFY(!model.canFetchMore({}));
    }

    void takesWhatHasBecomeOfTheNewest_data()
    {
        QTest::addColumn<Ids>("before");
        QTest::addColumn<Ids>("newest");
        QTest::addColumn<bool>("isMore");
        QTest::addColumn<Ids>("after");
        QTest::newRow("new ones come first")
            << Ids{3, 2} << Ids{5, 4, 3} << true << Ids{5, 4, 3, 2};
        QTest::newRow("one in between") << Ids{5, 3, 2} << Ids{5, 4, 3} << true << Ids{5, 4, 3, 2};
        QTest::newRow("nothing new") << Ids{3, 2, 1} << Ids{3, 2} << true << Ids{3, 2, 1};
        QTest::newRow("some are gone") << Ids{5, 4, 3, 2, 1} << Ids{4, 2} << true << Ids{4, 2, 1};
        QTest::newRow("all are gone") << Ids{3, 2, 1} << Ids{} << false << Ids{};
        QTest::newRow("the old are gone") << Ids{3, 2, 1} << Ids{3} << false << Ids{3};
        QTest::newRow("the first ever") << Ids{} << Ids{1} << false << Ids{1};
        QTest::newRow("nothing is left of what was")
            << Ids{3, 2, 1} << Ids{9, 8} << false << Ids{9, 8};
    }
    void takesWhatHasBecomeOfTheNewest()
    {
        QFETCH(Ids, before);
        QFETCH(Ids, newest);
        QFETCH(bool, isMore);
        Model model;
        const QAbstractItemModelTester tester{&model, Mode::Fatal};
        model.show(page(before), {});
        model.refresh(page(newest, isMore));
        QTEST(idsOf(model), "after");
    }

    void anEntryBecomesAnotherInItsRow()
    {
        Model model;
        const QAbstractItemModelTester tester{&model, Mode::Fatal};
        HistoryPage before = page({3, 2, 1});
        before.entries[1].outcome = RequestOutcome::Running;
        model.show(before, {});
        QSignalSpy changed{&model, &QAbstractItemModel::dataChanged};
        model.refresh(page({3, 2, 1}));
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed[0][0].toModelIndex().row(), 1);
        QCOMPARE(model.index(1, Model::Outcome).data().toString(), QStringLiteral("Done"));
    }

    void newOnesHaveTheirPlaceInAnyOrder()
    {
        Model model;
        const QAbstractItemModelTester tester{&model, Mode::Fatal};
        model.show(page({10, 20, 40}, true), {Key::Subject, true});
        // 50 belongs behind all that are here, and comes with those that follow.
        model.refresh(page({50, 40, 30, 20, 15, 10}, true));
        QCOMPARE(idsOf(model), (Ids{10, 15, 20, 30, 40}));
        model.append(page({50}, false));
        QCOMPARE(idsOf(model), (Ids{10, 15, 20, 30, 40, 50}));
    }

    void looksAsFarBackAsSomethingRuns()
    {
        HistoryPage shown;
        for (std::int64_t id = 900; id > 0; --id)
            shown.entries.push_back(entryOf(id));
        Model model;
        model.show(shown, {});
        QCOMPARE(model.freshEntries(), 100U);
        shown.entries[299].outcome = RequestOutcome::Running;
        model.show(shown, {});
        QCOMPARE(model.freshEntries(), 400U);
        shown.entries[899].outcome = RequestOutcome::Running;
        model.show(shown, {});
        QCOMPARE(model.freshEntries(), 1'000U);
    }

    void staysFastWithAHundredThousandEntries()
    {
        Model model;
        std::int64_t id = 100'000;
        HistoryPage next;
        const auto fill = [&next, &id] {
            next.entries.clear();
            for (int i = 0; i < 1'000; ++i)
                next.entries.push_back(entryOf(id--));
            next.isMore = id > 0;
        };
        fill();
        model.show(next, {});
        std::clock_t longest = 0; // of this process alone, however busy the machine is
        const auto measured = [&longest](const auto &step) {
            const std::clock_t begun = std::clock();
            step();
            longest = std::max(longest, std::clock() - begun);
        };
        while (model.isMore()) {
            fill();
            measured([&] { model.append(next); });
        }
        QCOMPARE(model.rowCount(), 100'000);
        HistoryPage newest;
        newest.isMore = true;
        for (std::int64_t fresh = 100'500; fresh > 99'500; --fresh)
            newest.entries.push_back(entryOf(fresh));
        measured([&] { model.refresh(newest); });
        QCOMPARE(model.rowCount(), 100'500);
        qInfo("longest step: %ld us", longest * 1'000'000 / CLOCKS_PER_SEC);
        // No turn of an event loop is to last over 50 ms; unoptimised code is given four times
        // that.
        QVERIFY(longest < CLOCKS_PER_SEC / 5);
    }

    void namesAreHarmless()
    {
        HistoryEntry hostile = entryOf(1);
        hostile.subject = QStringLiteral("a\nb");
        hostile.peer = QStringLiteral("<b>x</b>");
        Model model;
        model.show({{hostile}, false}, {});
        QVERIFY(!model.index(0, Model::Name).data().toString().contains(u'\n'));
        QVERIFY(!model.index(0, Model::Peer).data(Qt::ToolTipRole).toString().contains(u"<b>"));
    }
};

QTEST_GUILESS_MAIN(TestHistoryModel)
#include "tst_historymodel.moc"
