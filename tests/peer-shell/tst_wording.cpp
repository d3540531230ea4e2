#include "peer-gui/shell/wording.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

#include <cerrno>

using namespace ft;
using namespace ft::shell;
using engine::Operation;
using engine::Problem;
using engine::ProblemCode;
using engine::ShareNotice;

namespace {

constexpr int LastCode = static_cast<int>(ProblemCode::Canceled);
constexpr int LastNotice = static_cast<int>(ShareNotice::Kind::StoreUnwritable);

} // namespace

class TstWording : public QObject
{
    Q_OBJECT

private slots:
    void everyProblemHasWordsAndATokenOfItsOwn()
    {
        QSet<QString> tokens;
        QSet<QString> words;
        const QRegularExpression form{QStringLiteral("^[a-z]+(-[a-z]+)*$")};
        for (int code = 0; code <= LastCode; ++code) {
            const auto problemCode = static_cast<ProblemCode>(code);
            const auto token = codeFor(problemCode);
            QVERIFY2(form.match(token).hasMatch(), qPrintable(token));
            tokens.insert(token);
            const auto text = wordsFor(
                Problem{problemCode, Operation::Join, QStringLiteral("X"), {}});
            QVERIFY2(text.size() > 10 && !text.contains(u'%') && !text.contains(u'\n'),
                     qPrintable(text));
            words.insert(text);
        }
        QCOMPARE(tokens.size(), LastCode + 1);
        QCOMPARE(words.size(), LastCode + 1);
    }

    void aProblemNamesItsSubjectAndTheSystemsWords()
    {
        const Problem problem{ProblemCode::FolderUnwritable,
                              Operation::Download,
                              QStringLiteral("/mnt/full"),
                              QStringLiteral("Read-only file system")};
        const auto text = wordsFor(problem);
        QVERIFY(text.contains(u"/mnt/full (Read-only file system)"));
        QVERIFY(text.contains(u"--downloads"));
    }

    void whatASubjectHoldsIsNotLookedAt_data()
    {
        QTest::addColumn<QString>("subject");
        for (const char *subject : {"100%", "%1", "%2 %1", "%", "a%2b"})
            QTest::newRow(subject) << QString::fromLatin1(subject);
    }
    void whatASubjectHoldsIsNotLookedAt()
    {
        QFETCH(QString, subject);
        const auto text = wordsFor(
            Problem{ProblemCode::NotFound, Operation::Search, subject, QStringLiteral("%1")});
        QCOMPARE(text.count(subject), 1);
        const auto notice = wordsFor(ShareNotice{ShareNotice::Kind::FileVanished, subject, 0, {}});
        QVERIFY(notice.startsWith(subject + u" is not shared"));
    }

    void everyNoticeHasWordsOfItsOwn()
    {
        QSet<QString> words;
        for (int kind = 0; kind <= LastNotice; ++kind) {
            const auto text = wordsFor(
                ShareNotice{static_cast<ShareNotice::Kind>(kind), QStringLiteral("X"), 0, {}});
            QVERIFY2(text.contains(u'X') && !text.contains(u'%'), qPrintable(text));
            words.insert(text);
        }
        QCOMPARE(words.size(), LastNotice + 1);
    }

    void aNoticeNamesTheSystemsWords()
    {
        const auto text = wordsFor(
            ShareNotice{ShareNotice::Kind::FileUnreadable, QStringLiteral("a"), EACCES, {}});
        QVERIFY2(text.contains(u"(Permission denied)"), qPrintable(text));
    }
};

QTEST_APPLESS_MAIN(TstWording)
#include "tst_wording.moc"
