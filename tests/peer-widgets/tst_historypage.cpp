#include "peer-gui/widgets/emptystate.h"
#include "peer-gui/widgets/historypage.h"
#include "peer-gui/widgets/tableview.h"
#include "tests/peer-widgets/fakehistory.h"
#include "tests/peer-widgets/historyentries.h"
#include "tests/support/manualclock.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDateEdit>
#include <QFileDialog>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace ft;
using namespace ft::widgets;
using engine::HistoryFormat;
using engine::HistoryOrder;
using engine::ProblemCode;
using engine::RequestDirection;
using engine::RequestKind;
using engine::RequestOutcome;

class TestHistoryPage final : public QObject
{
    Q_OBJECT

private:
    test::ManualClock m_clock;
    std::unique_ptr<FakeHistory> m_history;
    std::unique_ptr<HistoryPage> m_page;
    QList<QUrl> m_opened;

    void open(const std::vector<engine::HistoryEntry> &entries)
    {
        m_opened.clear();
        m_page.reset();
        m_history = std::make_unique<FakeHistory>();
        m_history->page.entries = entries;
        m_history->entries = entries.size();
        m_page = std::make_unique<HistoryPage>(*m_history, m_clock, [this](const QUrl &url) {
            m_opened << url;
        });
        m_page->resize(1'100, 600);
        m_page->show();
        m_page->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    }
    void openSome()
    {
        open({sample::fetched(3, "docs/a.pdf"),
              sample::served(2, "music/b.flac"),
              sample::searched(1, "type:pdf merkle", 12)});
    }
    [[nodiscard]] TableView &table() const { return *m_page->findChild<TableView *>(); }
    [[nodiscard]] EmptyState &empty() const { return *m_page->findChild<EmptyState *>(); }
    [[nodiscard]] QStringList names() const
    {
        QStringList names;
        const auto *model = table().model();
        for (int row = 0; row < model->rowCount(); ++row)
            names << model->index(row, models::HistoryModel::Name).data().toString();
        return names;
    }
    template <typename Widget>
    [[nodiscard]] Widget &named(const char *accessibleName) const
    {
        for (Widget *widget : m_page->findChildren<Widget *>()) {
            if (widget->accessibleName() == QString::fromUtf8(accessibleName))
                return *widget;
        }
        qFatal("there is no %s", accessibleName);
    }
    [[nodiscard]] QAction &action(const char *iconless) const
    {
        for (QAction *action : m_page->actionList()) {
            if (action->text().remove(u'&') == QString::fromUtf8(iconless))
                return *action;
        }
        qFatal("there is no action %s", iconless);
    }
    void select(int row) const
    {
        // Not selectRow(): it takes the keys of the last key press for held.
        table().selectionModel()->setCurrentIndex(table().model()->index(row, 0),
                                                  QItemSelectionModel::ClearAndSelect
                                                      | QItemSelectionModel::Rows);
        table().setFocus();
    }

private slots:
    void init()
    {
        QTest::failOnWarning(
            QRegularExpression{QStringLiteral("^(?!This plugin does not support).+")});
        QLocale::setDefault(QLocale{QLocale::English});
    }
    void cleanup() { m_page.reset(); }

    void asksOnlyOnceItIsSeen()
    {
        FakeHistory history;
        HistoryPage page{history, m_clock, [](const QUrl &) {
                         }};
        QVERIFY(history.queries.empty());
        page.show();
        QCOMPARE(history.queries.size(), 1U);
    }

    void tellsThatNothingHasHappened()
    {
        open({});
        QVERIFY(empty().isVisible() && !table().isVisible());
        QCOMPARE(empty().title(), QStringLiteral("Nothing has happened yet"));
    }

    void tellsWhyThereIsNoHistory()
    {
        open({});
        m_history->problem = engine::Problem{ProblemCode::HistoryUnusable,
                                             engine::Operation::History,
                                             QStringLiteral("/state/history.sqlite"),
                                             {}};
        QTest::keyClick(&named<QLineEdit>("Words of a name, or of a search"), Qt::Key_Return);
        QCOMPARE(empty().title(), QStringLiteral("Could not read the history"));
        QVERIFY(empty().text().contains(u"/state/history.sqlite"));
    }

    void wordsAreLookedForAMomentAfterTheLastKey()
    {
        openSome();
        m_page->find();
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("aria"));
        QCOMPARE(m_history->queries.size(), 1U);
        QTRY_COMPARE(m_history->queries.size(), 2U);
        QCOMPARE(m_history->queries.back().text, QStringLiteral("aria"));
    }

    void filters_data()
    {
        QTest::addColumn<QString>("box");
        QTest::addColumn<int>("item");
        QTest::addColumn<engine::HistoryFilter>("filter");
        const auto row = [](const char *name, const char *box, int item, const auto &set) {
            engine::HistoryFilter filter;
            set(filter);
            QTest::newRow(name) << QString::fromUtf8(box) << item << filter;
        };
        using F = engine::HistoryFilter;
        row("mine", "Direction", 1, [](F &f) { f.direction = RequestDirection::Made; });
        row("others'", "Direction", 2, [](F &f) { f.direction = RequestDirection::Served; });
        row("files", "Kind", 1, [](F &f) { f.kinds = {RequestKind::Download}; });
        row("checksums", "Kind", 5, [](F &f) { f.kinds = {RequestKind::FileHash}; });
        row("running", "Outcome", 1, [](F &f) { f.outcomes = {RequestOutcome::Running}; });
        row("failed", "Outcome", 3, [](F &f) { f.outcomes = {RequestOutcome::Failed}; });
    }
    void filters()
    {
        QFETCH(QString, box);
        QFETCH(int, item);
        QFETCH(engine::HistoryFilter, filter);
        openSome();
        auto &choice = named<QComboBox>(qPrintable(box));
        choice.setFocus();
        for (int i = 0; i < item; ++i)
            QTest::keyClick(&choice, Qt::Key_Down);
        filter.limit = m_history->queries.back().limit;
        QVERIFY(m_history->queries.back() == filter);
    }

    void times_data()
    {
        QTest::addColumn<int>("item");
        QTest::addColumn<int>("days");
        QTest::newRow("today") << 1 << 0;
        QTest::newRow("7 days") << 2 << 6;
        QTest::newRow("30 days") << 3 << 29;
    }
    void times()
    {
        QFETCH(int, item);
        QFETCH(int, days);
        openSome();
        named<QComboBox>("Time").setCurrentIndex(item);
        const QDate today =
            QDateTime::fromSecsSinceEpoch(m_clock.wallTime().time_since_epoch().count()).date();
        const auto &filter = m_history->queries.back();
        QCOMPARE(filter.since->time_since_epoch().count(),
                 today.addDays(-days).startOfDay().toSecsSinceEpoch());
        QVERIFY(!filter.until);
    }

    void twoDaysAreBothWithin()
    {
        openSome();
        named<QComboBox>("Time").setCurrentIndex(4);
        auto &from = named<QDateEdit>("From this day on");
        auto &to = named<QDateEdit>("Up to and including this day");
        QVERIFY(from.isVisible() && to.isVisible());
        to.setDate({2026, 3, 14});
        from.setDate({2026, 3, 1});
        const auto &filter = m_history->queries.back();
        QCOMPARE(filter.since->time_since_epoch().count(),
                 QDate(2026, 3, 1).startOfDay().toSecsSinceEpoch());
        QCOMPARE(filter.until->time_since_epoch().count(),
                 QDate(2026, 3, 15).startOfDay().toSecsSinceEpoch());
    }

    void whatIsNotThereCanBeWidenedAgain()
    {
        openSome();
        m_history->page.entries.clear();
        m_page->find();
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("zzz"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QCOMPARE(empty().title(), QStringLiteral("Nothing like that has happened"));
        auto *everything = empty().findChild<QPushButton *>();
        QVERIFY(everything->isVisible());
        QTest::mouseClick(everything, Qt::LeftButton);
        QVERIFY(m_history->queries.back().text.isEmpty());
        QCOMPARE(empty().title(), QStringLiteral("Nothing has happened yet"));
        QVERIFY(!everything->isVisible());
    }

    void theEngineSortsByTheColumnThatIsPressed()
    {
        openSome();
        QVERIFY(m_history->queries.back().order == HistoryOrder{});
        QHeaderView *header = table().horizontalHeader();
        const int x = header->sectionViewportPosition(models::HistoryModel::Size) + 5;
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, {x, header->height() / 2});
        QCOMPARE(m_history->queries.back().order.key, HistoryOrder::Key::Size);
    }

    void scrollingToTheEndAsksForMore()
    {
        std::vector<engine::HistoryEntry> entries;
        for (std::int64_t id = 300; id > 100; --id)
            entries.push_back(sample::fetched(id, "a"));
        open(entries);
        m_history->page.isMore = true;
        QTest::keyClick(&named<QLineEdit>("Words of a name, or of a search"), Qt::Key_Return);
        m_history->page = {{sample::fetched(100, "older")}, false};
        const auto asked = m_history->queries.size();
        table().verticalScrollBar()->setValue(table().verticalScrollBar()->maximum());
        QTRY_COMPARE(m_history->queries.size(), asked + 1);
        QVERIFY(m_history->queries.back().before == engine::HistoryPlace::of(entries.back()));
        QCOMPARE(names().back(), QStringLiteral("older"));
    }

    void newEntriesAppearByThemselvesAndTheSelectionStays()
    {
        openSome();
        select(1);
        auto &entries = m_history->page.entries;
        entries.insert(entries.begin(), sample::fetched(4, "new.txt"));
        m_history->news.changed();
        QTRY_COMPARE(names().front(), QStringLiteral("new.txt"));
        QCOMPARE(table().selectedRows(), std::vector<int>{2});
    }

    void looksAtWhatHasChangedOnlyWhileItIsSeen()
    {
        openSome();
        m_page->hide();
        const auto asked = m_history->queries.size();
        m_history->news.changed();
        QCOMPARE(m_history->queries.size(), asked);
        m_page->show();
        QCOMPARE(m_history->queries.size(), asked + 1);
    }

    void enterOpensTheFile()
    {
        openSome();
        select(0);
        QTest::keyClick(&table(), Qt::Key_Return);
        QCOMPARE(m_opened, QList{QUrl::fromLocalFile(QStringLiteral("/home/ada/Downloads/a.pdf"))});
    }

    void aFileThatIsGoneKeepsItsEntryAndIsSaidToBeGone()
    {
        openSome();
        m_history->gone << QStringLiteral("/home/ada/Downloads/a.pdf");
        QSignalSpy said{m_page.get(), &Page::said};
        select(0);
        QTest::keyClick(&table(), Qt::Key_O, Qt::ControlModifier);
        QVERIFY(m_opened.isEmpty());
        QCOMPARE(said.count(), 1);
        QVERIFY(said[0][0].toString().startsWith(
            QStringLiteral("/home/ada/Downloads/a.pdf is not there any more")));
        QCOMPARE(names().front(), QStringLiteral("docs/a.pdf"));
        QCOMPARE(table().model()->index(0, models::HistoryModel::Path).data().toString(),
                 QStringLiteral("/home/ada/Downloads/a.pdf"));
    }

    void itsFolderOpens()
    {
        openSome();
        select(0);
        QTest::keyClick(&table(), Qt::Key_O, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(m_opened, QList{QUrl::fromLocalFile(QStringLiteral("/home/ada/Downloads"))});
    }

    void findsAgain_data()
    {
        QTest::addColumn<int>("row");
        QTest::addColumn<QString>("text");
        QTest::newRow("by its root")
            << 0 << u"root:"_qs + QString::fromLatin1(sample::root(3).hex());
        QTest::newRow("a search as it was") << 2 << QStringLiteral("type:pdf merkle");
    }
    void findsAgain()
    {
        QFETCH(int, row);
        QFETCH(QString, text);
        openSome();
        QSignalSpy asked{m_page.get(), &HistoryPage::searchAsked};
        select(row);
        QTest::keyClick(&table(), Qt::Key_R, Qt::ControlModifier);
        QCOMPARE(asked.count(), 1);
        QCOMPARE(asked[0][0].toString(), text);
    }

    void browsesThePeerOfAnEntryButNotTheTracker()
    {
        openSome();
        QSignalSpy asked{m_page.get(), &HistoryPage::browseAsked};
        select(1);
        QTest::keyClick(&table(), Qt::Key_B, Qt::ControlModifier);
        QCOMPARE(asked.count(), 1);
        QCOMPARE(asked[0][0].toString(), QStringLiteral("studio-a"));
        select(2);
        QVERIFY(!action("Browse this peer").isEnabled());
    }

    void showsOnlyOnePeer()
    {
        openSome();
        select(0);
        action("Show only this peer").trigger();
        QCOMPARE(m_history->queries.back().peer, QStringLiteral("studio-a"));
    }

    void copiesTheNamesOfAllSelected()
    {
        openSome();
        select(0);
        table().selectAll();
        QTest::keyClick(&table(), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(),
                 QStringLiteral("docs/a.pdf\nmusic/b.flac\ntype:pdf merkle"));
    }

    void everyActionHasAnIconAKeyAndSaysWhatItDoes()
    {
        openSome();
        for (const QAction *action : m_page->actionList()) {
            if (action->isSeparator())
                continue;
            const auto name = action->text().toUtf8();
            QVERIFY2(!action->icon().isNull(), name.constData());
            QVERIFY2(!action->toolTip().isEmpty(), name.constData());
            QVERIFY2(action->menu() || !action->shortcut().isEmpty(), name.constData());
        }
    }

    void theInspectorTellsAllOfAnEntry()
    {
        openSome();
        QWidget *inspector = m_page->inspector();
        inspector->show();
        select(0);
        QStringList texts;
        for (const QLabel *label : inspector->findChildren<QLabel *>()) {
            if (label->isVisibleTo(inspector))
                texts << label->text();
        }
        QVERIFY(texts.contains(QStringLiteral("docs/a.pdf")));
        QVERIFY(texts.contains(QStringLiteral("Download – Done")));
        QVERIFY(texts.contains(QStringLiteral("31.2 MB (31,220,118 bytes)")));
        QStringList lines;
        for (const QLineEdit *line : inspector->findChildren<QLineEdit *>())
            lines << line->text();
        QVERIFY(lines.contains(QString::fromLatin1(sample::root(3).hex())));
        QVERIFY(lines.contains(QStringLiteral("/home/ada/Downloads/a.pdf")));
        table().clearSelection();
        QVERIFY(!inspector->findChild<QLineEdit *>()->isVisible());
    }

    void exportsWhatTheFilterShows_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<HistoryFormat>("format");
        QTest::newRow("table") << QStringLiteral("/tmp/h.csv") << HistoryFormat::Csv;
        QTest::newRow("data") << QStringLiteral("/tmp/h.JSON") << HistoryFormat::Json;
    }
    void exportsWhatTheFilterShows()
    {
        QFETCH(QString, file);
        QFETCH(HistoryFormat, format);
        openSome();
        named<QComboBox>("Direction").setCurrentIndex(1);
        QSignalSpy said{m_page.get(), &Page::said};
        QTest::keyClick(&table(), Qt::Key_E, Qt::ControlModifier);
        auto *dialog = m_page->findChild<QFileDialog *>();
        QVERIFY(dialog);
        emit dialog->fileSelected(file);
        dialog->close();
        QCOMPARE(m_history->exports.size(), 1U);
        const auto &started = m_history->exports[0];
        QCOMPARE(started.order.path, file);
        QCOMPARE(started.order.format, format);
        QCOMPARE(started.order.filter.direction, RequestDirection::Made);
        started.done(2'310U);
        QCOMPARE(said.back()[0].toString(),
                 QStringLiteral("2,310 entries exported to %1.").arg(file));
    }

    void aLongExportCanBeStopped()
    {
        openSome();
        action("Export…").trigger();
        emit m_page->findChild<QFileDialog *>()->fileSelected(QStringLiteral("/tmp/h.csv"));
        action("Stop the export").trigger();
        QVERIFY(m_history->exports[0].stop.isStopped());
        QSignalSpy failed{m_page.get(), &Page::failed};
        m_history->exports[0].done(tl::unexpected(
            engine::Problem{ProblemCode::Canceled, engine::Operation::Export, {}, {}}));
        QCOMPARE(failed.count(), 0);
        QVERIFY(action("Export…").isEnabled());
    }

    void aFailedExportIsAProblem()
    {
        openSome();
        action("Export…").trigger();
        emit m_page->findChild<QFileDialog *>()->fileSelected(QStringLiteral("/tmp/h.csv"));
        QSignalSpy failed{m_page.get(), &Page::failed};
        m_history->exports[0].done(tl::unexpected(
            engine::Problem{ProblemCode::DiskFull, engine::Operation::Export, {}, {}}));
        QCOMPARE(failed.count(), 1);
    }

    void tellsWhatIsWrongWithTheHistory()
    {
        openSome();
        QSignalSpy said{m_page.get(), &Page::said};
        m_history->news.noticed(
            {engine::HistoryNotice::Kind::SetAside, QStringLiteral("/state/h.damaged-1"), {}});
        QVERIFY(said.back()[0].toString().contains(u"/state/h.damaged-1"));
    }
};

QTEST_MAIN(TestHistoryPage)
#include "tst_historypage.moc"
