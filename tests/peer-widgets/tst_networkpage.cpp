#include "tests/peer-widgets/networkstage.h"

#include <QClipboard>
#include <QInputDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace ft;
using namespace ft::widgets;
using namespace std::chrono_literals;
using test::NetworkStage;
using Fetch = FakeNetwork::Fetch;

/// Who is online, and what is done with them.
class TestNetworkPage final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale{QLocale::English}); }
    void init()
    {
        QTest::failOnWarning(
            QRegularExpression{QStringLiteral("^(?!This plugin does not support).+")});
    }

    void saysWhyNobodyIsListedBeforeItHasJoined()
    {
        NetworkStage stage;
        QVERIFY(stage.empty().title().startsWith(u"Joining"));
        QVERIFY(!stage.empty().text().isEmpty());
        QCOMPARE(stage.commands.listings, 0);
        stage.join();
        QCOMPARE(stage.commands.listings, 1);
        QCOMPARE(stage.peers().model()->rowCount(), 3);
        QVERIFY(stage.peers().isVisible());
    }

    void saysThatOneIsAlone()
    {
        NetworkStage stage;
        stage.commands.peers = {sample::listedPeer("ada", "10.0.0.9:40000", 1, 1)};
        stage.join();
        QCOMPARE(stage.empty().title(), QStringLiteral("Nobody else is online"));
    }

    void saysWhenTheListCannotBeHad()
    {
        NetworkStage stage;
        stage.commands.noPeers = engine::Problem{engine::ProblemCode::TrackerRefused,
                                                 engine::Operation::ListPeers,
                                                 QStringLiteral("t:1"),
                                                 QStringLiteral("busy")};
        stage.join();
        QVERIFY(stage.empty().text().contains(u"busy"));
    }

    void tellsHowManyAreOnline()
    {
        NetworkStage stage;
        std::vector<std::optional<int>> told;
        QObject::connect(&stage.page, &NetworkPage::peersOnline, &stage.page, [&](auto count) {
            told.push_back(count);
        });
        stage.join();
        stage.tracker.noteLost({}, 5s);
        QCOMPARE(told, (std::vector<std::optional<int>>{3, std::nullopt}));
        QCOMPARE(stage.peers().model()->rowCount(), 0);
    }

    void filtersByNameAndAddress()
    {
        NetworkStage stage;
        stage.join();
        stage.page.find();
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("10.0.0.5"));
        QCOMPARE(stage.peers().model()->rowCount(), 1);
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("x"));
        QCOMPARE(stage.empty().title(), QStringLiteral("No peer matches"));
    }

    void enterBrowsesThePeer()
    {
        NetworkStage stage;
        stage.select(QStringLiteral("studio"));
        QTest::keyClick(&stage.peers(), Qt::Key_Return);
        QCOMPARE(stage.tabs().count(), 3);
        QCOMPARE(stage.commands.questions.back().peer, QStringLiteral("studio"));
        QCOMPARE(stage.commands.questions.back().question,
                 engine::PeerQuestion{engine::BrowseQuestion{}});
    }

    void aPeerHasOneTab()
    {
        NetworkStage stage;
        stage.browse();
        stage.page.browse(QStringLiteral("STUDIO"));
        QCOMPARE(stage.tabs().count(), 3);
        stage.page.browse(QStringLiteral("10.0.0.5:40112"));
        QCOMPARE(stage.tabs().count(), 4);
        stage.action(QKeySequence::Close).trigger();
        QCOMPARE(stage.tabs().count(), 3);
    }

    void thePlacesThatAreAlwaysThereCannotBeClosed()
    {
        NetworkStage stage;
        QVERIFY(!stage.action(QKeySequence::Close).isEnabled());
        emit stage.tabs().tabCloseRequested(0);
        QCOMPARE(stage.tabs().count(), 2);
    }

    void pingsThoseSelectedAndSaysWhatCame()
    {
        NetworkStage stage;
        stage.join();
        stage.peers().selectAll();
        stage.action(Qt::CTRL | Qt::Key_P).trigger();
        QCOMPARE(stage.commands.pings.size(), 3U);
        stage.select(QStringLiteral("studio"));
        for (const auto &ping : stage.commands.pings) {
            if (ping.peer == QStringLiteral("studio"))
                ping.done(sample::pingAnswer({4ms, 2ms}));
        }
        QVERIFY(stage.inspected().contains(u"2.00 ms at best"));
    }

    void aPeerIsBrowsedByItsAddress()
    {
        NetworkStage stage;
        stage.action(Qt::CTRL | Qt::SHIFT | Qt::Key_B).trigger();
        auto *dialog = stage.page.findChild<QInputDialog *>();
        QVERIFY(dialog);
        dialog->setTextValue(QStringLiteral(" 10.0.0.7:4000 "));
        dialog->accept();
        QCOMPARE(stage.commands.questions.back().peer, QStringLiteral("10.0.0.7:4000"));
    }

    void theInspectorShowsThePeer()
    {
        NetworkStage stage;
        QVERIFY(stage.inspected().startsWith(u"Select a peer"));
        stage.select(QStringLiteral("attic"));
        QVERIFY(stage.inspected().contains(u"10.0.0.5:40112"));
        QVERIFY(stage.inspected().contains(u"3 files"));
    }

    void actionsAreForWhatIsThere()
    {
        NetworkStage stage;
        QVERIFY(!stage.action(Qt::CTRL | Qt::Key_P).isEnabled());
        QVERIFY(!stage.action(Qt::CTRL | Qt::Key_D).isEnabled());
        stage.select(QStringLiteral("attic"));
        QVERIFY(stage.action(Qt::CTRL | Qt::Key_P).isEnabled());
        stage.browse();
        stage.pick({"c.txt"});
        QVERIFY(stage.action(Qt::CTRL | Qt::Key_D).isEnabled());
        QVERIFY(!stage.action(Qt::CTRL | Qt::Key_P).isEnabled());
    }

    void everyActionTellsWhatItDoesAndHowToCallIt()
    {
        NetworkStage stage;
        for (const QAction *action : stage.page.actionList()) {
            if (action->isSeparator())
                continue;
            QVERIFY2(action->text().contains(u'&'), qPrintable(action->text()));
            QVERIFY2(!action->shortcut().isEmpty(), qPrintable(action->text()));
            QVERIFY2(!action->toolTip().isEmpty(), qPrintable(action->text()));
            QVERIFY2(!action->icon().isNull(), qPrintable(action->text()));
        }
    }

    void checksTheConnectionAlsoWhenNotJoined()
    {
        NetworkStage stage;
        QTest::mouseClick(stage.empty().findChild<QPushButton *>(), Qt::LeftButton);
        QCOMPARE(stage.commands.checks.size(), 1U);
        stage.commands.checks[0](sample::report(engine::ConnectivityCheck::State::Running));
        stage.action(Qt::CTRL | Qt::SHIFT | Qt::Key_N).trigger();
        QCOMPARE(stage.commands.canceled, 1);
        stage.action(Qt::CTRL | Qt::SHIFT | Qt::Key_N).trigger();
        stage.commands.checks[1](sample::report(engine::ConnectivityCheck::State::Works));
        QSignalSpy said{&stage.page, &Page::said};
        stage.action(Qt::CTRL | Qt::SHIFT | Qt::Key_R).trigger();
        QCOMPARE(said.count(), 1);
        QVERIFY(QGuiApplication::clipboard()->text().contains(u"Everything works."));
    }

    void remembersItsColumns()
    {
        const QTemporaryDir folder;
        QSettings memory{folder.filePath(QStringLiteral("w.ini")), QSettings::IniFormat};
        {
            NetworkStage stage;
            stage.browse();
            stage.tree().setColumnWidth(0, 321);
            stage.page.saveState(memory);
        }
        NetworkStage stage;
        stage.page.restoreState(memory);
        stage.browse();
        QCOMPARE(stage.tree().columnWidth(0), 321);
    }
};

QTEST_MAIN(TestNetworkPage)
#include "tst_networkpage.moc"
