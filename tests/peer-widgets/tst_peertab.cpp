#include "common/model/filelink.h"
#include "tests/peer-widgets/networkstage.h"

#include <QClipboard>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>

using namespace ft;
using namespace ft::widgets;
using engine::ChecksumMark;
using test::NetworkStage;
using Fetch = FakeNetwork::Fetch;

/// The share of one peer: as a tree, by date or pattern, by checksums.
class TestPeerTab final : public QObject
{
    Q_OBJECT

private:
    static void type(const QString &text)
    {
        QTest::keyClicks(QApplication::focusWidget(), text);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    }

private slots:
    void initTestCase() { QLocale::setDefault(QLocale{QLocale::English}); }
    void init()
    {
        QTest::failOnWarning(
            QRegularExpression{QStringLiteral("^(?!This plugin does not support).+")});
    }

    void showsWhatArrivesWhileItArrives()
    {
        NetworkStage stage;
        stage.page.browse(QStringLiteral("studio"));
        QVERIFY(stage.empty().title().startsWith(u"Asking studio"));
        stage.commands.questions.back().hear({{sample::toldFile("a", 1)}, false, {}});
        QVERIFY(stage.tree().isVisible());
        QVERIFY(stage.view().summary().endsWith(u"so far…"));
        stage.commands.questions.back().hear({{sample::toldFile("b", 1)}, true, {}});
        QCOMPARE(stage.view().summary(), QStringLiteral("2 files, 2 bytes in all"));
        QCOMPARE(stage.tree().model()->rowCount(), 2);
    }

    void saysWhatWentWrongAndAsksAgain()
    {
        NetworkStage stage;
        stage.page.browse(QStringLiteral("studio"));
        stage.commands.refuse({engine::ProblemCode::SourceUnreachable,
                               engine::Operation::Connect,
                               QStringLiteral("10.0.0.4:1"),
                               QStringLiteral("Connection refused")});
        QCOMPARE(stage.empty().title(), QStringLiteral("Could not look at the share"));
        QVERIFY(stage.empty().text().contains(u"Connection refused"));
        auto *retry = stage.empty().findChild<QPushButton *>();
        QVERIFY(retry->isVisible());
        QTest::mouseClick(retry, Qt::LeftButton);
        QCOMPARE(stage.commands.questions.size(), 2U);
        QVERIFY(!retry->isVisible());
    }

    void whatHasArrivedStaysWhenThePeerLeaves()
    {
        NetworkStage stage;
        stage.page.browse(QStringLiteral("studio"));
        stage.commands.questions.back().hear({{sample::toldFile("a", 1)}, false, {}});
        stage.commands.refuse(
            {engine::ProblemCode::SourceGone, engine::Operation::Download, {}, {}});
        QCOMPARE(stage.tree().model()->rowCount(), 1);
        QVERIFY(stage.view().summary().startsWith(u"1 file"));
        QVERIFY(stage.view().summary().size() > 30);
    }

    void enterDownloadsAFileAndUnfoldsAFolder()
    {
        NetworkStage stage;
        stage.browse();
        stage.pick({"docs"});
        stage.tree().collapseAll();
        QTest::keyClick(&stage.tree(), Qt::Key_Return);
        QVERIFY(stage.tree().isExpanded(stage.tree().currentIndex()));
        QVERIFY(stage.commands.fetched.empty() && stage.commands.downloaded.empty());
        stage.pick({"c.txt"});
        QTest::keyClick(&stage.tree(), Qt::Key_Return);
        QCOMPARE(stage.commands.downloaded.size(), 1U);
        const SourceRecord &source = stage.commands.downloaded[0].first;
        QCOMPARE(source.file.path.toString(), QStringLiteral("c.txt"));
        QCOMPARE(source.endpoint, sample::endpoint("10.0.0.4:40112"));
        QCOMPARE(source.host, HostName::parse("studio"));
    }

    void foldersAreFetchedWholeAndOnce()
    {
        NetworkStage stage;
        stage.browse();
        stage.pick({"docs", "a.pdf", "c.txt"});
        stage.action(Qt::CTRL | Qt::SHIFT | Qt::Key_D).trigger();
        QCOMPARE(stage.commands.fetched,
                 (std::vector<Fetch>{
                     {QStringLiteral("studio"), QStringLiteral("docs/"), Transport::Udp}}));
        QCOMPARE(stage.commands.downloaded.size(), 1U);
        QCOMPARE(stage.commands.downloaded[0].second, Transport::Udp);
    }

    void aPeerThatIsNotListedIsAskedForTheFile()
    {
        NetworkStage stage;
        stage.page.browse(QStringLiteral("elsewhere"));
        stage.commands.answer({sample::toldFile("c.txt", 30)});
        stage.pick({"c.txt"});
        stage.action(Qt::CTRL | Qt::Key_D).trigger();
        QCOMPARE(stage.commands.fetched,
                 (std::vector<Fetch>{
                     {QStringLiteral("elsewhere"), QStringLiteral("c.txt"), Transport::Tcp}}));
    }

    void filtersAsOneTypes()
    {
        NetworkStage stage;
        stage.browse();
        stage.page.find();
        type(QStringLiteral("docs b"));
        QCOMPARE(stage.tree().model()->rowCount(), 1);
        QVERIFY(stage.view().summary().startsWith(u"Showing 1 file of 3 files"));
        stage.page.find();
        type(QStringLiteral("zzz"));
        QCOMPARE(stage.empty().title(), QStringLiteral("No file matches"));
    }

    void copiesLinks()
    {
        NetworkStage stage;
        stage.browse();
        stage.pick({"c.txt"});
        for (QAction *action : stage.tree().actions()) {
            if (action->shortcut() == QKeySequence{QKeySequence::Copy})
                action->trigger();
        }
        const auto link = FileLink::parse(QGuiApplication::clipboard()->text());
        QVERIFY(link);
        QCOMPARE(link->name->toString(), QStringLiteral("c.txt"));
        QCOMPARE(link->size, std::optional<std::uint64_t>{30});
    }

    void theInspectorShowsFileAndFolder()
    {
        NetworkStage stage;
        stage.browse();
        stage.pick({"a.pdf"});
        QVERIFY(stage.inspected().contains(u"docs/a.pdf"));
        QVERIFY(stage.inspected().contains(u"9e107d9d372bb6826bd81d3542a419d6"));
        stage.pick({"docs"});
        QVERIFY(stage.inspected().contains(u"Files in it: 2"));
    }

    void listsByPatternAndShowsWhatIsFound()
    {
        NetworkStage stage;
        stage.browse();
        stage.action(Qt::CTRL | Qt::SHIFT | Qt::Key_L).trigger();
        QCOMPARE(stage.empty().title(), QStringLiteral("List files by date or pattern"));
        type(QStringLiteral("\\.pdf$"));
        engine::IndexQuestion asked;
        asked.regex = QStringLiteral("\\.pdf$");
        QCOMPARE(stage.commands.questions.back().question, engine::PeerQuestion{asked});
        stage.commands.answer({sample::toldFile("docs/a.pdf", 10)});
        QCOMPARE(stage.view().summary(), QStringLiteral("1 file, 10 bytes"));
    }

    void aBadPatternIsSaidWhereItWasTyped()
    {
        NetworkStage stage;
        stage.browse();
        stage.action(Qt::CTRL | Qt::SHIFT | Qt::Key_L).trigger();
        type(QStringLiteral("("));
        stage.commands.refuse({engine::ProblemCode::BadQuery,
                               engine::Operation::AskPeer,
                               QStringLiteral("("),
                               QStringLiteral("missing )")});
        auto *pattern = qobject_cast<QLineEdit *>(QApplication::focusWidget());
        QVERIFY(pattern);
        QCOMPARE(pattern->selectedText(), QStringLiteral("("));
        QVERIFY(pattern->accessibleDescription().contains(u"missing )"));
    }

    void datesInTheWrongOrderAreNotAskedFor()
    {
        NetworkStage stage;
        stage.browse();
        stage.action(Qt::CTRL | Qt::SHIFT | Qt::Key_L).trigger();
        const auto asked = stage.commands.questions.size();
        auto *span = stage.view().findChild<QComboBox *>();
        span->setCurrentIndex(span->count() - 1);
        const auto edits = stage.view().findChildren<QDateTimeEdit *>();
        QVERIFY(edits[0]->isVisible() && edits[1]->isVisible());
        edits[1]->setDateTime(edits[0]->dateTime().addSecs(-60));
        stage.view().refresh();
        QCOMPARE(stage.commands.questions.size(), asked);
        edits[1]->setDateTime(edits[0]->dateTime().addSecs(60));
        stage.view().refresh();
        const auto question = std::get<engine::IndexQuestion>(
            stage.commands.questions.back().question);
        QCOMPARE(*question.to - *question.from, std::chrono::seconds{60});
    }

    void presetsReachBackToTheirDay()
    {
        NetworkStage stage;
        stage.browse();
        stage.action(Qt::CTRL | Qt::SHIFT | Qt::Key_L).trigger();
        stage.view().findChild<QComboBox *>()->setCurrentIndex(2); // the last 7 days
        stage.view().refresh();
        const auto question = std::get<engine::IndexQuestion>(
            stage.commands.questions.back().question);
        QCOMPARE(question.from->time_since_epoch().count(),
                 QDate::currentDate().addDays(-6).startOfDay().toSecsSinceEpoch());
        QVERIFY(!question.to);
    }

    void checksAllAndSumsItUp()
    {
        NetworkStage stage;
        stage.select(QStringLiteral("studio"));
        stage.action(Qt::CTRL | Qt::SHIFT | Qt::Key_H).trigger();
        QCOMPARE(stage.commands.questions.back().question,
                 engine::PeerQuestion{engine::ChecksumQuestion{}});
        stage.commands.answer({sample::toldFile("a", 1, ChecksumMark::Same),
                               sample::toldFile("b", 1, ChecksumMark::Changed),
                               sample::toldFile("c", 1, ChecksumMark::Gone)});
        QCOMPARE(stage.view().summary(), QStringLiteral("2 files: 1 changed, 1 gone, 1 the same"));
    }

    void verifiesTheSelectedFilesOneAfterAnother()
    {
        NetworkStage stage;
        stage.browse();
        stage.pick({"a.pdf", "c.txt"});
        stage.action(Qt::CTRL | Qt::Key_H).trigger();
        QCOMPARE(stage.commands.questions.size(), 2U);
        const auto first = std::get<engine::ChecksumQuestion>(
            stage.commands.questions.back().question);
        stage.commands.answer(
            {sample::toldFile(first.name->utf8().constData(), 1, ChecksumMark::New)});
        QTRY_COMPARE(stage.commands.questions.size(), 3U);
        const auto second = std::get<engine::ChecksumQuestion>(
            stage.commands.questions.back().question);
        QVERIFY(first.name != second.name);
        stage.commands.answer(
            {sample::toldFile(second.name->utf8().constData(), 1, ChecksumMark::Same)});
        QCOMPARE(stage.view().summary(), QStringLiteral("2 files: 1 new, 1 the same"));
    }
};

QTEST_MAIN(TestPeerTab)
#include "tst_peertab.moc"
