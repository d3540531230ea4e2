#include "peer-gui/engine/transfer/classicsource.h"
#include "tests/peer-engine/records.h"
#include "tests/support/fakestream.h"
#include "tests/support/manualclock.h"
#include "tests/support/patience.h"

#include <QPointer>
#include <QRegularExpression>
#include <QTest>

using namespace ft;
using namespace ft::engine;
using namespace std::chrono_literals;
using test::FakeStream;

namespace {

/// A source whose connections the test plays.
struct Fixture
{
    explicit Fixture(const ClassicSource::Settings &settings = {})
    {
        SourceRecord record{test::recordOf(QStringLiteral("a, b"), 5), {}, {}};
        record.file.root.reset();
        record.file.type = "txt";
        source = std::make_unique<ClassicSource>(
            [this](const Endpoint &) {
                auto stream = std::make_unique<FakeStream>();
                streams.push_back(stream.get());
                return stream;
            },
            record,
            settings,
            rate);
        QObject::connect(source.get(),
                         &ClassicSource::arrived,
                         source.get(),
                         [this](const QByteArray &bytes) { arrived += bytes; });
        QObject::connect(source.get(), &ClassicSource::done, source.get(), [this] { ++done; });
        QObject::connect(source.get(),
                         &ClassicSource::failed,
                         source.get(),
                         [this](const Problem &problem) { failed = problem; });
        source->start();
    }
    [[nodiscard]] FakeStream &last() const { return *streams.back(); }

    test::ManualClock clock;
    RateLimiter arbiter{clock};
    RateGroup rate{arbiter};
    std::vector<QPointer<FakeStream>> streams;
    std::unique_ptr<ClassicSource> source;
    QByteArray arrived;
    int done = 0;
    std::optional<Problem> failed;
};

} // namespace

class TstClassicSource : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void asksInThreeWays()
    {
        Fixture f;
        f.last().open();
        QCOMPARE(f.last().written(), QByteArray{"DOWNLOAD: a, b, txt, 5"});
        QVERIFY(!f.last().isSendingOver());
        f.last().close();
        QCOMPARE(f.streams.size(), std::size_t{2});
        f.last().open();
        QCOMPARE(f.last().written(), QByteArray{"DOWNLOAD:a, b,txt,5"});
        QVERIFY(f.last().isSendingOver());
        f.last().arrive("no");
        QCOMPARE(f.streams.size(), std::size_t{3});
        f.last().open();
        QCOMPARE(f.last().written(), QByteArray{"DOWNLOAD: a, b, txt, 5"});
        QVERIFY(f.last().isSendingOver());
        QVERIFY(!f.failed);
        f.last().close();
        QCOMPARE(f.streams.size(), std::size_t{3});
        QCOMPARE(f.failed->code, ProblemCode::SourceGone);
    }

    void endsItsDirectionWhenNothingComes()
    {
        Fixture f{{.halfCloseAfter = 1ms, .answerDeadline = 1h}};
        f.last().open();
        QTRY_VERIFY(f.last().isSendingOver());
        QCOMPARE(f.streams.size(), std::size_t{1});
        f.last().arrive("FILE: hello");
        f.last().close();
        QCOMPARE(f.done, 1);
        QCOMPARE(f.arrived, QByteArray{"hello"});
    }

    void staysWithAConnectionThatHasBegunToAnswer()
    {
        Fixture f{{.halfCloseAfter = 1ms, .answerDeadline = 1ms}};
        f.last().open();
        f.last().arrive("F");
        QVERIFY(!test::waitUntil([&] { return f.streams.size() > 1 || f.failed; }, 20ms));
        f.last().arrive("ILE:hello");
        f.last().close();
        QCOMPARE(f.done, 1);
        QCOMPARE(f.arrived, QByteArray{"hello"});
    }

    void doesNotTryAgainOnceTheFileHasBegun()
    {
        Fixture f;
        f.last().open();
        f.last().arrive("FILE: he");
        f.last().close();
        QCOMPARE(f.streams.size(), std::size_t{1});
        QCOMPARE(f.failed->code, ProblemCode::SourceGone);
        QCOMPARE(f.failed->detail, QStringLiteral("sent 2 bytes of 5"));
    }

    void readsNothingWhileHeld()
    {
        Fixture f{{.stallDeadline = 1ms, .surplusDeadline = 1ms}};
        f.last().open();
        f.last().arrive("FILE: he");
        f.source->hold();
        f.last().arrive("llo");
        QVERIFY(!test::waitUntil([&] { return f.arrived != "he" || f.failed; }, 20ms));
        f.source->goOn();
        QTRY_COMPARE(f.done, 1);
        QCOMPARE(f.arrived, QByteArray{"hello"});
    }

    void saysNothingAfterItWasAbandoned()
    {
        Fixture f{{.halfCloseAfter = 1ms, .answerDeadline = 1ms, .stallDeadline = 1ms}};
        f.last().open();
        f.source->abandon();
        QVERIFY(f.last().isAborted());
        f.source.reset();
        QVERIFY(!f.failed);
        QTRY_VERIFY(f.streams.back().isNull());
    }
};

QTEST_GUILESS_MAIN(TstClassicSource)
#include "tst_classicsource.moc"
