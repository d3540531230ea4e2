#include "tests/e2e/classicstory.h"
#include "tests/support/files.h"
#include "tests/support/peerprogram.h"
#include "tests/support/trackerprogram.h"

using namespace ft::test;

/// Programs of the classic dialect find and download what our peer serves, in every combination of
/// habits, once they are accepted by the tracker; those of a row do so at the same time.
class TstClassicDownload : public QObject
{
    Q_OBJECT

private:
    using Habits = ClassicHabits;
    using Kind = ClassicAnswer::Kind;
    using State = ClassicFetch::State;
    static constexpr unsigned Variants = 8;
    static constexpr auto Today = "dd/MM/yy";

    TrackerProgram m_tracker;
    std::unique_ptr<PeerProgram> m_source;
    int m_addresses = 0;
    ClassicFile m_text{.name = "report.txt", .content = randomBytes(70'000, 1)};
    ClassicFile m_empty{.name = "empty.txt", .content = {}};
    ClassicFile m_comma{.name = "a, b,c.txt", .content = " begins with a space"};
    ClassicFile m_big{.name = "big.bin",
                      .content = randomBytes(5 * 1024 * 1024, 2),
                      .mediaType = "application/octet-stream"};

    /// Every address is used once: what a peer knows of one it remembers for a while.
    [[nodiscard]] QByteArray newAddress()
    {
        ++m_addresses;
        return "127.0." + QByteArray::number(1 + m_addresses / 200) + '.'
               + QByteArray::number(1 + m_addresses % 200);
    }

    [[nodiscard]] std::unique_ptr<ClassicPeer> newPeer(const Habits &habits)
    {
        auto peer = std::make_unique<ClassicPeer>(habits, newAddress());
        peer->give({.name = "so that it is accepted.txt", .content = "x"});
        return peer;
    }
    [[nodiscard]] std::unique_ptr<ClassicPeer> joined(const Habits &habits = {})
    {
        auto peer = newPeer(habits);
        // The records are on their way, and an answer behind them tells that they arrived.
        if (!hasJoined(*peer, m_tracker.port())
            || !waitUntil([&] { return answerTo(*peer, m_text.name).kind == Kind::Found; }))
            qFatal("not accepted");
        return peer;
    }

    /// What it finds of a file of ours; an empty record when that is not exactly one.
    [[nodiscard]] static ClassicListing recordOf(ClassicPeer &peer, const QByteArray &name)
    {
        const auto answer = answerTo(peer, name);
        return answer.records.size() == 1 ? answer.records.front() : ClassicListing{};
    }
    /// The record as this peer would have listed the file itself, which is how it asks for it.
    [[nodiscard]] static ClassicListing inItsWords(const ClassicPeer &peer,
                                                   const ClassicFile &file,
                                                   const ClassicListing &record)
    {
        auto asked = listingOf(peer.habits(), file, QHostAddress{QHostAddress::LocalHost}, 0);
        asked.address = record.address;
        asked.port = record.port;
        return asked;
    }

    [[nodiscard]] static State stateOf(ClassicPeer &peer, const ClassicListing &record)
    {
        peer.download(record);
        return waitUntil([&] { return peer.fetch()->isOver(); }) ? peer.fetch()->state()
                                                                 : State::Running;
    }
    [[nodiscard]] static bool gets(const ClassicPeers &peers,
                                   const ClassicFile &file,
                                   const ClassicListing &record)
    {
        for (const auto &peer : peers)
            peer->download(inItsWords(*peer, file, record));
        const auto isOver = [](const auto &peer) {
            return peer->fetch()->isOver();
        };
        const auto hasIt = [&file](const auto &peer) {
            return peer->fetch()->state() == State::Done
                   && peer->fetch()->content() == file.content;
        };
        std::ignore = waitUntil([&] { return std::ranges::all_of(peers, isOver); });
        for (const auto &peer : peers) {
            if (!hasIt(peer))
                qInfo().noquote() << file.name << "did not come to" << describe(peer->habits())
                                  << "state" << static_cast<int>(peer->fetch()->state());
        }
        return std::ranges::all_of(peers, hasIt);
    }

private slots:
    void initTestCase()
    {
        QVERIFY(m_tracker.listen());
        m_source = std::make_unique<PeerProgram>(QStringLiteral("studio-a"), m_tracker.address());
        m_source->give(QStringLiteral("docs/deep/report.txt"), m_text.content);
        for (const auto &file : {m_empty, m_comma, m_big})
            m_source->give(QString::fromUtf8(file.name), file.content);
        QVERIFY(m_source->serve());
        QVERIFY(m_tracker.hasRecords(4));
    }
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void findsOurFilesByTheirLastNames()
    {
        const auto peer = joined();
        for (const auto &file : {m_text, m_empty, m_comma, m_big}) {
            const auto record = recordOf(*peer, file.name);
            QCOMPARE(record.name, file.name);
            QCOMPARE(record.size, QByteArray::number(file.content.size()));
            QCOMPARE(record.address, QByteArray{"127.0.0.1"});
            QCOMPARE(record.port, QByteArray::number(m_source->port()));
            const auto now = QDateTime::currentDateTimeUtc();
            const auto day = [&](int back) {
                return now.addSecs(-back).toString(QLatin1StringView{Today}).toLatin1();
            };
            QVERIFY(record.date == day(0) || record.date == day(600));
        }
    }

    void downloadsWhatTheRecordSays()
    {
        for (const bool isSpaced : {true, false}) {
            const auto peer = joined({.isSpaced = isSpaced});
            for (const auto &file : {m_text, m_empty, m_comma, m_big}) {
                QCOMPARE(stateOf(*peer, recordOf(*peer, file.name)), State::Done);
                QVERIFY(peer->fetch()->content() == file.content);
            }
        }
    }

    void downloads_data()
    {
        QTest::addColumn<Habits>("habits");
        for (unsigned bits = 0; bits < 16; ++bits) {
            const Habits habits{.isSpaced = (bits & 1U) != 0,
                                .hasSpacedPrefix = (bits & 2U) != 0,
                                .halfCloses = (bits & 4U) != 0,
                                .reads = (bits & 8U) != 0 ? Habits::Reads::UntilClose
                                                          : Habits::Reads::Size};
            QTest::newRow(describe(habits).constData()) << habits;
        }
    }
    void downloads()
    {
        QFETCH(Habits, habits);
        ClassicPeers peers;
        for (unsigned bits = 0; bits < Variants; ++bits) {
            habits.types = (bits & 1U) != 0 ? Habits::Types::Media : Habits::Types::Extension;
            habits.hasFullNames = (bits & 2U) != 0;
            habits.segments = (bits & 4U) != 0 ? EventSocket::Segments::SingleBytes
                                               : EventSocket::Segments::Whole;
            peers.push_back(newPeer(habits));
            peers.back()->join(m_tracker.port());
        }
        QVERIFY(haveJoined(peers));
        const auto record = recordOf(*peers.front(), m_text.name);
        QVERIFY(!record.name.isEmpty());
        for (const auto &file : {m_text, m_empty, m_comma, m_big})
            QVERIFY2(gets(peers, file, record), file.name.constData());
    }

    void doesNotServeAnythingElse_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("size");
        const QByteArray name = m_text.name;
        const auto size = QByteArray::number(m_text.content.size());
        QTest::newRow("other size") << name << QByteArray{"txt"} << size + '0';
        QTest::newRow("no size") << name << QByteArray{"txt"} << QByteArray{"many"};
        QTest::newRow("other type") << name << QByteArray{"jpg"} << size;
        QTest::newRow("other media type") << name << QByteArray{"image/jpeg"} << size;
        QTest::newRow("other name") << QByteArray{"other.txt"} << QByteArray{"txt"} << size;
        QTest::newRow("the folder above") << QByteArray{"../" + name} << QByteArray{"txt"} << size;
        QTest::newRow("absolute") << QByteArray{"/etc/passwd"} << QByteArray{"txt"} << size;
    }
    void doesNotServeAnythingElse()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, size);
        for (const bool halfCloses : {true, false}) {
            const auto peer = joined({.halfCloses = halfCloses});
            const auto port = QByteArray::number(m_source->port());
            QCOMPARE(stateOf(*peer, {name, type, size, {}, "127.0.0.1", port}), State::Closed);
        }
    }

    void doesNotServeStrangers_data()
    {
        QTest::addColumn<bool>("halfCloses");
        QTest::newRow("half-closes") << true;
        QTest::newRow("waits") << false;
    }
    void doesNotServeStrangers()
    {
        QFETCH(bool, halfCloses);
        const auto record = recordOf(*joined(), m_text.name);
        QVERIFY(!record.name.isEmpty());
        ClassicPeer stranger{{.halfCloses = halfCloses}, newAddress()};
        QCOMPARE(stateOf(stranger, record), State::Closed);
    }

    void servesOneWhoConnectsAgain()
    {
        const auto peer = joined({.connection = Habits::Connection::OneShot});
        const auto record = recordOf(*peer, m_big.name);
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(stateOf(*peer, record), State::Done);
            QVERIFY(peer->fetch()->content() == m_big.content);
        }
    }
};

QTEST_GUILESS_MAIN(TstClassicDownload)
#include "tst_classicdownload.moc"
