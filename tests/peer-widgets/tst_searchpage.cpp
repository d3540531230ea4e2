#include "peer-gui/widgets/emptystate.h"
#include "peer-gui/widgets/searchpage.h"
#include "peer-gui/widgets/tableview.h"
#include "tests/peer-models/sampledata.h"
#include "tests/peer-widgets/fakesearch.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
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
    SearchPage page{commands, tracker, HostName::nearest(QStringLiteral("me"))};
    QLineEdit *box = page.findChild<QLineEdit *>();
    TableView *table = page.findChild<TableView *>();
    EmptyState *empty = page.findChild<EmptyState *>();

    Shown()
    {
        page.show();
        page.activateWindow();
        if (!QTest::qWaitForWindowActive(&page))
            QTest::qFail("not active", __FILE__, __LINE__);
    }

    void search(const QString &name)
    {
        page.find();
        box->setText(name);
        QTest::keyClick(box, Qt::Key_Return);
    }
    /// The line below the table.
    [[nodiscard]] QString summary() const
    {
        for (const auto *label :
             page.findChildren<QLabel *>(QString{}, Qt::FindDirectChildrenOnly)) {
            if (!label->text().isEmpty())
                return label->text();
        }
        return {};
    }
    [[nodiscard]] QPushButton *button(const QString &name) const
    {
        for (auto *candidate : page.findChildren<QPushButton *>()) {
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
        QSignalSpy started{&shown.page, &SearchPage::downloadsStarted};
        shown.search(QStringLiteral("a.txt"));
        shown.commands.answers[0](std::vector{recordOf("p", 1), recordOf("q", 2)});
        QVERIFY(shown.table->isVisible());
        QVERIFY(shown.table->hasFocus());
        QTest::keyClick(shown.table, Qt::Key_Return);
        QCOMPARE(shown.commands.downloads.size(), 1U);
        QCOMPARE(shown.commands.downloads[0].size(), 1U);
        QCOMPARE(shown.commands.downloads[0][0], recordOf("p", 1));
        QCOMPARE(started.count(), 1);
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
        QVERIFY(shown.table->isVisible());
        QCOMPARE(shown.table->model()->rowCount(), 2);
        QCOMPARE(shown.summary(), QStringLiteral("2 records of “a”"));
        news = {};
        news.went = {{recordOf("p", 1).file.path, *HostName::parse("p")}};
        shown.commands.news[0](news);
        QCOMPARE(shown.table->model()->rowCount(), 1);
        QCOMPARE(shown.summary(), QStringLiteral("1 record of “a”"));
    }

    void saysHowManyThereAreBesides_data()
    {
        QTest::addColumn<bool>("isPartial");
        QTest::addColumn<bool>("isExactOnly");
        QTest::addColumn<QString>("summary");
        QTest::newRow("more than are shown")
            << false << false << QStringLiteral("1 record of “a”, of 5,000 in all");
        QTest::newRow("not counted to the end")
            << true << false
            << QStringLiteral("1 record of “a”, of at least 5,000: the search was too broad to be "
                              "finished");
        QTest::newRow("by its exact name")
            << false << true
            << QStringLiteral("1 record of “a”; this tracker finds exact names only");
    }
    void saysHowManyThereAreBesides()
    {
        QFETCH(bool, isPartial);
        QFETCH(bool, isExactOnly);
        Shown shown;
        shown.tracker.noteJoined();
        shown.search(QStringLiteral("a"));
        engine::SearchNews news;
        news.results = engine::FindResults{
            {recordOf("p", 1)}, 5'000, 4'000, "x", isPartial, isExactOnly};
        shown.commands.news[0](news);
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
        QVERIFY(shown.table->isVisible());
        shown.commands.answers[0](std::vector{recordOf("q", 1)});
        QCOMPARE(shown.table->model()->rowCount(), 1);
    }

    void everyControlHasAnAccessibleName()
    {
        const Shown shown;
        QVERIFY(!shown.box->accessibleName().isEmpty());
        QVERIFY(!shown.table->accessibleName().isEmpty());
        for (const auto *button : shown.page.findChildren<QPushButton *>())
            QVERIFY(!button->text().isEmpty());
    }
};

QTEST_MAIN(TestSearchPage)
#include "tst_searchpage.moc"
