#include "tests/e2e/classicstory.h"
#include "tests/support/rawsocket.h"
#include "tests/support/trackerprogram.h"

using namespace ft::test;

namespace {

using Habits = ClassicHabits;
using Kind = ClassicAnswer::Kind;
using Connection = Habits::Connection;

constexpr Habits OneShot{.connection = Connection::OneShot};

ClassicFile file(const QByteArray &name)
{
    return {.name = name, .content = "content of " + name};
}

} // namespace

/// Who is accepted by a real tracker, what it lists, and when it forgets: for programs of the
/// classic dialect.
class TstClassicRules : public QObject
{
    Q_OBJECT

private:
    TrackerProgram m_tracker;
    std::unique_ptr<ClassicPeer> m_other; ///< has joined
    static constexpr std::size_t OfOther = 1;

    [[nodiscard]] std::unique_ptr<ClassicPeer> joined(const Habits &habits,
                                                      const QByteArray &address,
                                                      const QByteArrayList &names) const
    {
        auto peer = std::make_unique<ClassicPeer>(habits, address);
        for (const auto &name : names)
            peer->give(file(name));
        if (!hasJoined(*peer, m_tracker.port()))
            qFatal("not accepted");
        return peer;
    }

    static void addConnections()
    {
        QTest::addColumn<Habits>("habits");
        QTest::newRow("kept") << Habits{};
        QTest::newRow("one-shot") << OneShot;
    }

private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")});
        QVERIFY(m_tracker.listen());
        m_other = joined({}, "127.0.0.200", {"other.txt"});
        QVERIFY(m_tracker.hasRecords(OfOther));
    }
    void cleanup() { m_other.reset(); }

    void doesNotAnswerOneWhoSharesNothing_data() { addConnections(); }
    void doesNotAnswerOneWhoSharesNothing()
    {
        QFETCH(Habits, habits);
        const auto peer = joined(habits, "127.0.0.3", {});
        for (const QByteArray name : {"other.txt", "missing.txt"})
            QCOMPARE(answerTo(*peer, name, NoAnswer).wire, QByteArray{});
        QVERIFY(peer->unasked().isEmpty());
    }

    void doesNotAnswerOneWhoHasNotJoined_data() { addConnections(); }
    void doesNotAnswerOneWhoHasNotJoined()
    {
        QFETCH(Habits, habits);
        ClassicPeer stranger{habits, "127.0.0.3"};
        stranger.aimAt(m_tracker.port());
        QCOMPARE(answerTo(stranger, "other.txt", NoAnswer).wire, QByteArray{});
    }

    void doesNotAnswerOneWhoHasLeft_data() { addConnections(); }
    void doesNotAnswerOneWhoHasLeft()
    {
        QFETCH(Habits, habits);
        const auto peer = joined(habits, "127.0.0.3", {"a.txt"});
        QCOMPARE(answerTo(*peer, "other.txt").kind, Kind::Found);
        peer->leave();
        QVERIFY(m_tracker.hasRecords(OfOther));
        ClassicPeer again{OneShot, "127.0.0.3"};
        again.aimAt(m_tracker.port());
        QCOMPARE(answerTo(again, "other.txt", NoAnswer).wire, QByteArray{});
    }

    void byeOfAStrangerChangesNothing()
    {
        ClassicPeer stranger{OneShot, "127.0.0.3"};
        stranger.aimAt(m_tracker.port());
        stranger.sayBye();
        QVERIFY(finds(*m_other, "other.txt", {m_other->shelf().port()}));
    }

    void listsFiveFilesOfAPeer()
    {
        const auto peer = joined({},
                                 "127.0.0.3",
                                 {"1.txt", "2.txt", "3.txt", "4.txt", "5.txt", "6.txt", "7.txt"});
        QVERIFY(m_tracker.hasRecords(OfOther + 5));
        QVERIFY(finds(*m_other, "5.txt", {peer->shelf().port()}));
        for (const QByteArray name : {"6.txt", "7.txt"})
            QCOMPARE(answerTo(*m_other, name).kind, Kind::NotFound);
    }

    void takesNamesAsTheyAre_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("commas") << QByteArray{"a,b, c,,d.txt"};
        QTest::newRow("looks like fields") << QByteArray{"a, txt, 5, 05/11/26, 127.0.0.1, 9.txt"};
        QTest::newRow("opening bracket") << QByteArray{"a<b.txt"};
        QTest::newRow("closing bracket") << QByteArray{"a>b.txt"};
        QTest::newRow("both brackets") << QByteArray{"<angle> brackets.txt"};
        QTest::newRow("spaces") << QByteArray{"with some  spaces.txt"};
        QTest::newRow("percent") << QByteArray{"50%25 off.txt"};
        QTest::newRow("umlauts") << QByteArray{"Grüße aus Köln.txt"};
        QTest::newRow("CJK") << QByteArray{"文件 ファイル 파일.txt"};
        QTest::newRow("two dots") << QByteArray{"archive.tar.txt"};
        QTest::newRow("begins like a message") << QByteArray{"BYE HELLO.txt"};
    }
    void takesNamesAsTheyAre()
    {
        QFETCH(QByteArray, name);
        using Separator = Habits::Separator;
        ClassicPeers peers;
        std::vector<quint16> ports;
        for (const auto separator : {Separator::Newline, Separator::Bar, Separator::None}) {
            for (const bool isSpaced : {true, false}) {
                const Habits habits{.separator = separator, .isSpaced = isSpaced};
                const QByteArray address = "127.0.0." + QByteArray::number(peers.size() + 10);
                peers.push_back(joined(habits, address, {"first.txt", name, "last.txt"}));
                ports.push_back(peers.back()->shelf().port());
            }
        }
        QVERIFY(m_tracker.hasRecords(OfOther + 3 * peers.size()));
        QVERIFY(finds(*m_other, name, ports));
        QVERIFY(finds(*peers.back(), name, ports));
    }

    void tellsPeersOfOneAddressApartByTheirPorts_data() { addConnections(); }
    void tellsPeersOfOneAddressApartByTheirPorts()
    {
        QFETCH(Habits, habits);
        const auto a = joined(habits, "127.0.0.3", {"same.txt"});
        const auto b = joined(habits, "127.0.0.3", {"same.txt"});
        const auto c = joined(habits, "127.0.0.3", {"same.txt"});
        const auto portA = a->shelf().port();
        const auto portB = b->shelf().port();
        const auto portC = c->shelf().port();
        QVERIFY(finds(*m_other, "same.txt", {portA, portB, portC}));
        b->leave();
        QVERIFY(finds(*m_other, "same.txt", {portA, portC}));
        QCOMPARE(answerTo(*a, "other.txt").kind, Kind::Found);
        c->vanish();
        QVERIFY(finds(*m_other, "same.txt", {portA}));
    }

    void byeOfTheOnlyOneOfAnAddressRemovesIt()
    {
        const auto peer = joined(OneShot, "127.0.0.3", {"a.txt"});
        QVERIFY(m_tracker.hasRecords(OfOther + 1));
        peer->sayBye();
        QVERIFY(m_tracker.hasRecords(OfOther));
    }

    void byeOfOneOfSeveralRemovesThoseThatDoNotAnswer()
    {
        const auto a = joined(OneShot, "127.0.0.3", {"same.txt"});
        const auto b = joined(OneShot, "127.0.0.3", {"same.txt"});
        const auto c = joined(OneShot, "127.0.0.3", {"same.txt"});
        QVERIFY(m_tracker.hasRecords(OfOther + 3));
        b->shelf().close();
        c->sayBye();
        QVERIFY(finds(*m_other, "same.txt", {a->shelf().port(), c->shelf().port()}));
    }

    void joiningAnewReplacesTheRecords_data() { addConnections(); }
    void joiningAnewReplacesTheRecords()
    {
        QFETCH(Habits, habits);
        const auto peer = joined(habits, "127.0.0.3", {"old.txt", "both.txt"});
        QVERIFY(m_tracker.hasRecords(OfOther + 2));
        peer->shelf().clear();
        peer->give(file("both.txt"));
        peer->give(file("new.txt"));
        peer->give(file("newer.txt"));
        QVERIFY(hasJoined(*peer, m_tracker.port()));
        QVERIFY(m_tracker.hasRecords(OfOther + 3));
        QCOMPARE(answerTo(*m_other, "old.txt").kind, Kind::NotFound);
        QVERIFY(finds(*m_other, "both.txt", {peer->shelf().port()}));
        QVERIFY(finds(*peer, "newer.txt", {peer->shelf().port()}));
    }

    void listsAKeptPeerAsLongAsItsConnectionOrItsPortIsThere()
    {
        const auto peer = joined({}, "127.0.0.3", {"a.txt"});
        peer->shelf().close();
        QVERIFY(finds(*m_other, "a.txt", {peer->shelf().port()}));
        peer->vanish();
        QVERIFY(m_tracker.hasRecords(OfOther));
    }
};

QTEST_GUILESS_MAIN(TstClassicRules)
#include "tst_classicrules.moc"
