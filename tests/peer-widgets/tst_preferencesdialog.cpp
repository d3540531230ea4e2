#include "peer-gui/widgets/preferencesdialog.h"
#include "peer-gui/widgets/ratefield.h"
#include "peer-gui/widgets/stateline.h"
#include "tests/peer-widgets/fakesetup.h"

#include <QAccessible>
#include <QCheckBox>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTest>

using namespace ft;
using namespace ft::widgets;

namespace {

engine::EngineSettings settings()
{
    engine::EngineSettings settings;
    settings.tracker = HostPort{QStringLiteral("tracker.example"), 1234};
    settings.name = HostName::nearest(QStringLiteral("ada"));
    settings.downloadFolder = QStringLiteral("/home/ada/Downloads");
    settings.limits.downloadRate = 512 * 1024; // no whole number of kB
    return settings;
}

} // namespace

class TestPreferencesDialog final : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<FakeSetup> m_commands;
    std::unique_ptr<SettingsKeeper> m_keeper;
    std::unique_ptr<PreferencesDialog> m_dialog;

    [[nodiscard]] QPushButton *ok() const
    {
        return m_dialog->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok);
    }
    [[nodiscard]] QLineEdit *field(const QString &name) const
    {
        for (auto *edit : m_dialog->findChildren<QLineEdit *>()) {
            if (edit->accessibleName() == name)
                return edit;
        }
        return nullptr;
    }

private slots:
    void init()
    {
        QTest::failOnWarning(
            QRegularExpression{QStringLiteral("^(?!This plugin does not support).+")});
        QLocale::setDefault(QLocale{QLocale::English});
        m_commands = std::make_unique<FakeSetup>();
        m_keeper = std::make_unique<SettingsKeeper>(settings(), engine::Preferences{}, *m_commands);
        m_dialog = std::make_unique<PreferencesDialog>(*m_keeper, *m_commands);
        m_dialog->show();
    }
    void cleanup()
    {
        m_dialog.reset();
        m_keeper.reset();
    }

    void changesNothingWhenNothingWasChanged()
    {
        const QSignalSpy accepted{m_dialog.get(), &QDialog::accepted};
        ok()->click();
        QCOMPARE(accepted.count(), 1);
        QVERIFY(m_commands->applied.empty());
        QVERIFY(m_commands->kept.empty());
    }

    void keepsOnlyWhatWasChanged()
    {
        const QSignalSpy rejoining{m_keeper.get(), &SettingsKeeper::rejoining};
        const QSignalSpy changed{m_keeper.get(), &SettingsKeeper::changed};
        m_dialog->findChildren<RateField *>().at(1)->setValue(2'000);
        ok()->click();
        QCOMPARE(changed.count(), 1);
        QCOMPARE(rejoining.count(), 0);
        QCOMPARE(m_commands->applied.back().limits.uploadRate, 2'000'000U);
        QCOMPARE(m_commands->applied.back().limits.downloadRate, settings().limits.downloadRate);
        QVERIFY(m_commands->kept.back().limits.has_value());
        QVERIFY(!m_commands->kept.back().name.has_value());
        QVERIFY(!m_commands->kept.back().tracker.has_value());
    }

    void rejoinsForAnotherTracker()
    {
        const QSignalSpy rejoining{m_keeper.get(), &SettingsKeeper::rejoining};
        field(QStringLiteral("Address of the tracker"))->setText(QStringLiteral("[::1]:99"));
        ok()->click();
        QCOMPARE(rejoining.count(), 1);
        QCOMPARE(m_commands->applied.back().tracker,
                 (std::optional{HostPort{QStringLiteral("::1"), 99}}));
    }

    void takesNoSettingsThatCannotBe_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("text");
        QTest::newRow("no tracker") << QStringLiteral("Address of the tracker") << QString{};
        QTest::newRow("a bad name") << QStringLiteral("Name of this peer") << QStringLiteral("-a");
        QTest::newRow("no folder") << QStringLiteral("Folder for downloads") << QString{};
        QTest::newRow("half a path")
            << QStringLiteral("Folder for downloads") << QStringLiteral("down");
    }
    void takesNoSettingsThatCannotBe()
    {
        QFETCH(QString, name);
        QFETCH(QString, text);
        QVERIFY(ok()->isEnabled());
        field(name)->setText(text);
        QVERIFY(!ok()->isEnabled());
    }

    void staysOpenAndSaysWhatCannotBe()
    {
        m_commands->refusal = engine::Problem{engine::ProblemCode::PortInUse,
                                              engine::Operation::Listen,
                                              QStringLiteral("0.0.0.0:40112"),
                                              {}};
        m_dialog->findChildren<RateField *>().front()->setValue(7);
        ok()->click();
        QVERIFY(m_dialog->isVisible());
        QVERIFY(m_commands->kept.empty());
        QCOMPARE(m_keeper->settings().limits, settings().limits);
        QVERIFY(ok()->isEnabled());
    }

    void hasRoomForMorePages()
    {
        auto *page = new QWidget;
        m_dialog->addPage(page, QStringLiteral("More"));
        const auto *pages = m_dialog->findChild<QTabWidget *>();
        QCOMPARE(pages->tabText(pages->count() - 1), QStringLiteral("More"));
    }

    void everyControlHasAName()
    {
        for (auto *widget : m_dialog->findChildren<QWidget *>()) {
            if ((widget->focusPolicy() & Qt::TabFocus) == 0 || widget->focusProxy())
                continue;
            const auto *iface = QAccessible::queryAccessibleInterface(widget);
            if (qobject_cast<QLineEdit *>(widget) && qobject_cast<QSpinBox *>(widget->parent()))
                continue; // the box speaks for it
            QVERIFY2(iface && !iface->text(QAccessible::Name).isEmpty(),
                     widget->metaObject()->className());
        }
    }
};

QTEST_MAIN(TestPreferencesDialog)
#include "tst_preferencesdialog.moc"
