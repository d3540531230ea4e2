#include "peer-gui/engine/transfer/accesspolicy.h"
#include "tests/peer-engine/records.h"
#include "tests/support/manualclock.h"

#include <QTest>

#include <deque>

using namespace ft;
using namespace ft::engine;
using namespace std::chrono_literals;

namespace {

/// A policy with the test in the tracker's place.
struct Fixture
{
    void check(const QString &address, const QByteArray &name = "studio")
    {
        policy.check(QHostAddress{address}, test::hostOf(name), &receiver, [this](bool isAllowed) {
            verdicts.push_back(isAllowed);
        });
    }
    void checkNameless(const QString &address)
    {
        policy.check(QHostAddress{address}, {}, &receiver, [this](bool isAllowed) {
            verdicts.push_back(isAllowed);
        });
    }
    void answer(std::optional<bool> isAccepted)
    {
        const auto next = asked.front();
        asked.pop_front();
        next(isAccepted);
    }

    test::ManualClock clock;
    std::deque<std::function<void(std::optional<bool>)>> asked;
    std::vector<std::optional<HostName>> names; ///< asked for
    std::vector<bool> verdicts;
    QObject receiver;
    AccessPolicy policy{AllowList::parse({QStringLiteral("10.1.0.0/16")}).value(),
                        [this](const auto &name, const auto &, const auto &answer) {
                            names.push_back(name);
                            asked.push_back(answer);
                        },
                        clock};
};

using Verdicts = std::vector<bool>;
const auto Stranger = QStringLiteral("10.2.0.1");

} // namespace

class TstAccessPolicy : public QObject
{
    Q_OBJECT

private slots:
    void allowsByAddress_data()
    {
        QTest::addColumn<QString>("entry");
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("isAllowed");
        const auto row = [](const char *entry, const char *address, bool isAllowed) {
            QTest::addRow("%s to %s", entry, address)
                << QString::fromLatin1(entry) << QString::fromLatin1(address) << isAllowed;
        };
        row("any", "10.0.0.1", true);
        row("any", "2001:db8::1", true);
        row("any", "::1", true);
        row("10.0.0.4", "10.0.0.4", true);
        row("10.0.0.4", "10.0.0.5", false);
        row("10.0.0.0/8", "10.255.0.1", true);
        row("10.0.0.0/8", "11.0.0.1", false);
        row("10.0.0.0/8", "::1", false);
        row("10.0.0.1/31", "10.0.0.0", true);
        row("0.0.0.0/0", "10.0.0.1", true);
        row("0.0.0.0/0", "2001:db8::1", false);
        row("192.168.7.0/32", "192.168.7.1", false);
        row("2001:db8::/32", "2001:db8:1::1", true);
        row("2001:db8::/32", "2001:db9::1", false);
        row("::1", "::1", true);
        row("::1", "127.0.0.1", false);
    }
    void allowsByAddress()
    {
        QFETCH(QString, entry);
        QFETCH(QString, address);
        QFETCH(bool, isAllowed);
        const auto list = AllowList::parse({entry});
        QVERIFY(list);
        QCOMPARE(list->contains(QHostAddress{address}), isAllowed);
        QVERIFY(!AllowList{}.contains(QHostAddress{address}));
    }

    void refusesWhatIsNoEntry_data()
    {
        QTest::addColumn<QString>("entry");
        for (const char *entry : {"",
                                  "all",
                                  "10.0.0",
                                  "10.0.0.0/33",
                                  "10.0.0.0/",
                                  "10.0.0.256",
                                  "::/129",
                                  "example.org",
                                  "10.0.0.1 ",
                                  "any/8",
                                  "10.0.0.0/x",
                                  "10.0.0.0/-1"})
            QTest::addRow("'%s'", entry) << QString::fromLatin1(entry);
    }
    void refusesWhatIsNoEntry()
    {
        QFETCH(QString, entry);
        const auto list = AllowList::parse({QStringLiteral("10.0.0.1"), entry});
        QVERIFY(!list);
        QCOMPARE(list.error(), entry);
    }

    void doesNotAskForWhoIsAllowedByHand()
    {
        Fixture f;
        f.check(QStringLiteral("10.1.2.3"));
        QCOMPARE(f.verdicts, Verdicts{true});
        QVERIFY(f.asked.empty());
    }

    void passesOnWhatTheTrackerSays_data()
    {
        QTest::addColumn<bool>("canAsk");
        QTest::addColumn<bool>("isAccepted");
        QTest::newRow("accepted") << true << true;
        QTest::newRow("not accepted") << true << false;
        QTest::newRow("nobody to ask") << false << false;
    }
    void passesOnWhatTheTrackerSays()
    {
        QFETCH(bool, canAsk);
        QFETCH(bool, isAccepted);
        Fixture f;
        f.check(Stranger);
        QVERIFY(f.verdicts.empty());
        f.answer(canAsk ? std::optional{isAccepted} : std::nullopt);
        QCOMPARE(f.verdicts, Verdicts{isAccepted});
    }

    void remembersAYesForAMinute()
    {
        Fixture f;
        f.check(Stranger);
        f.answer(true);
        f.clock.advance(60s - 1ms);
        f.check(Stranger, "STUDIO");
        QCOMPARE(f.verdicts, (Verdicts{true, true}));
        f.clock.advance(1ms);
        f.check(Stranger);
        QCOMPARE(f.asked.size(), std::size_t{1});
    }

    void asksAgainAfterANo()
    {
        Fixture f;
        f.check(Stranger);
        f.answer(false);
        // It has joined since.
        f.check(Stranger);
        f.answer(true);
        QCOMPARE(f.verdicts, (Verdicts{false, true}));
    }

    void remembersForThisNameAtThisAddressOnly()
    {
        Fixture f;
        f.check(Stranger);
        f.answer(true);
        f.check(Stranger, "another");
        f.check(QStringLiteral("10.2.0.2"));
        QCOMPARE(f.asked.size(), std::size_t{2});
    }

    void allowsWhoHasNoNameByAddress()
    {
        Fixture f;
        f.checkNameless(QStringLiteral("10.1.2.3"));
        QCOMPARE(f.verdicts, Verdicts{true});
        QVERIFY(f.asked.empty());
    }

    void asksForAPeerWithoutANameAndRemembersIt()
    {
        Fixture f;
        f.checkNameless(Stranger);
        QCOMPARE(f.names, std::vector<std::optional<HostName>>{std::nullopt});
        f.answer(true);
        f.clock.advance(60s - 1ms);
        f.checkNameless(Stranger);
        QCOMPARE(f.verdicts, (Verdicts{true, true}));
        f.clock.advance(1ms);
        f.checkNameless(Stranger);
        QCOMPARE(f.asked.size(), std::size_t{1});
    }

    /// A peer with a name does not open the door to whoever else is at its address, nor the other
    /// way round.
    void tellsThoseWithoutANameFromThoseWithOne()
    {
        Fixture f;
        f.check(Stranger);
        f.answer(true);
        f.checkNameless(Stranger);
        QCOMPARE(f.asked.size(), std::size_t{1});
        f.answer(true);
        f.check(Stranger, "another");
        QCOMPARE(f.asked.size(), std::size_t{1});
    }

    void doesNotRememberThatItCouldNotAsk()
    {
        Fixture f;
        f.check(Stranger);
        f.answer(std::nullopt);
        f.check(Stranger);
        QCOMPARE(f.asked.size(), std::size_t{1});
    }

    void saysNothingToWhoIsGone()
    {
        Fixture f;
        auto gone = std::make_unique<QObject>();
        f.policy.check(QHostAddress{Stranger}, test::hostOf("studio"), gone.get(), [&](bool) {
            f.verdicts.push_back(true);
        });
        gone.reset();
        f.answer(true);
        QVERIFY(f.verdicts.empty());
    }

    void bearsAnAnswerThatComesWhenItIsGone()
    {
        const test::ManualClock clock;
        std::function<void(std::optional<bool>)> answer;
        Verdicts verdicts;
        QObject receiver;
        {
            AccessPolicy policy{{},
                                [&](const auto &, const auto &, const auto &a) { answer = a; },
                                clock};
            policy.check(QHostAddress{Stranger}, test::hostOf("s"), &receiver, [&](bool isAllowed) {
                verdicts.push_back(isAllowed);
            });
        }
        answer(true);
        QCOMPARE(verdicts, Verdicts{true});
    }

    void forgetsRatherThanGrowing()
    {
        Fixture f;
        for (std::size_t i = 0; i <= AccessPolicy::MostAnswersKept; ++i) {
            f.check(Stranger, "p" + QByteArray::number(qulonglong{i}));
            f.answer(true);
        }
        f.check(Stranger, "p0");
        QCOMPARE(f.asked.size(), std::size_t{1});
        f.check(Stranger, "p" + QByteArray::number(qulonglong{AccessPolicy::MostAnswersKept}));
        QCOMPARE(f.asked.size(), std::size_t{1});
    }
};

QTEST_APPLESS_MAIN(TstAccessPolicy)
#include "tst_accesspolicy.moc"
