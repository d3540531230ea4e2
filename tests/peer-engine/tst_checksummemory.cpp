#include "peer-gui/engine/peers/checksummemory.h"
#include "tests/peer-engine/sharedfiles.h"
#include "tests/support/files.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace ft;
using namespace ft::engine;
using namespace std::chrono_literals;
using test::pathOf;

namespace {

constexpr std::chrono::sys_seconds Monday{1'000'000s};
constexpr std::chrono::sys_seconds Tuesday{1'086'400s};

FileRecord fileOf(const QString &path, std::uint8_t content)
{
    auto record = test::recordOf(path);
    record.root = test::rootOf(content);
    return record;
}

/// `+a` for new, `=a` for the same, `!a` changed, `-a` gone, `~a` changing.
QString marksOf(const PeerAnswer &answer)
{
    QStringList words;
    for (const ToldFile &file : answer.files) {
        const auto mark = file.mark ? static_cast<int>(*file.mark) : 5;
        words << QStringLiteral("+=!-~?").at(mark) + file.record.path.toString();
    }
    return words.join(u' ');
}

} // namespace

class TstChecksumMemory : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;

    [[nodiscard]] QString tell(const std::vector<FileRecord> &told,
                               const QString &peer = QStringLiteral("studio"),
                               std::optional<SharedPath> after = {},
                               std::optional<SharedPath> last = {}) const
    {
        const ChecksumMemory memory{m_folder->path()};
        return marksOf(memory.compare({peer, after, last, {}, told}, Monday));
    }

private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")});
        m_folder = std::make_unique<QTemporaryDir>();
    }

    void tellsWhatBecameOfEachFile()
    {
        const auto a = fileOf(QStringLiteral("a"), 1);
        const auto b = fileOf(QStringLiteral("b"), 2);
        const auto c = fileOf(QStringLiteral("c"), 3);
        QCOMPARE(tell({a, b, c}), QStringLiteral("+a +b +c"));
        QCOMPARE(tell({a, b, c}), QStringLiteral("=a =b =c"));
        const auto otherB = fileOf(QStringLiteral("b"), 9);
        const auto d = fileOf(QStringLiteral("d"), 4);
        QCOMPARE(tell({otherB, c, d}), QStringLiteral("-a !b =c +d"));
        QCOMPARE(tell({otherB, c, d}), QStringLiteral("=b =c =d"));
        QCOMPARE(tell({}), QStringLiteral("-b -c -d"));
        QCOMPARE(tell({}), QString{});
    }

    void keepsPeersApart()
    {
        const auto a = fileOf(QStringLiteral("a"), 1);
        QCOMPARE(tell({a}), QStringLiteral("+a"));
        QCOMPARE(tell({a}, QStringLiteral("other")), QStringLiteral("+a"));
        QCOMPARE(tell({}, QStringLiteral("other")), QStringLiteral("-a"));
        QCOMPARE(tell({a}), QStringLiteral("=a"));
    }

    void knowsWhichStretchWasTold()
    {
        const auto a = fileOf(QStringLiteral("a"), 1);
        const auto b = fileOf(QStringLiteral("b"), 2);
        const auto c = fileOf(QStringLiteral("c"), 3);
        const auto studio = QStringLiteral("studio");
        QCOMPARE(tell({a, b, c}), QStringLiteral("+a +b +c"));
        QCOMPARE(tell({a}, studio, {}, pathOf(QStringLiteral("a"))), QStringLiteral("=a"));
        QCOMPARE(tell({}, studio, pathOf(QStringLiteral("a")), pathOf(QStringLiteral("b"))),
                 QStringLiteral("-b"));
        QCOMPARE(tell({c}, studio, pathOf(QStringLiteral("b"))), QStringLiteral("=c"));
    }

    void looksAtOneFileAlone()
    {
        const auto a = fileOf(QStringLiteral("a"), 1);
        const auto b = fileOf(QStringLiteral("b"), 2);
        QCOMPARE(tell({a, b}), QStringLiteral("+a +b"));
        const ChecksumMemory memory{m_folder->path()};
        const auto told = memory.compare({QStringLiteral("studio"),
                                          {},
                                          {},
                                          pathOf(QStringLiteral("b")),
                                          {fileOf(QStringLiteral("b"), 7)}},
                                         Tuesday);
        QCOMPARE(marksOf(told), QStringLiteral("!b"));
        QCOMPARE(told.files.front().toldBefore, std::optional{Monday});
        QCOMPARE(tell({a, fileOf(QStringLiteral("b"), 7)}), QStringLiteral("=a =b"));
    }

    void remembersWhatAChangingFileWas()
    {
        const auto a = fileOf(QStringLiteral("a"), 1);
        auto changing = a;
        changing.root.reset();
        QCOMPARE(tell({a}), QStringLiteral("+a"));
        QCOMPARE(tell({changing}), QStringLiteral("~a"));
        QCOMPARE(tell({a}), QStringLiteral("=a"));
    }

    void bearsNamesOfAllKinds()
    {
        const auto odd = fileOf(QStringLiteral("größe 100%/'; DROP TABLE told"), 1);
        QCOMPARE(tell({odd}), u"+" + odd.path.toString());
        QCOMPARE(tell({odd}), u"=" + odd.path.toString());
    }

    void marksNothingWithoutAStateFolder()
    {
        const auto answer = ChecksumMemory{QString{}}.compare(
            {QStringLiteral("studio"), {}, {}, {}, {fileOf(QStringLiteral("a"), 1)}}, Monday);
        QCOMPARE(marksOf(answer), QStringLiteral("?a"));
        QVERIFY(!answer.problem);
    }

    void beginsAnewBesideADamagedDatabase()
    {
        const auto a = fileOf(QStringLiteral("a"), 1);
        QCOMPARE(tell({a}), QStringLiteral("+a"));
        const QString path = m_folder->filePath(QStringLiteral("checksums.sqlite"));
        test::writeFile(path, QByteArray(20'000, 'x'));
        const ChecksumMemory memory{m_folder->path()};
        const auto answer = memory.compare({QStringLiteral("studio"), {}, {}, {}, {a}}, Monday);
        QCOMPARE(marksOf(answer), QStringLiteral("+a"));
        QVERIFY(answer.problem);
        QCOMPARE(answer.problem->code, ProblemCode::StateDamaged);
        QVERIFY(QFile::exists(answer.problem->detail));
        QCOMPARE(tell({a}), QStringLiteral("=a"));
    }

    void saysWhenNothingCanBeRemembered()
    {
        test::writeFile(m_folder->filePath(QStringLiteral("file")), "no folder");
        const ChecksumMemory memory{m_folder->filePath(QStringLiteral("file/state"))};
        const auto answer = memory.compare(
            {QStringLiteral("studio"), {}, {}, {}, {fileOf(QStringLiteral("a"), 1)}}, Monday);
        QCOMPARE(marksOf(answer), QStringLiteral("?a"));
        QVERIFY(answer.problem);
        QCOMPARE(answer.problem->code, ProblemCode::StateUnwritable);
    }
};

QTEST_GUILESS_MAIN(TstChecksumMemory)
#include "tst_checksummemory.moc"
