#include "common/base/mailbox.h"

#include <QCoreApplication>
#include <QTest>

#include <atomic>
#include <optional>
#include <thread>
#include <vector>

using namespace ft;

class TestMailbox final : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void runsNothingBeforeTheEventLoopTurns();
    void runsTasksInOrderInItsOwnThread();
    void keepsTheOrderOfEachOfManyThreads();
    void runsWhatATaskPostsAfterwards();
    void refusesTasksOnceItIsGone();
    void refusesTasksOfAnEmptyAddress();
    void dropsQueuedTasksWhenDestroyed();
    void mayBeDestroyedByATask();
    void mayBeReplacedByATask();
    void survivesPostsDuringDestruction();
    void holdsNoLockWhileDroppedTasksDie();
};

void TestMailbox::runsNothingBeforeTheEventLoopTurns()
{
    Mailbox mailbox;
    bool ran = false;
    QVERIFY(mailbox.post([&] { ran = true; }));
    QVERIFY(!ran);
    QTRY_VERIFY(ran);
}

void TestMailbox::runsTasksInOrderInItsOwnThread()
{
    Mailbox mailbox;
    std::vector<int> order;
    std::vector<std::thread::id> threads;
    std::thread poster{[&, address = mailbox.address()] {
        for (int i = 0; i < 1000; ++i) {
            address.post([&, i] {
                order.push_back(i);
                threads.push_back(std::this_thread::get_id());
            });
        }
    }};
    poster.join();
    QTRY_COMPARE(order.size(), 1000);
    for (int i = 0; i < 1000; ++i) {
        QCOMPARE(order[static_cast<std::size_t>(i)], i);
        QCOMPARE(threads[static_cast<std::size_t>(i)], std::this_thread::get_id());
    }
}

void TestMailbox::keepsTheOrderOfEachOfManyThreads()
{
    constexpr int Threads = 8;
    constexpr int Tasks = 2000;
    Mailbox mailbox;
    std::vector<int> next(Threads, 0);
    int outOfOrder = 0;
    int ran = 0;
    std::vector<std::thread> posters;
    for (int thread = 0; thread < Threads; ++thread) {
        posters.emplace_back([&, thread, address = mailbox.address()] {
            for (int i = 0; i < Tasks; ++i) {
                address.post([&, thread, i] {
                    int &expected = next[static_cast<std::size_t>(thread)];
                    outOfOrder += i == expected ? 0 : 1;
                    ++expected;
                    ++ran;
                });
            }
        });
    }
    QTRY_COMPARE(ran, Threads * Tasks);
    for (std::thread &poster : posters)
        poster.join();
    QCOMPARE(outOfOrder, 0);
}

void TestMailbox::runsWhatATaskPostsAfterwards()
{
    Mailbox mailbox;
    std::vector<int> order;
    mailbox.post([&] {
        mailbox.post([&] { order.push_back(3); });
        order.push_back(1);
    });
    mailbox.post([&] { order.push_back(2); });
    QTRY_COMPARE(order.size(), 3);
    QCOMPARE(order, (std::vector<int>{1, 2, 3}));
}

void TestMailbox::refusesTasksOnceItIsGone()
{
    std::optional<Mailbox> mailbox{std::in_place};
    const Mailbox::Address address = mailbox->address();
    QVERIFY(address.post([] {}));
    mailbox.reset();
    bool ran = false;
    QVERIFY(!address.post([&] { ran = true; }));
    QCoreApplication::processEvents();
    QVERIFY(!ran);
}

void TestMailbox::refusesTasksOfAnEmptyAddress()
{
    const Mailbox::Address nowhere;
    QVERIFY(!nowhere.post([] {}));
}

void TestMailbox::dropsQueuedTasksWhenDestroyed()
{
    const auto token = std::make_shared<int>(0);
    bool ran = false;
    {
        Mailbox mailbox;
        mailbox.post([&ran, token] { ran = true; });
        QCOMPARE(token.use_count(), 2);
    }
    QCOMPARE(token.use_count(), 1);
    QCoreApplication::processEvents();
    QVERIFY(!ran);
}

void TestMailbox::mayBeDestroyedByATask()
{
    auto mailbox = std::make_unique<Mailbox>();
    const auto token = std::make_shared<int>(0);
    bool destroyed = false;
    bool ranLater = false;
    mailbox->post([&] {
        mailbox.reset();
        destroyed = true;
    });
    mailbox->post([&ranLater, token] { ranLater = true; });
    QTRY_VERIFY(destroyed);
    QCoreApplication::processEvents();
    QVERIFY(!ranLater);
    QCOMPARE(token.use_count(), 1);
}

void TestMailbox::mayBeReplacedByATask()
{
    auto mailbox = std::make_unique<Mailbox>();
    bool ran = false;
    mailbox->post([&] {
        mailbox = std::make_unique<Mailbox>();
        mailbox->post([&] { ran = true; });
    });
    QTRY_VERIFY(ran);
}

void TestMailbox::survivesPostsDuringDestruction()
{
    for (int round = 0; round < 30; ++round) {
        auto mailbox = std::make_unique<Mailbox>();
        std::atomic<bool> started = false;
        std::thread poster{[&started, address = mailbox->address()] {
            do
                started = true;
            while (address.post([] {}));
        }};
        while (!started)
            std::this_thread::yield();
        mailbox.reset();
        poster.join();
    }
}

void TestMailbox::holdsNoLockWhileDroppedTasksDie()
{
    auto mailbox = std::make_unique<Mailbox>();
    std::optional<bool> posted;
    const auto address = mailbox->address();
    const auto postAndDelete = [&posted, address](const int *value) {
        posted = address.post([] {});
        delete value;
    };
    mailbox->post([held = std::shared_ptr<int>{new int{0}, postAndDelete}] { Q_UNUSED(held) });
    mailbox.reset();
    QCOMPARE(posted, std::optional{false});
}

QTEST_GUILESS_MAIN(TestMailbox)
#include "tst_mailbox.moc"
