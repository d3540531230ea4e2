#include "tests/tracker/classicend.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <map>

using namespace ft;
using namespace ft::test;

/// Plays the sessions of the classic dialect on the page of the protocol.
class TestClassicPage : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }
    void isAnsweredAsItsSessionsSay();
};

/// Lines are `ADDRESS > what it says` and `ADDRESS < what it is answered`; who is not answered
/// before it speaks again, or another does, gets nothing.
void TestClassicPage::isAnsweredAsItsSessionsSay()
{
    QFile page{QStringLiteral(FT_PROTOCOL_PAGE)};
    QVERIFY(page.open(QIODevice::ReadOnly));
    TrackerOfLines tracker;
    std::map<QByteArray, std::unique_ptr<ClassicEnd>> ends;
    QByteArray unheard;
    int answers = 0;
    bool isInside = false;
    for (QByteArray line : page.readAll().split('\n')) {
        if (line.startsWith("```")) {
            isInside = line == "```classic tracker";
            continue;
        }
        if (!isInside)
            continue;
        line.replace("\\n", "\n");
        const auto space = line.indexOf(' ');
        const auto from = line.first(space);
        const auto text = line.sliced(space + 3);
        if (line[space + 1] == '<') {
            QCOMPARE(std::exchange(unheard, {}), text);
            ++answers;
            continue;
        }
        QCOMPARE(unheard, QByteArray{});
        auto &end = ends[from];
        if (!end)
            end = std::make_unique<ClassicEnd>(tracker, from.constData(), ends.size());
        unheard = end->say(text);
    }
    QCOMPARE(unheard, QByteArray{});
    QCOMPARE_GE(answers, 6);
}

QTEST_APPLESS_MAIN(TestClassicPage)
#include "tst_classicpage.moc"
