#include "peer-gui/shell/localtime.h"

#include <QTest>

using namespace ft::shell;

class TstLocalTime : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        // Clocks go forward on 29/03/2026 at 01:00 UTC and back on 25/10/2026 at 01:00 UTC.
        qputenv("TZ", "Europe/Berlin");
        tzset();
    }

    void takesBothEndsIn_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("from"); ///< UTC
        QTest::addColumn<QString>("to");
        const auto row = [](const char *text, const char *from, const char *to) {
            QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(from)
                                << QString::fromLatin1(to);
        };
        row("2026-01-05 2026-01-05", "2026-01-04T23:00:00Z", "2026-01-05T22:59:59Z");
        row("05/01/26 06/01/26", "2026-01-04T23:00:00Z", "2026-01-06T22:59:59Z");
        row("05/01/2026 06/01/2026", "2026-01-04T23:00:00Z", "2026-01-06T22:59:59Z");
        row("05/01/70 06/01/69", "1970-01-04T23:00:00Z", "2069-01-06T22:59:59Z");
        row("05/01/26 10:00 05/01/26 10:30", "2026-01-05T09:00:00Z", "2026-01-05T09:30:59Z");
        row("05/01/26 05/01/26 10:30", "2026-01-04T23:00:00Z", "2026-01-05T09:30:59Z");
        row("05/01/26 10:00 06/01/26", "2026-01-05T09:00:00Z", "2026-01-06T22:59:59Z");
        row("2026-07-01 10:00 2026-07-01 11:00:07", "2026-07-01T08:00:00Z", "2026-07-01T09:00:07Z");
        row("2026-07-01T10:00 2026-07-02", "2026-07-01T08:00:00Z", "2026-07-02T21:59:59Z");
        row("2026-01-01T00:00:00Z 2026-01-01T00:00Z",
            "2026-01-01T00:00:00Z",
            "2026-01-01T00:00:59Z");
        row("2026-01-01T00:00-05:30 2026-01-01T12:00+0200",
            "2026-01-01T05:30:00Z",
            "2026-01-01T10:00:59Z");
        row("2026-03-29 2026-03-29", "2026-03-28T23:00:00Z", "2026-03-29T21:59:59Z");
        row("2026-10-25T02:30 2026-10-25T02:30", "2026-10-25T00:30:00Z", "2026-10-25T01:30:59Z");
        row("  2026-01-05   2026-01-06 ", "2026-01-04T23:00:00Z", "2026-01-06T22:59:59Z");
    }
    void takesBothEndsIn()
    {
        QFETCH(QString, text);
        const auto span = timeSpanOf(text.split(u' '));
        QVERIFY2(span, span ? "" : qPrintable(span.error()));
        const auto shown = [](std::chrono::sys_seconds time) {
            return QDateTime::fromSecsSinceEpoch(time.time_since_epoch().count(), Qt::UTC)
                .toString(Qt::ISODate);
        };
        QTEST(shown(span->from), "from");
        QTEST(shown(span->to), "to");
    }

    void refusesWhatIsNoSpan_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("named");
        const auto row = [](const char *text, const char *named) {
            QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(named);
        };
        row("", "\"\"");
        row("2026-01-05", "end is missing");
        row("2026-01-05 10:00", "end is missing");
        row("2026-01-06 2026-01-05", "before the start");
        row("2026-02-30 2026-03-01", "\"2026-02-30 2026-03-01\"");
        row("2026-01-05 tomorrow", "\"tomorrow\"");
        row("2026-01-05 2026-01-06 2026-01-07", "\"2026-01-07\"");
        row("5/1/26 6/1/26", "31/01/26 10:00");
        row("01/13/26 02/13/26", "31/01/26 10:00");
        row("2026-01-05T24:00 2026-01-06", "2026-01-31T10:00");
        row("2026-01-05Z 2026-01-06", "2026-01-05Z");
    }
    void refusesWhatIsNoSpan()
    {
        QFETCH(QString, text);
        QFETCH(QString, named);
        const auto span = timeSpanOf(text.split(u' '));
        QVERIFY(!span);
        QVERIFY2(span.error().contains(named), qPrintable(span.error()));
    }
};

QTEST_APPLESS_MAIN(TstLocalTime)
#include "tst_localtime.moc"
