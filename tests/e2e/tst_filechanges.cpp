#include "tests/support/files.h"
#include "tests/support/peerprogram.h"
#include "tests/support/trackerprogram.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace ft::test;

namespace {

const auto Wanted = QStringLiteral("wanted.bin");
constexpr qint64 Size = 24'000'000;

} // namespace

/// Files and folders that change under real programs while a file is on its way.
class TstFileChanges : public QObject
{
    Q_OBJECT

private:
    TrackerProgram m_tracker;
    std::unique_ptr<PeerProgram> m_source;
    std::unique_ptr<PeerProgram> m_taker;

    /// Slowly enough to be caught in the middle.
    void serve()
    {
        m_source->setOptions({QStringLiteral("--limit-up"), QStringLiteral("8M")});
        writeRandomFile(m_source->shared(Wanted), Size, 1);
        writeRandomFile(m_source->aside(Wanted), Size, 1);
        QVERIFY(m_source->serve());
    }
    void beginFetch(const QStringList &options = {})
    {
        m_taker->setOptions(options);
        m_taker->start({QStringLiteral("fetch"), Wanted});
        QVERIFY(waitUntil([&] { return unfinishedBytes() >= 2'000'000; }));
    }
    [[nodiscard]] static qint64 bytesOnDisk(const QString &path)
    {
        struct stat status = {};
        return ::stat(QFile::encodeName(path).constData(), &status) == 0 ? status.st_blocks * 512
                                                                         : 0;
    }
    [[nodiscard]] qint64 unfinishedBytes() const
    {
        const auto files = filesBelow(m_taker->downloads()).filter(QStringLiteral(".part"));
        return files.isEmpty() ? 0 : bytesOnDisk(m_taker->downloaded(files.first()));
    }
    [[nodiscard]] bool failsNaming(const QString &pattern)
    {
        const auto status = m_taker->program().waitForEnd(4 * Patience);
        const auto complaints = m_taker->complaints();
        const QRegularExpression expected{pattern};
        const bool good = status == 1 && complaints.size() == 1
                          && expected.match(complaints.first()).hasMatch()
                          && !QFile::exists(m_taker->downloaded(Wanted));
        if (!good)
            qInfo().noquote() << m_taker->program().transcript();
        return good;
    }

private slots:
    void initTestCase() { QVERIFY(m_tracker.listen()); }
    void init()
    {
        m_source = std::make_unique<PeerProgram>(QStringLiteral("studio-a"), m_tracker.address());
        m_taker = std::make_unique<PeerProgram>(QStringLiteral("taker"), m_tracker.address());
        m_taker->give(QStringLiteral("taker.txt"), "so that this peer is accepted");
    }
    void cleanup()
    {
        m_taker.reset();
        m_source.reset();
    }

    void sharedFileChanges_data()
    {
        QTest::addColumn<QString>("how");
        QTest::addColumn<bool>("mayBeFinished");
        QTest::newRow("written to") << QStringLiteral("write") << false;
        QTest::newRow("rewritten") << QStringLiteral("rewrite") << false;
        QTest::newRow("truncated") << QStringLiteral("truncate") << false;
        // What is open already is still what was announced.
        QTest::newRow("replaced") << QStringLiteral("replace") << true;
        QTest::newRow("removed") << QStringLiteral("remove") << true;
    }
    void sharedFileChanges()
    {
        QFETCH(QString, how);
        QFETCH(bool, mayBeFinished);
        serve();
        beginFetch();
        const QString path = m_source->shared(Wanted);
        QFile changing{path};
        if (how == QStringLiteral("write"))
            QVERIFY(changing.open(QIODevice::ReadWrite) && changing.seek(Size - 1)
                    && changing.write("x") == 1 && changing.flush());
        if (how == QStringLiteral("truncate"))
            QVERIFY(changing.resize(10'000'000));
        if (how == QStringLiteral("replace") || how == QStringLiteral("remove"))
            QVERIFY(changing.remove());
        if (how == QStringLiteral("replace") || how == QStringLiteral("rewrite"))
            writeRandomFile(path, Size, 2);
        if (mayBeFinished && m_taker->program().waitForEnd(4 * Patience) == 0)
            QVERIFY(sameBytes(m_taker->downloaded(Wanted), m_source->aside(Wanted)));
        else
            QVERIFY(failsNaming(QStringLiteral("127\\.0\\.0\\.1:%1").arg(m_source->port())));
    }

    void downloadFolderIsRemoved()
    {
        serve();
        beginFetch();
        QVERIFY(QDir{m_taker->downloads()}.removeRecursively());
        QVERIFY(failsNaming(QRegularExpression::escape(m_taker->downloads())));
    }

    void downloadFolderIsFull_data()
    {
        QTest::addColumn<int>("size");
        QTest::newRow("from the start") << 16'000'000;
        QTest::newRow("in the middle") << 32'000'000;
    }
    void downloadFolderIsFull()
    {
        QFETCH(int, size);
        serve();
        const QByteArray folder = QFile::encodeName(m_taker->downloads());
        QVERIFY(QDir{}.mkpath(m_taker->downloads()));
        const QByteArray option = "size=" + QByteArray::number(size);
        if (::geteuid() != 0
            || ::mount("none", folder.constData(), "tmpfs", 0, option.constData()) != 0)
            QSKIP("no small file system can be made here");
        const auto unmount = qScopeGuard([&] { ::umount2(folder.constData(), MNT_DETACH); });
        if (size < Size) {
            m_taker->start({QStringLiteral("fetch"), Wanted});
        } else {
            beginFetch();
            const QString filling = m_taker->downloaded(QStringLiteral("another's"));
            QFile other{filling};
            QVERIFY(other.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
            while (other.write(QByteArray(100'000, 'x')) > 0) {}
        }
        QVERIFY(failsNaming(QStringLiteral("full|room|space")));
    }
};

QTEST_GUILESS_MAIN(TstFileChanges)
#include "tst_filechanges.moc"
