#include "tests/bench/load/redisdialect.h"
#include "tests/bench/load/trackerdialect.h"

#include <QTest>

using namespace ft::bench;

Q_DECLARE_METATYPE(Reply::Kind)

class TstDialects : public QObject
{
    Q_OBJECT

private:
    NameTable m_names{10};
    TrackerDialect m_tracker{m_names};
    RedisDialect m_redis{m_names};

    [[nodiscard]] const Dialect &dialect(bool tracker) const
    {
        return tracker ? static_cast<const Dialect &>(m_tracker) : m_redis;
    }

private slots:
    void takesReplies_data()
    {
        QTest::addColumn<bool>("tracker");
        QTest::addColumn<QByteArray>("wire");
        QTest::addColumn<Reply::Kind>("kind");
        QTest::addColumn<QByteArray>("text");
        using Kind = Reply::Kind;
        const auto row =
            [](const char *name, bool tracker, const char *wire, Kind kind, const char *text) {
                QTest::newRow(name) << tracker << QByteArray{wire} << kind << QByteArray{text};
            };
        row("tracker: HI", true, "HI FT/2 seen=1.2.3.4\n", Kind::Done, "HI FT/2 seen=1.2.3.4");
        row("tracker: SHARED", true, "SHARED: total=3\n", Kind::Done, "SHARED: total=3");
        row("tracker: FOUND", true, "FOUND: <a b.txt, text/plain, 1>\n", Kind::Found, "a b.txt");
        row("tracker: NOT FOUND", true, "NOT FOUND\n", Kind::Missing, "NOT FOUND");
        row("tracker: PING", true, "PING\n", Kind::Ping, "PING");
        row("tracker: REFUSED", true, "REFUSED: busy, x\n", Kind::Failure, "REFUSED: busy, x");
        row("redis: value", false, "$11\r\n<a b.txt, >\r\n", Kind::Found, "a b.txt");
        row("redis: no value", false, "$-1\r\n", Kind::Missing, "");
        row("redis: OK", false, "+OK\r\n", Kind::Done, "+OK");
        row("redis: error", false, "-ERR no\r\n", Kind::Failure, "-ERR no");
    }
    void takesReplies()
    {
        QFETCH(bool, tracker);
        QFETCH(QByteArray, wire);
        QFETCH(Reply::Kind, kind);
        QFETCH(QByteArray, text);
        const std::string bytes = wire.toStdString();
        for (std::size_t part = 0; part < bytes.size(); ++part) {
            const auto early = dialect(tracker).takeReply(std::string_view{bytes}.substr(0, part));
            QCOMPARE(early.kind, Reply::Kind::Incomplete);
        }
        const auto reply = dialect(tracker).takeReply(bytes);
        QCOMPARE(reply.kind, kind);
        QCOMPARE(reply.consumed, bytes.size());
        QCOMPARE(std::string{reply.text}, text.toStdString());
    }

    void opensWithASliceOfTheNames()
    {
        const auto tracker = m_tracker.opening(7, {2, 3});
        QCOMPARE(tracker.replies, 2U);
        QVERIFY(tracker.bytes.starts_with("HELLO FT/2 name=load-7 "));
        const auto redis = m_redis.opening(7, {2, 3});
        QCOMPARE(redis.replies, 3U);
        for (const std::uint32_t index : {2U, 3U, 4U}) {
            const std::string record = "<" + std::string{m_names.name(index)} + ",";
            QVERIFY(tracker.bytes.find(record) != std::string::npos);
            QVERIFY(redis.bytes.find(record) != std::string::npos);
        }
    }

    void isAcceptedWithoutNamesToo()
    {
        const auto opening = m_tracker.opening(7, {});
        QCOMPARE(opening.replies, 2U);
        QVERIFY(opening.bytes.find("<load-7.txt,") != std::string::npos);
    }

    void splitsAnOpeningOverLines()
    {
        const NameTable many{2'000};
        const auto opening = TrackerDialect{many}.opening(1, {0, many.size()});
        const auto lines = std::count(opening.bytes.begin(), opening.bytes.end(), '\n');
        QCOMPARE(static_cast<std::uint32_t>(lines), opening.replies);
        QCOMPARE_GT(lines, 5);
    }
};

QTEST_APPLESS_MAIN(TstDialects)
#include "tst_dialects.moc"
