#include "peer-gui/engine/transfer/spacekeeper.h"
#include "tests/support/patience.h"

#include <QTest>

using namespace ft;
using namespace ft::engine;

namespace {

constexpr TransferId A{1};
constexpr TransferId B{2};

/// Two disks, one with 100 bytes and one with 1,000.
struct Fixture
{
    [[nodiscard]] std::uint64_t missing(TransferId id, const char *folder, std::uint64_t bytes)
    {
        std::optional<std::uint64_t> answer;
        keeper.reserve(id, QString::fromLatin1(folder), bytes, &receiver, [&](auto result) {
            answer = result;
        });
        return test::waitUntil([&] { return answer.has_value(); }) ? *answer : 99'999;
    }

    Mailbox mailbox;
    WorkerPool pool{1};
    Background background{pool, mailbox.address()};
    QObject receiver;
    SpaceKeeper keeper{
        background, [](const QString &path) -> std::optional<DiskSpace> {
            if (path == QStringLiteral("unknown"))
                return std::nullopt;
            return path == QStringLiteral("small") ? DiskSpace{1, 100} : DiskSpace{2, 1'000};
        }};
};

} // namespace

class TstSpaceKeeper : public QObject
{
    Q_OBJECT

private slots:
    void tellsHowMuchIsMissing()
    {
        Fixture f;
        QCOMPARE(f.missing(A, "small", 100), std::uint64_t{0});
        QCOMPARE(f.missing(A, "small", 101), std::uint64_t{1});
    }

    void leavesAloneWhatIsPromisedToOthersOnTheSameDisk()
    {
        Fixture f;
        QCOMPARE(f.missing(A, "small", 60), std::uint64_t{0});
        QCOMPARE(f.missing(B, "small", 60), std::uint64_t{20});
        QCOMPARE(f.missing(B, "large", 1'000), std::uint64_t{0});
    }

    void promisesLessAsBytesAreWritten()
    {
        Fixture f;
        QCOMPARE(f.missing(A, "small", 60), std::uint64_t{0});
        f.keeper.written(A, 50);
        QCOMPARE(f.missing(B, "small", 90), std::uint64_t{0});
    }

    void promisesNothingAnyMoreOnceReleased()
    {
        Fixture f;
        QCOMPARE(f.missing(A, "small", 100), std::uint64_t{0});
        f.keeper.release(A);
        QCOMPARE(f.missing(B, "small", 100), std::uint64_t{0});
    }

    void promisesNothingToWhoseNeedIsNotMet()
    {
        Fixture f;
        QCOMPARE(f.missing(A, "small", 60), std::uint64_t{0});
        QCOMPARE(f.missing(A, "small", 200), std::uint64_t{100});
        QCOMPARE(f.missing(B, "small", 100), std::uint64_t{0});
    }

    void letsTheWriteTellWhereTheDiskDoesNotSay()
    {
        Fixture f;
        QCOMPARE(f.missing(A, "unknown", 1'000'000), std::uint64_t{0});
    }
};

QTEST_GUILESS_MAIN(TstSpaceKeeper)
#include "tst_spacekeeper.moc"
