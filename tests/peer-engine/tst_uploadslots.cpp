#include "peer-gui/engine/transfer/uploadslots.h"
#include "tests/support/manualclock.h"

#include <QStringList>
#include <QTest>

#include <memory>

using namespace ft;
using namespace ft::engine;
using namespace std::chrono_literals;

namespace {

struct Fixture
{
    std::unique_ptr<UploadSlot> member(const QString &name)
    {
        auto slot = std::make_unique<UploadSlot>(
            all,
            UploadSlot::Events{[this, name] { told << name + QStringLiteral(" granted"); },
                               [this, name](std::uint32_t place) {
                                   told << name + QStringLiteral(" %1").arg(place);
                               },
                               [this] {
                                   return isUnread;
                               }});
        slot->setPeer(name.toUtf8());
        return slot;
    }

    test::ManualClock clock;
    UploadSlots all{1, clock};
    QStringList told;
    bool isUnread = true;
};

} // namespace

class TstUploadSlots : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void passesASlotOnWhenItsHolderGoes()
    {
        Fixture f;
        auto first = f.member(QStringLiteral("a"));
        const auto second = f.member(QStringLiteral("b"));
        const auto third = f.member(QStringLiteral("c"));
        QVERIFY(first->request());
        QVERIFY(!second->request());
        QVERIFY(!third->request());
        QCOMPARE(third->place(), 2U);
        first.reset();
        QVERIFY(f.told.isEmpty());
        QTRY_COMPARE(f.told, (QStringList{QStringLiteral("b granted"), QStringLiteral("c 1")}));
        QVERIFY(second->request());
        QCOMPARE(second->place(), 0U);
    }

    void passesASlotOnWhenItsTurnIsOver()
    {
        Fixture f;
        const auto first = f.member(QStringLiteral("a"));
        const auto second = f.member(QStringLiteral("b"));
        QVERIFY(first->request());
        QVERIFY(!second->request());
        first->done(SlotPolicy::TurnBytes);
        QVERIFY(!first->request());
        QTRY_VERIFY(f.told.contains(QStringLiteral("b granted")));
        QCOMPARE(first->place(), 1U);
    }

    void passesAnUnusedSlotOnAfterATime()
    {
        Fixture f;
        const auto first = f.member(QStringLiteral("a"));
        const auto second = f.member(QStringLiteral("b"));
        QVERIFY(first->request());
        first->done(1);
        QVERIFY(!second->request());
        f.clock.advance(SlotPolicy::UnusedTime);
        QTRY_COMPARE(f.told, QStringList{QStringLiteral("b granted")});
    }

    void leavesTheSlotToWhomIsHeldBackHere()
    {
        Fixture f;
        const auto first = f.member(QStringLiteral("a"));
        const auto second = f.member(QStringLiteral("b"));
        QVERIFY(first->request());
        QVERIFY(!second->request());
        f.isUnread = false;
        f.clock.advance(SlotPolicy::StalledTime);
        QTRY_COMPARE(f.told, QStringList{QStringLiteral("b 1")});
        f.isUnread = true;
        f.clock.advance(SlotPolicy::StalledTime);
        QTRY_COMPARE(f.told, (QStringList{QStringLiteral("b 1"), QStringLiteral("b granted")}));
    }

    void tellsThoseThatWaitNowAndThen()
    {
        Fixture f;
        const auto first = f.member(QStringLiteral("a"));
        const auto second = f.member(QStringLiteral("b"));
        QVERIFY(first->request());
        QVERIFY(!second->request());
        f.clock.advance(SlotPolicy::TellEvery);
        QTRY_COMPARE(f.told, QStringList{QStringLiteral("b 1")});
    }

    void givesMoreSlotsAtOnce()
    {
        Fixture f;
        const auto first = f.member(QStringLiteral("a"));
        const auto second = f.member(QStringLiteral("b"));
        QVERIFY(first->request());
        QVERIFY(!second->request());
        f.all.setSlots(2);
        QTRY_COMPARE(f.told, QStringList{QStringLiteral("b granted")});
    }
};

QTEST_GUILESS_MAIN(TstUploadSlots)
#include "tst_uploadslots.moc"
