#include "tracker/control/controlcall.h"
#include "tracker/control/controlsocket.h"

#include <QDir>
#include <QFileInfo>
#include <QLocalSocket>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

using namespace ft::tracker;

/// Both ends of the control socket, and what goes over it.
class TestControlSocket : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")});
        m_folder = std::make_unique<QTemporaryDir>();
        m_requests.clear();
    }

    void encodesWhatItDecodes();
    void decodesNothingElse_data();
    void decodesNothingElse();
    void hasACommandRun();
    void answersLater();
    void isForThisUserOnly();
    void replacesASocketThatNobodyListensOn();
    void leavesALivingSocketAlone();
    void saysWhenThereIsNoTracker();
    void saysWhenTheTrackerEnds();
    void dropsWhoSendsNonsense();
    void comesBackAfterRunningOutOfDescriptors();

private:
    [[nodiscard]] QString path() const { return m_folder->filePath(QStringLiteral("x/control")); }
    ControlSocket::Execute recording()
    {
        return [this](const ControlRequest &request, Reply::Finished finished) {
            m_requests.push_back(request);
            m_finished = std::move(finished);
        };
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::vector<ControlRequest> m_requests;
    Reply::Finished m_finished;
};

void TestControlSocket::encodesWhatItDecodes()
{
    for (const auto style : {Style::Tables, Style::Json}) {
        const ControlRequest request{QStringLiteral("kick x \"a\nb\" \u00e9"), style};
        QCOMPARE(encode(request).count('\n'), 1);
        QVERIFY(decodeControlRequest(encode(request)) == request);
    }
    for (const int status : {0, 1, 2}) {
        const Answer answer{static_cast<Answer::Status>(status),
                            QStringLiteral("a\nb"),
                            QStringLiteral("c")};
        QCOMPARE(encode(answer).count('\n'), 1);
        QVERIFY(decodeAnswer(encode(answer)) == answer);
    }
}

void TestControlSocket::decodesNothingElse_data()
{
    QTest::addColumn<QByteArray>("line");
    for (const char *line :
         {"", "\n", "peers", "{}", "[]", "{\"line\":5}", "{\"status\":3}", "{\"status\":-1}", "{"})
        QTest::newRow(line) << QByteArray{line};
}

void TestControlSocket::decodesNothingElse()
{
    QFETCH(const QByteArray, line);
    QVERIFY(!decodeControlRequest(line));
    QVERIFY(!decodeAnswer(line));
}

void TestControlSocket::hasACommandRun()
{
    ControlSocket socket{[](const ControlRequest &request, const Reply::Finished &finished) {
        finished({Answer::Status::Done, request.line.toUpper(), {}});
    }};
    QVERIFY(socket.open(path()));
    std::optional<Answer> got;
    const ControlCall call{path(), {QStringLiteral("peers"), Style::Tables}, [&](const Answer &is) {
                               got = is;
                           }};
    QTRY_VERIFY(got);
    QVERIFY((*got == Answer{Answer::Status::Done, QStringLiteral("PEERS"), {}}));
}

void TestControlSocket::answersLater()
{
    ControlSocket socket{recording()};
    QVERIFY(socket.open(path()));
    int answers = 0;
    const auto count = [&](const Answer &) {
        ++answers;
    };
    auto gone = std::make_unique<ControlCall>(path(),
                                              ControlRequest{QStringLiteral("a"), Style::Json},
                                              count);
    QTRY_COMPARE(m_requests.size(), std::size_t{1});
    QVERIFY((m_requests[0] == ControlRequest{QStringLiteral("a"), Style::Json}));
    gone.reset();
    QTRY_COMPARE(socket.findChildren<QLocalSocket *>().size(), 0);
    m_finished({}); // nobody waits for it any more
    const ControlCall call{path(), {QStringLiteral("b"), Style::Tables}, count};
    QTRY_COMPARE(m_requests.size(), std::size_t{2});
    QCOMPARE(answers, 0);
    m_finished({});
    QTRY_COMPARE(answers, 1);
}

void TestControlSocket::isForThisUserOnly()
{
    ControlSocket socket{recording()};
    QVERIFY(socket.open(path()));
    constexpr auto Others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup
                            | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
    QVERIFY((QFileInfo{path()}.permissions() & Others) == QFile::Permissions{});
}

void TestControlSocket::replacesASocketThatNobodyListensOn()
{
    QVERIFY(QDir{m_folder->path()}.mkpath(QStringLiteral("x")));
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const auto name = QFile::encodeName(path());
    std::copy(name.begin(), name.end(), std::begin(address.sun_path));
    const int left = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    QCOMPARE(::bind(left, reinterpret_cast<sockaddr *>(&address), sizeof address), 0);
    ::close(left);
    QVERIFY(QFileInfo::exists(path()));
    ControlSocket socket{recording()};
    QVERIFY(socket.open(path()));
    const ControlCall call{path(), {QStringLiteral("a"), Style::Tables}, [](const Answer &) {
                           }};
    QTRY_COMPARE(m_requests.size(), std::size_t{1});
}

void TestControlSocket::leavesALivingSocketAlone()
{
    ControlSocket first{recording()};
    QVERIFY(first.open(path()));
    ControlSocket second{{}};
    const auto opened = second.open(path());
    QVERIFY(!opened);
    QVERIFY2(opened.error().contains(path())
                 && opened.error().contains(QStringLiteral("--control")),
             qPrintable(opened.error()));
    const ControlCall call{path(), {QStringLiteral("a"), Style::Tables}, [](const Answer &) {
                           }};
    QTRY_COMPARE(m_requests.size(), std::size_t{1});
}

void TestControlSocket::saysWhenThereIsNoTracker()
{
    std::optional<Answer> got;
    const ControlCall call{path(), {QStringLiteral("a"), Style::Tables}, [&](const Answer &is) {
                               got = is;
                           }};
    QTRY_VERIFY(got);
    QCOMPARE(got->status, Answer::Status::Failed);
    QVERIFY2(got->error.contains(path()) && got->error.contains(QStringLiteral("--control")),
             qPrintable(got->error));
}

void TestControlSocket::saysWhenTheTrackerEnds()
{
    auto socket = std::make_unique<ControlSocket>(recording());
    QVERIFY(socket->open(path()));
    std::optional<Answer> got;
    const ControlCall call{path(), {QStringLiteral("a"), Style::Tables}, [&](const Answer &is) {
                               got = is;
                           }};
    QTRY_COMPARE(m_requests.size(), std::size_t{1});
    socket.reset();
    QTRY_VERIFY(got);
    QVERIFY2(got->error.contains(QStringLiteral("ended before it answered")),
             qPrintable(got->error));
}

void TestControlSocket::dropsWhoSendsNonsense()
{
    ControlSocket socket{recording()};
    QVERIFY(socket.open(path()));
    for (const QByteArray &bytes :
         {QByteArray{"peers\n"}, QByteArray{2 * MaxControlRequest, 'x'}}) {
        QLocalSocket caller;
        caller.connectToServer(path());
        caller.write(bytes);
        QTRY_COMPARE(caller.state(), QLocalSocket::UnconnectedState);
    }
    QVERIFY(m_requests.empty());
}

void TestControlSocket::comesBackAfterRunningOutOfDescriptors()
{
    ControlSocket socket{recording()};
    QVERIFY(socket.open(path()));
    QLocalSocket waiting;
    waiting.connectToServer(path());
    QCOMPARE(waiting.state(), QLocalSocket::ConnectedState);
    rlimit before{};
    QCOMPARE(::getrlimit(RLIMIT_NOFILE, &before), 0);
    const int lowestFree = ::dup(STDERR_FILENO);
    QVERIFY(lowestFree > 0);
    ::close(lowestFree);
    const rlimit noMore{static_cast<rlim_t>(lowestFree), before.rlim_max};
    QCOMPARE(::setrlimit(RLIMIT_NOFILE, &noMore), 0);
    QTRY_VERIFY(!QFileInfo::exists(path()));
    QCOMPARE(::setrlimit(RLIMIT_NOFILE, &before), 0);
    QTRY_VERIFY(QFileInfo::exists(path()));
    const ControlCall call{path(), {QStringLiteral("a"), Style::Tables}, [](const Answer &) {
                           }};
    QTRY_COMPARE(m_requests.size(), std::size_t{1});
}

QTEST_GUILESS_MAIN(TestControlSocket)
#include "tst_controlsocket.moc"
