#include "tests/peer-engine/enginepeer.h"
#include "tests/peer-engine/sharedfiles.h"
#include "tests/peer-engine/trackerinside.h"
#include "tests/support/patience.h"
#include "tests/support/rawend.h"

#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace ft;
using namespace ft::engine;
using namespace std::chrono_literals;
using Peer = test::EnginePeer;
using test::TrackerInside;
using test::waitUntil;

namespace {

using Codes = std::vector<ProblemCode>;
const auto Name = QStringLiteral("report.pdf");

} // namespace

class TstPeerEngine : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void fetchesFromAnotherPeerAndOffersItFromThenOn_data()
    {
        QTest::addColumn<qsizetype>("size");
        QTest::addColumn<bool>("sharesDownloads");
        QTest::newRow("empty") << qsizetype{0} << true;
        QTest::newRow("one byte") << qsizetype{1} << true;
        QTest::newRow("several pieces") << qsizetype{5'000'000} << true;
        QTest::newRow("but not when told not to") << qsizetype{5'000'000} << false;
    }
    void fetchesFromAnotherPeerAndOffersItFromThenOn()
    {
        QFETCH(qsizetype, size);
        QFETCH(bool, sharesDownloads);
        const TrackerInside tracker;
        const auto content = test::randomBytes(size, 1);
        Peer a{"a", tracker.address()};
        a.give(QStringLiteral("docs/") + Name, content);
        Peer b{"b", tracker.address()};
        b.give(QStringLiteral("other"), "x");
        b.settings.shareDownloads = sharesDownloads;
        QVERIFY(a.join());
        QVERIFY(b.join());
        QCOMPARE(b.search(Name).size(), std::size_t{1});
        const auto fetched = b.finish(b.engine->fetch(Name));
        QCOMPARE(fetched.state, TransferState::Done);
        QCOMPARE(fetched.path, b.folder(QStringLiteral("down/") + Name));
        QVERIFY(test::contentOf(fetched.path) == content);
        if (sharesDownloads)
            QTRY_COMPARE(a.search(Name).size(), std::size_t{2});
        else
            QCOMPARE(a.search(Name).size(), std::size_t{1});
        QVERIFY(b.stop());
        QTRY_COMPARE(tracker.peers(), std::size_t{1});
    }

    void downloadsFromARecordItFound()
    {
        const TrackerInside tracker;
        Peer a{"a", tracker.address()};
        a.give(Name, "content");
        Peer b{"b", tracker.address()};
        b.give(QStringLiteral("other"), "x");
        QVERIFY(a.join() && b.join());
        const auto fetched = b.finish(b.engine->download(b.search(Name)));
        QCOMPARE(fetched.state, TransferState::Done);
        QCOMPARE(test::contentOf(fetched.path), QByteArray{"content"});
    }

    void tellsThatNobodyHasIt()
    {
        const TrackerInside tracker;
        Peer a{"a", tracker.address()};
        a.give(Name, "content");
        QVERIFY(a.join());
        QCOMPARE(a.finish(a.engine->fetch(QStringLiteral("none"))).problem->code,
                 ProblemCode::NotFound);
        QCOMPARE(a.finish(a.engine->fetch(Name)).problem->code, ProblemCode::NotFound);
    }

    void joinsOnceThereIsSomethingToShareAndOnlyThen()
    {
        const TrackerInside tracker;
        Peer a{"a", tracker.address()};
        a.start();
        QTRY_COMPARE(a.losses, Codes{ProblemCode::NothingToShare});
        QCOMPARE(tracker.peers(), std::size_t{0});
        const auto path = a.folder(QStringLiteral("local"));
        test::writeFile(path, "content");
        QCOMPARE(a.publish(path, Name), std::nullopt);
        // Told as done when others can find it.
        QCOMPARE(tracker.records(), 1U);
        QTRY_COMPARE(a.joined, 1);
        QCOMPARE(a.unpublish(Name), std::nullopt);
        QTRY_COMPARE(a.losses, (Codes{ProblemCode::NothingToShare, ProblemCode::NothingToShare}));
        QCOMPARE(tracker.records(), 0U);
        QCOMPARE(a.publish(path, Name), std::nullopt);
        QTRY_COMPARE(a.joined, 2);
        QCOMPARE(a.search(Name).size(), std::size_t{1});
    }

    void tellsWhyItDoesNotPublish_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("name");
        QTest::addColumn<ProblemCode>("code");
        QTest::newRow("no such file")
            << QStringLiteral("none") << QStringLiteral("x") << ProblemCode::FileNotFound;
        QTest::newRow("a folder") << QStringLiteral("share") << QStringLiteral("x")
                                  << ProblemCode::FileUnreadable;
        QTest::newRow("a name in use") << QStringLiteral("local") << Name << ProblemCode::NameInUse;
        for (const char *name : {"", "/etc/passwd", "../x", "a//b", "x/", "CON", "a\nb"})
            QTest::addRow("the name '%s'", name)
                << QStringLiteral("local") << QString::fromLatin1(name) << ProblemCode::BadName;
    }
    void tellsWhyItDoesNotPublish()
    {
        QFETCH(QString, path);
        QFETCH(QString, name);
        QFETCH(ProblemCode, code);
        Peer a{"a", std::nullopt};
        a.give(Name, "content");
        test::writeFile(a.folder(QStringLiteral("local")), "other");
        a.start();
        QTRY_COMPARE(a.share.files, 1U);
        QCOMPARE(a.publish(a.folder(path), name), std::optional{code});
    }

    void tellsWhyItDoesNotUnpublish()
    {
        Peer a{"a", std::nullopt};
        a.give(Name, "content");
        a.start();
        QTRY_COMPARE(a.share.files, 1U);
        QCOMPARE(a.unpublish(Name), std::optional{ProblemCode::InShareFolder});
        QCOMPARE(a.unpublish(QStringLiteral("none")), std::optional{ProblemCode::NotShared});
        QCOMPARE(a.unpublish(QStringLiteral("../x")), std::optional{ProblemCode::NotShared});
    }

    void worksWithoutATracker()
    {
        Peer a{"a", std::nullopt};
        a.give(Name, "content");
        a.settings.allow = {QStringLiteral("127.0.0.1")};
        a.start();
        QTRY_COMPARE(a.share.files, 1U);
        QCOMPARE(a.search(Name).size(), std::size_t{0});
        QCOMPARE(a.finish(a.engine->fetch(Name)).problem->code, ProblemCode::NotJoined);
        auto asker = test::RawEnd::connectedTo(a.endpoint.port);
        asker.send("HELLO FT/2 name=b port=0\nDOWNLOAD: report.pdf, text/plain, 7\n");
        QTRY_VERIFY(asker.received().endsWith("\ncontent"));
        QVERIFY(a.losses.empty());
        QVERIFY(a.stop());
    }

    void servesOnlyPeersThatTheTrackerHasAccepted()
    {
        const TrackerInside tracker;
        Peer a{"a", tracker.address()};
        a.give(Name, "content");
        QVERIFY(a.join());
        auto stranger = test::RawEnd::connectedTo(a.endpoint.port);
        stranger.send("HELLO FT/2 name=b port=0\nDOWNLOAD: report.pdf, text/plain, 7\n");
        QTRY_VERIFY(stranger.received().contains("REFUSED: not-accepted,"));
        QVERIFY(!stranger.received().contains("content"));
    }

    void tellsThatItsNameIsTaken()
    {
        const TrackerInside tracker;
        Peer a{"same", tracker.address()};
        a.give(Name, "content");
        QVERIFY(a.join());
        Peer b{"SAME", tracker.address()};
        b.give(Name, "content");
        b.start();
        QTRY_VERIFY(!b.losses.empty());
        QCOMPARE(b.losses.front(), ProblemCode::NameTaken);
        QCOMPARE(b.joined, 0);
    }

    void tellsThatItCannotListen()
    {
        Peer a{"a", std::nullopt};
        a.start();
        QTRY_VERIFY(a.endpoint.port != 0);
        Peer b{"b", std::nullopt};
        b.settings.listenPort = a.endpoint.port;
        b.start();
        QTRY_COMPARE(b.failures, Codes{ProblemCode::PortInUse});
        QVERIFY(b.stop());
    }

    void comesBackToATrackerThatWasAway()
    {
        auto tracker = std::make_unique<TrackerInside>();
        const auto port = tracker->port();
        Peer a{"a", tracker->address()};
        a.give(Name, "content");
        QVERIFY(a.join());
        tracker.reset();
        QTRY_VERIFY(!a.losses.empty());
        QCOMPARE(a.losses.front(), ProblemCode::TrackerLost);
        tracker = std::make_unique<TrackerInside>(port);
        QTRY_COMPARE_WITH_TIMEOUT(a.joined, 2, 20'000);
        QCOMPARE(tracker->records(), 1U);
        QVERIFY(a.stop());
    }

    void tellsThatNoTrackerIsThere()
    {
        test::RawListener closed;
        const auto port = closed.port();
        closed.close();
        Peer a{"a", HostPort{QStringLiteral("127.0.0.1"), port}};
        a.give(Name, "content");
        a.start();
        QTRY_VERIFY(!a.losses.empty());
        QCOMPARE(a.losses.front(), ProblemCode::TrackerUnreachable);
        QVERIFY(a.stop());
    }

    void stopsWithinSecondsWhateverTheTrackerDoes()
    {
        const test::RawListener silent;
        Peer a{"a", HostPort{QStringLiteral("127.0.0.1"), silent.port()}};
        a.give(Name, "content");
        a.start();
        test::RawEnd tracker;
        QTRY_VERIFY(tracker.isValid() || (tracker = silent.accept()).isValid());
        QTRY_VERIFY(tracker.received().startsWith("HELLO FT/2 name=a "));
        tracker.send("HI FT/2 seen=127.0.0.1\nSHARED: total=1\n");
        QTRY_COMPARE(a.joined, 1);
        a.engine->stop();
        a.engine->stop();
        QTRY_COMPARE_WITH_TIMEOUT(a.stopped, 2, 10'000);
        QVERIFY(tracker.received().endsWith("BYE\n"));
    }

    void doesNotComeBackOnceStopped()
    {
        const TrackerInside tracker;
        Peer a{"a", tracker.address()};
        a.give(Name, "content");
        QVERIFY(a.join());
        QVERIFY(a.stop());
        const auto path = a.folder(QStringLiteral("local"));
        test::writeFile(path, "more");
        QCOMPARE(a.publish(path, QStringLiteral("more")), std::nullopt);
        QCOMPARE(tracker.peers(), std::size_t{0});
    }

    void stopsBeforeItStarted()
    {
        Peer a{"a", std::nullopt};
        a.make();
        QVERIFY(a.stop());
    }

    void callsNobodyBackWhoIsGone()
    {
        Peer a{"a", std::nullopt};
        a.start();
        auto receiver = std::make_unique<QObject>();
        bool isCalled = false;
        a.engine->searches().find({Name, 0, {}}, receiver.get(), [&](const auto &) {
            isCalled = true;
        });
        a.engine->listPeers(receiver.get(), [&](const auto &) { isCalled = true; });
        a.engine->listShares(receiver.get(), [&](const auto &) { isCalled = true; });
        receiver.reset();
        QVERIFY(a.search(Name).empty());
        QVERIFY(!isCalled);
    }

    void listsPeersAndShares()
    {
        const TrackerInside tracker;
        Peer a{"a", tracker.address()};
        a.give(Name, "content");
        QVERIFY(a.join());
        std::vector<protocol::PeerRecord> peers;
        std::vector<SharedFileInfo> shares;
        a.engine->listPeers(this, [&](const auto &result) { peers = result.value(); });
        a.engine->listShares(this, [&](const auto &result) { shares = result.value(); });
        QTRY_VERIFY(!peers.empty() && !shares.empty());
        QCOMPARE(peers.size(), std::size_t{1});
        QCOMPARE(peers[0].name, a.settings.name);
        QCOMPARE(peers[0].endpoint, a.endpoint);
        QCOMPARE(shares.size(), std::size_t{1});
        QCOMPARE(shares[0].localPath,
                 QFileInfo{a.folder(QStringLiteral("share/") + Name)}.canonicalFilePath());
    }

    void joinsWithPartOfAFileWhileItsShareIsStillBeingHashed()
    {
        const TrackerInside tracker;
        Peer source{"source", tracker.address()};
        source.give(Name, test::randomBytes(8'000'000, 1));
        QVERIFY(source.join());
        Peer a{"a", tracker.address()};
        a.settings.limits.downloadRate = 2'000'000;
        a.give(QStringLiteral("other"), "x");
        QVERIFY(a.join());
        const auto id = a.engine->fetch(Name);
        QVERIFY(waitUntil([&] { return a.transfers[id].verified > 0; }));
        a.engine.reset();
        a.joined = 0;
        // Takes longer to hash than to go on with the queue.
        QFile large{a.folder(QStringLiteral("share/other"))};
        QVERIFY(large.resize(1'000'000'000));
        QVERIFY(a.join());
        QVERIFY(a.losses.empty());
    }

    void mayBeDestroyedAtAnyMoment()
    {
        const TrackerInside tracker;
        Peer source{"source", tracker.address()};
        const auto content = test::randomBytes(4'000'000, 1);
        source.give(Name, content);
        QVERIFY(source.join());
        for (int turns = 0; turns < 40; ++turns) {
            Peer a{"a" + QByteArray::number(turns), tracker.address()};
            a.give(QStringLiteral("other"), "x");
            a.start();
            for (int i = 0; i < turns; ++i)
                QCoreApplication::processEvents(QEventLoop::AllEvents
                                                    | QEventLoop::WaitForMoreEvents,
                                                2);
            a.engine->fetch(Name);
            a.engine->searches().find({Name, 0, {}}, this, [](const auto &) {});
            for (int i = 0; i < turns; ++i)
                QCoreApplication::processEvents(QEventLoop::AllEvents
                                                    | QEventLoop::WaitForMoreEvents,
                                                2);
            if (turns % 3 == 0)
                a.engine->stop();
            a.engine.reset();
            // Whole, or under the name of what is unfinished.
            QFile file{a.folder(QStringLiteral("down/")) + Name};
            if (file.open(QIODevice::ReadOnly))
                QVERIFY(file.readAll() == content);
        }
    }

    void mayBeDestroyedInItsSignals()
    {
        const TrackerInside tracker;
        Peer a{"a", tracker.address()};
        a.give(Name, "content");
        a.start();
        connect(a.engine.get(), &PeerEngine::joined, this, [&] { a.engine.reset(); });
        QTRY_VERIFY(!a.engine);
        QTRY_COMPARE(tracker.peers(), std::size_t{0});
    }

    void servesManyPeersAtOnce()
    {
        const TrackerInside tracker;
        Peer source{"source", tracker.address()};
        std::vector<std::unique_ptr<Peer>> peers;
        for (int i = 0; i < 4; ++i) {
            source.give(QStringLiteral("file%1").arg(i), test::randomBytes(3'000'000, quint64(i)));
            peers.push_back(std::make_unique<Peer>("p" + QByteArray::number(i), tracker.address()));
            peers.back()->give(QStringLiteral("own%1").arg(i), QByteArray::number(i));
        }
        QVERIFY(source.join());
        for (const auto &peer : peers)
            QVERIFY(peer->join());
        QTRY_COMPARE(tracker.records(), 8U);
        std::vector<TransferId> ids;
        for (std::size_t i = 0; i < peers.size(); ++i)
            ids.push_back(peers[i]->engine->fetch(QStringLiteral("file%1").arg(i)));
        for (std::size_t i = 0; i < peers.size(); ++i)
            QCOMPARE(peers[i]->finish(ids[i]).state, TransferState::Done);
    }
};

QTEST_GUILESS_MAIN(TstPeerEngine)
#include "tst_peerengine.moc"
