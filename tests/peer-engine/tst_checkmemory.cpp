#include "peer-gui/engine/share/checkmemory.h"
#include "tests/peer-engine/records.h"
#include "tests/support/files.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace ft;
using namespace ft::engine;
using hash::PieceIndex;

namespace {

std::chrono::sys_seconds at(std::int64_t seconds)
{
    return std::chrono::sys_seconds{std::chrono::seconds{seconds}};
}

DamagedFile damagedFile(const QString &name)
{
    FileRecord record = test::recordOf(name, 5 << 20);
    record.modified = at(1'700'000'000);
    record.md5 = Md5Sum{};
    const FileStamp stamp{~0ULL, 1ULL << 63U, 5 << 20, -7};
    return {{record, QStringLiteral("/share/") + name, stamp, 1 << 20, nullptr},
            {PieceIndex{0}, PieceIndex{3}}};
}

} // namespace

class TstCheckMemory : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_home;

    [[nodiscard]] QString folder() const { return m_home->filePath(QStringLiteral("state")); }
    [[nodiscard]] CheckMemory memory() const { return CheckMemory{folder()}; }

private slots:
    void initTestCase() { SqliteDatabase::loadDrivers(); }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_home = std::make_unique<QTemporaryDir>();
    }

    void knowsNothingAtFirst()
    {
        const auto remembered = memory().load();
        QVERIFY(remembered.damaged.empty());
        QVERIFY(remembered.checked.empty());
        QVERIFY(!QFile::exists(folder()));
    }

    void remembersWhatIsDamaged()
    {
        const auto damaged = damagedFile(QStringLiteral("docs/a é.bin"));
        QVERIFY(memory().put(damaged));
        const auto all = memory().load().damaged;
        QCOMPARE(all.size(), std::size_t{1});
        QVERIFY(all[0].file.record == damaged.file.record);
        QCOMPARE(all[0].file.absolutePath, damaged.file.absolutePath);
        QVERIFY(all[0].file.stamp == damaged.file.stamp);
        QCOMPARE(all[0].file.pieceSize, damaged.file.pieceSize);
        QVERIFY(all[0].pieces == damaged.pieces);
    }

    void forgetsWhatIsSoundAgainAndRemembersWhen()
    {
        const auto a = damagedFile(QStringLiteral("a"));
        const auto b = damagedFile(QStringLiteral("b"));
        QVERIFY(memory().put(a) && memory().put(b));
        QVERIFY(memory().putSound({a.file.record.path, test::pathOf(QStringLiteral("c"))}, at(7)));
        const auto remembered = memory().load();
        QCOMPARE(remembered.damaged.size(), std::size_t{1});
        QVERIFY(remembered.damaged[0].file.record.path == b.file.record.path);
        const CheckMemory::CheckedAt checked{{a.file.record.path, at(7)},
                                             {test::pathOf(QStringLiteral("c")), at(7)}};
        QVERIFY(remembered.checked == checked);
    }

    void beginsAnewWhenItsDatabaseIsDamaged()
    {
        test::writeFile(folder() + QStringLiteral("/checks.sqlite"), "no database");
        QVERIFY(memory().load().damaged.empty());
        QVERIFY(memory().put(damagedFile(QStringLiteral("a"))));
        QCOMPARE(memory().load().damaged.size(), std::size_t{1});
        QVERIFY(QFile::exists(folder() + QStringLiteral("/checks.sqlite.damaged-1")));
    }

    void doesWithoutAFolder()
    {
        QVERIFY(CheckMemory{QString{}}.put(damagedFile(QStringLiteral("a"))));
        QVERIFY(CheckMemory{QString{}}.load().damaged.empty());
    }
};

QTEST_GUILESS_MAIN(TstCheckMemory)
#include "tst_checkmemory.moc"
