#include "tests/support/files.h"
#include "tests/support/peerprogram.h"
#include "tests/support/trackerprogram.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <csignal>

using namespace ft::test;

/// `fetch PEER FOLDER/` and `fetch PEER NAME` with real programs.
class TstFolders : public QObject
{
    Q_OBJECT

private:
    TrackerProgram m_tracker;
    std::unique_ptr<PeerProgram> m_studio;
    std::unique_ptr<PeerProgram> m_taker;

    static constexpr int SmallFiles = 300;

    void giveAlbum() const
    {
        for (int i = 0; i < SmallFiles; ++i)
            writeRandomFile(m_studio->shared(
                                QStringLiteral("docs/album/%1/%2.bin").arg(i % 7).arg(i)),
                            4'096,
                            quint64(i) + 10);
        writeRandomFile(m_studio->shared(QStringLiteral("docs/album/large.bin")), 3 << 20, 1);
        m_studio->give(QStringLiteral("docs/album/with spaces/größe 100%.txt"), "content");
        m_studio->give(QStringLiteral("docs/album/empty"), {});
        m_studio->give(QStringLiteral("docs/albums/not asked for.txt"), "other");
    }

    /// The status, with the object that tells of the fetched folder, empty when none came.
    std::optional<int> fetch(const QStringList &what, QJsonObject *told = nullptr)
    {
        const auto status = m_taker->run(QStringList{QStringLiteral("fetch")} + what);
        for (const QString &line : m_taker->program().out()) {
            const auto object = QJsonDocument::fromJson(line.toUtf8()).object();
            if (told && object.value(QStringLiteral("event")) == QStringLiteral("fetched-folder"))
                *told = object;
        }
        return status;
    }

    [[nodiscard]] QString studioAddress() const
    {
        return QStringLiteral("127.0.0.1:%1").arg(m_studio->port());
    }

    [[nodiscard]] bool isAlbumThere() const
    {
        const QString source = m_studio->shared(QStringLiteral("docs/album"));
        const QString copy = m_taker->downloaded(QStringLiteral("album"));
        const auto files = filesBelow(source);
        if (filesBelow(copy) != files)
            return false;
        return std::all_of(files.begin(), files.end(), [&](const QString &file) {
            return sameBytes(source + u'/' + file, copy + u'/' + file);
        });
    }

private slots:
    void init()
    {
        QVERIFY(m_tracker.listen());
        m_studio = std::make_unique<PeerProgram>(QStringLiteral("studio"), m_tracker.address());
        m_taker = std::make_unique<PeerProgram>(QStringLiteral("taker"), m_tracker.address());
        m_taker->give(QStringLiteral("taker.txt"), "taker");
        m_taker->setOptions({QStringLiteral("--json")});
        giveAlbum();
    }

    void keepsTheTreeAndFetchesNothingTwice()
    {
        QVERIFY(m_studio->serve());
        QVERIFY(m_tracker.hasRecords(SmallFiles + 4));
        QJsonObject told;
        QCOMPARE(fetch({QStringLiteral("studio"), QStringLiteral("docs/album/")}, &told),
                 std::optional{0});
        QVERIFY(isAlbumThere());
        QCOMPARE(told.value(QStringLiteral("files")).toInt(), SmallFiles + 3);
        QCOMPARE(told.value(QStringLiteral("failed")).toInt(-1), 0);
        QCOMPARE(told.value(QStringLiteral("bytes")).toInt(), SmallFiles * 4'096 + (3 << 20) + 7);
        QCOMPARE(told.value(QStringLiteral("path")).toString(),
                 m_taker->downloaded(QStringLiteral("album")));
        QCOMPARE(fetch({QStringLiteral("studio"), QStringLiteral("docs/album/")}, &told),
                 std::optional{0});
        QCOMPARE(told.value(QStringLiteral("received")).toInt(-1), 0);
        QCOMPARE(told.value(QStringLiteral("files")).toInt(), SmallFiles + 3);
        QVERIFY(isAlbumThere());
    }

    void sharesWhatItFetched()
    {
        QVERIFY(m_studio->serve());
        QVERIFY(m_tracker.hasRecords(SmallFiles + 4));
        QVERIFY(m_taker->join({}));
        m_taker->program().say(QStringLiteral("fetch studio docs/album/"));
        QVERIFY(m_tracker.hasRecords(2 * (SmallFiles + 3) + 1 + 1));
    }

    void fetchesOneFileOfAPeer()
    {
        QVERIFY(m_studio->serve());
        QVERIFY(m_tracker.hasRecords(SmallFiles + 4));
        const QString file = QStringLiteral("with spaces/größe 100%.txt");
        QCOMPARE(fetch({QStringLiteral("studio"), u"docs/album/" + file}), std::optional{0});
        QCOMPARE(fetch({studioAddress(), QStringLiteral("docs/album/large.bin")}),
                 std::optional{0});
        QVERIFY(sameBytes(m_taker->downloaded(QStringLiteral("large.bin")),
                          m_studio->shared(QStringLiteral("docs/album/large.bin"))));
        QCOMPARE(filesBelow(m_taker->downloads()).size(), 2);
    }

    void takesTwoWordsForANameWhenThereIsNoSuchPeer()
    {
        m_studio->give(QStringLiteral("annual report.pdf"), "report");
        QVERIFY(m_studio->serve());
        QVERIFY(m_tracker.hasRecords(SmallFiles + 5));
        QCOMPARE(fetch({QStringLiteral("annual"), QStringLiteral("report.pdf")}), std::optional{0});
        QCOMPARE(filesBelow(m_taker->downloads()),
                 QStringList{QStringLiteral("annual report.pdf")});
    }

    void saysWhatIsWrong_data()
    {
        QTest::addColumn<QStringList>("what");
        QTest::addColumn<QString>("code");
        const auto row = [](const char *peer, const char *name, const char *code) {
            QTest::addRow("%s %s", peer, name)
                << QStringList{QString::fromLatin1(peer), QString::fromLatin1(name)}
                << QString::fromLatin1(code);
        };
        row("studio", "docs/nothing/", "folder-empty");
        row("studio", "docs/nothing", "not-in-share");
        row("studio", "../", "bad-name");
        row("nobody", "docs/album/", "no-such-peer");
        row("127.0.0.1:1", "docs/album/", "source-unreachable");
    }
    void saysWhatIsWrong()
    {
        QFETCH(QStringList, what);
        QFETCH(QString, code);
        QVERIFY(m_studio->serve());
        QVERIFY(m_tracker.hasRecords(SmallFiles + 4));
        QCOMPARE(fetch(what), std::optional{1});
        const auto complaints = m_taker->complaints();
        QCOMPARE(complaints.size(), 1);
        QVERIFY2(complaints.first().contains(u'"' + code + u'"'), qPrintable(complaints.first()));
        QVERIFY(filesBelow(m_taker->downloads()).isEmpty());
    }

    void goesOnWithoutAFileThatCannotBeRead()
    {
        // Slow, so that a file goes after it was listed and before its turn has come.
        m_studio->setOptions({QStringLiteral("--limit-up"), QStringLiteral("300K")});
        QVERIFY(QFile::resize(m_studio->shared(QStringLiteral("docs/album/large.bin")), 100'000));
        const QString gone = m_studio->shared(QStringLiteral("docs/album/6/97.bin"));
        QVERIFY(m_studio->serve());
        QVERIFY(m_tracker.hasRecords(SmallFiles + 4));
        m_taker->start({QStringLiteral("fetch"), studioAddress(), QStringLiteral("docs/album/")});
        QVERIFY(waitUntil(
            [&] { return !filesBelow(m_taker->downloaded(QStringLiteral("album"))).isEmpty(); }));
        QVERIFY(QFile::remove(gone));
        QVERIFY(QDir{}.mkpath(gone));
        QCOMPARE(m_taker->program().waitForEnd(), std::optional{1});
        QVERIFY(m_taker->program().err().join(u'\n').contains(u"\"files-failed\""));
        QVERIFY(isAlbumThere());
    }

    void leavesOnlyWholeFilesWhenItIsEnded()
    {
        writeRandomFile(m_studio->shared(QStringLiteral("docs/album/huge.bin")), 300 << 20, 5);
        QVERIFY(m_studio->serve());
        QVERIFY(m_tracker.hasRecords(SmallFiles + 5));
        QVERIFY(m_taker->join({}));
        m_taker->program().say(QStringLiteral("fetch studio docs/album/"));
        QVERIFY(waitUntil(
            [&] { return !filesBelow(m_taker->downloaded(QStringLiteral("album"))).isEmpty(); }));
        m_taker->program().send(SIGTERM);
        QVERIFY(m_taker->program().waitForEnd());
        for (const QString &file : filesBelow(m_taker->downloaded(QStringLiteral("album")))) {
            if (!file.endsWith(u".part"))
                QVERIFY(sameBytes(m_taker->downloaded(u"album/" + file),
                                  m_studio->shared(u"docs/album/" + file)));
        }
    }
};

QTEST_GUILESS_MAIN(TstFolders)
#include "tst_folders.moc"
