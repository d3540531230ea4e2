#include "peer-gui/engine/sqlitedatabase.h"

#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <barrier>
#include <thread>
#include <vector>

using namespace ft;
using engine::SqliteDatabase;

namespace {

constexpr std::array FirstVersion{"CREATE TABLE words (word TEXT NOT NULL)"};
constexpr std::array Steps{SqliteDatabase::Step{FirstVersion}};

} // namespace

class TstSqliteDatabase : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_home;

    [[nodiscard]] QString path() const { return m_home->filePath(QStringLiteral("a.sqlite")); }

private slots:
    void initTestCase() { SqliteDatabase::loadDrivers(); }
    void init() { m_home = std::make_unique<QTemporaryDir>(); }

    void keepsWhatWasCommitted()
    {
        {
            const auto database = SqliteDatabase::open(path(), Steps);
            QVERIFY(database);
            QVERIFY((*database)->execute(u"INSERT INTO words VALUES (?)", {QStringLiteral("one")}));
        }
        const auto database = SqliteDatabase::open(path(), Steps);
        auto query = (*database)->run(u"SELECT word FROM words");
        QVERIFY(query && query->next());
        QCOMPARE(query->value(0).toString(), QStringLiteral("one"));
    }

    void isCreatedByManyAtOnce()
    {
        constexpr int Rounds = 20;
        constexpr int Programs = 6;
        for (int round = 0; round < Rounds; ++round) {
            init();
            std::barrier start{Programs};
            std::array<QString, Programs> faults;
            std::vector<std::thread> threads;
            for (QString &fault : faults) {
                threads.emplace_back([this, &start, &fault] {
                    start.arrive_and_wait();
                    const auto database = SqliteDatabase::open(path(), Steps);
                    const auto done = database.and_then([](const auto &opened) {
                        return opened->execute(u"INSERT INTO words VALUES ('a')");
                    });
                    if (!done)
                        fault = done.error().detail;
                });
            }
            for (auto &thread : threads)
                thread.join();
            for (const QString &fault : faults)
                QCOMPARE(fault, QString{});
            const auto database = SqliteDatabase::open(path(), Steps);
            auto query = (*database)->run(u"SELECT count(*) FROM words");
            QVERIFY(query && query->next());
            QCOMPARE(query->value(0).toInt(), Programs);
        }
    }

    void undoesWhatFailsHalfWay()
    {
        const auto database = SqliteDatabase::open(path(), Steps);
        const auto done = (*database)->inTransaction([&] {
            return (*database)->execute(u"INSERT INTO words VALUES ('a')").and_then([&] {
                return (*database)->execute(u"INSERT INTO words VALUES (NULL)");
            });
        });
        QVERIFY(!done);
        auto query = (*database)->run(u"SELECT count(*) FROM words");
        QVERIFY(query && query->next());
        QCOMPARE(query->value(0).toInt(), 0);
    }

    void leavesALaterVersionAlone()
    {
        {
            const auto database = SqliteDatabase::open(path(), Steps);
            QVERIFY((*database)->execute(u"PRAGMA user_version = 2"));
        }
        const auto database = SqliteDatabase::open(path(), Steps);
        QVERIFY(!database);
        QCOMPARE(database.error().kind, SqliteDatabase::Fault::Kind::FromLater);
    }
};

QTEST_APPLESS_MAIN(TstSqliteDatabase)
#include "tst_sqlitedatabase.moc"
