#include "peer-gui/engine/background.h"

#include <QTest>

#include <atomic>
#include <future>

using namespace ft;
using namespace ft::engine;

class TstBackground : public QObject
{
    Q_OBJECT

private slots:
    void givesTheValueBackInTheEngineThread()
    {
        const Mailbox mailbox;
        WorkerPool pool{2};
        const Background background{pool, mailbox.address()};
        std::thread::id worked;
        std::thread::id done;
        int value = 0;
        background.run(
            this,
            [&worked] {
                worked = std::this_thread::get_id();
                return 42;
            },
            [&](int result) {
                done = std::this_thread::get_id();
                value = result;
            });
        QCOMPARE(value, 0);
        QTRY_COMPARE(value, 42);
        QVERIFY(worked != std::this_thread::get_id());
        QCOMPARE(done, std::this_thread::get_id());
    }

    void takesValuesThatCanOnlyBeMoved()
    {
        const Mailbox mailbox;
        WorkerPool pool{1};
        const Background background{pool, mailbox.address()};
        std::unique_ptr<int> value;
        background.run(
            this,
            [] { return std::make_unique<int>(7); },
            [&](std::unique_ptr<int> result) { value = std::move(result); });
        QTRY_VERIFY(value);
        QCOMPARE(*value, 7);
    }

    void dropsTheValueForAReceiverThatIsGone()
    {
        const Mailbox mailbox;
        WorkerPool pool{1};
        const Background background{pool, mailbox.address()};
        auto receiver = std::make_unique<QObject>();
        std::promise<void> going;
        const auto value = std::make_shared<int>(1);
        bool isCalled = false;
        background.run(
            receiver.get(),
            [value, gone = std::make_shared<std::future<void>>(going.get_future())] {
                gone->wait();
                return value;
            },
            [&](const std::shared_ptr<int> &) { isCalled = true; });
        receiver.reset();
        going.set_value();
        QTRY_COMPARE(value.use_count(), 1);
        QVERIFY(!isCalled);
    }

    void keepsTheCallbackOutOfTheWorkers_data()
    {
        QTest::addColumn<bool>("isMailboxGone");
        QTest::newRow("the value comes") << false;
        QTest::newRow("nobody takes the value") << true;
    }
    void keepsTheCallbackOutOfTheWorkers()
    {
        QFETCH(bool, isMailboxGone);
        const auto here = std::this_thread::get_id();
        std::atomic<bool> isElsewhere = false;
        std::atomic<bool> hasWorked = false;
        {
            auto mailbox = std::make_unique<Mailbox>();
            WorkerPool pool{1};
            const Background background{pool, mailbox->address()};
            std::promise<void> going;
            const auto noteWhere = [&isElsewhere, here](void *) {
                if (std::this_thread::get_id() != here)
                    isElsewhere = true;
            };
            background.run(
                this,
                [gone = std::make_shared<std::future<void>>(going.get_future()), &hasWorked] {
                    gone->wait();
                    hasWorked = true;
                    return 0;
                },
                [held = std::shared_ptr<void>{nullptr, noteWhere}](int) {});
            if (isMailboxGone)
                mailbox.reset();
            going.set_value();
            QTRY_VERIFY(hasWorked);
        }
        QVERIFY(!isElsewhere);
    }

    void mayStartMoreWorkInItsCallback()
    {
        const Mailbox mailbox;
        WorkerPool pool{1};
        const Background background{pool, mailbox.address()};
        int done = 0;
        std::function<void(int)> again = [&](int value) {
            done = value;
            if (value < 100)
                background.run(
                    this, [value] { return value + 1; }, again);
        };
        background.run(
            this, [] { return 1; }, again);
        QTRY_COMPARE(done, 100);
    }

    void outlivesNeitherMailboxNorPool()
    {
        const auto value = std::make_shared<int>(1);
        bool isCalled = false;
        {
            WorkerPool pool{1};
            auto mailbox = std::make_unique<Mailbox>();
            const Background background{pool, mailbox->address()};
            for (int i = 0; i < 50; ++i)
                background.run(
                    this, [value] { return value; }, [&](const auto &) { isCalled = true; });
            mailbox.reset();
        }
        QCOMPARE(value.use_count(), 1);
        QVERIFY(!isCalled);
    }
};

QTEST_GUILESS_MAIN(TstBackground)
#include "tst_background.moc"
