#include "peer-gui/engine/transfer/partfile.h"
#include "peer-gui/engine/transfer/smallfilewriter.h"
#include "tests/peer-engine/sharedfiles.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <sys/mount.h>
#include <unistd.h>

using namespace ft;
using namespace ft::engine;
using test::contentOf;

class TstSmallFileWriter : public QObject
{
    Q_OBJECT

private:
    static constexpr std::chrono::sys_seconds Modified{std::chrono::seconds{1'600'000'000}};

    std::unique_ptr<QTemporaryDir> m_folder;

    [[nodiscard]] DownloadTarget target(const QString &place, std::uint8_t root = 7) const
    {
        const QFileInfo file{m_folder->filePath(place)};
        return {file.path(), file.fileName(), test::rootOf(root)};
    }
    [[nodiscard]] SmallFile file(const QString &place, const QByteArray &content) const
    {
        return {target(place), content, Modified};
    }

private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(QDir{m_folder->path()}.mkpath(QStringLiteral("sub/deep")));
    }

    void writesEachToItsPlace_data()
    {
        QTest::addColumn<int>("count");
        QTest::newRow("none") << 0;
        QTest::newRow("one") << 1;
        QTest::newRow("few") << 10;
        QTest::newRow("a group") << 200;
    }
    void writesEachToItsPlace()
    {
        QFETCH(int, count);
        const QStringList folders{QString{}, QStringLiteral("sub/"), QStringLiteral("sub/deep/")};
        std::vector<SmallFile> files;
        QStringList places;
        for (int i = 0; i < count; ++i) {
            places += folders[i % 3] + QString::number(i);
            files.push_back(file(places.back(), QByteArray(i * 10, static_cast<char>(i))));
        }
        const auto written = writeSmallFiles(files);
        QCOMPARE(written.size(), files.size());
        for (int i = 0; i < count; ++i) {
            const auto &result = written[static_cast<std::size_t>(i)];
            QCOMPARE(result->path, m_folder->filePath(places[i]));
            QCOMPARE(contentOf(result->path), QByteArray(i * 10, static_cast<char>(i)));
            QCOMPARE(result->stamp, stampOf(result->path).value());
            QCOMPARE(result->stamp.modified(), Modified);
        }
        places.sort();
        QCOMPARE(test::filesBelow(m_folder->path()), places);
    }

    void writesFoldersByTheHundred()
    {
        std::vector<SmallFile> files;
        for (int i = 0; i < 100; ++i) {
            const QString folder = QString::number(i);
            QVERIFY(QDir{m_folder->path()}.mkdir(folder));
            files.push_back(file(folder + QStringLiteral("/a"), "x"));
        }
        const auto written = writeSmallFiles(files);
        QVERIFY(std::all_of(written.begin(), written.end(), [](const auto &w) { return !!w; }));
        QCOMPARE(test::filesBelow(m_folder->path()).size(), 100);
    }

    void replacesNoFile()
    {
        test::writeFile(m_folder->filePath(QStringLiteral("a.txt")), "another's");
        const QString name = QStringLiteral("a.txt");
        const auto written = writeSmallFiles(
            {{target(name, 1), "one", Modified}, {target(name, 2), "two", Modified}});
        QCOMPARE(written.size(), std::size_t{2});
        QCOMPARE(contentOf(m_folder->filePath(QStringLiteral("a.txt"))), QByteArray{"another's"});
        QCOMPARE(written[0]->path, m_folder->filePath(QStringLiteral("a (2).txt")));
        QCOMPARE(contentOf(written[0]->path), QByteArray{"one"});
        QCOMPARE(contentOf(written[1]->path), QByteArray{"two"});
    }

    void replacesWhatAnEarlierRunLeft_data()
    {
        QTest::addColumn<bool>("isLink");
        QTest::newRow("a file") << false;
        QTest::newRow("a symlink") << true;
    }
    void replacesWhatAnEarlierRunLeft()
    {
        QFETCH(bool, isLink);
        const QString part = target(QStringLiteral("a")).partPath();
        const QString other = m_folder->filePath(QStringLiteral("other"));
        test::writeFile(other, "another's");
        if (isLink)
            QVERIFY(QFile::link(other, part));
        else
            test::writeFile(part, "longer than it is to be");
        const auto written = writeSmallFiles({file(QStringLiteral("a"), "short")});
        QCOMPARE(contentOf(written.front()->path), QByteArray{"short"});
        QCOMPARE(contentOf(other), QByteArray{"another's"});
    }

    void leavesAloneWhatIsBeingDownloaded()
    {
        const auto part = PartFile::open(target(QStringLiteral("a")).partPath(), 5).value();
        const auto written = writeSmallFiles(
            {file(QStringLiteral("a"), "short"), file(QStringLiteral("b"), "fine")});
        QCOMPARE(written[0].error().code, ProblemCode::PartInUse);
        QVERIFY(written[1]);
        QVERIFY(part->isStillThere());
    }

    void failsOneByOne_data()
    {
        QTest::addColumn<QString>("place");
        QTest::addColumn<ProblemCode>("code");
        QTest::newRow("no folder") << QStringLiteral("gone/a") << ProblemCode::FolderUnwritable;
        QTest::newRow("below a file") << QStringLiteral("file/a") << ProblemCode::FolderUnwritable;
        QTest::newRow("name too long") << QString{300, QLatin1Char{'x'}} << ProblemCode::DiskFailed;
    }
    void failsOneByOne()
    {
        QFETCH(QString, place);
        QFETCH(ProblemCode, code);
        test::writeFile(m_folder->filePath(QStringLiteral("file")), "x");
        for (const int others : {1, 100}) {
            std::vector<SmallFile> files{file(place, "bad")};
            for (int i = 0; i < others; ++i)
                files.push_back(file(QStringLiteral("sub/%1-%2").arg(others).arg(i), "good"));
            const auto written = writeSmallFiles(files);
            QCOMPARE(written.front().error().code, code);
            QVERIFY(std::all_of(written.begin() + 1, written.end(), [](const auto &w) {
                return w && contentOf(w->path) == "good";
            }));
        }
        QCOMPARE(test::filesBelow(m_folder->path()).size(), 102);
    }

    void tellsThatTheDiskIsFullAndLeavesNoPart()
    {
        const QByteArray folder = m_folder->path().toUtf8();
        if (::geteuid() != 0 || ::mount("none", folder.constData(), "tmpfs", 0, "size=1m") != 0)
            QSKIP("no small file system can be made here");
        std::vector<SmallFile> files;
        for (int i = 0; i < 100; ++i)
            files.push_back(file(QString::number(i), QByteArray(20'000, 'x')));
        const auto written = writeSmallFiles(files);
        int good = 0;
        for (const auto &result : written) {
            if (result)
                ++good;
            else
                QCOMPARE(result.error().code, ProblemCode::DiskFull);
        }
        QVERIFY(good > 40 && good < 60);
        QCOMPARE(test::filesBelow(m_folder->path()).size(), good);
        QCOMPARE(::umount(folder.constData()), 0);
    }

    void isFastEnough()
    {
        QTemporaryDir memory{QStringLiteral("/dev/shm/smallfiles-XXXXXX")};
        if (!memory.isValid())
            QSKIP("no memory-backed disk");
        std::vector<SmallFile> files;
        for (int i = 0; i < 5'000; ++i)
            files.push_back({DownloadTarget{memory.path(), QString::number(i), test::rootOf(1)},
                             QByteArray(4'096, 'x'),
                             Modified});
        QElapsedTimer timer;
        timer.start();
        const auto written = writeSmallFiles(files);
        const auto elapsed = timer.elapsed();
        QVERIFY(std::all_of(written.begin(), written.end(), [](const auto &w) { return !!w; }));
        qInfo("%lld files of 4 KiB per second", 5'000'000 / std::max<qint64>(1, elapsed));
        // Five times what it takes where nothing slows it down.
        QVERIFY(elapsed < 5'000);
    }
};

QTEST_GUILESS_MAIN(TstSmallFileWriter)
#include "tst_smallfilewriter.moc"
