#include "peer-gui/engine/transfer/diskspace.h"
#include "tests/support/files.h"

#include <QStorageInfo>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace ft;
using namespace ft::engine;

class TstDiskSpace : public QObject
{
    Q_OBJECT

private slots:
    void tellsTheDiskOfAPath_data()
    {
        QTest::addColumn<QString>("place");
        QTest::newRow("the folder") << QString{};
        QTest::newRow("a file") << QStringLiteral("/file");
        QTest::newRow("to be made") << QStringLiteral("/new");
        QTest::newRow("to be made, with folders") << QStringLiteral("/a/b/c/new");
        QTest::newRow("below a file") << QStringLiteral("/file/new");
    }
    void tellsTheDiskOfAPath()
    {
        QFETCH(QString, place);
        const QTemporaryDir folder;
        test::writeFile(folder.filePath(QStringLiteral("file")), "x");
        const auto space = diskSpaceAt(folder.path() + place);
        QVERIFY(space);
        struct stat status = {};
        QCOMPARE(::stat(folder.path().toUtf8().constData(), &status), 0);
        QCOMPARE(space->disk, std::uint64_t{status.st_dev});
        // Others write meanwhile.
        const auto told = static_cast<double>(QStorageInfo{folder.path()}.bytesAvailable());
        QVERIFY(qAbs(static_cast<double>(space->free) - told) < 0.1 * told);
    }

    void tellsNothingOfAFileSystemWithoutRoomToSpeakOf()
    {
        QVERIFY(!diskSpaceAt(QStringLiteral("/proc/self")));
    }

    void bearsPathsThatAreNone()
    {
        QVERIFY(!diskSpaceAt({}));
        QVERIFY(!diskSpaceAt(QStringLiteral("relative-and-missing")));
        QVERIFY(diskSpaceAt(QStringLiteral("/missing")));
    }
};

QTEST_APPLESS_MAIN(TstDiskSpace)
#include "tst_diskspace.moc"
