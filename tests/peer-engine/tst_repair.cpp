#include "peer-gui/engine/transfer/repair.h"
#include "tests/peer-engine/downloadparts.h"
#include "tests/peer-engine/scriptedsource.h"
#include "tests/support/bitrot.h"
#include "tests/support/files.h"
#include "tests/support/patience.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace ft;
using namespace ft::engine;
using hash::PieceIndex;
using test::ScriptedSource;

namespace {

constexpr qint64 Piece = 1 << 20;

} // namespace

class TstRepair : public QObject
{
    Q_OBJECT

private:
    using Report = Result<RepairReport, Problem>;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<test::DownloadParts> m_parts;
    std::unique_ptr<ScriptedSource> m_source;
    QByteArray m_content;
    std::optional<DamagedFile> m_damaged;

    [[nodiscard]] QString path() const { return m_folder->filePath(QStringLiteral("a.bin")); }
    [[nodiscard]] QStringList files() const { return test::filesBelow(m_folder->path()); }

    /// A file of so many bytes, damaged in these pieces.
    void make(qsizetype size, const std::vector<std::uint32_t> &pieces)
    {
        m_content = test::randomBytes(size, 1);
        m_damaged = DamagedFile{test::sharedFile(path(), QStringLiteral("a.bin"), m_content), {}};
        for (const std::uint32_t piece : pieces) {
            QVERIFY(test::rot(path(), piece * Piece));
            m_damaged->pieces.emplace_back(piece);
        }
        m_source = std::make_unique<ScriptedSource>(m_content, ScriptedSource::Fault::None);
    }
    [[nodiscard]] std::unique_ptr<Repair> begin()
    {
        const Endpoint endpoint{QHostAddress{QHostAddress::LocalHost}, 1};
        auto repair = std::make_unique<Repair>(
            Repair::Order{TransferId{1}, *m_damaged, {{m_damaged->file.record, endpoint, {}}}},
            m_parts->context([this](const Endpoint &) { return m_source->dial(); }));
        repair->start();
        return repair;
    }
    [[nodiscard]] Report finish(Repair &repair)
    {
        std::optional<Report> report;
        connect(&repair, &Repair::over, this, [&](const Report &given) { report = given; });
        (void)test::waitUntil([&] {
            m_source->step();
            return report.has_value();
        });
        return report.value_or(tl::unexpected(Problem{ProblemCode::Canceled, {}, {}, {}}));
    }
    [[nodiscard]] Report run() { return finish(*begin()); }

private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_folder = std::make_unique<QTemporaryDir>();
        m_parts = std::make_unique<test::DownloadParts>();
    }

    void fetchesWhatIsDamagedAndNothingElse_data()
    {
        QTest::addColumn<int>("size");
        QTest::addColumn<QList<int>>("pieces");
        QTest::newRow("two of five") << static_cast<int>(5 * Piece) << QList<int>{1, 3};
        QTest::newRow("the short last one") << static_cast<int>(2 * Piece + 9) << QList<int>{2};
        QTest::newRow("the only one") << 1'000 << QList<int>{0};
        QTest::newRow("all") << static_cast<int>(2 * Piece) << QList<int>{0, 1};
    }
    void fetchesWhatIsDamagedAndNothingElse()
    {
        QFETCH(int, size);
        QFETCH(QList<int>, pieces);
        make(size, {pieces.begin(), pieces.end()});
        const auto report = run();
        QVERIFY(report);
        QCOMPARE(report->pieces, static_cast<std::uint32_t>(pieces.size()));
        QCOMPARE(m_source->piecesAsked().size(), static_cast<std::size_t>(pieces.size()));
        QVERIFY(test::contentOf(path()) == m_content);
        QCOMPARE(files(), QStringList{QStringLiteral("a.bin")});
    }

    void leavesTimeAndPermissionsAsTheyWere()
    {
        make(2 * Piece, {0});
        const auto odd = QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner;
        QVERIFY(QFile::setPermissions(path(), odd));
        const auto repair = begin();
        QVERIFY(finish(*repair));
        QCOMPARE(stampOf(path())->mtimeNs, m_damaged->file.stamp.mtimeNs);
        QCOMPARE(QFile::permissions(path()) & QFileDevice::ExeOwner, QFileDevice::ExeOwner);
        QVERIFY(repair->result()->stamp == *stampOf(path()));
        QVERIFY(repair->result()->record == m_damaged->file.record);
    }

    void doesWithoutTheLayer()
    {
        make(3 * Piece, {1});
        m_damaged->file.pieceLayer = nullptr;
        const auto repair = begin();
        QVERIFY(finish(*repair));
        QVERIFY(test::contentOf(path()) == m_content);
        QVERIFY(repair->result()->pieceLayer);
    }

    void goesOnWithWhatAnInterruptedOneLeft()
    {
        make(3 * Piece, {0, 1});
        auto first = begin();
        QVERIFY(test::waitUntil([this] {
            m_source->step();
            return m_source->piecesAsked().size() == 2;
        }));
        first.reset();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QVERIFY(test::contentOf(path()) != m_content);
        // Another run, for which the lock of the first must be gone.
        QVERIFY(test::waitUntil([this] { return run().has_value(); }));
        QVERIFY(test::contentOf(path()) == m_content);
        QCOMPARE(files(), QStringList{QStringLiteral("a.bin")});
    }

    void leavesAFileAloneThatSomebodyWrites()
    {
        make(2 * Piece, {0});
        const auto repair = begin();
        QVERIFY(test::waitUntil([this] {
            m_source->step();
            return !m_source->piecesAsked().empty();
        }));
        test::writeFile(path(), "something else");
        const auto report = finish(*repair);
        QVERIFY(!report);
        QCOMPARE(report.error().code, ProblemCode::SourceChanged);
        QCOMPARE(report.error().during, Operation::Repair);
        QCOMPARE(test::contentOf(path()), QByteArray{"something else"});
    }

    void saysWhyItCannot_data()
    {
        QTest::addColumn<ScriptedSource::Fault>("fault");
        QTest::addColumn<ProblemCode>("code");
        using Fault = ScriptedSource::Fault;
        QTest::newRow("nobody answers")
            << Fault::RefusesConnection << ProblemCode::SourceUnreachable;
        QTest::newRow("other bytes come") << Fault::OtherPiece << ProblemCode::PieceMismatch;
    }
    void saysWhyItCannot()
    {
        QFETCH(ScriptedSource::Fault, fault);
        QFETCH(ProblemCode, code);
        make(2 * Piece, {1});
        const QByteArray before = test::contentOf(path());
        m_source = std::make_unique<ScriptedSource>(m_content, fault);
        const auto report = run();
        QVERIFY(!report);
        QCOMPARE(report.error().code, code);
        QCOMPARE(test::contentOf(path()), before);
    }
};

QTEST_GUILESS_MAIN(TstRepair)
#include "tst_repair.moc"
