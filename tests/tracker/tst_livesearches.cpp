#include "tests/support/manualclock.h"
#include "tests/tracker/records.h"
#include "tracker/core/catalogue.h"

#include <QTest>

using namespace ft;
using namespace ft::test;
using namespace ft::tracker;

class TestLiveSearches : public QObject
{
    Q_OBJECT

private slots:
    void tellsWhatComesAndWhatGoes();
    void tellsOnlyWhatMatches_data();
    void tellsOnlyWhatMatches();
    void tellsAReplacedRecordAsGoneAndCome();
    void tellsNothingOfWhatCameAndWentInBetween();
    void tellsThatAPeerLeft();
    void tellsWhereAPeerWithoutANameServed_data();
    void tellsWhereAPeerWithoutANameServed();
    void tellsThatALostPeerWentAlthoughItsRecordsAreKeptAndThatItIsBack();
    void tellsOfAKeptRecordOnceWhenItIsRemovedInTheEnd();
    void saysToAskAgainWhenAPeerOfManyFilesIsBack();
    void tellsAPeerOnThisMachineByTheAddressTheAskerKnows();
    void countsWhatItCannotKeep();
    void keepsWhatCannotBeTakenYet();
    void tellsEachLoopItsOwnSessions();
    void tellsAClosedSearchNothing();
    void opensAtMostSoManyForOneSession();
    void opensASearchAgainUnderTheSameNumber();
};

namespace {

Session sessionOf(std::uint64_t id, std::uint8_t loop = 0)
{
    Session session;
    session.id = SessionId{id};
    session.loop = loop;
    session.remote = QHostAddress{QStringLiteral("10.0.0.9")};
    session.local = QHostAddress{QStringLiteral("10.0.0.1")};
    return session;
}

/// A catalogue with one peer that shares, and one session with open searches.
class Watched
{
public:
    [[nodiscard]] bool open(const QString &query, std::uint32_t number = 7)
    {
        return open(session, query, number);
    }
    [[nodiscard]] bool open(const Session &in, const QString &query, std::uint32_t number)
    {
        return catalogue.openSearch(in,
                                    number,
                                    QueryMatcher::compile(parseSearchQuery(query).value()).value());
    }
    void share(std::initializer_list<QByteArray> paths)
    {
        catalogue.add(*peer, sourceRecords(paths), 0);
    }
    void unshare(const QByteArray &path)
    {
        catalogue.remove(*peer, {SharedPath::parse(path).value()});
    }
    /// The connection breaks; the share was marked.
    void lose()
    {
        catalogue.mark(*peer, mark);
        catalogue.lose(*peer, std::chrono::minutes{1});
        while (catalogue.tidy()) {}
        peer = nullptr;
    }
    [[nodiscard]] bool resume()
    {
        peer = catalogue.resume({hostName("a"), 4000, {}},
                                QHostAddress{QStringLiteral("10.0.0.4")},
                                SessionId{3},
                                mark);
        return peer != nullptr;
    }
    QByteArray news(std::uint8_t loop = 0)
    {
        QByteArray all;
        catalogue.collectNews(loop, [&](SessionId, QByteArrayView lines) {
            all += lines;
            return true;
        });
        return all;
    }

    const protocol::ShareMark mark{1, "9f"};
    ManualClock clock;
    Catalogue catalogue{clock};
    Session session = sessionOf(1);
    Peer *peer = catalogue.join({hostName("a"), 4000, {}},
                                QHostAddress{QStringLiteral("10.0.0.4")},
                                SessionId{2});
};

QByteArray came(const QByteArray &path, const QByteArray &address = "10.0.0.4")
{
    return "CAME: <" + path + ", text/plain, 1, 05/11/25, " + address
           + ", 4000, mtime=1762300800, peer=a> live=7\n";
}

QByteArray went(const QByteArray &path)
{
    return "WENT: <" + path + ", peer=a> live=7\n";
}

} // namespace

void TestLiveSearches::tellsWhatComesAndWhatGoes()
{
    Watched watched;
    QVERIFY(watched.open(QStringLiteral("report")));
    QCOMPARE(watched.news(), QByteArray{});
    watched.share({"report.pdf"});
    QCOMPARE(watched.news(), came("report.pdf"));
    QCOMPARE(watched.news(), QByteArray{});
    watched.unshare("report.pdf");
    QCOMPARE(watched.news(), went("report.pdf"));
}

void TestLiveSearches::tellsOnlyWhatMatches_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<bool>("isTold");
    QTest::newRow("a word") << "annual" << true;
    QTest::newRow("another word") << "annually" << false;
    QTest::newRow("two words") << "report docs" << true;
    QTest::newRow("one of two words") << "report music" << false;
    QTest::newRow("a short word") << "an" << true;
    QTest::newRow("only a filter") << "type:pdf" << true;
    QTest::newRow("another filter") << "type:jpg" << false;
    QTest::newRow("a regular expression with a text") << "re:^annual" << true;
    QTest::newRow("a regular expression without") << "re:^[a-c]" << true;
    QTest::newRow("its peer") << "peer:a" << true;
    QTest::newRow("another peer") << "peer:b report" << false;
    QTest::newRow("a gram that repeats") << "\"aaaa\"" << true;
}

void TestLiveSearches::tellsOnlyWhatMatches()
{
    QFETCH(const QString, query);
    Watched watched;
    QVERIFY(watched.open(query));
    watched.share({"docs/annual report aaaaaaa.pdf"});
    QTEST(!watched.news().isEmpty(), "isTold");
}

void TestLiveSearches::tellsAReplacedRecordAsGoneAndCome()
{
    Watched watched;
    watched.share({"report.pdf"});
    QVERIFY(watched.open(QStringLiteral("report")));
    watched.share({"report.pdf"});
    QCOMPARE(watched.news(), went("report.pdf") + came("report.pdf"));
}

void TestLiveSearches::tellsNothingOfWhatCameAndWentInBetween()
{
    Watched watched;
    QVERIFY(watched.open(QStringLiteral("report")));
    watched.share({"report.pdf"});
    watched.unshare("report.pdf");
    QCOMPARE(watched.news(), QByteArray{});
}

void TestLiveSearches::tellsThatAPeerLeft()
{
    Watched watched;
    watched.share({"report.pdf", "other.txt"});
    QVERIFY(watched.open(QStringLiteral("report")));
    watched.catalogue.leave(*watched.peer);
    QCOMPARE(watched.news(), went("report.pdf"));
}

void TestLiveSearches::tellsWhereAPeerWithoutANameServed_data()
{
    QTest::addColumn<QByteArray>("address");
    QTest::addColumn<QByteArray>("shown");
    QTest::newRow("elsewhere") << QByteArray{"10.0.0.5"} << QByteArray{"10.0.0.5"};
    QTest::newRow("on the tracker's machine") << QByteArray{"127.0.0.1"} << QByteArray{"10.0.0.1"};
}

void TestLiveSearches::tellsWhereAPeerWithoutANameServed()
{
    QFETCH(QByteArray, address);
    QFETCH(QByteArray, shown);
    Watched watched;
    QVERIFY(watched.open(QStringLiteral("report")));
    const Endpoint endpoint{QHostAddress{QString::fromLatin1(address)}, 4000};
    const auto outcome = watched.catalogue.offer({.endpoint = endpoint,
                                                  .from = endpoint.address,
                                                  .session = SessionId{5},
                                                  .file = fileRecord("report.pdf"),
                                                  .style = {}},
                                                 0);
    QCOMPARE(outcome, Catalogue::ClassicOutcome::Joined);
    QCOMPARE(watched.news(),
             "CAME: <report.pdf, text/plain, 1, 05/11/25, " + shown
                 + ", 4000, mtime=1762300800> live=7\n");
    QVERIFY(watched.catalogue.leaveClassic(endpoint));
    QCOMPARE(watched.news(), "WENT: <report.pdf, at=" + shown + ":4000> live=7\n");
}

void TestLiveSearches::tellsThatALostPeerWentAlthoughItsRecordsAreKeptAndThatItIsBack()
{
    Watched watched;
    watched.share({"report.pdf", "other.txt"});
    QVERIFY(watched.open(QStringLiteral("report")));
    watched.lose();
    QCOMPARE(watched.news(), went("report.pdf"));
    QVERIFY(watched.resume());
    QCOMPARE(watched.news(), came("report.pdf"));
}

void TestLiveSearches::tellsOfAKeptRecordOnceWhenItIsRemovedInTheEnd()
{
    Watched watched;
    watched.share({"report 1", "report 2"});
    QVERIFY(watched.open(QStringLiteral("report")));
    watched.lose();
    QCOMPARE(watched.news().count("report"), 2);
    watched.clock.advance(std::chrono::hours{1});
    while (watched.catalogue.tidy()) {}
    QCOMPARE(watched.catalogue.totals().heldRecords, 0U);
    QCOMPARE(watched.news(), QByteArray{});
}

void TestLiveSearches::saysToAskAgainWhenAPeerOfManyFilesIsBack()
{
    Watched watched;
    for (int i = 0; i < 5'000; ++i)
        watched.share({"file " + QByteArray::number(i)});
    QVERIFY(watched.open(QStringLiteral("report")));
    watched.lose();
    QVERIFY(watched.resume());
    QCOMPARE(watched.news(), QByteArray{"MISSED: live=7, count=1\n"});
}

void TestLiveSearches::tellsAPeerOnThisMachineByTheAddressTheAskerKnows()
{
    Watched watched;
    watched.peer = watched.catalogue.join({hostName("b"), 4000, {}},
                                          QHostAddress{QHostAddress::LocalHost},
                                          SessionId{3});
    QVERIFY(watched.open(QStringLiteral("report")));
    watched.share({"report.pdf"});
    QCOMPARE(watched.news(), came("report.pdf", "10.0.0.1").replace("peer=a", "peer=b"));
}

void TestLiveSearches::countsWhatItCannotKeep()
{
    Watched watched;
    QVERIFY(watched.open(QStringLiteral("report")));
    for (std::size_t i = 0; i < LiveSearches::MaxChanges + 5; ++i)
        watched.share({"report " + QByteArray::number(static_cast<qulonglong>(i))});
    QCOMPARE(watched.news(), QByteArray{"MISSED: live=7, count=1005\n"});
    watched.share({"report.pdf"});
    QCOMPARE(watched.news(), came("report.pdf"));
}

void TestLiveSearches::keepsWhatCannotBeTakenYet()
{
    Watched watched;
    QVERIFY(watched.open(QStringLiteral("report")));
    watched.share({"report.pdf"});
    watched.catalogue.collectNews(0, [](SessionId, QByteArrayView) { return false; });
    QCOMPARE(watched.news(), came("report.pdf"));
}

void TestLiveSearches::tellsEachLoopItsOwnSessions()
{
    Watched watched;
    QVERIFY(watched.open(sessionOf(5, 1), QStringLiteral("report"), 7));
    QVERIFY(watched.catalogue.hasOpenSearches(1));
    QVERIFY(!watched.catalogue.hasOpenSearches(0));
    watched.share({"report.pdf"});
    QCOMPARE(watched.news(0), QByteArray{});
    QCOMPARE(watched.news(1), came("report.pdf"));
}

void TestLiveSearches::tellsAClosedSearchNothing()
{
    Watched watched;
    QVERIFY(watched.open(QStringLiteral("report"), 7));
    QVERIFY(watched.open(QStringLiteral("report"), 8));
    watched.share({"report.pdf"});
    watched.catalogue.closeSearch(watched.session.id, 8);
    QCOMPARE(watched.news(), came("report.pdf"));
    watched.unshare("report.pdf");
    watched.catalogue.closeSearches(watched.session.id);
    QCOMPARE(watched.news(), QByteArray{});
    QVERIFY(!watched.catalogue.hasOpenSearches(0));
}

void TestLiveSearches::opensAtMostSoManyForOneSession()
{
    Watched watched;
    for (std::uint32_t number = 1; number <= 32; ++number)
        QVERIFY(watched.open(QStringLiteral("report"), number));
    QVERIFY(!watched.open(QStringLiteral("report"), 33));
    QVERIFY(watched.open(sessionOf(9), QStringLiteral("report"), 33));
    watched.catalogue.closeSearch(watched.session.id, 1);
    QVERIFY(watched.open(QStringLiteral("report"), 33));
}

void TestLiveSearches::opensASearchAgainUnderTheSameNumber()
{
    Watched watched;
    QVERIFY(watched.open(QStringLiteral("music")));
    QVERIFY(watched.open(QStringLiteral("report")));
    watched.share({"report.pdf", "music.mp3"});
    QCOMPARE(watched.news(), came("report.pdf"));
}

QTEST_APPLESS_MAIN(TestLiveSearches)
#include "tst_livesearches.moc"
