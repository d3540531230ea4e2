#include "peer-gui/engine/tracker/sharejournal.h"
#include "tests/peer-engine/records.h"

#include <QTest>

using namespace ft;
using namespace ft::engine;
using test::pathOf;
using test::recordOf;

namespace {

FileRecord file(const char *name, std::uint64_t size = 1)
{
    return recordOf(QString::fromLatin1(name), size);
}

/// Names of what changed, a `-` before those that are gone.
QString changesOf(const ShareJournal &journal, const protocol::ShareMark &mark)
{
    const auto changes = journal.changesSince(mark);
    if (!changes)
        return QStringLiteral("everything");
    QStringList names;
    for (const ShareChange &change : *changes) {
        if (const auto *record = std::get_if<FileRecord>(&change))
            names << record->path.toString() + QString::number(record->size);
        else
            names << u'-' + std::get<SharedPath>(change).toString();
    }
    return names.join(u' ');
}

} // namespace

class TstShareJournal : public QObject
{
    Q_OBJECT

private slots:
    void digestsTheShareWhateverTheOrder()
    {
        ShareJournal one;
        one.put({file("a"), file("b")});
        one.put({file("c")});
        ShareJournal other;
        other.put({file("c")});
        other.put({file("x"), file("b", 7)});
        other.remove({pathOf(QStringLiteral("x"))});
        other.put({file("b"), file("a")});
        QCOMPARE(one.mark().digest, other.mark().digest);
        QCOMPARE(one.mark().digest.size(), 32);
    }

    void digestsEverythingThatIsAnnounced_data()
    {
        QTest::addColumn<FileRecord>("other");
        FileRecord other = file("a");
        other.type = "image/png";
        QTest::newRow("type") << other;
        other = file("a");
        other.root.reset();
        QTest::newRow("root") << other;
        other = file("a");
        other.isPartial = true;
        QTest::newRow("partial") << other;
        other = file("a");
        other.modified += std::chrono::seconds{1};
        QTest::newRow("time") << other;
        QTest::newRow("size") << file("a", 2);
        QTest::newRow("path") << file("b");
    }
    void digestsEverythingThatIsAnnounced()
    {
        QFETCH(FileRecord, other);
        ShareJournal one;
        one.put({file("a")});
        ShareJournal changed;
        changed.put({other});
        QVERIFY(one.mark().digest != changed.mark().digest);
    }

    void countsEveryChangeAsANewEpoch()
    {
        ShareJournal journal;
        const auto empty = journal.mark();
        journal.put({file("a")});
        journal.remove({pathOf(QStringLiteral("a"))});
        QCOMPARE(journal.mark().digest, empty.digest);
        QCOMPARE_GT(journal.mark().epoch, empty.epoch);
        const auto after = journal.mark();
        journal.put({});
        journal.remove({});
        QCOMPARE(journal.mark(), after);
    }

    void knowsWhatChangedSinceItWasTold()
    {
        ShareJournal journal;
        journal.put({file("a"), file("b")});
        const auto told = journal.told();
        QCOMPARE(changesOf(journal, told), QString{});
        journal.put({file("c"), file("a", 5)});
        journal.remove({pathOf(QStringLiteral("b"))});
        QCOMPARE(changesOf(journal, told), QStringLiteral("a5 -b c1"));
        const auto later = journal.told();
        journal.put({file("d")});
        QCOMPARE(changesOf(journal, later), QStringLiteral("d1"));
        QCOMPARE(changesOf(journal, told), QStringLiteral("a5 -b c1 d1"));
    }

    void forgetsStatesBeforeTheAcknowledgedOne()
    {
        ShareJournal journal;
        journal.put({file("a")});
        const auto first = journal.told();
        journal.put({file("b")});
        const auto second = journal.told();
        journal.put({file("c")});
        journal.acknowledge(second);
        QCOMPARE(changesOf(journal, first), QStringLiteral("everything"));
        QCOMPARE(changesOf(journal, second), QStringLiteral("c1"));
        journal.acknowledge({second.epoch, "other"});
        QCOMPARE(changesOf(journal, second), QStringLiteral("c1"));
    }

    void doesNotKnowStatesThatWereNeverTold()
    {
        ShareJournal journal;
        journal.put({file("a")});
        QCOMPARE(changesOf(journal, journal.mark()), QStringLiteral("everything"));
        const auto told = journal.told();
        QCOMPARE(changesOf(journal, {told.epoch, "00"}), QStringLiteral("everything"));
    }

    void remembersTheAcknowledgedStateHoweverManyWereTold()
    {
        ShareJournal journal;
        journal.put({file("a")});
        const auto acknowledged = journal.told();
        journal.acknowledge(acknowledged);
        for (int i = 0; i < 20; ++i) {
            journal.put({file("b", static_cast<std::uint64_t>(i))});
            (void)journal.told();
        }
        QCOMPARE(changesOf(journal, acknowledged), QStringLiteral("b19"));
    }

    void tellsEverythingOnceTooMuchHasChanged()
    {
        ShareJournal journal;
        journal.put({file("a")});
        const auto told = journal.told();
        for (int i = 0; i < 1'001; ++i)
            journal.put({recordOf(QStringLiteral("file-%1").arg(i))});
        QCOMPARE(changesOf(journal, told), QStringLiteral("everything"));
    }

    void takesTheWholeShareInPlaceOfWhatItKnew()
    {
        ShareJournal journal;
        journal.put({file("a"), file("b")});
        const auto told = journal.told();
        journal.replace({file("b"), file("a")});
        QCOMPARE(changesOf(journal, told), QString{});
        journal.replace({file("a")});
        QCOMPARE(changesOf(journal, told), QStringLiteral("everything"));
        ShareJournal other;
        other.put({file("a")});
        QCOMPARE(journal.mark().digest, other.mark().digest);
    }
};

QTEST_APPLESS_MAIN(TstShareJournal)
#include "tst_sharejournal.moc"
