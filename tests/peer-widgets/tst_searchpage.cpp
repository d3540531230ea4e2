#include "peer-gui/widgets/emptystate.h"
#include "peer-gui/widgets/resultsview.h"
#include "peer-gui/widgets/searchpage.h"
#include "peer-gui/widgets/searchtab.h"
#include "tests/peer-models/sampledata.h"
#include "tests/peer-widgets/fakesearch.h"

#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSettings>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>

using namespace ft;
using namespace ft::widgets;
using namespace std::chrono_literals;

namespace {

engine::EngineSettings settings()
{
    engine::EngineSettings settings;
    settings.tracker = HostPort{QStringLiteral("tracker.example"), 1234};
    settings.name = HostName::nearest(QStringLiteral("me"));
    return settings;
}

/// The page as it stands in a window, with the parts a test looks at.
struct Shown
{
    FakeSearch commands;
    SystemClock clock;
    models::TrackerWatch tracker{settings(), clock};
    models::Holdings holdings;
    QList<QUrl> opened;
    SearchPage page{commands,
                    tracker,
                    holdings,
                    HostName::nearest(QStringLiteral("me")),
                    [this](const QUrl &url) {
                        opened.append(url);
                    }};
    QLineEdit *box = nullptr;
    ResultsView *table = nullptr;
    EmptyState *empty = nullptr;

    Shown()
    {
        page.show();
        page.activateWindow();
        if (!QTest::qWaitForWindowActive(&page))
            QTest::qFail("not active", __FILE__, __LINE__);
        look();
    }

    [[nodiscard]] QTabWidget &tabs() const { return *page.findChild<QTabWidget *>(); }
    /// At the tab that is seen.
    void look()
    {
        auto *tab = qobject_cast<SearchTab *>(tabs().currentWidget());
        box = &tab->box();
        table = &tab->view();
        empty = tab->findChild<EmptyState *>();
    }
    [[nodiscard]] SearchTab &tab() const
    {
        return *qobject_cast<SearchTab *>(tabs().currentWidget());
    }
    [[nodiscard]] QAction *action(const QString &name) const
    {
        for (QAction *action : page.actionList()) {
            if (action->text().remove(u'&') == name)
                return action;
        }
        return nullptr;
    }

    void search(const QString &name)
    {
        page.focusBox();
        box->setText(name);
        QTest::keyClick(box, Qt::Key_Return);
    }
    /// The line below the table.
    [[nodiscard]] QString summary() const
    {
        return tab().findChild<QLabel *>(QStringLiteral("summary"))->text();
    }
    [[nodiscard]] QPushButton *button(const QString &name) const
    {
        for (auto *candidate : tab().findChildren<QPushButton *>()) {
            if (candidate->text().remove(u'&') == name)
                return candidate;
        }
        return nullptr;
    }
};

SourceRecord recordOf(const char *host, std::uint8_t content)
{
    auto file = sample::file("a.txt", "text/plain", 5);
    file.root = sample::root(content);
    return sample::record(file, host, "10.0.0.1:1");
}

} // namespace

class TestSearchPage final : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        QTest::failOnWarning(
            QRegularExpression{QStringLiteral("^(?!This plugin does not support).+")});
    }

    void saysThatNothingWasSearchedYet()
    {
        Shown shown;
        shown.tracker.noteJoined();
        QVERIFY(shown.empty->isVisible());
        QCOMPARE(shown.empty->title(), QStringLiteral("What are you looking for?"));
    }

    void saysWhyItCannotSearch()
    {
        Shown shown;
        shown.tracker.noteLost({engine::ProblemCode::TrackerUnreachable,
                                engine::Operation::Join,
                                QStringLiteral("tracker.example:1234"),
                                {}},
                               8s);
        QVERIFY(shown.empty->title().startsWith(u"Not joined"));
        QVERIFY(shown.empty->text().contains(u"Nothing answers"));
    }

    void enterAsksForTheTrimmedName()
    {
        Shown shown;
        shown.tracker.noteJoined();
        shown.search(QStringLiteral("  a b.txt "));
        QCOMPARE(shown.commands.searches, QStringList{QStringLiteral("a b.txt")});
        QCOMPARE(shown.empty->title(), QStringLiteral("Searching…"));
    }

    void anEmptyBoxAsksNothing()
    {
        Shown shown;
        shown.tracker.noteJoined();
        shown.search(QStringLiteral("  "));
        QVERIFY(shown.commands.searches.isEmpty());
    }

    void saysWhatWasNotFound()
    {
        Shown shown;
        shown.tracker.noteJoined();
        shown.search(QStringLiteral("<b>x"));
        shown.commands.answers[0](std::vector<SourceRecord>{});
        QCOMPARE(shown.empty->title(), QStringLiteral("Nothing found for “<b>x”"));
        for (const auto *label : shown.empty->findChildren<QLabel *>()) {
            if (label->pixmap().isNull())
                QCOMPARE(label->textFormat(), Qt::PlainText);
        }
    }

    void saysWhatWentWrong()
    {
        Shown shown;
        shown.tracker.noteJoined();
        shown.search(QStringLiteral("x"));
        shown.commands.answers[0](tl::unexpected(engine::Problem{engine::ProblemCode::TrackerLost,
                                                                 engine::Operation::Search,
                                                                 QStringLiteral("t:1"),
                                                                 {}}));
        QCOMPARE(shown.empty->title(), QStringLiteral("Could not search"));
        QVERIFY(shown.empty->text().contains(u"broke"));
    }

    void searchesByItselfOnceJoined()
    {
        Shown shown;
        shown.search(QStringLiteral("x"));
        QVERIFY(shown.commands.searches.isEmpty());
        QVERIFY(shown.empty->text().contains(u"“x” starts by itself"));
        shown.tracker.noteJoined();
        QCOMPARE(shown.commands.searches, QStringList{QStringLiteral("x")});
    }

    void anAnswerToAnEarlierSearchIsTooLate()
    {
        Shown shown;
        shown.tracker.noteJoined();
        shown.search(QStringLiteral("one"));
        shown.search(QStringLiteral("two"));
        shown.commands.answers[1](std::vector<SourceRecord>{});
        shown.commands.answers[0](std::vector{recordOf("p", 1)});
        QVERIFY(shown.empty->title().contains(u"two"));
    }

    void enterTwiceSearchesAndDownloads()
    {
        Shown shown;
        shown.tracker.noteJoined();
        QSignalSpy said{&shown.page, &Page::said};
        shown.search(QStringLiteral("a.txt"));
        shown.commands.answers[0](std::vector{recordOf("p", 1), recordOf("q", 2)});
        QTRY_VERIFY(shown.table->isVisible());
        QVERIFY(shown.table->hasFocus());
        QTest::keyClick(shown.table, Qt::Key_Return);
        QCOMPARE(shown.commands.downloads.size(), 1U);
        QCOMPARE(shown.commands.downloads[0].size(), 1U);
        QCOMPARE(shown.commands.downloads[0][0], recordOf("p", 1));
        QCOMPARE(said.count(), 1);
        QVERIFY(said[0][0].toString().contains(u"a.txt"));
    }

    void doesNotTakeTheCursorFromWhoGoesOnTyping()
    {
        Shown shown;
        shown.tracker.noteJoined();
        shown.search(QStringLiteral("a.txt"));
        QTest::keyClicks(shown.box, QStringLiteral("more"));
        shown.commands.answers[0](std::vector{recordOf("p", 1)});
        QVERIFY(shown.box->hasFocus());
    }

    void doubleClickDownloadsTheRow()
    {
        Shown shown;
        shown.tracker.noteJoined();
        shown.search(QStringLiteral("a.txt"));
        shown.commands.answers[0](std::vector{recordOf("p", 1), recordOf("q", 2)});
        const auto place = shown.table->visualRect(shown.table->model()->index(1, 0)).center();
        QTest::mouseClick(shown.table->viewport(), Qt::LeftButton, {}, place);
        QTest::mouseDClick(shown.table->viewport(), Qt::LeftButton, {}, place);
        QCOMPARE(shown.commands.downloads.size(), 1U);
        QCOMPARE(shown.commands.downloads[0][0], recordOf("q", 2));
    }

    void severalRecordsOfOneContentAreOneDownload()
    {
        Shown shown;
        shown.tracker.noteJoined();
        shown.search(QStringLiteral("a.txt"));
        shown.commands.answers[0](
            std::vector{recordOf("p", 1), recordOf("q", 1), recordOf("r", 2)});
        shown.table->selectAll();
        shown.button(QStringLiteral("Download"))->click();
        QCOMPARE(shown.commands.downloads.size(), 2U);
        QCOMPARE(shown.commands.downloads[0].size(), 2U);
        QCOMPARE(shown.commands.downloads[1].size(), 1U);
    }

    void theOwnRecordCannotBeDownloaded()
    {
        Shown shown;
        shown.tracker.noteJoined();
        shown.search(QStringLiteral("a.txt"));
        shown.commands.answers[0](std::vector{recordOf("me", 1)});
        shown.table->selectAll();
        QVERIFY(!shown.button(QStringLiteral("Download"))->isEnabled());
        QTest::keyClick(shown.table, Qt::Key_Return);
        QVERIFY(shown.commands.downloads.empty());
    }

    void pointsAtTheWordThatIsNoQuery()
    {
        Shown shown;
        shown.tracker.noteJoined();
        shown.search(QStringLiteral("  annual size:big report"));
        QVERIFY(shown.commands.searches.isEmpty());
        QCOMPARE(shown.empty->title(), QStringLiteral("This cannot be searched for"));
        QVERIFY(!shown.empty->text().isEmpty());
        QCOMPARE(shown.box->selectedText(), QStringLiteral("big"));
        QVERIFY(shown.box->hasFocus());
    }

    void showsWhatComesAndGoesByItself()
    {
        Shown shown;
        shown.tracker.noteJoined();
        shown.search(QStringLiteral("a"));
        shown.commands.answers[0](std::vector<SourceRecord>{});
        QVERIFY(shown.empty->isVisible());
        engine::SearchNews news;
        news.came = {recordOf("p", 1), recordOf("q", 2)};
        shown.commands.news[0](news);
        QTRY_VERIFY(shown.table->isVisible());
        QTRY_COMPARE(shown.table->model()->rowCount(), 2);
        QCOMPARE(shown.summary(), QStringLiteral("2 files, 2 records"));
        news = {};
        news.went = {{recordOf("p", 1).file.path, *HostName::parse("p")}};
        shown.commands.news[0](news);
        QTRY_COMPARE(shown.table->model()->rowCount(), 1);
        QCOMPARE(shown.summary(), QStringLiteral("1 file, 1 record"));
    }

    void saysHowManyThereAreBesides_data()
    {
        QTest::addColumn<bool>("isPartial");
        QTest::addColumn<bool>("isExactOnly");
        QTest::addColumn<QString>("summary");
        QTest::newRow("more than are shown")
            << false << false << QStringLiteral("1 file, 1 record, of 5,000 in all");
        QTest::newRow("not counted to the end")
            << true << false
            << QStringLiteral("1 file, 1 record, of at least 5,000: the search was too broad to be "
                              "finished");
        QTest::newRow("by its exact name")
            << false << true
            << QStringLiteral("1 file, 1 record; this tracker finds exact names only");
    }
    void saysHowManyThereAreBesides()
    {
        QFETCH(bool, isPartial);
        QFETCH(bool, isExactOnly);
        Shown shown;
        shown.tracker.noteJoined();
        shown.search(QStringLiteral("a"));
        engine::SearchNews news;
        news.results = engine::FindResults{{recordOf("p", 1)},
                                           isExactOnly ? 1U : 5'000U,
                                           1,
                                           isExactOnly ? "" : "x",
                                           isPartial,
                                           isExactOnly};
        shown.commands.news[0](news);
        QTRY_VERIFY(!shown.tab().results().isBusy());
        QTEST(shown.summary(), "summary");
    }

    void keepsWhatItFoundWhenTheTrackerIsLost()
    {
        Shown shown;
        shown.tracker.noteJoined();
        shown.search(QStringLiteral("a"));
        shown.commands.answers[0](std::vector{recordOf("p", 1)});
        shown.commands.answers[0](tl::unexpected(engine::Problem{
            engine::ProblemCode::NotJoined, engine::Operation::Search, QStringLiteral("a"), {}}));
        QTRY_VERIFY(shown.table->isVisible());
        shown.commands.answers[0](std::vector{recordOf("q", 1)});
        QTRY_COMPARE(shown.table->model()->rowCount(), 1);
    }

    void openActsOnWhatOneHas()
    {
        Shown shown;
        shown.tracker.noteJoined();
        shown.commands.history = {{sample::root(1),
                                   std::chrono::sys_seconds{std::chrono::seconds{1}},
                                   u"/d/a.txt"_qs,
                                   {}}};
        shown.search(QStringLiteral("a"));
        shown.commands.answers[0](std::vector{recordOf("p", 1), recordOf("q", 2)});
        QTRY_COMPARE(shown.table->model()->rowCount(), 2);
        QCOMPARE(shown.commands.askedRoots.size(), 2U);
        shown.table->setCurrentIndex(shown.table->model()->index(1, 0));
        QVERIFY(!shown.action(u"Open"_qs)->isEnabled());
        shown.table->setCurrentIndex(shown.table->model()->index(0, 0));
        shown.action(u"Open"_qs)->trigger();
        shown.action(u"Open folder"_qs)->trigger();
        QCOMPARE(shown.opened,
                 (QList{QUrl::fromLocalFile(u"/d/a.txt"_qs), QUrl::fromLocalFile(u"/d"_qs)}));
    }

    void copiesWhatIsSelected_data()
    {
        QTest::addColumn<QString>("action");
        QTest::addColumn<QString>("copied");
        const QString root = QString::fromLatin1(sample::root(1).hex());
        QTest::newRow("name") << u"Copy name"_qs << u"a.txt"_qs;
        QTest::newRow("root") << u"Copy root"_qs << root;
        QTest::newRow("MD5") << u"Copy MD5"_qs << QString{32, u'0'};
        QTest::newRow("link") << u"Copy link"_qs << u"filetracker:?"_qs;
    }
    void copiesWhatIsSelected()
    {
        QFETCH(QString, action);
        QFETCH(QString, copied);
        Shown shown;
        shown.tracker.noteJoined();
        shown.search(QStringLiteral("a"));
        auto record = recordOf("p", 1);
        record.file.md5 = Md5Sum{};
        shown.commands.answers[0](std::vector{record});
        QTRY_VERIFY(shown.table->hasFocus());
        shown.action(action)->trigger();
        QVERIFY(QGuiApplication::clipboard()->text().startsWith(copied));
    }

    void asksTheWindowForOtherPlaces()
    {
        Shown shown;
        shown.tracker.noteJoined();
        QSignalSpy browsed{&shown.page, &SearchPage::browseAsked};
        QSignalSpy transfer{&shown.page, &SearchPage::transferAsked};
        shown.search(QStringLiteral("a"));
        shown.commands.answers[0](std::vector{recordOf("p", 1)});
        QTRY_VERIFY(shown.table->hasFocus());
        QVERIFY(!shown.action(u"Show in Transfers"_qs)->isEnabled());
        shown.holdings.update(
            {sample::transferOf(9, recordOf("p", 1), engine::TransferState::Connecting, 0)});
        shown.action(u"Show in Transfers"_qs)->trigger();
        shown.action(u"Browse this peer"_qs)->trigger();
        QCOMPARE(transfer.count(), 1);
        QCOMPARE(browsed.count(), 1);
        QCOMPARE(browsed[0][0].toString(), QStringLiteral("p"));
        // What is under way already is not asked for again.
        QTest::keyClick(shown.table, Qt::Key_Return);
        QVERIFY(shown.commands.downloads.empty());
    }

    void keysOpenAndCloseTabs()
    {
        Shown shown;
        shown.tracker.noteJoined();
        shown.search(QStringLiteral("one"));
        QTest::keyClick(shown.box, Qt::Key_T, Qt::ControlModifier);
        QCOMPARE(shown.tabs().count(), 2);
        shown.look();
        QVERIFY(shown.box->hasFocus());
        shown.search(QStringLiteral("two & more"));
        QCOMPARE(shown.tabs().tabText(1), QStringLiteral("two && more"));
        shown.commands.answers[0](std::vector{recordOf("p", 1)});
        QTRY_COMPARE(shown.tabs().tabText(0), QStringLiteral("one (1)"));
        QTest::keyClick(shown.box, Qt::Key_Tab, Qt::ControlModifier);
        QCOMPARE(shown.tabs().currentIndex(), 0);
        shown.look();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_W, Qt::ControlModifier);
        QCOMPARE(shown.tabs().count(), 1);
        QCOMPARE(shown.tabs().tabText(0), QStringLiteral("two && more"));
        QTRY_COMPARE(shown.commands.closed, std::vector{engine::SearchId{1}});
        shown.look();
        QTest::keyClick(shown.box, Qt::Key_W, Qt::ControlModifier);
        QCOMPARE(shown.tabs().count(), 1);
        QCOMPARE(shown.tabs().tabText(0), QStringLiteral("New search"));
    }

    void searchesForOtherVersionsInATabOfItsOwn()
    {
        Shown shown;
        shown.tracker.noteJoined();
        shown.search(QStringLiteral("a"));
        shown.commands.answers[0](std::vector{recordOf("p", 1)});
        QTRY_VERIFY(shown.table->hasFocus());
        shown.action(u"Search for other versions"_qs)->trigger();
        QCOMPARE(shown.tabs().count(), 2);
        QCOMPARE(shown.commands.searches.last(), QStringLiteral("a.txt"));
    }

    void remembersTabsTextsAndColumns()
    {
        const QTemporaryDir folder;
        QSettings memory{folder.filePath(QStringLiteral("w.ini")), QSettings::IniFormat};
        {
            Shown shown;
            shown.tracker.noteJoined();
            shown.search(QStringLiteral("one"));
            shown.page.searchFor(QStringLiteral("two"));
            shown.tab().view().setColumnWidth(models::ResultColumns::Size, 123);
            shown.page.saveState(memory);
        }
        Shown shown;
        shown.page.restoreState(memory);
        QCOMPARE(shown.tabs().count(), 2);
        QCOMPARE(shown.tabs().currentIndex(), 1);
        QVERIFY(shown.commands.searches.isEmpty());
        shown.tracker.noteJoined();
        QCOMPARE(shown.commands.searches, (QStringList{u"one"_qs, u"two"_qs}));
        QCOMPARE(shown.tab().view().columnWidth(models::ResultColumns::Size), 123);
        shown.action(u"Forget recent searches"_qs)->trigger();
        QVERIFY(!shown.action(u"Forget recent searches"_qs)->isEnabled());
    }

    void keepsASearchAsAWish()
    {
        Shown shown;
        shown.tracker.noteJoined();
        QVERIFY(!shown.action(u"Tell me when something new matches"_qs)->isEnabled());
        shown.search(QStringLiteral("a"));
        QSignalSpy said{&shown.page, &Page::said};
        QTest::keyClick(shown.box, Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(shown.commands.wishes.size(), 1U);
        QCOMPARE(shown.commands.wishes[0].text, QStringLiteral("a"));
        QCOMPARE(said.count(), 1);
    }

    void everyControlHasAnAccessibleName()
    {
        const Shown shown;
        QVERIFY(!shown.box->accessibleName().isEmpty());
        QVERIFY(!shown.table->accessibleName().isEmpty());
        for (const auto *button : shown.page.findChildren<QPushButton *>())
            QVERIFY(!button->text().isEmpty() || !button->isVisible());
        for (const auto *action : shown.page.actionList()) {
            if (action->isSeparator())
                continue;
            QVERIFY(!action->text().isEmpty() && !action->icon().isNull());
            QVERIFY2(!action->shortcut().isEmpty(), qPrintable(action->text()));
            QVERIFY2(!action->toolTip().isEmpty(), qPrintable(action->text()));
        }
    }
};

QTEST_MAIN(TestSearchPage)
#include "tst_searchpage.moc"
