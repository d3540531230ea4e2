#include "peer-gui/models/timelinemodel.h"
#include "tests/support/manualclock.h"

#include <QAbstractItemModelTester>
#include <QLocale>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace ft;
using namespace ft::models;
using engine::TransferId;
using Mode = QAbstractItemModelTester::FailureReportingMode;
using Model = TimelineModel;

class TestTimelineModel final : public QObject
{
    Q_OBJECT

private:
    test::ManualClock m_clock;
    std::deque<TimelineEvent> m_events;

    void add(const char *text)
    {
        m_events.push_back({m_clock.wallTime(), QString::fromLatin1(text), 1});
    }
    [[nodiscard]] static QStringList texts(const Model &model)
    {
        QStringList all;
        for (int row = 0; row < model.rowCount(); ++row)
            all << model.index(row, Model::What).data().toString();
        return all;
    }

private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")});
        QLocale::setDefault(QLocale{QLocale::English});
        m_events.clear();
    }

    void theNewestComesFirstAndOthersStay()
    {
        Model model{m_clock};
        const QAbstractItemModelTester tester{&model, Mode::Fatal};
        add("one");
        model.show(TransferId{1}, m_events);
        const QSignalSpy reset{&model, &QAbstractItemModel::modelReset};
        add("two");
        add("three");
        model.show(TransferId{1}, m_events);
        QCOMPARE(texts(model), (QStringList{u"three"_qs, u"two"_qs, u"one"_qs}));
        QCOMPARE(reset.count(), 0);
    }

    void whatHappensAgainIsCounted()
    {
        Model model{m_clock};
        const QAbstractItemModelTester tester{&model, Mode::Fatal};
        add("one");
        model.show(TransferId{1}, m_events);
        m_events.back().times = 3;
        model.show(TransferId{1}, m_events);
        QCOMPARE(texts(model), QStringList{u"one (3 times)"_qs});
    }

    void anotherDownloadOrAShortenedStoryBeginsAnew()
    {
        Model model{m_clock};
        const QAbstractItemModelTester tester{&model, Mode::Fatal};
        add("one");
        add("two");
        add("three");
        model.show(TransferId{1}, m_events);
        m_events.erase(m_events.begin() + 1);
        model.show(TransferId{1}, m_events);
        QCOMPARE(texts(model), (QStringList{u"three"_qs, u"one"_qs}));
        model.show(TransferId{2}, {});
        QCOMPARE(model.rowCount(), 0);
    }

    void tellsTheTimeToTheSecondAndTheDayWhenItIsNotToday()
    {
        Model model{m_clock};
        add("today");
        m_events.push_front({m_clock.wallTime() - std::chrono::days{40}, u"before"_qs, 1});
        model.show(TransferId{1}, m_events);
        const auto today = model.index(0, Model::Time).data().toString();
        QCOMPARE(today.count(u':'), 2);
        QVERIFY(!today.contains(u'/'));
        QVERIFY(model.index(1, Model::Time).data().toString().contains(u'/'));
    }
};

QTEST_GUILESS_MAIN(TestTimelineModel)
#include "tst_timelinemodel.moc"
