#include "peer-gui/models/connectivitytext.h"
#include "tests/peer-models/samplepeers.h"

#include <QTest>

using namespace ft;
using namespace ft::models;
using Check = engine::ConnectivityCheck;
using Reason = Check::Reason;
using State = Check::State;

class TestConnectivityText final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale{QLocale::English}); }
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void everythingThatWorksHasASentence()
    {
        for (const Check &check : sample::report(State::Works).checks) {
            const auto text = describe(check);
            QVERIFY(!text.title.isEmpty() && !text.title.endsWith(u'.'));
            QVERIFY2(text.what.endsWith(u'.'), qPrintable(text.title));
            QVERIFY(text.advice.isEmpty());
        }
    }

    void everyReasonSaysWhatAndWhatToDo_data()
    {
        QTest::addColumn<int>("reason");
        for (int reason = static_cast<int>(Reason::NoTracker);
             reason <= static_cast<int>(Reason::Stopped);
             ++reason) {
            // Of things that work.
            if (static_cast<Reason>(reason) != Reason::IsAddress)
                QTest::addRow("%d", reason) << reason;
        }
    }
    void everyReasonSaysWhatAndWhatToDo()
    {
        QFETCH(int, reason);
        Check check;
        check.state = State::Fails;
        check.reason = static_cast<Reason>(reason);
        check.place = QStringLiteral("/home/ada");
        const auto text = describe(check);
        QVERIFY(text.what.endsWith(u'.'));
        QVERIFY(text.advice.endsWith(u'.'));
        QVERIFY(!text.what.contains(u'%'));
    }

    void aProblemIsWordedAsEverywhere()
    {
        Check check;
        check.subject = Check::Subject::TrackerPort;
        check.state = State::Fails;
        check.problem = engine::Problem{engine::ProblemCode::TrackerUnreachable,
                                        engine::Operation::Join,
                                        QStringLiteral("t.example:1"),
                                        QStringLiteral("Connection refused")};
        const auto text = describe(check);
        QVERIFY(text.what.contains(u"t.example:1"));
        QVERIFY(text.what.contains(u"Connection refused"));
        QVERIFY(!text.advice.isEmpty());
    }

    void sumsItUp_data()
    {
        QTest::addColumn<int>("failing");
        QTest::addColumn<int>("unknown");
        QTest::addColumn<QString>("text");
        QTest::newRow("all") << 0 << 0 << QStringLiteral("Everything works.");
        QTest::newRow("unknown") << 0 << 2
                                 << QStringLiteral("Everything that could be checked works.");
        QTest::newRow("one") << 1 << 2
                             << QStringLiteral(
                                    "One thing does not work. What to do stands beside it.");
        QTest::newRow("two") << 2 << 0
                             << QStringLiteral(
                                    "2 things do not work. What to do stands beside them.");
    }
    void sumsItUp()
    {
        QFETCH(int, failing);
        QFETCH(int, unknown);
        auto report = sample::report(State::Works);
        for (int i = 0; i < failing + unknown; ++i)
            report.checks[static_cast<std::size_t>(i)].state = i < failing ? State::Fails
                                                                           : State::Unknown;
        QTEST(summaryOf(report), "text");
    }

    void theReportIsOneLinePerCheck()
    {
        auto report = sample::report(State::Works);
        report.checks[0].state = State::Fails;
        report.checks[0].reason = Reason::NoTracker;
        const QStringList lines = plainReport(report).split(u'\n', Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), static_cast<qsizetype>(Check::SubjectCount + 2));
        QVERIFY(lines[2].startsWith(u"[Does not work] "));
        QVERIFY(lines[2].contains(u"Choose a tracker"));
        QVERIFY(lines[3].startsWith(u"[Works] "));
    }
};

QTEST_APPLESS_MAIN(TestConnectivityText)
#include "tst_connectivitytext.moc"
