#include "peer-gui/models/holdings.h"
#include "peer-gui/models/holdingtext.h"
#include "tests/peer-models/sampledata.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace ft;
using namespace ft::models;
using engine::TransferState;
using Kind = Holding::Kind;

namespace {

FileRecord file(const char *path, std::uint8_t content)
{
    auto file = sample::file(path, "text/plain", 10);
    file.root = sample::root(content);
    return file;
}

engine::TransferSnapshot transfer(const FileRecord &file, TransferState state)
{
    return sample::transferOf(3, sample::record(file, "kim", "10.0.0.1:1"), state, 5);
}

engine::HadContent had(std::uint8_t content)
{
    return {sample::root(content),
            std::chrono::sys_seconds{std::chrono::seconds{1773500966}},
            QStringLiteral("/downloads/a.txt"),
            QStringLiteral("studio-a")};
}

} // namespace

class TestHoldings final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale{QLocale::English}); }
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void whatIsUnknownIsNew()
    {
        const Holdings holdings;
        QCOMPARE(holdings.of(file("a.txt", 1)).kind, Kind::New);
        QVERIFY(!holdings.transferOf(file("a.txt", 1)));
    }

    void knowsTheShareByContentUnderWhateverName()
    {
        Holdings holdings;
        QSignalSpy changed{&holdings, &Holdings::changed};
        holdings.setShared({{file("x/b.txt", 1), QStringLiteral("/home/b.txt")}});
        QCOMPARE(changed.count(), 1);
        const auto holding = holdings.of(file("a.txt", 1));
        QCOMPARE(holding.kind, Kind::Have);
        QCOMPARE(holding.path, QStringLiteral("/home/b.txt"));
        holdings.setShared({{file("x/b.txt", 1), QStringLiteral("/home/b.txt")}});
        QCOMPARE(changed.count(), 1);
        holdings.setShared({});
        QCOMPARE(holdings.of(file("a.txt", 1)).kind, Kind::New);
    }

    void anotherContentOfTheSameNameIsAnotherVersion()
    {
        Holdings holdings;
        holdings.setShared({{file("x/Report.txt", 1), QStringLiteral("/r")}});
        QCOMPARE(holdings.of(file("y/report.TXT", 2)).kind, Kind::OtherVersion);
        QCOMPARE(holdings.of(file("y/other.txt", 2)).kind, Kind::New);
        auto plain = file("report.txt", 2);
        plain.root.reset();
        QCOMPARE(holdings.of(plain).kind, Kind::New);
    }

    void tellsWhenAndWhereSomethingWasHad()
    {
        Holdings holdings;
        QSignalSpy changed{&holdings, &Holdings::changed};
        holdings.addHad({had(1)});
        holdings.addHad({had(1)});
        QCOMPARE(changed.count(), 1);
        const auto holding = holdings.of(file("z.txt", 1));
        QCOMPARE(holding.kind, Kind::Had);
        const QString sentence = describeHolding(holding);
        QVERIFY(sentence.contains(u"2026"));
        QVERIFY(sentence.contains(u"/downloads/a.txt"));
        QVERIFY(sentence.contains(u"studio-a"));
    }

    void followsADownloadToItsEnd()
    {
        Holdings holdings;
        QSignalSpy changed{&holdings, &Holdings::changed};
        QSignalSpy progressed{&holdings, &Holdings::progressed};
        const auto wanted = file("a.txt", 1);
        auto running = transfer(wanted, TransferState::Transferring);
        holdings.update({running});
        QCOMPARE(changed.count(), 1);
        QCOMPARE(holdings.of(wanted).kind, Kind::Downloading);
        QCOMPARE(holdings.of(wanted).fraction, 0.5);
        QVERIFY(holdings.transferOf(wanted) == engine::TransferId{3});
        running.verified = 7;
        holdings.update({running});
        holdings.update({running});
        QCOMPARE(changed.count(), 1);
        QCOMPARE(progressed.count(), 1);
        running.state = TransferState::Done;
        running.path = QStringLiteral("/downloads/a.txt");
        holdings.update({running});
        QCOMPARE(changed.count(), 2);
        QCOMPARE(holdings.of(wanted).kind, Kind::Had);
        QCOMPARE(holdings.of(wanted).path, QStringLiteral("/downloads/a.txt"));
        holdings.update({running});
        QCOMPARE(changed.count(), 2);
    }

    void whatFailedIsNewAgain()
    {
        Holdings holdings;
        const auto wanted = file("a.txt", 1);
        holdings.update({transfer(wanted, TransferState::Connecting)});
        holdings.update({transfer(wanted, TransferState::Failed)});
        QCOMPARE(holdings.of(wanted).kind, Kind::New);
    }

    void aDownloadWithoutRootIsKnownByNameAndSize()
    {
        Holdings holdings;
        auto plain = file("a.txt", 1);
        plain.root.reset();
        holdings.update({transfer(plain, TransferState::Paused)});
        QCOMPARE(holdings.of(plain).kind, Kind::Downloading);
        auto other = plain;
        other.size = 11;
        QCOMPARE(holdings.of(other).kind, Kind::New);
    }

    void asksForEachRootOnce()
    {
        Holdings holdings;
        QCOMPARE(holdings.unasked({sample::root(1), sample::root(2), sample::root(1)}).size(), 2U);
        QCOMPARE(holdings.unasked({sample::root(2), sample::root(3)}),
                 std::vector{sample::root(3)});
    }

    void everyKindHasAWordAndASentence_data()
    {
        QTest::addColumn<Holding>("holding");
        QTest::addColumn<QString>("word");
        const auto row = [](const char *name, Kind kind, TransferState state, const char *word) {
            QTest::newRow(name) << Holding{kind, 0.25, state, QStringLiteral("/x"), {}, {}}
                                << QString::fromLatin1(word);
        };
        row("new", Kind::New, {}, "New");
        row("version", Kind::OtherVersion, {}, "Other version");
        row("had", Kind::Had, {}, "Had");
        row("have", Kind::Have, {}, "Have");
        row("loading", Kind::Downloading, TransferState::Transferring, "Loading, 25 %");
        row("paused", Kind::Downloading, TransferState::Paused, "Paused, 25 %");
        row("waiting", Kind::Downloading, TransferState::Waiting, "Waiting, 25 %");
        row("queued", Kind::Downloading, TransferState::Queued, "In the queue");
    }
    void everyKindHasAWordAndASentence()
    {
        QFETCH(Holding, holding);
        QTEST(holdingWord(holding), "word");
        QVERIFY(describeHolding(holding).endsWith(u'.'));
    }
};

QTEST_GUILESS_MAIN(TestHoldings)
#include "tst_holdings.moc"
