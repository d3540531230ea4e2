#include "peer-gui/engine/peerengine.h"
#include "tests/peer-engine/sharedfiles.h"
#include "tests/peer-engine/trackerinside.h"
#include "tests/support/patience.h"

#include <QTemporaryDir>
#include <QTest>

using namespace ft;
using namespace ft::engine;
using test::TrackerInside;
using test::waitUntil;

namespace {

/// A peer that shares a file of its name and publishes more.
struct Peer
{
    Peer(const QByteArray &name, const HostPort &tracker)
    {
        settings.tracker = tracker;
        settings.name = test::hostOf(name);
        settings.shareFolders = {home.filePath(QStringLiteral("share"))};
        settings.downloadFolder = home.filePath(QStringLiteral("down"));
        settings.stateFolder = home.filePath(QStringLiteral("state"));
        settings.listenAddress = QHostAddress{QHostAddress::LocalHost};
        test::writeFile(home.filePath(QStringLiteral("share/") + QString::fromLatin1(name)), name);
    }

    void make()
    {
        engine.reset();
        joined = 0;
        engine = std::make_unique<PeerEngine>(settings, clock);
        QObject::connect(engine.get(), &PeerEngine::joined, engine.get(), [this] { ++joined; });
        QObject::connect(&engine->searches(),
                         &Searches::matched,
                         engine.get(),
                         [this](const WishMatch &match) {
                             for (const SourceRecord &record : match.records)
                                 matches << record.file.path.toString();
                         });
        engine->start();
    }
    [[nodiscard]] bool join()
    {
        make();
        return waitUntil([this] { return joined > 0; });
    }
    void publish(const QString &name)
    {
        const QString path = home.filePath(QStringLiteral("local-") + name);
        test::writeFile(path, name.toUtf8());
        engine->publish(path, name, engine.get(), [](const auto &) {});
    }
    void unpublish(const QString &name)
    {
        engine->unpublish(name, engine.get(), [](const auto &) {});
    }
    [[nodiscard]] QStringList find(const QString &text)
    {
        std::optional<QStringList> names;
        engine->searches().find({text, 0, {}},
                                engine.get(),
                                [&](const Result<FindResults, Problem> &found) {
                                    names.emplace();
                                    if (!found)
                                        return;
                                    for (const SourceRecord &record : found->records)
                                        *names << record.file.path.toString();
                                });
        (void)waitUntil([&] { return names.has_value(); });
        return names.value_or(QStringList{QStringLiteral("no answer")});
    }

    QTemporaryDir home;
    EngineSettings settings;
    SystemClock clock;
    int joined = 0;
    QStringList matches;
    std::unique_ptr<PeerEngine> engine;
};

/// What a listener of an open search sees.
struct Table
{
    void hear(const SearchNews &news)
    {
        if (news.results) {
            ++answers;
            names.clear();
            for (const SourceRecord &record : news.results->records)
                names << record.file.path.toString();
        }
        for (const SourceRecord &record : news.came)
            names << record.file.path.toString();
        for (const protocol::Gone &gone : news.went)
            names.removeAll(gone.path.toString());
        names.sort();
    }

    int answers = 0;
    QStringList names;
};

} // namespace

class TstSearches : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void findsByQueries()
    {
        const TrackerInside tracker;
        Peer a{"annual", tracker.address()};
        Peer b{"b", tracker.address()};
        QVERIFY(a.join() && b.join());
        a.publish(QStringLiteral("Annual Report.pdf"));
        QTRY_COMPARE(b.find(QStringLiteral("report type:pdf")),
                     QStringList{QStringLiteral("Annual Report.pdf")});
        QCOMPARE(b.find(QStringLiteral("ann -report")), QStringList{QStringLiteral("annual")});
        QCOMPARE(b.find(QStringLiteral("annual")).size(), 2);
        QVERIFY(b.find(QStringLiteral("nothing like it")).isEmpty());
    }

    void keepsSearchesOpen()
    {
        const TrackerInside tracker;
        Peer a{"a", tracker.address()};
        Peer b{"b", tracker.address()};
        QVERIFY(a.join() && b.join());
        Table table;
        const auto id = b.engine->searches().open({QStringLiteral("report"), 0, {}},
                                                  b.engine.get(),
                                                  [&](const SearchNews &news) {
                                                      table.hear(news);
                                                  });
        QTRY_COMPARE(table.answers, 1);
        QVERIFY(table.names.isEmpty());
        a.publish(QStringLiteral("report one"));
        a.publish(QStringLiteral("report two"));
        a.publish(QStringLiteral("other"));
        QTRY_COMPARE(table.names,
                     (QStringList{QStringLiteral("report one"), QStringLiteral("report two")}));
        a.unpublish(QStringLiteral("report one"));
        QTRY_COMPARE(table.names, QStringList{QStringLiteral("report two")});
        a.engine->stop();
        QTRY_VERIFY(table.names.isEmpty());
        QCOMPARE(table.answers, 1);
        b.engine->searches().close(id);
    }

    void asksAgainAtATrackerThatCameBack()
    {
        auto tracker = std::make_unique<TrackerInside>();
        const auto port = tracker->port();
        Peer a{"report", tracker->address()};
        Peer b{"b", tracker->address()};
        QVERIFY(a.join() && b.join());
        Table table;
        b.engine->searches().open({QStringLiteral("report"), 0, {}},
                                  b.engine.get(),
                                  [&](const SearchNews &news) { table.hear(news); });
        QTRY_COMPARE(table.names, QStringList{QStringLiteral("report")});
        tracker.reset();
        tracker = std::make_unique<TrackerInside>(port);
        QTRY_VERIFY_WITH_TIMEOUT(table.answers > 1 && table.names.size() == 1, 20'000);
    }

    void grantsWishesWheneverSomethingMatches()
    {
        const TrackerInside tracker;
        Peer a{"a", tracker.address()};
        Peer b{"b", tracker.address()};
        QVERIFY(a.join() && b.join());
        b.engine->searches().addWish(QStringLiteral("holiday"),
                                     b.engine.get(),
                                     [](const auto &wish) { QVERIFY(wish); });
        a.publish(QStringLiteral("holiday.jpg"));
        QTRY_COMPARE(b.matches, QStringList{QStringLiteral("holiday.jpg")});
        // In a later run too, but nothing twice.
        QVERIFY(b.join());
        a.publish(QStringLiteral("holiday 2.jpg"));
        QTRY_COMPARE(b.matches.size(), 2);
        QCOMPARE(b.matches.last(), QStringLiteral("holiday 2.jpg"));
    }

    void tellsNobodyWhoIsGone()
    {
        const TrackerInside tracker;
        Peer a{"a", tracker.address()};
        QVERIFY(a.join());
        auto receiver = std::make_unique<QObject>();
        bool isTold = false;
        a.engine->searches().open({QStringLiteral("a"), 0, {}}, receiver.get(), [&](const auto &) {
            isTold = true;
        });
        receiver.reset();
        for (int i = 0; i < 3; ++i)
            QVERIFY(!a.find(QStringLiteral("a")).isEmpty());
        QVERIFY(!isTold);
    }
};

QTEST_GUILESS_MAIN(TstSearches)
#include "tst_searches.moc"
