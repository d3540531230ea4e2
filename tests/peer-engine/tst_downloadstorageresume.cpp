#include "tests/peer-engine/storagefixture.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSignalSpy>

#include <fcntl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace ft;
using namespace ft::engine;
using test::StorageFixture;
using Kind = DownloadStorage::Opened::Kind;
using Outcome = DownloadStorage::Written::Outcome;

namespace {

/// Overwrites in place: inode and size stay. The time is set outright, because two writes within
/// one tick of the file system's clock have the same.
void spoil(const QString &path, qsizetype offset, const QByteArray &bytes)
{
    QFile file{path};
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.seek(offset));
    QCOMPARE(file.write(bytes), bytes.size());
    file.close();
    const std::array<timespec, 2> times{timespec{0, UTIME_OMIT}, timespec{1'000'000'000, 0}};
    QCOMPARE(::utimensat(AT_FDCWD, QFile::encodeName(path).constData(), times.data(), 0), 0);
}

using Pieces = std::vector<std::uint32_t>;

Pieces verifiedOf(const DownloadStorage &storage)
{
    Pieces pieces;
    for (std::uint32_t i = 0; i < storage.layout().count(); ++i) {
        if (storage.isVerified(PieceIndex{i}))
            pieces.push_back(i);
    }
    return pieces;
}

} // namespace

/// What a later run makes of what an earlier one left, and what becomes of a download whose file is
/// changed or removed under it.
class TstDownloadStorageResume : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void trustsWhatWasRecordedWhenNothingChanged_data()
    {
        QTest::addColumn<bool>("isClosed");
        QTest::newRow("after close()") << true;
        QTest::newRow("after checkpoint()") << false;
    }
    void trustsWhatWasRecordedWhenNothingChanged()
    {
        QFETCH(bool, isClosed);
        StorageFixture f;
        auto storage = f.makeWith({0, 2});
        const auto known = isClosed ? StorageFixture::close(*storage)
                                    : StorageFixture::checkpoint(*storage);
        storage.reset();
        storage = f.make(known.value());
        QCOMPARE(StorageFixture::open(*storage)->kind, Kind::Resumed);
        QCOMPARE(verifiedOf(*storage), (Pieces{0, 2}));
        QCOMPARE(storage->uncheckedCount(), 0U);
        QVERIFY(storage->layer());
        StorageFixture::write(*storage, 1, f.piece(1));
        StorageFixture::write(*storage, 3, f.piece(3));
        QCOMPARE(test::contentOf(StorageFixture::commit(*storage)->path), f.content);
    }

    void findsByHashWhatWasWrittenSinceTheRecord()
    {
        StorageFixture f;
        auto storage = f.makeWith({0});
        const auto known = StorageFixture::checkpoint(*storage).value();
        StorageFixture::write(*storage, 2, f.piece(2));
        spoil(f.partPath(), 0, f.piece(0).first(1));
        storage.reset(); // as if it was killed

        storage = f.make(known);
        QCOMPARE(StorageFixture::open(*storage)->kind, Kind::ToCheck);
        QVERIFY(verifiedOf(*storage).empty());
        QSignalSpy found{storage.get(), &DownloadStorage::pieceFound};
        QSignalSpy checked{storage.get(), &DownloadStorage::checked};
        storage->check();
        QCOMPARE(checked.size(), 0);
        QTRY_COMPARE(checked.size(), 1);
        QCOMPARE(found.size(), 2);
        QCOMPARE(verifiedOf(*storage), (Pieces{0, 2}));
        QCOMPARE(storage->uncheckedCount(), 0U);
    }

    void believesNothingOfAFileThatChanged_data()
    {
        QTest::addColumn<int>("how");
        QTest::newRow("a byte") << 0;
        QTest::newRow("truncated and longer again") << 1;
        QTest::newRow("replaced") << 2;
        QTest::newRow("shorter") << 3;
        QTest::newRow("longer") << 4;
    }
    void believesNothingOfAFileThatChanged()
    {
        QFETCH(int, how);
        StorageFixture f;
        auto storage = f.makeWith({0, 1, 2, 3});
        const auto known = StorageFixture::close(*storage).value();
        storage.reset();
        const QString path = f.partPath();
        const auto size = f.content.size();
        auto damaged = f.content;
        damaged[StorageFixture::PieceSize] = static_cast<char>(damaged[StorageFixture::PieceSize]
                                                               + 1);
        switch (how) {
        case 0:
            spoil(path, StorageFixture::PieceSize, damaged.mid(StorageFixture::PieceSize, 1));
            break;
        case 1:
            QVERIFY(QFile::resize(path, StorageFixture::PieceSize) && QFile::resize(path, size));
            break;
        case 2:
            QVERIFY(QFile::rename(path, path + u'x'));
            test::writeFile(path, damaged);
            break;
        case 3:
            QVERIFY(QFile::resize(path, StorageFixture::PieceSize));
            break;
        default:
            spoil(path, StorageFixture::PieceSize, damaged.mid(StorageFixture::PieceSize, 1));
            QVERIFY(QFile::resize(path, size + 1));
            break;
        }
        storage = f.make(known);
        QCOMPARE(StorageFixture::open(*storage)->kind, Kind::ToCheck);
        QVERIFY(verifiedOf(*storage).empty());
        QSignalSpy checked{storage.get(), &DownloadStorage::checked};
        storage->check();
        QVERIFY(checked.wait());
        QVERIFY(storage->isVerified(PieceIndex{0}));
        QVERIFY(!storage->isVerified(PieceIndex{1}));
        for (std::uint32_t i = 1; i < 4; ++i)
            StorageFixture::write(*storage, i, f.piece(i));
        QCOMPARE(test::contentOf(StorageFixture::commit(*storage)->path), f.content);
    }

    void doesNotBelieveARecordThatIsNotItsOwn_data()
    {
        QTest::addColumn<int>("how");
        QTest::newRow("another file's layer") << 0;
        QTest::newRow("no layer") << 1;
        QTest::newRow("too few bits") << 2;
        QTest::newRow("too many bits") << 3;
    }
    void doesNotBelieveARecordThatIsNotItsOwn()
    {
        QFETCH(int, how);
        StorageFixture f;
        auto storage = f.makeWith({0, 1});
        auto known = StorageFixture::close(*storage).value();
        storage.reset();
        if (how == 0)
            known.layer = std::make_shared<const std::vector<NodeHash>>(4, NodeHash{});
        else if (how == 1)
            known.layer = nullptr;
        else
            known.verified = how == 2 ? QByteArray{} : known.verified + known.verified;
        storage = f.make(known);
        QCOMPARE(StorageFixture::open(*storage)->kind, Kind::ToCheck);
        QCOMPARE(storage->layer() != nullptr, how >= 2);
        QVERIFY(verifiedOf(*storage).empty());
    }

    void readsNoHoles()
    {
        StorageFixture f{test::randomBytes(8 * StorageFixture::PieceSize, 3)};
        auto storage = f.makeWith({5});
        QVERIFY(StorageFixture::close(*storage));
        storage = f.make();
        const auto opened = StorageFixture::open(*storage);
        QCOMPARE(opened->kind, Kind::ToCheck);
        QCOMPARE(opened->bytesOnDisk, static_cast<std::uint64_t>(StorageFixture::PieceSize));
        QCOMPARE(storage->uncheckedCount(), 1U);
        QVERIFY(storage->isUnchecked(PieceIndex{5}));
    }

    void takesPiecesWhileItChecks()
    {
        StorageFixture f{test::randomBytes(40 * StorageFixture::PieceSize, 4)};
        auto storage = f.makeWith({});
        for (std::uint32_t i = 0; i < 40; i += 2)
            StorageFixture::write(*storage, i, f.piece(i));
        QVERIFY(StorageFixture::close(*storage));
        storage = f.make();
        QVERIFY(StorageFixture::open(*storage));
        QVERIFY(StorageFixture::setLayer(*storage, f.layer()));
        QSignalSpy checked{storage.get(), &DownloadStorage::checked};
        int written = 0;
        storage->check();
        for (std::uint32_t i = 0; i < 40; ++i) {
            storage->write(PieceIndex{i}, f.piece(i), [&](const auto &result) {
                written += result.outcome == Outcome::Verified ? 1 : 0;
            });
        }
        QTRY_COMPARE(written, 40);
        QTRY_COMPARE(checked.size(), 1);
        QVERIFY(storage->isComplete());
        QCOMPARE(test::contentOf(StorageFixture::commit(*storage)->path), f.content);
    }

    void closesInTheMiddleOfEverything()
    {
        StorageFixture f{test::randomBytes(40 * StorageFixture::PieceSize, 4)};
        auto storage = f.makeWith({0, 1, 2, 3, 4, 5, 6, 7, 8});
        QVERIFY(StorageFixture::close(*storage));
        storage = f.make();
        QVERIFY(StorageFixture::open(*storage));
        QVERIFY(StorageFixture::setLayer(*storage, f.layer()));
        storage->check();
        int written = 0;
        for (std::uint32_t i = 20; i < 40; ++i)
            storage->write(PieceIndex{i}, f.piece(i), [&](const auto &) { ++written; });
        const auto known = StorageFixture::close(*storage);
        QVERIFY(known);
        QCOMPARE(written, 20);
        storage.reset();
        storage = f.make(known.value());
        QCOMPARE(StorageFixture::open(*storage)->kind, Kind::Resumed);
        for (std::uint32_t i = 20; i < 40; ++i)
            QVERIFY(storage->isVerified(PieceIndex{i}));
    }

    void keepsWhatItHadNoTimeToLookAt()
    {
        StorageFixture f;
        StorageFixture::close(*f.makeWith({0, 1, 2, 3}));
        {
            const auto storage = f.make();
            QVERIFY(StorageFixture::open(*storage));
            QVERIFY(StorageFixture::setLayer(*storage, f.layer()));
            storage->check();
            // The checks begin in this turn of the event loop, and are given up in it.
            QCoreApplication::processEvents();
            QVERIFY(StorageFixture::close(*storage));
        }
        const auto storage = f.make();
        QCOMPARE(StorageFixture::open(*storage)->kind, Kind::ToCheck);
        QCOMPARE(storage->uncheckedCount(), 4U);
    }

    void removesWhatIsEmptyWhenItCloses()
    {
        StorageFixture f;
        auto storage = f.makeWith({});
        QVERIFY(QFileInfo::exists(f.partPath()));
        const auto known = StorageFixture::close(*storage);
        QVERIFY(!QFileInfo::exists(f.partPath()));
        storage = f.make(known.value());
        QCOMPARE(StorageFixture::open(*storage)->kind, Kind::Fresh);
        QVERIFY(storage->layer());
    }

    void closesBeforeItIsOpen()
    {
        StorageFixture f;
        const auto storage = f.make();
        storage->open([](const auto &) { QFAIL("it was closed before"); });
        QVERIFY(StorageFixture::close(*storage));
        QVERIFY(StorageFixture::open(*f.make()));
    }

    void losesNothingWhenItClosesBeforeItIsOpen_data()
    {
        QTest::addColumn<bool>("isRecorded");
        QTest::newRow("recorded") << true;
        QTest::newRow("not recorded") << false;
    }
    void losesNothingWhenItClosesBeforeItIsOpen()
    {
        QFETCH(bool, isRecorded);
        StorageFixture f;
        KnownPieces known;
        const auto written = StorageFixture::close(*f.makeWith({0, 2})).value();
        if (isRecorded)
            known = written;
        auto storage = f.make(known);
        storage->open([](const auto &) { QFAIL("it was closed before"); });
        known = StorageFixture::close(*storage).value();
        storage = f.make(known);
        QCOMPARE(StorageFixture::open(*storage)->kind, isRecorded ? Kind::Resumed : Kind::ToCheck);
        QCOMPARE(storage->verifiedCount() + storage->uncheckedCount(), 2U);
    }

    void commitsNothingThatSomebodyElseSpoiled()
    {
        StorageFixture f;
        const auto storage = f.makeWith({0, 1, 2, 3});
        spoil(f.partPath(), 2 * StorageFixture::PieceSize + 7, "xyz");
        const auto failed = StorageFixture::commit(*storage);
        QCOMPARE(failed.error().code, ProblemCode::PieceMismatch);
        QCOMPARE(verifiedOf(*storage), (Pieces{0, 1, 3}));
        QCOMPARE(storage->verifiedPrefix(), 2ULL * StorageFixture::PieceSize);
        QVERIFY(!QFileInfo::exists(f.folder() + QStringLiteral("/a.bin")));
        StorageFixture::write(*storage, 2, f.piece(2));
        QCOMPARE(test::contentOf(StorageFixture::commit(*storage)->path), f.content);
    }

    void recordsNothingOfAFileThatSomebodyElseWroteTo()
    {
        StorageFixture f;
        auto storage = f.makeWith({0, 1});
        spoil(f.partPath(), 7, "xyz");
        const auto known = StorageFixture::close(*storage).value();
        storage.reset();
        QCOMPARE(StorageFixture::open(*f.make(known))->kind, Kind::ToCheck);
    }

    void tellsThatItsFileIsGone_data()
    {
        QTest::addColumn<int>("how");
        QTest::newRow("removed") << 0;
        QTest::newRow("removed with its folder") << 1;
        QTest::newRow("another in its place") << 2;
    }
    void tellsThatItsFileIsGone()
    {
        QFETCH(int, how);
        StorageFixture f;
        const auto storage = f.makeWith({0, 1, 2, 3});
        if (how == 1)
            QVERIFY(QDir{f.folder()}.removeRecursively());
        else
            QVERIFY(QFile::remove(f.partPath()));
        if (how == 2)
            test::writeFile(f.partPath(), "another's");
        QCOMPARE(StorageFixture::checkpoint(*storage).error().code, ProblemCode::FolderUnwritable);
        QCOMPARE(StorageFixture::commit(*storage).error().code, ProblemCode::FolderUnwritable);
        QVERIFY(!QFileInfo::exists(f.folder() + QStringLiteral("/a.bin")));
        if (how == 2)
            QCOMPARE(test::contentOf(f.partPath()), QByteArray{"another's"});
    }

    void goesOnWhenTheDiskHasRoomAgain()
    {
        StorageFixture f;
        QDir{}.mkpath(f.folder());
        const QByteArray folder = f.folder().toUtf8();
        if (::geteuid() != 0 || ::mount("none", folder.constData(), "tmpfs", 0, "size=5m") != 0)
            QSKIP("no small file system can be made here");
        const QString other = f.folder() + QStringLiteral("/other");
        test::writeFile(other, QByteArray(4 * 1024 * 1024, 'x'));
        {
            const auto storage = f.makeWith({});
            Pieces failed;
            for (std::uint32_t i = 0; i < 4; ++i) {
                const auto written = StorageFixture::write(*storage, i, f.piece(i));
                if (written.outcome == Outcome::Verified)
                    continue;
                QCOMPARE(written.outcome, Outcome::Failed);
                QCOMPARE(written.problem->code, ProblemCode::DiskFull);
                QCOMPARE(written.bytes, f.piece(i));
                failed.push_back(i);
            }
            QVERIFY(failed.size() >= 3);
            QVERIFY(QFile::remove(other));
            for (const auto i : failed)
                QCOMPARE(StorageFixture::write(*storage, i, f.piece(i)).outcome, Outcome::Verified);
            QCOMPARE(test::contentOf(StorageFixture::commit(*storage)->path), f.content);
        }
        QCOMPARE(::umount(folder.constData()), 0);
    }
};

QTEST_GUILESS_MAIN(TstDownloadStorageResume)
#include "tst_downloadstorageresume.moc"
