#include "common/protocol/limits.h"
#include "peer-gui/engine/tracker/announcements.h"
#include "tests/peer-engine/records.h"

#include <QTest>

using namespace ft;
using namespace ft::engine;
using test::pathOf;
using test::recordOf;

namespace {

const Endpoint Self{QHostAddress{QStringLiteral("10.0.0.4")}, 7};

std::vector<FileRecord> records(int count, qsizetype nameLength = 8)
{
    std::vector<FileRecord> made;
    for (int i = 0; i < count; ++i)
        made.push_back(recordOf(QString::number(i).rightJustified(nameLength, u'x')));
    return made;
}

} // namespace

class TstAnnouncements : public QObject
{
    Q_OBJECT

private slots:
    void hasNothingToSayAtFirst()
    {
        Announcements announcements;
        QVERIFY(announcements.isDone());
        QVERIFY(announcements.nextLines(Self).isEmpty());
    }

    void saysWhereTheFilesAreServed()
    {
        Announcements announcements;
        announcements.add(records(1));
        QVERIFY(announcements.nextLines(Self).contains(", 10.0.0.4, 7, "));
        QCOMPARE(announcements.linesOfLast(), 1);
    }

    void isDoneOnceEveryLineIsAnswered()
    {
        Announcements announcements;
        announcements.add(records(1));
        announcements.remove({pathOf(QStringLiteral("a"))});
        QVERIFY(announcements.nextLines(Self).startsWith("SHARE: <"));
        QCOMPARE(announcements.nextLines(Self), QByteArray{"UNSHARE: <a>\n"});
        QVERIFY(announcements.nextLines(Self).isEmpty());
        announcements.answered();
        QVERIFY(!announcements.isDone());
        announcements.answered();
        QVERIFY(announcements.isDone());
    }

    void waitsWhileEnoughIsUnanswered_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<qsizetype>("nameLength");
        QTest::newRow("many files") << 20'000 << qsizetype{8};
        QTest::newRow("long names") << 5'000 << qsizetype{250};
    }
    void waitsWhileEnoughIsUnanswered()
    {
        QFETCH(int, count);
        QFETCH(qsizetype, nameLength);
        Announcements announcements;
        announcements.add(records(count, nameLength));
        QByteArray said;
        qsizetype unanswered = 0;
        while (!announcements.isDone()) {
            for (auto lines = announcements.nextLines(Self); !lines.isEmpty();
                 lines = announcements.nextLines(Self)) {
                QCOMPARE(lines.count('\n'), announcements.linesOfLast());
                for (const auto &line : lines.split('\n'))
                    QCOMPARE_LE(line.size(), protocol::limits::MaxLine);
                unanswered += announcements.linesOfLast();
                said += lines;
            }
            QCOMPARE_LE(unanswered, 10);
            QCOMPARE_GT(unanswered, 0);
            announcements.answered();
            --unanswered;
        }
        QCOMPARE(said.count('<'), count);
    }

    void startsAnewWhenCleared()
    {
        Announcements announcements;
        announcements.add(records(20'000));
        while (!announcements.nextLines(Self).isEmpty()) {}
        announcements.clear();
        QVERIFY(announcements.isDone());
        announcements.add(records(1));
        QCOMPARE(announcements.nextLines(Self).count('<'), 1);
    }
};

QTEST_APPLESS_MAIN(TstAnnouncements)
#include "tst_announcements.moc"
