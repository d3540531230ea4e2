#include "peer-gui/widgets/emptystate.h"
#include "peer-gui/widgets/resultsview.h"
#include "peer-gui/widgets/searchactions.h"
#include "peer-gui/widgets/searchhelp.h"
#include "peer-gui/widgets/searchtab.h"
#include "peer-gui/widgets/wishlist.h"
#include "tests/peer-models/sampledata.h"
#include "tests/peer-widgets/fakesearch.h"

#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QStringListModel>
#include <QTest>
#include <QToolButton>

using namespace ft;
using namespace ft::widgets;

namespace {

engine::EngineSettings settings()
{
    engine::EngineSettings settings;
    settings.tracker = HostPort{QStringLiteral("tracker.example"), 1234};
    settings.name = HostName::nearest(QStringLiteral("me"));
    return settings;
}

SourceRecord recordOf(const char *path, std::uint8_t content)
{
    auto file = sample::file(path, "text/plain", 5);
    file.root = sample::root(content);
    return sample::record(file, "kim", "10.0.0.1:1");
}

engine::FindResults page(std::vector<SourceRecord> records, const char *after)
{
    return {std::move(records), 3, 3, after, false, false};
}

/// One tab, as it stands in the place to search.
struct Shown
{
    FakeSearch commands;
    SystemClock clock;
    models::TrackerWatch tracker{settings(), clock};
    models::Holdings holdings;
    QWidget window;
    SearchActions actions{commands, holdings, [](const QUrl &) {}, &window};
    QStringListModel recent;
    SearchTab tab{
        {commands, tracker, holdings, HostName::nearest(QStringLiteral("me")), actions, recent}};
    EmptyState &empty = *tab.findChild<EmptyState *>();
    QLineEdit *filter = nullptr;

    Shown()
    {
        for (auto *box : tab.findChildren<QLineEdit *>()) {
            if (box != &tab.box())
                filter = box;
        }
        actions.setTab(&tab);
        tracker.noteJoined();
        tab.resize(900, 500);
        tab.show();
        tab.activateWindow();
        if (!QTest::qWaitForWindowActive(&tab))
            QTest::qFail("not active", __FILE__, __LINE__);
    }
    [[nodiscard]] QAbstractButton *button(const QString &name) const
    {
        for (auto *candidate : tab.findChildren<QAbstractButton *>()) {
            if (candidate->text().remove(u'&') == name && candidate->isVisible())
                return candidate;
        }
        return nullptr;
    }
    [[nodiscard]] QString summary() const
    {
        return tab.findChild<QLabel *>(QStringLiteral("summary"))->text();
    }
    [[nodiscard]] int rows() const { return tab.view().model()->rowCount(); }
};

} // namespace

class TestSearchTab final : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        QTest::failOnWarning(
            QRegularExpression{QStringLiteral("^(?!This plugin does not support).+")});
        QLocale::setDefault(QLocale{QLocale::English});
    }

    void filtersWhatItFound()
    {
        Shown shown;
        shown.tab.search(QStringLiteral("x"));
        QVERIFY(!shown.filter->isEnabled());
        shown.commands.answers[0](std::vector{recordOf("apple", 1), recordOf("pear", 2)});
        QTRY_COMPARE(shown.rows(), 2);
        shown.tab.focusFilter();
        QVERIFY(shown.filter->hasFocus());
        QTest::keyClicks(shown.filter, QStringLiteral("pea"));
        QTRY_COMPARE(shown.rows(), 1);
        QTRY_COMPARE(shown.summary(), QStringLiteral("1 of 2 files, 2 records"));
        QTest::keyClicks(shown.filter, QStringLiteral("x"));
        QTRY_VERIFY(shown.empty.isVisible());
        QVERIFY(shown.empty.title().contains(u"peax"));
        shown.tab.search(QStringLiteral("y"));
        QVERIFY(shown.filter->text().isEmpty());
    }

    void fetchesTheRestPageByPageWhenAsked()
    {
        Shown shown;
        shown.tab.search(QStringLiteral("x"));
        engine::SearchNews news;
        news.results = page({recordOf("a", 1)}, "p1");
        shown.commands.news[0](news);
        QTRY_COMPARE(shown.summary(), QStringLiteral("1 file, 1 record, of 3 in all"));
        QVERIFY(shown.commands.pages.empty());
        shown.button(QStringLiteral("Show all"))->click();
        QCOMPARE(shown.commands.pages.size(), 1U);
        QCOMPARE(shown.commands.pages[0].after, QByteArray{"p1"});
        QVERIFY(shown.summary().contains(u"coming"));
        shown.commands.pages[0].done(page({recordOf("b", 2)}, "p2"));
        QCOMPARE(shown.commands.pages.size(), 2U);
        shown.commands.pages[1].done(page({recordOf("c", 3)}, ""));
        QTRY_COMPARE(shown.summary(), QStringLiteral("3 files, 3 records"));
        QVERIFY(!shown.button(QStringLiteral("Show all")));
    }

    void stopsFetching()
    {
        Shown shown;
        shown.tab.search(QStringLiteral("x"));
        engine::SearchNews news;
        news.results = page({recordOf("a", 1)}, "p1");
        shown.commands.news[0](news);
        shown.button(QStringLiteral("Show all"))->click();
        shown.button(QStringLiteral("Stop"))->click();
        shown.commands.pages[0].done(page({recordOf("b", 2)}, "p2"));
        QCOMPARE(shown.commands.pages.size(), 1U);
        QTRY_COMPARE(shown.summary(), QStringLiteral("1 file, 1 record, of 3 in all"));
    }

    void whatIsNotInANewerAnswerGoes()
    {
        Shown shown;
        shown.tab.search(QStringLiteral("x"));
        shown.commands.answers[0](std::vector{recordOf("a", 1), recordOf("b", 2)});
        QTRY_COMPARE(shown.rows(), 2);
        shown.commands.answers[0](std::vector{recordOf("b", 2)});
        QTRY_COMPARE(shown.rows(), 1);
    }

    void typesAreChosenByButtons()
    {
        Shown shown;
        shown.tab.search(QStringLiteral("sunset type:txt"));
        shown.button(QStringLiteral("Images"))->click();
        QCOMPARE(shown.tab.box().text(), QStringLiteral("sunset type:image"));
        QCOMPARE(shown.commands.searches.last(), QStringLiteral("sunset type:image"));
        shown.button(QStringLiteral("All types"))->click();
        QCOMPARE(shown.commands.searches.last(), QStringLiteral("sunset"));
        shown.tab.box().setText(QStringLiteral("a type:video"));
        QVERIFY(shown.button(QStringLiteral("Video"))->isChecked());
    }

    void withNothingSharedItOffersToChooseAFolder()
    {
        Shown shown;
        shown.tracker.noteLost({engine::ProblemCode::NothingToShare,
                                engine::Operation::Join,
                                QStringLiteral("tracker.example:1234"),
                                {}},
                               std::chrono::milliseconds{0});
        QSignalSpy asked{&shown.tab, &SearchTab::folderAsked};
        auto *choose = shown.button(QStringLiteral("Choose a folder to share…"));
        QVERIFY(choose);
        choose->click();
        QCOMPARE(asked.count(), 1);
    }

    void keepsASelectionOfManyWhenRowsCome()
    {
        Shown shown;
        std::vector<SourceRecord> records;
        for (int i = 0; i < 300; ++i) {
            auto record = recordOf("x", 1);
            record.file.path = *SharedPath::parse(QByteArray{"m" + QByteArray::number(i)});
            record.file.root.reset();
            records.push_back(record);
        }
        shown.tab.search(QStringLiteral("x"));
        shown.commands.answers[0](records);
        QTRY_COMPARE(shown.rows(), 300);
        shown.tab.view().sortByColumn(0, Qt::DescendingOrder);
        shown.tab.view().selectAll();
        engine::SearchNews news;
        news.came = {recordOf("m5x", 7)};
        shown.commands.news[0](news);
        QTRY_COMPARE(shown.rows(), 301);
        QCOMPARE(shown.tab.view().selectedCount(), 300);
        const auto rows = shown.tab.view().selectedRows();
        QVERIFY(std::none_of(rows.begin(), rows.end(), [](const QModelIndex &row) {
            return row.data().toString() == u"m5x";
        }));
    }

    void everyExampleOfTheHelpIsAQuery()
    {
        Shown shown;
        shown.actions.help().trigger();
        auto *help = shown.window.findChild<SearchHelp *>();
        QVERIFY(help && help->isVisible());
        const auto examples = help->findChildren<QToolButton *>();
        QVERIFY(examples.size() > 8);
        for (const auto *example : examples) {
            const QString text = example->text();
            const bool isExclusion = text.startsWith(u'-');
            QVERIFY2(parseSearchQuery(isExclusion ? u"a "_qs + text : text), qPrintable(text));
        }
        shown.tab.box().setText(QStringLiteral("song"));
        examples[3]->click();
        QCOMPARE(shown.tab.box().text(), u"song "_qs + examples[3]->text());
    }

    void wishesAreListedAndRemoved()
    {
        FakeSearch commands;
        commands.wishes = {{engine::WishId{1}, u"one"_qs, 0, {}},
                           {engine::WishId{2}, u"two"_qs, 5, {}}};
        WishList list{commands};
        QSignalSpy searched{&list, &WishList::searchAsked};
        auto *items = list.findChild<QListWidget *>();
        QCOMPARE(items->count(), 2);
        QVERIFY(items->item(1)->text().contains(u"5 files"));
        for (auto *button : list.findChildren<QPushButton *>()) {
            if (button->text() == u"&Remove")
                button->click();
        }
        QCOMPARE(commands.wishes.size(), 1U);
        QCOMPARE(items->count(), 1);
        emit items->itemActivated(items->item(0));
        QCOMPARE(searched[0][0].toString(), QStringLiteral("two"));
    }
};

QTEST_MAIN(TestSearchTab)
#include "tst_searchtab.moc"
