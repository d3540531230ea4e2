#include "tests/support/classicpeer.h"
#include "tests/support/patience.h"

#include <QTest>

using namespace ft::test;
using namespace std::chrono_literals;

namespace {

using Habits = ClassicHabits;
using Kind = ClassicAnswer::Kind;

/// Greets everybody, and gives one answer to whatever begins with SEARCH.
class ScriptedTracker
{
public:
    ScriptedTracker()
        : m_listener(QHostAddress{QHostAddress::LocalHost}, 0, [this](auto socket) {
            auto *line = m_lines.emplace_back(std::move(socket)).get();
            line->whenHeard([this, line] { hear(*line); });
            line->whenEnded([this] { ++ended; });
        })
    {}

    [[nodiscard]] quint16 port() const { return m_listener.port(); }
    [[nodiscard]] std::size_t lines() const { return m_lines.size(); }

    QByteArray heard;
    QByteArray greeting = "HI";
    QByteArray answer = "NOT FOUND";
    int ended = 0;

private:
    void hear(EventSocket &line)
    {
        heard += line.take();
        if (heard.endsWith("HELLO"))
            line.say(greeting);
        if (heard.endsWith("wanted.txt"))
            line.say(answer);
    }

    EventListener m_listener;
    std::vector<std::unique_ptr<EventSocket>> m_lines;
};

const ClassicFile Notes{.name = "notes, old.txt", .content = "hello"};

} // namespace

class TstClassicPeer : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void tellsItsRecordsInItsHabits_data()
    {
        QTest::addColumn<Habits>("habits");
        QTest::addColumn<QByteArray>("wire");
        QTest::newRow("spaced lines")
            << Habits{}
            << QByteArray{"<notes, old.txt, txt, 5, 05/11/26, 127.0.0.5, PORT>\n"
                          "<b.txt, txt, 1, 05/11/26, 127.0.0.5, PORT>"};
        QTest::newRow("compact, bar, long years")
            << Habits{.separator = Habits::Separator::Bar, .isSpaced = false, .hasLongYears = true}
            << QByteArray{"<notes, old.txt,txt,5,05/11/2026,127.0.0.5,PORT>|"
                          "<b.txt,txt,1,05/11/2026,127.0.0.5,PORT>"};
        QTest::newRow("nothing between, media types, no extensions")
            << Habits{.separator = Habits::Separator::None,
                      .types = Habits::Types::Media,
                      .hasFullNames = false}
            << QByteArray{"<notes, old, text/plain, 5, 05/11/26, 127.0.0.5, PORT>"
                          "<b, text/plain, 1, 05/11/26, 127.0.0.5, PORT>"};
    }
    void tellsItsRecordsInItsHabits()
    {
        QFETCH(Habits, habits);
        QFETCH(QByteArray, wire);
        ScriptedTracker tracker;
        ClassicPeer peer{habits, "127.0.0.5"};
        peer.give(Notes);
        peer.give({.name = "b.txt", .content = "x"});
        peer.join(tracker.port());
        wire.replace("PORT", QByteArray::number(peer.shelf().port()));
        QTRY_COMPARE(tracker.heard, "HELLO" + wire);
        QCOMPARE(peer.state(), ClassicPeer::State::Joined);
        peer.search("wanted.txt", 5s);
        QTRY_COMPARE(tracker.heard, "HELLO" + wire + "SEARCH: wanted.txt");
        QTRY_VERIFY(peer.answer());
        QCOMPARE(peer.answer()->kind, Kind::NotFound);
        peer.leave();
        QTRY_COMPARE(tracker.heard, "HELLO" + wire + "SEARCH: wanted.txtBYE");
        QTRY_COMPARE(tracker.ended, 1);
        QCOMPARE(tracker.lines(), std::size_t{1});
    }

    void callsAnewForEachRequest()
    {
        ScriptedTracker tracker;
        ClassicPeer peer{Habits{.hasSpacedPrefix = false,
                                .connection = Habits::Connection::OneShot,
                                .segments = EventSocket::Segments::SingleBytes}};
        peer.give(Notes);
        peer.join(tracker.port());
        QTRY_COMPARE(tracker.ended, 1);
        peer.search("wanted.txt", 5s);
        QTRY_VERIFY(peer.answer());
        QTRY_COMPARE(tracker.ended, 2);
        peer.leave();
        QTRY_COMPARE(tracker.ended, 3);
        QVERIFY(tracker.heard.endsWith(">SEARCH:wanted.txtBYE"));
    }

    void takesNothingButHiForAGreeting_data()
    {
        QTest::addColumn<QByteArray>("greeting");
        QTest::newRow("line feed behind it") << QByteArray{"HI\n"};
        QTest::newRow("our dialect") << QByteArray{"HI FT/2"};
        QTest::newRow("an error") << QByteArray{"ERROR: no"};
    }
    void takesNothingButHiForAGreeting()
    {
        QFETCH(QByteArray, greeting);
        ScriptedTracker tracker;
        tracker.greeting = greeting;
        ClassicPeer peer;
        peer.give(Notes);
        peer.join(tracker.port());
        QTRY_COMPARE(peer.state(), ClassicPeer::State::Refused);
        QCOMPARE(tracker.heard, QByteArray{"HELLO"});
    }

    void readsAnswersStrictly_data()
    {
        QTest::addColumn<Habits>("habits");
        QTest::addColumn<QByteArray>("wire");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<qsizetype>("records");
        using Separator = Habits::Separator;
        const Habits lines;
        const Habits bars{.separator = Separator::Bar};
        const Habits none{.separator = Separator::None};
        const Habits compact{.isSpaced = false, .hasSpacedPrefix = false};
        const QByteArray a = "<a, b.txt, txt, 1, 05/11/26, 127.0.0.1, 9>";
        const QByteArray tight = "<a, b.txt,txt,1,05/11/26,127.0.0.1,9>";
        const auto row = [](const char *what,
                            const Habits &habits,
                            const QByteArray &wire,
                            Kind kind,
                            qsizetype records = 0) {
            QTest::newRow(what) << habits << wire << kind << records;
        };
        row("nothing", lines, "", Kind::Silence);
        row("not found", lines, "NOT FOUND", Kind::NotFound);
        row("not found, and a line feed", lines, "NOT FOUND\n", Kind::Garbled);
        row("one", lines, "FOUND: " + a, Kind::Found, 1);
        row("a line feed at the end", lines, "FOUND: " + a + '\n', Kind::Garbled);
        row("two lines", lines, "FOUND: " + a + '\n' + a, Kind::Found, 2);
        row("bars for one of lines", lines, "FOUND: " + a + '|' + a, Kind::Garbled);
        row("two between bars", bars, "FOUND: " + a + '|' + a, Kind::Found, 2);
        row("lines for one of bars", bars, "FOUND: " + a + '\n' + a, Kind::Garbled);
        row("two with nothing between", none, "FOUND: " + a + a, Kind::Found, 2);
        row("a space for one of nothing", none, "FOUND: " + a + ' ' + a, Kind::Garbled);
        row("compact", compact, "FOUND:" + tight, Kind::Found, 1);
        row("compact with the space of the descriptions",
            compact,
            "FOUND: " + tight,
            Kind::Found,
            1);
        row("no space for one who wants it", lines, "FOUND:" + a, Kind::Garbled);
        row("compact for one who wants spaces", lines, "FOUND: " + tight, Kind::Garbled);
        row("spaces for one who wants none", compact, "FOUND: " + a, Kind::Garbled);
        row("long year", lines, QByteArray{"FOUND: " + a}.replace("/26", "/2026"), Kind::Garbled);
        row("seventh field",
            lines,
            QByteArray{"FOUND: " + a}.replace(" 9>", " 9, r=1>"),
            Kind::Garbled);
        row("five fields", lines, "FOUND: <txt, 1, 05/11/26, 127.0.0.1, 9>", Kind::Garbled);
        row("empty list", lines, "FOUND: ", Kind::Garbled);
        row("something else", lines, "ERROR: bad-verb", Kind::Garbled);
    }
    void readsAnswersStrictly()
    {
        QFETCH(Habits, habits);
        QFETCH(QByteArray, wire);
        QFETCH(Kind, kind);
        QFETCH(qsizetype, records);
        const auto answer = readAnswer(habits, wire);
        QCOMPARE(answer.kind, kind);
        QCOMPARE(static_cast<qsizetype>(answer.records.size()), records);
        QCOMPARE(answer.wire, wire);
        if (records > 0)
            QCOMPARE(answer.records.front().name, QByteArray{"a, b.txt"});
    }

    void tellsSilenceFromAnAnswer()
    {
        ScriptedTracker tracker;
        ClassicPeer peer;
        peer.give(Notes);
        peer.join(tracker.port());
        QTRY_COMPARE(peer.state(), ClassicPeer::State::Joined);
        peer.search("unknown to the script", 50ms);
        QTRY_VERIFY(peer.answer());
        QCOMPARE(peer.answer()->kind, Kind::Silence);
        QVERIFY(peer.unasked().isEmpty());
        tracker.answer = "FOUND: <x";
        peer.search("wanted.txt", 5s);
        QTRY_VERIFY(peer.answer());
        QCOMPARE(peer.answer()->kind, Kind::Garbled);
    }

    void downloadsFromItsKind_data()
    {
        using Understands = Habits::Understands;
        QTest::addColumn<Habits>("server");
        QTest::addColumn<Habits>("taker");
        QTest::addColumn<ClassicFetch::State>("state");
        const auto row = [](const char *what,
                            const Habits &server,
                            const Habits &taker,
                            ClassicFetch::State state) {
            QTest::newRow(what) << server << taker << state;
        };
        const Habits compact{.isSpaced = false,
                             .hasSpacedPrefix = false,
                             .halfCloses = true,
                             .reads = Habits::Reads::UntilClose};
        const Habits untilClose{.reads = Habits::Reads::UntilClose};
        row("spaced", {.understands = Understands::Spaced}, {}, ClassicFetch::State::Done);
        row("until it closes", {}, untilClose, ClassicFetch::State::Done);
        row("compact, half-closed",
            {.understands = Understands::Compact, .hasSpacedFile = false},
            compact,
            ClassicFetch::State::Done);
        row("in single bytes",
            {.segments = EventSocket::Segments::SingleBytes},
            {.segments = EventSocket::Segments::SingleBytes},
            ClassicFetch::State::Done);
        row("the connection stays", {.closesAfterFile = false}, {}, ClassicFetch::State::Done);
        row("too few bytes", {.fault = Habits::Fault::TooFewBytes}, {}, ClassicFetch::State::Short);
        row("too many bytes",
            {.fault = Habits::Fault::TooManyBytes},
            untilClose,
            ClassicFetch::State::Garbled);
        row("closes at once",
            {.fault = Habits::Fault::ClosesAtOnce},
            {},
            ClassicFetch::State::Closed);
    }
    void downloadsFromItsKind()
    {
        QFETCH(Habits, server);
        QFETCH(Habits, taker);
        QFETCH(ClassicFetch::State, state);
        ClassicPeer source{server, "127.0.0.6"};
        source.give({.name = "big.txt", .content = QByteArray(3'000'000, 'b')});
        source.give({.name = "spaced.txt", .content = " begins with a space"});
        source.shelf().open();
        ClassicPeer peer{taker};
        for (std::size_t file = 0; file < 2; ++file) {
            peer.download(source.shelf().listings().at(file));
            QTRY_VERIFY(peer.fetch()->isOver());
            QCOMPARE(peer.fetch()->state(), state);
            if (state == ClassicFetch::State::Done)
                QVERIFY(peer.fetch()->content() == source.shelf().files().at(file).content);
        }
    }

    void doesNotServeWhatItDoesNotUnderstand_data()
    {
        using Understands = Habits::Understands;
        QTest::addColumn<Habits>("server");
        QTest::addColumn<Habits>("taker");
        const Habits compact{.isSpaced = false, .hasSpacedPrefix = false};
        QTest::newRow("compact to one who needs spaces")
            << Habits{.understands = Understands::Spaced} << compact;
        QTest::newRow("spaces to one who takes none")
            << Habits{.understands = Understands::Compact} << Habits{.halfCloses = true};
        QTest::newRow("waits for a half-close")
            << Habits{.understands = Understands::Compact} << compact;
    }
    void doesNotServeWhatItDoesNotUnderstand()
    {
        QFETCH(Habits, server);
        QFETCH(Habits, taker);
        ClassicPeer source{server};
        source.give(Notes);
        source.shelf().open();
        ClassicPeer peer{taker};
        peer.download(source.shelf().listings().front());
        QTRY_COMPARE(source.shelf().requests().size(), 1);
        QVERIFY(!waitUntil([&] { return source.shelf().served() > 0; }, 100ms));
        QCOMPARE(source.shelf().requests().front(), requestOf(taker, source.shelf().listings()[0]));
    }

    void servesSeveralAtATime()
    {
        ClassicPeer source{{.understands = Habits::Understands::Compact}};
        source.give(Notes);
        source.shelf().open();
        const Habits waits{.isSpaced = false, .hasSpacedPrefix = false};
        ClassicPeer slow{waits};
        slow.download(source.shelf().listings().front());
        auto other = waits;
        other.halfCloses = true;
        ClassicPeer quick{other};
        quick.download(source.shelf().listings().front());
        QTRY_VERIFY(quick.fetch()->isOver());
        QCOMPARE(quick.fetch()->content(), Notes.content);
        QVERIFY(!slow.fetch()->isOver());
    }

    void vanishesWithoutAWord()
    {
        ScriptedTracker tracker;
        ClassicPeer peer;
        peer.give(Notes);
        peer.join(tracker.port());
        QTRY_COMPARE(peer.state(), ClassicPeer::State::Joined);
        const auto record = peer.shelf().listings().front();
        peer.vanish();
        QTRY_COMPARE(tracker.ended, 1);
        QVERIFY(!tracker.heard.contains("BYE"));
        ClassicPeer other;
        other.download(record);
        QCOMPARE(other.fetch()->state(), ClassicFetch::State::NoConnection);
    }
};

QTEST_GUILESS_MAIN(TstClassicPeer)
#include "tst_classicpeer.moc"
