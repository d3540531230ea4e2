#include "peer-gui/engine/transfer/downloadstorage.h"
#include "tests/peer-engine/storagefixture.h"

#include <QFileInfo>
#include <QRegularExpression>

using namespace ft;
using namespace ft::engine;
using test::StorageFixture;
using Kind = DownloadStorage::Opened::Kind;
using Outcome = DownloadStorage::Written::Outcome;

namespace {

std::vector<std::uint32_t> verifiedOf(const DownloadStorage &storage)
{
    std::vector<std::uint32_t> pieces;
    for (std::uint32_t i = 0; i < storage.layout().count(); ++i) {
        if (storage.isVerified(PieceIndex{i}))
            pieces.push_back(i);
    }
    return pieces;
}

using Pieces = std::vector<std::uint32_t>;

} // namespace

class TstDownloadStorage : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void writesWhatVerifiesAndCommitsIt()
    {
        StorageFixture f;
        const auto storage = f.make();
        const auto opened = f.open(*storage);
        QCOMPARE(opened->kind, Kind::Fresh);
        QVERIFY(!storage->layer());
        QVERIFY(f.setLayer(*storage, f.layer()));
        for (const std::uint32_t index : {2U, 0U, 3U, 1U}) {
            QVERIFY(!storage->isComplete());
            const auto written = f.write(*storage, index, f.piece(index));
            QCOMPARE(written.outcome, Outcome::Verified);
            QCOMPARE(written.bytes, f.piece(index));
        }
        QVERIFY(storage->isComplete());
        QCOMPARE(storage->verifiedBytes(), f.record.size);
        QCOMPARE(storage->verified(), QByteArray{"\xf0"});
        const auto committed = f.commit(*storage);
        QCOMPARE(committed->path, f.folder() + QStringLiteral("/a.bin"));
        QCOMPARE(committed->stamp, stampOf(committed->path).value());
        QCOMPARE(committed->stamp.modified(), f.record.modified);
        QCOMPARE(test::filesBelow(f.folder()), QStringList{QStringLiteral("a.bin")});
        QCOMPARE(test::contentOf(committed->path), f.content);
    }

    void commitsSmallFiles_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("empty") << QByteArray{};
        QTest::newRow("one byte") << QByteArray{"x"};
        QTest::newRow("one piece") << test::randomBytes(StorageFixture::PieceSize, 5);
    }
    void commitsSmallFiles()
    {
        QFETCH(QByteArray, content);
        StorageFixture f{content};
        const auto storage = f.make();
        QCOMPARE(f.open(*storage)->kind, Kind::Fresh);
        QVERIFY(storage->layer());
        if (!content.isEmpty())
            QCOMPARE(f.write(*storage, 0, content).outcome, Outcome::Verified);
        QCOMPARE(test::contentOf(f.commit(*storage)->path), content);
    }

    void refusesAnEmptyFileWithAnotherRoot()
    {
        StorageFixture f{QByteArray{}};
        f.record.root = test::rootOf(1);
        const auto opened = f.open(*f.make());
        QCOMPARE(opened.error().code, ProblemCode::PieceMismatch);
        QVERIFY(!QFileInfo::exists(f.folder()));
    }

    void takesNoOtherLayer()
    {
        StorageFixture f;
        const auto storage = f.make();
        QVERIFY(f.open(*storage));
        auto wrong = f.layer();
        std::swap(wrong[0], wrong[1]);
        QVERIFY(!f.setLayer(*storage, wrong));
        QVERIFY(!f.setLayer(*storage, {}));
        QVERIFY(!storage->layer());
    }

    void writesNothingThatDoesNotVerify()
    {
        StorageFixture f;
        const auto storage = f.makeWith({});
        const auto bad = f.write(*storage, 1, f.piece(0));
        QCOMPARE(bad.outcome, Outcome::Mismatch);
        QCOMPARE(bad.bytes, f.piece(0));
        QCOMPARE(QFileInfo{f.partPath()}.size(), f.content.size());
        QCOMPARE(test::contentOf(f.partPath()), QByteArray(f.content.size(), '\0'));
        QVERIFY(verifiedOf(*storage).empty());
        QCOMPARE(f.write(*storage, 1, f.piece(1)).outcome, Outcome::Verified);
        QCOMPARE(f.write(*storage, 1, f.piece(0)).outcome, Outcome::Mismatch);
        QCOMPARE(verifiedOf(*storage), Pieces{1});
    }

    void bearsTheSamePieceTwiceAtOnce()
    {
        StorageFixture f;
        const auto storage = f.makeWith({});
        std::vector<Outcome> outcomes;
        const auto note = [&](const auto &written) {
            outcomes.push_back(written.outcome);
        };
        storage->write(PieceIndex{0}, f.piece(1), note);
        storage->write(PieceIndex{0}, f.piece(0), note);
        storage->write(PieceIndex{0}, f.piece(0), note);
        QTRY_COMPARE(outcomes,
                     (std::vector{Outcome::Mismatch, Outcome::Verified, Outcome::Verified}));
        QCOMPARE(storage->verifiedCount(), 1U);
        QCOMPARE(test::contentOf(f.partPath()).first(f.PieceSize), f.piece(0));
    }

    void tellsHowFarTheFileIsWhole()
    {
        StorageFixture f;
        const auto storage = f.makeWith({1});
        QCOMPARE(storage->verifiedPrefix(), 0ULL);
        f.write(*storage, 0, f.piece(0));
        QCOMPARE(storage->verifiedPrefix(), 2ULL * f.PieceSize);
        f.write(*storage, 2, f.piece(2));
        f.write(*storage, 3, f.piece(3));
        QCOMPARE(storage->verifiedPrefix(), f.record.size);
    }

    void findsTheContentThatIsThere()
    {
        StorageFixture f;
        test::writeFile(f.folder() + QStringLiteral("/a.bin"), "another's");
        test::writeFile(f.folder() + QStringLiteral("/a (2).bin"), f.content);
        const auto opened = f.open(*f.make());
        QCOMPARE(opened->kind, Kind::AlreadyThere);
        QCOMPARE(opened->path, f.folder() + QStringLiteral("/a (2).bin"));
        QCOMPARE(test::filesBelow(f.folder()).size(), 2);
    }

    void replacesNoFileOfTheSameName()
    {
        StorageFixture f;
        const auto storage = f.makeWith({0, 1, 2, 3});
        test::writeFile(f.folder() + QStringLiteral("/a.bin"), "another's");
        QCOMPARE(f.commit(*storage)->path, f.folder() + QStringLiteral("/a (2).bin"));
        QCOMPARE(test::contentOf(f.folder() + QStringLiteral("/a.bin")), QByteArray{"another's"});
    }

    void isOneDownloadsOnly()
    {
        StorageFixture f;
        const auto first = f.makeWith({0});
        QCOMPARE(f.open(*f.make()).error().code, ProblemCode::PartInUse);
        QVERIFY(f.close(*first));
        QCOMPARE(f.open(*f.make())->kind, Kind::ToCheck);
    }

    void removesWhatIsDiscarded()
    {
        StorageFixture f;
        auto storage = f.makeWith({0, 1});
        storage->discard();
        storage.reset();
        QTRY_VERIFY(test::filesBelow(f.folder()).isEmpty());
    }

    void removesWhatIsDiscardedWhileItIsOpened()
    {
        StorageFixture f;
        test::writeFile(f.partPath(), "what an earlier run left");
        auto storage = f.make();
        bool isOpened = false;
        storage->open([&](const auto &opened) { isOpened = opened.has_value(); });
        storage->discard();
        storage.reset();
        QTRY_VERIFY(test::filesBelow(f.folder()).isEmpty());
        QVERIFY(!isOpened);
    }

    void mayBeDeletedAtAnyMoment()
    {
        StorageFixture f;
        for (int i = 0; i < 50; ++i) {
            auto storage = f.make();
            storage->open([](const auto &) { QFAIL("the storage is gone"); });
            storage.reset();
        }
        std::unique_ptr<DownloadStorage> storage;
        const auto isOpened = [&] {
            storage = f.make();
            return f.open(*storage).has_value();
        };
        QVERIFY(QTest::qWaitFor(isOpened));
        QVERIFY(f.setLayer(*storage, f.layer()));
        for (std::uint32_t i = 0; i < 4; ++i)
            storage->write(PieceIndex{i}, f.piece(i), [](const auto &) { QFAIL("it is gone"); });
        QVERIFY(QTest::qWaitFor(isOpened));
    }
};

QTEST_GUILESS_MAIN(TstDownloadStorage)
#include "tst_downloadstorage.moc"
