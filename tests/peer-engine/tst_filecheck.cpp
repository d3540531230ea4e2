#include "peer-gui/engine/share/filecheck.h"
#include "tests/peer-engine/sharedfiles.h"
#include "tests/support/bitrot.h"
#include "tests/support/files.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace ft;
using namespace ft::engine;
using hash::PieceIndex;
using Verdict = FileCheck::Verdict;

namespace {

constexpr qint64 Piece = 1 << 20;

bool goOn(std::size_t)
{
    return true;
}

} // namespace

class TstFileCheck : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;

    [[nodiscard]] QString path() const { return m_folder->filePath(QStringLiteral("a.bin")); }
    [[nodiscard]] SharedFile make(qsizetype size) const
    {
        return test::sharedFile(path(), QStringLiteral("a.bin"), test::randomBytes(size, 1));
    }

private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_folder = std::make_unique<QTemporaryDir>();
    }

    void findsWhatIsDamaged_data()
    {
        QTest::addColumn<qint64>("size");
        QTest::addColumn<QList<qint64>>("rotten");
        QTest::addColumn<QList<int>>("pieces");
        using Offsets = QList<qint64>;
        using Pieces = QList<int>;
        QTest::newRow("nothing, of no bytes") << qint64{0} << Offsets{} << Pieces{};
        QTest::newRow("nothing, of one piece") << qint64{1'000} << Offsets{} << Pieces{};
        QTest::newRow("nothing, of several") << 3 * Piece + 1 << Offsets{} << Pieces{};
        QTest::newRow("the only piece") << qint64{1'000} << Offsets{999} << Pieces{0};
        QTest::newRow("first and last byte")
            << 3 * Piece << Offsets{0, 3 * Piece - 1} << Pieces{0, 2};
        QTest::newRow("both sides of an edge")
            << 3 * Piece << Offsets{Piece - 1, Piece} << Pieces{0, 1};
        QTest::newRow("twice in one piece") << 3 * Piece << Offsets{Piece, Piece + 9} << Pieces{1};
        QTest::newRow("the short last piece") << 2 * Piece + 1 << Offsets{2 * Piece} << Pieces{2};
    }
    void findsWhatIsDamaged()
    {
        QFETCH(qint64, size);
        QFETCH(QList<qint64>, rotten);
        QFETCH(QList<int>, pieces);
        const auto file = make(size);
        for (const qint64 offset : rotten)
            QVERIFY(test::rot(path(), offset));
        FileCheck expected;
        expected.verdict = pieces.isEmpty() ? Verdict::Sound : Verdict::Damaged;
        for (const int piece : pieces)
            expected.damaged.emplace_back(static_cast<std::uint32_t>(piece));
        expected.bytesRead = static_cast<std::uint64_t>(size);
        QVERIFY(checkFile(file, goOn) == expected);
    }

    void takesWhatWasWrittenForAnEdit_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("other bytes") << test::randomBytes(2 * Piece, 2);
        QTest::newRow("fewer") << test::randomBytes(Piece, 1);
        QTest::newRow("more") << test::randomBytes(3 * Piece, 1);
    }
    void takesWhatWasWrittenForAnEdit()
    {
        QFETCH(QByteArray, content);
        auto file = make(2 * Piece);
        // The disk's clock may not have moved since.
        --file.stamp.mtimeNs;
        test::writeFile(path(), content);
        QCOMPARE(checkFile(file, goOn).verdict, Verdict::Edited);
    }

    void takesWhatIsWrittenMeanwhileForAnEdit()
    {
        const auto file = make(2 * Piece);
        bool isWritten = false;
        const auto check = checkFile(file, [&](std::size_t) {
            if (!std::exchange(isWritten, true))
                test::writeFile(path(), test::randomBytes(Piece, 2));
            return true;
        });
        QCOMPARE(check.verdict, Verdict::Edited);
        QVERIFY(check.damaged.empty());
    }

    void cannotReadWhatIsGone()
    {
        const auto file = make(1'000);
        QVERIFY(QFile::remove(path()));
        QCOMPARE(checkFile(file, goOn).verdict, Verdict::Unreadable);
    }

    void stopsInTheMiddle()
    {
        const auto file = make(2 * Piece);
        QVERIFY(test::rot(path(), 0));
        std::size_t asked = 0;
        const auto check = checkFile(file, [&](std::size_t bytes) {
            asked += bytes;
            return asked <= Piece;
        });
        QCOMPARE(check.verdict, Verdict::Stopped);
        QVERIFY(check.damaged.empty());
        QCOMPARE(check.bytesRead, std::uint64_t{Piece});
    }
};

QTEST_GUILESS_MAIN(TstFileCheck)
#include "tst_filecheck.moc"
