#include "peer-gui/engine/preferencesstore.h"
#include "peer-gui/widgets/session.h"
#include "tests/e2e/windowhand.h"
#include "tests/support/files.h"
#include "tests/support/peerprogram.h"
#include "tests/support/trackerprogram.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace ft;
using namespace ft::test;
using namespace std::chrono_literals;

namespace {

const auto Report = QStringLiteral("Jahresbericht ü.pdf");
constexpr quint64 Size = 3'000'000;

/// The person at the window: a home of their own.
struct Home
{
    [[nodiscard]] QString path(const QString &name) const { return folder.filePath(name); }
    [[nodiscard]] engine::EngineSettings settings(const TrackerProgram &tracker) const
    {
        engine::EngineSettings settings;
        settings.tracker = HostPort::parse(tracker.address(), 0);
        settings.name = HostName::nearest(QStringLiteral("ada"));
        settings.downloadFolder = path(QStringLiteral("down"));
        settings.stateFolder = path(QStringLiteral("state"));
        settings.listenAddress = QHostAddress{QHostAddress::LocalHost};
        return settings;
    }

    /// The folder of the user, as long as the test lives.
    Home() { qputenv("HOME", folder.path().toLocal8Bit()); }

    QTemporaryDir folder;
};

} // namespace

/// A person sits at the window, with a real tracker and a real second peer.
class TstWindow : public QObject
{
    Q_OBJECT

private:
    SystemClock m_clock;

    [[nodiscard]] std::unique_ptr<widgets::Session> open(engine::EngineSettings settings) const
    {
        const auto loaded = engine::PreferencesStore{settings.stateFolder}.load();
        loaded.preferences.applyTo(settings);
        auto session = std::make_unique<widgets::Session>(
            widgets::Session::Start{settings, loaded.preferences, loaded.problem},
            m_clock,
            [](const QUrl &) {});
        session->begin();
        QWidget *const dialog = WindowHand::dialog();
        (dialog ? dialog : &session->window())->activateWindow();
        const bool isSeen = waitUntil([] { return QApplication::activeWindow() != nullptr; });
        return isSeen ? std::move(session) : nullptr;
    }
    /// Takes what the first start suggests, with three keys.
    [[nodiscard]] static bool setUp(const WindowHand &hand)
    {
        return hand.says(QStringLiteral("What do you share?")) && hand.goOn()
               && hand.says(QStringLiteral("Where do downloads go?")) && hand.goOn()
               && hand.says(QStringLiteral("This tracker answers.")) && hand.goOn()
               && waitUntil([] { return !WindowHand::dialog(); });
    }
    [[nodiscard]] static bool findAndDownload(const WindowHand &hand)
    {
        hand.press(Qt::Key_L, Qt::ControlModifier);
        hand.type(QStringLiteral("jahresbericht"));
        hand.press(Qt::Key_Return);
        if (!hand.choose(Report))
            return false;
        hand.press(Qt::Key_Return);
        hand.go(Qt::Key_2);
        return hand.shows({Report, QStringLiteral("Done")});
    }
    [[nodiscard]] static bool close(widgets::Session &session)
    {
        QSignalSpy finished{&session, &widgets::Session::finished};
        session.window().close();
        return !finished.isEmpty() || finished.wait(static_cast<int>(Patience.count()));
    }

private slots:
    void initTestCase() { QLocale::setDefault(QLocale{QLocale::English}); }

    void setsUpSearchesDownloadsAndComesBack()
    {
        TrackerProgram tracker;
        QVERIFY(tracker.listen());
        PeerProgram studio{QStringLiteral("studio"), tracker.address()};
        writeRandomFile(studio.shared(Report), Size, 7);
        QVERIFY(studio.serve());
        const Home home;
        const auto session = open(home.settings(tracker));
        QVERIFY(session);
        const WindowHand hand{session->window()};

        QVERIFY(setUp(hand));
        QVERIFY(hand.isJoined());
        QVERIFY(findAndDownload(hand));
        QVERIFY(sameBytes(home.path(QStringLiteral("down/") + Report), studio.shared(Report)));
        hand.go(Qt::Key_4);
        QVERIFY(hand.shows({Report}));

        tracker.kill();
        QVERIFY(waitUntil([&] { return hand.trackerText().startsWith(u"Not joined"); }));
        QVERIFY(tracker.listen(tracker.port()));
        QVERIFY(hand.isJoined());
        QVERIFY(close(*session));
    }

    void rejoinsByItselfAtTheNextStart()
    {
        TrackerProgram tracker;
        QVERIFY(tracker.listen());
        const Home home;
        auto session = open(home.settings(tracker));
        QVERIFY(session);
        QVERIFY(setUp(WindowHand{session->window()}));
        QVERIFY(WindowHand{session->window()}.isJoined());
        QVERIFY(close(*session));

        session.reset();
        session = open(home.settings(tracker));
        QVERIFY(session);
        QVERIFY(!WindowHand::dialog());
        QVERIFY(WindowHand{session->window()}.isJoined());
        QVERIFY(close(*session));
    }

    void saysWhyOneCannotJoinWhenNothingWasSetUp()
    {
        TrackerProgram tracker;
        QVERIFY(tracker.listen());
        const Home home;
        const auto session = open(home.settings(tracker));
        QVERIFY(session);
        const WindowHand hand{session->window()};
        hand.press(Qt::Key_Escape);
        QVERIFY(waitUntil([&] { return hand.trackerText() == u"Not joined: nothing is shared"; }));
        hand.press(Qt::Key_Comma, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(hand.says(QStringLiteral("What do you share?")));
        QVERIFY(setUp(hand));
        QVERIFY(hand.isJoined());
        QVERIFY(close(*session));
    }

    void opensEveryPlace()
    {
        TrackerProgram tracker;
        QVERIFY(tracker.listen());
        const Home home;
        auto settings = home.settings(tracker);
        settings.shareFolders = {home.path(QStringLiteral("share"))};
        const auto session = open(settings);
        QVERIFY(session);
        const WindowHand hand{session->window()};
        for (const auto key : {Qt::Key_5, Qt::Key_4, Qt::Key_3, Qt::Key_2, Qt::Key_1}) {
            hand.go(key);
            QCOMPARE(static_cast<int>(session->window().place()), key - Qt::Key_1);
            QVERIFY(!session->window().grab().isNull());
        }
        QVERIFY(close(*session));
    }
};

QTEST_MAIN(TstWindow)
#include "tst_window.moc"
