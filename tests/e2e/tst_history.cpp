#include "tests/support/files.h"
#include "tests/support/peerprogram.h"
#include "tests/support/trackerprogram.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace ft::test;

/// What peers remember of what they asked and served.
class TstHistory : public QObject
{
    Q_OBJECT

private:
    TrackerProgram m_tracker;
    std::unique_ptr<PeerProgram> m_source;
    std::unique_ptr<PeerProgram> m_taker;

    [[nodiscard]] bool isServing(std::size_t files)
    {
        return m_source->serve() && m_tracker.hasRecords(files);
    }
    /// The output of a command that must succeed; its words are parted by `|` or, without, spaces.
    [[nodiscard]] static QStringList outputOf(PeerProgram &peer, const char *line)
    {
        const QString text = QString::fromUtf8(line);
        const QChar gap = text.contains(u'|') ? u'|' : u' ';
        if (peer.run(text.split(gap)) != std::optional{0})
            return {QString::fromUtf8(peer.program().transcript())};
        return peer.program().out();
    }
    /// What a peer's history holds, as objects, read beside the program that runs as this peer.
    [[nodiscard]] static std::vector<QJsonObject> entriesOf(const PeerProgram &peer,
                                                            const char *filter = "")
    {
        Program reader{QStringLiteral("ft-peer"), peer.aside(QStringLiteral("reader"))};
        reader.start(QStringList{QStringLiteral("--state"),
                                 peer.aside(QStringLiteral("state")),
                                 QStringLiteral("--json"),
                                 QStringLiteral("history")}
                     + QString::fromUtf8(filter).split(u' ', Qt::SkipEmptyParts));
        std::vector<QJsonObject> entries;
        if (reader.waitForEnd() != std::optional{0})
            qWarning("%s", reader.transcript().constData());
        for (const QString &line : reader.out())
            entries.push_back(QJsonDocument::fromJson(line.toUtf8()).object());
        return entries;
    }
    [[nodiscard]] static QString text(const QJsonObject &entry, const char *key)
    {
        return entry.value(QLatin1StringView{key}).toString();
    }
    /// `made download big.bin: done`, one for each entry.
    [[nodiscard]] static QStringList summaryOf(const std::vector<QJsonObject> &entries)
    {
        QStringList lines;
        for (const QJsonObject &entry : entries)
            lines << text(entry, "direction") + u' ' + text(entry, "kind") + u' '
                         + text(entry, "name") + QStringLiteral(": ") + text(entry, "outcome");
        return lines;
    }
    /// A line with what differs from run to run replaced: times, durations, rates and ports.
    [[nodiscard]] static QString settled(QString line)
    {
        static const QRegularExpression moment{QStringLiteral(R"(\d{4}-\d\d-\d\d[ T][\d:]{8}Z?)")};
        static const QRegularExpression port{QStringLiteral(R"(127\.0\.0\.1,\d+)")};
        static const QRegularExpression measures{QStringLiteral(R"((,tcp,\d+),[\d.e+-]+,\d+,)")};
        line.replace(moment, QStringLiteral("TIME"));
        line.replace(port, QStringLiteral("ADDRESS,PORT"));
        line.replace(measures, QStringLiteral("\\1,SECONDS,RATE,"));
        return line;
    }

private slots:
    void init()
    {
        QVERIFY(m_tracker.listen());
        m_source = std::make_unique<PeerProgram>(QStringLiteral("studio-a"), m_tracker.address());
        m_source->give(QStringLiteral("docs/a, b.txt"), "0123456789");
        m_source->give(QStringLiteral("docs/c.txt"), "c");
        m_taker = std::make_unique<PeerProgram>(QStringLiteral("taker"), m_tracker.address());
        m_taker->give(QStringLiteral("taker.txt"), "so that this peer is accepted");
    }

    void remembersBothSidesOfEverything()
    {
        QVERIFY(isServing(2));
        (void)outputOf(*m_taker, "search txt");
        QCOMPARE(m_taker->run({QStringLiteral("fetch"), QStringLiteral("absent")}),
                 std::optional{1});
        (void)outputOf(*m_taker, "fetch|docs/a, b.txt");
        (void)outputOf(*m_taker, "fetch studio-a docs/");

        const QStringList made{QStringLiteral("made download docs/: done"),
                               QStringLiteral("made download docs/a, b.txt: done"),
                               QStringLiteral("made download absent: failed"),
                               QStringLiteral("made search txt: done")};
        QCOMPARE(summaryOf(entriesOf(*m_taker)), made);
        const QStringList served{QStringLiteral("served download docs/c.txt: done"),
                                 QStringLiteral("served browse docs: done"),
                                 QStringLiteral("served download docs/a, b.txt: done")};
        const auto areServed = [&] {
            return summaryOf(entriesOf(*m_source)) == served;
        };
        QVERIFY2(waitUntil(areServed), qPrintable(summaryOf(entriesOf(*m_source)).join(u'\n')));
    }

    void remembersListsAndChecksumsOnBothSides()
    {
        QVERIFY(isServing(2));
        (void)outputOf(*m_taker, "IndexGet studio-a longlist");
        (void)outputOf(*m_taker, "IndexGet studio-a regex c.txt$");
        (void)outputOf(*m_taker, "FileHash studio-a verify docs/c.txt");
        (void)outputOf(*m_taker, "FileHash studio-a checkall");
        QCOMPARE(m_taker->run(QString::fromLatin1("FileHash|studio-a|verify|absent").split(u'|')),
                 std::optional{1});

        const auto sides = [](const QString &direction, const QString &absent) {
            return QStringList{direction + QStringLiteral(" file-hash absent: ") + absent,
                               direction + QStringLiteral(" file-hash : done"),
                               direction + QStringLiteral(" file-hash docs/c.txt: done"),
                               direction + QStringLiteral(" index-get regex c.txt$: done"),
                               direction + QStringLiteral(" index-get : done")};
        };
        const auto made = sides(QStringLiteral("made"), QStringLiteral("failed"));
        QCOMPARE(summaryOf(entriesOf(*m_taker)), made);
        // To answer that there is no such file is an answer.
        const auto served = sides(QStringLiteral("served"), QStringLiteral("done"));
        const auto areServed = [&] {
            return summaryOf(entriesOf(*m_source)) == served;
        };
        QVERIFY2(waitUntil(areServed), qPrintable(summaryOf(entriesOf(*m_source)).join(u'\n')));
        const auto listed = entriesOf(*m_taker, "kind:index-get").back();
        QCOMPARE(text(listed, "peer"), QStringLiteral("studio-a"));
        QCOMPARE(listed.value(QLatin1StringView{"count"}).toInt(), 2);
    }

    void tellsProgramsEverythingAboutADownload()
    {
        QVERIFY(isServing(2));
        (void)outputOf(*m_taker, "fetch|docs/a, b.txt");
        const QString file = m_taker->downloaded(QStringLiteral("a, b.txt"));
        const auto made = entriesOf(*m_taker);
        QCOMPARE(made.size(), std::size_t{1});
        QCOMPARE(text(made[0], "root").toLatin1(), sha256(file));
        QCOMPARE(text(made[0], "md5").toLatin1(), md5(file));
        QCOMPARE(text(made[0], "path"), file);
        QCOMPARE(text(made[0], "peer"), QStringLiteral("studio-a"));
        QCOMPARE(text(made[0], "address"), QStringLiteral("127.0.0.1"));
        QCOMPARE(made[0].value(QStringLiteral("port")).toInt(), m_source->port());
        QCOMPARE(made[0].value(QStringLiteral("bytes")).toInt(), 10);
        QVERIFY(made[0].value(QStringLiteral("seconds")).toDouble() > 0);
        std::vector<QJsonObject> served;
        QVERIFY(waitUntil([&] {
            served = entriesOf(*m_source);
            return served.size() == 1 && text(served[0], "outcome") == u"done";
        }));
        QCOMPARE(text(served[0], "peer"), QStringLiteral("taker"));
        QCOMPARE(text(served[0], "root").toLatin1(), sha256(file));
        QCOMPARE(served[0].value(QStringLiteral("bytes")).toInt(), 10);
    }

    void printsATableAndCsv()
    {
        QVERIFY(isServing(2));
        (void)outputOf(*m_taker, "fetch|docs/a, b.txt");
        const auto table = outputOf(*m_taker, "history");
        QCOMPARE(table.size(), 2);
        static const QRegularExpression row{
            QStringLiteral(R"(^[\d-]{10} [\d:]{8}  made       download  docs/a, b\.txt  studio-a  )"
                           R"(10 bytes  \d+\.\d s  +\S+ bytes  done$)")};
        QCOMPARE(table.at(0),
                 QStringLiteral(
                     "TIME (UTC)           DIRECTION  KIND      WHAT           PEER      "
                     "    SIZE  TOOK   PER SECOND  OUTCOME"));
        QVERIFY2(row.match(table.at(1)).hasMatch(), qPrintable(table.at(1)));

        const auto csv = outputOf(*m_taker, "history --csv");
        const QString file = m_taker->downloaded(QStringLiteral("a, b.txt"));
        QCOMPARE(csv.size(), 2);
        QCOMPARE(csv.at(0),
                 QStringLiteral("time,direction,kind,name,size,root,md5,count,peer,address,port,"
                                "transport,bytes,seconds,rate,outcome,reason,detail,path\r"));
        QCOMPARE(settled(csv.at(1)),
                 QStringLiteral("TIME,made,download,\"docs/a, b.txt\",10,%1,%2,,studio-a,"
                                "ADDRESS,PORT,tcp,10,SECONDS,RATE,done,,,\"%3\"\r")
                     .arg(QString::fromLatin1(sha256(file)), QString::fromLatin1(md5(file)), file));
    }

    void filters()
    {
        QVERIFY(isServing(2));
        (void)outputOf(*m_taker, "search c.txt");
        (void)outputOf(*m_taker, "fetch docs/c.txt");
        const QStringList fetched{QStringLiteral("made download docs/c.txt: done")};
        QCOMPARE(summaryOf(entriesOf(*m_taker, "kind:download peer:STUDIO-A C.TXT")), fetched);
        QCOMPARE(summaryOf(entriesOf(*m_taker, "limit:1")), fetched);
        QVERIFY(entriesOf(*m_taker, "served").empty());
        QVERIFY(entriesOf(*m_taker, "until:2001").empty());
        QCOMPARE(m_taker->run({QStringLiteral("history"), QStringLiteral("kind:nonsense")}),
                 std::optional{2});
    }

    void marksInASearchWhatWasFetchedBefore()
    {
        QVERIFY(isServing(2));
        QVERIFY(!outputOf(*m_taker, "search c.txt").value(0).contains(QStringLiteral("HAD")));
        (void)outputOf(*m_taker, "fetch studio-a docs/");
        QVERIFY(QFile::remove(m_taker->downloaded(QStringLiteral("docs/c.txt"))));
        const auto found = outputOf(*m_taker, "search c.txt");
        QVERIFY2(found.value(0).endsWith(QStringLiteral("HAD (UTC)")),
                 m_taker->program().transcript().constData());
        static const QRegularExpression time{QStringLiteral("T[\\d:]{8}Z$")};
        QVERIFY(time.match(found.value(1)).hasMatch());
    }

    void survivesAKillInTheMiddleOfADownload()
    {
        m_source->setOptions({QStringLiteral("--limit-up"), QStringLiteral("2M")});
        const QString file = QStringLiteral("large.bin");
        writeRandomFile(m_source->shared(file), 64ULL << 20U, 1);
        QVERIFY(isServing(3));
        (void)outputOf(*m_taker, "search c.txt");
        m_taker->start({QStringLiteral("fetch"), file});
        const auto isRecorded = [this] {
            const auto entries = entriesOf(*m_taker, "outcome:running");
            return entries.size() == 1 && entries[0].value(QStringLiteral("bytes")).toDouble() > 0;
        };
        QVERIFY2(waitUntil(isRecorded), m_taker->program().transcript().constData());
        m_taker->program().kill();

        const QStringList made{QStringLiteral("made download large.bin: interrupted"),
                               QStringLiteral("made search c.txt: done")};
        QCOMPARE(summaryOf(entriesOf(*m_taker)), made);
        QVERIFY(entriesOf(*m_taker)[0].value(QStringLiteral("bytes")).toDouble() > 0);
        // The other end has seen the connection break.
        const QStringList served{QStringLiteral("served download large.bin: interrupted")};
        QVERIFY2(waitUntil([&] { return summaryOf(entriesOf(*m_source)) == served; }),
                 qPrintable(summaryOf(entriesOf(*m_source)).join(u'\n')));
    }

    void saysThatTheHistoryIsDamagedAndGoesOn()
    {
        writeFile(m_taker->aside(QStringLiteral("state/history.sqlite")), "no database");
        QVERIFY(isServing(2));
        (void)outputOf(*m_taker, "fetch docs/c.txt");
        const auto said = m_taker->complaints().filter(QStringLiteral("damaged"));
        QCOMPARE(said.size(), 1);
        const QString aside = m_taker->aside(QStringLiteral("state/history.sqlite.damaged-1"));
        QVERIFY2(said.at(0).contains(aside), qPrintable(said.at(0)));
        QVERIFY(QFile::exists(aside));
        QCOMPARE(summaryOf(entriesOf(*m_taker)),
                 QStringList{QStringLiteral("made download docs/c.txt: done")});
    }
};

QTEST_GUILESS_MAIN(TstHistory)
#include "tst_history.moc"
