#include "peer-gui/models/newsdigest.h"
#include "tests/peer-models/sampledata.h"

#include <QTest>

using namespace ft;
using namespace ft::models;
using namespace std::chrono_literals;
using engine::TransferState;
using About = NewsDigest::About;

namespace {

constexpr std::chrono::sys_seconds Start{1'000'000s};
const std::set<About> All{About::Finished, About::Failed, About::Found, About::Tracker};

engine::TransferSnapshot download(std::uint32_t id, TransferState state, const char *name = "a.pdf")
{
    auto snapshot = sample::transfer(id, name, state);
    snapshot.added = Start - 1h;
    return snapshot;
}

engine::WishMatch match(const char *wish, const std::vector<const char *> &names)
{
    engine::WishMatch match;
    match.wish.text = QString::fromUtf8(wish);
    for (const char *name : names)
        match.records.push_back(sample::record(sample::file(name, "x", 1), "p", "10.0.0.1:1"));
    return match;
}

} // namespace

class TestNewsDigest final : public QObject
{
    Q_OBJECT

private:
    static void finish(NewsDigest &digest, std::uint32_t id, const char *name)
    {
        digest.note({download(id, TransferState::Transferring, name)});
        digest.note({download(id, TransferState::Done, name)});
    }

private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")});
        QLocale::setDefault(QLocale{QLocale::English});
    }

    void aFinishedDownloadIsNewsOnce()
    {
        NewsDigest digest{Start};
        finish(digest, 1, "a.pdf");
        QVERIFY(!digest.isEmpty());
        const auto notices = digest.take(All);
        QCOMPARE(notices.size(), 1U);
        QVERIFY((notices[0]
                 == NewsDigest::Notice{About::Finished,
                                       QStringLiteral("Download finished"),
                                       QStringLiteral("a.pdf")}));
        digest.note({download(1, TransferState::Done)});
        QVERIFY(digest.isEmpty());
    }

    void manyAreOneNotice_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("text");
        QTest::newRow("2") << 2 << QStringLiteral("2 downloads finished")
                           << QStringLiteral("1.txt and 2.txt");
        QTest::newRow("3") << 3 << QStringLiteral("3 downloads finished")
                           << QStringLiteral("1.txt, 2.txt and 1 more");
        QTest::newRow("2,000") << 2000 << QStringLiteral("2,000 downloads finished")
                               << QStringLiteral("1.txt, 2.txt and 1,998 more");
    }
    void manyAreOneNotice()
    {
        QFETCH(int, count);
        NewsDigest digest{Start};
        for (int i = 1; i <= count; ++i) {
            const QByteArray name = QByteArray::number(i) + ".txt";
            finish(digest, static_cast<std::uint32_t>(i), name.constData());
        }
        const auto notices = digest.take(All);
        QCOMPARE(notices.size(), 1U);
        QTEST(notices[0].title, "title");
        QTEST(notices[0].text, "text");
    }

    void whatAnEarlierRunFinishedIsNoNews()
    {
        NewsDigest digest{Start};
        digest.note({download(1, TransferState::Done), download(2, TransferState::Failed)});
        QVERIFY(digest.isEmpty());
    }

    void whatIsOverAtOnceIsNewsIfItWasAskedForNow()
    {
        NewsDigest digest{Start};
        auto small = download(1, TransferState::Done);
        small.added = Start + 1s;
        digest.note({small});
        QVERIFY(!digest.isEmpty());
    }

    void aFailureSaysWhy()
    {
        NewsDigest digest{Start};
        auto failed = download(1, TransferState::Transferring);
        digest.note({failed});
        failed.state = TransferState::Failed;
        failed.problem = engine::Problem{engine::ProblemCode::DiskFull,
                                         engine::Operation::Download,
                                         QStringLiteral("/disk"),
                                         {}};
        digest.note({failed});
        const auto notices = digest.take(All);
        QCOMPARE(notices.size(), 1U);
        QCOMPARE(notices[0].title, QStringLiteral("Download failed"));
        QVERIFY(notices[0].text.startsWith(u"a.pdf: "));
        QVERIFY(notices[0].text.contains(u"/disk"));
    }

    void whatTheUserCanceledIsNoNews()
    {
        NewsDigest digest{Start};
        digest.note({download(1, TransferState::Transferring)});
        digest.note({download(1, TransferState::Canceled)});
        QVERIFY(digest.isEmpty());
    }

    void whatIsTriedAgainIsNewsAgain()
    {
        NewsDigest digest{Start};
        finish(digest, 1, "a");
        QCOMPARE(digest.take(All).size(), 1U);
        finish(digest, 1, "a");
        QCOMPARE(digest.take(All).size(), 1U);
    }

    void aWishThatFoundSomethingIsNamed()
    {
        NewsDigest digest{Start};
        digest.note(match("annual report", {"docs/report.pdf"}));
        const auto notices = digest.take(All);
        QCOMPARE(notices[0].title, QStringLiteral("Your wish “annual report” has found something"));
        QCOMPARE(notices[0].text, QStringLiteral("docs/report.pdf"));
    }

    void onlyWhatIsWantedIsTold()
    {
        NewsDigest digest{Start};
        finish(digest, 1, "a");
        digest.note(match("w", {"b"}));
        digest.noteTrackerLost(QStringLiteral("Nothing answers."));
        const auto notices = digest.take({About::Tracker});
        QCOMPARE(notices.size(), 1U);
        QCOMPARE(notices[0].text, QStringLiteral("Nothing answers."));
        QVERIFY(digest.isEmpty());
    }

    void namesOfOthersAreMadeHarmless()
    {
        NewsDigest digest{Start};
        finish(digest, 1, "a\nb");
        QVERIFY(!digest.take(All)[0].text.contains(u'\n'));
    }
};

QTEST_APPLESS_MAIN(TestNewsDigest)
#include "tst_newsdigest.moc"
