#include "peer-gui/engine/transfer/largefiles.h"
#include "tests/peer-engine/faketransfer.h"
#include "tests/peer-engine/records.h"
#include "tests/support/files.h"
#include "tests/support/patience.h"

#include <QDir>
#include <QPointer>
#include <QTemporaryDir>
#include <QTest>

using namespace ft;
using namespace ft::engine;
using test::FakeTransfer;
using test::waitUntil;

namespace {

struct Fixture
{
    Fixture()
    {
        const auto on = [this](auto signal, auto slot) {
            QObject::connect(&files, signal, &files, slot);
        };
        on(&LargeFiles::fileDone, [this](const FileRecord &file) {
            told << file.path.toString() + QStringLiteral(" done");
        });
        on(&LargeFiles::fileFailed, [this](const Problem &problem) { problems << problem; });
        on(&LargeFiles::progressed, [this] { ++progressed; });
        on(&LargeFiles::sourcesWanted, [this] { ++wanted; });
    }

    void add(const QString &place)
    {
        files.add(
            {test::recordOf(QStringLiteral("share/") + place, 5'000'000), test::pathOf(place)});
    }
    [[nodiscard]] bool begins(std::size_t count)
    {
        return waitUntil([&] { return made.size() >= count; });
    }

    QTemporaryDir folder;
    Mailbox mailbox;
    WorkerPool pool{2};
    Background background{pool, mailbox.address()};
    std::vector<QPointer<FakeTransfer>> made;
    LargeFiles files{
        FolderTree{folder.path(), QStringLiteral("photos")},
        background,
        [this](const FolderTree::File &file, const QString &into) {
            auto transfer = std::make_unique<FakeTransfer>(SourceRecord{file.record, {}, {}}, into);
            made.emplace_back(transfer.get());
            return transfer;
        }};
    QStringList told;
    QList<Problem> problems;
    int progressed = 0;
    int wanted = 0;
};

const QString A = QStringLiteral("a");
const QString B = QStringLiteral("b/c");
const QString C = QStringLiteral("d");

} // namespace

class TstLargeFiles : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void runsAFewAtATimeInTheirFolders()
    {
        Fixture f;
        f.add(A);
        f.add(B);
        f.add(C);
        QVERIFY(f.begins(LargeFiles::AtOnce));
        QCOMPARE(f.files.waiting(), std::size_t{1});
        QVERIFY(QFileInfo::exists(f.folder.filePath(QStringLiteral("photos/b"))));
        for (const auto &transfer : f.made)
            QVERIFY(transfer->isStarted && QFileInfo::exists(transfer->into));
        f.made[0]->end(TransferState::Done);
        QVERIFY(f.begins(3));
        QCOMPARE(f.told.size(), 1);
        f.made[1]->end(TransferState::Done);
        f.made[2]->end(TransferState::Done);
        QVERIFY(!f.files.isRunning());
        QCOMPARE(f.told.size(), 3);
        QCOMPARE(f.progressed, 3);
    }

    void goesOnAfterOneThatFails()
    {
        Fixture f;
        f.add(A);
        QVERIFY(f.begins(1));
        f.made[0]->failWith(ProblemCode::SourceChanged);
        QCOMPARE(f.problems.at(0).code, ProblemCode::SourceChanged);
        f.add(B);
        QVERIFY(f.begins(2));
        f.made[1]->end(TransferState::Done);
        QCOMPARE(f.told, QStringList{QStringLiteral("share/b/c done")});
    }

    void saysThatThereIsNoFolderForIt()
    {
        Fixture f;
        test::writeFile(f.folder.filePath(QStringLiteral("photos/b")), "a file");
        f.add(B);
        QVERIFY(waitUntil([&] { return f.progressed == 1; }));
        QCOMPARE(f.problems.at(0).code, ProblemCode::FolderUnwritable);
        QVERIFY(f.made.empty() && !f.files.isRunning());
    }

    void tellsSourcesForEachItsOwnFile()
    {
        Fixture f;
        f.add(A);
        QVERIFY(f.begins(1));
        emit f.made[0]->sourcesWanted();
        QCOMPARE(f.wanted, 1);
        const Endpoint there{QHostAddress{QStringLiteral("10.0.0.9")}, 7};
        f.files.addSources({{test::recordOf(C), there, {}}});
        QCOMPARE(f.made[0]->added.at(0).endpoint, there);
        QCOMPARE(f.made[0]->added.at(0).file.path, test::pathOf(QStringLiteral("share/a")));
    }

    void endsThoseThatRunAndBeginsNoMore_data()
    {
        QTest::addColumn<bool>("cancels");
        QTest::newRow("stop") << false;
        QTest::newRow("cancel") << true;
    }
    void endsThoseThatRunAndBeginsNoMore()
    {
        QFETCH(bool, cancels);
        Fixture f;
        f.add(A);
        f.add(B);
        f.add(C);
        QVERIFY(f.begins(LargeFiles::AtOnce));
        cancels ? f.files.cancel() : f.files.stop();
        QVERIFY(!f.files.isRunning());
        QCOMPARE(f.files.waiting(), std::size_t{0});
        QVERIFY(f.told.isEmpty() && f.problems.isEmpty());
    }

    void beginsNoneThatWasPreparedWhenItStops()
    {
        Fixture f;
        f.add(A);
        f.files.stop();
        QVERIFY(f.files.isRunning());
        QVERIFY(waitUntil([&] { return f.progressed == 1; }));
        QVERIFY(f.made.empty() && !f.files.isRunning());
    }
};

QTEST_GUILESS_MAIN(TstLargeFiles)
#include "tst_largefiles.moc"
