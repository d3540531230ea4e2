#include "peer-gui/engine/transfer/recordcheck.h"
#include "tests/peer-engine/downloadparts.h"
#include "tests/peer-engine/scriptedsource.h"
#include "tests/support/patience.h"

#include <QCryptographicHash>
#include <QTemporaryDir>
#include <QTest>

using namespace ft;
using namespace ft::engine;
using test::ScriptedSource;
using test::waitUntil;

Q_DECLARE_METATYPE(ft::engine::Md5Verdict)

namespace {

constexpr TransferId Asked{7};

Md5Sum md5Of(const QByteArray &bytes)
{
    return Md5Sum::fromHex(QCryptographicHash::hash(bytes, QCryptographicHash::Md5).toHex())
        .value();
}

/// A watched download of one content, of which the record may say anything about the MD5.
struct Fixture
{
    explicit Fixture(ScriptedSource::Fault fault = ScriptedSource::Fault::None)
        : source(content, fault)
    {
        QObject::connect(
            &records,
            &RecordCheck::checked,
            &records,
            [this](TransferId id, const std::optional<Md5Sum> &sum, Md5Verdict said, const auto &) {
                verdicts.push_back(said);
                if (sum)
                    sums.push_back(*sum);
                ids.push_back(id);
            });
        QObject::connect(&records,
                         &RecordCheck::completed,
                         &records,
                         [this](const SharedFile &file) { completed.push_back(file); });
    }

    void start()
    {
        download = std::make_unique<Download>(Download::Order{.id = TransferId{1},
                                                              .file = record.file,
                                                              .folder = folder.path(),
                                                              .sources = {record},
                                                              .askedAt = parts.clock.now()},
                                              parts.context([this](const Endpoint &) {
                                                  return source.dial();
                                              }));
        QObject::connect(download.get(), &Download::over, &records, beforeItIsSummed);
        records.watch(*download, Asked);
        QObject::connect(download.get(), &Download::over, &records, [this] { isOver = true; });
        download->start();
    }
    [[nodiscard]] bool runUntil(const std::function<bool()> &predicate)
    {
        return waitUntil(
            [&] {
                source.step();
                return predicate();
            },
            4 * test::Patience);
    }

    QByteArray content = test::randomBytes((3 << 20) + 17, 1);
    ScriptedSource source;
    SourceRecord record{test::recordFor(QStringLiteral("docs/a"), content),
                        {QHostAddress{QHostAddress::LocalHost}, 1},
                        {}};
    QTemporaryDir folder;
    test::DownloadParts parts;
    Md5Check check{parts.mailbox.address()};
    RecordCheck records{check};
    std::unique_ptr<Download> download;
    bool isOver = false;
    std::function<void()> beforeItIsSummed = [] {
    };
    std::vector<Md5Verdict> verdicts;
    std::vector<Md5Sum> sums;
    std::vector<TransferId> ids;
    std::vector<SharedFile> completed;
};

} // namespace

class TstRecordCheck : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void comparesWhatArrivedWithTheRecord_data()
    {
        QTest::addColumn<QByteArray>("said");
        QTest::addColumn<Md5Verdict>("verdict");
        QTest::newRow("the same") << QByteArray{"same"} << Md5Verdict::Matches;
        QTest::newRow("another") << QByteArray{"another"} << Md5Verdict::WrongRecord;
        QTest::newRow("none") << QByteArray{} << Md5Verdict::NotGiven;
    }
    void comparesWhatArrivedWithTheRecord()
    {
        QFETCH(QByteArray, said);
        QFETCH(Md5Verdict, verdict);
        Fixture f;
        if (!said.isEmpty())
            f.record.file.md5 = md5Of(said == "same" ? f.content : said);
        f.start();
        QVERIFY(f.runUntil([&] { return f.isOver && !f.verdicts.empty(); }));
        QCOMPARE(f.download->snapshot().state, TransferState::Done);
        QCOMPARE(f.verdicts, std::vector{verdict});
        QCOMPARE(f.sums, std::vector{md5Of(f.content)});
        QCOMPARE(f.ids, std::vector{Asked});
        QCOMPARE(f.completed.size(), std::size_t{1});
        QVERIFY(f.completed.front().record.md5 == md5Of(f.content));
    }

    void sumsAFileThatWasThereAlready_data()
    {
        QTest::addColumn<qint64>("size");
        QTest::newRow("of several pieces") << qint64{(3 << 20) + 17};
        QTest::newRow("of one byte") << qint64{1};
        QTest::newRow("empty") << qint64{0};
    }
    void sumsAFileThatWasThereAlready()
    {
        QFETCH(qint64, size);
        Fixture f;
        f.content.truncate(size);
        f.record.file = test::recordFor(QStringLiteral("docs/a"), f.content);
        f.record.file.md5 = md5Of(f.content);
        test::writeFile(f.folder.filePath(QStringLiteral("a")), f.content);
        f.start();
        QVERIFY(f.runUntil([&] { return f.isOver && !f.verdicts.empty(); }));
        QVERIFY(f.download->snapshot().wasThere);
        QCOMPARE(f.verdicts, std::vector{Md5Verdict::Matches});
        QCOMPARE(f.sums, std::vector{md5Of(f.content)});
        QVERIFY(f.completed.empty());
    }

    void saysThatAFileCannotBeSummed()
    {
        Fixture f;
        const QString path = f.folder.filePath(QStringLiteral("a"));
        test::writeFile(path, f.content);
        f.beforeItIsSummed = [&path] {
            QFile::remove(path);
        };
        f.start();
        QVERIFY(f.runUntil([&] { return !f.verdicts.empty(); }));
        QCOMPARE(f.verdicts, std::vector{Md5Verdict::Unavailable});
    }

    void outlivesTheDownload()
    {
        Fixture f;
        f.start();
        QVERIFY(f.runUntil([&] { return f.isOver; }));
        f.download.reset();
        QVERIFY(f.runUntil([&] { return !f.completed.empty(); }));
    }

    void completesTheFileAsItWasAnnounced()
    {
        Fixture f;
        f.start();
        QObject::connect(f.download.get(), &Transfer::finished, &f.records, [&](SharedFile file) {
            file.record.path = test::pathOf(QStringLiteral("tree/docs/a"));
            f.records.announced(file);
        });
        QVERIFY(f.runUntil([&] { return !f.completed.empty(); }));
        QCOMPARE(f.completed.front().record.path, test::pathOf(QStringLiteral("tree/docs/a")));
    }

    void saysNothingOfWhatComesToNothing_data()
    {
        QTest::addColumn<int>("how");
        QTest::newRow("canceled") << 0;
        QTest::newRow("stopped") << 1;
        QTest::newRow("deleted") << 2;
    }
    void saysNothingOfWhatComesToNothing()
    {
        QFETCH(int, how);
        Fixture f{ScriptedSource::Fault::StopsBeforeTheLastPiece};
        f.start();
        QVERIFY(f.runUntil([&] { return f.download->storage().verifiedCount() > 0; }));
        const std::weak_ptr<const PartFile> part = f.download->storage().part();
        bool isStopped = false;
        QObject::connect(f.download.get(), &Transfer::stopped, &f.records, [&] {
            isStopped = true;
        });
        if (how == 0)
            f.download->cancel();
        if (how == 1)
            f.download->stop();
        QVERIFY(f.runUntil([&] { return how == 2 || f.isOver || isStopped; }));
        f.download.reset();
        // Nobody has the file open any more.
        QVERIFY(f.runUntil([&] { return part.expired(); }));
        QVERIFY(f.verdicts.empty());
    }
};

QTEST_GUILESS_MAIN(TstRecordCheck)
#include "tst_recordcheck.moc"
