#include "common/protocol/classic/classicsilence.h"
#include "peer-gui/engine/transfer/classicupload.h"
#include "tests/peer-engine/uploadfixture.h"
#include "tests/support/fakestream.h"
#include "tests/support/patience.h"

#include <QPointer>
#include <QSignalSpy>
#include <QTest>

using namespace ft;
using namespace ft::engine;
using namespace std::chrono_literals;
using protocol::RefusalCode;
using test::FakeStream;

namespace {

/// Notes what the history is told.
class Log final : public ServedLog
{
public:
    Id begin(const ServedRequest &request) override
    {
        begun.push_back(request);
        return Id{1};
    }
    void sent(Id, std::uint64_t count) override { bytes += count; }
    void end(Id, bool isWhole) override { ends.push_back(isWhole); }
    void refused(const ServedRequest &request, RefusalCode code) override
    {
        refusals.emplace_back(request.subject, code);
    }

    std::vector<ServedRequest> begun;
    std::uint64_t bytes = 0;
    std::vector<bool> ends;
    std::vector<std::pair<QString, RefusalCode>> refusals;
};

/// A connection with a downloader of the classic dialect, which comes from an allowed address.
struct Fixture : test::UploadFixture
{
    explicit Fixture(std::chrono::milliseconds idleDeadline = 60s, bool isStranger = false)
    {
        auto opened = std::make_unique<FakeStream>();
        stream = opened.get();
        if (isStranger)
            stream->setEndpoints({QHostAddress{QStringLiteral("10.0.0.9")}, 5}, {});
        auto around = context();
        around.idleDeadline = idleDeadline;
        around.served = &log;
        upload = std::make_unique<ClassicUpload>(std::move(opened), around, nullptr);
        closed = std::make_unique<QSignalSpy>(upload.get(), &ClassicUpload::closed);
    }

    [[nodiscard]] bool isUnanswered() const
    {
        return stream->isFinished() && stream->written().isEmpty();
    }

    Log log;
    QPointer<FakeStream> stream;
    std::unique_ptr<ClassicUpload> upload;
    std::unique_ptr<QSignalSpy> closed;
};

QByteArray answerOf(const QByteArray &content)
{
    return "FILE: " + content;
}

/// How a request ends.
enum class End { Silence, HalfClose, LineEnd };

void endRequest(FakeStream &stream, End end)
{
    if (end == End::HalfClose)
        stream.endInput();
    else if (end == End::LineEnd)
        stream.arrive("\r\n");
}

} // namespace

Q_DECLARE_METATYPE(End)

class TstClassicUpload : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void sendsTheFileAndCloses_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<End>("end");
        QTest::addColumn<bool>("isSplit");
        for (const char *request : {"DOWNLOAD: notes, old.txt, text/plain, 7",
                                    "DOWNLOAD:notes, old.txt,text/plain,7",
                                    "DOWNLOAD: notes, old, txt, 7",
                                    "DOWNLOAD notes, old.txt, text, 007"}) {
            for (const bool isSplit : {false, true}) {
                const char *how = isSplit ? "in single bytes" : "at once";
                QTest::addRow("%s, %s, silence", request, how)
                    << QByteArray{request} << End::Silence << isSplit;
                QTest::addRow("%s, %s, half-close", request, how)
                    << QByteArray{request} << End::HalfClose << isSplit;
                QTest::addRow("%s, %s, line end", request, how)
                    << QByteArray{request} << End::LineEnd << isSplit;
            }
        }
    }
    void sendsTheFileAndCloses()
    {
        QFETCH(QByteArray, request);
        QFETCH(End, end);
        QFETCH(bool, isSplit);
        Fixture f;
        f.share(QStringLiteral("notes, old.txt"), "content");
        if (isSplit) {
            for (const char byte : request)
                f.stream->arrive(QByteArray{1, byte});
        } else {
            f.stream->arrive(request);
        }
        QVERIFY(f.stream->written().isEmpty());
        endRequest(*f.stream, end);
        QTRY_VERIFY(f.stream->isFinished());
        QCOMPARE(f.stream->written(), answerOf("content"));
        QCOMPARE(f.closed->size(), 0);
        f.stream->close();
        QCOMPARE(f.closed->size(), 1);
    }

    void sendsFilesOfEverySize_data()
    {
        QTest::addColumn<qsizetype>("size");
        QTest::newRow("empty") << qsizetype{0};
        QTest::newRow("one byte") << qsizetype{1};
        QTest::newRow("needs no slot") << qsizetype{1'048'576};
        QTest::newRow("needs a slot") << qsizetype{5'000'001};
    }
    void sendsFilesOfEverySize()
    {
        QFETCH(qsizetype, size);
        Fixture f;
        const auto content = test::randomBytes(size, 1);
        f.share(QStringLiteral("a.bin"), content);
        f.stream->arrive("DOWNLOAD: a.bin, bin, " + QByteArray::number(size) + "\n");
        QTRY_VERIFY(f.stream->isFinished());
        QVERIFY(f.stream->written() == answerOf(content));
        QCOMPARE(f.log.bytes, static_cast<std::uint64_t>(size));
        QCOMPARE(f.log.ends, std::vector<bool>{true});
    }

    void goesOnFromWhatWasRead()
    {
        Fixture around;
        around.share(QStringLiteral("a.txt"), "content");
        auto opened = std::make_unique<FakeStream>();
        FakeStream &stream = *opened;
        stream.arrive(": a.txt, txt, 7\n");
        const ClassicUpload upload{std::move(opened), around.context(), nullptr, "DOWNLOAD"};
        QTRY_COMPARE(stream.written(), answerOf("content"));
    }

    /// Silence ends only what can be a request.
    void waitsForTheRestOfARequest_data()
    {
        QTest::addColumn<QByteArray>("begin");
        QTest::addColumn<QByteArray>("rest");
        const QByteArray whole{"DOWNLOAD: a, b, c.txt, txt, 7"};
        for (const qsizetype at : {8, 10, 11, 12, 14, 16, 21, 22, 26, 27, 28})
            QTest::addRow("%s", whole.first(at).constData()) << whole.first(at) << whole.mid(at);
    }
    void waitsForTheRestOfARequest()
    {
        QFETCH(QByteArray, begin);
        QFETCH(QByteArray, rest);
        Fixture f;
        f.share(QStringLiteral("a, b, c.txt"), "content");
        f.stream->arrive(begin);
        bool isLater = false;
        QTimer::singleShot(2 * protocol::ClassicSilence, this, [&] { isLater = true; });
        QTRY_VERIFY(isLater);
        QVERIFY(!f.stream->isFinished());
        f.stream->arrive(rest);
        QTRY_COMPARE(f.stream->written(), answerOf("content"));
    }

    void leavesUnanswered_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<bool>("halfCloses");
        const auto row = [](const char *name, const QByteArray &request, bool halfCloses = false) {
            QTest::newRow(name) << request << halfCloses;
        };
        row("no such file", "DOWNLOAD: b.txt, txt, 7");
        row("no such file, half-closed", "DOWNLOAD: b.txt, txt, 7", true);
        row("another size", "DOWNLOAD: a.txt, txt, 8");
        row("another type", "DOWNLOAD: a.txt, pdf, 7");
        row("a way out of the share", "DOWNLOAD: ../a.txt, txt, 7");
        row("no name", "DOWNLOAD: , txt, 7\n");
        row("no size", "DOWNLOAD: a.txt, txt\n");
        row("no size, half-closed", "DOWNLOAD: a.txt, txt", true);
        row("a size that is no number", "DOWNLOAD: a.txt, txt, x\n");
        row("a size below zero", "DOWNLOAD: a.txt, txt, -7", true);
        row("a size of a thousand digits",
            "DOWNLOAD: a.txt, txt, " + QByteArray(1'000, '9') + "\n");
        row("nothing but the verb", "DOWNLOAD", true);
        row("a name of 300 bytes", "DOWNLOAD: " + QByteArray(300, 'a') + ", txt, 7\n");
        row("binary", QByteArray{"DOWNLOAD: \xff\x00\xfe, txt, 7\n", 22});
        row("our own dialect", "DOWNLOAD: a.txt, text/plain, 7, root=00\n");
    }
    void leavesUnanswered()
    {
        QFETCH(QByteArray, request);
        QFETCH(bool, halfCloses);
        Fixture f;
        f.share(QStringLiteral("a.txt"), "content");
        f.stream->arrive(request);
        if (halfCloses)
            f.stream->endInput();
        QTRY_VERIFY(f.isUnanswered());
        QVERIFY(!f.upload->snapshot());
        f.stream->close();
        QCOMPARE(f.closed->size(), 1);
    }

    void endsWhatIsTooLong()
    {
        Fixture f;
        f.stream->arrive("DOWNLOAD: " + QByteArray(ClassicUpload::MostBytes, 'a'));
        QCOMPARE(f.closed->size(), 1);
        QVERIFY(f.stream->isAborted());
        QVERIFY(f.stream->written().isEmpty());
    }

    void endsARequestThatIsNeverWhole()
    {
        Fixture f{200ms};
        f.stream->arrive("DOWNLOAD: a.txt, txt,");
        QTRY_COMPARE(f.closed->size(), 1);
        QVERIFY(f.stream->isAborted());
    }

    void servesWhomTheTrackerHasAccepted_data()
    {
        QTest::addColumn<bool>("isAccepted");
        QTest::newRow("accepted") << true;
        QTest::newRow("not accepted") << false;
    }
    void servesWhomTheTrackerHasAccepted()
    {
        QFETCH(bool, isAccepted);
        Fixture f{60s, true};
        f.share(QStringLiteral("a.txt"), "content");
        f.stream->arrive("DOWNLOAD: a.txt, txt, 7\n");
        QCOMPARE(f.asked.size(), std::size_t{1});
        QVERIFY(!f.stream->isFinished());
        f.answer(isAccepted);
        QTRY_VERIFY(f.stream->isFinished());
        QCOMPARE(f.stream->written(), isAccepted ? answerOf("content") : QByteArray{});
    }

    void tellsTheHistoryWhomItRefused_data()
    {
        QTest::addColumn<bool>("isStranger");
        QTest::addColumn<RefusalCode>("code");
        QTest::newRow("a stranger") << true << RefusalCode::NotAccepted;
        QTest::newRow("who asks for what is not there") << false << RefusalCode::NoSuchFile;
    }
    void tellsTheHistoryWhomItRefused()
    {
        QFETCH(bool, isStranger);
        QFETCH(RefusalCode, code);
        Fixture f{60s, isStranger};
        f.stream->arrive("DOWNLOAD: a.txt, txt, 7\n");
        if (isStranger)
            f.answer(false);
        QTRY_VERIFY(f.isUnanswered());
        QCOMPARE(f.log.refusals.size(), std::size_t{1});
        QCOMPARE(f.log.refusals.front().first, QStringLiteral("a.txt"));
        QCOMPARE(f.log.refusals.front().second, code);
        QVERIFY(f.log.begun.empty());
    }

    void tellsWhatItSends()
    {
        Fixture f;
        const auto file = f.share(QStringLiteral("docs.txt"), "content");
        QSignalSpy changed{f.upload.get(), &ClassicUpload::changed};
        f.stream->arrive("DOWNLOAD: docs, txt, 7\n");
        QTRY_VERIFY(f.stream->isFinished());
        const auto upload = f.upload->snapshot().value();
        QCOMPARE(upload.name, QStringLiteral("docs.txt"));
        QVERIFY(!upload.peer);
        QCOMPARE(upload.endpoint, f.stream->remote());
        QCOMPARE(upload.sent, std::uint64_t{7});
        QCOMPARE_GE(changed.size(), 2);
        const ServedRequest &served = f.log.begun.at(0);
        QCOMPARE(served.subject, QStringLiteral("docs.txt"));
        QVERIFY(served.root == file.record.root);
        QVERIFY(!served.peer);
        QCOMPARE(served.address, f.stream->remote().address);
    }

    void waitsForASlotInSilence()
    {
        Fixture f;
        const auto content = test::randomBytes(2'000'000, 1);
        f.share(QStringLiteral("a.bin"), content);
        auto other = std::make_optional<UploadSlot>(f.uploadSlots,
                                                    UploadSlot::Events{[] {},
                                                                       [](auto) {
                                                                       }});
        f.uploadSlots.setSlots(1);
        QVERIFY(other->request());
        f.stream->arrive("DOWNLOAD: a.bin, bin, 2000000");
        f.stream->endInput();
        QTRY_VERIFY(f.upload->snapshot() && f.upload->snapshot()->place == 1);
        QVERIFY(f.stream->written().isEmpty());
        other.reset();
        QTRY_VERIFY(f.stream->isFinished());
        QVERIFY(f.stream->written() == answerOf(content));
        QCOMPARE(f.upload->snapshot()->place, 0U);
    }

    void findsTheFileAnewWhenTheSlotComes()
    {
        Fixture f;
        const auto file = f.share(QStringLiteral("a.bin"), QByteArray(2'000'000, 'x'));
        auto other = std::make_optional<UploadSlot>(f.uploadSlots,
                                                    UploadSlot::Events{[] {},
                                                                       [](auto) {
                                                                       }});
        f.uploadSlots.setSlots(1);
        QVERIFY(other->request());
        f.stream->arrive("DOWNLOAD: a.bin, bin, 2000000\n");
        QTRY_VERIFY(f.upload->snapshot() && f.upload->snapshot()->place == 1);
        QVERIFY(f.catalog.remove(file.record.path));
        other.reset();
        QTRY_VERIFY(f.isUnanswered());
    }

    void doesNotWaitForASlotForEver()
    {
        Fixture f{300ms};
        f.share(QStringLiteral("a.bin"), QByteArray(2'000'000, 'x'));
        UploadSlot other{f.uploadSlots,
                         {[] {},
                          [](auto) {
                          }}};
        f.uploadSlots.setSlots(1);
        QVERIFY(other.request());
        f.stream->arrive("DOWNLOAD: a.bin, bin, 2000000\n");
        QTRY_COMPARE(f.closed->size(), 1);
        QVERIFY(f.stream->isAborted());
        QVERIFY(f.stream->written().isEmpty());
    }

    void leavesUnansweredWhatIsNotTheAnnouncedFile_data()
    {
        QTest::addColumn<bool>("isRemoved");
        QTest::newRow("removed") << true;
        QTest::newRow("written to") << false;
    }
    void leavesUnansweredWhatIsNotTheAnnouncedFile()
    {
        QFETCH(bool, isRemoved);
        Fixture f;
        const auto file = f.share(QStringLiteral("a.txt"), "content");
        if (isRemoved)
            QVERIFY(QFile::remove(file.absolutePath));
        else
            test::writeFile(file.absolutePath, "CONTENT of another size");
        f.stream->arrive("DOWNLOAD: a.txt, txt, 7\n");
        QTRY_VERIFY(f.isUnanswered());
        QCOMPARE(f.changed, QStringList{QStringLiteral("a.txt")});
    }

    void breaksOffWhenTheFileShrinks()
    {
        Fixture f;
        const auto content = test::randomBytes(4'000'000, 1);
        const auto file = f.share(QStringLiteral("a.bin"), content);
        f.stream->hold();
        f.stream->arrive("DOWNLOAD: a.bin, bin, 4000000\n");
        QTRY_VERIFY(f.stream->backlog() >= FileSender::BacklogBytes);
        QVERIFY(QFile::resize(file.absolutePath, 3'000'000));
        QVERIFY(test::waitUntil([&] {
            f.stream->drain(1 << 20);
            return f.closed->size() > 0 || f.stream->isFinished();
        }));
        QCOMPARE(f.closed->size(), 1);
        QVERIFY(f.stream->isAborted());
        QVERIFY(answerOf(content).startsWith(f.stream->written()));
        QCOMPARE(f.log.ends, std::vector<bool>{false});
    }

    void endsWithWhoReadsNothing()
    {
        Fixture f{2s};
        f.share(QStringLiteral("a.bin"), QByteArray(4'000'000, 'x'));
        f.stream->hold();
        f.stream->arrive("DOWNLOAD: a.bin, bin, 4000000\n");
        QTRY_COMPARE_WITH_TIMEOUT(f.closed->size(), 1, 30'000);
        QVERIFY(f.stream->isAborted());
        QCOMPARE_GE(f.stream->written().size(), FileSender::BacklogBytes);
        QCOMPARE(f.log.ends, std::vector<bool>{false});
    }

    void endsWithWhoVanishes()
    {
        Fixture f;
        f.share(QStringLiteral("a.bin"), QByteArray(4'000'000, 'x'));
        f.stream->hold();
        f.stream->arrive("DOWNLOAD: a.bin, bin, 4000000\n");
        QTRY_VERIFY(f.stream->backlog() >= FileSender::BacklogBytes);
        f.stream->close({net::StreamError::Code::Reset, {}});
        QCOMPARE(f.closed->size(), 1);
        QCOMPARE(f.log.ends, std::vector<bool>{false});
    }

    void bearsMoreWordsBehindTheRequest()
    {
        Fixture f;
        f.share(QStringLiteral("a.txt"), "content");
        f.stream->arrive("DOWNLOAD: a.txt, txt, 7\nDOWNLOAD: a.txt, txt, 7\n");
        QTRY_VERIFY(f.stream->isFinished());
        QCOMPARE(f.stream->written(), answerOf("content"));
    }

    void keepsToItsRate()
    {
        Fixture f;
        f.upload->setRateLimit(1'000'000);
        f.share(QStringLiteral("a.bin"), QByteArray(600'000, 'x'));
        f.stream->arrive("DOWNLOAD: a.bin, bin, 600000\n");
        QTRY_VERIFY(f.rate.isWaitedFor());
        QVERIFY(f.stream->written().size() < 600'000);
        f.upload->setRateLimit(0);
        f.rate.tick();
        QTRY_VERIFY(f.stream->isFinished());
        QCOMPARE(f.stream->written().size(), 600'006);
    }
};

QTEST_GUILESS_MAIN(TstClassicUpload)
#include "tst_classicupload.moc"
