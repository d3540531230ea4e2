#include "tests/support/files.h"
#include "tests/support/peerprogram.h"
#include "tests/support/trackerprogram.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <vector>

using namespace ft::test;

/// What scripts read: one JSON object per line.
class TstJson : public QObject
{
    Q_OBJECT

private:
    TrackerProgram m_tracker;
    std::unique_ptr<PeerProgram> m_source;
    std::unique_ptr<PeerProgram> m_taker;
    const QString m_file = QStringLiteral("a, \"b\" <c>.txt");

    /// Empty when one of the lines is anything but an object.
    [[nodiscard]] static std::vector<QJsonObject> objects(const QStringList &lines)
    {
        std::vector<QJsonObject> parsed;
        for (const QString &line : lines) {
            const auto document = QJsonDocument::fromJson(line.toUtf8());
            if (!document.isObject())
                return {};
            parsed.push_back(document.object());
        }
        return parsed;
    }

    [[nodiscard]] static QString text(const QJsonObject &object, const char *key)
    {
        return object.value(QString::fromUtf8(key)).toString();
    }
    [[nodiscard]] static double number(const QJsonObject &object, const char *key)
    {
        return object.value(QString::fromUtf8(key)).toDouble(-1);
    }

private slots:
    void initTestCase()
    {
        QVERIFY(m_tracker.listen());
        m_source = std::make_unique<PeerProgram>(QStringLiteral("studio-a"), m_tracker.address());
        m_source->give(m_file, randomBytes(1'000, 1));
        QVERIFY(m_source->serve());
    }
    void init()
    {
        m_taker = std::make_unique<PeerProgram>(QStringLiteral("taker"), m_tracker.address());
        m_taker->give(QStringLiteral("taker.txt"), "so that this peer is accepted");
        m_taker->setOptions({QStringLiteral("--json")});
    }

    void tellsRecords()
    {
        QCOMPARE(m_taker->run({QStringLiteral("search"), m_file}), std::optional{0});
        const auto records = objects(m_taker->program().out());
        QVERIFY2(records.size() == 1, m_taker->program().transcript().constData());
        const QJsonObject &record = records.front();
        QCOMPARE(text(record, "name"), m_file);
        QCOMPARE(text(record, "type"), QStringLiteral("text/plain"));
        QCOMPARE(number(record, "size"), 1'000);
        QCOMPARE(text(record, "peer"), QStringLiteral("studio-a"));
        QCOMPARE(text(record, "address"), QStringLiteral("127.0.0.1"));
        QCOMPARE(number(record, "port"), m_source->port());
        QCOMPARE(text(record, "root").toLatin1(), sha256(m_source->shared(m_file)));
        QCOMPARE(text(record, "md5").toLatin1(), md5(m_source->shared(m_file)));
        const auto modified = QDateTime::fromString(text(record, "modified"), Qt::ISODate);
        QCOMPARE(modified.timeSpec(), Qt::UTC);
        QVERIFY(std::abs(modified.secsTo(QDateTime::currentDateTimeUtc())) < 3'600);
    }

    void tellsWhatWasFetched()
    {
        QCOMPARE(m_taker->run({QStringLiteral("fetch"), m_file}), std::optional{0});
        const auto events = objects(m_taker->program().out());
        QVERIFY2(!events.empty(), m_taker->program().transcript().constData());
        const QJsonObject &last = events.back();
        QCOMPARE(text(last, "event"), QStringLiteral("fetched"));
        QCOMPARE(text(last, "name"), m_file);
        QCOMPARE(text(last, "path"), m_taker->downloaded(m_file));
        QCOMPARE(number(last, "size"), 1'000);
        QCOMPARE(text(last, "root").toLatin1(), sha256(m_source->shared(m_file)));
        QVERIFY(number(last, "seconds") > 0);
        QVERIFY(number(last, "rate") > 0);
    }

    void tellsWhatIsShared()
    {
        QCOMPARE(m_taker->run({QStringLiteral("shares")}), std::optional{0});
        const auto shares = objects(m_taker->program().out());
        QVERIFY2(shares.size() == 1, m_taker->program().transcript().constData());
        QCOMPARE(text(shares.front(), "name"), QStringLiteral("taker.txt"));
    }

    void tellsErrors()
    {
        QCOMPARE(m_taker->run({QStringLiteral("fetch"), QStringLiteral("absent.bin")}),
                 std::optional{1});
        QVERIFY(m_taker->program().out().isEmpty());
        QCOMPARE(m_taker->complaints().size(), 1);
        const auto errors = objects(m_taker->complaints());
        QVERIFY2(errors.size() == 1, m_taker->program().transcript().constData());
        QVERIFY(!text(errors.front(), "error").isEmpty());
        QVERIFY(!text(errors.front(), "error").contains(u' '));
        QVERIFY(text(errors.front(), "message").contains(QStringLiteral("absent.bin")));
    }

    void trackerTellsItsPeers()
    {
        TrackerProgram tracker;
        QVERIFY(tracker.listen(0, {QStringLiteral("--json")}));
        m_taker->setTracker(tracker.address());
        QVERIFY(m_taker->start({QStringLiteral("serve")}).isRunning()
                || waitUntil([this] { return m_taker->program().isRunning(); }));
        const auto listed = [&tracker] {
            tracker.program().say(QStringLiteral("peers"));
            const auto peers = objects(tracker.program().out().mid(1));
            return !peers.empty() && text(peers.back(), "name") == u"taker";
        };
        QVERIFY2(waitUntil(listed), tracker.program().transcript().constData());
    }
};

QTEST_GUILESS_MAIN(TstJson)
#include "tst_json.moc"
