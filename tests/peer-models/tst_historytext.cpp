#include "peer-gui/models/historytext.h"

#include <QTest>

#include <set>

using namespace ft;
using namespace ft::models;
using engine::HistoryEntry;
using engine::HistoryNotice;
using engine::ProblemCode;
using engine::RequestDirection;
using engine::RequestKind;
using engine::RequestOutcome;
using protocol::RefusalCode;

class TestHistoryText final : public QObject
{
    Q_OBJECT

private slots:
    void init() { QLocale::setDefault(QLocale{QLocale::English}); }

    void everyKindHasWordsOfItsOwn()
    {
        std::set<QString> all;
        for (const auto direction : {RequestDirection::Made, RequestDirection::Served}) {
            for (int kind = 0; kind <= static_cast<int>(RequestKind::Download); ++kind)
                all.insert(describeKind(direction, static_cast<RequestKind>(kind)));
        }
        QCOMPARE(all.size(), 10U);
        QVERIFY(!all.contains(QString{}));
    }

    void outcomes_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<HistoryEntry>("entry");
        const auto row = [](const char *words, const auto &set) {
            HistoryEntry entry;
            entry.outcome = RequestOutcome::Done;
            set(entry);
            QTest::newRow(words) << QString::fromUtf8(words) << entry;
        };
        using E = HistoryEntry;
        row("Done", [](E &) {});
        row("Canceled", [](E &e) {
            e.outcome = RequestOutcome::Canceled;
            e.reason = ProblemCode::Canceled;
        });
        row("Done: 1,200 found", [](E &e) {
            e.kind = RequestKind::Search;
            e.count = 1'200;
        });
        row("Failed: no room on the disk", [](E &e) {
            e.outcome = RequestOutcome::Failed;
            e.reason = ProblemCode::DiskFull;
        });
        row("Failed: lab left in the middle", [](E &e) {
            e.outcome = RequestOutcome::Failed;
            e.reason = ProblemCode::SourceGone;
            e.peer = QStringLiteral("lab");
        });
        row("Interrupted: FileTracker ended before it was over",
            [](E &e) { e.outcome = RequestOutcome::Interrupted; });
        row("Interrupted: the peer left before it had everything", [](E &e) {
            e.direction = RequestDirection::Served;
            e.outcome = RequestOutcome::Interrupted;
        });
        row("Refused: no such file is shared (3 times)", [](E &e) {
            e.direction = RequestDirection::Served;
            e.outcome = RequestOutcome::Refused;
            e.reason = RefusalCode::NoSuchFile;
            e.count = 3;
        });
    }
    void outcomes()
    {
        QFETCH(HistoryEntry, entry);
        QTEST(describeOutcome(entry), "words");
    }

    void aPeerIsNamedOrAddressed()
    {
        HistoryEntry entry;
        entry.address = QStringLiteral("::1");
        entry.port = 40'112;
        QCOMPARE(describePeer(entry), QStringLiteral("[::1]:40112"));
        entry.peer = QStringLiteral("lab");
        QCOMPARE(describePeer(entry), QStringLiteral("lab"));
        entry.port = 0;
        QCOMPARE(describeAddress(entry), QStringLiteral("::1"));
    }

    void aQuestionAboutAWholeShareSaysSo()
    {
        HistoryEntry entry;
        entry.kind = RequestKind::IndexGet;
        QCOMPARE(describeSubject(entry), QStringLiteral("(the whole share)"));
        entry.kind = RequestKind::Search;
        QCOMPARE(describeSubject(entry), QString{});
    }

    void durations_data()
    {
        QTest::addColumn<int>("milliseconds");
        QTest::addColumn<QString>("words");
        QTest::newRow("short") << 540 << QStringLiteral("0.5 s");
        QTest::newRow("seconds") << 12'900 << QStringLiteral("12 s");
        QTest::newRow("minutes") << 125'000 << QStringLiteral("2 min 05 s");
    }
    void durations()
    {
        QFETCH(int, milliseconds);
        QTEST(describeDuration(std::chrono::milliseconds{milliseconds}), "words");
    }

    void tellsWhatIsWrongWithTheHistory()
    {
        for (int kind = 0; kind <= static_cast<int>(HistoryNotice::Kind::Lost); ++kind) {
            const QString words = describe(HistoryNotice{static_cast<HistoryNotice::Kind>(kind),
                                                         QStringLiteral("/state/h"),
                                                         QStringLiteral("why")});
            QVERIFY(words.contains(QStringLiteral("/state/h")));
            QVERIFY(words.endsWith(u'.'));
        }
    }
};

QTEST_GUILESS_MAIN(TestHistoryText)
#include "tst_historytext.moc"
