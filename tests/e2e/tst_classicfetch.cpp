#include "tests/e2e/classicstory.h"
#include "tests/support/files.h"
#include "tests/support/peerprogram.h"
#include "tests/support/trackerprogram.h"

using namespace ft::test;

/// Our peer finds and fetches what only programs of the classic dialect serve, in every combination
/// of their habits, and says what is wrong with those that break it.
class TstClassicFetch : public QObject
{
    Q_OBJECT

private:
    using Habits = ClassicHabits;
    using Takers = std::vector<std::unique_ptr<PeerProgram>>;

    TrackerProgram m_tracker;
    std::unique_ptr<ClassicPeer> m_source;
    const std::vector<ClassicFile> m_files{
        {.name = "large.txt", .content = randomBytes(3'000'000, 1)},
        {.name = "space, first.txt", .content = "  begins with two spaces"},
        {.name = "empty.txt", .content = {}},
    };

    [[nodiscard]] std::unique_ptr<PeerProgram> newTaker(const QString &name) const
    {
        auto taker = std::make_unique<PeerProgram>(name, m_tracker.address());
        taker->give(name + u".txt", "so that " + name.toUtf8() + " is accepted");
        return taker;
    }

    void serve(const Habits &habits)
    {
        m_source = std::make_unique<ClassicPeer>(habits, "127.0.0.50");
        for (const auto &file : m_files)
            m_source->give(file);
        QVERIFY(hasJoined(*m_source, m_tracker.port()));
        QVERIFY(m_tracker.hasRecords(m_files.size()));
    }

    /// Starts to fetch every file that is served, each by a peer of its own.
    [[nodiscard]] Takers startFetching() const
    {
        Takers takers;
        for (const auto &record : m_source->shelf().listings()) {
            const auto number = QString::number(takers.size());
            auto &taker = *takers.emplace_back(newTaker(u"taker-" + number));
            taker.start({QStringLiteral("fetch"), QString::fromUtf8(record.name)});
        }
        return takers;
    }

    /// The content of the one file in the download folder; nothing when there are more or none.
    [[nodiscard]] static std::optional<QByteArray> downloaded(const PeerProgram &taker)
    {
        const auto names = filesBelow(taker.downloads());
        if (names.size() != 1)
            return std::nullopt;
        QFile file{taker.downloaded(names.front())};
        return file.open(QIODevice::ReadOnly) ? std::optional{file.readAll()} : std::nullopt;
    }

private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")});
        QVERIFY(m_tracker.listen());
    }
    void cleanup() { m_source.reset(); }

    void fetches_data()
    {
        QTest::addColumn<Habits>("habits");
        using Understands = Habits::Understands;
        for (unsigned bits = 0; bits < 4; ++bits) {
            const bool isFirst = (bits & 1U) != 0;
            const bool isSecond = (bits & 2U) != 0;
            const auto row = [&](const char *what, Habits habits) {
                habits.hasSpacedFile = isFirst;
                habits.closesAfterFile = isSecond;
                const auto *space = isFirst ? "'FILE: '" : "'FILE:'";
                const auto *end = isSecond ? "closes" : "waits for the close";
                QTest::addRow("%s, %s, %s", what, space, end) << habits;
            };
            row("understands both", {.understands = Understands::Both});
            row("needs it compact and half-closed", {.understands = Understands::Compact});
            row("needs spaces", {.understands = Understands::Spaced});
        }
        QTest::newRow("media types") << Habits{.types = Habits::Types::Media};
        QTest::newRow("no extensions") << Habits{.hasFullNames = false};
        QTest::newRow("media types, no extensions")
            << Habits{.types = Habits::Types::Media, .hasFullNames = false};
        QTest::newRow("one-shot, compact, bars")
            << Habits{.separator = Habits::Separator::Bar,
                      .isSpaced = false,
                      .connection = Habits::Connection::OneShot,
                      .segments = EventSocket::Segments::SingleBytes};
    }
    void fetches()
    {
        QFETCH(Habits, habits);
        serve(habits);
        const auto takers = startFetching();
        for (std::size_t i = 0; i < takers.size(); ++i) {
            auto &program = takers[i]->program();
            QCOMPARE(program.waitForEnd(2 * Patience), std::optional{0});
            QVERIFY2(program.out().value(0).startsWith(QStringLiteral("fetched ")),
                     program.transcript().constData());
            QVERIFY2(takers[i]->complaints().isEmpty(), program.transcript().constData());
            QVERIFY2(downloaded(*takers[i]) == m_files[i].content,
                     program.transcript().constData());
        }
    }

    void saysWhatIsWrong_data()
    {
        QTest::addColumn<Habits>("habits");
        using Fault = Habits::Fault;
        QTest::newRow("too few bytes") << Habits{.fault = Fault::TooFewBytes};
        QTest::newRow("too many bytes") << Habits{.fault = Fault::TooManyBytes};
        QTest::newRow("closes at once") << Habits{.fault = Fault::ClosesAtOnce};
        QTest::newRow("too few bytes, compact")
            << Habits{.understands = Habits::Understands::Compact,
                      .hasSpacedFile = false,
                      .fault = Fault::TooFewBytes};
    }
    void saysWhatIsWrong()
    {
        QFETCH(Habits, habits);
        serve(habits);
        auto taker = newTaker(QStringLiteral("taker"));
        const auto name = QString::fromUtf8(m_files.front().name);
        const auto status = taker->run({QStringLiteral("fetch"), name}, 3 * Patience);
        QVERIFY2(status == 1, taker->program().transcript().constData());
        const auto complaints = taker->complaints();
        QVERIFY2(complaints.size() == 1, taker->program().transcript().constData());
        const auto source = QStringLiteral("127.0.0.50:%1").arg(m_source->shelf().port());
        QVERIFY2(complaints.front().contains(name) || complaints.front().contains(source),
                 taker->program().transcript().constData());
        QVERIFY(taker->program().out().isEmpty());
        QCOMPARE(filesBelow(taker->downloads()), QStringList{});
    }

    void saysThatThePeerIsGone()
    {
        serve({});
        // Its connection still holds it in the list.
        m_source->shelf().close();
        auto taker = newTaker(QStringLiteral("taker"));
        const auto name = QString::fromUtf8(m_files.front().name);
        QCOMPARE(taker->run({QStringLiteral("fetch"), name}, 3 * Patience), std::optional{1});
        QVERIFY2(taker->complaints().size() == 1, taker->program().transcript().constData());
        QCOMPARE(filesBelow(taker->downloads()), QStringList{});
    }

    void searchShowsTheirFiles_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("exact name") << QStringLiteral("large.txt");
        QTest::newRow("a word of it") << QStringLiteral("large");
    }
    void searchShowsTheirFiles()
    {
        QFETCH(QString, text);
        serve({});
        auto searcher = newTaker(QStringLiteral("searcher"));
        QCOMPARE(searcher->run({QStringLiteral("search"), text}), std::optional{0});
        const auto address = QStringLiteral("127.0.0.50:%1").arg(m_source->shelf().port());
        const auto &out = searcher->program().out();
        const auto rows = out.filter(QStringLiteral("large.txt")).filter(address);
        QVERIFY2(rows.size() == 1, searcher->program().transcript().constData());
        QVERIFY2(rows.front().contains(QStringLiteral("2.86 MiB")),
                 rows.front().toUtf8().constData());
    }

    void sharesWhatItFetched()
    {
        serve({.types = Habits::Types::Media});
        auto taker = newTaker(QStringLiteral("taker"));
        QVERIFY(taker->join({}));
        const auto name = m_files.front().name;
        taker->program().say(u"fetch " + QString::fromUtf8(name));
        QVERIFY(taker->program().waitForLine(Program::Stream::Out, QStringLiteral("^fetched ")));
        QVERIFY(finds(*m_source, name, {m_source->shelf().port(), taker->port()}));
    }
};

QTEST_GUILESS_MAIN(TstClassicFetch)
#include "tst_classicfetch.moc"
