#include "common/protocol/peercodec.h"
#include "peer-gui/engine/peers/peerqueries.h"
#include "tests/peer-engine/downloadparts.h"
#include "tests/peer-engine/sharedfiles.h"
#include "tests/support/fakestream.h"
#include "tests/support/patience.h"

#include <QPointer>
#include <QTemporaryDir>
#include <QTest>

using namespace ft;
using namespace ft::engine;
using namespace std::chrono_literals;
using test::pathOf;
using test::waitUntil;

namespace {

const PeerAddress Studio{{QHostAddress{QStringLiteral("10.0.0.9")}, 7}, test::hostOf("studio")};
constexpr QuestionId Asked{1};

/// Questions to a peer whose answers the test gives.
struct Fixture
{
    std::unique_ptr<net::ByteStream> dial()
    {
        auto dialed = std::make_unique<test::FakeStream>();
        stream = dialed.get();
        return dialed;
    }

    void ask(const PeerQuestion &question)
    {
        queries.ask(Asked, QStringLiteral("studio"), question, [this](const PeerAnswer &answer) {
            answers.push_back(answer);
        });
    }

    /// The next line the peer is asked, after its greeting; null when none comes.
    [[nodiscard]] QString nextQuestion()
    {
        QString line;
        const bool came = waitUntil([&] {
            if (stream && !isOpen) {
                isOpen = true;
                stream->open();
                stream->arrive("HI FT/2 seen=127.0.0.1 name=studio\n");
            }
            for (const QString &written : stream ? stream->takeLines() : QStringList{}) {
                if (!written.startsWith(u"HELLO"))
                    line = written;
            }
            return !line.isEmpty();
        });
        return came ? line : QString{};
    }

    void say(const protocol::Files &line) const
    {
        stream->arrive(protocol::encode(protocol::PeerReply{line}));
    }

    [[nodiscard]] bool hasAnswers(std::size_t count) const
    {
        return waitUntil([&] { return answers.size() == count; });
    }

    QTemporaryDir state;
    test::DownloadParts parts;
    Result<PeerAddress, Problem> found = Studio;
    QPointer<test::FakeStream> stream;
    bool isOpen = false;
    std::vector<PeerAnswer> answers;
    PeerQueries queries{{parts.background,
                         parts.clock,
                         [this](const QString &, const auto &done) { done(found); },
                         [this](const Endpoint &) { return dial(); },
                         {{test::hostOf("asker"), 0, {}}},
                         ChecksumMemory{state.path()},
                         1ms,
                         2}};
};

protocol::Files lineOf(const QStringList &paths, bool isMore = false)
{
    protocol::Files line;
    for (const QString &path : paths) {
        line.records.push_back({test::recordOf(path), Studio.endpoint, {}});
        line.records.back().file.root = test::rootOf(1);
    }
    line.isMore = isMore;
    return line;
}

QStringList pathsOf(const PeerAnswer &answer)
{
    QStringList paths;
    for (const ToldFile &file : answer.files)
        paths << file.record.path.toString();
    return paths;
}

} // namespace

Q_DECLARE_METATYPE(ft::engine::PeerQuestion)

class TstPeerQuery : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void putsEachQuestionInItsWords_data()
    {
        QTest::addColumn<PeerQuestion>("question");
        QTest::addColumn<QString>("line");
        const auto row = [](const char *line, const PeerQuestion &question) {
            QTest::newRow(line) << question << QString::fromLatin1(line);
        };
        const std::chrono::sys_seconds time{7s};
        row("LIST:", BrowseQuestion{});
        row("LIST: path=docs", BrowseQuestion{pathOf(QStringLiteral("docs"))});
        row("INDEXGET:", IndexQuestion{});
        row("INDEXGET: from=7, to=7, regex=a%2Cb",
            IndexQuestion{time, time, QStringLiteral("a,b")});
        row("FILEHASH:", ChecksumQuestion{});
        row("FILEHASH: path=a b", ChecksumQuestion{pathOf(QStringLiteral("a b"))});
    }
    void putsEachQuestionInItsWords()
    {
        QFETCH(PeerQuestion, question);
        Fixture f;
        f.ask(question);
        QTEST(f.nextQuestion(), "line");
    }

    void asksForTheNextPageWhenTheLastWasHeard()
    {
        Fixture f;
        f.ask(IndexQuestion{});
        QCOMPARE(f.nextQuestion(), QStringLiteral("INDEXGET:"));
        f.say(lineOf({QStringLiteral("a"), QStringLiteral("b")}, true));
        QVERIFY(f.hasAnswers(1));
        QCOMPARE(pathsOf(f.answers[0]), (QStringList{QStringLiteral("a"), QStringLiteral("b")}));
        QVERIFY(!f.answers[0].isLast);
        QVERIFY(f.stream->takeLines().isEmpty());
        f.queries.goOn(Asked);
        QCOMPARE(f.nextQuestion(), QStringLiteral("INDEXGET: after=b"));
        auto nothing = lineOf({}, true);
        nothing.next = pathOf(QStringLiteral("x"));
        f.say(nothing);
        QVERIFY(f.hasAnswers(2));
        f.queries.goOn(Asked);
        QCOMPARE(f.nextQuestion(), QStringLiteral("INDEXGET: after=x"));
        f.say(lineOf({QStringLiteral("y")}));
        QVERIFY(f.hasAnswers(3));
        QVERIFY(f.answers[2].isLast && !f.answers[2].problem);
    }

    void marksChecksums()
    {
        for (const auto mark : {ChecksumMark::New, ChecksumMark::Same}) {
            Fixture f;
            QVERIFY(m_state.isValid());
            const ChecksumMemory memory{m_state.path()};
            PeerQueries queries{{f.parts.background,
                                 f.parts.clock,
                                 [](const QString &, const auto &done) { done(Studio); },
                                 [&f](const Endpoint &) { return f.dial(); },
                                 {{test::hostOf("asker"), 0, {}}},
                                 memory}};
            queries.ask(Asked,
                        QStringLiteral("10.0.0.9:7"),
                        ChecksumQuestion{},
                        [&f](const PeerAnswer &answer) { f.answers.push_back(answer); });
            QCOMPARE(f.nextQuestion(), QStringLiteral("FILEHASH:"));
            f.say(lineOf({QStringLiteral("a")}));
            QVERIFY(f.hasAnswers(1));
            QVERIFY(f.answers[0].isLast);
            QCOMPARE(f.answers[0].files.front().mark, std::optional{mark});
        }
    }

    void waitsForAFileThatIsBeingWritten()
    {
        Fixture f;
        f.ask(ChecksumQuestion{pathOf(QStringLiteral("a"))});
        auto changing = lineOf({QStringLiteral("a")});
        changing.records.front().file.root.reset();
        QCOMPARE(f.nextQuestion(), QStringLiteral("FILEHASH: path=a"));
        f.say(changing);
        QCOMPARE(f.nextQuestion(), QStringLiteral("FILEHASH: path=a"));
        f.say(lineOf({QStringLiteral("a")}));
        QVERIFY(f.hasAnswers(1));
        QVERIFY(!f.answers[0].problem && f.answers[0].isLast);
        QCOMPARE(f.answers[0].files.front().mark, std::optional{ChecksumMark::New});
    }

    void givesUpOnAFileThatKeepsBeingWritten()
    {
        Fixture f;
        f.ask(ChecksumQuestion{pathOf(QStringLiteral("a"))});
        auto changing = lineOf({QStringLiteral("a")});
        changing.records.front().file.root.reset();
        for (int tries = 0; tries < 3; ++tries) {
            QVERIFY(!f.nextQuestion().isNull());
            f.say(changing);
        }
        QVERIFY(f.hasAnswers(1));
        QCOMPARE(f.answers[0].problem->code, ProblemCode::FileChanging);
    }

    void saysWhatWentWrong_data()
    {
        QTest::addColumn<PeerQuestion>("question");
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("subject");
        const auto row = [](const char *name,
                            const PeerQuestion &question,
                            const QByteArray &answer,
                            ProblemCode code,
                            const char *subject) {
            QTest::newRow(name) << question << answer << static_cast<int>(code)
                                << QString::fromLatin1(subject);
        };
        const QByteArray fileB = "FILES: <b, x/y, 1, 01/01/70, 10.0.0.9, 7, mtime=0>\n";
        const ChecksumQuestion aboutA{pathOf(QStringLiteral("a"))};
        row("bad expression",
            IndexQuestion{{}, {}, QStringLiteral("(")},
            "REFUSED: bad-query, missing )\n",
            ProblemCode::BadQuery,
            "(");
        row("not accepted",
            BrowseQuestion{},
            "REFUSED: not-accepted, no\n",
            ProblemCode::NotAccepted,
            "10.0.0.9:7");
        row("no such file", aboutA, "FILES:\n", ProblemCode::NotInShare, "a");
        row("another file", aboutA, fileB, ProblemCode::NotInShare, "a");
        row("outside the folder",
            BrowseQuestion{pathOf(QStringLiteral("docs"))},
            fileB,
            ProblemCode::SourceMisbehaved,
            "studio");
        row("twice",
            IndexQuestion{},
            "FILES: <b, x/y, 1, 01/01/70, 10.0.0.9, 7, mtime=0> +\n" + fileB,
            ProblemCode::SourceMisbehaved,
            "studio");
        row("more of nothing",
            IndexQuestion{},
            "FILES: more=yes\n",
            ProblemCode::SourceMisbehaved,
            "studio");
        row("garbage", IndexQuestion{}, "who?\n", ProblemCode::SourceMisbehaved, "10.0.0.9:7");
    }
    void saysWhatWentWrong()
    {
        QFETCH(PeerQuestion, question);
        QFETCH(QByteArray, answer);
        Fixture f;
        f.ask(question);
        QVERIFY(!f.nextQuestion().isNull());
        f.stream->arrive(answer);
        QVERIFY(f.hasAnswers(1));
        QVERIFY(f.answers[0].isLast && f.answers[0].problem);
        QTEST(static_cast<int>(f.answers[0].problem->code), "code");
        QTEST(f.answers[0].problem->subject, "subject");
        f.queries.goOn(Asked);
    }

    void saysThatAProgramOfTheClassicDialectHasNoAnswer()
    {
        Fixture f;
        f.ask(BrowseQuestion{});
        QVERIFY(waitUntil([&] { return !f.stream.isNull(); }));
        f.stream->open();
        f.stream->close();
        QVERIFY(f.hasAnswers(1));
        QCOMPARE(f.answers[0].problem->code, ProblemCode::SourceMisbehaved);
        QVERIFY(f.answers[0].problem->detail.contains(QStringLiteral("classic")));
    }

    void saysWhenThePeerIsNotFound()
    {
        Fixture f;
        f.found = tl::unexpected(
            Problem{ProblemCode::NoSuchPeer, Operation::ListPeers, QStringLiteral("studio"), {}});
        f.ask(BrowseQuestion{});
        QVERIFY(f.hasAnswers(1));
        QCOMPARE(f.answers[0].problem->code, ProblemCode::NoSuchPeer);
    }

    void forgetsWhatNobodyWants()
    {
        Fixture f;
        f.ask(IndexQuestion{});
        QVERIFY(!f.nextQuestion().isNull());
        f.queries.drop(Asked);
        QVERIFY(waitUntil([&] { return f.stream.isNull(); }));
        f.queries.goOn(Asked);
        QVERIFY(f.answers.empty());
    }

private:
    QTemporaryDir m_state;
};

QTEST_GUILESS_MAIN(TstPeerQuery)
#include "tst_peerquery.moc"
