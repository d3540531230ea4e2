#include "common/hash/contenthasher.h"
#include "tests/peer-engine/libraryfixture.h"

#include <QTest>

using namespace ft;
using namespace ft::engine;
using ft::test::FileTree;
using ft::test::LibraryFixture;
using ft::test::sharedPath;

namespace {

using Answer = std::optional<Result<SharedFile, PublishError>>;

ShareLibrary::PublishDone into(Answer &answer)
{
    return [&answer](const Result<SharedFile, PublishError> &result) {
        answer = result;
    };
}

/// What a download hands over: hashed already.
SharedFile fetched(const FileTree &tree, const QString &name, const char *path)
{
    QFile file{tree.at(name)};
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no such file");
    hash::ContentHasher hasher{0};
    hasher.add(file.readAll());
    auto identity = hasher.finish();
    const FileStamp stamp = stampOf(tree.at(name)).value();
    return {.record = {.path = sharedPath(path),
                       .type = "text/plain",
                       .size = identity.size,
                       .modified = stamp.modified(),
                       .root = identity.root,
                       .md5 = identity.md5},
            .absolutePath = tree.at(name),
            .stamp = stamp,
            .pieceSize = identity.pieceSize,
            .pieceLayer = std::make_shared<const std::vector<NodeHash>>(identity.pieceLayer)};
}

} // namespace

class ShareLibraryPublishTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void offersAFileByANameOfItsOwn();
    void refusesWhatItCannotOffer_data();
    void refusesWhatItCannotOffer();
    void refusesANameInUse();
    void answersEveryoneWhoPublishesTheSame();
    void followsASymlinkThatThePersonNamed();
    void remembersWhatIsPublished();
    void keepsRememberingAFileThatIsAwayForAWhile();
    void takesBackWhatIsPublished();
    void takesBackWhatIsNotReadyYet();
    void refusesToTakeBackTheRest();
    void keepsAPublishedNameFromTheFolders();
    void adoptsAFetchedFileWithoutReadingIt();
    void adoptsBelowAShareFolderByItsPlace();
    void numbersAnAdoptedFileWhoseNameIsInUse();
    void tellsADamagedList();
};

void ShareLibraryPublishTest::offersAFileByANameOfItsOwn()
{
    const FileTree tree;
    tree.write("elsewhere/local.txt", "12345");
    LibraryFixture fixture{tree, false};
    fixture.library().start();
    Answer answer;
    QStringList order;
    connect(&fixture.library(), &ShareLibrary::filesReady, this, [&] {
        order << QStringLiteral("ready");
    });
    fixture.library().publish(tree.at(QStringLiteral("elsewhere/local.txt")),
                              sharedPath("docs/public.pdf"),
                              [&](const auto &result) {
                                  order << QStringLiteral("done");
                                  answer = result;
                              });
    QVERIFY(!answer);
    QTRY_VERIFY(answer);
    QVERIFY(*answer);
    QCOMPARE((*answer)->record.path, sharedPath("docs/public.pdf"));
    QCOMPARE((*answer)->record.type, QByteArray{"application/pdf"});
    QCOMPARE((*answer)->absolutePath, tree.at(QStringLiteral("elsewhere/local.txt")));
    QCOMPARE(fixture.offered(), QByteArrayList{"docs/public.pdf"});
    QCOMPARE(order, (QStringList{QStringLiteral("ready"), QStringLiteral("done")}));
}

void ShareLibraryPublishTest::refusesWhatItCannotOffer_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<PublishError>("error");
    QTest::newRow("not there") << QStringLiteral("missing") << PublishError::NotFound;
    QTest::newRow("folder") << QStringLiteral("folder") << PublishError::NotRegularFile;
    QTest::newRow("pipe") << QStringLiteral("pipe") << PublishError::NotRegularFile;
    QTest::newRow("unreadable") << QStringLiteral("/proc/self/mem") << PublishError::Unreadable;
    QTest::newRow("never the same")
        << QStringLiteral("/proc/self/status") << PublishError::KeepsChanging;
}

void ShareLibraryPublishTest::refusesWhatItCannotOffer()
{
    QFETCH(QString, name);
    QFETCH(PublishError, error);
    const FileTree tree;
    tree.folder(QStringLiteral("folder"));
    tree.pipe("pipe");
    LibraryFixture fixture{tree, false};
    fixture.library().start();
    Answer answer;
    const QString path = name.startsWith(u'/') ? name : tree.at(name);
    fixture.library().publish(path, sharedPath("a"), into(answer));
    QVERIFY(!answer);
    const auto isAnswered = [&] {
        fixture.clock().advance(std::chrono::seconds{2}); // past every rest between tries
        return answer.has_value();
    };
    QTRY_VERIFY(isAnswered());
    QVERIFY(!*answer);
    QCOMPARE(answer->error(), error);
    QVERIFY(fixture.offered().isEmpty());
    QVERIFY(fixture.notices.empty());
}

void ShareLibraryPublishTest::refusesANameInUse()
{
    const FileTree tree;
    tree.write("share/a", "1");
    tree.write("other", "2");
    LibraryFixture fixture{tree};
    fixture.library().start();
    QTRY_COMPARE(fixture.settled, 1);
    Answer answer;
    fixture.library().publish(tree.at(QStringLiteral("other")), sharedPath("a"), into(answer));
    QTRY_VERIFY(answer);
    QCOMPARE(answer->error(), PublishError::NameInUse);
    QCOMPARE(fixture.library().catalog().find(sharedPath("a"))->absolutePath,
             tree.at(QStringLiteral("share/a")));
}

void ShareLibraryPublishTest::answersEveryoneWhoPublishesTheSame()
{
    const FileTree tree;
    tree.write("a", "1");
    LibraryFixture fixture{tree, false};
    fixture.library().start();
    std::array<Answer, 3> answers;
    const QString path = tree.at(QStringLiteral("a"));
    fixture.library().publish(path, sharedPath("a"), into(answers[0]));
    fixture.library().publish(path, sharedPath("a"), into(answers[1]));
    QTRY_VERIFY(answers[0] && answers[1]);
    fixture.library().publish(path, sharedPath("a"), into(answers[2]));
    QTRY_VERIFY(answers[2]);
    for (const Answer &answer : answers)
        QVERIFY(*answer);
    QCOMPARE(fixture.library().progress().bytesHashed, std::uint64_t{1});
}

void ShareLibraryPublishTest::followsASymlinkThatThePersonNamed()
{
    const FileTree tree;
    tree.write("real", "1");
    tree.symlink("real", "link");
    LibraryFixture fixture{tree, false};
    fixture.library().start();
    Answer answer;
    fixture.library().publish(tree.at(QStringLiteral("link")), sharedPath("a"), into(answer));
    QTRY_VERIFY(answer);
    QCOMPARE((*answer)->absolutePath, tree.at(QStringLiteral("real")));
}

void ShareLibraryPublishTest::remembersWhatIsPublished()
{
    const FileTree tree;
    tree.write("local", "1");
    {
        LibraryFixture fixture{tree, false};
        fixture.library().start();
        Answer answer;
        fixture.library().publish(tree.at(QStringLiteral("local")), sharedPath("a"), into(answer));
        QTRY_VERIFY(answer);
        // Written by the time the answer comes, whatever happens to the program next.
        QCOMPARE(PublishedStore{tree.at(QStringLiteral("state"))}.load().files.size(),
                 std::size_t{1});
    }
    LibraryFixture fixture{tree, false};
    fixture.library().start();
    QTRY_COMPARE(fixture.settled, 1);
    QCOMPARE(fixture.offered(), QByteArrayList{"a"});
}

void ShareLibraryPublishTest::keepsRememberingAFileThatIsAwayForAWhile()
{
    const FileTree tree;
    const PublishedStore store{tree.at(QStringLiteral("state"))};
    QVERIFY(store.save({{.path = sharedPath("a"),
                         .absolutePath = tree.at(QStringLiteral("drive/a")),
                         .root = std::nullopt,
                         .stamp = std::nullopt}}));
    LibraryFixture fixture{tree, false};
    fixture.library().start();
    QTRY_COMPARE(fixture.settled, 1);
    QVERIFY(fixture.offered().isEmpty());
    QCOMPARE(fixture.notices.at(0).kind, ShareNotice::Kind::FileVanished);

    tree.write("drive/a", "1");
    fixture.library().rescan();
    QTRY_COMPARE(fixture.settled, 2);
    QCOMPARE(fixture.offered(), QByteArrayList{"a"});

    tree.remove("drive/a");
    fixture.library().rescan();
    QTRY_COMPARE(fixture.settled, 3);
    QCOMPARE(fixture.gone, QByteArrayList{"a"});
    QCOMPARE(store.load().files.size(), std::size_t{1});
}

void ShareLibraryPublishTest::takesBackWhatIsPublished()
{
    const FileTree tree;
    tree.write("local", "1");
    LibraryFixture fixture{tree, false};
    fixture.library().start();
    Answer answer;
    fixture.library().publish(tree.at(QStringLiteral("local")), sharedPath("a"), into(answer));
    QTRY_VERIFY(answer);
    QVERIFY(fixture.library().unpublish(sharedPath("a")));
    QCOMPARE(fixture.gone, QByteArrayList{"a"});
    QVERIFY(fixture.offered().isEmpty());
    QVERIFY(PublishedStore{tree.at(QStringLiteral("state"))}.load().files.empty());
    QCOMPARE(fixture.library().unpublish(sharedPath("a")).error(), UnpublishError::NotShared);
}

void ShareLibraryPublishTest::takesBackWhatIsNotReadyYet()
{
    const FileTree tree;
    tree.write("local", "1");
    LibraryFixture fixture{tree, false};
    fixture.library().pause();
    fixture.library().start();
    Answer answer;
    fixture.library().publish(tree.at(QStringLiteral("local")), sharedPath("a"), into(answer));
    QVERIFY(fixture.library().unpublish(sharedPath("a")));
    fixture.library().resume();
    QTRY_COMPARE(fixture.settled, 1);
    QCOMPARE(answer->error(), PublishError::Withdrawn);
    QVERIFY(fixture.offered().isEmpty());
    QVERIFY(fixture.gone.isEmpty());
}

void ShareLibraryPublishTest::refusesToTakeBackTheRest()
{
    const FileTree tree;
    tree.write("share/a", "1");
    LibraryFixture fixture{tree};
    fixture.library().start();
    QTRY_COMPARE(fixture.settled, 1);
    QCOMPARE(fixture.library().unpublish(sharedPath("a")).error(), UnpublishError::InShareFolder);
    QCOMPARE(fixture.library().unpublish(sharedPath("b")).error(), UnpublishError::NotShared);
    QCOMPARE(fixture.offered(), QByteArrayList{"a"});
}

void ShareLibraryPublishTest::keepsAPublishedNameFromTheFolders()
{
    const FileTree tree;
    tree.write("local", "published");
    tree.folder(QStringLiteral("share"));
    LibraryFixture fixture{tree};
    fixture.library().start();
    Answer answer;
    fixture.library().publish(tree.at(QStringLiteral("local")), sharedPath("a"), into(answer));
    QTRY_VERIFY(answer);
    QTRY_COMPARE(fixture.settled, 1);
    tree.write("share/a", "in the folder");
    fixture.library().rescan();
    QTRY_COMPARE(fixture.settled, 2);
    QCOMPARE(fixture.offered(), (QByteArrayList{"a", "share/a"}));
    QCOMPARE(fixture.library().catalog().find(sharedPath("a"))->record.size, std::uint64_t{9});
}

void ShareLibraryPublishTest::adoptsAFetchedFileWithoutReadingIt()
{
    const FileTree tree;
    tree.write("downloads/a.txt", "fetched");
    {
        LibraryFixture fixture{tree, false};
        fixture.library().start();
        const SharedFile file = fetched(tree, QStringLiteral("downloads/a.txt"), "docs/a.txt");
        QCOMPARE(fixture.library().adopt(file), sharedPath("docs/a.txt"));
        QCOMPARE(fixture.ready, QByteArrayList{"docs/a.txt"});
        QCOMPARE(fixture.library().catalog().find(sharedPath("docs/a.txt"))->record, file.record);
        QTRY_COMPARE(fixture.settled, 1);
        QCOMPARE(fixture.library().progress().bytesHashed, std::uint64_t{0});
    }
    LibraryFixture next{tree, false};
    next.library().start();
    QTRY_COMPARE(next.settled, 1);
    QCOMPARE(next.offered(), QByteArrayList{"docs/a.txt"});
}

void ShareLibraryPublishTest::adoptsBelowAShareFolderByItsPlace()
{
    const FileTree tree;
    tree.write("share/downloads/a.txt", "fetched");
    tree.folder(QStringLiteral("share"));
    LibraryFixture fixture{tree};
    const SharedFile file = fetched(tree, QStringLiteral("share/downloads/a.txt"), "docs/a.txt");
    QCOMPARE(fixture.library().adopt(file), sharedPath("downloads/a.txt"));
    fixture.library().start();
    QTRY_COMPARE(fixture.settled, 1);
    QCOMPARE(fixture.offered(), QByteArrayList{"downloads/a.txt"});
    QCOMPARE(fixture.library().progress().bytesHashed, std::uint64_t{0});
    QCOMPARE(fixture.batches, 1);
    QVERIFY(PublishedStore{tree.at(QStringLiteral("state"))}.load().files.empty());
}

void ShareLibraryPublishTest::numbersAnAdoptedFileWhoseNameIsInUse()
{
    const FileTree tree;
    tree.write("share/a.txt", "mine");
    tree.write("downloads/a.txt", "fetched");
    LibraryFixture fixture{tree};
    fixture.library().start();
    QTRY_COMPARE(fixture.settled, 1);
    const SharedFile file = fetched(tree, QStringLiteral("downloads/a.txt"), "a.txt");
    QCOMPARE(fixture.library().adopt(file), sharedPath("a (2).txt"));
    QCOMPARE(fixture.library().adopt(file), sharedPath("a (2).txt"));
    QCOMPARE(fixture.offered(), (QByteArrayList{"a (2).txt", "a.txt"}));
}

void ShareLibraryPublishTest::tellsADamagedList()
{
    const FileTree tree;
    tree.write("state/published.json", "garbage");
    LibraryFixture fixture{tree, false};
    fixture.library().start();
    QTRY_COMPARE(fixture.settled, 1);
    QCOMPARE(fixture.notices.at(0).kind, ShareNotice::Kind::StoreDamaged);
}

QTEST_GUILESS_MAIN(ShareLibraryPublishTest)
#include "tst_sharelibrarypublish.moc"
