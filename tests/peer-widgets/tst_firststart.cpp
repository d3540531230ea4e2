#include "peer-gui/widgets/firststart.h"
#include "peer-gui/widgets/sharechoice.h"
#include "peer-gui/widgets/stateline.h"
#include "tests/peer-widgets/fakesetup.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QRadioButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace ft;
using namespace ft::widgets;
using engine::FolderPreview;
using engine::PrivateKind;

namespace {

const auto Suggested = QStringLiteral("/home/ada/FileTracker");

engine::EngineSettings settings()
{
    engine::EngineSettings settings;
    settings.tracker = HostPort{QStringLiteral("tracker.example"), 1234};
    settings.name = HostName::nearest(QStringLiteral("ada"));
    settings.downloadFolder = QStringLiteral("/home/ada/Downloads");
    return settings;
}

FolderPreview previewOf(const QString &folder, std::uint64_t files)
{
    FolderPreview preview;
    preview.folder = folder;
    preview.state = FolderPreview::State::Done;
    preview.files = files;
    preview.bytes = files * 1'000;
    return preview;
}

FolderPreview privatePreview(const QString &folder)
{
    auto preview = previewOf(folder, 3);
    preview.privatePlaces = {{QStringLiteral("server.pem"), PrivateKind::Keys},
                             {QStringLiteral("chromium"), PrivateKind::Browser}};
    preview.privateCount = 2;
    preview.privatePatterns = {QStringLiteral("*.pem"), QStringLiteral("chromium/")};
    return preview;
}

} // namespace

class TestFirstStart final : public QObject
{
    Q_OBJECT

private:
    FakeSetup *m_commands = nullptr;
    std::unique_ptr<FakeSetup> m_ownedCommands;
    std::unique_ptr<SettingsKeeper> m_keeper;
    std::unique_ptr<FirstStart> m_dialog;

    void open()
    {
        m_dialog.reset();
        m_ownedCommands = std::make_unique<FakeSetup>();
        m_commands = m_ownedCommands.get();
        m_keeper = std::make_unique<SettingsKeeper>(settings(), engine::Preferences{}, *m_commands);
        m_dialog = std::make_unique<FirstStart>(*m_keeper, *m_commands, Suggested);
        m_dialog->show();
        m_dialog->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_dialog.get()));
    }
    void preview(const FolderPreview &preview) const { m_commands->previews.back().hear(preview); }
    [[nodiscard]] QPushButton *button(const QString &text) const
    {
        for (auto *button : m_dialog->findChildren<QPushButton *>()) {
            if (button->text().remove(u'&') == text)
                return button;
        }
        return nullptr;
    }
    [[nodiscard]] QLineEdit *field(const QString &name) const
    {
        for (auto *edit : m_dialog->findChildren<QLineEdit *>()) {
            if (edit->accessibleName() == name)
                return edit;
        }
        return nullptr;
    }
    [[nodiscard]] QAbstractButton *choice(const QString &text) const
    {
        for (auto *choice : m_dialog->findChildren<QAbstractButton *>()) {
            if (choice->text().remove(u'&').startsWith(text))
                return choice;
        }
        return nullptr;
    }
    void pressReturn() const { QTest::keyClick(m_dialog.get(), Qt::Key_Return); }
    [[nodiscard]] QStringList sentences() const
    {
        QStringList all;
        for (const auto *line : m_dialog->findChildren<StateLine *>()) {
            if (line->isVisible())
                all << line->text();
        }
        for (const auto *label : m_dialog->findChildren<QLabel *>()) {
            if (label->isVisible())
                all << label->text();
        }
        return all;
    }
    [[nodiscard]] bool says(const QString &text) const
    {
        return !sentences().filter(text).isEmpty();
    }

private slots:
    void init()
    {
        QTest::failOnWarning(
            QRegularExpression{QStringLiteral("^(?!This plugin does not support).+")});
        QLocale::setDefault(QLocale{QLocale::English});
        open();
    }
    void cleanup()
    {
        m_dialog.reset();
        m_keeper.reset();
    }

    void takesTheDefaultsWithThreeKeys()
    {
        const QSignalSpy accepted{m_dialog.get(), &QDialog::accepted};
        auto missing = previewOf(Suggested, 0);
        missing.state = FolderPreview::State::Missing;
        preview(missing);
        pressReturn();
        pressReturn();
        QCOMPARE(accepted.count(), 0);
        pressReturn();
        QCOMPARE(accepted.count(), 1);
        QCOMPARE(m_commands->prepared, QStringList{Suggested});
        QVERIFY(m_commands->notes.front().has_value());
        QCOMPARE(m_commands->shared, QStringList{Suggested});
        QCOMPARE(m_commands->kept.size(), 1U);
        const auto &kept = m_commands->kept.front();
        QCOMPARE(kept.shareFolders, std::optional{QStringList{Suggested}});
        QCOMPARE(kept.tracker, std::optional{settings().tracker});
        QCOMPARE(kept.name, std::optional{settings().name});
        QCOMPARE(kept.downloadFolder, std::optional{settings().downloadFolder});
        QVERIFY(!m_keeper->isFirstStart());
    }

    void showsWhatOthersWillSee()
    {
        auto found = previewOf(Suggested, 1'204);
        found.names = {QStringLiteral("a.txt"), QStringLiteral("docs/b.pdf")};
        found.hidden = 3;
        preview(found);
        QVERIFY(says(QStringLiteral("1,204 files, 1.2 MB")));
        QVERIFY(says(QStringLiteral("3 hidden files and folders are left out.")));
        const auto *names = m_dialog->findChild<QListWidget *>();
        QCOMPARE(names->item(0)->text(), QStringLiteral("a.txt"));
        QCOMPARE(names->item(2)->text(), QStringLiteral("… and 1,202 files more"));
        QVERIFY(!choice(QStringLiteral("Put a short note"))->isVisible());
    }

    void leavesOutWhatIsPrivateUnlessToldOtherwise_data()
    {
        QTest::addColumn<bool>("sharesAll");
        QTest::newRow("left out") << false;
        QTest::newRow("shared deliberately") << true;
    }
    void leavesOutWhatIsPrivateUnlessToldOtherwise()
    {
        QFETCH(bool, sharesAll);
        preview(privatePreview(Suggested));
        QVERIFY(says(QStringLiteral("Keys: server.pem.")));
        QVERIFY(says(QStringLiteral("Browser profiles: chromium.")));
        if (sharesAll)
            choice(QStringLiteral("Share them as well"))->click();
        for (int i = 0; i < 3; ++i)
            pressReturn();
        const QStringList left{QStringLiteral("*.pem"), QStringLiteral("chromium/")};
        QCOMPARE(m_commands->kept.front().filter->excluded, sharesAll ? QStringList{} : left);
        QCOMPARE(m_commands->filters.size(), sharesAll ? 0U : 1U);
    }

    void doesNotShareTheWholeHomeByAccident()
    {
        auto home = previewOf(Suggested, 5);
        home.breadth = FolderPreview::Breadth::Home;
        preview(home);
        QVERIFY(says(QStringLiteral("your whole home folder")));
        QVERIFY(!button(QStringLiteral("Next"))->isEnabled());
        choice(QStringLiteral("Share all of it nevertheless"))->click();
        QVERIFY(button(QStringLiteral("Next"))->isEnabled());
    }

    void doesNotGoOnWithAFolderThatCannotBeShared_data()
    {
        QTest::addColumn<FolderPreview::State>("state");
        QTest::addColumn<QString>("why");
        QTest::newRow("a file") << FolderPreview::State::NotAFolder
                                << QStringLiteral("This is a file.");
        QTest::newRow("locked") << FolderPreview::State::Unreadable
                                << QStringLiteral("You may not read this folder.");
    }
    void doesNotGoOnWithAFolderThatCannotBeShared()
    {
        QFETCH(FolderPreview::State, state);
        QFETCH(QString, why);
        auto bad = previewOf(Suggested, 0);
        bad.state = state;
        preview(bad);
        QVERIFY(says(why));
        QVERIFY(!button(QStringLiteral("Next"))->isEnabled());
    }

    void looksAtAnotherFolderThatIsTyped()
    {
        field(QStringLiteral("Folder to share"))->setText(QStringLiteral("/srv/music"));
        QVERIFY(!button(QStringLiteral("Next"))->isEnabled());
        QTRY_COMPARE(m_commands->previews.size(), 2U);
        QCOMPARE(m_commands->previews.back().folder, QStringLiteral("/srv/music"));
        QCOMPARE(m_commands->closed.size(), 1U);
        m_commands->previews.front().hear(previewOf(Suggested, 7)); // too late
        QVERIFY(!says(QStringLiteral("7 files")));
        preview(previewOf(QStringLiteral("/srv/music"), 9));
        QVERIFY(says(QStringLiteral("9 files")));
        QVERIFY(button(QStringLiteral("Next"))->isEnabled());
    }

    void saysHowMuchRoomThereIsForDownloads()
    {
        preview(previewOf(Suggested, 1));
        pressReturn();
        QVERIFY(says(QStringLiteral("34.4 GB of room left on this disk.")));
    }

    void saysWhetherTheTrackerAnswers()
    {
        preview(previewOf(Suggested, 1));
        pressReturn();
        pressReturn();
        QCOMPARE(m_commands->trials.size(), 1U);
        QVERIFY(says(QStringLiteral("Asking tracker.example:1234…")));
        m_commands->trials.back().done(engine::JoinInfo{});
        QVERIFY(says(QStringLiteral("This tracker answers.")));
        field(QStringLiteral("Address of the tracker"))->setText(QStringLiteral("other.example"));
        QTRY_COMPARE(m_commands->trials.size(), 2U);
        QCOMPARE(m_commands->trials.back().tracker.port, engine::DefaultTrackerPort);
        m_commands->trials.back().done(
            tl::unexpected(engine::Problem{engine::ProblemCode::TrackerUnreachable,
                                           engine::Operation::Join,
                                           QStringLiteral("other.example:1234"),
                                           {}}));
        QVERIFY(says(QStringLiteral("other.example:1234")));
        QVERIFY(button(QStringLiteral("Start sharing"))->isEnabled()); // it may come back
    }

    void saysThatANameIsTaken()
    {
        preview(previewOf(Suggested, 1));
        pressReturn();
        pressReturn();
        m_commands->trials.back().done(
            tl::unexpected(engine::Problem{engine::ProblemCode::NameTaken,
                                           engine::Operation::Join,
                                           QStringLiteral("tracker.example:1234"),
                                           {}}));
        QVERIFY(says(QStringLiteral("Another peer of this tracker has this name.")));
    }

    void refusesANameThatCannotBe()
    {
        preview(previewOf(Suggested, 1));
        pressReturn();
        pressReturn();
        field(QStringLiteral("Name of this peer"))->setText(QStringLiteral("ada lovelace"));
        QVERIFY(!button(QStringLiteral("Start sharing"))->isEnabled());
        QTRY_VERIFY(says(QStringLiteral("A name has 1 to 63 letters")));
    }

    void worksWithoutATracker()
    {
        preview(previewOf(Suggested, 1));
        pressReturn();
        pressReturn();
        choice(QStringLiteral("Work without a tracker"))->click();
        pressReturn();
        QVERIFY(m_commands->kept.front().tracker.has_value());
        QVERIFY(!m_commands->kept.front().tracker->has_value());
    }

    void staysOpenWhenItCannotBeTakenOver()
    {
        preview(previewOf(Suggested, 1));
        pressReturn();
        pressReturn();
        m_commands->refusal = engine::Problem{engine::ProblemCode::PortInUse,
                                              engine::Operation::Listen,
                                              QStringLiteral("0.0.0.0:40112"),
                                              {}};
        pressReturn();
        QVERIFY(m_dialog->isVisible());
        QVERIFY(says(QStringLiteral("40112")));
        QVERIFY(m_commands->kept.empty());
        pressReturn();
        QVERIFY(!m_dialog->isVisible());
    }

    void goesBack()
    {
        preview(previewOf(Suggested, 1));
        pressReturn();
        QVERIFY(says(QStringLiteral("Step 2 of 3")));
        button(QStringLiteral("Back"))->click();
        QVERIFY(says(QStringLiteral("Step 1 of 3")));
    }

    void changesNothingWhenItIsClosed()
    {
        QTest::keyClick(m_dialog.get(), Qt::Key_Escape);
        QVERIFY(!m_dialog->isVisible());
        QVERIFY(m_commands->kept.empty());
        QVERIFY(m_commands->applied.empty());
        QVERIFY(m_keeper->isFirstStart());
    }
};

QTEST_MAIN(TestFirstStart)
#include "tst_firststart.moc"
