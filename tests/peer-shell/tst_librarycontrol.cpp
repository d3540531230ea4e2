#include "peer-gui/shell/librarycontrol.h"

#include <QTest>

using namespace ft::engine;
using namespace ft::shell;
using namespace std::chrono_literals;

namespace {

QString at(const QJsonObject &row, const char *key)
{
    return row[QString::fromLatin1(key)].toVariant().toString();
}

} // namespace

class TstLibraryControl : public QObject
{
    Q_OBJECT

private slots:
    void tellsHowFarItIs_data()
    {
        QTest::addColumn<ShareProgress>("progress");
        QTest::addColumn<QString>("state");
        QTest::newRow("all done") << ShareProgress{.filesFound = 2, .filesHashed = 2, .eta = {}}
                                  << QStringLiteral("idle");
        QTest::newRow("hashing") << ShareProgress{.filesFound = 2, .filesHashed = 1, .eta = {}}
                                 << QStringLiteral("hashing");
        QTest::newRow("walking") << ShareProgress{.filesFound = 2, .eta = {}, .scanning = true}
                                 << QStringLiteral("scanning");
        QTest::newRow("held") << ShareProgress{.filesFound = 2, .eta = {}, .isPaused = true}
                              << QStringLiteral("paused");
    }
    void tellsHowFarItIs()
    {
        QFETCH(ShareProgress, progress);
        QFETCH(QString, state);
        const auto report = reportOf(
            LibraryStatus{.progress = progress, .folders = {}, .filter = {}});
        QCOMPARE(report.rows.size(), std::size_t{1});
        QCOMPARE(at(report.rows[0], "state"), state);
        QCOMPARE(at(report.rows[0], "found"), QStringLiteral("2"));
    }

    void tellsHowMuchIsLeft()
    {
        const ShareProgress progress{.filesFound = 10,
                                     .filesHashed = 4,
                                     .bytesHashed = 1'000,
                                     .bytesTotal = 5'000,
                                     .rate = 400,
                                     .eta = 10s};
        const auto row =
            reportOf(LibraryStatus{.progress = progress, .watches = 7, .folders = {}, .filter = {}})
                .rows[0];
        QCOMPARE(at(row, "hashed"), QStringLiteral("1000"));
        QCOMPARE(at(row, "left"), QStringLiteral("4000"));
        QCOMPARE(at(row, "rate"), QStringLiteral("400"));
        QCOMPARE(at(row, "eta"), QStringLiteral("10"));
        QCOMPARE(at(row, "watches"), QStringLiteral("7"));
    }

    void listsTheFolders_data()
    {
        QTest::addColumn<ShareFolderInfo::State>("state");
        QTest::addColumn<QString>("words");
        using State = ShareFolderInfo::State;
        QTest::newRow("not looked at yet") << State::Unscanned << QStringLiteral("scanning");
        QTest::newRow("events") << State::Watched << QStringLiteral("watched");
        QTest::newRow("rescans") << State::Rescanned << QStringLiteral("rescanned");
        QTest::newRow("in another") << State::Nested << QStringLiteral("nested");
        QTest::newRow("gone") << State::Missing << QStringLiteral("missing");
        QTest::newRow("taken out") << State::Off << QStringLiteral("off");
    }
    void listsTheFolders()
    {
        QFETCH(ShareFolderInfo::State, state);
        QFETCH(QString, words);
        const auto report = reportOf(
            std::vector<ShareFolderInfo>{{QStringLiteral("/a"), state, 3, 4, {}, 0}});
        QCOMPARE(at(report.rows.at(0), "folder"), QStringLiteral("/a"));
        QCOMPARE(at(report.rows.at(0), "state"), words);
        QCOMPARE(at(report.rows.at(0), "files"), QStringLiteral("3"));
        QCOMPARE(at(report.rows.at(0), "bytes"), QStringLiteral("4"));
    }
};

QTEST_APPLESS_MAIN(TstLibraryControl)
#include "tst_librarycontrol.moc"
