#include "peer-gui/engine/tracker/wishes.h"
#include "tests/peer-engine/records.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace ft;
using namespace ft::engine;
using test::hostOf;
using test::recordOf;
using test::rootOf;

namespace {

SourceRecord source(const char *name, std::uint8_t content, const char *host = "kim")
{
    SourceRecord record{recordOf(QString::fromLatin1(name)), {}, hostOf(host)};
    record.file.root = rootOf(content);
    return record;
}

FindResults resultsOf(std::vector<SourceRecord> records)
{
    FindResults results;
    results.records = std::move(records);
    return results;
}

/// Wishes with the test in the tracker's place.
struct Fixture
{
    explicit Fixture(const QString &folder)
        : wishes(WishStore{folder}, searches, hostOf("self"))
    {
        QObject::connect(&wishes, &Wishes::matched, &wishes, [this](const WishMatch &match) {
            for (const SourceRecord &record : match.records)
                matches << match.wish.text + u": " + record.file.path.toString();
        });
        wishes.load();
    }

    std::map<QString, TrackerCalls::FindDone> pending;
    std::map<QString, std::uint32_t> numbers;
    std::vector<std::uint32_t> stopped;
    QStringList matches;
    LiveSearches searches{
        {[this](const FindRequest &request, std::uint32_t live, const auto &done) {
             pending[request.text] = done;
             numbers[request.text] = live;
         },
         [this](std::uint32_t live) {
             stopped.push_back(live);
         }}};
    Wishes wishes;
};

const QString Pdf = QStringLiteral("report type:pdf");

} // namespace

class TstWishes : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")});
        m_folder = std::make_unique<QTemporaryDir>();
    }

    void tellsOfEachContentOnce()
    {
        Fixture f{m_folder->path()};
        const auto wish = f.wishes.add(Pdf);
        QVERIFY(wish);
        f.pending[Pdf](resultsOf({source("a", 1), source("b", 1, "other"), source("c", 2)}));
        QTRY_COMPARE(f.matches,
                     (QStringList{QStringLiteral("report type:pdf: a"),
                                  QStringLiteral("report type:pdf: c")}));
        f.searches.onCame({f.numbers[Pdf], {source("d", 2), source("e", 3)}});
        QTRY_COMPARE(f.matches.size(), 3);
        QCOMPARE(f.matches.last(), QStringLiteral("report type:pdf: e"));
        QCOMPARE(f.wishes.list().front().found, std::uint64_t{3});
    }

    void matchesNothingOfThisPeer()
    {
        Fixture f{m_folder->path()};
        QVERIFY(f.wishes.add(Pdf));
        f.pending[Pdf](resultsOf({source("a", 1, "SELF"), source("b", 2)}));
        QTRY_COMPARE(f.matches, QStringList{QStringLiteral("report type:pdf: b")});
    }

    void survivesARestart()
    {
        {
            Fixture f{m_folder->path()};
            QVERIFY(f.wishes.add(QStringLiteral("x")));
            QVERIFY(f.wishes.add(Pdf));
            QVERIFY(f.wishes.remove(WishId{1}));
            f.pending[Pdf](resultsOf({source("a", 1)}));
            QTRY_COMPARE(f.matches.size(), 1);
        }
        Fixture f{m_folder->path()};
        const auto wishes = f.wishes.list();
        QCOMPARE(wishes.size(), std::size_t{1});
        QCOMPARE(wishes[0].id, WishId{2});
        QCOMPARE(wishes[0].text, Pdf);
        f.pending[Pdf](resultsOf({source("a", 1), source("b", 2)}));
        QTRY_COMPARE(f.matches, QStringList{QStringLiteral("report type:pdf: b")});
        QCOMPARE(f.wishes.add(QStringLiteral("y"))->id, WishId{3});
    }

    void wishesTheSameOnce()
    {
        Fixture f{m_folder->path()};
        QCOMPARE(f.wishes.add(Pdf)->id, f.wishes.add(Pdf)->id);
        QCOMPARE(f.wishes.list().size(), std::size_t{1});
    }

    void saysWhatCannotBeWished_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<ProblemCode>("code");
        QTest::newRow("nothing") << QString{} << ProblemCode::BadQuery;
        QTest::newRow("no query") << QStringLiteral("size:big") << ProblemCode::BadQuery;
    }
    void saysWhatCannotBeWished()
    {
        QFETCH(QString, text);
        QFETCH(ProblemCode, code);
        Fixture f{m_folder->path()};
        const auto wish = f.wishes.add(text);
        QVERIFY(!wish);
        QCOMPARE(wish.error().code, code);
        QVERIFY(f.wishes.list().empty());
    }

    void hasRoomForSoMany()
    {
        Fixture f{m_folder->path()};
        for (std::size_t i = 0; i < Wishes::Most; ++i)
            QVERIFY(f.wishes.add(QStringLiteral("x%1").arg(i)));
        QCOMPARE(f.wishes.add(QStringLiteral("y")).error().code, ProblemCode::TooManyWishes);
    }

    void removes()
    {
        Fixture f{m_folder->path()};
        QCOMPARE(f.wishes.remove(WishId{1}).error().code, ProblemCode::NoSuchWish);
        const auto wish = f.wishes.add(Pdf);
        QVERIFY(f.wishes.remove(wish->id));
        QCOMPARE(f.stopped, std::vector{f.numbers[Pdf]});
        QVERIFY(f.wishes.list().empty());
    }

    void showsWhyAWishCannotBeAnswered()
    {
        Fixture f{m_folder->path()};
        QVERIFY(f.wishes.add(Pdf));
        f.pending[Pdf](tl::unexpected(Problem{ProblemCode::BadQuery, Operation::Search, Pdf, {}}));
        QTRY_VERIFY(f.wishes.list().front().problem.has_value());
        f.pending[Pdf](resultsOf({}));
        QTRY_VERIFY(!f.wishes.list().front().problem.has_value());
    }

    void keepsNothingWithoutAFolder()
    {
        {
            Fixture f{QString{}};
            QVERIFY(f.wishes.add(Pdf));
        }
        Fixture f{QString{}};
        QVERIFY(f.wishes.list().empty());
    }

    void saysWhenItCannotBeSaved()
    {
        Fixture f{m_folder->filePath(QStringLiteral("file"))};
        QFile file{m_folder->filePath(QStringLiteral("file"))};
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(f.wishes.add(Pdf).error().code, ProblemCode::StateUnwritable);
        QVERIFY(f.wishes.list().empty());
    }

    void setsADamagedListAside_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("kept");
        QTest::newRow("no JSON") << QByteArray{"{"} << 0;
        QTest::newRow("another version") << QByteArray{R"({"version":2,"wishes":[]})"} << 0;
        QTest::newRow("one is no wish")
            << QByteArray{R"({"version":1,"wishes":[{"id":1,"text":"a","told":[]},{"id":0}]})"}
            << 1;
    }
    void setsADamagedListAside()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, kept);
        QFile file{m_folder->filePath(QStringLiteral("wishes.json"))};
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
        file.close();
        QTest::ignoreMessage(QtWarningMsg,
                             QRegularExpression{QStringLiteral("the list of wishes was damaged")});
        Fixture f{m_folder->path()};
        QCOMPARE(static_cast<int>(f.wishes.list().size()), kept);
        QVERIFY(QFile::exists(m_folder->filePath(QStringLiteral("wishes.json.damaged"))));
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TstWishes)
#include "tst_wishes.moc"
