#include "peer-gui/engine/background.h"

#include <QTest>

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
