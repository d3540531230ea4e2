#include "tracker/metrics/httprequest.h"
#include "tracker/metrics/metricsendpoint.h"

#include <QRegularExpression>
#include <QTcpSocket>
#include <QTest>
#include <QTimer>

using namespace ft;
using namespace ft::tracker;

using State = HttpProgress::State;
Q_DECLARE_METATYPE(State)

namespace {

/// One connection to an endpoint, in this thread.
class Caller
{
public:
    Caller(const Endpoint &endpoint, const QByteArray &request)
    {
        QObject::connect(&m_socket, &QTcpSocket::readyRead, [this] {
            received += m_socket.readAll();
        });
        m_socket.connectToHost(endpoint.address, endpoint.port);
        m_socket.write(request);
    }

    void send(const QByteArray &bytes) { m_socket.write(bytes); }
    [[nodiscard]] bool hasEnded() const
    {
        return m_socket.state() == QAbstractSocket::UnconnectedState;
    }

    QByteArray received;

private:
    QTcpSocket m_socket;
};

} // namespace

class TestMetricsEndpoint : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void parsesRequests_data();
    void parsesRequests();
    void answers_data();
    void answers();
    void answersARequestThatComesInPieces();
    void makesThePageAnewForEachRequest();
    void dropsWhoAsksTooMuch();
    void dropsWhoNeverEndsARequest();
    void servesNoMoreThanSoManyAtOnce();
    void tellsWhyItCannotListen();

private:
    int m_pages = 0;
    MetricsEndpoint m_endpoint{[this]() -> QByteArray {
        return "page " + QByteArray::number(++m_pages) + '\n';
    }};
    Endpoint m_at = m_endpoint.open({QHostAddress{QHostAddress::LocalHost}, 0}).value();
};

void TestMetricsEndpoint::parsesRequests_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<State>("state");
    QTest::addColumn<QByteArray>("path");
    const auto row = [](const char *name, const QByteArray &bytes, State state, const char *path) {
        QTest::newRow(name) << bytes << state << QByteArray{path};
    };
    const QByteArray whole = "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n";
    for (qsizetype size = 0; size < whole.size(); ++size)
        row(qPrintable(QStringLiteral("the first %1").arg(size)),
            whole.first(size),
            State::Incomplete,
            "");
    row("whole", whole, State::Complete, "/metrics");
    row("no headers", "GET / HTTP/1.0\r\n\r\n", State::Complete, "/");
    row("bare line feeds", "GET /a HTTP/1.0\n\n", State::Complete, "/a");
    row("query", "GET /metrics?x=1 HTTP/1.1\r\n\r\n", State::Complete, "/metrics");
    row("no HTTP", "HELLO FT/2 name=x\n\n", State::Malformed, "");
    row("HTTP/2", "PRI * HTTP/2.0\r\n\r\n", State::Malformed, "");
    row("two words", "GET /\r\n\r\n", State::Malformed, "");
    row("whole URL", "GET http://x/metrics HTTP/1.1\r\n\r\n", State::Malformed, "");
    row("too long",
        "GET /" + QByteArray{MaxHttpRequest, 'x'} + " HTTP/1.1\r\n\r\n",
        State::TooLong,
        "");
    row("too long, no end", QByteArray{MaxHttpRequest + 1, 'x'}, State::TooLong, "");
}

void TestMetricsEndpoint::parsesRequests()
{
    QFETCH(const QByteArray, bytes);
    const auto progress = parseHttpRequest(bytes);
    QTEST(progress.state, "state");
    QTEST(progress.request.path, "path");
}

void TestMetricsEndpoint::answers_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<QByteArray>("part");
    QTest::addColumn<bool>("hasBody");
    const auto row = [](const char *request, const char *status, const char *part, bool hasBody) {
        QTest::newRow(request) << QByteArray{request} + "\r\n\r\n"
                               << QByteArray{status} << QByteArray{part} << hasBody;
    };
    row("GET /metrics HTTP/1.1", "200", "Content-Type: text/plain; version=0.0.4\r\n", true);
    row("HEAD /metrics HTTP/1.1", "200", "Content-Length: ", false);
    row("GET / HTTP/1.1", "404", "", true);
    row("GET /metrics/../metrics HTTP/1.1", "404", "", true);
    row("POST /metrics HTTP/1.1", "405", "Allow: GET, HEAD\r\n", true);
    row("DELETE /nothing HTTP/1.1", "405", "Allow: GET, HEAD\r\n", true);
    row("get /metrics HTTP/1.1", "405", "", true);
    row("nonsense", "400", "", true);
}

void TestMetricsEndpoint::answers()
{
    QFETCH(const QByteArray, request);
    QFETCH(const QByteArray, status);
    QFETCH(const QByteArray, part);
    QFETCH(const bool, hasBody);
    const Caller caller{m_at, request};
    QTRY_VERIFY(caller.hasEnded());
    QVERIFY2(caller.received.startsWith(QByteArray{"HTTP/1.1 " + status + ' '}),
             caller.received.constData());
    QVERIFY2(caller.received.contains(part), caller.received.constData());
    QVERIFY(caller.received.contains("Connection: close\r\n"));
    const auto body = caller.received.sliced(caller.received.indexOf("\r\n\r\n") + 4);
    QCOMPARE(!body.isEmpty(), hasBody);
    const QByteArray length = "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
    QCOMPARE(caller.received.contains(length), hasBody);
}

void TestMetricsEndpoint::answersARequestThatComesInPieces()
{
    Caller caller{m_at, "GET /met"};
    QTRY_COMPARE(m_endpoint.findChildren<QTcpSocket *>().size(), 1);
    caller.send("rics HTTP/1.1\r\n");
    caller.send("\r\n");
    QTRY_VERIFY(caller.hasEnded());
    QVERIFY(caller.received.startsWith("HTTP/1.1 200 "));
}

void TestMetricsEndpoint::makesThePageAnewForEachRequest()
{
    const int before = m_pages;
    for (int i = 1; i <= 2; ++i) {
        const Caller caller{m_at, "GET /metrics HTTP/1.1\r\n\r\n"};
        QTRY_VERIFY(caller.hasEnded());
        QVERIFY(
            caller.received.endsWith(QByteArray{"page " + QByteArray::number(before + i) + '\n'}));
    }
}

void TestMetricsEndpoint::dropsWhoAsksTooMuch()
{
    const Caller caller{m_at, QByteArray{10 * MaxHttpRequest, 'x'}};
    QTRY_VERIFY(caller.hasEnded());
    QTRY_COMPARE(m_endpoint.findChildren<QTcpSocket *>().size(), 0);
}

void TestMetricsEndpoint::dropsWhoNeverEndsARequest()
{
    const Caller caller{m_at, "GET /metrics HTTP/1.1\r\n"};
    QTRY_COMPARE(m_endpoint.findChildren<QTcpSocket *>().size(), 1);
    auto *socket = m_endpoint.findChildren<QTcpSocket *>().constFirst();
    QTRY_COMPARE(socket->bytesAvailable(), 23);
    QTRY_VERIFY_WITH_TIMEOUT(
        caller.hasEnded(),
        static_cast<int>(std::chrono::milliseconds{MetricsEndpoint::Patience}.count()) + 3'000);
    QCOMPARE(caller.received, QByteArray{});
}

void TestMetricsEndpoint::servesNoMoreThanSoManyAtOnce()
{
    std::vector<std::unique_ptr<Caller>> idle;
    for (int i = 0; i < MetricsEndpoint::MaxConnections; ++i)
        idle.push_back(std::make_unique<Caller>(m_at, QByteArray{}));
    QTRY_COMPARE(m_endpoint.findChildren<QTcpSocket *>().size(), MetricsEndpoint::MaxConnections);
    const Caller refused{m_at, "GET /metrics HTTP/1.1\r\n\r\n"};
    QTRY_VERIFY(refused.hasEnded());
    QCOMPARE(refused.received, QByteArray{});
    idle.clear();
    QTRY_COMPARE(m_endpoint.findChildren<QTcpSocket *>().size(), 0);
    const Caller served{m_at, "GET /metrics HTTP/1.1\r\n\r\n"};
    QTRY_VERIFY(served.hasEnded());
    QVERIFY(served.received.startsWith("HTTP/1.1 200 "));
}

void TestMetricsEndpoint::tellsWhyItCannotListen()
{
    MetricsEndpoint second{[] {
        return QByteArray{};
    }};
    const auto opened = second.open(m_at);
    QVERIFY(!opened);
    QVERIFY2(opened.error().contains(QStringLiteral("in use")), qPrintable(opened.error()));
}

QTEST_GUILESS_MAIN(TestMetricsEndpoint)
#include "tst_metricsendpoint.moc"
