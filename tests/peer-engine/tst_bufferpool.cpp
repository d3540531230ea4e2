#include "peer-gui/engine/transfer/bufferpool.h"

#include <QSignalSpy>
#include <QTest>

using namespace ft::engine;

class TstBufferPool : public QObject
{
    Q_OBJECT

private slots:
    void givesOutNoMoreThanItsCapacity()
    {
        BufferPool pool{100};
        BufferPool::Account account{pool};
        auto first = account.take(60);
        QVERIFY(first);
        QCOMPARE(first->size(), 60);
        QVERIFY(!account.take(41));
        QVERIFY(account.take(40));
        QCOMPARE(pool.taken(), 100);
    }

    void tellsWhenThereIsRoomAgain()
    {
        BufferPool pool{100};
        BufferPool::Account account{pool};
        BufferPool::Account other{pool};
        auto buffer = account.take(100);
        QVERIFY(buffer);
        QVERIFY(!other.take(1));
        const QSignalSpy freed{&pool, &BufferPool::freed};
        account.give(*std::move(buffer));
        QCOMPARE(freed.count(), 1);
        QVERIFY(other.take(1));
    }

    void givesOutALargerBufferWhenNothingElseIs()
    {
        BufferPool pool{100};
        BufferPool::Account account{pool};
        auto large = account.take(1'000);
        QVERIFY(large);
        QVERIFY(!account.take(1));
        account.give(*std::move(large));
        QVERIFY(account.take(1));
    }

    void takesBackWhatAnAccountStillHadWhenItGoes()
    {
        BufferPool pool{100};
        const QSignalSpy freed{&pool, &BufferPool::freed};
        {
            BufferPool::Account account{pool};
            (void)account.take(70);
        }
        QCOMPARE(pool.taken(), 0);
        QCOMPARE(freed.count(), 1);
    }

    void usesTheMemoryOfPiecesAgain()
    {
        constexpr qsizetype MiB = 1 << 20;
        BufferPool pool;
        BufferPool::Account account{pool};
        auto buffer = account.take(MiB);
        QVERIFY(buffer);
        const void *const memory = buffer->constData();
        account.give(*std::move(buffer));
        buffer = account.take(MiB);
        QVERIFY(buffer);
        QCOMPARE(static_cast<const void *>(buffer->constData()), memory);
    }

    void doesNotUseMemoryThatSomebodyStillReads()
    {
        constexpr qsizetype MiB = 1 << 20;
        BufferPool pool;
        BufferPool::Account account{pool};
        auto buffer = account.take(MiB);
        QVERIFY(buffer);
        const QByteArray shared = *buffer;
        account.give(*std::move(buffer));
        buffer = account.take(MiB);
        QVERIFY(buffer);
        QVERIFY(buffer->constData() != shared.constData());
    }
};

QTEST_APPLESS_MAIN(TstBufferPool)
#include "tst_bufferpool.moc"
