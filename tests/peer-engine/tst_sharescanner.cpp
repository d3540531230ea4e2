#include "peer-gui/engine/share/sharescanner.h"
#include "tests/peer-engine/filetree.h"

#include <QTest>

#include <sys/socket.h>
#include <sys/un.h>

using namespace ft;
using namespace ft::engine;
using ft::test::FileTree;
using ft::test::sharedPath;
using Kind = ShareNotice::Kind;

namespace {

ScanResult scan(std::vector<QString> folders, std::map<SharedPath, QString> reserved = {})
{
    ScanControl control;
    return scanShare({std::move(folders), std::move(reserved)}, control);
}

QByteArrayList paths(const ScanResult &result)
{
    QByteArrayList list;
    for (const ScannedFile &file : result.files)
        list.append(file.path.utf8());
    return list;
}

/// "kind name" of each notice, the name below the tree.
QList<std::pair<Kind, QString>> notices(const ScanResult &result, const FileTree &tree)
{
    QList<std::pair<Kind, QString>> list;
    for (const ShareNotice &notice : result.notices)
        list.append({notice.kind, QString{notice.path}.remove(tree.root() % u'/')});
    std::ranges::sort(list);
    return list;
}

/// One symlink, and what a scan of the folder `share` makes of it.
struct Symlink
{
    QByteArray target;
    QByteArray name; ///< below `share`
    QByteArrayList found; ///< besides the files that are there without it
    std::optional<Kind> notice;
};

} // namespace

class ShareScannerTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void findsFilesInAndBelowTheFolder();
    void tellsStampAndPlace();
    void leavesOutHiddenAndPartFiles();
    void takesNamesOfEveryKind_data();
    void takesNamesOfEveryKind();
    void reportsNamesItCannotShare_data();
    void reportsNamesItCannotShare();
    void passesByPipesAndSocketsWithoutWaiting();
    void followsASymlinkOnlyInside_data();
    void followsASymlinkOnlyInside();
    void endsWhereSymlinksGoRound();
    void reportsFoldersThatCannotBeShared();
    void reportsAFolderItMayNotRead();
    void acceptsAShareFolderBehindASymlink();
    void namesFilesOfSeveralFolders();
    void keepsReservedNamesFree();
    void sharesNestedFoldersOnce();
    void stopsWhenTold();
};

void ShareScannerTest::findsFilesInAndBelowTheFolder()
{
    const FileTree tree;
    tree.write("b.txt", "b");
    tree.write("docs/deep/er/a.pdf", "a");
    tree.write("docs/empty", "");
    tree.folder(QStringLiteral("nothing here"));
    const ScanResult result = scan({tree.root()});
    QVERIFY(result.complete);
    QVERIFY(result.notices.empty());
    QCOMPARE(paths(result), (QByteArrayList{"b.txt", "docs/deep/er/a.pdf", "docs/empty"}));
}

void ShareScannerTest::tellsStampAndPlace()
{
    const FileTree tree;
    tree.write("docs/a.pdf", "12345");
    struct stat status = {};
    QCOMPARE(::stat(tree.rawPath("docs/a.pdf").constData(), &status), 0);
    const ScanResult result = scan({tree.root()});
    QCOMPARE(result.files.size(), std::size_t{1});
    QCOMPARE(result.files[0].absolutePath, tree.at(QStringLiteral("docs/a.pdf")));
    QCOMPARE(result.files[0].stamp, FileStamp::of(status));
    QCOMPARE(result.files[0].stamp.size, std::uint64_t{5});
}

void ShareScannerTest::leavesOutHiddenAndPartFiles()
{
    const FileTree tree;
    tree.write(".hidden", "x");
    tree.write(".folder/inner", "x");
    tree.write("movie.mkv.part", "x");
    tree.write("party", "x");
    const ScanResult result = scan({tree.root()});
    QCOMPARE(paths(result), QByteArrayList{"party"});
    QVERIFY(result.notices.empty());
}

void ShareScannerTest::takesNamesOfEveryKind_data()
{
    QTest::addColumn<QByteArray>("name");
    for (const char *name : {"with space.txt",
                             "a, b, c.txt",
                             "<angle>.txt",
                             "100%.txt",
                             "%2e%2e%2f",
                             "Größe übel.txt",
                             "\u6587\u4ef6.txt",
                             "\U0001f600.png",
                             "quote\"'.txt",
                             "pipe|star*?.txt",
                             "-rf"})
        QTest::newRow(name) << QByteArray{name};
}

void ShareScannerTest::takesNamesOfEveryKind()
{
    QFETCH(QByteArray, name);
    const FileTree tree;
    tree.write(name, "x");
    tree.write("sub/" + QByteArray{name}, "x");
    const ScanResult result = scan({tree.root()});
    QVERIFY(result.notices.empty());
    QCOMPARE(result.files.size(), std::size_t{2});
    QVERIFY(paths(result).contains(name));
    QCOMPARE(QFile::encodeName(result.files[0].absolutePath),
             tree.rawPath(result.files[0].path.utf8()));
}

void ShareScannerTest::reportsNamesItCannotShare_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<PathFault>("fault");
    QTest::newRow("newline") << QByteArray{"two\nlines"} << PathFault::ControlCharacter;
    QTest::newRow("not UTF-8") << QByteArray{"latin-\xfc"} << PathFault::BadUtf8;
    QTest::newRow("backslash") << QByteArray{"a\\b"} << PathFault::ForeignSeparator;
    QTest::newRow("device name") << QByteArray{"nul.txt"} << PathFault::ReservedName;
    QTest::newRow("drive letter") << QByteArray{"c:x"} << PathFault::Absolute;
}

void ShareScannerTest::reportsNamesItCannotShare()
{
    QFETCH(QByteArray, name);
    QFETCH(PathFault, fault);
    const FileTree tree;
    tree.write(name, "x");
    tree.write("good", "x");
    QVERIFY(::mkdir(tree.rawPath("sub").constData(), 0700) == 0);
    tree.symlink("good", "sub/" + QByteArray{name}); // dangling as well: the name is what counts
    const ScanResult result = scan({tree.root()});
    QCOMPARE(paths(result), QByteArrayList{"good"});
    QCOMPARE(result.notices.at(0).kind, Kind::NameRejected);
    QCOMPARE(result.notices.at(0).fault, std::optional{fault});
    QVERIFY(result.notices.at(0).path.startsWith(tree.root()));
}

void ShareScannerTest::passesByPipesAndSocketsWithoutWaiting()
{
    const FileTree tree;
    tree.write("good", "x");
    tree.pipe("pipe");
    const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    qstrncpy(address.sun_path, tree.rawPath("socket").constData(), sizeof address.sun_path);
    // NOLINTNEXTLINE(*-reinterpret-cast): what bind(2) takes
    QCOMPARE(::bind(socket, reinterpret_cast<const sockaddr *>(&address), sizeof address), 0);
    const ScanResult result = scan({tree.root()});
    ::close(socket);
    QCOMPARE(paths(result), QByteArrayList{"good"});
    QCOMPARE(notices(result, tree),
             (QList<std::pair<Kind, QString>>{{Kind::NotRegularFile, QStringLiteral("pipe")},
                                              {Kind::NotRegularFile, QStringLiteral("socket")}}));
}

void ShareScannerTest::followsASymlinkOnlyInside_data()
{
    QTest::addColumn<Symlink>("symlink");
    const auto row = [](const char *what, const Symlink &symlink) {
        QTest::newRow(what) << symlink;
    };
    row("to a file beside", {"a", "link", {"link"}, {}});
    row("to a file in a folder", {"docs/b", "link", {"link"}, {}});
    row("up, to a file still inside", {"../a", "docs/link", {"docs/link"}, {}});
    row("to a folder", {"docs", "link", {"link/b"}, {}});
    row("to a file outside", {"../secret", "link", {}, Kind::SymlinkOutside});
    row("to a folder outside", {"../private", "link", {}, Kind::SymlinkOutside});
    row("to the root of everything", {"/", "link", {}, Kind::SymlinkOutside});
    row("to a file of the system", {"/etc/passwd", "link", {}, Kind::SymlinkOutside});
    row("to the folder above", {"..", "link", {}, Kind::SymlinkOutside});
    row("to a neighbour whose name begins alike",
        {"../share2/c", "link", {}, Kind::SymlinkOutside});
    row("out by another symlink", {"../back/a", "link", {"link"}, {}});
    row("to a symlink that leads out", {"../outlink", "link", {}, Kind::SymlinkOutside});
    row("to something hidden", {".hidden/key", "link", {}, Kind::SymlinkOutside});
    row("to a hidden folder", {".hidden", "link", {}, Kind::SymlinkOutside});
    row("to nothing", {"nowhere", "link", {}, Kind::SymlinkBroken});
    row("to itself", {"link", "link", {}, Kind::SymlinkLoop});
    row("to the share folder", {".", "link", {}, Kind::SymlinkLoop});
    row("to the folder it lies in", {"../docs", "docs/link", {}, Kind::SymlinkLoop});
    row("to an unfinished file", {"c.part", "link", {}, {}});
    row("to a pipe", {"pipe", "link", {}, Kind::NotRegularFile});
}

void ShareScannerTest::followsASymlinkOnlyInside()
{
    QFETCH(Symlink, symlink);
    const FileTree tree;
    tree.write("secret", "s");
    tree.write("private/key", "k");
    tree.write("share2/c", "c");
    tree.write("share/a", "a");
    tree.write("share/docs/b", "b");
    tree.write("share/c.part", "c");
    tree.write("share/.hidden/key", "k");
    tree.symlink("share", "back");
    tree.symlink("secret", "outlink");
    if (symlink.target == "pipe")
        tree.pipe("share/pipe");
    tree.symlink(symlink.target, "share/" + QByteArray{symlink.name});

    const ScanResult result = scan({tree.at(QStringLiteral("share"))});
    QByteArrayList expected = QByteArrayList{"a", "docs/b"} + symlink.found;
    std::ranges::sort(expected);
    QCOMPARE(paths(result), expected);
    for (const ScannedFile &file : result.files)
        QCOMPARE(QFileInfo{file.absolutePath}.canonicalFilePath(), file.absolutePath);
    const bool isTold = std::ranges::any_of(result.notices, [&](const ShareNotice &notice) {
        return notice.kind == symlink.notice;
    });
    QCOMPARE(isTold, symlink.notice.has_value());
    if (!symlink.notice)
        QVERIFY(result.notices.empty());
}

void ShareScannerTest::endsWhereSymlinksGoRound()
{
    const FileTree tree;
    constexpr int Folders = 6;
    for (int i = 0; i < Folders; ++i) {
        const QByteArray folder = QByteArray::number(i);
        tree.write(folder + "/file", "x");
        for (int j = 0; j < Folders; ++j)
            tree.symlink("../" + QByteArray::number(j), folder + "/to" + QByteArray::number(j));
    }
    const ScanResult result = scan({tree.root()});
    // Each file by itself, and once through the symlink of every other folder.
    QCOMPARE(result.files.size(), std::size_t{Folders * Folders});
}

void ShareScannerTest::reportsFoldersThatCannotBeShared()
{
    const FileTree tree;
    tree.write("file", "x");
    tree.write("good/a", "x");
    const auto at = [&](const char *name) {
        return tree.at(QString::fromUtf8(name));
    };
    const ScanResult result = scan({at("missing"), at("file"), at("file/below"), at("good")});
    QCOMPARE(paths(result), QByteArrayList{"a"});
    QCOMPARE(notices(result, tree),
             (QList<std::pair<Kind, QString>>{{Kind::FolderMissing, QStringLiteral("file/below")},
                                              {Kind::FolderMissing, QStringLiteral("missing")},
                                              {Kind::NotAFolder, QStringLiteral("file")}}));
}

void ShareScannerTest::reportsAFolderItMayNotRead()
{
    if (::geteuid() == 0)
        QSKIP("permissions do not bind root");
    const FileTree tree;
    tree.write("good", "x");
    tree.write("closed/a", "x");
    QCOMPARE(::chmod(tree.rawPath("closed").constData(), 0), 0);
    const ScanResult result = scan({tree.root()});
    ::chmod(tree.rawPath("closed").constData(), 0700);
    QCOMPARE(paths(result), QByteArrayList{"good"});
    QCOMPARE(notices(result, tree),
             (QList<std::pair<Kind, QString>>{{Kind::FolderUnreadable, QStringLiteral("closed")}}));
}

void ShareScannerTest::acceptsAShareFolderBehindASymlink()
{
    const FileTree tree;
    tree.write("real/a", "x");
    tree.symlink("real", "link");
    const ScanResult result = scan({tree.at(QStringLiteral("link"))});
    QCOMPARE(paths(result), QByteArrayList{"a"});
    QCOMPARE(result.files[0].absolutePath, tree.at(QStringLiteral("real/a")));
}

void ShareScannerTest::namesFilesOfSeveralFolders()
{
    const FileTree tree;
    tree.write("A/a.pdf", "1");
    tree.write("A/only", "1");
    tree.write("B/a.pdf", "2");
    tree.write("B/B/a.pdf", "3");
    tree.write("B/b", "2");
    tree.write("x/B/a.pdf", "4");
    const ScanResult result = scan({tree.at(QStringLiteral("A")),
                                    tree.at(QStringLiteral("B")),
                                    tree.at(QStringLiteral("x/B"))});
    std::map<QByteArray, QString> names;
    for (const ScannedFile &file : result.files)
        names[file.path.utf8()] = file.absolutePath;
    QCOMPARE(names,
             (std::map<QByteArray, QString>{
                 {"a.pdf", tree.at(QStringLiteral("A/a.pdf"))},
                 {"only", tree.at(QStringLiteral("A/only"))},
                 {"B/a.pdf", tree.at(QStringLiteral("B/B/a.pdf"))},
                 {"B/a (2).pdf", tree.at(QStringLiteral("B/a.pdf"))},
                 {"b", tree.at(QStringLiteral("B/b"))},
                 {"B/a (3).pdf", tree.at(QStringLiteral("x/B/a.pdf"))},
             }));
}

void ShareScannerTest::keepsReservedNamesFree()
{
    const FileTree tree;
    tree.write("elsewhere", "published");
    tree.write("S/a.pdf", "1");
    tree.write("S/b.pdf", "2");
    const ScanResult result = scan({tree.at(QStringLiteral("S"))},
                                   {{sharedPath("a.pdf"), tree.at(QStringLiteral("elsewhere"))},
                                    {sharedPath("b.pdf"), tree.at(QStringLiteral("S/b.pdf"))},
                                    {sharedPath("c.pdf"), tree.at(QStringLiteral("gone"))}});
    QCOMPARE(paths(result), QByteArrayList{"S/a.pdf"});
    QCOMPARE(result.reserved.size(), std::size_t{3});
    QCOMPARE(result.reserved.at(sharedPath("a.pdf"))->size, std::uint64_t{9});
    QVERIFY(!result.reserved.at(sharedPath("c.pdf")));
}

void ShareScannerTest::sharesNestedFoldersOnce()
{
    const FileTree tree;
    tree.write("A/sub/a", "x");
    const ScanResult result = scan({tree.at(QStringLiteral("A/sub")),
                                    tree.at(QStringLiteral("A")),
                                    tree.at(QStringLiteral("A/."))});
    QCOMPARE(paths(result), QByteArrayList{"sub/a"});
    QCOMPARE(notices(result, tree),
             (QList<std::pair<Kind, QString>>{{Kind::FolderNested, QStringLiteral("A/.")},
                                              {Kind::FolderNested, QStringLiteral("A/sub")}}));
}

void ShareScannerTest::stopsWhenTold()
{
    const FileTree tree;
    tree.write("a", "x");
    ScanControl control;
    control.stop = true;
    const ScanResult result = scanShare({{tree.root()}, {}}, control);
    QVERIFY(!result.complete);
    QVERIFY(result.files.empty());
}

QTEST_APPLESS_MAIN(ShareScannerTest)
#include "tst_sharescanner.moc"
