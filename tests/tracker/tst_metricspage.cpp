#include "tests/support/manualclock.h"
#include "tests/tracker/records.h"
#include "tracker/metrics/trackermetrics.h"

#include <QRegularExpression>
#include <QTest>

using namespace ft;
using namespace ft::test;
using namespace ft::tracker;
using namespace std::chrono_literals;

class TestMetricsPage : public QObject
{
    Q_OBJECT

private slots:
    void writesMetrics();
    void escapesLabels();
    void writesHistograms();
    void tellsWhatTheTrackerKnows_data();
    void tellsWhatTheTrackerKnows();
    void isWellFormed();

private:
    QByteArray pageOfATracker();
};

void TestMetricsPage::writesMetrics()
{
    MetricsPage page;
    page.counter("ft_x_total", "What x is.", 3);
    page.gauge("ft_y", "What y is.", 0.25);
    QCOMPARE(page.text(),
             QByteArray{"# HELP ft_x_total What x is.\n# TYPE ft_x_total counter\nft_x_total 3\n"
                        "# HELP ft_y What y is.\n# TYPE ft_y gauge\nft_y 0.25\n"});
}

void TestMetricsPage::escapesLabels()
{
    MetricsPage page;
    page.begin("m", "gauge", "h");
    page.sample(1, {{"a", "plain"}, {"b", "q\" s\\ l\n"}});
    QVERIFY2(page.text().endsWith("m{a=\"plain\",b=\"q\\\" s\\\\ l\\n\"} 1\n"),
             page.text().constData());
}

void TestMetricsPage::writesHistograms()
{
    MetricsPage page;
    page.begin("t", "histogram", "h");
    page.histogram({{0.5, 2}, {1, 3}}, 4, 2.5, {{"k", "v"}});
    QVERIFY2(page.text().endsWith("t_bucket{k=\"v\",le=\"0.5\"} 2\nt_bucket{k=\"v\",le=\"1\"} 3\n"
                                  "t_bucket{k=\"v\",le=\"+Inf\"} 4\nt_sum{k=\"v\"} 2.5\n"
                                  "t_count{k=\"v\"} 4\n"),
             page.text().constData());
}

QByteArray TestMetricsPage::pageOfATracker()
{
    ManualClock clock;
    Catalogue catalogue{clock};
    auto *peer = catalogue.join({hostName("a"), 1, {}},
                                QHostAddress{QStringLiteral("10.0.0.4")},
                                SessionId{1});
    catalogue.add(*peer, {sourceRecord("a.pdf", 100), sourceRecord("b.pdf", 11)}, 0);
    SearchMeter searches{clock};
    {
        const auto timing = searches.answering(0, SearchKind::Query);
        clock.advance(300us);
    }
    Activity activity;
    activity.happened(PeerJoined{hostName("a"), {}, {}});
    activity.happened(PeerLeft{hostName("a"), {}, LeaveReason::Bye});
    activity.happened(PeerRefused{{}, {}, protocol::RefusalCode::Busy});
    BanList bans{clock};
    bans.add({hostName("b"), {}, {}});
    TrackerMetrics metrics;
    metrics.add([&](MetricsPage &page) { writeCatalogue(page, catalogue); });
    metrics.add([&](MetricsPage &page) { writeSearches(page, searches); });
    metrics.add([&](MetricsPage &page) { writeActivity(page, activity); });
    metrics.add([&](MetricsPage &page) { writeBans(page, bans); });
    metrics.add([&](MetricsPage &page) { writeConnections(page, 9); });
    metrics.add([&](MetricsPage &page) { writeProcess(page, clock.wallTime()); });
    return metrics.page();
}

void TestMetricsPage::tellsWhatTheTrackerKnows_data()
{
    QTest::addColumn<QString>("pattern");
    for (const char *pattern :
         {"ft_tracker_peers 1",
          "ft_tracker_records 2",
          "ft_tracker_shared_bytes 111",
          "ft_tracker_index_bytes [1-9]\\d*",
          "ft_tracker_searches_total\\{kind=\"exact\"\\} 0",
          "ft_tracker_searches_total\\{kind=\"query\"\\} 1",
          "ft_tracker_answer_seconds_count\\{kind=\"query\"\\} 1",
          "ft_tracker_answer_seconds_sum\\{kind=\"query\"\\} (0\\.0003|3e-04)",
          "ft_tracker_answer_seconds_bucket\\{kind=\"query\",le=\"0.000262144"
          "\"\\} 0",
          "ft_tracker_answer_seconds_bucket\\{kind=\"query\",le=\"0.000524288"
          "\"\\} 1",
          "ft_tracker_joined_total 1",
          "ft_tracker_left_total\\{reason=\"bye\"\\} 1",
          "ft_tracker_refused_total\\{code=\"busy\"\\} 1",
          "ft_tracker_bans 1",
          "ft_tracker_connections 9",
          "process_resident_memory_bytes [1-9]\\d*",
          "process_cpu_seconds_total \\d+(\\.\\d+)?",
          "process_open_fds [1-9]\\d*",
          "process_start_time_seconds 1700003600",
          "ft_tracker_build_info\\{version=\"[^\"]+\",qt=\"[^\"]+\"\\} 1"})
        QTest::newRow(pattern) << QString::fromLatin1(pattern);
}

void TestMetricsPage::tellsWhatTheTrackerKnows()
{
    QFETCH(const QString, pattern);
    const QRegularExpression line{u"^" + pattern + u"$", QRegularExpression::MultilineOption};
    const auto page = pageOfATracker();
    QVERIFY2(QString::fromUtf8(page).contains(line), page.constData());
}

/// Every sample follows the HELP and TYPE of its metric, and no metric comes twice.
void TestMetricsPage::isWellFormed()
{
    static const QRegularExpression sample{
        QStringLiteral("^([a-z_]+)(\\{([a-z]+=\"[^\"]*\",?)+\\})? [-+0-9.e]+$")};
    const auto page = QString::fromUtf8(pageOfATracker());
    QVERIFY(page.endsWith(u'\n'));
    QStringList metrics;
    for (const QString &line : page.chopped(1).split(u'\n')) {
        if (line.startsWith(QStringLiteral("# HELP "))) {
            const QString name = line.section(u' ', 2, 2);
            QVERIFY2(!metrics.contains(name), qPrintable(name));
            metrics << name;
        } else if (line.startsWith(QStringLiteral("# TYPE "))) {
            QCOMPARE(line.section(u' ', 2, 2), metrics.last());
        } else {
            const auto match = sample.match(line);
            QVERIFY2(match.hasMatch() && match.captured(1).startsWith(metrics.last()),
                     qPrintable(line));
        }
    }
    QVERIFY(metrics.size() > 10);
}

QTEST_APPLESS_MAIN(TestMetricsPage)
#include "tst_metricspage.moc"
