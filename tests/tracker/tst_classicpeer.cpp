#include "tracker/core/classicpeer.h"

#include <QTest>

using namespace ft::tracker;
using Verdict = ClassicPeer::Verdict;

class TestClassicPeer : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }
    void isJudgedByItsPort_data();
    void isJudgedByItsPort();
};

/// Tries in order, `+` answered, `-` did not, `?` could not be tried; and what each shows: it
/// `s`tays, is `d`oubtful, or is `g`one.
void TestClassicPeer::isJudgedByItsPort_data()
{
    QTest::addColumn<bool>("isConnected");
    QTest::addColumn<bool>("mayHaveLeft");
    QTest::addColumn<QByteArray>("tries");
    QTest::addColumn<QByteArray>("verdicts");
    const auto row = [](const char *name,
                        bool isConnected,
                        bool mayHaveLeft,
                        const char *tries,
                        const char *verdicts) {
        QTest::newRow(name) << isConnected << mayHaveLeft << QByteArray{tries}
                            << QByteArray{verdicts};
    };
    row("answers", false, false, "+++", "sss");
    row("stopped answering", false, false, "+--", "sdg");
    row("was between two connections", false, false, "+-+-+", "sdsds");
    row("is still to listen", false, false, "---+-", "dddsd");
    row("never listens", false, false, "-----", "ddddg");
    row("could not be tried", false, false, "????", "ssss");
    row("could not be tried in between", false, false, "+-?-", "sdsg");
    row("never listens, and is connected", true, false, "--------", "ssssssss");
    row("stopped answering, and is connected", true, false, "+--", "sdg");
    row("said BYE", false, true, "-", "g");
    row("another said BYE", false, true, "+--", "sdg");
    row("another said BYE, and it is connected", true, true, "--", "ss");
}

void TestClassicPeer::isJudgedByItsPort()
{
    QFETCH(bool, isConnected);
    QFETCH(bool, mayHaveLeft);
    QFETCH(QByteArray, tries);
    ClassicPeer peer{.style = {}, .isConnected = isConnected, .mayHaveLeft = mayHaveLeft};
    QByteArray verdicts;
    for (const char tried : tries) {
        const auto verdict = peer.judge(tried == '+'   ? Reach::State::Reachable
                                        : tried == '-' ? Reach::State::Unreachable
                                                       : Reach::State::Unknown);
        verdicts += verdict == Verdict::Stays ? 's' : verdict == Verdict::Doubtful ? 'd' : 'g';
    }
    QTEST(verdicts, "verdicts");
}

QTEST_APPLESS_MAIN(TestClassicPeer)
#include "tst_classicpeer.moc"
