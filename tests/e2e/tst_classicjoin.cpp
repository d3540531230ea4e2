#include "tests/e2e/classicstory.h"
#include "tests/support/trackerprogram.h"

using namespace ft::test;

/// Programs of the classic dialect join, search and leave a real tracker, in every combination of
/// habits; those of a row do so at the same time, each at an address of its own.
class TstClassicJoin : public QObject
{
    Q_OBJECT

private:
    using Habits = ClassicHabits;
    using Kind = ClassicAnswer::Kind;

    TrackerProgram m_tracker;
    ClassicPeers m_peers;
    const ClassicFile m_common{.name = "common.txt", .content = "the same with all"};

    /// What the separator and the connection leave open, by the bits of a number.
    [[nodiscard]] static Habits variant(Habits habits, unsigned bits)
    {
        habits.hasSpacedPrefix = (bits & 1U) != 0;
        habits.hasLongYears = (bits & 2U) != 0;
        habits.types = (bits & 4U) != 0 ? Habits::Types::Media : Habits::Types::Extension;
        habits.hasFullNames = (bits & 8U) != 0;
        habits.segments = (bits & 16U) != 0 ? EventSocket::Segments::SingleBytes
                                            : EventSocket::Segments::Whole;
        habits.isSpaced = (bits & 32U) != 0;
        return habits;
    }
    static constexpr unsigned Variants = 64;

    void joinAll(const Habits &habits)
    {
        m_peers.clear();
        for (unsigned i = 0; i < Variants; ++i) {
            const auto number = QByteArray::number(i + 1);
            auto &peer = *m_peers.emplace_back(
                std::make_unique<ClassicPeer>(variant(habits, i), "127.0.1." + number));
            peer.give(m_common);
            peer.give({.name = "own-" + number + ".txt", .content = QByteArray(qsizetype{i}, 'o')});
            peer.join(m_tracker.port());
        }
        QVERIFY(haveJoined(m_peers));
        QVERIFY(m_tracker.hasRecords(std::size_t{2} * Variants));
    }

    /// Everybody asks for the name that `nameFor` says, at the same time.
    [[nodiscard]] bool askAll(const std::function<QByteArray(std::size_t)> &nameFor)
    {
        for (std::size_t i = 0; i < m_peers.size(); ++i)
            m_peers[i]->search(nameFor(i), Patience);
        return waitUntil([this] {
            return std::ranges::all_of(m_peers, [](const auto &p) { return bool{p->answer()}; });
        });
    }

    /// Whether all answers are of a kind and are exactly the wanted records.
    [[nodiscard]] bool allFound(Kind kind,
                                const std::function<ClassicListings(std::size_t)> &wanted)
    {
        bool good = true;
        for (std::size_t i = 0; i < m_peers.size(); ++i) {
            const auto &answer = *m_peers[i]->answer();
            if (answer.kind == kind && shortDates(answer.records) == shortDates(wanted(i)))
                continue;
            qInfo().noquote() << "heard by" << describe(m_peers[i]->habits()) << answer.wire;
            good = false;
        }
        return good;
    }

    /// With years of two digits, sorted.
    [[nodiscard]] static ClassicListings shortDates(ClassicListings records)
    {
        for (auto &record : records)
            record.date = record.date.first(6) + record.date.last(2);
        std::ranges::sort(records);
        return records;
    }

    [[nodiscard]] ClassicListing listing(std::size_t peer, std::size_t file)
    {
        return m_peers[peer]->shelf().listings()[file];
    }
    /// The common file of all who list it by the name by which this peer does, or by the two parts
    /// of that name in two fields.
    [[nodiscard]] ClassicListings commonOf(std::size_t peer)
    {
        ClassicListings result;
        for (std::size_t i = 0; i < m_peers.size(); ++i) {
            const auto record = listing(i, 0);
            const QByteArray joinedName = record.name + '.' + record.type;
            if (record.name == listing(peer, 0).name || joinedName == listing(peer, 0).name)
                result.push_back(record);
        }
        return result;
    }
    [[nodiscard]] std::size_t next(std::size_t i) const { return (i + 1) % m_peers.size(); }

private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")});
        QVERIFY(m_tracker.listen());
    }
    void cleanup() { m_peers.clear(); }

    void joinsSearchesAndLeaves_data()
    {
        QTest::addColumn<Habits>("habits");
        using Separator = Habits::Separator;
        using Connection = Habits::Connection;
        for (const auto separator : {Separator::Newline, Separator::Bar, Separator::None}) {
            for (const auto connection : {Connection::Kept, Connection::OneShot}) {
                const Habits habits{.separator = separator,
                                    .isSpaced = false,
                                    .hasSpacedPrefix = false,
                                    .connection = connection};
                QTest::newRow(describe(habits).constData()) << habits;
            }
        }
    }
    void joinsSearchesAndLeaves()
    {
        QFETCH(Habits, habits);
        joinAll(habits);
        if (QTest::currentTestFailed())
            return;

        QVERIFY(askAll([](std::size_t) { return QByteArray{"missing.txt"}; }));
        QVERIFY(allFound(Kind::NotFound, [](std::size_t) { return ClassicListings{}; }));
        QVERIFY(askAll([this](std::size_t i) { return listing(next(i), 1).name; }));
        QVERIFY(allFound(Kind::Found,
                         [this](std::size_t i) { return ClassicListings{listing(next(i), 1)}; }));
        QVERIFY(askAll([this](std::size_t i) { return listing(i, 0).name; }));
        QVERIFY(allFound(Kind::Found, [this](std::size_t i) { return commonOf(i); }));

        someLeave();
        QVERIFY(m_tracker.hasRecords(m_peers.size() * 2));
        QVERIFY(askAll([this](std::size_t i) { return listing(i, 0).name; }));
        QVERIFY(allFound(Kind::Found, [this](std::size_t i) { return commonOf(i); }));
        for (const auto &peer : m_peers) {
            QVERIFY2(peer->unasked().isEmpty(), peer->unasked().constData());
            QVERIFY(!peer->isCutOff());
            peer->vanish();
        }
        QVERIFY(m_tracker.hasRecords(0));
    }

    void someLeave()
    {
        for (std::size_t i = 0; i < m_peers.size(); i += 3) {
            m_peers[i]->leave();
            m_peers.erase(m_peers.begin() + static_cast<std::ptrdiff_t>(i));
        }
    }
};

QTEST_GUILESS_MAIN(TstClassicJoin)
#include "tst_classicjoin.moc"
