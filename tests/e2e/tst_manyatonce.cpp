#include "tests/support/files.h"
#include "tests/support/peerprogram.h"
#include "tests/support/trackerprogram.h"

#include <QTest>

#include <vector>

using namespace ft::test;

/// One peer gives to many at the same time.
class TstManyAtOnce : public QObject
{
    Q_OBJECT

private:
    TrackerProgram m_tracker;
    std::unique_ptr<PeerProgram> m_source;
    std::vector<std::unique_ptr<PeerProgram>> m_takers;

    void addTaker()
    {
        const auto name = QStringLiteral("taker-%1").arg(m_takers.size());
        m_takers.push_back(std::make_unique<PeerProgram>(name, m_tracker.address()));
        m_takers.back()->give(name + u".txt", name.toUtf8());
    }

    void startFetch(std::size_t taker, const QString &file)
    {
        m_takers[taker]->start({QStringLiteral("fetch"), file});
    }

private slots:
    void init()
    {
        QVERIFY(m_tracker.listen());
        m_source = std::make_unique<PeerProgram>(QStringLiteral("studio-a"), m_tracker.address());
    }
    void cleanup()
    {
        m_takers.clear();
        m_source.reset();
    }

    void givesDifferentFilesToTwo()
    {
        const QStringList files{QStringLiteral("left.bin"), QStringLiteral("right.bin")};
        writeRandomFile(m_source->shared(files[0]), 60'000'000, 1);
        writeRandomFile(m_source->shared(files[1]), 60'000'000, 2);
        QVERIFY(m_source->serve());
        QVERIFY(m_tracker.hasRecords(2));
        for (std::size_t i = 0; i < 2; ++i) {
            addTaker();
            startFetch(i, files[qsizetype(i)]);
        }
        for (std::size_t i = 0; i < 2; ++i) {
            const QString file = files[qsizetype(i)];
            QCOMPARE(m_takers[i]->program().waitForEnd(4 * Patience), std::optional{0});
            QVERIFY(sameBytes(m_takers[i]->downloaded(file), m_source->shared(file)));
        }
    }

    void givesOneFileToTwenty()
    {
        const auto file = QStringLiteral("wanted.bin");
        writeRandomFile(m_source->shared(file), 8'000'000, 3);
        QVERIFY(m_source->serve());
        constexpr std::size_t Count = 20;
        for (std::size_t i = 0; i < Count; ++i) {
            addTaker();
            startFetch(i, file);
        }
        for (std::size_t i = 0; i < Count; ++i) {
            QCOMPARE(m_takers[i]->program().waitForEnd(8 * Patience), std::optional{0});
            QVERIFY(sameBytes(m_takers[i]->downloaded(file), m_source->shared(file)));
        }
    }
};

QTEST_GUILESS_MAIN(TstManyAtOnce)
#include "tst_manyatonce.moc"
