#include "peer-gui/engine/transfer/uploadlistener.h"
#include "tests/peer-engine/uploadfixture.h"
#include "tests/support/rawend.h"

#include <QSignalSpy>
#include <QTest>

#include <map>
#include <set>

using namespace ft;
using namespace ft::engine;
using namespace std::chrono_literals;
using test::RawEnd;

namespace {

const QByteArray Hello{"HELLO FT/2 name=asker port=0\n"};

struct Fixture : test::UploadFixture
{
    std::uint16_t open(std::size_t mostConnections = 1'000)
    {
        auto around = context();
        around.mostConnections = mostConnections;
        const auto endpoint = listener.open(QHostAddress{QHostAddress::LocalHost}, 0);
        listener.serve(around);
        return endpoint.value().port;
    }

    UploadListener listener;
};

bool isGreeted(RawEnd &end)
{
    return end.received().startsWith("HI FT/2 ");
}

} // namespace

class TstUploadListener : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void tellsWhereItListens()
    {
        UploadListener listener;
        const auto endpoint = listener.open(QHostAddress{QHostAddress::LocalHost}, 0);
        QVERIFY(endpoint);
        QCOMPARE(endpoint->address, QHostAddress{QHostAddress::LocalHost});
        QVERIFY(endpoint->port != 0);
    }

    void tellsWhyItCannotListen()
    {
        UploadListener first;
        const auto taken = first.open(QHostAddress{QHostAddress::LocalHost}, 0);
        UploadListener second;
        const auto refused = second.open(QHostAddress{QHostAddress::LocalHost}, taken.value().port);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ProblemCode::PortInUse);
        QCOMPARE(refused.error().subject, taken.value().toString());
        UploadListener elsewhere;
        const auto strange = elsewhere.open(QHostAddress{QStringLiteral("192.0.2.1")}, 0);
        QVERIFY(!strange);
        QCOMPARE(strange.error().code, ProblemCode::CannotListen);
    }

    void servesWhoConnectedBeforeItServed()
    {
        Fixture f;
        const auto endpoint = f.listener.open(QHostAddress{QHostAddress::LocalHost}, 0);
        auto early = RawEnd::connectedTo(endpoint.value().port);
        early.send(Hello);
        for (int i = 0; i < 20; ++i)
            QCoreApplication::processEvents();
        QVERIFY(early.received().isEmpty());
        f.listener.serve(f.context());
        QTRY_VERIFY(isGreeted(early));
    }

    void servesManyAtOnce_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::newRow("FT/2") << QByteArray{Hello + "DOWNLOAD: a, text/plain, 400000\n"};
        QTest::newRow("classic") << QByteArray{"DOWNLOAD: a, text/plain, 400000"};
    }
    void servesManyAtOnce()
    {
        QFETCH(QByteArray, request);
        Fixture f;
        const auto port = f.open();
        const auto content = test::randomBytes(400'000, 1);
        const auto file = f.share(QStringLiteral("a"), content);
        std::vector<RawEnd> ends;
        for (int i = 0; i < 100; ++i) {
            ends.push_back(RawEnd::connectedTo(port));
            ends.back().send(request);
        }
        for (RawEnd &end : ends)
            QTRY_VERIFY_WITH_TIMEOUT(end.received().endsWith(content), 30'000);
    }

    /// So the tracker tries whether this port can be reached.
    void tellsNobodyOfAConnectionWithoutAByte()
    {
        Fixture f;
        const auto port = f.open(1);
        const QSignalSpy uploads{&f.listener, &UploadListener::uploadsChanged};
        for (int i = 0; i < 20; ++i)
            RawEnd::connectedTo(port).close();
        auto next = RawEnd::connectedTo(port);
        next.send(Hello);
        QTRY_VERIFY(isGreeted(next)); // the only place is free again
        QCOMPARE(f.asked.size(), std::size_t{0});
        QCOMPARE(uploads.size(), 0);
    }

    void servesBothDialects_data()
    {
        QTest::addColumn<QByteArray>("said");
        QTest::addColumn<bool>("halfCloses");
        QTest::addColumn<bool>("isSplit");
        QTest::addColumn<QByteArray>("answer"); // the content follows
        const QByteArray classic{"DOWNLOAD: a.txt, txt, 2000"};
        const QByteArray ours = Hello + "DOWNLOAD: a.txt, text/plain, 2000\n";
        for (const bool isSplit : {false, true}) {
            const char *how = isSplit ? "in single bytes" : "at once";
            QTest::addRow("classic, silent, %s", how)
                << classic << false << isSplit << QByteArray{"FILE: "};
            QTest::addRow("classic, half-closed, %s", how)
                << classic << true << isSplit << QByteArray{"FILE: "};
            QTest::addRow("FT/2, %s", how) << ours << false << isSplit << QByteArray{"HI FT/2 "};
        }
    }
    void servesBothDialects()
    {
        QFETCH(QByteArray, said);
        QFETCH(bool, halfCloses);
        QFETCH(bool, isSplit);
        QFETCH(QByteArray, answer);
        Fixture f;
        const auto port = f.open();
        const auto content = test::randomBytes(2'000, 1);
        f.share(QStringLiteral("a.txt"), content);
        auto end = RawEnd::connectedTo(port);
        const auto step = isSplit ? 1 : said.size();
        for (qsizetype at = 0; at < said.size(); at += step) {
            end.send(said.mid(at, step));
            QCoreApplication::processEvents();
        }
        if (halfCloses)
            end.endOutput();
        QTRY_VERIFY(end.received().endsWith(content));
        QVERIFY(end.received().startsWith(answer));
        const bool isClassic = answer == "FILE: ";
        if (isClassic)
            QTRY_VERIFY(end.isEnded());
        QCOMPARE(end.received() == answer + content, isClassic);
    }

    void reportsClassicUploads()
    {
        Fixture f;
        const auto port = f.open();
        f.share(QStringLiteral("a.bin"), test::randomBytes(3'000'000, 1));
        std::map<std::uint32_t, UploadSnapshot> uploads;
        connect(&f.listener, &UploadListener::uploadsChanged, this, [&](const auto &changed) {
            for (const UploadSnapshot &upload : changed)
                uploads[upload.id] = upload;
        });
        auto end = RawEnd::connectedTo(port);
        end.send("DOWNLOAD:a.bin,bin,3000000");
        QTRY_VERIFY(end.isEnded());
        QCOMPARE(end.received().size(), 3'000'006);
        end.close();
        QTRY_VERIFY(uploads.size() == 1 && uploads.begin()->second.isOver);
        QCOMPARE(uploads.begin()->second.sent, std::uint64_t{3'000'000});
        QVERIFY(!uploads.begin()->second.peer);
    }

    /// A thousand that say nothing or too little hold no more than their own places.
    void countsWhoHasNotSaidEnough()
    {
        Fixture f;
        const auto port = f.open(2);
        auto silent = RawEnd::connectedTo(port);
        auto slow = RawEnd::connectedTo(port);
        slow.send("DOWN");
        auto next = RawEnd::connectedTo(port);
        next.send(Hello);
        for (int i = 0; i < 50; ++i)
            QCoreApplication::processEvents();
        QVERIFY(next.received().isEmpty());
        silent.close();
        QTRY_VERIFY(isGreeted(next));
    }

    void takesThePlacesOfTheSilentWhenOthersWait()
    {
        Fixture f;
        const auto port = f.open(100);
        std::vector<RawEnd> silent(100);
        for (RawEnd &end : silent)
            end = RawEnd::connectedTo(port);
        auto next = RawEnd::connectedTo(port);
        next.send(Hello);
        QTRY_VERIFY(isGreeted(next));
        for (RawEnd &end : silent)
            QVERIFY(end.isEnded() && end.received().isEmpty());
    }

    void endsWithAClassicDownloaderThatVanishes_data()
    {
        QTest::addColumn<bool>("halfCloses");
        QTest::addColumn<bool>("resets");
        QTest::newRow("closes") << false << false;
        QTest::newRow("resets") << false << true;
        QTest::newRow("half-closes, then closes") << true << false;
        QTest::newRow("half-closes, then resets") << true << true;
    }
    void endsWithAClassicDownloaderThatVanishes()
    {
        QFETCH(bool, halfCloses);
        QFETCH(bool, resets);
        Fixture f;
        const auto port = f.open();
        f.share(QStringLiteral("a.bin"), QByteArray(60'000'000, 'x'));
        bool isOver = false;
        connect(&f.listener, &UploadListener::uploadsChanged, this, [&](const auto &changed) {
            isOver = isOver || changed.front().isOver;
        });
        auto end = RawEnd::connectedTo(port);
        end.send("DOWNLOAD: a.bin, bin, 60000000");
        if (halfCloses)
            end.endOutput();
        qsizetype taken = 0;
        QTRY_VERIFY((taken += end.receiveSome(1'000)) > 0);
        QVERIFY(!isOver);
        if (resets)
            end.reset();
        else
            end.close();
        QTRY_VERIFY(isOver);
    }

    void letsTheRestWaitUntilOthersAreDone()
    {
        Fixture f;
        const auto port = f.open(3);
        std::vector<RawEnd> ends;
        for (int i = 0; i < 8; ++i) {
            ends.push_back(RawEnd::connectedTo(port));
            ends.back().send(Hello);
        }
        const auto greeted = [&] {
            return std::count_if(ends.begin(), ends.end(), isGreeted);
        };
        QTRY_COMPARE(greeted(), 3);
        for (int i = 0; i < 50; ++i)
            QCoreApplication::processEvents();
        QCOMPARE(greeted(), 3);
        for (int i = 0; i < 5; ++i) {
            ends.erase(std::find_if(ends.begin(), ends.end(), isGreeted));
            QTRY_COMPARE(greeted(), 3);
        }
        auto late = RawEnd::connectedTo(port);
        late.send(Hello);
        ends.clear();
        QTRY_VERIFY(isGreeted(late));
    }

    void bearsConnectionsThatEndAfterItClosed()
    {
        Fixture f;
        const auto port = f.open(1);
        auto first = RawEnd::connectedTo(port);
        first.send(Hello);
        QTRY_VERIFY(isGreeted(first));
        auto second = RawEnd::connectedTo(port);
        second.send(Hello);
        for (int i = 0; i < 20; ++i)
            QCoreApplication::processEvents();
        f.listener.close();
        first.send("BYE\n");
        QTRY_VERIFY(first.isEnded());
        first.close();
        for (int i = 0; i < 20; ++i)
            QCoreApplication::processEvents();
    }

    void reportsItsUploads()
    {
        Fixture f;
        const auto port = f.open();
        f.share(QStringLiteral("a"), test::randomBytes(400'000, 1));
        std::map<std::uint32_t, UploadSnapshot> uploads;
        int reports = 0;
        connect(&f.listener,
                &UploadListener::uploadsChanged,
                this,
                [&](const std::vector<UploadSnapshot> &changed) {
                    ++reports;
                    for (const UploadSnapshot &upload : changed) {
                        QVERIFY(!uploads[upload.id].isOver);
                        QVERIFY(uploads[upload.id] != upload);
                        uploads[upload.id] = upload;
                    }
                });
        auto idle = RawEnd::connectedTo(port);
        idle.send(Hello);
        auto first = RawEnd::connectedTo(port);
        first.send(Hello + "DOWNLOAD: a, text/plain, 400000\n");
        auto second = RawEnd::connectedTo(port);
        second.send(Hello + "DOWNLOAD: a, text/plain, 400000, range=0-9\n");
        const auto sent = [&] {
            std::multiset<std::uint64_t> counts;
            for (const auto &[id, upload] : uploads)
                counts.insert(upload.sent);
            return counts;
        };
        QTRY_COMPARE(sent(), (std::multiset<std::uint64_t>{10, 400'000}));
        const auto isOver = [&] {
            return std::count_if(uploads.begin(), uploads.end(), [](const auto &upload) {
                return upload.second.isOver;
            });
        };
        QCOMPARE(isOver(), 0);
        first.close();
        second.close();
        idle.close();
        QTRY_COMPARE(isOver(), 2);
        QCOMPARE(uploads.size(), std::size_t{2});
        QCOMPARE_LE(reports, 20);
    }

    void limitsTheRateOfEach()
    {
        Fixture f;
        f.listener.setRatePerUpload(1'000'000);
        const auto port = f.open();
        f.share(QStringLiteral("a"), QByteArray(400'000, 'x'));
        auto end = RawEnd::connectedTo(port);
        end.send(Hello + "DOWNLOAD: a, text/plain, 400000\n");
        QTRY_VERIFY(f.rate.isWaitedFor());
        f.clock.advance(100ms);
        f.rate.tick();
        QTRY_VERIFY(end.received().count('x') >= 100'000);
        QTRY_VERIFY(f.rate.isWaitedFor());
        f.listener.setRatePerUpload(0);
        f.rate.tick();
        QTRY_VERIFY(end.received().endsWith(QByteArray(400'000, 'x')));
    }

    void endsItsConnectionsWithIt()
    {
        Fixture f;
        auto listener = std::make_unique<UploadListener>();
        const auto port = listener->open(QHostAddress{QHostAddress::LocalHost}, 0).value().port;
        listener->serve(f.context());
        auto end = RawEnd::connectedTo(port);
        end.send(Hello);
        QTRY_VERIFY(isGreeted(end));
        listener.reset();
        QTRY_VERIFY(end.isEnded());
    }
};

QTEST_GUILESS_MAIN(TstUploadListener)
#include "tst_uploadlistener.moc"
