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

    QTemporaryDir folder;
};

} // namespace

/// A person sits at the window, with a real tracker and a real second peer.
class TstWindow : public QObject
{
    Q_OBJECT

private:
    SystemClock m_clock;

    [[nodiscard]] std::unique_ptr<widgets::Session> open(
        const engine::EngineSettings &settings) const
    {
        auto session = std::make_unique<widgets::Session>(settings, m_clock, [](const QUrl &) {});
        session->begin();
        session->window().activateWindow();
        return QTest::qWaitForWindowActive(&session->window()) ? std::move(session) : nullptr;
    }
    [[nodiscard]] static bool close(widgets::Session &session)
    {
        QSignalSpy finished{&session, &widgets::Session::finished};
        session.window().close();
        return !finished.isEmpty() || finished.wait(static_cast<int>(Patience.count()));
    }

private slots:
    void initTestCase() { QLocale::setDefault(QLocale{QLocale::English}); }

    void searchesDownloadsAndComesBack()
    {
        TrackerProgram tracker;
        QVERIFY(tracker.listen());
        PeerProgram studio{QStringLiteral("studio"), tracker.address()};
        writeRandomFile(studio.shared(Report), Size, 7);
        QVERIFY(studio.serve());
        const Home home;
        auto settings = home.settings(tracker);
        settings.shareFolders = {home.path(QStringLiteral("share"))};
        writeFile(home.path(QStringLiteral("share/own.txt")), "own");

        const auto session = open(settings);
        QVERIFY(session);
        const WindowHand hand{session->window()};
        QVERIFY(hand.isJoined());

        hand.press(Qt::Key_L, Qt::ControlModifier);
        hand.type(QStringLiteral("jahresbericht"));
        hand.press(Qt::Key_Return);
        QVERIFY(hand.choose(Report));
        hand.press(Qt::Key_Return);
        hand.go(Qt::Key_2);
        QVERIFY(hand.shows({Report, QStringLiteral("Done")}));
        QVERIFY(sameBytes(home.path(QStringLiteral("down/") + Report), studio.shared(Report)));

        tracker.kill();
        QVERIFY(waitUntil([&] { return hand.trackerText().startsWith(u"Not joined"); }));
        QVERIFY(tracker.listen(tracker.port()));
        QVERIFY(hand.isJoined());
        QVERIFY(close(*session));
    }

    void opensEveryPlace()
    {
        TrackerProgram tracker;
        QVERIFY(tracker.listen());
        const Home home;
        const auto session = open(home.settings(tracker));
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
