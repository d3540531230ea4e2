#include "tests/bench/load/redisdialect.h"
#include "tests/bench/load/trackerdialect.h"

#include <QTest>

using namespace ft::bench;

Q_DECLARE_METATYPE(Reply::Kind)

class TstDialects : public QObject
{
    Q_OBJECT

private:
    PathMaker m_paths;
    TrackerDialect m_tracker{m_paths};
    RedisDialect m_redis{m_paths};

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
        row("tracker: RESULTS",
            true,
            "RESULTS: total=3, shown=2, contents=1\n",
            Kind::FoundMore,
            "RESULTS: total=3, shown=2, contents=1");
        row("tracker: RESULTS without records",
            true,
            "RESULTS: total=0, shown=0, contents=0\n",
            Kind::Missing,
            "RESULTS: total=0, shown=0, contents=0");
        row("tracker: FOUND with more",
            true,
            "FOUND: <a/b.txt, text/plain, 1> +\n",
            Kind::FoundMore,
            "FOUND: <a/b.txt, text/plain, 1> +");
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
        for (const std::uint32_t number : {2U, 3U, 4U}) {
            std::string path;
            m_paths.append(path, number);
            const std::string record = "<" + path + ",";
            QVERIFY(tracker.bytes.find(record) != std::string::npos);
            QVERIFY(redis.bytes.find(record) != std::string::npos);
            QVERIFY(redis.bytes.find("\n" + std::string{fileName(path)} + "\r")
                    != std::string::npos);
        }
    }

    void asksInTheWordsOfTheWire()
    {
        std::string out;
        m_tracker.appendExact(out, "a b.txt");
        QVERIFY(m_tracker.appendSubstring(out, "abcde"));
        QCOMPARE(out, std::string{"SEARCH: a b.txt\nFIND: abcde, limit=100\n"});
        std::string redis;
        m_redis.appendExact(redis, "a b.txt");
        QCOMPARE(redis, std::string{"*2\r\n$3\r\nGET\r\n$7\r\na b.txt\r\n"});
        QVERIFY(!m_redis.appendSubstring(redis, "abcde"));
    }

    void tellsAnAnswerThatWasCutShort()
    {
        const auto whole = m_tracker.takeReply("RESULTS: total=3, shown=2, contents=1\n");
        const auto cut = m_tracker.takeReply(
            "RESULTS: total=3, shown=2, contents=1, partial=yes\n");
        QVERIFY(!whole.isPartial);
        QVERIFY(cut.isPartial);
    }

    void announcesChanges()
    {
        std::string out;
        QCOMPARE(m_tracker.appendShare(out, {5, 2}), 1U);
        QCOMPARE(m_tracker.appendUnshare(out, {5, 2}), 1U);
        std::string path;
        m_paths.append(path, 5);
        QVERIFY(out.starts_with("SHARE: <" + path + ","));
        QVERIFY(out.find("\nUNSHARE: <" + path + ">") != std::string::npos);
    }

    void isAcceptedWithoutNamesToo()
    {
        const auto opening = m_tracker.opening(7, {});
        QCOMPARE(opening.replies, 2U);
        QVERIFY(opening.bytes.find("<load-7.txt,") != std::string::npos);
    }

    void splitsAnOpeningOverLines()
    {
        const auto opening = m_tracker.opening(1, {0, 2'000});
        const auto lines = std::count(opening.bytes.begin(), opening.bytes.end(), '\n');
        QCOMPARE(static_cast<std::uint32_t>(lines), opening.replies);
        QCOMPARE_GT(lines, 5);
    }
};

QTEST_APPLESS_MAIN(TstDialects)
#include "tst_dialects.moc"
