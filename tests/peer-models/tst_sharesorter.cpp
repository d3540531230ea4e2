#include "peer-gui/models/sharesorter.h"
#include "tests/peer-models/sampledata.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace ft;
using namespace ft::models;
using sample::shared;

class TestShareSorter final : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void ofManyQuestionsTheLastIsAnswered()
    {
        ShareSorter sorter;
        std::vector<ShareSorter::Arranged> answers;
        connect(&sorter, &ShareSorter::arranged, this, [&](const auto &made) {
            answers.push_back(made);
        });
        ShareQuestion question;
        question.files = std::make_shared<const std::vector<engine::SharedFileInfo>>(
            std::vector{shared("a", 1), shared("b", 1)});
        for (const char *text : {"", "a", "x", "b"}) {
            question.text = QString::fromLatin1(text);
            sorter.ask(question);
        }
        QVERIFY(sorter.isAtWork());
        QTRY_VERIFY(!sorter.isAtWork() && answers.size() == 2);
        QCOMPARE(answers[0]->rows.size(), std::size_t{2});
        QCOMPARE(answers[1]->rows, std::vector<std::uint32_t>{1});
        QCOMPARE(answers[1]->moved, (std::vector<int>{-1, 0}));
    }
};

QTEST_GUILESS_MAIN(TestShareSorter)
#include "tst_sharesorter.moc"
