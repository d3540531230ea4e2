#include "peer-gui/engine/transfer/smallfiles.h"
#include "tests/peer-engine/scriptedfolder.h"
#include "tests/support/patience.h"

#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/resource.h>

using namespace ft;
using namespace ft::engine;
using namespace std::chrono_literals;
using test::waitUntil;

namespace {

/// While it lives, no file of this process can grow beyond so many bytes: a full disk, as far as a
/// program can see.
class FileSizeLimit
{
public:
    explicit FileSizeLimit(rlim_t bytes)
    {
        ::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{bytes, m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit() { ::setrlimit(RLIMIT_FSIZE, &m_before); }
    Q_DISABLE_COPY_MOVE(FileSizeLimit)

private:
    rlimit m_before{};
};

struct Fixture
{
    Fixture()
    {
        const auto on = [this](auto signal, auto slot) {
            QObject::connect(&files, signal, &files, slot);
        };
        on(&SmallFiles::fileDone, [this](const FileRecord &file) { done << file.path.toString(); });
        on(&SmallFiles::fileFailed, [this](const Problem &problem) { problems << problem; });
        on(&SmallFiles::finished, [this](const SharedFile &file) { paths << file.absolutePath; });
        on(&SmallFiles::diskFull, [this](quint64 bytes) { missing << bytes; });
        on(&SmallFiles::resumed, [this] { ++resumed; });
        on(&SmallFiles::progressed, [this] { ++progressed; });
    }

    void add(const QString &place, const QByteArray &content)
    {
        peer.add(place, content);
        files.add({test::recordFor(place, content), test::pathOf(place)});
    }
    template <typename Predicate>
    [[nodiscard]] bool becomes(Predicate predicate)
    {
        return waitUntil([&] {
            peer.step();
            return predicate();
        });
    }

    test::ScriptedFolder peer;
    QTemporaryDir folder;
    Mailbox mailbox;
    WorkerPool pool{2};
    Background background{pool, mailbox.address()};
    FolderSource source{{QHostAddress{QStringLiteral("10.0.0.9")}, 7},
                        [this](const Endpoint &) { return peer.dial(); },
                        {{test::hostOf("asker"), 0, {}}},
                        Backoff{QRandomGenerator{1}, 1ms}};
    SmallFiles files{FolderTree{folder.path(), QStringLiteral("photos")}, source, background, 10ms};
    QStringList done;
    QStringList paths;
    QList<Problem> problems;
    QList<quint64> missing;
    int resumed = 0;
    int progressed = 0;
};

} // namespace

class TstSmallFiles : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void asksForManyAtOnceButNotForAll()
    {
        Fixture f;
        constexpr int Count = SmallFiles::MostRequests + 50;
        for (int i = 0; i < Count; ++i)
            f.add(QString::number(i), QByteArray::number(i));
        QCOMPARE(f.source.unanswered(), SmallFiles::MostRequests);
        QVERIFY(!f.files.isIdle());
        QVERIFY(f.becomes([&] { return f.files.isIdle(); }));
        QCOMPARE(f.done.size(), Count);
        QCOMPARE(test::filesBelow(f.folder.path()).size(), Count);
        QCOMPARE(f.peer.dials, 1);
    }

    void holdsNoMoreBytesThanItMay()
    {
        Fixture f;
        const QByteArray content(1 << 20, 'x');
        constexpr int Most = SmallFiles::MostHeld >> 20U;
        for (int i = 0; i < Most + 4; ++i)
            f.add(QString::number(i), content);
        QCOMPARE(f.source.unanswered(), std::size_t{Most});
        QVERIFY(f.becomes([&] { return f.files.isIdle(); }));
        QCOMPARE(f.done.size(), Most + 4);
    }

    void asksForNoEmptyFile()
    {
        Fixture f;
        f.add(QStringLiteral("empty"), {});
        QVERIFY(f.becomes([&] { return f.files.isIdle(); }));
        QCOMPARE(f.paths, QStringList{f.folder.filePath(QStringLiteral("photos/empty"))});
        QCOMPARE(f.peer.dials, 0);
    }

    void goesOnWhenThereIsRoomAgain()
    {
        Fixture f;
        {
            const FileSizeLimit limit{10};
            f.add(QStringLiteral("a"), "fits");
            f.add(QStringLiteral("b"), "does not fit");
            QVERIFY(f.becomes([&] { return f.missing.size() == 2 && f.resumed >= 1; }));
            QCOMPARE(f.missing.front(), quint64{12});
            QVERIFY(!f.files.isIdle());
        }
        QVERIFY(f.becomes([&] { return f.files.isIdle(); }));
        QCOMPARE(f.done.size(), 2);
        QVERIFY(f.problems.isEmpty());
        QCOMPARE(test::filesBelow(f.folder.path()),
                 (QStringList{QStringLiteral("photos/a"), QStringLiteral("photos/b")}));
    }

    void stopsWithWhatIsBeingMadeSafe()
    {
        Fixture f;
        for (int i = 0; i < 300; ++i)
            f.add(QString::number(i), QByteArray::number(i));
        QVERIFY(f.becomes([&] { return f.files.isStoring(); }));
        f.source.close();
        f.files.stop();
        QVERIFY(f.becomes([&] { return !f.files.isStoring(); }));
        QVERIFY(f.files.isIdle());
        QCOMPARE(test::filesBelow(f.folder.path()).size(), f.done.size());
        QVERIFY(f.progressed >= 1);
    }
};

QTEST_GUILESS_MAIN(TstSmallFiles)
#include "tst_smallfiles.moc"
