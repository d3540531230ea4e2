#include "tracker/core/blobstore.h"

#include <QTest>

#include <cstring>

using ft::tracker::BlobStore;

class TestBlobStore : public QObject
{
    Q_OBJECT

private slots:
    void keepsBlobsApart_data();
    void keepsBlobsApart();
    void usesFreedRoomAgain();
    void growsBySlabsAndGivesThemBackWhenCleared();
};

void TestBlobStore::keepsBlobsApart_data()
{
    QTest::addColumn<std::size_t>("bytes");
    for (const std::size_t bytes : {std::size_t{0},
                                    std::size_t{1},
                                    std::size_t{7},
                                    std::size_t{8},
                                    std::size_t{9},
                                    BlobStore::MaxBytes})
        QTest::addRow("%zu bytes", bytes) << bytes;
}

void TestBlobStore::keepsBlobsApart()
{
    QFETCH(const std::size_t, bytes);
    BlobStore store;
    std::vector<BlobStore::Handle> handles;
    for (int i = 0; i < 1'000; ++i) {
        handles.push_back(store.allocate(bytes));
        std::memset(store.at(handles.back()), i % 251, bytes);
    }
    for (int i = 0; i < 1'000; ++i) {
        const QByteArray expected(static_cast<qsizetype>(bytes), static_cast<char>(i % 251));
        const auto *blob = std::as_const(store).at(handles[static_cast<std::size_t>(i)]);
        QCOMPARE(QByteArray(blob, static_cast<qsizetype>(bytes)), expected);
    }
}

void TestBlobStore::usesFreedRoomAgain()
{
    BlobStore store;
    const auto first = store.allocate(20);
    const auto second = store.allocate(20);
    const auto other = store.allocate(40);
    store.release(first, 20);
    store.release(second, 20);
    store.release(other, 40);
    QCOMPARE(store.allocate(24), second); // rounded up, 20 and 24 are one size
    QCOMPARE(store.allocate(17), first);
    QCOMPARE(store.allocate(33), other);
}

void TestBlobStore::growsBySlabsAndGivesThemBackWhenCleared()
{
    BlobStore store;
    QCOMPARE(store.memory(), std::size_t{0});
    for (int i = 0; i < 300; ++i)
        static_cast<void>(store.allocate(BlobStore::MaxBytes));
    QCOMPARE(store.memory(), std::size_t{2} << 20U);
    store.clear();
    QCOMPARE(store.memory(), std::size_t{0});
    QCOMPARE(store.allocate(8), BlobStore::Handle{0});
}

QTEST_APPLESS_MAIN(TestBlobStore)
#include "tst_blobstore.moc"
