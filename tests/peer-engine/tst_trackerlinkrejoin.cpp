#include "tests/peer-engine/trackerlinkfixture.h"
#include "tests/support/patience.h"

#include <QTest>

using namespace ft;
using namespace ft::engine;
using test::pathOf;
using test::recordOf;

using Fixture = test::TrackerLinkFixture;

namespace {

const QByteArray Hi{"HI FT/2 seen=10.0.0.4 ping=30 can=epoch"};

/// Joined to a tracker that marks, and marked; the mark as HELLO and HI write it.
QByteArray joinMarked(Fixture &f)
{
    f.join("epoch");
    QByteArray line = f.stream->written().split('\n').at(2);
    f.stream->arrive("SHARED: total=1, epoch=1\n");
    return " " + line.replace("EPOCH: ", "epoch=").replace(",", QByteArray{});
}

/// Lost, and in touch again up to HELLO, which is returned.
QString comeBack(Fixture &f)
{
    const int dials = f.dials;
    f.stream->close({net::StreamError::Code::Reset, {}});
    if (!test::waitUntil([&] { return f.dials > dials; }))
        return {};
    f.stream->open();
    return f.stream->takeLines().join(u'|');
}

} // namespace

class TstTrackerLinkRejoin : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void marksWhatItAnnounced()
    {
        Fixture f;
        f.join("epoch");
        QCOMPARE(f.stream->written().count("EPOCH: 1, share="), 1);
        f.stream->arrive("SHARED: total=1, epoch=1\n");
        f.link->announce({recordOf(QStringLiteral("b"))});
        QCOMPARE(f.stream->takeLines().size(), 1);
        f.stream->arrive("SHARED: total=2\n");
        const auto lines = f.stream->takeLines();
        QCOMPARE(lines.size(), 1);
        QVERIFY(lines[0].startsWith(u"EPOCH: 2, share="));
        f.stream->arrive("SHARED: total=2, epoch=2\n");
        QVERIFY(f.stream->takeLines().isEmpty());
        QVERIFY(f.losses.empty());
    }

    void marksNothingWhereTheTrackerCannot()
    {
        Fixture f;
        f.join();
        QVERIFY(!f.stream->written().contains("EPOCH"));
    }

    void comesBackWithOneMessageWhenNothingChanged()
    {
        Fixture f;
        const QByteArray mark = joinMarked(f);
        QVERIFY2(comeBack(f).endsWith(QString::fromLatin1(mark)), mark.constData());
        f.stream->arrive(Hi + " total=1" + mark + '\n');
        QVERIFY(f.stream->takeLines().isEmpty());
        QVERIFY(f.link->isJoined());
        QCOMPARE(f.joined, 2);
        int announced = 0;
        f.link->whenAnnounced([&] { ++announced; });
        QCOMPARE(announced, 1);
    }

    void tellsOnlyWhatChangedMeanwhile()
    {
        Fixture f;
        const QByteArray mark = joinMarked(f);
        const int dials = f.dials;
        f.stream->close({net::StreamError::Code::Reset, {}});
        f.share.records = {recordOf(QStringLiteral("b"))};
        f.link->announce(f.share.records);
        f.link->withdraw({pathOf(QStringLiteral("a"))});
        QTRY_COMPARE(f.dials, dials + 1);
        f.stream->open();
        QVERIFY(!f.stream->takeLines().join(u'|').endsWith(QString::fromLatin1(mark)));
        f.stream->arrive(Hi + " total=1" + mark + '\n');
        const auto lines = f.stream->takeLines();
        QCOMPARE(lines.size(), 3);
        QCOMPARE(lines[0].toLatin1(),
                 mark.trimmed().replace("epoch=", "EPOCH: ").replace(" share", ", share"));
        QCOMPARE(lines[1], QStringLiteral("UNSHARE: <a>"));
        QVERIFY(lines[2].startsWith(u"SHARE: <b,"));
        QVERIFY(!f.link->isJoined());
        f.stream->arrive("SHARED: total=1, epoch=1\n");
        QVERIFY(f.link->isJoined());
        f.stream->arrive("SHARED: total=0\nSHARED: total=1\n");
        QVERIFY(f.link->isJoined());
        QVERIFY(f.stream->takeLines().join(u'|').startsWith(u"EPOCH: 3, share="));
        QCOMPARE(f.losses.size(), std::size_t{1});
    }

    void tellsWhatChangedBetweenHelloAndHi()
    {
        Fixture f;
        const QByteArray mark = joinMarked(f);
        (void)comeBack(f);
        f.link->announce({recordOf(QStringLiteral("b"))});
        f.stream->arrive(Hi + " total=1" + mark + '\n');
        QVERIFY(f.link->isJoined());
        const auto lines = f.stream->takeLines();
        QCOMPARE(lines.size(), 1);
        QVERIFY(lines[0].startsWith(u"SHARE: <b,"));
    }

    void tellsEverythingWhenTheTrackerHoldsSomethingElse_data()
    {
        QTest::addColumn<QByteArray>("held");
        QTest::newRow("nothing") << QByteArray{};
        QTest::newRow("without a mark") << QByteArray{" total=1"};
        QTest::newRow("another state") << QByteArray{" total=1 epoch=1 share=ab"};
        QTest::newRow("an empty one") << QByteArray{" total=0 MARK"};
    }
    void tellsEverythingWhenTheTrackerHoldsSomethingElse()
    {
        QFETCH(QByteArray, held);
        Fixture f;
        const QByteArray mark = joinMarked(f);
        (void)comeBack(f);
        f.stream->arrive(Hi + held.replace(" MARK", mark) + '\n');
        QVERIFY(!f.link->isJoined());
        const auto lines = f.stream->takeLines();
        QCOMPARE(lines.size(), 1);
        QVERIFY(lines[0].startsWith(u"SHARE: <a,"));
        f.stream->arrive("SHARED: total=1\n");
        QCOMPARE(f.joined, 2);
    }

    void comesBackLaterWhenItsShareIsDeclined()
    {
        Fixture f;
        (void)joinMarked(f);
        f.link->announce({recordOf(QStringLiteral("b"))});
        f.stream->arrive("REFUSED: busy, too fast, retry=30\n");
        QCOMPARE(f.losses, std::vector{ProblemCode::TrackerRefused});
        QCOMPARE_GE(f.lastRetry, std::chrono::seconds{30});
    }
};

QTEST_GUILESS_MAIN(TstTrackerLinkRejoin)
#include "tst_trackerlinkrejoin.moc"
