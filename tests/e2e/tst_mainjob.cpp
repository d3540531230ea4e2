#include "tests/support/files.h"
#include "tests/support/peerprogram.h"
#include "tests/support/trackerprogram.h"

#include <QFileInfo>
#include <QRegularExpression>
#include <QTest>

#include <array>

using namespace ft::test;

namespace {

struct SharedFile
{
    const char *what;
    const char *name;
    quint64 size;
};

constexpr quint64 OneBlock = 16'384;

constexpr std::array SharedFiles{
    SharedFile{"0 bytes", "empty.bin", 0},
    SharedFile{"1 byte", "one.bin", 1},
    SharedFile{"one block", "block.bin", OneBlock},
    SharedFile{"5 MB", "five.bin", 5'000'000},
    SharedFile{"300 MB", "big.iso", 300'000'000},
    SharedFile{"spaces", "with some  spaces.txt", 1'000},
    SharedFile{"commas", "a, b,c.txt", 1'001},
    SharedFile{"angle brackets", "<angle> brackets.txt", 1'002},
    SharedFile{"percent", "100%.txt", 1'003},
    SharedFile{"looks like an escape", "50%25 off.txt", 1'004},
    SharedFile{"umlauts", "Grüße aus Köln.txt", 1'005},
    SharedFile{"CJK", "文件 ファイル 파일.txt", 1'006},
    SharedFile{"quotes", "it's \"quoted\".txt", 1'007},
    SharedFile{"looks like a record", "<a, text, 5>.txt", 1'008},
    SharedFile{"in folders", "docs/deep down/inner.txt", 1'009},
};

} // namespace

/// Share, search, fetch, compare: three peers and a tracker.
class TstMainJob : public QObject
{
    Q_OBJECT

private:
    TrackerProgram m_tracker;
    std::unique_ptr<PeerProgram> m_source;

    [[nodiscard]] std::unique_ptr<PeerProgram> newPeer(const QString &name) const
    {
        auto peer = std::make_unique<PeerProgram>(name, m_tracker.address());
        peer->give(name + u".txt", "so that " + name.toUtf8() + " is accepted");
        return peer;
    }

    struct Fetched
    {
        QString path;
        QByteArray root;
    };

    /// What the one line on standard output tells; an empty path when it is another.
    [[nodiscard]] static Fetched fetchedBy(const PeerProgram &peer, const QString &name)
    {
        const QRegularExpression form{u"^fetched " + QRegularExpression::escape(name)
                                      + u" -> (/.*) \\(\\d+ bytes, root ([0-9a-f]{64})\\)$"};
        const auto match = form.match(peer.program().out().value(0));
        return {match.captured(1), match.captured(2).toLatin1()};
    }

    /// How many rows of the last search's table are of this peer.
    [[nodiscard]] static qsizetype rowsOf(const PeerProgram &searcher, const QString &peer)
    {
        return searcher.program().out().filter(QRegularExpression{u"\\b" + peer + u"\\b"}).size();
    }

private slots:
    void initTestCase()
    {
        QVERIFY(m_tracker.listen());
        m_source = std::make_unique<PeerProgram>(QStringLiteral("studio-a"), m_tracker.address());
        quint64 seed = 0;
        for (const SharedFile &file : SharedFiles)
            writeRandomFile(m_source->shared(QString::fromUtf8(file.name)), file.size, ++seed);
        QVERIFY(m_source->serve());
        QVERIFY(m_tracker.hasRecords(SharedFiles.size()));
    }

    void fetchesWhatWasShared_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<quint64>("size");
        for (const SharedFile &file : SharedFiles)
            QTest::newRow(file.what) << QString::fromUtf8(file.name) << file.size;
    }
    void fetchesWhatWasShared()
    {
        QFETCH(QString, name);
        QFETCH(quint64, size);
        const auto taker = newPeer(QStringLiteral("taker"));
        QCOMPARE(taker->run({QStringLiteral("fetch"), name}, 4 * Patience), std::optional{0});
        QVERIFY2(taker->complaints().isEmpty(), taker->program().transcript().constData());
        QCOMPARE(taker->program().out().size(), 1);
        const auto [path, root] = fetchedBy(*taker, name);
        QVERIFY2(path.startsWith(taker->downloads() + u'/'),
                 taker->program().transcript().constData());
        QCOMPARE(QFileInfo{path}.fileName(), QFileInfo{name}.fileName());
        QVERIFY(sameBytes(path, m_source->shared(name)));
        QCOMPARE(filesBelow(taker->downloads()).size(), 1);
        if (size <= OneBlock)
            QCOMPARE(root, sha256(path));
    }

    void findsNothingThatNobodyShares()
    {
        const auto searcher = newPeer(QStringLiteral("searcher"));
        QCOMPARE(searcher->run({QStringLiteral("search"), QStringLiteral("nobody has this.txt")}),
                 std::optional{1});
        QVERIFY(searcher->program().out().isEmpty());
        QCOMPARE(searcher->complaints().size(), 1);
        QVERIFY(searcher->complaints().first().contains(QStringLiteral("not found")));
    }

    void tellsEverythingAboutARecord()
    {
        const auto searcher = newPeer(QStringLiteral("searcher"));
        QCOMPARE(searcher->run({QStringLiteral("search"), QStringLiteral("five.bin")}),
                 std::optional{0});
        const QStringList rows = searcher->program().out().filter(QStringLiteral("studio-a"));
        QCOMPARE(rows.size(), 1);
        QVERIFY(rows.first().contains(QStringLiteral("five.bin")));
        QVERIFY(rows.first().contains(QStringLiteral("application/octet-stream")));
        QVERIFY(rows.first().contains(QStringLiteral("127.0.0.1:%1").arg(m_source->port())));
    }

    void sharesWhatItFetchedFromThenOn_data()
    {
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<qsizetype>("rows");
        QTest::newRow("by default") << QStringList{} << qsizetype{1};
        QTest::newRow("switched off")
            << QStringList{QStringLiteral("--no-share-downloads")} << qsizetype{0};
    }
    void sharesWhatItFetchedFromThenOn()
    {
        QFETCH(QStringList, options);
        QFETCH(qsizetype, rows);
        const auto taker = newPeer(QStringLiteral("taker"));
        taker->setOptions(options);
        QCOMPARE(taker->run({QStringLiteral("fetch"), QStringLiteral("five.bin")}),
                 std::optional{0});
        QVERIFY(taker->serve());
        const std::size_t ownFiles = rows == 0 ? 1 : 2;
        QVERIFY(m_tracker.hasRecords(SharedFiles.size() + ownFiles));
        const auto searcher = newPeer(QStringLiteral("searcher"));
        QCOMPARE(searcher->run({QStringLiteral("search"), QStringLiteral("five.bin")}),
                 std::optional{0});
        QCOMPARE(rowsOf(*searcher, QStringLiteral("studio-a")), 1);
        QCOMPARE(rowsOf(*searcher, QStringLiteral("taker")), rows);
        QCOMPARE(taker->leave(), std::optional{0});
    }

    void announcesWhatItFetchedWhileItStays()
    {
        const auto taker = newPeer(QStringLiteral("taker"));
        QVERIFY(taker->join({}));
        taker->program().say(QStringLiteral("fetch one.bin"));
        QVERIFY(taker->program().waitForLine(Program::Stream::Out,
                                             QStringLiteral("^fetched one\\.bin -> ")));
        const auto searcher = newPeer(QStringLiteral("searcher"));
        const auto found = [&] {
            return searcher->run({QStringLiteral("search"), QStringLiteral("one.bin")}) == 0
                   && rowsOf(*searcher, QStringLiteral("taker")) == 1;
        };
        QVERIFY(waitUntil(found));
        taker->program().say(QStringLiteral("quit"));
        QCOMPARE(taker->program().waitForEnd(), std::optional{0});
    }

    void neverOverwritesAFileWithOtherContent()
    {
        const auto taker = newPeer(QStringLiteral("taker"));
        writeFile(taker->downloaded(QStringLiteral("five.bin")), "mine");
        QCOMPARE(taker->run({QStringLiteral("fetch"), QStringLiteral("five.bin")}),
                 std::optional{0});
        const QString path = fetchedBy(*taker, QStringLiteral("five.bin")).path;
        QVERIFY2(path.startsWith(taker->downloads() + u'/'),
                 taker->program().transcript().constData());
        QVERIFY(path != taker->downloaded(QStringLiteral("five.bin")));
        QVERIFY(sameBytes(path, m_source->shared(QStringLiteral("five.bin"))));
        writeFile(taker->aside(QStringLiteral("mine")), "mine");
        QVERIFY(sameBytes(taker->downloaded(QStringLiteral("five.bin")),
                          taker->aside(QStringLiteral("mine"))));
        QCOMPARE(filesBelow(taker->downloads()).size(), 2);
    }

    void recognisesAFileThatIsAlreadyThere()
    {
        const auto taker = newPeer(QStringLiteral("taker"));
        for (int time = 0; time < 2; ++time) {
            QCOMPARE(taker->run({QStringLiteral("fetch"), QStringLiteral("five.bin")}),
                     std::optional{0});
            QCOMPARE(filesBelow(taker->downloads()), QStringList{QStringLiteral("five.bin")});
        }
        QVERIFY(sameBytes(taker->downloaded(QStringLiteral("five.bin")),
                          m_source->shared(QStringLiteral("five.bin"))));
    }

    void leavesTheTrackerWithItsRecords()
    {
        const auto guest = newPeer(QStringLiteral("guest"));
        QVERIFY(guest->serve());
        const auto searcher = newPeer(QStringLiteral("searcher"));
        const QStringList search{QStringLiteral("search"), QStringLiteral("guest.txt")};
        QCOMPARE(searcher->run(search), std::optional{0});
        QCOMPARE(guest->leave(), std::optional{0});
        QCOMPARE(searcher->run(search), std::optional{1});
    }
};

QTEST_GUILESS_MAIN(TstMainJob)
#include "tst_mainjob.moc"
