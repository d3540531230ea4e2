#include "tests/peer-engine/classicfixture.h"

#include <QDateTime>
#include <QFileInfo>
#include <QRegularExpression>
#include <QTest>

using namespace ft;
using namespace ft::engine;
using test::ClassicFixture;
using test::PlainPeer;
using State = TransferState;

class TstClassicDownload : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void takesTheFileHoweverThePeerGivesIt_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<PlainPeer::Habits>("habits");
        const auto row = [](const char *name, const QByteArray &content, PlainPeer::Habits habits) {
            QTest::newRow(name) << content << habits;
        };
        const QByteArray spaced = "DOWNLOAD: a b.txt, txt, 5";
        const QByteArray compact = "DOWNLOAD:a b.txt,txt,5";
        row("spaced prefix, closes", "hello", {.answer = "FILE: hello"});
        row("compact prefix, closes", "hello", {.answer = "FILE:hello"});
        row("spaced prefix, open", "hello", {.answer = "FILE: hello", .closesWhenAnswered = false});
        row("compact prefix, open", "hello", {.answer = "FILE:hello", .closesWhenAnswered = false});
        row("awaits the end", "hello", {.answer = "FILE: hello", .awaitsEnd = true});
        row("needs spaces", "hello", {.answer = "FILE: hello", .understands = spaced});
        row("needs spaces and awaits the end",
            "hello",
            {.answer = "FILE: hello", .understands = spaced, .awaitsEnd = true});
        row("knows no spaces",
            "hello",
            {.answer = "FILE:hello", .understands = compact, .awaitsEnd = true});
        row("knows no spaces, says so",
            "hello",
            {.answer = "FILE:hello", .understands = compact, .otherwise = "NOT FOUND"});
        row("knows no spaces, silent about it",
            "hello",
            {.answer = "FILE:hello", .understands = compact, .closesOnOthers = false});
        row("first a space, spaced", " ello", {.answer = "FILE:  ello"});
        row("first a space, compact", " ello", {.answer = "FILE: ello"});
        row("first a space, compact, open",
            " ello",
            {.answer = "FILE: ello", .closesWhenAnswered = false});
        row("empty, compact", "", {.answer = "FILE:"});
        row("empty, spaced, open", "", {.answer = "FILE: ", .closesWhenAnswered = false});
        const auto large = test::randomBytes(5'000'000, 1);
        row("large, spaced", large, {.answer = "FILE: " + large});
        row("large, first a space, compact", ' ' + large, {.answer = "FILE: " + large});
    }
    void takesTheFileHoweverThePeerGivesIt()
    {
        QFETCH(QByteArray, content);
        QFETCH(PlainPeer::Habits, habits);
        ClassicFixture f{content};
        f.addPeer(habits);
        QCOMPARE(f.run(), State::Done);
        QCOMPARE(f.arrived(), content);
        QCOMPARE(f.files(), QStringList{QStringLiteral("a b.txt")});
        QCOMPARE(f.finished.size(), std::size_t{1});
        const auto expected = test::recordFor(QStringLiteral("a b.txt"), content);
        QCOMPARE(f.finished.front().record.root, expected.root);
        QCOMPARE(f.now().verified, static_cast<std::uint64_t>(content.size()));
    }

    void failsAndLeavesNothing_data()
    {
        QTest::addColumn<PlainPeer::Habits>("habits");
        QTest::addColumn<ProblemCode>("code");
        QTest::addColumn<QString>("detail");
        const auto row = [](const char *name,
                            const PlainPeer::Habits &habits,
                            ProblemCode code,
                            const char *detail) {
            QTest::newRow(name) << habits << code << QString::fromLatin1(detail);
        };
        row("too few", {.answer = "FILE: hel"}, ProblemCode::SourceGone, "sent 3 bytes of 5");
        row("too many",
            {.answer = "FILE: hello!"},
            ProblemCode::SourceChanged,
            "sent more than 5 bytes");
        row("stops in the middle",
            {.answer = "FILE: he", .closesWhenAnswered = false},
            ProblemCode::SourceStalled,
            "sent 2 bytes of 5");
        row("closes at once",
            {.closesAtOnce = true},
            ProblemCode::SourceGone,
            "it closed without an answer");
        row("silent",
            {.understands = "nothing", .closesOnOthers = false},
            ProblemCode::SourceStalled,
            "no answer");
        row("says no", {.answer = "NOT FOUND"}, ProblemCode::SourceRefused, "NOT FOUND");
    }
    void failsAndLeavesNothing()
    {
        QFETCH(PlainPeer::Habits, habits);
        ClassicFixture f{"hello"};
        f.addPeer(habits);
        QCOMPARE(f.run(), State::Failed);
        QTEST(f.problem().code, "code");
        QTEST(f.problem().detail, "detail");
        QCOMPARE(f.problem().subject, f.peers[0]->endpoint().toString());
        QCOMPARE(f.files(), QStringList{});
        QVERIFY(f.finished.empty());
    }

    void asksInOneWayAfterTheOther()
    {
        ClassicFixture f{"hello"};
        PlainPeer &peer = f.addPeer({.understands = "nothing", .closesOnOthers = false});
        QCOMPARE(f.run(), State::Failed);
        QCOMPARE(peer.requests(),
                 (QByteArrayList{f.request(true), f.request(false), f.request(true)}));
    }

    void failsAtOnceWhenNobodyIsThere()
    {
        ClassicFixture f;
        f.addPeer({}).stopListening();
        QCOMPARE(f.run(), State::Failed);
        QCOMPARE(f.problem().code, ProblemCode::SourceUnreachable);
    }

    void refusesWhatComesBehindTheFileLater()
    {
        ClassicFixture f{"hello"};
        f.settings.surplusDeadline = std::chrono::seconds{60};
        PlainPeer &peer = f.addPeer({.answer = "FILE: hello", .closesWhenAnswered = false});
        f.start();
        QVERIFY(f.runUntil([&] { return f.now().received == 5; }));
        peer.say("!");
        QCOMPARE(f.finish(), State::Failed);
        QCOMPARE(f.problem().code, ProblemCode::SourceChanged);
        QCOMPARE(f.files(), QStringList{});
    }

    void goesToTheNextSource()
    {
        ClassicFixture f{"hello"};
        f.addPeer({.answer = "FILE: hel"});
        f.addPeer({.answer = "FILE: hello!"});
        f.addPeer({.answer = "FILE: hello"});
        QCOMPARE(f.run(), State::Done);
        QCOMPARE(f.arrived(), QByteArray{"hello"});
        const auto sources = f.now().sources;
        QCOMPARE(sources[0].problem->code, ProblemCode::SourceGone);
        QCOMPARE(sources[1].problem->code, ProblemCode::SourceChanged);
        QCOMPARE(sources[2].bytes, std::uint64_t{5});
    }

    void triesAgainWhenPatient()
    {
        ClassicFixture f{"hello"};
        f.parts.isPatient = true;
        PlainPeer &peer = f.addPeer({.answer = "FILE: hel"});
        f.start();
        QVERIFY(f.runUntil([&] { return peer.requests().size() >= 2; }));
        peer.habits.answer = "FILE: hello";
        QCOMPARE(f.finish(), State::Done);
        QCOMPARE(f.arrived(), QByteArray{"hello"});
    }

    void tellsThatItIsNotVerified()
    {
        ClassicFixture f{"hello"};
        f.addPeer({.answer = "FILE: hello"});
        QCOMPARE(f.run(), State::Done);
        const auto now = f.now();
        QVERIFY(now.isUnverified);
        QVERIFY(now.record->file.root.has_value());
        QCOMPARE(now.md5Verdict, Md5Verdict::NotGiven);
        QCOMPARE(now.md5->hex(), QByteArray{"5d41402abc4b2a76b9719d911017c592"});
    }

    void keepsTheDayAndNamesTheMediaType()
    {
        ClassicFixture f{"hello"};
        f.addPeer({.answer = "FILE: hello"});
        QCOMPARE(f.run(), State::Done);
        QCOMPARE(f.finished.front().record.type, QByteArray{"text/plain"});
        QCOMPARE(f.finished.front().record.modified, f.file().modified);
        const QFileInfo info{f.folder.filePath(QStringLiteral("a b.txt"))};
        QCOMPARE(info.lastModified().toUTC().date(), QDate(2024, 5, 17));
    }

    void neverReplacesAnotherFile()
    {
        ClassicFixture f{"hello"};
        test::writeFile(f.folder.filePath(QStringLiteral("a b.txt")), "other");
        f.addPeer({.answer = "FILE: hello"});
        QCOMPARE(f.run(), State::Done);
        QCOMPARE(f.arrived(), QByteArray{"other"});
        QCOMPARE(test::contentOf(f.now().path), QByteArray{"hello"});
        QVERIFY(f.now().path.endsWith(QStringLiteral("/a b (2).txt")));
    }

    void keepsOneOfTheSameContent()
    {
        ClassicFixture f{"hello"};
        test::writeFile(f.folder.filePath(QStringLiteral("a b.txt")), "hello");
        f.addPeer({.answer = "FILE: hello"});
        QCOMPARE(f.run(), State::Done);
        QVERIFY(f.now().wasThere);
        QVERIFY(f.finished.empty());
        QCOMPARE(f.files(), QStringList{QStringLiteral("a b.txt")});
    }

    void leavesNothingWhenItEnds_data()
    {
        QTest::addColumn<bool>("isCanceled");
        QTest::newRow("canceled") << true;
        QTest::newRow("stopped") << false;
    }
    void leavesNothingWhenItEnds()
    {
        QFETCH(bool, isCanceled);
        ClassicFixture f{"hello"};
        f.settings.stallDeadline = std::chrono::seconds{60};
        f.addPeer({.answer = "FILE: hel", .closesWhenAnswered = false});
        f.start();
        QVERIFY(f.runUntil([&] { return f.now().verified == 3; }));
        QCOMPARE(f.files().size(), 1);
        if (isCanceled)
            f.download->cancel();
        else
            f.download->stop();
        QVERIFY(f.runUntil([&] { return (isCanceled ? f.over : f.stopped) == 1; }));
        QVERIFY(f.runUntil([&] { return f.files().isEmpty(); }));
    }

    void waitsForRoom()
    {
        ClassicFixture f{"hello"};
        f.parts.isPatient = true;
        f.parts.room = 0;
        f.addPeer({.answer = "FILE: hello"});
        f.start();
        QVERIFY(f.runUntil([&] { return f.now().state == State::Waiting; }));
        QCOMPARE(f.now().wait->kind, WaitReason::Kind::Space);
        QVERIFY(f.peers[0]->requests().isEmpty());
        f.parts.room = 1 << 30;
        f.parts.clock.advance(RoomRequest::Interval);
        QCOMPARE(f.finish(), State::Done);
    }

    void failsWithoutRoomWhenNotPatient()
    {
        ClassicFixture f{"hello"};
        f.parts.room = 0;
        f.addPeer({.answer = "FILE: hello"});
        QCOMPARE(f.run(), State::Failed);
        QCOMPARE(f.problem().code, ProblemCode::DiskFull);
    }

    void writesOverWhatAnEarlierRunLeft()
    {
        ClassicFixture f{"hello"};
        const auto part = f.folder.filePath(QStringLiteral("a b.txt.plain-5.part"));
        test::writeFile(part, "0123456789");
        f.addPeer({.answer = "FILE: hello"});
        QCOMPARE(f.run(), State::Done);
        QCOMPARE(f.arrived(), QByteArray{"hello"});
        QCOMPARE(f.files(), QStringList{QStringLiteral("a b.txt")});
    }

    void takesNoMoreThanItsLimit()
    {
        ClassicFixture f{test::randomBytes(300'000, 3)};
        f.settings.stallDeadline = std::chrono::seconds{60};
        f.addPeer({.answer = "FILE: " + f.content});
        f.start();
        f.download->setRateLimit(100'000);
        const auto begun = f.parts.clock.now();
        QVERIFY(f.runUntil([&] {
            f.parts.clock.advance(std::chrono::milliseconds{50});
            return f.over > 0;
        }));
        QVERIFY(f.parts.clock.now() - begun >= std::chrono::milliseconds{2'500});
        QCOMPARE(f.arrived(), f.content);
    }
};

QTEST_GUILESS_MAIN(TstClassicDownload)
#include "tst_classicdownload.moc"
