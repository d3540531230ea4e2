#include "peer-gui/words/problemwords.h"

#include <QSet>
#include <QTest>

using namespace ft;
using namespace ft::words;
using engine::Problem;
using engine::ProblemCode;

class TstProblemWords : public QObject
{
    Q_OBJECT

private slots:
    void everyProblemHasWordsOfItsOwn()
    {
        constexpr int Last = static_cast<int>(ProblemCode::Canceled);
        QSet<QString> all;
        for (int code = 0; code <= Last; ++code) {
            const auto words = briefly(Problem{static_cast<ProblemCode>(code), {}, {}, {}});
            QVERIFY2(words.size() >= 8 && !words.endsWith(u'.') && words[0].isLower(),
                     qPrintable(words));
            all.insert(words);
        }
        QCOMPARE(all.size(), Last + 1);
    }

    void givesTheDetailAsItIs()
    {
        const Problem problem{ProblemCode::SourceUnreachable,
                              {},
                              QStringLiteral("10.0.0.1:1"),
                              QStringLiteral("%1 %2")};
        QCOMPARE(briefly(problem), QStringLiteral("does not answer (%1 %2)"));
    }

    void knowsWhatASourceDid()
    {
        QVERIFY(isOfSource(ProblemCode::SourceUnreachable));
        QVERIFY(isOfSource(ProblemCode::PieceMismatch));
        QVERIFY(!isOfSource(ProblemCode::DiskFull));
        QVERIFY(!isOfSource(ProblemCode::NotFound));
    }
};

QTEST_APPLESS_MAIN(TstProblemWords)
#include "tst_problemwords.moc"
