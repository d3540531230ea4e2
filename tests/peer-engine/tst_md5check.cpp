#include "peer-gui/engine/transfer/md5check.h"
#include "peer-gui/engine/transfer/partfile.h"
#include "tests/support/files.h"
#include "tests/support/patience.h"

#include <QCryptographicHash>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <future>

using namespace ft;
using namespace ft::engine;

namespace {

/// Milliseconds: the thread gets what nothing else wants, which may be little for long.
constexpr int LongPatience = 4 * static_cast<int>(test::Patience.count());

using Answer = std::optional<std::optional<Md5Sum>>; ///< none yet, none to be had, or the sum

Md5Sum md5Of(const QByteArray &bytes)
{
    return Md5Sum::fromHex(QCryptographicHash::hash(bytes, QCryptographicHash::Md5).toHex())
        .value();
}

Md5Check::Read readerOf(const QByteArray &bytes)
{
    return [bytes](std::uint64_t offset, char *to, qint64 most) {
        const auto part = bytes.mid(static_cast<qsizetype>(offset), most);
        std::copy(part.begin(), part.end(), to);
        return qint64{part.size()};
    };
}

Md5Check::Done into(Answer &answer)
{
    return [&answer](const std::optional<Md5Sum> &sum) {
        answer = sum;
    };
}

std::uint64_t sizeOf(const QByteArray &bytes)
{
    return static_cast<std::uint64_t>(bytes.size());
}

} // namespace

class TstMd5Check : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void computesTheSum_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("empty") << QByteArray{};
        QTest::newRow("short") << QByteArray{"abc"};
        QTest::newRow("long") << test::randomBytes(9'000'001, 1);
    }
    void computesTheSum()
    {
        QFETCH(QByteArray, content);
        const Mailbox mailbox;
        Md5Check check{mailbox.address()};
        Answer answer;
        const auto ticket = check.follow(readerOf(content), sizeOf(content), into(answer));
        check.advance(ticket, sizeOf(content));
        QTRY_VERIFY_WITH_TIMEOUT(answer, LongPatience);
        QVERIFY(*answer == md5Of(content));
    }

    void followsAFileThatArrives()
    {
        const auto content = test::randomBytes(20'000'000, 2);
        const QTemporaryDir folder;
        const auto part = PartFile::open(folder.filePath(QStringLiteral("a")), sizeOf(content));
        const Mailbox mailbox;
        Md5Check check{mailbox.address()};
        Answer answer;
        std::atomic<std::uint64_t> read = 0;
        const auto ticket = check.follow(
            [file = *part, &read](std::uint64_t offset, char *to, qint64 most) {
                const auto got = file->readAt(offset, to, most);
                read = offset + static_cast<std::uint64_t>(got);
                return got;
            },
            sizeOf(content),
            into(answer));
        constexpr qsizetype Step = 5'000'000;
        for (qsizetype at = 0; at < content.size(); at += Step) {
            QVERIFY((*part)->write(static_cast<std::uint64_t>(at), content.mid(at, Step)));
            const auto prefix = static_cast<std::uint64_t>(at + Step);
            check.advance(ticket, prefix);
            check.advance(ticket, 1); // never back
            QTRY_COMPARE_WITH_TIMEOUT(read.load(), prefix, LongPatience);
        }
        QTRY_VERIFY_WITH_TIMEOUT(answer, LongPatience);
        QVERIFY(*answer == md5Of(content));
    }

    void isNotHeldUpByAFileThatDoesNotArrive()
    {
        const Mailbox mailbox;
        Md5Check check{mailbox.address()};
        Answer first;
        Answer second;
        const QByteArray content{"abc"};
        const auto stuck = check.follow(readerOf(content), 3, into(first));
        const auto whole = check.follow(readerOf(content), 3, into(second));
        check.advance(stuck, 1);
        check.advance(whole, 3);
        QTRY_VERIFY_WITH_TIMEOUT(second, LongPatience);
        QVERIFY(!first);
        check.advance(stuck, 3);
        QTRY_VERIFY_WITH_TIMEOUT(first, LongPatience);
        QVERIFY(*first == md5Of(content));
    }

    void hasNoSumOfWhatCannotBeRead_data()
    {
        QTest::addColumn<qint64>("got");
        QTest::newRow("the disk fails") << qint64{-1};
        QTest::newRow("it ends too soon") << qint64{0};
    }
    void hasNoSumOfWhatCannotBeRead()
    {
        QFETCH(qint64, got);
        const Mailbox mailbox;
        Md5Check check{mailbox.address()};
        Answer answer;
        const auto ticket = check.follow([got](auto, auto, auto) { return got; }, 3, into(answer));
        check.advance(ticket, 3);
        QTRY_VERIFY_WITH_TIMEOUT(answer, LongPatience);
        QVERIFY(!*answer);
    }

    void mayBeGivenUpInTheMiddle()
    {
        const Mailbox mailbox;
        Md5Check check{mailbox.address()};
        Answer given;
        Answer next;
        std::promise<void> reading;
        std::promise<void> goOn;
        const auto file = std::make_shared<int>(0);
        const auto ticket = check.follow(
            [file, &reading, &goOn](auto, auto, qint64 most) {
                if (++*file == 1) {
                    reading.set_value();
                    goOn.get_future().wait();
                }
                return most;
            },
            1ULL << 40U,
            into(given));
        check.advance(ticket, 1ULL << 40U);
        reading.get_future().wait();
        check.giveUp(ticket);
        goOn.set_value();
        check.advance(ticket, 1ULL << 40U);
        const auto other = check.follow(readerOf("x"), 1, into(next));
        check.advance(other, 1);
        QTRY_VERIFY_WITH_TIMEOUT(next, LongPatience);
        QVERIFY(!given);
        QCOMPARE(file.use_count(), 1L);
        QCOMPARE(*file, 1);
    }

    void endsInTheMiddle()
    {
        const Mailbox mailbox;
        Answer answer;
        const auto file = std::make_shared<int>(0);
        {
            Md5Check check{mailbox.address()};
            const auto ticket = check.follow([file](auto, auto, qint64 most) { return most; },
                                             1ULL << 50U,
                                             into(answer));
            check.advance(ticket, 1ULL << 50U);
        }
        QCOMPARE(file.use_count(), 1L);
        QVERIFY(!answer);
    }

    void followsOnlySoMany()
    {
        const Mailbox mailbox;
        Md5Check check{mailbox.address()};
        std::vector<Answer> answers(Md5Check::MostFiles + 1);
        for (auto &answer : answers)
            (void)check.follow(readerOf("x"), 1, into(answer));
        QTRY_VERIFY_WITH_TIMEOUT(answers.back(), LongPatience);
        QVERIFY(!*answers.back());
        QVERIFY(!answers.front());
    }
};

QTEST_GUILESS_MAIN(TstMd5Check)
#include "tst_md5check.moc"
