#include "tests/e2e/trackerlist.h"
#include "tests/support/files.h"
#include "tests/support/peerprogram.h"

#include <QDir>
#include <QFileInfo>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <random>

using namespace ft::test;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

const auto Peer = QStringLiteral("studio-a");

FileList diskList(const QString &folder)
{
    FileList files;
    for (const QString &path : filesBelow(folder)) {
        const QString file = folder + u'/' + path;
        files.emplace(path, ListedFile{QFileInfo{file}.size(), QString::fromLatin1(md5(file))});
    }
    return files;
}

/// Does one thing after another to a folder, as chance has it; the same ones for the same seed.
class RandomWork final
{
public:
    RandomWork(const QString &folder, unsigned seed)
        : m_root(folder.toStdString())
        , m_random(seed)
    {}

    void doOne()
    {
        using Operation = void (RandomWork::*)();
        static constexpr std::array<Operation, 14> Operations{
            &RandomWork::create,
            &RandomWork::create,
            &RandomWork::create,
            &RandomWork::create,
            &RandomWork::append,
            &RandomWork::append,
            &RandomWork::rewrite,
            &RandomWork::move,
            &RandomWork::move,
            &RandomWork::remove,
            &RandomWork::hardlink,
            &RandomWork::makeFolder,
            &RandomWork::removeTree,
            &RandomWork::moveFolder,
        };
        (this->*Operations.at(below(Operations.size())))();
        ++m_done;
    }
    [[nodiscard]] int done() const { return m_done; }

private:
    std::size_t below(std::size_t end) { return m_random() % end; }

    /// All files or all folders, in a fixed order; the root is among the folders.
    std::vector<fs::path> all(bool folders) const
    {
        std::vector<fs::path> paths;
        for (const auto &entry : fs::recursive_directory_iterator{m_root}) {
            if (entry.is_directory() == folders && entry.path().filename() != "anchor")
                paths.push_back(entry.path());
        }
        if (folders)
            paths.push_back(m_root);
        std::ranges::sort(paths);
        return paths;
    }
    std::optional<fs::path> some(bool folder)
    {
        const auto paths = all(folder);
        return paths.empty() ? std::nullopt : std::optional{paths[below(paths.size())]};
    }
    fs::path newName(const char *kind) { return *some(true) / (kind + std::to_string(below(40))); }
    void write(const fs::path &path, QIODevice::OpenMode mode)
    {
        QFile file{QString::fromStdString(path.string())};
        if (fs::is_directory(path) || !file.open(mode))
            return;
        file.write(randomBytes(static_cast<qsizetype>(below(50'000)), m_random()));
    }

    void create() { write(newName("file"), QIODevice::WriteOnly); }
    void append()
    {
        if (const auto file = some(false))
            write(*file, QIODevice::Append);
    }
    void rewrite()
    {
        if (const auto file = some(false))
            write(*file, QIODevice::WriteOnly);
    }
    // What cannot be done, such as moving a folder into itself, is left undone.
    void move()
    {
        if (const auto file = some(false))
            fs::rename(*file, newName("file"), m_ignored);
    }
    void remove()
    {
        if (const auto file = some(false))
            fs::remove(*file, m_ignored);
    }
    void hardlink()
    {
        if (const auto file = some(false))
            fs::create_hard_link(*file, newName("file"), m_ignored);
    }
    void makeFolder() { fs::create_directory(newName("folder"), m_ignored); }
    void removeTree()
    {
        const auto folder = some(true);
        if (*folder != m_root && below(3) == 0)
            fs::remove_all(*folder, m_ignored);
    }
    void moveFolder()
    {
        const auto folder = some(true);
        if (*folder != m_root)
            fs::rename(*folder, newName("folder"), m_ignored);
    }

    fs::path m_root;
    std::mt19937 m_random;
    std::error_code m_ignored;
    int m_done = 0;
};

} // namespace

/// The tracker's list follows the disk, by the kernel's events alone.
class TstWatcher : public QObject
{
    Q_OBJECT

private:
    TrackerProgram m_tracker;
    std::unique_ptr<PeerProgram> m_peer;

    [[nodiscard]] bool listEqualsDisk(std::chrono::milliseconds within)
    {
        const bool isEqual = waitUntil(
            [this] { return trackerList(m_tracker, Peer) == diskList(m_peer->share()); }, within);
        if (!isEqual)
            tellDifference();
        return isEqual;
    }
    void tellDifference()
    {
        const auto listed = trackerList(m_tracker, Peer).value_or(FileList{});
        const auto onDisk = diskList(m_peer->share());
        for (const auto &[path, file] : onDisk) {
            const auto other = listed.find(path);
            if (other == listed.end() || other->second != file)
                qInfo() << "on disk, not so in the list:" << path << file.size;
        }
        for (const auto &[path, file] : listed) {
            if (!onDisk.contains(path))
                qInfo() << "in the list, not on disk:" << path;
        }
        qInfo().noquote() << m_peer->program().transcript();
    }

private slots:
    void init()
    {
        QVERIFY(m_tracker.listen(0, {QStringLiteral("--json")}));
        m_peer = std::make_unique<PeerProgram>(Peer, m_tracker.address());
        m_peer->setOptions({QStringLiteral("--rescan"), QStringLiteral("0")});
        m_peer->give(QStringLiteral("anchor"), "so that this peer stays accepted");
    }
    void cleanup() { m_peer.reset(); }

    void tellsEachChangeWithinSeconds()
    {
        QVERIFY(m_peer->serve());
        QVERIFY(listEqualsDisk(Patience));
        const auto path = [this](const char *name) {
            return m_peer->shared(QString::fromLatin1(name));
        };
        const std::vector<std::pair<const char *, std::function<void()>>> changes{
            {"added",
             [&] {
                 writeFile(path("a"), "1");
             }},
            {"appended",
             [&] {
                 QFile file{path("a")};
                 QVERIFY(file.open(QIODevice::Append) && file.write("2") == 1);
             }},
            {"renamed",
             [&] {
                 QVERIFY(QFile::rename(path("a"), path("b")));
             }},
            {"folder with a file",
             [&] {
                 writeFile(path("x/y/z"), "3");
             }},
            {"moved",
             [&] {
                 QVERIFY(QFile::rename(path("b"), path("x/b")));
             }},
            {"folder renamed",
             [&] {
                 QVERIFY(QDir{}.rename(path("x"), path("w")));
             }},
            {"removed",
             [&] {
                 QVERIFY(QFile::remove(path("w/b")));
             }},
            {"folder removed",
             [&] {
                 QVERIFY(QDir{path("w")}.removeRecursively());
             }},
        };
        for (const auto &[what, change] : changes) {
            change();
            QVERIFY2(listEqualsDisk(3s * Slowness), what);
        }
    }

    void equalsTheDiskAfterAThousandRandomOperations_data()
    {
        QTest::addColumn<unsigned>("seed");
        QTest::newRow("seed 1") << 1U;
        QTest::newRow("seed 2") << 2U;
    }
    void equalsTheDiskAfterAThousandRandomOperations()
    {
        QFETCH(unsigned, seed);
        QVERIFY(m_peer->serve());
        RandomWork work{m_peer->share(), seed};
        // Spread over some seconds, so that much of it happens while something else is looked at.
        QTimer pace;
        connect(&pace, &QTimer::timeout, this, [&work] {
            for (int i = 0; i < 5 && work.done() < 1'000; ++i)
                work.doOne();
        });
        pace.start(20ms);
        QVERIFY(waitUntil([&work] { return work.done() == 1'000; }, 4 * Patience));
        QVERIFY(listEqualsDisk(Patience));
        QVERIFY(diskList(m_peer->share()).size() > 20);
        QVERIFY2(m_peer->complaints().isEmpty(), m_peer->program().transcript().constData());
    }

    void catchesUpWithWhatHappenedWhileItStoodStill()
    {
        QVERIFY(m_peer->serve());
        QVERIFY(m_peer->program().halt());
        RandomWork work{m_peer->share(), 3};
        for (int i = 0; i < 300; ++i)
            work.doOne();
        m_peer->program().send(SIGCONT);
        QVERIFY(listEqualsDisk(Patience));
    }

    void switchesAFolderOffAndOn()
    {
        const QString other = m_peer->aside(QStringLiteral("other"));
        writeFile(other + QStringLiteral("/b"), "b");
        m_peer->setOptions({QStringLiteral("--share"), other});
        const auto hasFiles = [this](const FileList::key_type &path, bool isThere) {
            return waitUntil([&] {
                const auto list = trackerList(m_tracker, Peer);
                return list && list->contains(path) == isThere;
            });
        };
        QVERIFY(m_peer->join({}));
        m_peer->program().say(QStringLiteral("serve"));
        QVERIFY(hasFiles(QStringLiteral("b"), true));
        m_peer->program().say(u"folder off " + other);
        QVERIFY(hasFiles(QStringLiteral("b"), false));
        QVERIFY(hasFiles(QStringLiteral("anchor"), true));
        QCOMPARE(m_peer->leave(), std::optional{0});
        QVERIFY(m_peer->serve()); // remembered
        QVERIFY(hasFiles(QStringLiteral("anchor"), true));
        QVERIFY(hasFiles(QStringLiteral("b"), false));
        QCOMPARE(m_peer->run({QStringLiteral("folder"), QStringLiteral("on"), other}), 0);
        QVERIFY(m_peer->serve());
        QVERIFY(hasFiles(QStringLiteral("b"), true));
    }
};

QTEST_GUILESS_MAIN(TstWatcher)
#include "tst_watcher.moc"
