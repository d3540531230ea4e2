#include "peer-gui/engine/workerpool.h"

#include <QTest>

#include <atomic>
#include <future>
#include <set>

using namespace ft::engine;

class TstWorkerPool : public QObject
{
    Q_OBJECT

private slots:
    void runsEveryTaskOnceInThreadsOfItsOwn()
    {
        std::atomic<int> count = 0;
        std::atomic<int> here = 0;
        const auto thisThread = std::this_thread::get_id();
        {
            WorkerPool pool{3};
            std::promise<void> all;
            for (int i = 0; i < 1'000; ++i) {
                pool.post([&] {
                    if (std::this_thread::get_id() == thisThread)
                        ++here;
                    if (++count == 1'000)
                        all.set_value();
                });
            }
            all.get_future().wait();
        }
        QCOMPARE(count.load(), 1'000);
        QCOMPARE(here.load(), 0);
    }

    void beginsTasksInOrder()
    {
        std::vector<int> order;
        std::promise<void> all;
        WorkerPool pool{1};
        for (int i = 0; i < 100; ++i)
            pool.post([&order, i] { order.push_back(i); });
        pool.post([&] { all.set_value(); });
        all.get_future().wait();
        QVERIFY(std::is_sorted(order.begin(), order.end()));
        QCOMPARE(order.size(), std::size_t{100});
    }

    void usesAllItsThreadsAtOnce()
    {
        // Each of the two ends only when the other has begun.
        std::promise<void> first;
        std::promise<void> second;
        std::promise<void> done;
        WorkerPool pool{2};
        pool.post([&] {
            first.set_value();
            second.get_future().wait();
            done.set_value();
        });
        pool.post([&] {
            first.get_future().wait();
            second.set_value();
        });
        done.get_future().wait();
    }

    void hasAThreadHoweverFewAreAskedFor()
    {
        std::promise<void> done;
        WorkerPool pool{0};
        pool.post([&] { done.set_value(); });
        done.get_future().wait();
    }

    void finishesWhatBeganAndDropsTheRestAtItsEnd()
    {
        constexpr int Count = 100'000;
        const auto held = std::make_shared<int>(0);
        std::atomic<int> begun = 0;
        std::atomic<int> finished = 0;
        {
            std::promise<void> first;
            WorkerPool pool{2};
            for (int i = 0; i < Count; ++i) {
                pool.post([&, held] {
                    if (begun++ == 0)
                        first.set_value();
                    ++finished;
                });
            }
            first.get_future().wait();
        }
        QCOMPARE(begun.load(), finished.load());
        // What never ran is gone all the same, with whatever it held.
        QCOMPARE(held.use_count(), 1);
    }

    void mayBePostedToFromItsTasks()
    {
        std::promise<void> done;
        WorkerPool pool{1};
        pool.post([&] { pool.post([&] { done.set_value(); }); });
        done.get_future().wait();
    }
};

QTEST_APPLESS_MAIN(TstWorkerPool)
#include "tst_workerpool.moc"
