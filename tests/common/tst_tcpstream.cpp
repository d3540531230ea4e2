#include "common/net/tcpstream.h"
#include "tests/support/files.h"
#include "tests/support/patience.h"
#include "tests/support/rawend.h"

#include <QCoreApplication>
#include <QSignalSpy>
#include <QTest>

using namespace ft;
using net::StreamError;
using net::TcpStream;
using test::RawEnd;
using test::RawListener;
using test::StreamAndRawEnd;

namespace {

/// Reads whenever there is something to read, in steps, and notes what was told in which order.
class Reader : public QObject
{
    Q_OBJECT

public:
    explicit Reader(TcpStream &stream, qint64 step = 65'536)
        : m_stream(stream)
        , m_step(step)
    {
        connect(&stream, &TcpStream::readable, this, &Reader::readAll);
        connect(&stream, &TcpStream::closed, this, [this](const StreamError &error) {
            endings.push_back(error.code);
            sizeAtEnd = bytes.size();
        });
    }

    void readAll()
    {
        while (readOnce() > 0) {}
    }

    qint64 readOnce()
    {
        QByteArray room(m_step, Qt::Uninitialized);
        isInside = true;
        const auto got = m_stream.read(room.data(), room.size());
        isInside = false;
        bytes += room.first(got);
        return got;
    }

    QByteArray bytes;
    std::vector<StreamError::Code> endings;
    qsizetype sizeAtEnd = -1;
    bool isInside = false;

private:
    TcpStream &m_stream;
    qint64 m_step;
};

void turnTheLoop(int times = 20)
{
    for (int i = 0; i < times; ++i) {
        QCoreApplication::processEvents();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
}

using Codes = std::vector<StreamError::Code>;

} // namespace

class TstTcpStream : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void opensToWhoListens()
    {
        const RawListener listener;
        const auto stream = TcpStream::dial({QStringLiteral("127.0.0.1"), listener.port()});
        QSignalSpy opened{stream.get(), &TcpStream::opened};
        QTRY_COMPARE(opened.size(), 1);
        auto other = listener.accept();
        stream->write("hello");
        QTRY_COMPARE(other.received(), QByteArray{"hello"});
        QCOMPARE(stream->remote(),
                 (Endpoint{QHostAddress{QHostAddress::LocalHost}, listener.port()}));
        QVERIFY(stream->local().port != 0);
    }

    void endsItsDirectionAndReadsOn_data()
    {
        QTest::addColumn<bool>("isDialing");
        QTest::addColumn<qsizetype>("bytes");
        QTest::newRow("nothing written") << false << qsizetype{0};
        QTest::newRow("a little written") << false << qsizetype{5};
        QTest::newRow("more than the system takes at once") << false << qsizetype{32'000'000};
        QTest::newRow("before it opened") << true << qsizetype{5};
    }
    void endsItsDirectionAndReadsOn()
    {
        QFETCH(bool, isDialing);
        QFETCH(qsizetype, bytes);
        const RawListener listener;
        const auto stream = TcpStream::dial({QStringLiteral("127.0.0.1"), listener.port()});
        Reader reader{*stream};
        QSignalSpy opened{stream.get(), &TcpStream::opened};
        if (!isDialing)
            QTRY_COMPARE(opened.size(), 1);
        const QByteArray asked(bytes, 'q');
        stream->write(asked);
        stream->finishSending();
        stream->write("too late");
        QTRY_COMPARE(opened.size(), 1);
        auto other = listener.accept();
        QTRY_VERIFY(other.isEnded());
        QCOMPARE(other.received(), asked);
        QCOMPARE(other.send("answer"), 6);
        QTRY_COMPARE(reader.bytes, QByteArray{"answer"});
        QVERIFY(reader.endings.empty());
        other.close();
        QTRY_COMPARE(reader.endings, Codes{StreamError::Code::ClosedByPeer});
    }

    void tellsOnceThatItDidNotOpen()
    {
        RawListener listener;
        const auto port = listener.port();
        listener.close();
        const auto stream = TcpStream::dial({QStringLiteral("127.0.0.1"), port});
        const Reader reader{*stream};
        QTRY_COMPARE(reader.endings, Codes{StreamError::Code::Refused});
        turnTheLoop();
        QCOMPARE(reader.endings.size(), std::size_t{1});
    }

    void sendsWhatWasWrittenBeforeItOpened_data()
    {
        QTest::addColumn<bool>("finish");
        QTest::newRow("and goes on") << false;
        QTest::newRow("and finishes") << true;
    }
    void sendsWhatWasWrittenBeforeItOpened()
    {
        QFETCH(bool, finish);
        const RawListener listener;
        const auto stream = TcpStream::dial({QStringLiteral("127.0.0.1"), listener.port()});
        const Reader reader{*stream};
        stream->write("early ");
        stream->write("words");
        QCOMPARE(stream->backlog(), 11);
        if (finish)
            stream->finish();
        RawEnd other;
        QTRY_VERIFY(other.isValid() || (other = listener.accept()).isValid());
        QTRY_COMPARE(other.received(), QByteArray{"early words"});
        QTRY_COMPARE(other.isEnded(), finish);
        other.close();
        QTRY_COMPARE(reader.endings, Codes{StreamError::Code::ClosedByPeer});
    }

    void adoptsNothingThatIsNoDescriptor() { QVERIFY(!TcpStream::adopt(-1)); }

    void tellsOfBytesOnceUntilTheyAreRead()
    {
        StreamAndRawEnd pair;
        QSignalSpy readable{pair.stream.get(), &TcpStream::readable};
        pair.other.send("one");
        QTRY_COMPARE(readable.size(), 1);
        pair.other.send("two");
        turnTheLoop();
        QCOMPARE(readable.size(), 1);
        QByteArray room(3, '\0');
        // Not short: more may lie there, and nobody says so again.
        QCOMPARE(pair.stream->read(room.data(), 3), 3);
        turnTheLoop();
        QCOMPARE(readable.size(), 1);
        QCOMPARE(pair.stream->read(room.data(), 3), 3);
        QCOMPARE(room, QByteArray{"two"});
        QCOMPARE(pair.stream->read(room.data(), 3), 0);
        pair.other.send("x");
        QTRY_COMPARE(readable.size(), 2);
    }

    void readsNothingIntoNoRoom()
    {
        StreamAndRawEnd pair;
        const Reader reader{*pair.stream};
        char byte = 0;
        QCOMPARE(pair.stream->read(&byte, 0), 0);
        turnTheLoop();
        QVERIFY(reader.endings.empty());
    }

    void reportsTheEndOnceAndLast_data()
    {
        QTest::addColumn<qsizetype>("size");
        QTest::addColumn<qint64>("step");
        QTest::addColumn<bool>("halfOnly");
        for (const qint64 step : {1, 7, 65'536}) {
            QTest::addRow("nothing sent, read by %lld", step) << qsizetype{0} << step << false;
            QTest::addRow("1 byte, read by %lld", step) << qsizetype{1} << step << false;
            QTest::addRow("10,000 bytes, read by %lld", step) << qsizetype{10'000} << step << false;
            QTest::addRow("only its direction, read by %lld", step)
                << qsizetype{100} << step << true;
        }
    }
    void reportsTheEndOnceAndLast()
    {
        QFETCH(qsizetype, size);
        QFETCH(qint64, step);
        QFETCH(bool, halfOnly);
        StreamAndRawEnd pair;
        const Reader reader{*pair.stream, step};
        const auto bytes = test::randomBytes(size, 1);
        QCOMPARE(pair.other.send(bytes), size);
        if (halfOnly)
            pair.other.endOutput();
        else
            pair.other.close();
        QTRY_COMPARE(reader.endings, Codes{StreamError::Code::ClosedByPeer});
        QCOMPARE(reader.bytes, bytes);
        QCOMPARE(reader.sizeAtEnd, size);
        turnTheLoop();
        QCOMPARE(reader.endings.size(), std::size_t{1});
        char byte = 0;
        QCOMPARE(pair.stream->read(&byte, 1), 0);
    }

    void outlivesTheEndOfTheOtherDirection_data()
    {
        QTest::addColumn<qsizetype>("size");
        QTest::addColumn<qint64>("step");
        for (const qint64 step : {1, 8, 65'536}) {
            QTest::addRow("nothing sent, read by %lld", step) << qsizetype{0} << step;
            QTest::addRow("24 bytes, read by %lld", step) << qsizetype{24} << step;
        }
    }
    void outlivesTheEndOfTheOtherDirection()
    {
        QFETCH(qsizetype, size);
        QFETCH(qint64, step);
        StreamAndRawEnd pair;
        Reader reader{*pair.stream, step};
        std::vector<qsizetype> overAt;
        connect(pair.stream.get(), &TcpStream::inputOver, this, [&] {
            overAt.push_back(reader.bytes.size());
        });
        pair.stream->outliveInput();
        pair.other.send(QByteArray(size, 'x'));
        pair.other.endOutput();
        QTRY_COMPARE(overAt, std::vector<qsizetype>{size});
        QCOMPARE(reader.readOnce(), 0);
        const auto answer = test::randomBytes(16 << 20, 5);
        pair.stream->write(answer);
        QTRY_COMPARE_WITH_TIMEOUT(pair.other.received().size(), answer.size(), 60'000);
        turnTheLoop();
        QCOMPARE(overAt.size(), std::size_t{1});
        QVERIFY(reader.endings.empty());
        pair.stream->finish();
        QTRY_VERIFY(pair.other.isEnded());
        QTRY_COMPARE(reader.endings, Codes{StreamError::Code::ClosedByPeer});
        QVERIFY(pair.other.received() == answer);
    }

    void tellsWhoOutlivesThatNobodyTakesItsWords()
    {
        StreamAndRawEnd pair;
        const Reader reader{*pair.stream};
        QSignalSpy over{pair.stream.get(), &TcpStream::inputOver};
        pair.stream->outliveInput();
        pair.other.close();
        QTRY_COMPARE(over.size(), 1);
        pair.stream->write(QByteArray(32 << 20, 'x'));
        QTRY_COMPARE(reader.endings, Codes{StreamError::Code::Reset});
        turnTheLoop();
        QCOMPARE(reader.endings.size(), std::size_t{1});
    }

    void tellsNothingOfTheInputOfWhoHasFinished()
    {
        StreamAndRawEnd pair;
        const Reader reader{*pair.stream};
        QSignalSpy over{pair.stream.get(), &TcpStream::inputOver};
        pair.stream->outliveInput();
        pair.other.endOutput();
        pair.stream->write("bye");
        pair.stream->finish();
        QTRY_COMPARE(reader.endings, Codes{StreamError::Code::ClosedByPeer});
        QCOMPARE(pair.other.received(), QByteArray{"bye"});
        QCOMPARE(over.size(), 0);
    }

    void keepsTheEndUntilUnreadBytesAreRead()
    {
        StreamAndRawEnd pair;
        Reader reader{*pair.stream, 4};
        disconnect(pair.stream.get(), &TcpStream::readable, &reader, nullptr);
        pair.other.send("12345678");
        pair.other.close();
        turnTheLoop();
        QCOMPARE(reader.readOnce(), 4);
        turnTheLoop();
        QVERIFY(reader.endings.empty());
        QCOMPARE(reader.readOnce(), 4);
        turnTheLoop();
        QVERIFY(reader.endings.empty());
        QCOMPARE(reader.readOnce(), 0);
        // From the event loop, not from inside read().
        QVERIFY(reader.endings.empty());
        QTRY_COMPARE(reader.endings, Codes{StreamError::Code::ClosedByPeer});
    }

    void emitsNothingFromInsideACall()
    {
        StreamAndRawEnd pair;
        const Reader reader{*pair.stream};
        bool isToldInside = false;
        connect(pair.stream.get(), &TcpStream::closed, this, [&] {
            isToldInside = reader.isInside;
        });
        pair.other.reset();
        for (int i = 0; i < 10; ++i)
            pair.stream->write(QByteArray(100'000, 'x'));
        QVERIFY(reader.endings.empty());
        QTRY_COMPARE(reader.endings.size(), std::size_t{1});
        QVERIFY(!isToldInside);
    }

    void reportsAReset_data()
    {
        QTest::addColumn<bool>("writing");
        QTest::newRow("while waiting") << false;
        QTest::newRow("while writing") << true;
    }
    void reportsAReset()
    {
        QFETCH(bool, writing);
        StreamAndRawEnd pair;
        const Reader reader{*pair.stream};
        if (writing)
            pair.stream->write(QByteArray(32 << 20, 'x'));
        pair.other.reset();
        QTRY_COMPARE(reader.endings, Codes{StreamError::Code::Reset});
        turnTheLoop();
        QCOMPARE(reader.endings.size(), std::size_t{1});
    }

    void hearsTheLastWordsOfWhoStoppedListening()
    {
        StreamAndRawEnd pair;
        const Reader reader{*pair.stream};
        pair.other.send("ERROR: busy go away\n");
        pair.other.close();
        // The first is answered by a reset, the second fails because of it.
        pair.stream->write("a request");
        QTRY_VERIFY_WITH_TIMEOUT((pair.stream->write("another"), !reader.endings.empty()), 5'000);
        QCOMPARE(reader.bytes, QByteArray{"ERROR: busy go away\n"});
        QCOMPARE(reader.endings.size(), std::size_t{1});
    }

    void sendsMuchAndTellsWhatIsLeft()
    {
        StreamAndRawEnd pair;
        const auto bytes = test::randomBytes(64 << 20, 3);
        QSignalSpy drained{pair.stream.get(), &TcpStream::drained};
        for (qsizetype at = 0; at < bytes.size(); at += 700'001)
            pair.stream->write(bytes.sliced(at, std::min<qsizetype>(700'001, bytes.size() - at)));
        QCOMPARE_GT(pair.stream->backlog(), 32 << 20);
        QCOMPARE(drained.size(), 0);
        qint64 smallest = pair.stream->backlog();
        bool isOnlyShrinking = true;
        connect(pair.stream.get(), &TcpStream::drained, this, [&] {
            isOnlyShrinking = isOnlyShrinking && pair.stream->backlog() < smallest;
            smallest = pair.stream->backlog();
        });
        QTRY_COMPARE_WITH_TIMEOUT(pair.other.received().size(), bytes.size(), 60'000);
        QVERIFY(pair.other.received() == bytes);
        QCOMPARE(pair.stream->backlog(), 0);
        QVERIFY(isOnlyShrinking);
    }

    void finishDeliversEverythingThoughTheOtherKeepsSending()
    {
        StreamAndRawEnd pair;
        const Reader reader{*pair.stream};
        const auto bytes = test::randomBytes(16 << 20, 4);
        pair.stream->write(bytes);
        pair.stream->finish();
        pair.stream->write("too late");
        const QByteArray noise(65'536, 'n');
        QTRY_VERIFY_WITH_TIMEOUT((pair.other.send(noise), pair.other.isEnded()), 60'000);
        QVERIFY(pair.other.received() == bytes);
        QVERIFY(reader.bytes.isEmpty());
        // It does not end for as long as noise comes, but not for ever either.
        QTRY_COMPARE_WITH_TIMEOUT((pair.other.send(noise), reader.endings.size()),
                                  std::size_t{1},
                                  10'000);
    }

    void finishEndsAtOnceWhenTheOtherHasEnded()
    {
        StreamAndRawEnd pair;
        const Reader reader{*pair.stream};
        pair.other.endOutput();
        pair.stream->write(QByteArray(8 << 20, 'x'));
        pair.stream->finish();
        QTRY_VERIFY(pair.other.isEnded());
        QCOMPARE(pair.other.received().size(), 8 << 20);
        QTRY_COMPARE_WITH_TIMEOUT(reader.endings, Codes{StreamError::Code::ClosedByPeer}, 1'000);
    }

    void abortEmitsNothing_data()
    {
        QTest::addColumn<bool>("isToldAlready");
        QTest::newRow("with everything under way") << false;
        QTest::newRow("with the end under way") << true;
    }
    void abortEmitsNothing()
    {
        QFETCH(bool, isToldAlready);
        StreamAndRawEnd pair;
        QSignalSpy readable{pair.stream.get(), &TcpStream::readable};
        QSignalSpy drained{pair.stream.get(), &TcpStream::drained};
        QSignalSpy closed{pair.stream.get(), &TcpStream::closed};
        pair.stream->write(QByteArray(16 << 20, 'x'));
        if (isToldAlready) {
            pair.other.reset();
            turnTheLoop(1);
            char byte = 0;
            (void)pair.stream->read(&byte, 1);
        } else {
            pair.other.send("bytes");
        }
        readable.clear();
        closed.clear();
        drained.clear();
        pair.stream->abort();
        pair.stream->write("nothing");
        char byte = 0;
        QCOMPARE(pair.stream->read(&byte, 1), 0);
        QCOMPARE(pair.stream->backlog(), 0);
        turnTheLoop();
        QCOMPARE(readable.size() + drained.size() + closed.size(), 0);
        if (!isToldAlready)
            QTRY_VERIFY(pair.other.isEnded());
    }

    void abortsWhileDialing()
    {
        const RawListener listener;
        const auto stream = TcpStream::dial({QStringLiteral("127.0.0.1"), listener.port()});
        QSignalSpy opened{stream.get(), &TcpStream::opened};
        QSignalSpy closed{stream.get(), &TcpStream::closed};
        stream->abort();
        turnTheLoop();
        QCOMPARE(opened.size() + closed.size(), 0);
    }

    void mayBeDeletedInASlot_data()
    {
        QTest::addColumn<QByteArray>("signal");
        QTest::addColumn<bool>("later");
        for (const char *signal : {"opened", "readable", "drained", "closed"}) {
            QTest::addRow("%s, at once", signal) << QByteArray{signal} << false;
            QTest::addRow("%s, later", signal) << QByteArray{signal} << true;
        }
    }
    void mayBeDeletedInASlot()
    {
        QFETCH(QByteArray, signal);
        QFETCH(bool, later);
        const RawListener listener;
        auto *stream = TcpStream::dial({QStringLiteral("127.0.0.1"), listener.port()}).release();
        const QPointer<TcpStream> alive{stream};
        const auto remove = [=] {
            if (later)
                stream->deleteLater();
            else
                delete stream;
        };
        if (signal == "opened")
            connect(stream, &TcpStream::opened, this, remove);
        else if (signal == "readable")
            connect(stream, &TcpStream::readable, this, remove);
        else if (signal == "drained")
            connect(stream, &TcpStream::drained, this, remove);
        else
            connect(stream, &TcpStream::closed, this, remove);
        if (signal == "closed")
            connect(stream, &TcpStream::readable, stream, [stream] {
                char room[64]; // NOLINT(*-avoid-c-arrays)
                while (stream->read(room, sizeof room) > 0) {}
            });
        stream->write(QByteArray(16 << 20, 'x'));
        RawEnd other;
        QTRY_VERIFY(other.isValid() || (other = listener.accept()).isValid());
        other.send("bytes");
        if (signal == "closed")
            other.endOutput();
        QTRY_VERIFY((other.receiveSome(1 << 16), alive.isNull()));
        turnTheLoop();
    }
};

QTEST_GUILESS_MAIN(TstTcpStream)
#include "tst_tcpstream.moc"
