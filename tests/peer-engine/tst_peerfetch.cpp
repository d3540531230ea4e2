#include "peer-gui/engine/transfer/peerfetch.h"
#include "tests/peer-engine/scriptedfolder.h"
#include "tests/support/patience.h"

#include <QTest>

using namespace ft;
using namespace ft::engine;
using test::waitUntil;

namespace {

const PeerAddress Studio{{QHostAddress{QStringLiteral("10.0.0.9")}, 7}, test::hostOf("studio")};

struct Fixture
{
    explicit Fixture(const QString &name)
        : fetch(
            QStringLiteral("studio"),
            name,
            [this](const QString &wanted, const auto &done) {
                asked = wanted;
                done(found);
            },
            [this](const Endpoint &) { return peer.dial(); },
            {{test::hostOf("asker"), 0, {}}})
    {
        peer.add(QStringLiteral("docs/a"), "some bytes");
        peer.add(QStringLiteral("docs/a b/c"), "other");
        QObject::connect(&fetch, &PeerFetch::fileFound, &fetch, [this](const auto &source) {
            file = source;
        });
        QObject::connect(&fetch, &PeerFetch::folderMeant, &fetch, [this](const auto &request) {
            folder = request;
        });
        QObject::connect(&fetch, &PeerFetch::failed, &fetch, [this](const auto &told) {
            problem = told;
        });
    }

    [[nodiscard]] bool ends()
    {
        fetch.start();
        return !file && !folder && !problem && waitUntil([&] {
            peer.step();
            return file || folder || problem;
        });
    }

    test::ScriptedFolder peer;
    Result<PeerAddress, Problem> found = Studio;
    QString asked;
    std::optional<SourceRecord> file;
    std::optional<FolderRequest> folder;
    std::optional<Problem> problem;
    PeerFetch fetch;
};

} // namespace

class TstPeerFetch : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void findsAFile()
    {
        Fixture f{QStringLiteral("docs/a")};
        QVERIFY(f.ends());
        QCOMPARE(f.asked, QStringLiteral("studio"));
        QCOMPARE(f.file->file, test::recordFor(QStringLiteral("docs/a"), "some bytes"));
        // Where the peer was reached, not where it believes to be.
        QCOMPARE(f.file->endpoint, Studio.endpoint);
        QCOMPARE(f.file->host, Studio.host);
    }

    void takesANameWithASlashForAFolder_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("folder");
        QTest::newRow("one") << QStringLiteral("docs/") << QStringLiteral("docs");
        QTest::newRow("deeper") << QStringLiteral("docs/a b/") << QStringLiteral("docs/a b");
        QTest::newRow("the share") << QStringLiteral("/") << QString{};
    }
    void takesANameWithASlashForAFolder()
    {
        QFETCH(QString, name);
        QFETCH(QString, folder);
        Fixture f{name};
        QVERIFY(f.ends());
        QCOMPARE(f.folder->endpoint, Studio.endpoint);
        QCOMPARE(f.folder->host, Studio.host);
        QCOMPARE(f.folder->folder ? f.folder->folder->toString() : QString{}, folder);
        QCOMPARE(f.peer.dials, 0);
    }

    void fails_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<ProblemCode>("code");
        using Code = ProblemCode;
        QTest::newRow("no such file") << QStringLiteral("docs/b") << Code::NotInShare;
        QTest::newRow("a folder's name") << QStringLiteral("docs") << Code::NotInShare;
        QTest::newRow("climbing") << QStringLiteral("../a") << Code::BadName;
        QTest::newRow("climbing folder") << QStringLiteral("a/../") << Code::BadName;
        QTest::newRow("absolute folder") << QStringLiteral("/etc/") << Code::BadName;
        QTest::newRow("two slashes") << QStringLiteral("docs//") << Code::BadName;
        QTest::newRow("empty") << QString{} << Code::BadName;
    }
    void fails()
    {
        QFETCH(QString, name);
        QFETCH(ProblemCode, code);
        Fixture f{name};
        QVERIFY(f.ends());
        QVERIFY(f.problem);
        QCOMPARE(f.problem->code, code);
        QCOMPARE(f.problem->subject, name);
    }

    void failsWhenThereIsNoSuchPeer()
    {
        Fixture f{QStringLiteral("docs/a")};
        f.found = tl::unexpected(Problem{ProblemCode::NoSuchPeer, Operation::ListPeers, {}, {}});
        QVERIFY(f.ends());
        QCOMPARE(f.problem->code, ProblemCode::NoSuchPeer);
    }

    void failsWhenThePeerIsAway()
    {
        Fixture f{QStringLiteral("docs/a")};
        f.peer.isAway = true;
        QVERIFY(f.ends());
        QCOMPARE(f.problem->code, ProblemCode::SourceUnreachable);
    }
};

QTEST_GUILESS_MAIN(TstPeerFetch)
#include "tst_peerfetch.moc"
