#include "tests/support/bitrot.h"
#include "tests/support/files.h"
#include "tests/support/peerprogram.h"
#include "tests/support/trackerprogram.h"

#include <QFileInfo>
#include <QTest>

#include <csignal>

using namespace ft::test;

/// A file goes bad on the disk of one of three peers that have it.
class TstRepair : public QObject
{
    Q_OBJECT

private:
    static constexpr qint64 Piece = 1 << 20;
    static constexpr quint64 Size = 20 * Piece;

    const QString m_file = QStringLiteral("big.bin");
    const QStringList m_files{m_file, QStringLiteral("holder.txt")};
    TrackerProgram m_tracker;
    std::unique_ptr<PeerProgram> m_ann;
    std::unique_ptr<PeerProgram> m_ben;
    std::unique_ptr<PeerProgram> m_holder;

    /// Another peer with the same content.
    [[nodiscard]] std::unique_ptr<PeerProgram> serving(const char *name) const
    {
        auto peer = std::make_unique<PeerProgram>(QString::fromLatin1(name), m_tracker.address());
        peer->setOptions({QStringLiteral("--limit-up"), QStringLiteral("2M")});
        writeRandomFile(peer->shared(m_file), Size, 1);
        return peer->serve() ? std::move(peer) : nullptr;
    }
    [[nodiscard]] QString file() const { return m_holder->shared(m_file); }
    [[nodiscard]] std::optional<QString> say(const char *line, const QString &answer)
    {
        Program &shell = m_holder->program();
        const auto before = shell.out().size();
        shell.say(QString::fromLatin1(line));
        return shell.waitForLine(Program::Stream::Out, answer, before);
    }
    /// The holder runs as a shell, and what it has is damaged in two places, its time as it was.
    void damage()
    {
        QVERIFY(m_holder->join({}));
        QVERIFY(m_tracker.hasRecords(4));
        QVERIFY(rot(file(), 3 * Piece + 17));
        QVERIFY(rot(file(), 11 * Piece));
    }

private slots:
    void init()
    {
        QVERIFY(m_tracker.listen());
        m_ann = serving("ann");
        m_ben = serving("ben");
        QVERIFY(m_ann && m_ben);
        m_holder = std::make_unique<PeerProgram>(QStringLiteral("holder"), m_tracker.address());
        writeRandomFile(file(), Size, 1);
        m_holder->give(QStringLiteral("holder.txt"), "so that this peer stays accepted");
    }

    void fetchesWhatIsDamagedAndSharesItAgain()
    {
        damage();
        const QByteArray content = sha256(m_ann->shared(m_file));
        const auto modified = QFileInfo{file()}.lastModified();
        QVERIFY2(say("check",
                     QStringLiteral("^damaged: big\\.bin: 2 pieces of its bytes .* "
                                    "\\(bytes 3145728-4194303, 11534336-12582911\\)")),
                 m_holder->program().transcript().constData());
        QVERIFY(m_holder->program().waitForLine(
            Program::Stream::Out,
            QStringLiteral("^checked 2 files \\(20971552 bytes\\): 1 damaged$")));
        QVERIFY(m_tracker.hasRecords(3));
        QVERIFY(say("shares", QStringLiteral("big\\.bin.*damaged$")));

        const auto repaired = say("repair big.bin", QStringLiteral("^repaired "));
        QVERIFY2(repaired, m_holder->program().transcript().constData());
        QVERIFY2(repaired->contains(QStringLiteral("(2 pieces, 2097152 bytes from ")),
                 qPrintable(*repaired));
        QCOMPARE(sha256(file()), content);
        QCOMPARE(QFileInfo{file()}.lastModified(), modified);
        QCOMPARE(filesBelow(m_holder->share()), m_files);
        QVERIFY(m_tracker.hasRecords(4));
        QVERIFY(say("check big.bin", QStringLiteral("all sound$")));
    }

    void leavesADamagedFileAsItIsWhenKilled()
    {
        damage();
        QVERIFY(say("check", QStringLiteral("1 damaged$")));
        const QByteArray damaged = sha256(file());
        m_holder->program().say(QStringLiteral("repair big.bin"));
        const auto isUnderWay = [this] {
            return filesBelow(m_holder->share()).size() == 3;
        };
        QVERIFY(waitUntil(isUnderWay));
        m_holder->program().kill();
        const QByteArray after = sha256(file());
        QVERIFY(after == damaged || after == sha256(m_ann->shared(m_file)));

        // What was found is remembered, and a later run mends it.
        QCOMPARE(m_holder->run({QStringLiteral("repair"), m_file}), std::optional{0});
        QCOMPARE(sha256(file()), sha256(m_ann->shared(m_file)));
        QCOMPARE(filesBelow(m_holder->share()), m_files);
    }

    void saysThatNobodyHasTheContent()
    {
        damage();
        QVERIFY(say("check", QStringLiteral("1 damaged$")));
        QCOMPARE(m_ann->leave(), std::optional{0});
        QCOMPARE(m_ben->leave(), std::optional{0});
        QVERIFY(m_tracker.hasRecords(1));
        m_holder->program().say(QStringLiteral("repair big.bin"));
        QVERIFY(m_holder->program().waitForLine(Program::Stream::Err,
                                                QStringLiteral("^ft-peer: not found: no other")));
        m_holder->program().say(QStringLiteral("repair absent.bin"));
        QVERIFY(m_holder->program().waitForLine(Program::Stream::Err,
                                                QStringLiteral("absent.bin is not known to be")));
    }
};

QTEST_GUILESS_MAIN(TstRepair)
#include "tst_repair.moc"
