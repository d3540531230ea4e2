#include "tests/peer-engine/enginepeer.h"
#include "tests/peer-engine/sharedfiles.h"
#include "tests/peer-engine/trackerinside.h"
#include "tests/support/patience.h"

#include <QFileInfo>
#include <QTest>

using namespace ft;
using namespace ft::engine;
using Peer = test::EnginePeer;
using test::TrackerInside;
using test::waitUntil;

namespace {

const auto Name = QStringLiteral("report.pdf");
constexpr qsizetype Size = 5'000'000;

/// A peer with a file, and one that is to download it to a folder of its choice.
struct Pair
{
    Pair()
    {
        a.give(QStringLiteral("docs/") + Name, content);
        b.give(QStringLiteral("other"), "x");
    }
    [[nodiscard]] bool join() { return a.join() && b.join(); }
    [[nodiscard]] QString chosen(const QString &file = Name) const
    {
        return b.folder(QStringLiteral("chosen/deeper/") + file);
    }
    [[nodiscard]] TransferId download(const std::vector<SourceRecord> &sources)
    {
        return b.engine->download(sources, Transport::Tcp, QFileInfo{chosen()}.path());
    }

    TrackerInside tracker;
    QByteArray content = test::randomBytes(Size, 1);
    Peer a{"a", tracker.address()};
    Peer b{"b", tracker.address()};
};

} // namespace

/// A download that goes to another folder than the usual one.
class TstDownloadFolder : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void makesTheFolderAndFinishesThere()
    {
        Pair pair;
        QVERIFY(pair.join());
        const auto done = pair.b.finish(pair.download(pair.b.search(Name)));
        QCOMPARE(done.state, TransferState::Done);
        QCOMPARE(done.path, pair.chosen());
        QVERIFY(test::contentOf(pair.chosen()) == pair.content);
        QVERIFY(test::filesBelow(pair.b.folder(QStringLiteral("down"))).isEmpty());
        // It is offered from there all the same.
        QVERIFY(waitUntil([&] { return pair.b.share.files == 2; }));
    }

    void overwritesNothingThere()
    {
        Pair pair;
        test::writeFile(pair.chosen(), "something else");
        QVERIFY(pair.join());
        const auto done = pair.b.finish(pair.download(pair.b.search(Name)));
        QCOMPARE(done.state, TransferState::Done);
        QCOMPARE(done.path, pair.chosen(QStringLiteral("report (2).pdf")));
        QCOMPARE(test::contentOf(pair.chosen()), QByteArray("something else"));
    }

    void failsWhereNoFolderCanBe()
    {
        Pair pair;
        test::writeFile(pair.b.folder(QStringLiteral("chosen")), "a file");
        QVERIFY(pair.join());
        const auto failed = pair.b.finish(pair.download(pair.b.search(Name)));
        QCOMPARE(failed.state, TransferState::Failed);
        QVERIFY(failed.problem.has_value());
    }

    void goesOnThereInALaterRun()
    {
        Pair pair;
        pair.a.settings.limits.uploadRate = 500'000;
        QVERIFY(pair.join());
        const auto id = pair.download(pair.b.search(Name));
        QVERIFY(waitUntil([&] { return pair.b.transfers[id].verified > 0; }));
        QVERIFY(pair.b.stop());
        pair.a.engine->setLimits({});
        pair.b.transfers.clear();
        pair.b.joined = 0;
        QVERIFY(pair.b.join());
        QVERIFY(waitUntil([&] {
            return pair.b.transfers.size() == 1
                   && pair.b.transfers.begin()->second.state == TransferState::Done;
        }));
        const auto &done = pair.b.transfers.begin()->second;
        QCOMPARE(done.path, pair.chosen());
        QVERIFY(done.received < std::uint64_t{Size});
        QVERIFY(test::contentOf(pair.chosen()) == pair.content);
    }

    void takesAWholeFolderThereToo()
    {
        Pair pair;
        QVERIFY(pair.join());
        const auto id = pair.b.engine->fetchFrom(QStringLiteral("a"),
                                                 QStringLiteral("docs/"),
                                                 Transport::Tcp,
                                                 pair.b.folder(QStringLiteral("chosen")));
        QCOMPARE(pair.b.finish(id).state, TransferState::Done);
        QVERIFY(test::contentOf(pair.b.folder(QStringLiteral("chosen/docs/") + Name))
                == pair.content);
    }
};

QTEST_GUILESS_MAIN(TstDownloadFolder)
#include "tst_downloadfolder.moc"
