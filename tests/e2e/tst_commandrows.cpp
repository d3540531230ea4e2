#include "tests/support/files.h"
#include "tests/support/patience.h"
#include "tests/support/peerprogram.h"
#include "tests/support/trackerprogram.h"

#include <QDateTime>
#include <QDir>
#include <QRegularExpression>
#include <QTest>

using namespace ft::test;

/// IndexGet, FileHash, FileDownload and browse with real programs, through a tracker and without
/// one: the very output that README shows.
class TstCommandRows : public QObject
{
    Q_OBJECT

private:
    TrackerProgram m_tracker;
    std::unique_ptr<PeerProgram> m_alice;
    std::unique_ptr<PeerProgram> m_bob;
    QString m_peer; ///< how bob names alice

    static constexpr auto TextRoot =
        "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03";
    static constexpr auto TextMd5 = "b1946ac92492d2347c6235b4d2611184";

    void give(const QString &file, const QByteArray &content, const QString &modified) const
    {
        m_alice->give(file, content);
        setModified(file, modified);
    }

    void setModified(const QString &file, const QString &modified) const
    {
        QFile opened{m_alice->shared(file)};
        QVERIFY(opened.open(QIODevice::ReadWrite));
        QVERIFY(opened.setFileTime(QDateTime::fromString(modified, Qt::ISODate),
                                   QFileDevice::FileModificationTime));
    }

    /// What bob prints on standard output, after it ended with the status.
    [[nodiscard]] QStringList ask(const QStringList &command, int status = 0)
    {
        const auto ended = m_bob->run(command);
        if (ended != std::optional{status})
            return {QStringLiteral("ended with %1: ").arg(ended.value_or(-1))
                    + QString::fromUtf8(m_bob->program().transcript())};
        return m_bob->program().out();
    }

    [[nodiscard]] static QStringList lines(const QString &text)
    {
        return text.split(u'\n', Qt::SkipEmptyParts);
    }

    [[nodiscard]] bool startAlone()
    {
        m_alice = std::make_unique<PeerProgram>(QStringLiteral("alice"), QStringLiteral("none"));
        m_bob = std::make_unique<PeerProgram>(QStringLiteral("bob"), QStringLiteral("none"));
        m_alice->setOptions({QStringLiteral("--allow"), QStringLiteral("127.0.0.1")});
        giveFiles();
        m_alice->start({QStringLiteral("serve")});
        const auto line = m_alice->program().waitForLine(Program::Stream::Err,
                                                         QStringLiteral("listening on "));
        m_peer = line.value_or(QString{}).section(u' ', -1);
        return line && isShared(QStringLiteral("hello.txt"));
    }

    [[nodiscard]] bool startWithTracker()
    {
        if (!m_tracker.listen())
            return false;
        m_alice = std::make_unique<PeerProgram>(QStringLiteral("alice"), m_tracker.address());
        m_bob = std::make_unique<PeerProgram>(QStringLiteral("bob"), m_tracker.address());
        m_bob->give(QStringLiteral("bob.txt"), "bob");
        giveFiles();
        m_peer = QStringLiteral("alice");
        return m_alice->serve() && m_tracker.hasRecords(3);
    }

    void giveFiles() const
    {
        give(QStringLiteral("docs/old.txt"), "x\n", QStringLiteral("2025-11-05T10:00:00Z"));
        give(QStringLiteral("docs/größe.bin"), "hello\n", QStringLiteral("2026-01-05T10:00:30Z"));
        give(QStringLiteral("hello.txt"), "hello\n", QStringLiteral("2026-01-06T00:00:00Z"));
    }

    /// Waits until alice has the file ready.
    [[nodiscard]] bool isShared(const QString &name)
    {
        return waitUntil([&] {
            return m_bob->run({QStringLiteral("FileHash"), m_peer, QStringLiteral("verify"), name})
                   == std::optional{0};
        });
    }

private slots:
    void initTestCase() { qputenv("TZ", "UTC"); }

    void worksWithAndWithoutATracker_data()
    {
        QTest::addColumn<bool>("isAlone");
        QTest::newRow("through a tracker") << false;
        QTest::newRow("two peers alone") << true;
    }
    void worksWithAndWithoutATracker()
    {
        QFETCH(bool, isAlone);
        QVERIFY(isAlone ? startAlone() : startWithTracker());
        const QStringList all = lines(
            QStringLiteral("NAME            BYTES  MODIFIED             TYPE\n"
                           "docs/größe.bin      6  2026-01-05 10:00:30  application/octet-stream\n"
                           "docs/old.txt        2  2025-11-05 10:00:00  text/plain\n"
                           "hello.txt           6  2026-01-06 00:00:00  text/plain"));
        QCOMPARE(ask({QStringLiteral("IndexGet"), m_peer, QStringLiteral("longlist")}), all);
        QCOMPARE(ask({QStringLiteral("browse"), m_peer}), all);
        QCOMPARE(ask({QStringLiteral("browse"), m_peer, QStringLiteral("docs/")}).size(), 3);
        QCOMPARE(ask({QStringLiteral("IndexGet"),
                      m_peer,
                      QStringLiteral("regex"),
                      QStringLiteral("^docs/.*\\.txt$")}),
                 lines(QStringLiteral("NAME          BYTES  MODIFIED             TYPE\n"
                                      "docs/old.txt      2  2025-11-05 10:00:00  text/plain")));
        QCOMPARE(ask({QStringLiteral("FileHash"),
                      m_peer,
                      QStringLiteral("verify"),
                      QStringLiteral("docs/größe.bin")}),
                 lines(QStringLiteral("NAME      docs/größe.bin\n"
                                      "BYTES     6\n"
                                      "MODIFIED  2026-01-05 10:00:30\n"
                                      "MD5       %1\n"
                                      "ROOT      %2\n"
                                      "STATE     new")
                           .arg(QLatin1String{TextMd5}, QLatin1String{TextRoot})));
        QCOMPARE(ask({QStringLiteral("FileDownload"),
                      m_peer,
                      QStringLiteral("TCP"),
                      QStringLiteral("docs/größe.bin")}),
                 lines(QStringLiteral("NAME      docs/größe.bin\n"
                                      "BYTES     6\n"
                                      "MODIFIED  2026-01-05 10:00:30\n"
                                      "MD5       %1\n"
                                      "ROOT      %2\n"
                                      "SAVED AS  %3")
                           .arg(QLatin1String{TextMd5},
                                QLatin1String{TextRoot},
                                m_bob->downloaded(QStringLiteral("größe.bin")))));
        QVERIFY(sameBytes(m_bob->downloaded(QStringLiteral("größe.bin")),
                          m_alice->shared(QStringLiteral("hello.txt"))));
        // Again: it is there already, and its MD5 is told all the same.
        QCOMPARE(ask({QStringLiteral("FileDownload"),
                      m_peer,
                      QStringLiteral("tcp"),
                      QStringLiteral("docs/größe.bin")})
                     .value(3),
                 QStringLiteral("MD5       ") + QLatin1String{TextMd5});
    }

    void listsATimeWithBothItsEnds_data()
    {
        QTest::addColumn<QStringList>("span");
        QTest::addColumn<QString>("names");
        const auto row = [](const char *span, const char *names) {
            QTest::newRow(span) << QString::fromLatin1(span).split(u' ')
                                << QString::fromUtf8(names);
        };
        row("05/01/26 06/01/26", "docs/größe.bin hello.txt");
        row("05/01/26 05/01/26", "docs/größe.bin");
        row("2026-01-05T10:00 2026-01-05T10:00", "docs/größe.bin");
        row("2026-01-05T10:00:31 2026-01-06T00:00:00", "hello.txt");
        row("05/01/26 10:01 06/01/26 00:00", "hello.txt");
        row("01/01/25 31/12/25", "docs/old.txt");
        row("2024-01-01 2024-12-31", "");
    }
    void listsATimeWithBothItsEnds()
    {
        QFETCH(QStringList, span);
        if (!m_alice)
            QVERIFY(startAlone());
        QStringList names;
        auto printed = ask(
            QStringList{QStringLiteral("IndexGet"), m_peer, QStringLiteral("shortlist")} + span);
        QVERIFY(!printed.isEmpty());
        if (printed.first() == QStringLiteral("no files"))
            printed.clear();
        for (const QString &line : printed.mid(1))
            names << line.section(u' ', 0, 0);
        QTEST(names.join(u' '), "names");
    }

    void tellsWhatChangedSinceItLastAsked()
    {
        QVERIFY(startAlone());
        const QStringList checkall{QStringLiteral("FileHash"), m_peer, QStringLiteral("checkall")};
        const auto states = [&](int status = 0) {
            QStringList words;
            for (const QString &line : ask(checkall, status))
                words << line.simplified().section(u' ', 0, 1);
            return words;
        };
        QCOMPARE(states(),
                 (QStringList{QStringLiteral("STATE NAME"),
                              QStringLiteral("new docs/größe.bin"),
                              QStringLiteral("new docs/old.txt"),
                              QStringLiteral("same hello.txt"),
                              QStringLiteral("2 new,")}));
        QCOMPARE(ask(checkall).last(), QStringLiteral("3 same"));
        give(QStringLiteral("hello.txt"), "hello, world\n", QStringLiteral("2026-01-07T00:00:00Z"));
        m_alice->give(QStringLiteral("newer.txt"), "new");
        QVERIFY(QFile::remove(m_alice->shared(QStringLiteral("docs/old.txt"))));
        QVERIFY(m_alice->leave() == std::optional{0});
        m_alice->setOptions({QStringLiteral("--allow"),
                             QStringLiteral("any"),
                             QStringLiteral("--port"),
                             m_peer.section(u':', -1)});
        m_alice->start({QStringLiteral("serve")});
        // verify would tell of them, so only files that did not change are waited for.
        QVERIFY(isShared(QStringLiteral("docs/größe.bin")));
        QTRY_COMPARE(ask({QStringLiteral("IndexGet"), m_peer, QStringLiteral("longlist")}).size(),
                     4);
        const auto table = ask(checkall);
        QCOMPARE(table.size(), 6);
        QVERIFY(table[1].startsWith(u"same     docs/größe.bin"));
        QVERIFY(table[2].startsWith(u"gone     docs/old.txt"));
        QVERIFY(table[3].startsWith(u"changed  hello.txt"));
        QVERIFY(table[4].startsWith(u"new      newer.txt"));
        QCOMPARE(table[5], QStringLiteral("1 new, 1 same, 1 changed, 1 gone"));
    }

    void writesOneObjectALine()
    {
        QVERIFY(startAlone());
        m_bob->setOptions({QStringLiteral("--json")});
        QCOMPARE(ask({QStringLiteral("IndexGet"),
                      m_peer,
                      QStringLiteral("regex"),
                      QStringLiteral("hello")}),
                 QStringList{QStringLiteral("{\"md5\":\"%1\",\"modified\":\"2026-01-06T00:00:00Z\","
                                            "\"name\":\"hello.txt\",\"root\":\"%2\",\"size\":6,"
                                            "\"type\":\"text/plain\"}")
                                 .arg(QLatin1String{TextMd5}, QLatin1String{TextRoot})});
    }

    void saysWhatIsWrong_data()
    {
        QTest::addColumn<QStringList>("command");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("said");
        const auto row = [](const char *command, int status, const char *said) {
            QTest::newRow(command)
                << QString::fromLatin1(command).split(u' ') << status << QString::fromLatin1(said);
        };
        row("IndexGet PEER regex (", 1, "missing \\)");
        row("IndexGet PEER shortlist 2026-01-01", 2, "an end is missing");
        row("IndexGet PEER shortlist 31/31/26 01/01/27", 2, "no date or time");
        row("IndexGet PEER sideways", 2, "usage: IndexGet PEER longlist");
        row("IndexGet 127.0.0.1:1 longlist", 1, "127\\.0\\.0\\.1:1 does not answer");
        row("IndexGet alice longlist", 1, "not joined a tracker");
        row("FileHash PEER verify nothing.txt", 1, "shares no file nothing\\.txt");
        row("FileHash PEER verify ../etc/passwd", 2, "no path of a shared file");
        row("FileDownload PEER TCP nothing.txt", 1, "shares no file nothing\\.txt");
        row("FileDownload PEER SFTP hello.txt", 2, "none of TCP, UDP");
    }
    void saysWhatIsWrong()
    {
        QFETCH(QStringList, command);
        QFETCH(int, status);
        QFETCH(QString, said);
        if (!m_alice)
            QVERIFY(startAlone());
        command.replaceInStrings(QStringLiteral("PEER"), m_peer);
        QCOMPARE(m_bob->run(command), std::optional{status});
        const auto told = m_bob->program().err().filter(QRegularExpression{said});
        QVERIFY2(told.size() == 1, m_bob->program().transcript().constData());
    }

    void servesOnlyWhomItAllows()
    {
        QVERIFY(startAlone());
        QCOMPARE(m_alice->leave(), std::optional{0});
        m_alice->setOptions({QStringLiteral("--allow"), QStringLiteral("10.9.9.9")});
        m_alice->start({QStringLiteral("serve")});
        const auto line = m_alice->program().waitForLine(Program::Stream::Err,
                                                         QStringLiteral("listening on "));
        m_peer = line.value_or(QString{}).section(u' ', -1);
        for (const char *what : {"longlist", "checkall"}) {
            const bool isIndex = what[0] == 'l';
            QCOMPARE(m_bob->run({isIndex ? QStringLiteral("IndexGet") : QStringLiteral("FileHash"),
                                 m_peer,
                                 QString::fromLatin1(what)}),
                     std::optional{1});
            QVERIFY(m_bob->program().out().isEmpty());
            QCOMPARE(
                m_bob->program().err().filter(QStringLiteral("does not serve this peer")).size(),
                1);
        }
    }

    void cleanup()
    {
        const QString test = QString::fromLatin1(QTest::currentTestFunction());
        // The rows of these share one pair of peers.
        if (test == QStringLiteral("saysWhatIsWrong")
            || test == QStringLiteral("listsATimeWithBothItsEnds"))
            return;
        m_alice.reset();
        m_bob.reset();
    }
};

QTEST_GUILESS_MAIN(TstCommandRows)
#include "tst_commandrows.moc"
