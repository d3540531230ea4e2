#include "tests/support/files.h"
#include "tests/support/peerprogram.h"
#include "tests/support/trackerprogram.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace ft::test;

/// A queue of downloads from a slow source, ruled by commands on standard input.
class TstQueue : public QObject
{
    Q_OBJECT

private:
    TrackerProgram m_tracker;
    std::unique_ptr<PeerProgram> m_source;
    std::unique_ptr<PeerProgram> m_taker;

    [[nodiscard]] Program &taker() const { return m_taker->program(); }

    [[nodiscard]] static QJsonObject parsed(const QString &line)
    {
        return QJsonDocument::fromJson(line.toUtf8()).object();
    }
    [[nodiscard]] static QString text(const QJsonObject &object, const char *key)
    {
        return object.value(QString::fromUtf8(key)).toString();
    }

    /// Says a command; the object that answers it: the first one with this event, or error.
    [[nodiscard]] QJsonObject answer(const char *command,
                                     const char *event,
                                     Program::Stream stream = Program::Stream::Out) const
    {
        const auto before = taker().lines(stream).size();
        taker().say(QString::fromUtf8(command));
        const QString key = stream == Program::Stream::Out ? QStringLiteral("event")
                                                           : QStringLiteral("error");
        const auto line = taker().waitForLine(
            stream,
            [&](const QString &candidate) {
                return parsed(candidate).value(key).toString() == QString::fromUtf8(event);
            },
            before);
        return parsed(line.value_or(QString{}));
    }
    [[nodiscard]] QString refusal(const char *command) const
    {
        return text(answer(command, "usage", Program::Stream::Err), "message");
    }

    /// The rows of `downloads`, by name, and its counts under "counts".
    [[nodiscard]] QJsonObject downloads() const
    {
        const auto before = taker().out().size();
        QJsonObject rows{{QStringLiteral("counts"), answer("downloads", "counts")}};
        for (const QString &line : taker().out().mid(before)) {
            const auto row = parsed(line);
            if (row.contains(QStringLiteral("id")) && !row.contains(QStringLiteral("event")))
                rows.insert(text(row, "name"), row);
        }
        return rows;
    }
    [[nodiscard]] QJsonObject download(const char *name) const
    {
        return downloads().value(QString::fromUtf8(name)).toObject();
    }
    [[nodiscard]] bool becomes(const char *name, const char *state) const
    {
        return waitUntil([&] { return text(download(name), "state") == QString::fromUtf8(state); });
    }
    [[nodiscard]] int turnOf(const char *name) const
    {
        const auto reason = download(name).value(QStringLiteral("reason")).toObject();
        return text(reason, "kind") == u"turn" ? reason.value(QStringLiteral("amount")).toInt() : 0;
    }

private slots:
    void initTestCase() { QVERIFY(m_tracker.listen()); }

    /// One download at a time of three: `a` runs, `b` and `c` wait.
    void init()
    {
        m_source = std::make_unique<PeerProgram>(QStringLiteral("source"), m_tracker.address());
        m_source->setOptions({QStringLiteral("--limit-per-upload"), QStringLiteral("500K")});
        for (const char *name : {"a", "b", "c"})
            writeRandomFile(m_source->shared(QString::fromUtf8(name)),
                            20'000'000,
                            static_cast<quint64>(*name));
        QVERIFY(m_source->serve());
        QVERIFY(m_tracker.hasRecords(3));
        m_taker = std::make_unique<PeerProgram>(QStringLiteral("taker"), m_tracker.address());
        m_taker->give(QStringLiteral("own"), "so that this peer is accepted");
        m_taker->setOptions(
            {QStringLiteral("--json"), QStringLiteral("--max-downloads"), QStringLiteral("1")});
        QVERIFY(m_taker->join({}));
        taker().say(QStringLiteral("serve"));
        for (const char *name : {"a", "b", "c"}) {
            taker().say(u"fetch " + QString::fromUtf8(name));
            QVERIFY(waitUntil(
                [&] { return download(name).value(QStringLiteral("size")).toInt() > 0; }));
        }
        QVERIFY2(becomes("a", "transferring"), taker().transcript().constData());
    }
    void cleanup()
    {
        m_taker.reset();
        m_source.reset();
    }

    void tellsWhereEveryDownloadStands()
    {
        QVERIFY(waitUntil([this] { return turnOf("b") == 1 && turnOf("c") == 2; }));
        QVERIFY(waitUntil(
            [this] { return download("a").value(QStringLiteral("received")).toInt() > 0; }));
        const auto all = downloads();
        const auto counts = all.value(QStringLiteral("counts")).toObject();
        QCOMPARE(counts.value(QStringLiteral("active")).toInt(), 1);
        QCOMPARE(counts.value(QStringLiteral("waiting")).toInt(), 2);
        const auto running = all.value(QStringLiteral("a")).toObject();
        const auto sources = running.value(QStringLiteral("sources")).toArray();
        QCOMPARE(sources.size(), 1);
        QCOMPARE(text(sources[0].toObject(), "host"), QStringLiteral("source"));
        QCOMPARE(text(sources[0].toObject(), "state"), QStringLiteral("active"));
        const auto waiting = all.value(QStringLiteral("c")).toObject();
        QCOMPARE(text(waiting, "state"), QStringLiteral("queued"));
        QCOMPARE(text(waiting, "status"), QStringLiteral("waits for its turn: 2nd"));
    }

    void pausesAndResumes()
    {
        QCOMPARE(text(answer("pause 1", "paused"), "name"), QStringLiteral("a"));
        QCOMPARE(text(download("a"), "state"), QStringLiteral("paused"));
        QVERIFY2(becomes("b", "transferring"), taker().transcript().constData());
        QVERIFY(refusal("pause 1").contains(u"`resume 1`"));
        QCOMPARE(answer("resume 1", "resumed").value(QStringLiteral("id")).toInt(), 1);
        QVERIFY(refusal("resume 1").contains(u"is not paused"));
        QCOMPARE(answer("pause 2", "paused").value(QStringLiteral("id")).toInt(), 2);
        QVERIFY2(becomes("a", "transferring"), taker().transcript().constData());
    }

    void changesWhoGoesNext()
    {
        QVERIFY(waitUntil([this] { return turnOf("b") == 1 && turnOf("c") == 2; }));
        QCOMPARE(text(answer("move 3 up", "moved"), "to"), QStringLiteral("up"));
        QVERIFY(waitUntil([this] { return turnOf("c") == 1 && turnOf("b") == 2; }));
        QCOMPARE(text(answer("move 3 bottom", "moved"), "to"), QStringLiteral("bottom"));
        QVERIFY(waitUntil([this] { return turnOf("b") == 1 && turnOf("c") == 2; }));
        QCOMPARE(text(answer("priority 3 high", "priority"), "priority"), QStringLiteral("high"));
        QCOMPARE(text(download("c"), "priority"), QStringLiteral("high"));
        QVERIFY(waitUntil([this] { return turnOf("c") == 1 && turnOf("b") == 2; }));
        QCOMPARE(text(answer("pause 1", "paused"), "name"), QStringLiteral("a"));
        QVERIFY2(becomes("c", "transferring"), taker().transcript().constData());
    }

    void cancelsAndRetries()
    {
        QVERIFY(refusal("retry 1").contains(u"is not over"));
        QCOMPARE(text(answer("cancel 1", "canceled"), "name"), QStringLiteral("a"));
        QCOMPARE(text(download("a"), "state"), QStringLiteral("canceled"));
        QVERIFY(refusal("cancel 1").contains(u"`retry 1`"));
        QVERIFY2(becomes("b", "transferring"), taker().transcript().constData());
        QCOMPARE(answer("cancel 2", "canceled").value(QStringLiteral("id")).toInt(), 2);
        QCOMPARE(answer("cancel 3", "canceled").value(QStringLiteral("id")).toInt(), 3);
        QVERIFY(waitUntil([this] { return filesBelow(m_taker->downloads()).isEmpty(); }));
        QCOMPARE(answer("retry 1", "retried").value(QStringLiteral("id")).toInt(), 1);
        QVERIFY2(becomes("a", "transferring"), taker().transcript().constData());
    }

    void limitsOneDownloadAndAll()
    {
        QCOMPARE(answer("limit 1 100K", "limit").value(QStringLiteral("limit")).toInt(), 100'000);
        QCOMPARE(download("a").value(QStringLiteral("limit")).toInt(), 100'000);
        QCOMPARE(answer("limits downloads 3", "limits").value(QStringLiteral("downloads")).toInt(),
                 3);
        QVERIFY2(becomes("b", "transferring") && becomes("c", "transferring"),
                 taker().transcript().constData());
    }

    void listsSources()
    {
        const auto before = taker().out().size();
        taker().say(QStringLiteral("sources 1"));
        const auto line = taker().waitForLine(Program::Stream::Out,
                                              QStringLiteral("\"share\""),
                                              before);
        QCOMPARE(text(parsed(line.value_or(QString{})), "host"), QStringLiteral("source"));
        QVERIFY(refusal("sources 9").contains(u"`downloads`"));
    }
};

QTEST_GUILESS_MAIN(TstQueue)
#include "tst_queue.moc"
