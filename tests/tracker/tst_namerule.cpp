#include "tests/tracker/records.h"
#include "tracker/core/namerule.h"

#include <QTest>

using namespace ft;
using namespace ft::test;
using namespace ft::tracker;
using namespace std::chrono_literals;

using Verdict = NameRule::Verdict;

namespace {

const QHostAddress Here{QStringLiteral("10.0.0.4")};
const QHostAddress Elsewhere{QStringLiteral("10.0.0.5")};
const Clock::Instant Now{10h};

} // namespace

class TestNameRule : public QObject
{
    Q_OBJECT

private slots:
    void judges_data();
    void judges();
};

void TestNameRule::judges_data()
{
    QTest::addColumn<QHostAddress>("from");
    QTest::addColumn<int>("heard"); // seconds ago
    QTest::addColumn<int>("asked"); // the same, -1 for never
    QTest::addColumn<Verdict>("verdict");
    QTest::newRow("talking holder") << Here << 0 << -1 << Verdict::AskHolder;
    QTest::newRow("holder at another address") << Elsewhere << 0 << -1 << Verdict::Taken;
    QTest::newRow("silent holder at another address") << Elsewhere << 36 << 10 << Verdict::Taken;
    QTest::newRow("holder as silent as allowed") << Here << 35 << -1 << Verdict::AskHolder;
    QTest::newRow("silent holder") << Here << 36 << -1 << Verdict::Replaces;
    QTest::newRow("asked just now") << Here << 20 << 0 << Verdict::HolderAsked;
    QTest::newRow("asked, has a second left") << Here << 20 << 1 << Verdict::HolderAsked;
    QTest::newRow("asked, did not answer") << Here << 20 << 2 << Verdict::Replaces;
    QTest::newRow("asked, answered") << Here << 3 << 4 << Verdict::AskHolder;
}

void TestNameRule::judges()
{
    QFETCH(const QHostAddress, from);
    QFETCH(const int, heard);
    QFETCH(const int, asked);
    Peer holder{hostName("me"), {Here, 4000}, SessionId{1}, {}, PeerId{}, {}, PeerHandle{0}, {}};
    holder.heard = Now - std::chrono::seconds{heard};
    if (asked >= 0)
        holder.asked = Now - std::chrono::seconds{asked};
    QTEST(NameRule{35s}.judge(holder, from, Now), "verdict");
}

QTEST_APPLESS_MAIN(TestNameRule)
#include "tst_namerule.moc"
