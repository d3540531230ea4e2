#include "peer-gui/engine/share/dirtyplaces.h"
#include "tests/support/manualclock.h"

#include <QTest>

#include <algorithm>

using namespace ft::engine;
using namespace std::chrono_literals;

namespace {

QByteArrayList due(DirtyPlaces &places)
{
    const auto taken = places.takeDue();
    QByteArrayList list{taken.begin(), taken.end()};
    std::ranges::sort(list);
    return list;
}

} // namespace

class DirtyPlacesTest : public QObject
{
    Q_OBJECT

private slots:
    void waitsUntilAFileRests();
    void looksAtOnceAtWhatCameOrWent();
    void waitsAgainWhenItGoesOn();
    void leavesOutWhatLiesBelowAnother();
    void forgetsWhatWasTaken();
};

void DirtyPlacesTest::waitsUntilAFileRests()
{
    ft::test::ManualClock clock;
    DirtyPlaces places{clock};
    places.changed("/s/a");
    QVERIFY(places.contains("/s/a"));
    clock.advance(DirtyPlaces::Rest - 1ms);
    QVERIFY(due(places).isEmpty());
    clock.advance(1ms);
    QCOMPARE(due(places), QByteArrayList{"/s/a"});
}

void DirtyPlacesTest::looksAtOnceAtWhatCameOrWent()
{
    const ft::test::ManualClock clock;
    DirtyPlaces places{clock};
    places.changed("/s/a");
    places.moved("/s/a");
    places.moved("/s/b");
    QCOMPARE(due(places), (QByteArrayList{"/s/a", "/s/b"}));
}

void DirtyPlacesTest::waitsAgainWhenItGoesOn()
{
    ft::test::ManualClock clock;
    DirtyPlaces places{clock};
    for (int i = 0; i < 20; ++i) {
        places.changed("/s/a");
        clock.advance(DirtyPlaces::Rest - 100ms);
        QVERIFY(due(places).isEmpty());
    }
    clock.advance(100ms);
    QCOMPARE(due(places), QByteArrayList{"/s/a"});
}

void DirtyPlacesTest::leavesOutWhatLiesBelowAnother()
{
    ft::test::ManualClock clock;
    DirtyPlaces places{clock};
    for (const char *path : {"/s/a", "/s/a-b", "/s/a/x", "/s/a/y/z", "/s/ab/x"})
        places.moved(path);
    places.changed("/s/a/later");
    QCOMPARE(due(places), (QByteArrayList{"/s/a", "/s/a-b", "/s/ab/x"}));
    clock.advance(DirtyPlaces::Rest);
    QCOMPARE(due(places), QByteArrayList{"/s/a/later"});
}

void DirtyPlacesTest::forgetsWhatWasTaken()
{
    const ft::test::ManualClock clock;
    DirtyPlaces places{clock};
    QVERIFY(places.isEmpty());
    places.moved("/s/a");
    QVERIFY(!places.isEmpty());
    QCOMPARE(due(places).size(), 1);
    QVERIFY(places.isEmpty());
    QVERIFY(!places.contains("/s/a"));
    QVERIFY(due(places).isEmpty());
}

QTEST_APPLESS_MAIN(DirtyPlacesTest)
#include "tst_dirtyplaces.moc"
