#include "peer-gui/widgets/actioncatalog.h"
#include "peer-gui/widgets/desktopchoices.h"
#include "peer-gui/widgets/tray.h"
#include "tests/peer-models/sampledata.h"
#include "tests/peer-widgets/faketransfers.h"

#include <QRegularExpression>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace ft;
using namespace ft::widgets;
using engine::TransferCommand;
using engine::TransferId;
using engine::TransferState;
using About = models::NewsDigest::About;

class TestTray final : public QObject
{
    Q_OBJECT

private:
    FakeTransfers m_commands;
    std::unique_ptr<QWidget> m_window;
    std::unique_ptr<Tray> m_tray;

    [[nodiscard]] QAction &action(const char *text) const
    {
        for (QAction *action : m_tray->menu().actions()) {
            if (withoutMnemonic(action->text()) == QString::fromLatin1(text))
                return *action;
        }
        qFatal("no action %s", text);
    }

private slots:
    void init()
    {
        QTest::failOnWarning(
            QRegularExpression{QStringLiteral("^(?!This plugin does not support).+")});
        QLocale::setDefault(QLocale{QLocale::English});
        m_commands.controlled.clear();
        m_window = std::make_unique<QWidget>();
        m_window->setWindowTitle(QStringLiteral("ada"));
        m_tray = std::make_unique<Tray>(m_commands, *m_window);
        m_tray->update({sample::transfer(1, "a", TransferState::Transferring),
                        sample::transfer(2, "b", TransferState::Paused)});
    }

    void tellsTheRates()
    {
        QCOMPARE(m_tray->toolTip(), QStringLiteral("ada\n1 download: waiting\nNo uploads running"));
    }

    void pausesAndResumesEverything()
    {
        using Controlled = std::vector<std::pair<TransferId, TransferCommand>>;
        action("Pause all downloads").trigger();
        QCOMPARE(m_commands.controlled, (Controlled{{TransferId{1}, TransferCommand::Pause}}));
        m_commands.controlled.clear();
        action("Resume all downloads").trigger();
        QCOMPARE(m_commands.controlled, (Controlled{{TransferId{2}, TransferCommand::Resume}}));
    }

    void whatThereIsNothingToDoForIsGrey()
    {
        m_tray->update({sample::transfer(1, "a", TransferState::Done)});
        QVERIFY(!action("Pause all downloads").isEnabled());
        QVERIFY(action("Resume all downloads").isEnabled());
    }

    void showsAndHidesTheWindow()
    {
        const QSignalSpy shown{m_tray.get(), &Tray::showAsked};
        action("Show the window").trigger();
        QCOMPARE(shown.count(), 1);
        m_window->show();
        m_tray->update(std::vector<engine::UploadSnapshot>{});
        action("Hide the window").trigger();
        QVERIFY(!m_window->isVisible());
    }

    void quits()
    {
        const QSignalSpy asked{m_tray.get(), &Tray::quitAsked};
        action("Quit").trigger();
        QCOMPARE(asked.count(), 1);
    }

    void isNotThereWhereTheDesktopHasNone()
    {
        QCOMPARE(m_tray->isThere(), QSystemTrayIcon::isSystemTrayAvailable());
    }

    void theChoicesAreKept()
    {
        const QTemporaryDir folder;
        QSettings memory{folder.filePath(QStringLiteral("w.ini")), QSettings::IniFormat};
        const std::set all{About::Finished, About::Failed, About::Found, About::Tracker};
        {
            DesktopChoices choices{memory, m_window.get()};
            QMenu menu;
            choices.addTo(menu);
            choices.setTrayAvailable(true);
            QVERIFY(choices.wantedNews() == all);
            QVERIFY(!choices.keepsInTray());
            menu.actions().constLast()->trigger();
            menu.actions().constFirst()->menu()->actions().constFirst()->trigger();
        }
        DesktopChoices again{memory, m_window.get()};
        again.setTrayAvailable(true);
        QVERIFY(again.keepsInTray());
        QCOMPARE(again.wantedNews().size(), all.size() - 1);
        again.setTrayAvailable(false);
        QVERIFY(!again.keepsInTray());
    }
};

QTEST_MAIN(TestTray)
#include "tst_tray.moc"
