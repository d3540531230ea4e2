#include "common/net/udpstreams.h"
#include "tests/support/files.h"
#include "tests/support/lossyrelay.h"
#include "tests/support/patience.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QNetworkProxy>
#include <QSignalSpy>
#include <QTest>
#include <QUdpSocket>

#include <atomic>

using namespace ft;
using net::ByteStream;
using net::StreamError;
using test::LossyRelay;
using test::Weather;

namespace {

constexpr int PatienceMs = 20'000;

/// Reads whenever there is something to read, and notes what was told in which order.
class Reader : public QObject
{
    Q_OBJECT

public:
    explicit Reader(ByteStream &stream)
        : m_stream(stream)
    {
        connect(&stream, &ByteStream::readable, this, &Reader::readAll);
        connect(&stream, &ByteStream::closed, this, [this](const StreamError &error) {
            endings.push_back(error.code);
            sizeAtEnd = size;
        });
        // It may have told before.
        readAll();
    }

    void readAll()
    {
        while (isReading && readOnce() > 0) {}
    }

    qint64 readOnce()
    {
        QByteArray room(65'536, Qt::Uninitialized);
        const auto got = m_stream.read(room.data(), room.size());
        size += got;
        m_hash.addData(QByteArrayView{room}.first(got));
        if (size <= Kept)
            bytes += room.first(got);
        return got;
    }

    [[nodiscard]] QByteArray digest() const { return m_hash.result(); }

    static constexpr qint64 Kept = 1 << 20;

    bool isReading = true;
    QByteArray bytes; ///< all there are while they are few
    qint64 size = 0;
    std::vector<StreamError::Code> endings;
    qint64 sizeAtEnd = -1;

private:
    ByteStream &m_stream;
    QCryptographicHash m_hash{QCryptographicHash::Sha256};
};

/// Writes so many bytes, as fast as they are taken, then perhaps finishes.
class Writer : public QObject
{
    Q_OBJECT

public:
    Writer(ByteStream &stream, qint64 size, bool finishes = true)
        : m_stream(stream)
        , m_left(size)
        , m_finishes(finishes)
    {
        connect(&stream, &ByteStream::drained, this, &Writer::go);
        go();
    }

    void go()
    {
        while (m_left > 0 && m_stream.backlog() < Step) {
            auto bytes = test::randomBytes(static_cast<qsizetype>(std::min<qint64>(m_left, Step)),
                                           static_cast<quint64>(++m_steps));
            m_hash.addData(bytes);
            m_stream.write(bytes);
            m_left -= bytes.size();
        }
        mostBacklog = std::max(mostBacklog, m_stream.backlog());
        if (m_left == 0 && std::exchange(m_finishes, false))
            m_stream.finish();
    }

    [[nodiscard]] qint64 left() const { return m_left; }
    [[nodiscard]] QByteArray digest() const { return m_hash.result(); }

    static constexpr qint64 Step = 512 * 1024;

    qint64 mostBacklog = 0;

private:
    ByteStream &m_stream;
    qint64 m_left;
    bool m_finishes;
    int m_steps = 0;
    QCryptographicHash m_hash{QCryptographicHash::Sha256};
};

/// A listening end, a dialing end, and the streams between them.
class Ends
{
public:
    explicit Ends(const QHostAddress &at = QHostAddress{QHostAddress::LocalHost})
        : m_far(net::makeUdpStreams())
        , m_near(net::makeUdpStreams())
    {
        const auto opened = m_far->listen(
            {at, 0},
            [this](const QHostAddress &from, const QByteArray &token) {
                ++asked;
                isFromHere = isFromHere && from.isLoopback() && !from.toString().contains(u"ffff");
                return token == "right";
            },
            [this](std::unique_ptr<ByteStream> stream) { accepted.push_back(std::move(stream)); });
        if (!opened)
            qFatal("not listening: %s", qPrintable(opened.error().detail));
        port = opened->port;
    }

    std::unique_ptr<ByteStream> dial(const QByteArray &token = "right",
                                     std::optional<quint16> to = {},
                                     QHostAddress address = QHostAddress{QHostAddress::LocalHost})
    {
        return m_near->dial({std::move(address), to.value_or(port)}, token);
    }

    /// A stream that is open at both ends.
    [[nodiscard]] bool connectBoth(std::optional<quint16> to = {})
    {
        near = dial("right", to);
        const QSignalSpy opened{near.get(), &ByteStream::opened};
        return QTest::qWaitFor([&] { return opened.size() == 1 && accepted.size() == 1; },
                               PatienceMs);
    }

    [[nodiscard]] ByteStream &far() { return *accepted.front(); }

    void stopListening() { m_far->stopListening(); }

    quint16 port = 0;
    std::atomic<int> asked = 0;
    std::atomic<bool> isFromHere = true;
    std::vector<std::unique_ptr<ByteStream>> accepted;
    std::unique_ptr<ByteStream> near;

private:
    std::unique_ptr<net::UdpStreams> m_far;
    std::unique_ptr<net::UdpStreams> m_near;
};

using Codes = std::vector<StreamError::Code>;

} // namespace

class TstSrtStream : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void carriesBytesBothWays()
    {
        Ends ends;
        QVERIFY(ends.connectBoth());
        const Reader near{*ends.near};
        const Reader far{ends.far()};
        ends.near->write("question");
        QTRY_COMPARE(far.bytes, QByteArray{"question"});
        ends.far().write("ans");
        ends.far().write("wer");
        QTRY_COMPARE(near.bytes, QByteArray{"answer"});
        QCOMPARE(ends.near->transport(), Transport::Udp);
        QCOMPARE(ends.near->remote().toString(), u"127.0.0.1:%1"_qs.arg(ends.port));
        QCOMPARE(ends.far().remote(), ends.near->local());
        QCOMPARE(ends.far().local(), ends.near->remote());
    }

    void isReachedByBothFamilies_data()
    {
        QTest::addColumn<QHostAddress>("at");
        QTest::addColumn<QHostAddress>("from");
        const QHostAddress four{QHostAddress::LocalHost};
        const QHostAddress six{QHostAddress::LocalHostIPv6};
        QTest::newRow("any, by IPv4") << QHostAddress{QHostAddress::Any} << four;
        QTest::newRow("any, by IPv6") << QHostAddress{QHostAddress::Any} << six;
        QTest::newRow("any IPv4, by IPv4") << QHostAddress{QHostAddress::AnyIPv4} << four;
        QTest::newRow("IPv6, by IPv6") << six << six;
    }
    void isReachedByBothFamilies()
    {
        QFETCH(QHostAddress, at);
        QFETCH(QHostAddress, from);
        Ends ends{at};
        const auto near = ends.dial("right", {}, from);
        near->write("hello");
        QTRY_COMPARE_WITH_TIMEOUT(ends.accepted.size(), std::size_t{1}, PatienceMs);
        const Reader far{ends.far()};
        QTRY_COMPARE(far.bytes, QByteArray{"hello"});
        QCOMPARE(ends.far().remote().address, from);
        QVERIFY(ends.isFromHere);
    }

    void deliversEveryByteBeforeTheEnd_data()
    {
        QTest::addColumn<qint64>("size");
        QTest::newRow("nothing") << qint64{0};
        QTest::newRow("one byte") << qint64{1};
        QTest::newRow("a packet and a bit") << qint64{1'457};
        QTest::newRow("64 MiB") << qint64{64} * 1024 * 1024;
    }
    void deliversEveryByteBeforeTheEnd()
    {
        QFETCH(qint64, size);
        Ends ends;
        QVERIFY(ends.connectBoth());
        const Reader near{*ends.near};
        const Reader far{ends.far()};
        const Writer writer{ends.far(), size};
        QTRY_COMPARE_WITH_TIMEOUT(near.endings, Codes{StreamError::Code::ClosedByPeer}, PatienceMs);
        QCOMPARE(near.sizeAtEnd, size);
        QCOMPARE(near.digest(), writer.digest());
        QTRY_COMPARE(far.endings, Codes{StreamError::Code::ClosedByPeer});
    }

    void deliversEveryByteInBadWeather_data()
    {
        QTest::addColumn<double>("loss");
        QTest::addColumn<double>("other");
        QTest::addColumn<int>("delay");
        QTest::newRow("1 % lost") << 0.01 << 0.0 << 0;
        QTest::newRow("5 % lost") << 0.05 << 0.0 << 0;
        QTest::newRow("1 % lost, 2 % doubled and swapped, 5 ms") << 0.01 << 0.02 << 5;
    }
    void deliversEveryByteInBadWeather()
    {
        QFETCH(double, loss);
        QFETCH(double, other);
        QFETCH(int, delay);
        Ends ends;
        const LossyRelay relay{ends.port,
                               {.loss = loss,
                                .duplication = other,
                                .reordering = other,
                                .delay = std::chrono::milliseconds{delay}}};
        QVERIFY(ends.connectBoth(relay.port()));
        const Reader near{*ends.near};
        const Writer writer{ends.far(), 8 * 1024 * 1024};
        // Its last word may be lost as well: then it ends by silence.
        QTRY_COMPARE_WITH_TIMEOUT(near.endings.size(), std::size_t{1}, 60'000);
        QCOMPARE(near.size, qint64{8 * 1024 * 1024});
        QCOMPARE(near.digest(), writer.digest());
        QVERIFY(relay.lost() > 0);
    }

    void holdsTheWriterBackWhileNobodyReads()
    {
        constexpr qint64 Size = 64 * 1024 * 1024;
        Ends ends;
        QVERIFY(ends.connectBoth());
        Reader near{*ends.near};
        near.isReading = false;
        Writer writer{ends.far(), Size, false};
        QSignalSpy drained{&ends.far(), &ByteStream::drained};
        QTRY_VERIFY(writer.left() < Size - 8 * 1024 * 1024);
        while (drained.wait(500)) {}
        // What fits into the buffers of both ends, and not more.
        QVERIFY(writer.left() > Size / 2);
        QVERIFY(writer.mostBacklog <= 2 * Writer::Step);
        near.isReading = true;
        near.readAll();
        QTRY_COMPARE_WITH_TIMEOUT(near.size, Size, PatienceMs);
        QCOMPARE(near.digest(), writer.digest());
    }

    void saysNothingMoreOnceAborted()
    {
        Ends ends;
        QVERIFY(ends.connectBoth());
        const Reader near{*ends.near};
        const Reader far{ends.far()};
        ends.near->write("lost or not");
        ends.near->abort();
        QTRY_COMPARE(far.endings.size(), std::size_t{1});
        QVERIFY(near.endings.empty());
        QCOMPARE(ends.near->backlog(), 0);
    }

    void mayBeDeletedInASlot_data()
    {
        QTest::addColumn<int>("which");
        QTest::newRow("opened") << 0;
        QTest::newRow("readable") << 1;
        QTest::newRow("closed") << 2;
    }
    void mayBeDeletedInASlot()
    {
        QFETCH(int, which);
        Ends ends;
        auto near = ends.dial();
        bool isDeleted = false;
        const auto remove = [&] {
            near.reset();
            isDeleted = true;
        };
        if (which == 0)
            connect(near.get(), &ByteStream::opened, this, remove);
        else if (which == 1)
            connect(near.get(), &ByteStream::readable, this, remove);
        else
            connect(near.get(), &ByteStream::closed, this, remove);
        QTRY_COMPARE(ends.accepted.size(), std::size_t{1});
        if (which == 1)
            ends.far().write("x");
        const Reader reader{which == 2 ? *near : ends.far()};
        if (which == 2)
            ends.far().finish();
        QTRY_VERIFY(isDeleted);
    }

    void sendsWhatWasWrittenBeforeItOpened()
    {
        Ends ends;
        const auto near = ends.dial();
        near->write("early ");
        near->write("words");
        QCOMPARE(near->backlog(), 11);
        near->finish();
        QTRY_COMPARE(ends.accepted.size(), std::size_t{1});
        const Reader far{ends.far()};
        QTRY_COMPARE(far.endings, Codes{StreamError::Code::ClosedByPeer});
        QCOMPARE(far.bytes, QByteArray{"early words"});
    }

    void refusesAWrongToken()
    {
        Ends ends;
        const auto near = ends.dial("wrong");
        const Reader reader{*near};
        QTRY_COMPARE(reader.endings, Codes{StreamError::Code::Refused});
        QVERIFY(ends.accepted.empty());
        QCOMPARE(ends.asked, 1);
    }

    void givesUpWhereNobodyAnswers()
    {
        Ends ends;
        const LossyRelay relay{0};
        const auto near = ends.dial("right", relay.port());
        const Reader reader{*near};
        QTRY_COMPARE_WITH_TIMEOUT(reader.endings, Codes{StreamError::Code::Unreachable}, 10'000);
        QVERIFY(relay.lost() > 0);
    }

    void ignoresPacketsThatAreNone()
    {
        Ends ends;
        QUdpSocket stranger;
        stranger.setProxy(QNetworkProxy::NoProxy);
        for (const int size : {1, 15, 16, 64, 1'456, 20'000}) {
            stranger.writeDatagram(test::randomBytes(size, 1), QHostAddress::LocalHost, ends.port);
            stranger.writeDatagram(QByteArray(size, '\x80'), QHostAddress::LocalHost, ends.port);
        }
        QVERIFY(ends.connectBoth());
        const Reader far{ends.far()};
        ends.near->write("still here");
        QTRY_COMPARE(far.bytes, QByteArray{"still here"});
    }

    void noticesThatTheOtherEndFellSilent()
    {
        Ends ends;
        LossyRelay relay{ends.port};
        QVERIFY(ends.connectBoth(relay.port()));
        const Reader near{*ends.near};
        relay.cut();
        QTRY_COMPARE_WITH_TIMEOUT(near.endings, Codes{StreamError::Code::Reset}, PatienceMs);
    }

    void doesNotTakeAPortInUse()
    {
        QUdpSocket other;
        other.setProxy(QNetworkProxy::NoProxy);
        QVERIFY(other.bind(QHostAddress::LocalHost));
        const auto streams = net::makeUdpStreams();
        const auto opened = streams->listen(
            {QHostAddress{QHostAddress::LocalHost}, other.localPort()},
            [](const auto &, const auto &) { return true; },
            [](auto) {});
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, StreamError::Code::Local);
    }

    void goesOnWhenNobodyListensAnyMore()
    {
        Ends ends;
        QVERIFY(ends.connectBoth());
        const Reader far{ends.far()};
        ends.stopListening();
        ends.near->write("still here");
        QTRY_COMPARE(far.bytes, QByteArray{"still here"});
        const auto late = ends.dial();
        const Reader reader{*late};
        QTRY_COMPARE_WITH_TIMEOUT(reader.endings.size(), std::size_t{1}, 10'000);
        QCOMPARE(ends.accepted.size(), std::size_t{1});
    }
};

QTEST_GUILESS_MAIN(TstSrtStream)
#include "tst_srtstream.moc"
