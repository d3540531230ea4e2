#include "peer-gui/models/noticetext.h"
#include "peer-gui/models/problemtext.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

#include <cerrno>

using namespace ft;
using namespace ft::models;
using engine::Operation;
using engine::Problem;
using engine::ProblemCode;
using engine::ShareNotice;

class TestProblemText final : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void everyCodeSaysWhatAndWhatToDo()
    {
        constexpr int Last = static_cast<int>(ProblemCode::Canceled);
        QSet<QString> whats;
        for (int code = 0; code <= Last; ++code) {
            const auto words = describe(
                Problem{static_cast<ProblemCode>(code), Operation::Join, QStringLiteral("X"), {}});
            QVERIFY2(words.what.size() > 5 && words.what.endsWith(u'.'), qPrintable(words.what));
            QVERIFY2(words.advice.endsWith(u'.'), qPrintable(words.advice));
            QVERIFY2(!words.line().contains(u'%'), qPrintable(words.line()));
            whats.insert(words.what);
        }
        QCOMPARE(whats.size(), Last + 1);
    }

    void everyOperationHasATitleOfItsOwn()
    {
        constexpr int Last = static_cast<int>(Operation::Wish);
        QSet<QString> titles;
        for (int operation = 0; operation <= Last; ++operation)
            titles.insert(
                describe(Problem{ProblemCode::DiskFull, static_cast<Operation>(operation), {}, {}})
                    .title);
        QVERIFY(!titles.contains(QString{}));
        QCOMPARE(titles.size(), Last + 1);
    }

    void subjectAndDetailStandInTheSentence()
    {
        const auto words = describe({ProblemCode::TrackerUnreachable,
                                     Operation::Join,
                                     QStringLiteral("tracker.example:1234"),
                                     QStringLiteral("Connection refused")});
        QCOMPARE(words.what,
                 QStringLiteral("Nothing answers at the tracker tracker.example:1234 "
                                "(Connection refused)."));
    }

    void placeholdersInForeignTextStayText()
    {
        const auto words = describe({ProblemCode::SourceRefused,
                                     Operation::Download,
                                     QStringLiteral("%1%2"),
                                     QStringLiteral("%1\n<b>")});
        QCOMPARE(words.what, QStringLiteral("The source %1%2 declined (%1\uFFFD<b>)."));
    }

    void everyNoticeNamesItsPath()
    {
        constexpr int Last = static_cast<int>(ShareNotice::Kind::StoreUnwritable);
        QSet<QString> texts;
        for (int kind = 0; kind <= Last; ++kind) {
            const QString text = describe(
                ShareNotice{static_cast<ShareNotice::Kind>(kind), QStringLiteral("/a\nb"), 0, {}});
            QVERIFY2(text.contains(u"/a\uFFFDb") && text.endsWith(u'.'), qPrintable(text));
            texts.insert(text);
        }
        QCOMPARE(texts.size(), Last + 1);
    }

    void noticesGiveTheReason()
    {
        const ShareNotice rejected{ShareNotice::Kind::NameRejected,
                                   QStringLiteral("/s/a\\b"),
                                   0,
                                   PathFault::ForeignSeparator};
        QVERIFY(describe(rejected).contains(u"(it has a backslash)"));
        const ShareNotice unreadable{ShareNotice::Kind::FileUnreadable,
                                     QStringLiteral("/s/x"),
                                     EACCES,
                                     {}};
        QVERIFY(describe(unreadable).contains(u"(Permission denied)"));
    }

    void everyPathFaultHasWords()
    {
        constexpr int Last = static_cast<int>(PathFault::ReservedName);
        QSet<QString> texts;
        for (int fault = 0; fault <= Last; ++fault)
            texts.insert(describe(static_cast<PathFault>(fault)));
        QVERIFY(!texts.contains(QString{}));
        QCOMPARE(texts.size(), Last + 1);
    }
};

QTEST_GUILESS_MAIN(TestProblemText)
#include "tst_problemtext.moc"
