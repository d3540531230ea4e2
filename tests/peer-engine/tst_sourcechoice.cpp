#include "peer-gui/engine/transfer/sourcechoice.h"
#include "tests/peer-engine/records.h"

#include <QTest>

#include <set>

using namespace ft;
using namespace ft::engine;

namespace {

struct Offer
{
    int peer = 0;
    std::uint8_t content = 0; ///< 0: without a root
    std::uint64_t size = 1;
    int modified = 0;
};

SourceRecord recordFor(const Offer &offer)
{
    auto file = test::recordOf(QStringLiteral("a"), offer.size);
    file.root = offer.content == 0 ? std::nullopt : std::optional{test::rootOf(offer.content)};
    file.modified = std::chrono::sys_seconds{std::chrono::seconds{offer.modified}};
    return {file,
            {QHostAddress{static_cast<quint32>(0x0a000000 + offer.peer)}, 7},
            test::hostOf(QByteArray{"peer"} + QByteArray::number(offer.peer))};
}

SourceRecord plainRecord(int peer, std::uint64_t size, const QByteArray &type = "text/plain")
{
    auto record = recordFor({peer, 0, size});
    record.file.type = type;
    record.host.reset();
    return record;
}

Result<std::vector<SourceRecord>, Problem> chooseAmong(const std::vector<SourceRecord> &records)
{
    QRandomGenerator random{1};
    return chooseSources(QStringLiteral("a"), records, test::hostOf("PEER1"), random);
}

Result<std::vector<SourceRecord>, Problem> choose(const std::vector<Offer> &offers,
                                                  quint32 seed = 1)
{
    std::vector<SourceRecord> records;
    for (const Offer &offer : offers)
        records.push_back(recordFor(offer));
    QRandomGenerator random{seed};
    return chooseSources(QStringLiteral("a"), records, test::hostOf("PEER1"), random);
}

} // namespace

class TstSourceChoice : public QObject
{
    Q_OBJECT

private slots:
    void saysWhyThereIsNothingToChoose_data()
    {
        QTest::addColumn<int>("peer");
        QTest::addColumn<bool>("isOffered");
        QTest::addColumn<ProblemCode>("code");
        QTest::newRow("nobody") << 2 << false << ProblemCode::NotFound;
        QTest::newRow("only this peer") << 1 << true << ProblemCode::NotFound;
        QTest::newRow("only without a root") << 2 << true << ProblemCode::NotVerifiable;
    }
    void saysWhyThereIsNothingToChoose()
    {
        QFETCH(int, peer);
        QFETCH(bool, isOffered);
        QFETCH(ProblemCode, code);
        const auto chosen = isOffered ? choose({{.peer = peer}}) : choose({});
        QVERIFY(!chosen);
        QCOMPARE(chosen.error().code, code);
        QCOMPARE(chosen.error().subject, QStringLiteral("a"));
    }

    void takesTheContentThatMostPeersHave()
    {
        const auto chosen = choose({{2, 7, 1, 900}, {3, 8}, {4, 8}, {1, 7}, {1, 9}, {5, 0}});
        QVERIFY(chosen);
        QCOMPARE(chosen->size(), std::size_t{2});
        for (const auto &source : *chosen)
            QCOMPARE(source.file.root, test::rootOf(8));
    }

    void countsAPeerOnceHoweverManyPathsItHasItUnder()
    {
        const auto chosen = choose({{2, 7}, {2, 7}, {2, 7}, {3, 8}, {4, 8}});
        QVERIFY(chosen);
        QCOMPARE(chosen->size(), std::size_t{2});
        QCOMPARE(choose({{2, 7}, {2, 7}})->size(), std::size_t{1});
    }

    void takesTheNewestOfEquallySpreadContents()
    {
        QCOMPARE(choose({{2, 7, 1, 100}, {3, 8, 1, 200}, {4, 9, 1, 150}})->front().file.root,
                 test::rootOf(8));
    }

    void keepsAWrongSizeApart()
    {
        const auto chosen = choose({{2, 7, 5}, {3, 7, 5}, {4, 7, 999, 1'000}});
        QCOMPARE(chosen->size(), std::size_t{2});
        QCOMPARE(chosen->front().file.size, 5U);
    }

    void spreadsManyPeersOverAllSources()
    {
        std::set<QByteArray> first;
        for (quint32 seed = 0; seed < 50; ++seed)
            first.insert(choose({{2, 7}, {3, 7}, {4, 7}}, seed)->front().host->key());
        QCOMPARE(first.size(), std::size_t{3});
    }

    void takesPlainRecordsOnlyWhenNothingCanBeVerified()
    {
        const std::vector<SourceRecord> plain{plainRecord(2, 5), plainRecord(3, 5)};
        QCOMPARE(chooseAmong(plain)->size(), std::size_t{2});
        auto all = plain;
        all.push_back(recordFor({4, 7}));
        QCOMPARE(chooseAmong(all)->size(), std::size_t{1});
        QCOMPARE(chooseAmong(all)->front().file.root, test::rootOf(7));
    }

    void tellsPlainRecordsApartByTheirSizes()
    {
        const auto chosen = chooseAmong(
            {plainRecord(2, 5), plainRecord(3, 6), plainRecord(4, 6, "txt"), plainRecord(3, 6)});
        QCOMPARE(chosen->size(), std::size_t{2});
        for (const auto &source : *chosen)
            QCOMPARE(source.file.size, 6U);
    }

    void knowsTheSameContent_data()
    {
        QTest::addColumn<FileRecord>("other");
        QTest::addColumn<bool>("isSame");
        const auto row = [](const char *name, const FileRecord &other, bool isSame) {
            QTest::newRow(name) << other << isSame;
        };
        row("the same", plainRecord(2, 5).file, true);
        row("another type", plainRecord(2, 5, "txt").file, true);
        row("another size", plainRecord(2, 6).file, false);
        row("with a root", recordFor({2, 7, 5}).file, false);
        auto named = plainRecord(2, 5).file;
        named.path = test::pathOf(QStringLiteral("b"));
        row("another name", named, false);
    }
    void knowsTheSameContent()
    {
        QFETCH(FileRecord, other);
        QFETCH(bool, isSame);
        const auto file = plainRecord(1, 5).file;
        QCOMPARE(isSameContent(file, other), isSame);
        QCOMPARE(sourcesOf(file, {{other, {}, {}}}).size(), std::size_t{isSame ? 1U : 0U});
    }

    void takesRecordsOfPeersWithoutAName()
    {
        auto record = recordFor({2, 7});
        record.host.reset();
        QRandomGenerator random{1};
        QVERIFY(chooseSources(QStringLiteral("a"), {record}, test::hostOf("peer1"), random));
    }
};

QTEST_APPLESS_MAIN(TstSourceChoice)
#include "tst_sourcechoice.moc"
