#include "peer-gui/engine/transfer/foldersource.h"
#include "tests/peer-engine/scriptedfolder.h"
#include "tests/support/patience.h"

#include <QTest>

using namespace ft;
using namespace ft::engine;
using namespace std::chrono_literals;
using test::waitUntil;

namespace {

const Endpoint Here{QHostAddress{QStringLiteral("10.0.0.9")}, 7};

struct Fixture
{
    Fixture()
    {
        for (const char *name : {"a", "b", "c"})
            peer.add(QString::fromLatin1(name), QByteArray{"content of "} + name);
        const auto on = [this](auto signal, auto slot) {
            QObject::connect(&source, signal, &source, slot);
        };
        on(&FolderSource::listed, [this](const protocol::Files &line) {
            for (const auto &record : line.records)
                listed << record.file.path.toString();
        });
        on(&FolderSource::fileReceived, [this](auto ticket, const auto &bytes) {
            got << QString::number(ticket.value()) + u':' + QString::fromUtf8(bytes);
        });
        on(&FolderSource::fileFailed, [this](auto ticket, const Problem &problem) {
            got << QString::number(ticket.value()) + u'!';
            problems.push_back(problem);
        });
        on(&FolderSource::unreached, [this](const Problem &problem, int tries) {
            QCOMPARE(problem.code, ProblemCode::SourceUnreachable);
            unreached << tries;
        });
        on(&FolderSource::failed, [this](const Problem &problem) { failures.push_back(problem); });
    }

    void ask(std::uint64_t ticket, const char *name)
    {
        const auto path = QString::fromLatin1(name);
        source.requestFile(FileTicket{ticket},
                           test::recordFor(path, peer.files.at(test::pathOf(path))));
    }
    template <typename Predicate>
    [[nodiscard]] bool becomes(Predicate predicate)
    {
        return waitUntil([&] {
            peer.step();
            return predicate();
        });
    }

    test::ScriptedFolder peer;
    FolderSource source{Here,
                        [this](const Endpoint &endpoint) {
                            dialed << endpoint.toString();
                            return peer.dial();
                        },
                        {{test::hostOf("asker"), 0, {}}},
                        Backoff{QRandomGenerator{1}, 1ms}};
    QStringList dialed;
    QStringList listed;
    QStringList got;
    QList<int> unreached;
    std::vector<Problem> problems;
    std::vector<Problem> failures;
};

} // namespace

class TstFolderSource : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void asksAllOverOneConnection()
    {
        Fixture f;
        QVERIFY(f.dialed.isEmpty());
        f.source.requestList({});
        f.ask(1, "a");
        f.ask(2, "b");
        QVERIFY(f.becomes([&] { return f.got.size() == 2; }));
        QCOMPARE(f.listed,
                 (QStringList{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")}));
        QCOMPARE(f.got,
                 (QStringList{QStringLiteral("1:content of a"), QStringLiteral("2:content of b")}));
        QCOMPARE(f.source.unanswered(), std::size_t{0});
        f.ask(3, "c");
        QVERIFY(f.becomes([&] { return f.got.size() == 3; }));
        QCOMPARE(f.dialed, QStringList{Here.toString()});
    }

    void asksAgainAfterALostConnection()
    {
        Fixture f;
        f.peer.breaks[test::pathOf(QStringLiteral("b"))] = 1;
        f.ask(1, "a");
        f.ask(2, "b");
        f.ask(3, "c");
        QVERIFY(f.becomes([&] { return f.got.size() == 3; }));
        QCOMPARE(f.got.last(), QStringLiteral("3:content of c"));
        QCOMPARE(f.peer.asked,
                 (QStringList{QStringLiteral("a"),
                              QStringLiteral("b"),
                              QStringLiteral("b"),
                              QStringLiteral("c")}));
        QVERIFY(f.problems.empty());
    }

    void givesUpTheFileAtWhichConnectionsBreak()
    {
        Fixture f;
        f.peer.breaks[test::pathOf(QStringLiteral("a"))] = 100;
        f.ask(1, "a");
        f.ask(2, "b");
        QVERIFY(f.becomes([&] { return f.got.size() == 2; }));
        QCOMPARE(f.got, (QStringList{QStringLiteral("1!"), QStringLiteral("2:content of b")}));
        QCOMPARE(f.problems.front().code, ProblemCode::SourceGone);
        QCOMPARE(f.dialed.size(), FolderSource::MostTries + 1);
    }

    void failsWhenItsListingAlwaysBreaks()
    {
        Fixture f;
        f.peer.isListingBroken = true;
        f.source.requestList({});
        f.ask(1, "a");
        QVERIFY(f.becomes([&] { return !f.failures.empty(); }));
        QCOMPARE(f.failures.front().code, ProblemCode::SourceGone);
        QCOMPARE(f.dialed.size(), FolderSource::MostTries);
        QCOMPARE(f.source.unanswered(), std::size_t{0});
    }

    void comesBackToAPeerThatWasAway()
    {
        Fixture f;
        f.peer.isAway = true;
        f.ask(1, "a");
        QVERIFY(f.becomes([&] { return f.unreached.size() == 4; }));
        QCOMPARE(f.unreached, (QList<int>{1, 2, 3, 4}));
        f.peer.isAway = false;
        QVERIFY(f.becomes([&] { return f.got.size() == 1; }));
        f.peer.isAway = true;
        f.peer.close();
        f.ask(2, "b");
        QVERIFY(f.becomes([&] { return f.unreached.size() == 5; }));
        QCOMPARE(f.unreached.last(), 1);
    }

    void doesNotComeBackForNothing()
    {
        Fixture f;
        f.ask(1, "a");
        QVERIFY(f.becomes([&] { return f.got.size() == 1; }));
        f.peer.close();
        Fixture other;
        other.peer.isAway = true;
        other.ask(1, "a");
        QVERIFY(other.becomes([&] { return other.unreached.size() == 3; }));
        QCOMPARE(f.dialed.size(), 1);
    }

    void findsThePeerWhereItHasMoved()
    {
        Fixture f;
        f.peer.isAway = true;
        f.ask(1, "a");
        QVERIFY(f.becomes([&] { return f.unreached.size() == 1; }));
        f.peer.isAway = false;
        const Endpoint there{QHostAddress{QStringLiteral("10.0.0.10")}, 8};
        f.source.moveTo(there);
        QVERIFY(f.becomes([&] { return f.got.size() == 1; }));
        QCOMPARE(f.dialed.last(), there.toString());
    }

    void staysSilentOnceClosed()
    {
        Fixture f;
        f.ask(1, "a");
        QVERIFY(f.becomes([&] { return f.peer.isConnected(); }));
        f.ask(2, "b");
        f.source.close();
        f.peer.step();
        QCOMPARE(f.source.unanswered(), std::size_t{0});
        QVERIFY(f.problems.empty() && f.failures.empty());
    }
};

QTEST_GUILESS_MAIN(TstFolderSource)
#include "tst_foldersource.moc"
