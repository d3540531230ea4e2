#include "peer-gui/engine/transfer/foldertree.h"
#include "tests/peer-engine/sharedfiles.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace ft;
using namespace ft::engine;

namespace {

FolderTree::File fileOf(const QString &place, const QByteArray &content)
{
    return {test::recordFor(u"share/" + place, content), test::pathOf(place)};
}

struct Fixture
{
    [[nodiscard]] QString path(const QString &below) const { return folder.filePath(below); }

    QTemporaryDir folder;
    FolderTree tree{folder.filePath(QStringLiteral("down")), QStringLiteral("photos")};
};

const QByteArray Content = "some bytes";

} // namespace

class TstFolderTree : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void storesFilesWhereThePeerHasThem()
    {
        const Fixture f;
        QVERIFY(f.tree.prepare());
        const auto stored = f.tree.store({{fileOf(QStringLiteral("a"), Content), Content},
                                          {fileOf(QStringLiteral("b/c/ü d"), {}), {}},
                                          {fileOf(QStringLiteral("b/e"), Content), Content}});
        QCOMPARE(stored.size(), std::size_t{3});
        QCOMPARE(stored[1]->path, f.path(QStringLiteral("down/photos/b/c/ü d")));
        QCOMPARE(stored[0]->stamp, stampOf(stored[0]->path).value());
        QCOMPARE(stored[0]->stamp.modified(), fileOf(QStringLiteral("a"), Content).record.modified);
        QCOMPARE(test::filesBelow(f.path(QStringLiteral("down"))),
                 (QStringList{QStringLiteral("photos/a"),
                              QStringLiteral("photos/b/c/ü d"),
                              QStringLiteral("photos/b/e")}));
        QCOMPARE(test::contentOf(f.path(QStringLiteral("down/photos/b/e"))), Content);
    }

    void storesNothingThatDoesNotVerify_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("another content") << QByteArray{"same bytes"};
        QTest::newRow("fewer") << Content.chopped(1);
        QTest::newRow("more") << Content + 'x';
        QTest::newRow("none") << QByteArray{};
    }
    void storesNothingThatDoesNotVerify()
    {
        QFETCH(QByteArray, bytes);
        const Fixture f;
        QVERIFY(f.tree.prepare());
        const auto stored = f.tree.store({{fileOf(QStringLiteral("bad"), Content), bytes},
                                          {fileOf(QStringLiteral("good"), Content), Content}});
        QCOMPARE(stored[0].error().code, ProblemCode::PieceMismatch);
        QVERIFY(stored[1]);
        QCOMPARE(test::filesBelow(f.path(QStringLiteral("down"))),
                 QStringList{QStringLiteral("photos/good")});
    }

    void neverWritesOverAnotherFile()
    {
        const Fixture f;
        test::writeFile(f.path(QStringLiteral("down/photos/a.txt")), "mine");
        const auto stored = f.tree.store({{fileOf(QStringLiteral("a.txt"), Content), Content}});
        QCOMPARE(stored[0]->path, f.path(QStringLiteral("down/photos/a (2).txt")));
        QCOMPARE(test::contentOf(f.path(QStringLiteral("down/photos/a.txt"))), QByteArray{"mine"});
    }

    void findsWhatIsThereAlready_data()
    {
        QTest::addColumn<QString>("there");
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<bool>("isFound");
        QTest::newRow("nothing") << QString{} << QByteArray{} << false;
        QTest::newRow("the file") << QStringLiteral("b/a") << Content << true;
        QTest::newRow("another content")
            << QStringLiteral("b/a") << QByteArray{"same bytes"} << false;
        QTest::newRow("elsewhere") << QStringLiteral("a") << Content << false;
    }
    void findsWhatIsThereAlready()
    {
        QFETCH(QString, there);
        QFETCH(QByteArray, content);
        QFETCH(bool, isFound);
        const Fixture f;
        QVERIFY(f.tree.prepare());
        if (!there.isEmpty())
            test::writeFile(f.path(u"down/photos/" + there), content);
        const auto found = f.tree.existing(fileOf(QStringLiteral("b/a"), Content));
        QCOMPARE(found.value(), isFound ? f.path(QStringLiteral("down/photos/b/a")) : QString{});
    }

    void findsWhatIsThereUnderANumber()
    {
        const Fixture f;
        test::writeFile(f.path(QStringLiteral("down/photos/a")), "mine");
        test::writeFile(f.path(QStringLiteral("down/photos/a (2)")), Content);
        QCOMPARE(f.tree.existing(fileOf(QStringLiteral("a"), Content)).value(),
                 f.path(QStringLiteral("down/photos/a (2)")));
    }

    void leadsThroughNoSymlink_data()
    {
        QTest::addColumn<QString>("link");
        QTest::newRow("the folder itself") << QStringLiteral("down/photos");
        QTest::newRow("a folder below") << QStringLiteral("down/photos/b");
        QTest::newRow("deeper") << QStringLiteral("down/photos/b/c");
    }
    void leadsThroughNoSymlink()
    {
        QFETCH(QString, link);
        const Fixture f;
        QDir{}.mkpath(f.path(QStringLiteral("outside/c")));
        QDir{}.mkpath(f.path(link.first(link.lastIndexOf(u'/'))));
        QVERIFY(QFile::link(f.path(QStringLiteral("outside")), f.path(link)));
        const auto file = fileOf(QStringLiteral("b/c/a"), Content);
        QCOMPARE(f.tree.makeFolderOf(file.place).error().code, ProblemCode::FolderUnwritable);
        QCOMPARE(f.tree.makeFolderOf(file.place).error().subject, f.path(link));
        QCOMPARE(f.tree.existing(file).error().subject, f.path(link));
        QCOMPARE(f.tree.store({{file, Content}})[0].error().subject, f.path(link));
        QVERIFY(test::filesBelow(f.path(QStringLiteral("outside"))).isEmpty());
    }

    void bearsADownloadFolderThatIsASymlink()
    {
        const Fixture f;
        QDir{}.mkpath(f.path(QStringLiteral("elsewhere")));
        QVERIFY(QFile::link(f.path(QStringLiteral("elsewhere")), f.path(QStringLiteral("down"))));
        QVERIFY(f.tree.prepare());
        QVERIFY(f.tree.store({{fileOf(QStringLiteral("b/a"), Content), Content}})[0]);
        QCOMPARE(test::filesBelow(f.path(QStringLiteral("elsewhere"))),
                 QStringList{QStringLiteral("photos/b/a")});
    }

    void saysWhatIsInTheWay()
    {
        const Fixture f;
        test::writeFile(f.path(QStringLiteral("down/photos/b")), "a file");
        const auto made = f.tree.makeFolderOf(test::pathOf(QStringLiteral("b/c")));
        QCOMPARE(made.error().code, ProblemCode::FolderUnwritable);
        QCOMPARE(made.error().subject, f.path(QStringLiteral("down/photos/b")));
    }

    void saysThatTheDownloadFolderIsGone()
    {
        const Fixture f;
        const auto stored = f.tree.store({{fileOf(QStringLiteral("a"), Content), Content}});
        QCOMPARE(stored[0].error().code, ProblemCode::FolderUnwritable);
        QCOMPARE(stored[0].error().subject, f.path(QStringLiteral("down")));
        QVERIFY(!QFileInfo::exists(f.path(QStringLiteral("down"))));
    }

    void saysThatTheDownloadFolderCannotBeMade()
    {
        const Fixture f;
        test::writeFile(f.path(QStringLiteral("down")), "a file");
        QCOMPARE(f.tree.prepare().error().code, ProblemCode::FolderUnwritable);
        const FolderTree below{f.path(QStringLiteral("down/below")), QStringLiteral("photos")};
        QCOMPARE(below.prepare().error().code, ProblemCode::FolderUnwritable);
    }
};

QTEST_GUILESS_MAIN(TstFolderTree)
#include "tst_foldertree.moc"
