#include "peer-gui/engine/share/folderpreview.h"
#include "tests/support/files.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace ft;
using namespace ft::engine;
using State = FolderPreview::State;
using Breadth = FolderPreview::Breadth;

namespace {

/// A home folder with what the test puts into it.
struct Home
{
    void give(const QString &path, const QByteArray &content = "x") const
    {
        test::writeFile(folder.filePath(path), content);
    }
    [[nodiscard]] FolderPreview look(const QString &below = {},
                                     const ShareFilter::Settings &filter = {}) const
    {
        FolderPreview last;
        const std::atomic<bool> stop = false;
        FolderSurvey{below.isEmpty() ? folder.path() : folder.filePath(below),
                     ShareFilter{filter},
                     folder.path()}
            .run(stop, [&](const FolderPreview &preview) { last = preview; });
        return last;
    }

    QTemporaryDir folder;
};

QStringList placesOf(const FolderPreview &preview)
{
    QStringList places;
    for (const PrivatePlace &found : preview.privatePlaces)
        places << found.place;
    places.sort();
    return places;
}

} // namespace

class TstFolderPreview : public QObject
{
    Q_OBJECT

private slots:
    void countsAndNamesWhatOthersWillSee()
    {
        const Home home;
        home.give(QStringLiteral("share/deep/below/c"), "123");
        home.give(QStringLiteral("share/a"), "12345");
        home.give(QStringLiteral("share/.hidden"));
        home.give(QStringLiteral("share/.config/inside"));
        home.give(QStringLiteral("share/old~"));
        QVERIFY(
            QFile::link(QStringLiteral("/etc"), home.folder.filePath(QStringLiteral("share/l"))));
        const auto preview = home.look(QStringLiteral("share"));
        QCOMPARE(preview.state, State::Done);
        QCOMPARE(preview.breadth, Breadth::Ordinary);
        QCOMPARE(preview.files, std::uint64_t{2});
        QCOMPARE(preview.bytes, std::uint64_t{8});
        QCOMPARE(preview.hidden, std::uint64_t{2});
        QCOMPARE(preview.names, (QStringList{QStringLiteral("a"), QStringLiteral("deep/below/c")}));
    }

    void namesTheFirstFilesOnly()
    {
        const Home home;
        for (int i = 0; i < 40; ++i)
            home.give(QStringLiteral("share/%1").arg(i));
        const auto preview = home.look(QStringLiteral("share"));
        QCOMPARE(preview.files, std::uint64_t{40});
        QCOMPARE(preview.names.size(), FolderPreview::MostNames);
    }

    void findsWhatHardlyAnybodyWantsToShare()
    {
        const Home home;
        home.give(QStringLiteral("share/backup/id_rsa"));
        home.give(QStringLiteral("share/server.pem"));
        home.give(QStringLiteral("share/chromium/Default/Login Data"));
        home.give(QStringLiteral("share/.ssh/id_ed25519"));
        home.give(QStringLiteral("share/fine.txt"));
        const auto preview = home.look(QStringLiteral("share"));
        QCOMPARE(placesOf(preview),
                 (QStringList{QStringLiteral("backup/id_rsa"),
                              QStringLiteral("chromium"),
                              QStringLiteral("chromium/Default/Login Data"),
                              QStringLiteral("server.pem")}));
        QCOMPARE(preview.privateCount, std::uint64_t{4});
    }

    void looksIntoHiddenFoldersWhereTheyAreShared()
    {
        const Home home;
        home.give(QStringLiteral("share/.ssh/id_ed25519"));
        const auto preview = home.look(QStringLiteral("share"),
                                       {.excluded = {}, .takesHidden = true});
        QCOMPARE(placesOf(preview),
                 (QStringList{QStringLiteral(".ssh"), QStringLiteral(".ssh/id_ed25519")}));
    }

    void findsNothingPrivateOnceItsPatternsAreLeftOut()
    {
        const Home home;
        home.give(QStringLiteral("share/backup/ID_RSA"));
        home.give(QStringLiteral("share/Wallet.dat"));
        home.give(QStringLiteral("share/Mail/a.pst"));
        home.give(QStringLiteral("share/Thunderbird/b"));
        home.give(QStringLiteral("share/fine.txt"));
        const auto found = home.look(QStringLiteral("share"));
        QCOMPARE(found.privateCount, std::uint64_t{4});
        const auto left = home.look(QStringLiteral("share"), {.excluded = found.privatePatterns});
        QCOMPARE(left.privateCount, std::uint64_t{0});
        QCOMPARE(left.files, std::uint64_t{1});
    }

    void knowsHowMuchOfTheMachineItIs_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<QString>("home");
        QTest::addColumn<Breadth>("breadth");
        QTest::newRow("the home folder")
            << QStringLiteral("outer/home") << QStringLiteral("outer/home") << Breadth::Home;
        QTest::newRow("what holds it")
            << QStringLiteral("outer") << QStringLiteral("outer/home") << Breadth::Home;
        QTest::newRow("a folder of it")
            << QStringLiteral("outer/home/a") << QStringLiteral("outer/home") << Breadth::Ordinary;
        QTest::newRow("beside it")
            << QStringLiteral("outer/home2") << QStringLiteral("outer/home") << Breadth::Ordinary;
        QTest::newRow("by a way round")
            << QStringLiteral("outer/home/a/..") << QStringLiteral("outer/home") << Breadth::Home;
    }
    void knowsHowMuchOfTheMachineItIs()
    {
        QFETCH(QString, folder);
        QFETCH(QString, home);
        QFETCH(Breadth, breadth);
        const QTemporaryDir outer;
        for (const char *path : {"outer/home/a", "outer/home2"})
            QVERIFY(QDir{outer.path()}.mkpath(QString::fromLatin1(path)));
        FolderPreview last;
        const std::atomic<bool> stop = false;
        FolderSurvey survey{outer.filePath(folder), ShareFilter{}, outer.filePath(home)};
        survey.run(stop, [&](const FolderPreview &preview) { last = preview; });
        QCOMPARE(last.breadth, breadth);
    }

    void saysWhyItCannotBeShared_data()
    {
        QTest::addColumn<QString>("below");
        QTest::addColumn<State>("state");
        QTest::newRow("missing") << QStringLiteral("nowhere") << State::Missing;
        QTest::newRow("a file") << QStringLiteral("file") << State::NotAFolder;
        QTest::newRow("empty") << QStringLiteral("empty") << State::Done;
    }
    void saysWhyItCannotBeShared()
    {
        QFETCH(QString, below);
        QFETCH(State, state);
        const Home home;
        home.give(QStringLiteral("file"));
        QVERIFY(QDir{home.folder.path()}.mkdir(QStringLiteral("empty")));
        QCOMPARE(home.look(below).state, state);
    }

    void goesOnPastFoldersItMayNotRead()
    {
        if (::geteuid() == 0)
            QSKIP("everything can be read by root");
        const Home home;
        home.give(QStringLiteral("share/locked/a"));
        home.give(QStringLiteral("share/open/b"));
        const QString locked = home.folder.filePath(QStringLiteral("share/locked"));
        QVERIFY(QFile::setPermissions(locked, {}));
        const auto preview = home.look(QStringLiteral("share"));
        QFile::setPermissions(locked, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        QCOMPARE(preview.state, State::Done);
        QCOMPARE(preview.unreadable, std::uint64_t{1});
        QCOMPARE(preview.files, std::uint64_t{1});
    }

    void endsWhenItIsStopped()
    {
        const Home home;
        home.give(QStringLiteral("share/a"));
        const std::atomic<bool> stop = true;
        int told = 0;
        FolderSurvey{home.folder.path(), ShareFilter{}, {}}.run(stop,
                                                                [&](const auto &) { ++told; });
        QCOMPARE(told, 0);
    }
};

QTEST_APPLESS_MAIN(TstFolderPreview)
#include "tst_folderpreview.moc"
