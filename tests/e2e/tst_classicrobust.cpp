#include "tests/e2e/classicstory.h"
#include "tests/support/files.h"
#include "tests/support/rawsocket.h"
#include "tests/support/trackerprogram.h"

#include <sys/resource.h>

using namespace ft::test;
using namespace std::chrono_literals;

/// However the bytes of the classic dialect are cut, whatever is sent in its place, and however
/// many say nothing: a real tracker understands what can be understood, and the rest costs its
/// sender the connection and nobody else anything.
class TstClassicRobust : public QObject
{
    Q_OBJECT

private:
    using Kind = ClassicAnswer::Kind;
    using Segments = EventSocket::Segments;
    static constexpr const char *Address = "127.0.0.3";
    /// Longer than the silence that ends a message.
    static constexpr auto Pause = 120ms;

    const QByteArray m_record = "<mine.txt, txt, 4, 05/11/26, 127.0.0.3, 9>";
    TrackerProgram m_tracker;
    std::unique_ptr<ClassicPeer> m_other; ///< has joined

    [[nodiscard]] QByteArray found() const
    {
        return "FOUND: <other.txt, txt, 5, 05/11/26, 127.0.0.200, "
               + QByteArray::number(m_other->shelf().port()) + '>';
    }
    /// Whether exactly these bytes come, and then nothing.
    [[nodiscard]] static bool hears(RawSocket &raw, const QByteArray &bytes)
    {
        const auto heard = raw.read(bytes.size());
        if (heard != bytes)
            qInfo() << "heard" << heard.value_or(QByteArray{}) << "instead of" << bytes;
        return heard == bytes && raw.isSilentFor(Pause);
    }
    [[nodiscard]] bool isServiceGood() const
    {
        return answerTo(*m_other, "other.txt").kind == Kind::Found;
    }

private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")});
        // The port of the records of this test is one where nobody answers.
        QVERIFY(m_tracker.listen(0, {QStringLiteral("--no-probes")}));
        m_other = std::make_unique<ClassicPeer>(ClassicHabits{}, "127.0.0.200");
        m_other->give({.name = "other.txt", .content = "12345"});
        QVERIFY(hasJoined(*m_other, m_tracker.port()));
        QVERIFY(m_tracker.hasRecords(1));
    }
    void cleanup() { m_other.reset(); }

    void understandsMessagesHoweverTheyAreCut_data()
    {
        QTest::addColumn<QByteArrayList>("parts"); // with a pause between them
        const QByteArray search = "SEARCH: other.txt";
        QTest::newRow("as described") << QByteArrayList{"HELLO", m_record, search};
        QTest::newRow("HELLO in bytes with pauses")
            << QByteArrayList{"H", "E", "L", "L", "O", m_record, search};
        QTest::newRow("HELLO with the records") << QByteArrayList{"HELLO" + m_record, search};
        QTest::newRow("the records with SEARCH") << QByteArrayList{"HELLO", m_record + search};
        QTest::newRow("all in one") << QByteArrayList{"HELLO" + m_record + search};
        QTest::newRow("lines") << QByteArrayList{"HELLO\n", m_record + '\n', search + '\n'};
        QTest::newRow("lines of other systems")
            << QByteArrayList{"HELLO\r\n", m_record + "\r\n", search + "\r\n"};
    }
    void understandsMessagesHoweverTheyAreCut()
    {
        QFETCH(QByteArrayList, parts);
        RawSocket raw;
        QVERIFY(raw.connectTo(m_tracker.port(), Address));
        QByteArray heard;
        for (const auto &part : parts) {
            QVERIFY(raw.send(part));
            const auto hi = raw.read(2, Pause);
            heard += hi.value_or(QByteArray{});
            if (heard.size() > 2)
                break;
        }
        const QByteArray all = "HI" + found();
        QVERIFY(hears(raw, all.sliced(heard.size())));
        QVERIFY(m_tracker.hasRecords(2));
    }

    void answersHiAtOnce()
    {
        RawSocket raw;
        QVERIFY(raw.connectTo(m_tracker.port(), Address));
        QVERIFY(raw.send("HELLO"));
        QVERIFY(hears(raw, "HI"));
    }

    void answersAHalfClosedSearch_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::newRow("on the connection that joined") << QByteArray{"HELLO" + m_record};
        QTest::newRow("on one of its own") << QByteArray{};
    }
    void answersAHalfClosedSearch()
    {
        QFETCH(QByteArray, before);
        RawSocket first;
        QVERIFY(first.connectTo(m_tracker.port(), Address));
        QVERIFY(first.send("HELLO" + m_record));
        QVERIFY(first.read(2) == QByteArray{"HI"});
        QVERIFY(m_tracker.hasRecords(2));
        RawSocket raw;
        QVERIFY(raw.connectTo(m_tracker.port(), Address));
        QVERIFY(raw.send(before + "SEARCH: other.txt"));
        raw.halfClose();
        QVERIFY(hears(raw, (before.isEmpty() ? "" : "HI") + found()));
        QVERIFY(raw.isClosedByOther());
    }

    void takesTheFirstFiveOfAListThatIsLong()
    {
        QByteArrayList records;
        for (int i = 0; i < 1'000; ++i)
            records << "<" + QByteArray(60, 'n') + QByteArray::number(i)
                           + ".txt, txt, 4, 05/11/26, 127.0.0.3, 9>";
        const auto list = records.join('\n');
        QVERIFY(list.size() > 64 * 1024);
        RawSocket raw;
        QVERIFY(raw.connectTo(m_tracker.port(), Address));
        QVERIFY(raw.send("HELLO"));
        QVERIFY(hears(raw, "HI"));
        QVERIFY(raw.send(list));
        QVERIFY(m_tracker.hasRecords(6));
        QVERIFY(raw.send("SEARCH: other.txt"));
        QVERIFY(hears(raw, found()));
        QVERIFY(isServiceGood());
    }

    void dropsWhatCannotBeUnderstood_data()
    {
        QTest::addColumn<QByteArray>("said");
        const QByteArray hello = "HELLO";
        const auto garbage = randomBytes(1024 * 1024, 7);
        QTest::newRow("garbage") << garbage;
        QTest::newRow("garbage behind HELLO") << hello + garbage;
        QTest::newRow("garbage behind the records") << hello + m_record + garbage;
        QTest::newRow("garbage for a name") << hello + m_record + "SEARCH: " + garbage;
        QTest::newRow("zeros") << QByteArray(1024 * 1024, '\0');
        QTest::newRow("brackets") << hello + QByteArray(1024 * 1024, '<');
        QTest::newRow("brackets and commas") << hello + QByteArray{"<,>,"}.repeated(256 * 1024);
        QTest::newRow("a record without an end") << hello + '<' + QByteArray(2 * 1024 * 1024, 'x');
        QTest::newRow("a name without an end")
            << hello + m_record + "SEARCH: " + QByteArray(2 * 1024 * 1024, 'x');
    }
    void dropsWhatCannotBeUnderstood()
    {
        QFETCH(QByteArray, said);
        RawSocket raw;
        QVERIFY(raw.connectTo(m_tracker.port(), Address));
        // It may be cut off before it has said all.
        std::ignore = raw.send(said);
        QVERIFY(raw.isClosedByOther());
        QVERIFY(isServiceGood());
    }

    void doesNotListBrokenRecords_data()
    {
        QTest::addColumn<QByteArray>("record");
        QTest::newRow("cut off") << QByteArray{"<mine.txt, txt, 4, 05/11/"};
        QTest::newRow("five fields") << QByteArray{"<mine.txt, 4, 05/11/26, 127.0.0.3, 9>"};
        QTest::newRow("no name") << QByteArray{"<, txt, 4, 05/11/26, 127.0.0.3, 9>"};
        QTest::newRow("negative size") << QByteArray{"<mine.txt, txt, -4, 05/11/26, 127.0.0.3, 9>"};
        QTest::newRow("huge size")
            << QByteArray{"<mine.txt, txt, 99999999999999999999, 05/11/26, 127.0.0.3, 9>"};
        QTest::newRow("no date") << QByteArray{"<mine.txt, txt, 4, yesterday, 127.0.0.3, 9>"};
        QTest::newRow("no port") << QByteArray{"<mine.txt, txt, 4, 05/11/26, 127.0.0.3, 70000>"};
        QTest::newRow("empty") << QByteArray{"<>"};
        QTest::newRow("not UTF-8") << QByteArray{"<\xff\xfe.txt, txt, 4, 05/11/26, 127.0.0.3, 9>"};
        QTest::newRow("control codes") << QByteArray{"<a\x1b[2J, t, 4, 05/11/26, 127.0.0.3, 9>"};
    }
    void doesNotListBrokenRecords()
    {
        QFETCH(QByteArray, record);
        RawSocket raw;
        QVERIFY(raw.connectTo(m_tracker.port(), Address));
        QVERIFY(raw.send("HELLO"));
        QVERIFY(hears(raw, "HI"));
        QVERIFY(raw.send(record));
        QVERIFY(raw.isSilentFor(Pause));
        // It may be closed already.
        std::ignore = raw.send("SEARCH: other.txt");
        QVERIFY(raw.isSilentFor(NoAnswer));
        QVERIFY(m_tracker.hasRecords(1));
        QVERIFY(isServiceGood());
    }

    void takesABrokenConnectionForNothing_data()
    {
        QTest::addColumn<QByteArray>("said");
        QTest::newRow("in HELLO") << QByteArray{"HEL"};
        QTest::newRow("in a record") << QByteArray{"HELLO<mine.txt, txt, 4, 05"};
        QTest::newRow("before the answer") << QByteArray{"SEARCH: other.txt"};
    }
    void takesABrokenConnectionForNothing()
    {
        QFETCH(QByteArray, said);
        auto socket = EventSocket::connectTo(QHostAddress{QHostAddress::LocalHost},
                                             m_tracker.port(),
                                             QHostAddress{QString::fromLatin1(Address)});
        QVERIFY(socket);
        socket->say(said);
        socket->reset();
        QVERIFY(isServiceGood());
        QVERIFY(m_tracker.hasRecords(1));
    }

    void closesSilentConnectionsWithoutAWord()
    {
        const std::vector<std::pair<QByteArray, QByteArray>> saidAndHeard{
            {"", ""}, {"HEL", ""}, {"HELLO", "HI"}, {"HELLO<mine.txt, txt", "HI"}};
        std::vector<std::unique_ptr<RawSocket>> silent;
        for (const auto &[said, heard] : saidAndHeard) {
            auto &raw = *silent.emplace_back(std::make_unique<RawSocket>());
            QVERIFY(raw.connectTo(m_tracker.port(), Address));
            QVERIFY(raw.send(said));
            QCOMPARE(raw.read(heard.size()), std::optional{heard});
        }
        for (const auto &raw : silent) {
            QVERIFY(raw->isSilentFor(Patience));
            QVERIFY(raw->isClosedByOther(0ms));
        }
        QVERIFY(isServiceGood());
    }

    void servesOthersAmongAThousandThatAreSilent()
    {
        constexpr int Silent = 1'000;
        rlimit files{};
        ::getrlimit(RLIMIT_NOFILE, &files);
        files.rlim_cur = files.rlim_max;
        ::setrlimit(RLIMIT_NOFILE, &files);
        std::vector<std::unique_ptr<RawSocket>> silent;
        for (int i = 0; i < Silent; ++i) {
            auto &raw = *silent.emplace_back(std::make_unique<RawSocket>());
            QVERIFY(raw.connectTo(m_tracker.port(), i % 2 == 0 ? Address : "127.0.0.4"));
            QVERIFY(i % 3 != 0 || raw.send("HELLO"));
        }
        QElapsedTimer time;
        time.start();
        ClassicPeer peer{{}, "127.0.0.5"};
        peer.give({.name = "mine.txt", .content = "mine"});
        QVERIFY(hasJoined(peer, m_tracker.port()));
        QVERIFY(m_tracker.hasRecords(2));
        QCOMPARE(answerTo(peer, "other.txt").kind, Kind::Found);
        QCOMPARE_LT(time.elapsed(), 3'000 * Slowness);
    }
};

QTEST_GUILESS_MAIN(TstClassicRobust)
#include "tst_classicrobust.moc"
